"""What stops or stretches the clock of a written question, and what the law says of each."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from desk_app.core.alerts import FIELD, Audience, PlannedAlert
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.deadlines import Deadline, Unit
from desk_app.core.errors import BadInput
from desk_app.core.holidays import ONE_DAY, WorkCalendar
from desk_app.core.inquiries import (
    Extension,
    ExtensionReason,
    ForbiddenReason,
    Inquiry,
    InquiryState,
    Interval,
    Kind,
    PauseKind,
    must_be_open,
)
from desk_app.core.korean_reasons import forbidden_in

LONGEST_FIELD_INQUIRY = timedelta(days=14)
"""How long a field inquiry may last, its first day and every day after it counted (영 제17조)."""
FIELD_INQUIRY_EXTENSION = timedelta(days=7)
"""By how much it may be extended, once (영 제17조)."""
_MORNING, _LAST_HOUR = time(9), timedelta(hours=1)


# -- extensions ------------------------------------------------------------------------------------


def lawful_reason(reason: str) -> ExtensionReason:
    """Return the reason if the law allows it, or raise `BadInput` on `extension_reason`.

    `workload`, `late_assignment` and `absence` are forbidden by name (영 제21조), all else is `unknown`.
    """
    if reason in set(ForbiddenReason):
        raise BadInput("extension_reason", "forbidden", reason)
    if reason not in set(ExtensionReason):
        raise BadInput("extension_reason", "unknown", reason)
    return ExtensionReason(reason)


def check_detail(detail: str) -> None:
    """Raise `BadInput` ("detail", "forbidden") where a lawful reason is told in the words of a forbidden one.

    The customer reads these words as the reason, whichever was chosen (영 제21조).
    """
    if (forbidden := forbidden_in(detail)) is not None:
        raise BadInput("detail", "forbidden", forbidden)


def extended(inquiry: Inquiry, extension: Extension, *, limit: Deadline, now: datetime) -> Inquiry:
    """Return the question with a longer period: once within its length, once more if the customer agreed.

    Raises `BadInput`: on `inquiry` (`wrong_state`), on `days` (`after_period` once the period has ended,
    and what `Length.extended` raises), all by 영 제21조.
    """
    must_be_open(inquiry)
    if inquiry.length.unit is Unit.AT_ONCE:
        raise BadInput("days", "not_extendable")
    if limit.is_over(now):
        raise BadInput("days", "after_period")
    length = inquiry.length.extended(extension.days, consented=extension.consented)
    return replace(inquiry, length=length, expected_on=None)


# -- waits for the customer ------------------------------------------------------------------------


def asked(inquiry: Inquiry, *, due_on: date, limit: Deadline, now: datetime) -> Inquiry:
    """Return the question waiting for the customer until `due_on`, its clock stopped from today on.

    Once the period has ended there is no clock to stop, and both dates stay where they are. Raises
    `BadInput`: on `inquiry` (`wrong_state`, `already_waiting`), on `due_on` (`in_the_past`).
    """
    must_be_open(inquiry)
    if inquiry.waits is not None:
        raise BadInput("inquiry", "already_waiting")
    today = seoul(now).date()
    if due_on < today:
        raise BadInput("due_on", "in_the_past")
    wait = Interval(today, due_on, stops=not limit.is_over(now))
    return replace(inquiry, pauses=(*inquiry.pauses, wait))


def came(inquiry: Inquiry, *, on: date, today: date) -> Inquiry:
    """Return the question with its clock running again: what was asked for came back `on` that day.

    Raises `BadInput`: on `inquiry` (`not_waiting`), on `returned_on` (`in_the_future`, `not_after`).
    """
    waits = inquiry.waits
    if waits is None:
        raise BadInput("inquiry", "not_waiting")
    return _over(inquiry, waits, on, today, "returned_on")


# -- the field inquiry of a grievance (영 제17조) --------------------------------------------------


def inspected(inquiry: Inquiry, kind: Kind, *, until: date, limit: Deadline, now: datetime) -> Inquiry:
    """Return a grievance with its clock stopped for a field inquiry from today until that day, once.

    Once the period has ended there is no clock to stop.

    Raises `BadInput` on `field_inquiry`: `not_grievance` for any other kind, `only_once`; on `until`:
    `in_the_past`, `too_long` for more than 14 days; on `inquiry` (`wrong_state`) unless it is accepted.
    """
    _must_be_accepted(inquiry)
    if kind is not Kind.GRIEVANCE:
        raise BadInput("field_inquiry", "not_grievance")
    if inquiry.field_inquiry is not None:
        raise BadInput("field_inquiry", "only_once")
    today = seoul(now).date()
    if until < today:
        raise BadInput("until", "in_the_past")
    if until >= today + LONGEST_FIELD_INQUIRY:
        raise BadInput("until", "too_long")
    begun = Interval(today, until, kind=PauseKind.FIELD_INQUIRY, stops=not limit.is_over(now))
    return replace(inquiry, pauses=(*inquiry.pauses, begun))


def inspected_longer(inquiry: Inquiry, *, until: date, today: date) -> Inquiry:
    """Return the grievance with its field inquiry planned for longer: within 14 days, or once 7 beyond.

    Raises `BadInput` on `field_inquiry`: `not_running` where none is, or where it ended as planned,
    `extended_once`; on `until`: `not_later`, `too_long_extended`; on `inquiry` (`wrong_state`).
    """
    _must_be_accepted(inquiry)
    running = _running(inquiry)
    if today > running.due_on:
        raise BadInput("field_inquiry", "not_running")
    end = running.asked_on + LONGEST_FIELD_INQUIRY
    if running.due_on >= end:
        raise BadInput("field_inquiry", "extended_once")
    if until <= running.due_on:
        raise BadInput("until", "not_later")
    if until >= end + FIELD_INQUIRY_EXTENSION:
        raise BadInput("until", "too_long_extended")
    return _changed(inquiry, running, replace(running, due_on=until))


def inspected_until(inquiry: Inquiry, *, on: date, today: date) -> Inquiry:
    """Return the grievance with its clock running again: the field inquiry was over `on` that day.

    Raises `BadInput`: on `field_inquiry` (`not_running`), on `ended_on` (`in_the_future`, `not_after`), on
    `inquiry` (`wrong_state`).
    """
    _must_be_accepted(inquiry)
    return _over(inquiry, _running(inquiry), on, today, "ended_on")


def field_mark(until: date, *, now: datetime, calendar: WorkCalendar) -> PlannedAlert:
    """Return what speaks before a field inquiry passes its planned end, while it can still be extended.

    On the last day up to it on which a desk is open: at nine, or an hour before closing where nine is past;
    where that is past too, as soon as a desk opens again.
    """
    day = until
    while (hours := calendar.desk_day(day)) is None:
        day -= ONE_DAY
    morning = max(hours[0], seoul_at(day, _MORNING))
    moments = (morning, hours[1] - _LAST_HOUR)
    moment = next((each for each in moments if each > now), None) or calendar.next_opening(max(now, hours[1]))
    return PlannedAlert(f"{FIELD}{until}", Audience.OWNER, moment.astimezone(UTC))


def _must_be_accepted(inquiry: Inquiry) -> None:
    if inquiry.state is not InquiryState.ACCEPTED:
        raise BadInput("inquiry", "wrong_state", inquiry.state)


def _running(inquiry: Inquiry) -> Interval:
    begun = inquiry.field_inquiry
    if begun is None or begun.returned_on is not None:
        raise BadInput("field_inquiry", "not_running")
    return begun


def _over(inquiry: Inquiry, pause: Interval, on: date, today: date, field: str) -> Inquiry:
    if on > today:
        raise BadInput(field, "in_the_future")
    if on < pause.asked_on:
        raise BadInput(field, "not_after")
    return _changed(inquiry, pause, replace(pause, returned_on=on))


def _changed(inquiry: Inquiry, before: Interval, after: Interval) -> Inquiry:
    return replace(inquiry, pauses=tuple(after if each is before else each for each in inquiry.pauses))
