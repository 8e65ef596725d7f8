"""Presence (자리·부재) in words: where somebody is, until when, and what is planned for them."""

from datetime import date, datetime, time

from desk_app.core.clock import seoul
from desk_app.core.deputies import NoDeputy
from desk_app.core.staff import Away, Presence, PresenceState
from desk_app.gui.i18n import mark, tr

STATES = {
    PresenceState.HERE: mark("At my place"),
    PresenceState.BUSY: mark("In talk with a customer"),
    PresenceState.OUT: mark("Out on business"),
    PresenceState.MEETING: mark("In a meeting"),
    PresenceState.LEAVE: mark("On leave"),
    PresenceState.GONE: mark("Gone home"),
}
_NO_DEPUTY = {NoDeputy.NO_CHAIN: mark("no deputy is named"), NoDeputy.ALL_AWAY: mark("every deputy is away")}
_LONGEST_NOTE = 10
_BY_THE_DAY = frozenset({PresenceState.LEAVE, PresenceState.GONE})


def presence_word(presence: Presence, now: datetime) -> tuple[str, str]:
    """Return the presence in words and the dot that goes with it: present, busy or away.

    `외근 (이동상담) · 15:30 복귀`, `상담 중 · 14:30까지`, `휴가 · 11/27 복귀`; whoever counts as back because
    the time they named has passed is said to be `자리 (15:30 복귀 시각 지남)`.
    """
    presence = presence.at(now)
    today = seoul(now).date()
    if presence.here:
        word = tr(STATES[presence.state])
        if presence.reverted_at is not None:
            word = tr("{word} (back {time}, now past)", word=word, time=say_time(presence.reverted_at, today))
        return word, "present"
    word = say_state(presence.state, presence.note)
    busy = presence.state is PresenceState.BUSY
    dot = "busy" if busy else "away"
    if presence.back_at is None:
        return word, dot
    by_the_day = presence.state in _BY_THE_DAY
    said = say_time(presence.back_at, today, by_the_day=by_the_day)
    if busy:
        return tr("{word} · until {time}", word=word, time=said), dot
    return tr("{word} · back {time}", word=word, time=said), dot


def say_deputy(who: str, why: NoDeputy | None = None) -> str:
    """Return who acts, `대행 정다은 주임`, with the reason where it is a supervisor; nothing for nobody."""
    said = tr("deputy {who}", who=who) if who else ""
    return f"{said} ({tr(_NO_DEPUTY[why])})" if said and why else said


def say_state(state: PresenceState, note: str = "", *, whole: bool = False) -> str:
    """Return where somebody is with its note, `외근 (이동상담)`; a long note is cut unless `whole`."""
    word = tr(STATES[state])
    if not note:
        return word
    short = note if whole or len(note) <= _LONGEST_NOTE else note[: _LONGEST_NOTE - 1].rstrip() + "…"
    return f"{word} ({short})"


def say_time(at: datetime, today: date, *, by_the_day: bool = False) -> str:
    """Return a time of return as said on `today`: the hour, and the day where it is another one.

    `by_the_day` leaves the hour out on another day; midnight is always the day alone.
    """
    there = seoul(at)
    if there.date() == today:
        return f"{there:%H:%M}"
    day = tr("{month}/{day}", "return", month=there.month, day=there.day)
    return day if by_the_day or there.time() == time(0) else f"{day} {there:%H:%M}"


def planned_today(presence: Presence, now: datetime) -> Away | None:
    """Return the absence planned next for today, or `None`."""
    coming = [away for away in presence.planned if now < away.starts_at]
    away = min(coming, key=lambda each: each.starts_at, default=None)
    return away if away and seoul(away.starts_at).date() == seoul(now).date() else None
