"""Customers as they are looked up while somebody talks: by number, by name, by 초성."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import sqlalchemy as sa

from db.engine import take_turns
from db.models import Contact, Customer, CustomerPhone, Promise, Staff, Topic
from db.models.promises import IS_OPEN
from db.prepared import Prepared
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.contacts import Channel, Outcome, SafeContact
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.korean import NameQuery, initials, name_query, tidy_name
from desk_app.core.phones import parse_phone, typed_digits
from desk_app.core.promises import PromiseKind
from desk_app.core.texts import LONGEST_NAME, fitting
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.promise_sight import MAY_SEE, sight
from desk_app.usecases.versions import load_for_edit

MOST_MATCHES = 8
_HISTORY = 30
_PAGE = 200

Query = sa.Select[*tuple[Any, ...]]


@dataclass(frozen=True)
class CallerMatch:
    """Somebody the caller may be. Only a person decides that it is them."""

    customer_id: int
    name: str
    phone: str
    contacts: int
    last_contact_at: datetime | None
    open_promises: int


@dataclass(frozen=True)
class PastContact:
    """One earlier contact as a line of the history."""

    id: int
    channel: Channel
    outcome: Outcome
    at: datetime
    topic: str
    summary: str
    taken_by: str


@dataclass(frozen=True)
class OpenPromise:
    """One promise still owed to this customer."""

    id: int
    kind: PromiseKind
    due_at: datetime
    summary: str
    topic: str
    owner: str


@dataclass(frozen=True)
class CallerCard:
    """What the desk shows of a known customer; `same_matter` is their latest contact on the same topic."""

    customer_id: int
    version: int
    name: str
    phones: tuple[str, ...]
    safe_contact: SafeContact
    contacts: int
    history: tuple[PastContact, ...]
    promises: tuple[OpenPromise, ...]
    same_matter: PastContact | None


@usecase(reads=True)
def find_callers(
    tx: Tx, *, name: str = "", phone: str = "", most: int = MOST_MATCHES
) -> tuple[CallerMatch, ...]:
    """Return who the caller may be, by what is typed so far of the number, the name or both.

    A number matches however it is written, from its beginning or by its last four digits or more; a
    name by its first syllables, its 초성 or a mixture. At most `most`, in the order of the index that
    found them.
    """
    digits = typed_digits(phone)
    if len(digits) >= 3:
        found = _by_number(tx, digits, most)
        return found if found or not name.strip() else _by_name(tx, name_query(name), most)
    return _by_name(tx, name_query(name), most) if name.strip() else ()


@usecase(reads=True)
def search_customers(tx: Tx, *, text: str, most: int = 50) -> tuple[CallerMatch, ...]:
    """Return the customers that a search text fits: as a number where it holds one, else as a name."""
    return find_callers(tx, name=text, phone=text, most=most)


@usecase()
def open_caller(tx: Tx, *, customer_id: int, topic_id: int | None = None) -> CallerCard:
    """Return a customer's card with the latest contacts and what is still owed; the access is logged."""
    this: dict[str, Any] = {"customer": customer_id}
    row = tx.connection.execute(_CUSTOMER, this).one_or_none()
    if row is None:
        raise NotFound("Customer")
    tx.saw(customer_id, "customer.open")
    same: tuple[PastContact, ...] = ()
    if topic_id is not None:
        since = tx.now - timedelta(days=office_of(tx).settings.same_matter_days)
        same = read_contacts(tx, _SAME_MATTER, {**this, "topic": topic_id, "since": since})
    return CallerCard(
        customer_id=row.id,
        version=row.version,
        name=row.name,
        phones=tuple(tx.connection.scalars(_PHONES, this)),
        safe_contact=SafeContact(row.may_name_agency, row.may_text, row.contact_hours),
        contacts=row.contacts,
        history=read_contacts(tx, _LATEST, this),
        promises=tuple(OpenPromise(*found) for found in tx.connection.execute(_OWED, this | sight(tx))),
        same_matter=same[0] if same else None,
    )


