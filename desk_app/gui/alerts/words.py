"""What the strip says of an alert, names masked, since a visitor may look."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from desk_app.core.spoken import say_left
from desk_app.gui.alert_strip import StripItem
from desk_app.gui.i18n import tr
from desk_app.gui.promises.words import KINDS, masked_customer
from desk_app.usecases.alerts import DueAlert

_SOON = timedelta(minutes=15)


def strip_item(alerts: Sequence[DueAlert], now: datetime) -> StripItem | None:
    """Return the line for the most urgent of `alerts` (the first), or None where nothing speaks.

    Overdue and nearly due are danger, the rest a warning; what nobody kept in time says that the
    supervisor hears of it.
    """
    if not alerts:
        return None
    alert = alerts[0]
    left = alert.due_at - now
    chip = say_left(alert.due_at, now)
    if alert.level.startswith("try_") and left > timedelta(0):
        chip = tr("Time to try again")
    tone: Literal["danger", "warning"] = "danger" if left <= _SOON else "warning"
    parts = [alert.about, tr("in charge {who}", who=alert.owner)]
    if alert.escalated:
        parts.append(tr("the supervisor is told"))
    title = tr("{kind} · {who}", kind=tr(KINDS[alert.kind]), who=masked_customer(alert.customer, alert.phone))
    detail = " · ".join(part for part in parts if part)
    return StripItem(alert.id, chip, title, detail, tone, len(alerts) - 1, bool(alert.phone))
