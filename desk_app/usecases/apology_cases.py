"""What belongs to the case of a complaint, and so must not stand in its public apology (`III-3-3`)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa

from db.models import (
    Appointment,
    AppointmentEvent,
    Complaint,
    ComplaintEvent,
    Contact,
    Customer,
    CustomerPhone,
    Extension,
    Inquiry,
    InquiryEvent,
    InterimReply,
    Promise,
    PromiseEvent,
    Reply,
    Staff,
    Supplement,
)
from db.transactions import Tx
from db.types import Instant
from desk_app.core.clock import seoul
from desk_app.core.korean_cases import file_numbers, people_named, places_named, sums_told
from desk_app.core.korean_days import days_told
from desk_app.core.korean_telling import Case
from desk_app.usecases.complaint_lists import opinion_place
from desk_app.usecases.office import office_of

_LEAST_SUM = 1000
_MOMENT = timedelta(microseconds=1)
_LEAST_FIGURES = 4
_OURS = ("apology_%", "mistake_%")
"""The steps towards the apology: when they were taken says nothing of the customer."""
_OF_CUSTOMER: tuple[Any, ...] = (Contact, Promise, Appointment, Inquiry, Complaint)
_WITH: tuple[tuple[Any, Any], ...] = (
    (PromiseEvent, Promise),
    (AppointmentEvent, Appointment),
    (InquiryEvent, Inquiry),
    (Reply, Inquiry),
    (InterimReply, Inquiry),
    (Supplement, Inquiry),
    (Extension, Inquiry),
    (ComplaintEvent, Complaint),
)
_WORDS = frozenset(
    {"changed_at", "changed_by", "changed_desk", "desk", "script_id", "uid", "period", "rule", "last_attempt"}
)
"""The columns that say nothing of the customer."""


def case_of(tx: Tx, row: Complaint, today: date) -> Case:
    """Return what must not be told of a complaint's case on `today`, the day the text is read on.

    All that the customer ever had to do with us counts, whatever it was about: each of its days, every name
    and number, and the people, places, sums and files that its texts name. Where nobody is known it is what
    came with the same telephone number, contact or question. The agency's own numbers and places may stand.
    """
    kept = _Kept()
    for line in _lines(tx, row):
        kept.add(line)
    texts = "\n".join(kept.texts)
    names, numbers = set(people_named(texts)), {*kept.numbers, *_files(texts)}
    if row.customer_id is not None:
        names.add(tx.session.get_one(Customer, row.customer_id).name)
        owned = sa.select(CustomerPhone.digits).where(CustomerPhone.customer_id == row.customer_id)
        numbers.update(tx.session.scalars(owned))
    staff = tuple(tx.session.scalars(sa.select(Staff.name).order_by(Staff.id)))
    may_stand, own_places = _our_own(tx)
    places = {place for place in places_named(texts) if place not in own_places}
    return Case(
        names=tuple(sorted({*names, *kept.names} - {"", *staff})),
        staff_names=staff,
        dates=tuple(sorted({*kept.days, *_days(texts, seoul(row.made_at).year)})),
        numbers=tuple(sorted(numbers - {"", *map(_digits, may_stand), *may_stand})),
        may_stand=may_stand,
        sums=tuple(sorted({won for won, _start, _end in sums_told(texts) if won >= _LEAST_SUM})),
        places=tuple(sorted(places)),
        today=today,
    )


class _Kept:
    """What rows say, sorted by what it is: columns tell it by their type and name."""

    def __init__(self) -> None:
        self.days: set[date] = set()
        self.names: set[str] = set()
        self.numbers: set[str] = set()
        self.texts: list[str] = []

    def add(self, line: sa.RowMapping) -> None:
        """Take in one row."""
        for column, value in line.items():
            if isinstance(value, datetime):
                there = seoul(value)
                self.days.update({there.date(), (there - _MOMENT).date()})  # midnight ends the day before it
            elif isinstance(value, date):
                self.days.add(value)
            elif value and column == "caller_name":
                self.names.add(value)
            elif value and column in {"phone", "number"}:
                self.numbers.add(str(value).partition("#")[0])
            elif isinstance(value, str) and value:
                self.texts.append(value)


def _lines(tx: Tx, row: Complaint) -> Iterator[sa.RowMapping]:
    """Yield every row of the customer's: one statement for each kind."""
    for model in _OF_CUSTOMER:
        yield from tx.connection.execute(sa.select(*_telling(model)).where(_theirs(model, row))).mappings()
    for model, parent in _WITH:
        query = sa.select(*_telling(model)).select_from(model).join(parent).where(_theirs(parent, row))
        if model is ComplaintEvent:
            query = query.where(*(ComplaintEvent.what.not_like(each) for each in _OURS))
        yield from tx.connection.execute(query).mappings()


def _telling(model: Any) -> list[sa.ColumnElement[Any]]:
    """Return the columns of a table that hold days, or words of people."""
    columns: list[sa.Column[Any]] = [each for each in model.__table__.columns if each.name not in _WORDS]
    told = [each for each in columns if type(each.type) in {Instant, sa.Date, sa.Text, sa.String}]
    return [each for each in told if each.name != "what" or isinstance(each.type, sa.Text)]


def _theirs(model: Any, row: Complaint) -> sa.ColumnElement[bool]:
    """Return what selects the rows of a complaint's customer, or of the nameless one who made it."""
    own = [sa.and_(model.customer_id.is_(None), model.phone == row.phone)] if row.phone else []
    own = [model.customer_id == row.customer_id] if row.customer_id is not None else own
    origin = {Contact: row.contact_id, Inquiry: row.inquiry_id, Complaint: row.id}.get(model)
    if model is not Contact and row.contact_id is not None and hasattr(model, "contact_id"):
        own.append(model.contact_id == row.contact_id)
    return sa.or_(sa.false(), *own, *([model.id == origin] if origin is not None else []))


# -- what the texts say --------------------------------------------------------------------------


def _files(texts: str) -> Iterator[str]:
    """Yield the numbers of files that are long enough to tell one."""
    yield from (each for each in file_numbers(texts) if len(_digits(each)) >= _LEAST_FIGURES)


def _days(texts: str, year: int) -> Iterator[date]:
    """Yield the days that texts name with their month; the years of all others are those of the case."""
    for told in days_told(texts):
        if told.month is not None:
            written = told.year if told.year and told.year > 99 else year
            try:
                yield date(written, told.month, told.day)
            except ValueError:
                continue


def _our_own(tx: Tx) -> tuple[tuple[str, ...], str]:
    """Return the numbers that the agency publishes, and its places in one text."""
    office, opinions = office_of(tx), opinion_place(tx)
    branch = office.branch
    places: Iterable[str] = (branch.name, branch.seat, branch.address, opinions.address)
    return (branch.phone, *opinions.phones), " ".join((*places, *office.settings.places))


def _digits(number: str) -> str:
    return re.sub(r"[^0-9]", "", number)
