"""What a day opens with, and what whoever takes over a desk must know: read in a handful of statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from db.models import Appointment, Contact, Customer, Staff, Topic
from db.transactions import Tx
from desk_app.core.appointments import OPEN, AppointmentState
from desk_app.core.briefs import (
    AwayToday,
    ClosedDays,
    Purpose,
    Upset,
    away_today,
    closed_ahead,
    closed_before,
    end_of_day,
    end_of_next_morning,
    start_of_day,
)
from desk_app.core.clock import seoul
from desk_app.core.contacts import Outcome
from desk_app.core.errors import CalendarEnds
from desk_app.core.office import OfficeView
from desk_app.core.texts import LONGEST_TEXT, fitting
from desk_app.usecases.agenda import AgendaRow, read_agenda
from desk_app.usecases.alerts import due_alerts
from desk_app.usecases.board import BoardRow, list_board
from desk_app.usecases.contacts import WaitingDraft, list_drafts
from desk_app.usecases.customers import Query
from desk_app.usecases.deputies import Covers, covers_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.rings import MissedCall, missed_calls
from desk_app.usecases.visits import count_covered

_CALLBACK_SCRIPT = "callback"


@dataclass(frozen=True)
class HolidayEffect:
    """Closed days ahead with the promises that feel them, and how many visits still stand in them."""

    closed: ClosedDays
    due: tuple[BoardRow, ...]
    visits: int


@dataclass(frozen=True)
class OpeningBrief:
    """What the day holds; names are whole here, the screen and the paper mask them.

    `passed` are promises past their hour, `due` those of today still to keep, first what the actor has in
    hand (`mine`, by id). What passed after `since`, the last closing, came overnight. `alerts` counts what
    speaks now.
    """

    made_at: datetime
    since: datetime
    visits: tuple[AgendaRow, ...]
    passed: tuple[BoardRow, ...]
    due: tuple[BoardRow, ...]
    mine: frozenset[int]
    missed: tuple[MissedCall, ...]
    alerts: int
    away: tuple[AwayToday, ...]
    holidays: tuple[HolidayEffect, ...]
    drafts: tuple[WaitingDraft, ...]
    covers: Covers

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing to tell."""
        owed = self.visits or self.passed or self.due or self.missed or self.drafts
        return not (owed or self.away or self.holidays)


@dataclass(frozen=True)
class UpsetCustomer:
    """Somebody who left upset today, by their latest such contact, and why."""

    contact_id: int
    why: Upset
    at: datetime
    customer: str
    phone: str
    topic: str
    taken_by: str


@dataclass(frozen=True)
class TakeoverSheet:
    """What whoever takes over this desk must know; `covered` of `all_absent` visits found somebody else.

    `due` is owed by `until`, the end of the next desk morning.
    """

    made_at: datetime
    until: datetime
    by: str
    desk: str
    note: str
    expected: tuple[AgendaRow, ...]
    due: tuple[BoardRow, ...]
    drafts: tuple[WaitingDraft, ...]
    missed: tuple[MissedCall, ...]
    away: tuple[AwayToday, ...]
    upset: tuple[UpsetCustomer, ...]
    covered: int
    all_absent: int
    covers: Covers


@usecase(reads=True)
def opening_brief(tx: Tx) -> OpeningBrief:
    """Return what the day holds for the branch and the actor; the number of statements never grows."""
    office = office_of(tx)
    closed = closed_ahead(office.calendar, seoul(tx.now).date())
    visits = _visits(tx, closed)
    rows, covers, midnight = list_board(tx).rows, covers_of(tx), end_of_day(tx.now)
    mine = frozenset(row.id for row in rows if _in_hand(tx, row, covers))
    due = [row for row in rows if tx.now < row.due_at <= midnight]
    return OpeningBrief(
        made_at=tx.now,
        since=_since(office, tx.now),
        visits=tuple(row for row in visits if row.starts_at < midnight),
        passed=tuple(row for row in rows if row.due_at <= tx.now),
        due=tuple(sorted(due, key=lambda row: (row.id not in mine, row.due_at, row.id))),
        mine=mine,
        missed=missed_calls(tx),
        alerts=len(due_alerts(tx)),
        away=away_today(covers.people.values(), tx.now),
        holidays=tuple(_effect(each, rows, visits) for each in closed),
        drafts=_drafts_here(tx),
        covers=covers,
    )


@usecase()
def takeover_sheet(tx: Tx, *, note: str = "") -> TakeoverSheet:
    """Return what whoever takes over this desk must know, `note` with it; that it was made is logged.

    `BadInput` on `note` for what may not be kept.
    """
    office = office_of(tx)
    until = _next_morning(office, tx.now)
    covers = covers_of(tx)
    covered, all_absent = count_covered(tx, begin=start_of_day(tx.now), end=end_of_day(tx.now))
    tx.saw(None, "sheet.takeover")
    return TakeoverSheet(
        made_at=tx.now,
        until=until,
        by=tx.actor.title,
        desk=tx.desk,
        note=fitting("note", note, LONGEST_TEXT),
        expected=tuple(row for row in _visits(tx, ()) if row.state in OPEN),
        due=tuple(row for row in list_board(tx).rows if row.due_at <= until),
        drafts=_drafts_here(tx),
        missed=missed_calls(tx),
        away=away_today(covers.people.values(), tx.now),
        upset=_upset(tx, office),
        covered=covered,
        all_absent=all_absent,
        covers=covers,
    )


