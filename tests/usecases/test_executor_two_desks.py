"""Two desks do the same at the same time: neither meets an error nor writes over the other; both engines."""

from collections.abc import Callable
from datetime import date

import pytest

from db.transactions import Tx
from desk_app.core.contacts import SafeContact
from desk_app.core.errors import BadInput
from desk_app.core.holidays import DayChange
from desk_app.usecases.customers import change_customer, customer_for, open_caller
from desk_app.usecases.days import change_day, list_changed_days
from desk_app.usecases.office import list_desks, remember_desk
from desk_app.usecases.rings import missed_calls, ring_began, ring_hung_up
from tests.builders import DESK, Office
from tests.usecases.two_desks import meanwhile

PHONE = "01024817736"


def customer(
    name: str = "강지훈",
    digits: str = PHONE,
    customer_id: int | None = None,
    safe_contact: SafeContact = SafeContact(),  # noqa: B008 - it is frozen
) -> Callable[[Tx], int | None]:
    """Return the part of recording a contact that finds or makes its customer."""
    return lambda tx: customer_for(
        tx, customer_id=customer_id, name=name, digits=digits, safe_contact=safe_contact
    )


@pytest.mark.parametrize("name", ["강지훈", ""])
def test_somebody_new_who_is_recorded_at_two_desks_is_one_customer(office: Office, name: str) -> None:
    first, second = meanwhile(office, customer(name), customer(name))
    assert first is not None
    assert first == second


def test_a_new_number_learnt_at_two_desks_is_kept_once(office: Office) -> None:
    known = office.record(customer_name="강지훈", phone="010-5555-0101").customer_id
    assert known is not None
    learnt = customer(customer_id=known)
    assert meanwhile(office, learnt, learnt) == (known, known)
    card = office.desk.run(open_caller, customer_id=known).value
    assert card.phones == ("01055550101", PHONE)


def test_what_a_contact_teaches_never_hides_in_the_version_of_another_change(office: Office) -> None:
    known = office.record(customer_name="강지훈", phone=PHONE).customer_id
    assert known is not None
    seen = office.desk.run(open_caller, customer_id=known).value.version

    def forbid(tx: Tx) -> None:
        change_customer(
            tx,
            customer_id=known,
            seen_version=seen,
            name="강지훈",
            phones=(PHONE,),
            safe_contact=SafeContact(may_name_agency=False),
        )

    def allow(tx: Tx) -> None:
        customer(customer_id=known, safe_contact=SafeContact(may_name_agency=True))(tx)

    meanwhile(office, forbid, allow)
    card = office.desk.run(open_caller, customer_id=known).value
    assert (card.version, card.safe_contact.may_name_agency) == (seen + 2, True)


def test_a_call_that_rings_at_two_desks_is_one_call(office: Office) -> None:
    def ring(tx: Tx) -> None:
        ring_began(tx, call_id="same", phone=PHONE)

    meanwhile(office, ring, ring)
    office.desk.run(ring_hung_up, call_id="same", ring_ms=4000)
    assert [call.phone for call in office.desk.run(missed_calls).value] == [PHONE]


def test_a_desk_that_two_people_sign_in_at_is_one_desk(office: Office) -> None:
    def sign_in(tx: Tx) -> None:
        remember_desk(tx, name="3번 창구")

    meanwhile(office, sign_in, sign_in)
    assert office.desk.run(list_desks).value == (DESK, "3번 창구")


def test_of_two_supervisors_who_close_one_day_the_second_hears_that_it_is_closed(office: Office) -> None:
    def close(tx: Tx) -> None:
        change_day(tx, on=date(2026, 12, 24), change=DayChange.CLOSURE, name="지부 이전")

    with pytest.raises(BadInput, match="already_changed"):
        meanwhile(office, close, close)
    assert len(office.desk.run(list_changed_days).value) == 1