@usecase()
def change_customer(
    tx: Tx,
    *,
    customer_id: int,
    seen_version: int,
    name: str,
    phones: tuple[str, ...],
    safe_contact: SafeContact,
) -> None:
    """Change a customer's name, numbers or how they may be reached.

    Raises `Conflict` for a stale card, `BadInput` for what is no number, does not fit or may not be kept.
    """
    row = load_for_edit(tx, Customer, customer_id, seen_version)
    tidy = tidy_name(name)
    fitting("customer_name", tidy, LONGEST_NAME)
    hours = fitting("safe_contact", safe_contact.hours)
    numbers = [parse_phone(phone).digits for phone in phones if phone.strip()]
    if not tidy and not numbers:
        raise BadInput("customer_name", "missing")
    row.name, row.initials = tidy, initials(tidy)
    row.may_name_agency, row.may_text = safe_contact.may_name_agency, safe_contact.may_text
    row.contact_hours = hours
    tx.session.execute(
        sa.delete(CustomerPhone).where(
            CustomerPhone.customer_id == customer_id, CustomerPhone.digits.not_in(numbers)
        )
    )
    for digits in numbers:
        add_number(tx, customer_id, digits)
    tx.saw(customer_id, "customer.change")
    tx.touch(Area.CUSTOMERS, Area.PROMISES, Area.APPOINTMENTS)


def customer_for(
    tx: Tx, *, customer_id: int | None, name: str, digits: str, safe_contact: SafeContact
) -> int | None:
    """Return the customer a contact belongs to: the one chosen, the same name and number, or a new one.

    For use-cases that record contacts. Nobody is merged: only the very same name at the very same
    number counts as the same person, and so do all calls from there that gave no name. Without name
    and number the contact stays anonymous.
    """
    tidy = tidy_name(name)
    if customer_id is None and digits:
        take_turns(tx.connection, f"customers at {digits}")
        customer_id = _SAME_PERSON.scalar(tx.connection, {"digits": digits, "name": tidy})
    if customer_id is not None:
        _complete(tx, customer_id, tidy, digits, safe_contact)
        return customer_id
    if not tidy and not digits:
        return None
    new_id = tx.insert(
        Customer,
        name=tidy,
        initials=initials(tidy),
        may_name_agency=safe_contact.may_name_agency,
        may_text=safe_contact.may_text,
        contact_hours=fitting("safe_contact", safe_contact.hours),
        created_at=tx.now,
        version=1,
        **tx.stamp,
    )
    if digits:
        tx.insert(CustomerPhone, customer_id=new_id, digits=digits, reversed=digits[::-1])
    tx.touch(Area.CUSTOMERS)
    return new_id


def add_number(tx: Tx, customer_id: int, digits: str) -> None:
    """Add a number to a customer unless they have it already; for use-cases."""
    if tx.insert_if_new(CustomerPhone, customer_id=customer_id, digits=digits, reversed=digits[::-1]):
        tx.touch(Area.CUSTOMERS)


def only_customer_at(tx: Tx, digits: str) -> int | None:
    """Return the one customer with that number, or `None` where there is none or several share it."""
    found = tx.session.scalars(
        sa.select(CustomerPhone.customer_id).where(CustomerPhone.digits == digits).limit(2)
    ).all()
    return found[0] if len(found) == 1 else None


