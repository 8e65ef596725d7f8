"""How each setting is written and read back in a line of text."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any

from desk_app.core.errors import BadInput
from desk_app.core.hours import OfficeHours, Span
from desk_app.core.office import RANGES
from desk_app.core.texts import LONGEST_LINE
from desk_app.gui.i18n import mark

LONGEST_PLACE = 80
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?")
_SPAN = re.compile(r"([\d:]+)\s*[-~–]\s*([\d:]+)")


@dataclass(frozen=True)
class Rule:
    """One setting: its name in `Settings`, its words on screen, its unit, how it is read and written."""

    name: str
    words: str
    unit: str
    read: Callable[[str, str], Any]
    write: Callable[[Any], str]


def read_whole(name: str, text: str) -> int:
    """Return a whole number."""
    try:
        return int(_plain(text))
    except ValueError:
        raise BadInput(name, "not_a_number", text) from None


def read_number(name: str, text: str) -> float:
    """Return a number, with a fraction perhaps."""
    try:
        return float(_plain(text))
    except ValueError:
        raise BadInput(name, "not_a_number", text) from None


def read_list(name: str, text: str) -> tuple[int, ...]:
    """Return whole numbers separated by commas or spaces, the largest first, each once."""
    words = [word for word in re.split(r"[,\s]+", _plain(text)) if word]
    return tuple(sorted({read_whole(name, word) for word in words}, reverse=True))


def read_words(name: str, text: str) -> tuple[str, ...]:
    """Return what stands between commas, each once and in its order."""
    words = tuple(dict.fromkeys(word for word in map(str.strip, _plain(text).split(",")) if word))
    if any(len(word) > LONGEST_PLACE for word in words):
        raise BadInput(name, "too_long", str(LONGEST_PLACE))
    return words


def read_line(name: str, text: str) -> str:
    """Return one line of text."""
    line = _plain(text)
    if len(line) > LONGEST_LINE:
        raise BadInput(name, "too_long", str(LONGEST_LINE))
    return line


def read_time(name: str, text: str) -> time:
    """Return a time of day written 17:00 or 17."""
    found = _TIME.fullmatch(_plain(text))
    try:
        return time(int(found[1]), int(found[2] or 0)) if found else time(24)
    except ValueError:
        raise BadInput(name, "not_a_time", text) from None


def write_time(value: time) -> str:
    """Return a time of day as 17:00."""
    return f"{value:%H:%M}"


def read_day(text: str) -> tuple[Span, ...]:
    """Return the stretches of a day written `09:00–12:00, 13:00–18:00`; nothing is a closed day."""
    spans = []
    for part in (part.strip() for part in _plain(text).split(",")):
        if not part:
            continue
        found = _SPAN.fullmatch(part)
        if found is None:
            raise BadInput("hours", "not_hours", text)
        try:
            opens, closes = (read_time("hours", found[at]) for at in (1, 2))
        except BadInput:
            raise BadInput("hours", "not_hours", text) from None
        spans.append(Span(opens, closes))
    OfficeHours.on_weekdays([0], *spans)  # refuses stretches that overlap
    return tuple(sorted(spans))


def write_day(spans: tuple[Span, ...]) -> str:
    """Return the stretches of a day as they are typed."""
    return ", ".join(str(span) for span in spans)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _write_list(value: tuple[int, ...]) -> str:
    return ", ".join(str(each) for each in value)


def _write_words(value: tuple[str, ...]) -> str:
    return ", ".join(value)


def _write_number(value: float) -> str:
    return f"{value:g}"


MINUTES, SECONDS, DAYS = mark("minutes"), mark("seconds"), mark("days")
ANSWERS, POINTS = mark("answers"), mark("points on 100")
GROUPS: tuple[tuple[str, tuple[Rule, ...]], ...] = (
    (
        mark("Alerts"),
        (
            Rule("callback_alerts", mark("Before a callback"), MINUTES, read_list, _write_list),
            Rule("callback_supervisor_after", mark("To the supervisor after"), MINUTES, read_whole, str),
            Rule("reply_alerts_days", mark("Before a written reply"), DAYS, read_list, _write_list),
            Rule("snooze_for", mark("Alert again after"), MINUTES, read_whole, str),
        ),
    ),
    (
        mark("Promises"),
        (
            Rule("retry_no_answer", mark("Next try after no answer"), MINUTES, read_whole, str),
            Rule("retry_busy", mark("Next try after a busy line"), MINUTES, read_whole, str),
            Rule("after_return", mark("After a person's return"), MINUTES, read_whole, str),
            Rule("evening_due", mark("Today's offered hour"), "", read_time, write_time),
            Rule("morning_due", mark("Tomorrow's offered hour"), "", read_time, write_time),
            Rule("same_matter_days", mark("Same matter again within"), DAYS, read_whole, str),
            Rule("second_visit_days", mark("Second visit within"), DAYS, read_whole, str),
            Rule("complaint_days", mark("Complaint closed within"), DAYS, read_whole, str),
            Rule("public_apology_days", mark("Public apology within"), DAYS, read_whole, str),
            Rule("faq_review_days", mark("Guidance is reviewed after"), DAYS, read_whole, str),
        ),
    ),
    (
        mark("Appointments"),
        (
            Rule("appointment_alerts", mark("Before an appointment"), MINUTES, read_list, _write_list),
            Rule("no_show_after", mark("Late visitor after"), MINUTES, read_whole, str),
            Rule("appointment_step", mark("Appointments begin every"), MINUTES, read_whole, str),
            Rule("appointment_buffer", mark("Room between appointments"), MINUTES, read_whole, str),
            Rule("remind_by", mark("Reminder the working day before, by"), "", read_time, write_time),
            Rule("places", mark("Places, with commas"), "", read_words, _write_words),
        ),
    ),
    (
        mark("Usual length of an absence"),
        (
            Rule("busy_for", mark("In talk with a customer"), MINUTES, read_whole, str),
            Rule("out_for", mark("Out on business"), MINUTES, read_whole, str),
            Rule("meeting_for", mark("In a meeting"), MINUTES, read_whole, str),
        ),
    ),
    (
        mark("Telephone and desk"),
        (
            Rule("ring_period_s", mark("One ring"), SECONDS, read_number, _write_number),
            Rule("answer_target_s", mark("Answer target"), SECONDS, read_number, _write_number),
            Rule("answer_limit_s", mark("Late from"), SECONDS, read_number, _write_number),
            Rule("advised_call", mark("Advised length of a call"), MINUTES, read_whole, str),
            Rule("idle_lock", mark("Lock when idle for"), MINUTES, read_whole, str),
        ),
    ),
    (
        mark("Monitoring"),
        (
            Rule("monitoring_days", mark("Remind before a monitoring round ends"), DAYS, read_whole, str),
            Rule("training_below", mark("Training below a score of"), POINTS, read_whole, str),
            Rule("training_days", mark("Training is held within"), DAYS, read_whole, str),
        ),
    ),
    (
        mark("Satisfaction survey"),
        (
            Rule("survey_small", mark("Small sample below"), ANSWERS, read_whole, str),
            Rule("survey_least", mark("No mean below"), ANSWERS, read_whole, str),
        ),
    ),
    (
        mark("Where opinions are sent; empty is head office"),
        (
            Rule("opinion_address", mark("Address"), "", read_line, str),
            Rule("opinion_phones", mark("Telephones, with commas"), "", read_words, _write_words),
        ),
    ),
)
OTHER_WORDS = {
    "told_rule": mark("Date told to the customer"),
    "after_hours_next_day": mark("After hours counts as the next day"),
    "hours": mark("Desk hours"),
    "reply_needs_check": mark("A reply is checked by a second person before it goes out"),
}
WORDS = {rule.name: rule.words for _, rules in GROUPS for rule in rules} | OTHER_WORDS
LIST_RANGES = {"callback_alerts": (0, 480), "reply_alerts_days": (0, 30), "appointment_alerts": (0, 480)}


def range_of(name: str) -> tuple[float, float] | None:
    """Return the least and the greatest value of a setting, where it has them."""
    return RANGES.get(name) or LIST_RANGES.get(name)
