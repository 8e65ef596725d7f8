"""What the strip says of an alert, names masked, since a visitor may look."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Literal

from desk_app.core.alerts import FIELD, INTERIM, PROGRESS, SUPPLEMENT, THIRD_TIME
from desk_app.core.clock import seoul
from desk_app.core.promises import OF_COMPLAINTS, PromiseKind
from desk_app.core.redress import ACTIONS
from desk_app.core.spoken import say_left, say_length, short_day
from desk_app.gui.alert_strip import StripItem
from desk_app.gui.i18n import mark, tr
from desk_app.gui.office.presence import say_deputy
from desk_app.gui.promises.words import FROM, listed_kind, masked_customer, short_due
from desk_app.usecases.alerts import DueAlert

_SOON = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)
_HOUR = timedelta(hours=1)
_BESIDES = {
    INTERIM: mark("Time for an interim reply"),
    SUPPLEMENT: mark("Last day to supplement"),
    THIRD_TIME: mark("Third question on the same matter"),
}


def strip_item(alerts: Sequence[DueAlert], now: datetime) -> StripItem | None:
    """Return the line for the most urgent of `alerts` (the first), or None where nothing speaks.

    Overdue and nearly due are danger, the rest a warning; what nobody kept in time says that the
    supervisor hears of it. Of a visit it says who comes, where and to whom, and never about what; of a
    colleague's matter neither what nor whose it is.
    """
    if not alerts:
        return None
    alert = alerts[0]
    if alert.kind is None:
        return _visit_item(alert, len(alerts) - 1, now)
    left = alert.due_at - now
    tone: Literal["danger", "warning"] = "danger" if left <= _SOON else "warning"
    chip, besides = _promise_chip(alert, now) if alert.inquiry_id is None else _inquiry_chip(alert, now)
    told = tr("the supervisor is told") if alert.escalated else ""
    title = _joined(listed_kind(alert.kind, alone=True), masked_customer(alert.customer, alert.phone))
    about = "" if alert.kind in ACTIONS else alert.about
    detail = _joined(besides, about, tr("in charge {who}", who=alert.owner), told)
    item = StripItem(alert.id, chip, title, detail, tone, len(alerts) - 1, bool(alert.phone))
    if alert.inquiry_id is None:
        nobody_to_call = not alert.phone and (alert.kind in OF_COMPLAINTS or alert.kind is PromiseKind.REVIEW)
        return replace(item, can_call=True, act=tr(FROM[alert.kind])) if nobody_to_call else item
    return replace(item, can_call=True, act=tr("Open the inquiry"), can_wait=False)


def is_for_others(alert: DueAlert) -> bool:
    """Return whether it is about a visitor whom a colleague receives: theirs to see, and less urgent here."""
    return alert.arrived and not alert.mine


def notice_words(fresh: Sequence[DueAlert]) -> str:
    """Return what is said outside the window: neither who nor about what."""
    if any(alert.arrived and alert.mine for alert in fresh):
        return tr("Somebody is waiting for you.")
    if all(alert.kind is None for alert in fresh):
        return tr("Look at the visits agreed.")
    return tr("A promise waits to be kept.")


def _promise_chip(alert: DueAlert, now: datetime) -> tuple[str, str]:
    """Return how urgent a call is, and nothing besides."""
    trying = alert.level.startswith("try_") and alert.due_at > now
    return tr("Time to try again") if trying else say_left(alert.due_at, now), ""


def _inquiry_chip(alert: DueAlert, now: datetime) -> tuple[str, str]:
    """Return what presses most about a question, and what else of it speaks now.

    Until its date has passed that is what is to be done meanwhile, if anything; afterwards it is the date.
    """
    due = _due(alert.due_at, now)
    said, wanted = tr(_BESIDES.get(alert.level, "")), ""
    if alert.level.startswith(PROGRESS):
        said = tr("{count} days: say how far it is", count=alert.level.removeprefix(PROGRESS))
    if alert.level.startswith(FIELD):
        until = date.fromisoformat(alert.level.removeprefix(FIELD))
        said = tr("Field inquiry until {day}", day=short_day(until, seoul(now).date()))
        is_over = until < seoul(now).date()
        wanted = tr("note its end (O)") if is_over else tr("note its end (O) or plan it for longer (Shift V)")
    presses = said and alert.due_at > now
    return (said, _joined(wanted, due)) if presses else (due, _joined(said, wanted))


def _due(due_at: datetime, now: datetime) -> str:
    """Return by when it is owed, or how late it is."""
    by_the_day = seoul(due_at).time() == time.min
    if due_at <= now or (due_at - now <= _HOUR and not by_the_day):
        return say_left(due_at, now)
    return tr("by {when}", when=short_due(due_at, now))


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _visit_item(alert: DueAlert, more: int, now: datetime) -> StripItem:
    who = masked_customer(alert.customer, alert.phone)
    to = tr("in charge {who}", who=alert.owner)
    deputy = say_deputy(alert.deputy, alert.no_deputy)
    detail = _joined(_at(alert), alert.place, to, deputy)
    own = not is_for_others(alert)
    return StripItem(
        alert.id,
        _visit_chip(alert, now),
        who,
        detail,
        "primary" if alert.arrived else "warning",
        more,
        act=tr("I am going to receive them") if alert.arrived and own else tr("Show the appointment"),
        can_clear=own,
        can_hand_over=False,
    )


def _visit_chip(alert: DueAlert, now: datetime) -> str:
    left = alert.due_at - now
    if alert.arrived:
        return tr("Has arrived")
    if alert.level.startswith("late_"):
        return tr("Not come?")
    return tr("Visit in {length}", length=say_length(left)) if left >= _MINUTE else tr("Visit now")


def _at(alert: DueAlert) -> str:
    return f"{seoul(alert.due_at):%H:%M}"