def _complete(tx: Tx, customer_id: int, name: str, digits: str, safe_contact: SafeContact) -> None:
    """Add what this contact taught about a known customer; what they told before is kept."""
    row = tx.session.get(Customer, customer_id, with_for_update={"key_share": True})
    if row is None:
        raise NotFound("Customer")
    hours = fitting("safe_contact", safe_contact.hours)
    learnt: dict[str, Any] = {}
    if name and not row.name:
        learnt |= {"name": name, "initials": initials(name)}
    if safe_contact.may_name_agency is not None and safe_contact.may_name_agency != row.may_name_agency:
        learnt["may_name_agency"] = safe_contact.may_name_agency
    if safe_contact.may_text is not None and safe_contact.may_text != row.may_text:
        learnt["may_text"] = safe_contact.may_text
    if hours and hours != row.contact_hours:
        learnt["contact_hours"] = hours
    if learnt:
        learnt |= {"version": Customer.version + 1, **tx.stamp}
        tx.session.execute(sa.update(Customer).where(Customer.id == customer_id).values(**learnt))
        tx.touch(Area.CUSTOMERS)
    if digits:
        add_number(tx, customer_id, digits)


def _by_number(tx: Tx, digits: str, most: int) -> tuple[CallerMatch, ...]:
    for page, text in ((_BEGINNING, digits), (_ENDING, digits[::-1])):
        if page is _ENDING and len(digits) < 4:
            continue
        low_high = {"low": text, "high": text[:-1] + chr(ord(text[-1]) + 1), "most": most}
        found = tx.connection.execute(page, low_high).all()
        numbers = {row.customer_id: row.digits for row in reversed(found)}
        if numbers:
            return _matches(tx, list(reversed(numbers)), numbers)
    return ()


def _by_name(tx: Tx, query: NameQuery, most: int) -> tuple[CallerMatch, ...]:
    page = _named(query.names is not None, query.initials is not None)
    if page is None:
        return ()
    low, high = query.names or ("", "")
    first, last = query.initials or ("", "")
    values: dict[str, Any] = {"low": low, "high": high, "first": first, "last": last}
    values |= {"after": 0, "most": most * 4}
    ids: list[int] = []
    while len(ids) < most:  # what only looks alike may fill whole pages
        found = tx.connection.execute(page, values).all()
        ids += [row.id for row in found if query.matches(row.name)]
        if len(found) < values["most"]:
            break
        values |= {"low" if query.names else "first": found[-1].place, "after": found[-1].id, "most": _PAGE}
    del ids[most:]
    if not ids and query.otherwise is not None:
        return _by_name(tx, query.otherwise, most)
    return _matches(tx, ids, {})


def _matches(tx: Tx, ids: list[int], numbers: dict[int, str]) -> tuple[CallerMatch, ...]:
    """Read a page of matches in one statement, in the order of `ids`."""
    if not ids:
        return ()
    found = tx.connection.execute(_match(len(ids)), {f"id{n}": one for n, one in enumerate(ids)} | sight(tx))
    by_id = {
        r.id: CallerMatch(r.id, r.name, numbers.get(r.id, r.phone or ""), r.contacts, r.last_at, r.owed)
        for r in found
    }
    return tuple(by_id[customer_id] for customer_id in dict.fromkeys(ids) if customer_id in by_id)


def contacts_where(*only: sa.ColumnElement[bool]) -> Query:
    """Return the prepared query of the latest contacts that `only` lets through, for `read_contacts`."""
    return (
        sa.select(
            Contact.id,
            Contact.channel,
            Contact.outcome,
            Contact.started_at,
            sa.func.coalesce(Topic.name, ""),
            Contact.summary,
            Staff.name,
        )
        .join(Staff, Staff.id == Contact.taken_by_id)
        .outerjoin(Topic, Topic.id == Contact.topic_id)
        .where(*only)
        .order_by(Contact.started_at.desc(), Contact.id.desc())
    )


def read_contacts(tx: Tx, query: Query, values: dict[str, Any]) -> tuple[PastContact, ...]:
    """Return what `query` of `contacts_where` finds, newest first; for use-cases."""
    return tuple(PastContact(*row) for row in tx.connection.execute(query, values))


# -- prepared once: a query is put together in the time in which SQLite answers ten -------------------


def _contacts_of_customer() -> sa.Select[int]:
    return sa.select(sa.func.count()).select_from(Contact).where(Contact.customer_id == Customer.id)


