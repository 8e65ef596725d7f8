"""What the strip says of an alert, names masked, since a visitor may look."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from desk_app.core.clock import seoul
from desk_app.core.spoken import say_left, say_length
from desk_app.gui.alert_strip import StripItem
from desk_app.gui.i18n import tr
from desk_app.gui.office.presence import say_deputy
from desk_app.gui.promises.words import KINDS, masked_customer
from desk_app.usecases.alerts import DueAlert

_SOON = timedelta(minutes=15)
_MINUTE = timedelta(minutes=1)


def strip_item(alerts: Sequence[DueAlert], now: datetime) -> StripItem | None:
    """Return the line for the most urgent of `alerts` (the first), or None where nothing speaks.

    Overdue and nearly due are danger, the rest a warning; what nobody kept in time says that the
    supervisor hears of it. Of a visit it says who comes, where and to whom, and never about what.
    """
    if not alerts:
        return None
    alert = alerts[0]
    if alert.kind is None:
        return _visit_item(alert, len(alerts) - 1, now)
    left = alert.due_at - now
    chip = say_left(alert.due_at, now)
    if alert.level.startswith("try_") and left > timedelta(0):
        chip = tr("Time to try again")
    tone: Literal["danger", "warning"] = "danger" if left <= _SOON else "warning"
    parts = [alert.about, tr("in charge {who}", who=alert.owner)]
    if alert.escalated:
        parts.append(tr("the supervisor is told"))
    named = tr(KINDS[alert.kind]), masked_customer(alert.customer, alert.phone)
    title = " · ".join(part for part in named if part)
    detail = " · ".join(part for part in parts if part)
    return StripItem(alert.id, chip, title, detail, tone, len(alerts) - 1, bool(alert.phone))


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


def _visit_item(alert: DueAlert, more: int, now: datetime) -> StripItem:
    who = masked_customer(alert.customer, alert.phone)
    to = tr("in charge {who}", who=alert.owner)
    deputy = say_deputy(alert.deputy, alert.no_deputy)
    detail = " · ".join(part for part in (_at(alert), alert.place, to, deputy) if part)
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
