"""What waits for a supervisor: overdue promises, monitoring, the FAQ, and what is looked through monthly."""

from collections.abc import Callable
from datetime import date, timedelta

import sqlalchemy as sa

from db.models import Award, Complaint, FaqEntry, Inquiry, Promise
from db.models.complaints import IS_OPEN as IS_OPEN_COMPLAINT
from db.models.inquiries import IS_OPEN as IS_OPEN_INQUIRY
from db.models.promises import IS_OPEN as IS_OPEN_PROMISE
from db.transactions import Tx
from desk_app.core.clock import seoul
from desk_app.core.compliance import ToDo, ToDoKind, end_of_month, half_of
from desk_app.core.faq import EntryState
from desk_app.core.staff import SUPERVISORS
from desk_app.core.surveys import month_of
from desk_app.usecases.awards import candidates_between
from desk_app.usecases.compliance_records import was_used
from desk_app.usecases.executor import usecase
from desk_app.usecases.faq_candidates import list_candidates
from desk_app.usecases.monitoring import round_as_it_stands
from desk_app.usecases.monthly_checks import MonthlyCheck, months_checked
from desk_app.usecases.office import office_of


@usecase(needs=SUPERVISORS, reads=True)
def to_do(tx: Tx) -> tuple[ToDo, ...]:
    """Return what waits for a supervisor, in the order of `ToDoKind`; what there is nothing of is left out.

    `subject` of the access log is the month that is to be looked through, as 2026-10.
    """
    return tuple(one for wanted in _WANTED for one in [wanted(tx)] if one is not None)


def _overdue(tx: Tx) -> ToDo | None:
    count = _count(tx, Promise, IS_OPEN_PROMISE, Promise.due_at < tx.now)
    return ToDo(ToDoKind.OVERDUE, count) if count else None


def _monitoring(tx: Tx) -> ToDo | None:
    """Return who is not monitored yet, once the round's end is near (`monitoring_days`)."""
    stands = round_as_it_stands(tx, seoul(tx.now).date())
    if not stands.missing or stands.days_left > office_of(tx).settings.monitoring_days:
        return None
    return ToDo(ToDoKind.MONITORING, len(stands.missing), stands.ends_on)


def _proposed(tx: Tx) -> ToDo | None:
    count = _count(tx, FaqEntry, FaqEntry.state == EntryState.PROPOSED)
    return ToDo(ToDoKind.FAQ_PROPOSED, count) if count else None


def _candidates(tx: Tx) -> ToDo | None:
    found = list_candidates(tx)
    return ToDo(ToDoKind.FAQ_CANDIDATES, len(found), subject=found[0].text) if found else None


def _access_log(tx: Tx) -> ToDo | None:
    """Return last month's access log, due by the end of this month, if anybody's data was handled then."""
    today = seoul(tx.now).date()
    month = month_of(month_of(today) - timedelta(days=1))
    if months_checked(tx, MonthlyCheck.ACCESS_LOG, (month,)) or not was_used(tx, [month])[0]:
        return None
    return ToDo(ToDoKind.ACCESS_CHECK, 1, end_of_month(today), f"{month:%Y-%m}")


def _open_cases(tx: Tx) -> ToDo | None:
    """Return the cases that are open, to be gone through once this month (영 제22조, 제28조)."""
    month: date = month_of(seoul(tx.now).date())
    if months_checked(tx, MonthlyCheck.OPEN_CASES, (month,)):
        return None
    count = _count(tx, Inquiry, IS_OPEN_INQUIRY) + _count(tx, Complaint, IS_OPEN_COMPLAINT)
    return ToDo(ToDoKind.MONTHLY_CHECK, count, end_of_month(month)) if count else None


def _awards(tx: Tx) -> ToDo | None:
    """Return who could be rewarded, once the half-year's end is near and while nobody was in it."""
    today = seoul(tx.now).date()
    first, last = half_of(today)
    if (last - today).days > office_of(tx).settings.monitoring_days:
        return None
    if _count(tx, Award, Award.decided_on.between(first, last)):
        return None
    found = candidates_between(tx, first, today)
    return ToDo(ToDoKind.AWARDS, len(found), last) if found else None


def _count(tx: Tx, of: type, *only: sa.ColumnElement[bool]) -> int:
    return tx.connection.scalar(sa.select(sa.func.count()).select_from(of).where(*only)) or 0


_WANTED: tuple[Callable[[Tx], ToDo | None], ...] = (
    _overdue,
    _monitoring,
    _proposed,
    _candidates,
    _access_log,
    _open_cases,
    _awards,
)