def _numbers(column: Any) -> Query:
    inside = (column >= sa.bindparam("low"), column < sa.bindparam("high"))
    numbers = sa.select(CustomerPhone.customer_id, CustomerPhone.digits).where(*inside)
    return numbers.order_by(column, CustomerPhone.customer_id).limit(sa.bindparam("most", type_=sa.Integer))


@cache
def _named(by_name: bool, by_initials: bool) -> Query | None:
    """Return the query of one page of names: from the beginning of the range, but after the id `after`."""
    only: list[sa.ColumnElement[bool]] = []
    if by_name:
        only += [Customer.name >= sa.bindparam("low"), Customer.name < sa.bindparam("high")]
    if by_initials:
        only += [Customer.initials >= sa.bindparam("first"), Customer.initials < sa.bindparam("last")]
    if not only:
        return None
    place, begin = (Customer.name, "low") if by_name else (Customer.initials, "first")
    after = sa.tuple_(sa.bindparam(begin, type_=place.type), sa.bindparam("after", type_=sa.Integer))
    only.append(sa.tuple_(place, Customer.id) > after)
    ordered = sa.select(Customer.id, Customer.name, place.label("place")).where(*only)
    return ordered.order_by(place, Customer.id).limit(sa.bindparam("most", type_=sa.Integer))


@cache
def _match(count: int) -> Query:
    """Return the query of `count` matches: a page holds few, and a list would be expanded every time."""
    number = sa.select(CustomerPhone.digits).where(CustomerPhone.customer_id == Customer.id)
    latest = sa.select(Contact.started_at).where(Contact.customer_id == Customer.id)
    of_theirs = Promise.customer_id == Customer.id, IS_OPEN, MAY_SEE
    owed = sa.select(sa.func.count()).select_from(Promise).where(*of_theirs)
    return sa.select(
        Customer.id,
        Customer.name,
        number.order_by(CustomerPhone.id).limit(1).scalar_subquery().label("phone"),
        _contacts_of_customer().scalar_subquery().label("contacts"),
        latest.order_by(Contact.started_at.desc()).limit(1).scalar_subquery().label("last_at"),
        owed.scalar_subquery().label("owed"),
    ).where(sa.or_(*(Customer.id == sa.bindparam(f"id{n}") for n in range(count))))


_SAME_PERSON = Prepared(
    sa.select(Customer.id)
    .join(CustomerPhone, CustomerPhone.customer_id == Customer.id)
    .where(CustomerPhone.digits == sa.bindparam("digits"), Customer.name == sa.bindparam("name"))
    .order_by(Customer.id)
    .limit(1)
)
_BEGINNING, _ENDING = _numbers(CustomerPhone.digits), _numbers(CustomerPhone.reversed)
_CUSTOMER = sa.select(
    Customer.id,
    Customer.version,
    Customer.name,
    Customer.may_name_agency,
    Customer.may_text,
    Customer.contact_hours,
    _contacts_of_customer().scalar_subquery().label("contacts"),
).where(Customer.id == sa.bindparam("customer"))
_PHONES = (
    sa.select(CustomerPhone.digits)
    .where(CustomerPhone.customer_id == sa.bindparam("customer"))
    .order_by(CustomerPhone.id)
)
_MINE = Contact.customer_id == sa.bindparam("customer")
_LATEST = contacts_where(_MINE).limit(_HISTORY)
_SAME_MATTER = contacts_where(
    _MINE, Contact.topic_id == sa.bindparam("topic"), Contact.started_at >= sa.bindparam("since")
).limit(1)
_OWED = (
    sa.select(
        Promise.id,
        Promise.kind,
        Promise.due_at,
        Promise.summary,
        sa.func.coalesce(Topic.name, ""),
        Staff.name,
    )
    .join(Staff, Staff.id == Promise.owner_id)
    .outerjoin(Topic, Topic.id == Promise.topic_id)
    .where(Promise.customer_id == sa.bindparam("customer"), IS_OPEN, MAY_SEE)
    .order_by(Promise.due_at)
)