@usecase()
def note_print(tx: Tx, *, purpose: Purpose, customer_id: int | None = None) -> datetime:
    """Log that personal data goes onto paper or into a file, and what for (기준 §12); return when."""
    tx.saw(customer_id, f"print.{purpose}")
    return tx.now


def _in_hand(tx: Tx, row: BoardRow, covers: Covers) -> bool:
    """Return whether the actor owes it, or acts now for whoever does."""
    deputy = covers.of(row.owner_id, row.topic_id)
    return tx.actor.id in {row.owner_id, deputy.id if deputy else None}


def _visits(tx: Tx, closed: Iterable[ClosedDays]) -> tuple[AgendaRow, ...]:
    """Return the visits of today up to the first day back after the days `closed`, by the hour."""
    today = seoul(tx.now).date()
    last = max((each.opens for each in closed), default=today)
    rows = read_agenda(tx, first=today, days=(last - today).days + 1).rows
    return tuple(row for row in rows if row.state is not AppointmentState.CANCELLED)


def _effect(closed: ClosedDays, rows: Iterable[BoardRow], visits: Iterable[AgendaRow]) -> HolidayEffect:
    stand = [row for row in visits if row.state is AppointmentState.BOOKED]
    return HolidayEffect(
        closed,
        tuple(row for row in rows if closed.feels(row.due_at)),
        sum(closed.first <= seoul(row.starts_at).date() <= closed.last for row in stand),
    )


def _since(office: OfficeView, now: datetime) -> datetime:
    try:
        return closed_before(office.calendar, now)
    except CalendarEnds:
        return start_of_day(now)


def _next_morning(office: OfficeView, now: datetime) -> datetime:
    try:
        return end_of_next_morning(office.calendar, now)
    except CalendarEnds:
        return end_of_day(now)


def _drafts_here(tx: Tx) -> tuple[WaitingDraft, ...]:
    return tuple(draft for draft in list_drafts(tx) if draft.is_near(tx.desk) and not draft.in_use)


# -- who is upset ----------------------------------------------------------------------------------

_WHY = {
    Outcome.ENDED_FOR_ABUSE: Upset.ABUSE,
    Outcome.DESPAIR: Upset.DESPAIR,
    Outcome.OBJECTION: Upset.OBJECTION,
}
_GRAVE = tuple(Upset)


def _upset(tx: Tx, office: OfficeView) -> tuple[UpsetCustomer, ...]:
    """Return who was heard in anger or despair today, or had to turn to us again about the same matter.

    One line a person, for the gravest reason. Our own calls back do not count as turning to us, nor does
    coming to an appointment.
    """
    since = tx.now - timedelta(days=office.settings.same_matter_days)
    found = tx.connection.execute(_UPSET, {"midnight": start_of_day(tx.now), "since": since})
    gravest: dict[int, UpsetCustomer] = {}
    for row in found:
        upset = UpsetCustomer(
            contact_id=row.id,
            why=_WHY.get(row.outcome, Upset.AGAIN),
            at=row.started_at,
            customer=row.customer,
            phone=row.phone,
            topic=row.topic,
            taken_by=row.taken_by,
        )
        key = row.customer_id or -row.id  # whoever gave no name and no number is only this contact
        known = gravest.get(key)
        if known is None or _GRAVE.index(upset.why) <= _GRAVE.index(known.why):
            gravest[key] = upset
    return tuple(sorted(gravest.values(), key=lambda each: each.at, reverse=True))


def _upset_query() -> Query:
    earlier = aliased(Contact)
    again = sa.exists().where(
        earlier.customer_id == Contact.customer_id,
        earlier.topic_id == Contact.topic_id,
        earlier.id < Contact.id,
        earlier.started_at >= sa.bindparam("since"),
        earlier.script_id != _CALLBACK_SCRIPT,
    )
    expected = sa.exists().where(Appointment.visit_id == Contact.id)
    by_themselves = sa.and_(Contact.script_id != _CALLBACK_SCRIPT, ~expected)
    return (
        sa.select(
            Contact.id,
            Contact.outcome,
            Contact.started_at,
            Contact.customer_id,
            Contact.phone,
            sa.func.coalesce(Customer.name, Contact.caller_name).label("customer"),
            sa.func.coalesce(Topic.name, "").label("topic"),
            Staff.name.label("taken_by"),
        )
        .join(Staff, Staff.id == Contact.taken_by_id)
        .outerjoin(Customer, Customer.id == Contact.customer_id)
        .outerjoin(Topic, Topic.id == Contact.topic_id)
        .where(
            Contact.started_at >= sa.bindparam("midnight"),
            sa.or_(Contact.outcome.in_(tuple(_WHY)), sa.and_(again, by_themselves)),
        )
        .order_by(Contact.started_at, Contact.id)
    )


_UPSET = _upset_query()
