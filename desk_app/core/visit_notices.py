"""What a customer takes along of a visit agreed: said back, on a slip, in a text message; always discreet."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from desk_app.core.clock import seoul
from desk_app.core.korean import mask_name
from desk_app.core.script_text import said
from desk_app.core.spoken import WEEKDAYS, say_date, say_day, say_time

SMS_BYTES = 90
"""What one text message holds in EUC-KR; a longer one is sent as an LMS, which costs more."""

_LISTED = re.compile(r"\s*[,;·\n、，]\s*")
_NEAR = timedelta(days=1)


class Fate(StrEnum):
    """What became of an appointment since it was first told."""

    BOOKED = "booked"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class VisitNotice:
    """What is known of a visit when the customer is told of it; the functions here decide what of it is.

    `address` is the branch's, `phone` where the customer changes the visit, `uid` and `sequence` are those
    of RFC 5545. `may_name_agency` and `may_text` are what the customer allowed, `None` where nobody asked.
    """

    starts_at: datetime
    ends_at: datetime
    staff: str
    phone: str
    branch: str
    place: str = ""
    address: str = ""
    bring: str = ""
    customer: str = ""
    may_name_agency: bool | None = None
    may_text: bool | None = None
    cancelled: bool = False
    uid: str = ""
    sequence: int = 0

    @property
    def fate(self) -> Fate:
        """Return what became of it: every change of time, place or person raised the sequence."""
        if self.cancelled:
            return Fate.CANCELLED
        return Fate.MOVED if self.sequence else Fate.BOOKED


@dataclass(frozen=True)
class SayBackWording:
    """The sentences to say back."""

    booked: str
    without_place: str
    cancelled: str
    bring: str


@dataclass(frozen=True)
class SlipWording:
    """Titles, names and closing sentences of the slip."""

    booked: str
    moved: str
    cancelled: str
    customer: str
    place: str
    address: str
    staff: str
    bring: str
    phone: str
    closing: str
    closing_cancelled: str


@dataclass(frozen=True)
class TextWording:
    """The sentences of a text message."""

    booked: str
    moved: str
    cancelled: str
    reminder: str
    bring: str
    change: str
    ask: str


@dataclass(frozen=True)
class Instead:
    """What is told instead of something that would give the agency away."""

    bring: str
    place: str
    staff: str


@dataclass(frozen=True)
class Wording:
    """All words of `resources/letters/appointment.toml`, which explains them."""

    giveaways: tuple[str, ...]
    agency: str
    short_day: str
    summary: str
    instead: Instead
    say_back: SayBackWording
    slip: SlipWording
    text: TextWording


@dataclass(frozen=True)
class Slip:
    """What stands on the slip: `facts` are names and what they are, `under` and `agency` may be empty."""

    title: str
    under: str
    date: str
    time: str
    facts: tuple[tuple[str, str], ...]
    closing: str
    agency: str


@dataclass(frozen=True)
class TextMessage:
    """A text message to copy, and its length in EUC-KR."""

    text: str

    @property
    def length(self) -> int:
        """Return how many bytes it takes on the way: one for ASCII, two for all else."""
        return sum(1 if letter.isascii() else 2 for letter in self.text)

    @property
    def is_long(self) -> bool:
        """Return whether it goes out as an LMS."""
        return self.length > SMS_BYTES


def say_back(notice: VisitNotice, wording: Wording) -> str:
    """Return what is said to the customer: date, weekday, time, place, person, and what to bring.

    Said to nobody else, so it leaves nothing out.
    """
    there, words = seoul(notice.starts_at), wording.say_back
    place, bring = _one_line(notice.place), _one_line(notice.bring)
    values = {"date": say_date(there.date()), "time": say_time(there.time()), "place": place}
    values |= {"staff": notice.staff, "bring": bring}
    if notice.cancelled:
        return said(words.cancelled, values)
    sentence = said(words.booked if place else words.without_place, values)
    return f"{sentence} {said(words.bring, values)}" if bring else sentence


def discreet(notice: VisitNotice, wording: Wording) -> VisitNotice:
    """Return the notice as others may read it: one line each, the name masked, no word on the purpose.

    `branch` becomes the agency's and the branch's name where the customer allowed naming it, and is empty
    otherwise. What to bring tells of the person rather than of the agency, so no leave covers that.
    """
    named = notice.may_name_agency is True
    instead = wording.instead

    def told(text: str, other: str) -> str:
        line = _one_line(text)
        return other if not named and gives_away(line, wording.giveaways) else line

    return replace(
        notice,
        place=told(notice.place, instead.place),
        address=told(notice.address, ""),
        bring=_safe_list(notice.bring, wording),
        staff=told(notice.staff, instead.staff),
        phone=_one_line(notice.phone),
        branch=said(wording.agency, {"branch": _one_line(notice.branch)}) if named else "",
        customer=mask_name(notice.customer),
    )


def slip(notice: VisitNotice, wording: Wording) -> Slip:
    """Return what stands on the slip, discreet; a cancelled one says no place and nothing to bring."""
    told, words = discreet(notice, wording), wording.slip
    there = seoul(told.starts_at)
    where = ((words.place, told.place), (words.address, told.address))
    coming = (*where, (words.staff, told.staff), (words.bring, told.bring))
    facts = (*(() if told.cancelled else coming), (words.phone, told.phone))
    titles = {Fate.BOOKED: words.booked, Fate.MOVED: words.moved, Fate.CANCELLED: words.cancelled}
    return Slip(
        title=titles[told.fate],
        under=said(words.customer, {"customer": told.customer}) if told.customer else "",
        date=say_date(there.date()),
        time=say_time(there.time()),
        facts=tuple((name, fact) for name, fact in facts if fact),
        closing=words.closing_cancelled if told.cancelled else words.closing,
        agency=told.branch,
    )


def text_message(notice: VisitNotice, wording: Wording) -> TextMessage:
    """Return the message that tells of the visit, of its new time or of its end; discreet."""
    words = wording.text
    texts = {Fate.BOOKED: words.booked, Fate.MOVED: words.moved, Fate.CANCELLED: words.cancelled}
    return _message(texts[notice.fate], notice, wording, "")


def reminder(notice: VisitNotice, wording: Wording, now: datetime) -> TextMessage:
    """Return the message that reminds of the visit, its day said as near (내일) as it is; discreet.

    Of a cancelled visit it says that it is cancelled.
    """
    if notice.cancelled:
        return text_message(notice, wording)
    day, today = seoul(notice.starts_at).date(), seoul(now).date()
    near = say_day(day, today) if timedelta(0) <= day - today <= _NEAR else ""
    return _message(wording.text.reminder, notice, wording, near)


def gives_away(text: str, giveaways: Sequence[str]) -> bool:
    """Return whether a word that names the agency or its purpose stands in `text`, however spaced."""
    shown = unicodedata.normalize("NFKC", text)
    letters = "".join(letter for letter in shown if letter.isalnum())
    return any(word in letters for word in giveaways)


def _message(template: str, notice: VisitNotice, wording: Wording, near: str) -> TextMessage:
    told, words = discreet(notice, wording), wording.text
    there = seoul(told.starts_at)
    parts = {"month": str(there.month), "day": str(there.day), "weekday": WEEKDAYS[there.weekday()]}
    day = said(wording.short_day, parts)
    values = {
        "day": day,
        "near": f"{near} {day}".strip(),
        "time": say_time(there.time()),
        "where": f"{told.place} {told.staff}".strip(),
        "bring": told.bring,
        "phone": told.phone,
    }
    lines = (
        told.branch,
        said(template, values),
        said(words.bring, values) if told.bring and not told.cancelled else "",
        said(words.ask if told.cancelled else words.change, values) if told.phone else "",
    )
    return TextMessage(" ".join(line for line in lines if line))


def _safe_list(bring: str, wording: Wording) -> str:
    """Return what to bring, each thing that gives the agency away told by other words, once."""
    things = (_one_line(thing) for thing in _LISTED.split(bring))
    safe = (wording.instead.bring if gives_away(each, wording.giveaways) else each for each in things if each)
    listed = ", ".join(dict.fromkeys(safe))
    return wording.instead.bring if gives_away(listed, wording.giveaways) else listed


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
