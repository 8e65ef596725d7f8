"""What was done about an inquiry as lines of its history, and what must be known before anything more is."""

import re
from datetime import date, datetime

from desk_app.core.clock import seoul
from desk_app.core.inquiries import OPEN, Channel, ExtensionReason, InquiryState, missed_on
from desk_app.gui.i18n import mark, tr
from desk_app.gui.inquiries import words
from desk_app.gui.widgets.timeline import Event
from desk_app.usecases.inquiries import InquiryDetail, InquiryLine, PassingLine

LINES = {
    "received": mark("Arrived, by letter or otherwise"),
    "accepted": mark("Accepted"),
    "told": mark("The customer was told the date"),
    "changed": mark("Set right"),
    "linked": mark("Linked with another"),
    "recounted": mark("Dates counted anew"),
    "supplement_asked": mark("Asked to supplement"),
    "supplement_came": mark("Supplement came"),
    "field_begun": mark("Field inquiry begun"),
    "field_extended": mark("Field inquiry planned for longer"),
    "field_ended": mark("Field inquiry over"),
    "extended": mark("Period extended"),
    "interim": mark("Interim reply sent"),
    "progress": mark("Progress notice sent"),
    "drafted": mark("Reply drafted"),
    "checked": mark("Reply checked"),
    "sent": mark("Reply sent"),
    "closed": mark("Closed"),
    "withdrawn": mark("Withdrawn by the customer"),
    "pass_planned": mark("To be passed on"),
    "passed_on": mark("Passed on"),
    "handed_over": mark("Handed over"),
    "referred": mark("Passed to another agency"),
    "file_added": mark("File added"),
    "file_opened": mark("File opened"),
    "file_removed": mark("File taken out"),
}
_CODED = frozenset(LINES) - {
    "changed",
    "linked",
    "closed",
    "withdrawn",
    "pass_planned",
    "passed_on",
    "handed_over",
    "file_added",
    "file_opened",
    "file_removed",
}
_VERSIONS = frozenset({"drafted", "checked"})


def events(detail: InquiryDetail, now: datetime) -> list[Event]:
    """Return the history of an inquiry, the newest first."""
    return [_event(line, now) for line in reversed(detail.history)]


def _event(line: InquiryLine, now: datetime) -> Event:
    detail = _decoded(line, seoul(now).date()) if line.what in _CODED else line.detail
    return Event(tr(LINES.get(line.what, line.what)), words.history_when(line.at, line.by, now), detail)


def _decoded(line: InquiryLine, today: date) -> str:
    """Return a detail with the codes before what was typed in words: ways, days, reasons, versions."""
    tokens = line.detail.split(" ")
    said: list[str] = []
    for at, token in enumerate(tokens):
        word = _word(token, today, is_version=line.what in _VERSIONS or (line.what == "sent" and at > 0))
        if word is None:
            return " · ".join((*said, " ".join(tokens[at:])))
        said += [word] if word else []
    return " · ".join(said)


def _word(token: str, today: date, *, is_version: bool) -> str | None:
    """Return what a code is called, "" for a mark between two, None for what was typed."""
    if token in set(Channel):
        return tr(words.CHANNELS[Channel(token)])
    if token in set(ExtensionReason):
        return tr(words.REASONS[ExtensionReason(token)])
    if token in {"→", "|", ""}:
        return ""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", token):
        return words.day_words(date.fromisoformat(token), today)
    if re.fullmatch(r"\+\d+", token):
        return tr("{count} days", count=token)
    return tr("version {number}", number=token) if is_version and token.isdecimal() else None


def notes(detail: InquiryDetail, now: datetime) -> list[str]:
    """Return what must be known before anything more is done, a line each."""
    today = seoul(now).date()
    said: list[str] = []
    if detail.state is InquiryState.RECEIVED and detail.accept_by is not None:
        at = words.at_words(detail.accept_by, now)
        late = detail.accept_by <= now
        said.append(
            tr("It had to be accepted by {when}, which is past: accept it now (A).", when=at)
            if late
            else tr("Not accepted yet: accept it by {when}, and its person in charge is told.", when=at)
        )
    said += _of_wait(detail, today)
    said += _of_field_inquiry(detail, today)
    said += _of_interim(detail, now)
    if detail.progress_reply_at is not None and detail.progress_reply_at <= now and detail.state in OPEN:
        said.append(tr("Thirty days are over: tell the customer how far it is."))
    said += [_of_passing(passing, now) for passing in detail.passings if passing.done_at is None]
    if detail.may_name_agency is False:
        said.append(tr("Do not name the agency to anyone else."))
    return said


def _of_interim(detail: InquiryDetail, now: datetime) -> list[str]:
    """Return that the answer is late, or else that it is time to say why it takes longer."""
    if detail.state not in OPEN:
        return []
    is_proposed = detail.interim_reply_at is not None and detail.interim_reply_at <= now
    if missed_on(detail.dates, now=now) or (is_proposed and detail.dates.is_over(now)):
        return [tr("The answer is late: answer now, or say sorry and name a new day in an interim reply.")]
    if is_proposed:
        return [tr("70 % of the period are over: send an interim reply if the answer is not ready.")]
    return []


def _of_passing(passing: PassingLine, now: datetime) -> str:
    """Return to whom it is to be passed on and by when, or that this is past and what to do now."""
    at = words.at_words(passing.due_at, now)
    if passing.due_at > now:
        return tr("To be passed to {who} by {when}.", who=passing.to, when=at)
    said = (
        mark("It had to be passed to {who} by {when}, which is past: do it now (H, T).")
        if passing.inside
        else mark("It had to be sent to {who} by {when}, which is past: do it now and tell the customer (T).")
    )
    return tr(said, who=passing.to, when=at)


def _of_wait(detail: InquiryDetail, today: date) -> list[str]:
    """Return until when the customer is waited for, or that this is past and nothing has come."""
    waits = detail.waits
    if waits is None or detail.state not in OPEN:
        return []
    day = words.day_words(waits.due_on, today)
    if today > waits.due_on:
        return [
            tr("The customer was waited for until {day}, which is past. Ask after it, or answer.", day=day)
        ]
    if waits.stops:
        return [tr("Waits for the customer until {day}.", day=day)]
    return [tr("Waits for the customer until {day}; the period was over, so the dates stay.", day=day)]


def _of_field_inquiry(detail: InquiryDetail, today: date) -> list[str]:
    """Return whether a field inquiry goes on, or that its days are over and nobody has said so."""
    inquiry = detail.field_inquiry
    if inquiry is None or inquiry.returned_on is not None or detail.state not in OPEN:
        return []
    day = words.day_words(inquiry.due_on, today)
    if not inquiry.stops:
        said = mark("Looked into on the spot until {day}; the period was over, so the dates stay.")
        return [tr(said, day=day)]
    if today <= inquiry.due_on:
        return [tr("Looked into on the spot until {day}: these days do not count.", day=day)]
    return [tr("The field inquiry was planned until {day}: the days count again. Note its end.", day=day)]
