"""What the page of appointments calls things: states, reasons, what stands against a time, times free."""

from collections.abc import Sequence
from datetime import datetime

from desk_app.core.appointments import AppointmentState, Reach, VisitReason
from desk_app.core.clock import seoul
from desk_app.core.korean import mask_name
from desk_app.core.slots import Hindrance, Obstacle
from desk_app.core.spoken import say_time, short_day, short_when
from desk_app.core.staff import PresenceState
from desk_app.gui import theme
from desk_app.gui.i18n import mark, tr
from desk_app.gui.office.presence import say_state

STATES: dict[AppointmentState, tuple[str, theme.Tone]] = {
    AppointmentState.BOOKED: (mark("Booked"), "primary"),
    AppointmentState.ARRIVED: (mark("Arrived"), "warning"),
    AppointmentState.IN_TALK: (mark("In talk"), "success"),
    AppointmentState.DONE: (mark("Visit done"), "quiet"),
    AppointmentState.NO_SHOW: (mark("Did not come"), "danger"),
    AppointmentState.CANCELLED: (mark("Cancelled"), "quiet"),
}
REASONS = {
    VisitReason.PAPERS: mark("Papers to hand in"),
    VisitReason.TALK: mark("To talk in person"),
    VisitReason.FACILITY: mark("Rooms or goods"),
    VisitReason.WISH: mark("The customer's wish"),
}
BY_PHONE = mark("Phone or post will do")
REACHES = {
    Reach.CALL: mark("By phone"),
    Reach.TEXT: mark("By text message"),
    Reach.NONE: mark("Not at all"),
}
LINES = {
    "booked": mark("Appointment booked"),
    "moved": mark("Appointment moved"),
    "changed": mark("Appointment changed"),
    "cancelled": mark("Cancelled"),
    "arrived": mark("Arrived"),
    "in_talk": mark("Talk begun"),
    "done": mark("Visit done"),
    "no_show": mark("Did not come"),
    "taken_back": mark("Taken back"),
    "covered": mark("Received by the deputy"),
}
_AGAINST = {
    Obstacle.CLOSED_DAY: mark("The desk is closed that day ({detail})."),
    Obstacle.OUTSIDE_HOURS: mark("This lies outside office hours ({detail})."),
    Obstacle.LUNCH: mark("This runs into the lunch break ({detail})."),
    Obstacle.ABSENCE: mark("Away then: {detail}."),
    Obstacle.BUFFER: mark("It leaves too little time beside the appointment of {detail}."),
}


def masked(name: str, phone: str) -> str:
    """Return who comes as a visitor may see it on the screen."""
    if name:
        return tr("Customer {name}", name=mask_name(name))
    return tr("number ending {digits}", digits=phone[-4:]) if phone else tr("Nameless")


def clock(instant: datetime) -> str:
    """Return the hour on Seoul's clock: `14:30`."""
    return f"{seoul(instant):%H:%M}"


def span(starts_at: datetime, ends_at: datetime) -> str:
    """Return from when to when: `14:30–15:00`."""
    return f"{clock(starts_at)}–{clock(ends_at)}"


def said_span(starts_at: datetime, ends_at: datetime) -> str:
    """Return the same as it is read aloud."""
    begins, ends = seoul(starts_at).time(), seoul(ends_at).time()
    return tr("from {begins} to {ends}", begins=say_time(begins), ends=say_time(ends))


def hindrance_words(hindrance: Hindrance, now: datetime) -> str:
    """Return one sentence about what stands against a time."""
    detail = hindrance.detail
    if hindrance.obstacle is Obstacle.ABSENCE:
        word = say_state(PresenceState(detail))
        until = short_when(hindrance.until, now) if hindrance.until else ""
        detail = tr("{word} · until {time}", word=word, time=until) if until else word
    return tr(_AGAINST[hindrance.obstacle], detail=detail)


def free_words(starts_at: datetime, now: datetime, who: str = "") -> str:
    """Return a free time as it stands on its button: `16:30`, `내일 09:30`, with whose it is."""
    when = clock(starts_at)
    if seoul(starts_at).date() != seoul(now).date():
        when = f"{short_day(seoul(starts_at).date(), seoul(now).date())} {when}"
    return f"{when} {who}".strip()


def sentences(parts: Sequence[str]) -> str:
    """Return sentences one after the other, the empty ones left out."""
    return " ".join(part for part in parts if part)
