"""What is written about a member of staff: no customer is named in it."""

import unicodedata
from collections.abc import Collection

import sqlalchemy as sa

from db.models import Customer, Staff
from db.transactions import Tx
from desk_app.core.errors import BadInput
from desk_app.core.korean_telling import Case, Telling, masked, telling_parts
from desk_app.usecases.office import office_of


def without_customers(tx: Tx, field: str, text: str, *callers: str) -> str:
    """Return a text unchanged, or raise `BadInput` ("…", "names_customer") with what tells of a customer.

    Looked for are the names of all customers that are not a member of staff's too, of `callers` besides, who
    are on no card, and numbers of seven figures or more but the branch's own.
    """
    names = {*_customers_named(tx, text), *callers} - {""} if text else ()
    case = Case(names=tuple(names), may_stand=(office_of(tx).branch.phone,))
    found = [part for part in telling_parts(text, case) if part.kind in {Telling.NAME, Telling.NUMBER}]
    if found:
        raise BadInput(field, "names_customer", masked(found))
    return text


def _customers_named(tx: Tx, text: str) -> Collection[str]:
    """Return the names of customers that stand in a text; the search is the database's."""
    letters = unicodedata.normalize("NFC", text).lower()
    plain = "".join(letter for letter in letters if letter.isalnum())
    return tx.connection.scalars(
        sa.select(Customer.name)
        .where(
            sa.func.length(Customer.name) > 1,
            sa.literal(plain).contains(sa.func.lower(sa.func.replace(Customer.name, " ", ""))),
            Customer.name.not_in(sa.select(Staff.name)),
        )
        .distinct()
    ).all()
