"""Who is calling: found while somebody types, linked by people and never by guesses; both engines."""

from datetime import timedelta

import pytest

from desk_app.core.contacts import SafeContact
from desk_app.core.errors import BadInput, Conflict, NotFound
from desk_app.usecases.customers import (
    CallerCard,
    change_customer,
    find_callers,
    open_caller,
    search_customers,
)
from desk_app.usecases.executor import Executor
from tests.builders import Office


def found(office: Office, name: str = "", phone: str = "") -> list[str]:
    """Return the names of whom the desk offers for what is typed so far."""
    return [match.name for match in office.desk.run(find_callers, name=name, phone=phone).value]


def card(office: Office, customer_id: int | None, topic_id: int | None = None) -> CallerCard:
    assert customer_id is not None
    return office.desk.run(open_caller, customer_id=customer_id, topic_id=topic_id).value


# -- looking up ----------------------------------------------------------------------------------


def test_a_number_is_found_from_its_beginning_and_by_its_last_four_digits(office: Office) -> None:
    office.record(customer_name="강지훈", phone="010-2481-7736")
    office.record(customer_name="박서진", phone="02-345-7736")
    assert found(office, phone="010-24") == ["강지훈"]
    assert set(found(office, phone="7736")) == {"강지훈", "박서진"}
    assert found(office, phone="01") == [], "two digits say nothing yet"


@pytest.mark.parametrize("typed", ["강지훈", "강지", "강", "ㄱㅈㅎ", "ㄱㅈ", "강ㅈㅎ", "갖"])
def test_a_name_is_found_in_syllables_initials_and_half_typed(office: Office, typed: str) -> None:
    office.record(customer_name="강지훈", phone="010-2481-7736")
    office.record(customer_name="박서진", phone="010-7777-1234")
    assert found(office, name=typed) == (["강지훈"] if typed != "갖" else [])


def test_a_number_outweighs_a_name_and_a_name_helps_where_the_number_is_new(office: Office) -> None:
    office.record(customer_name="강지훈", phone="010-2481-7736")
    office.record(customer_name="박서진", phone="010-7777-1234")
    assert found(office, name="박", phone="010-2481") == ["강지훈"]
    assert found(office, name="박", phone="010-9999-0000") == ["박서진"]


def test_a_search_reads_digits_as_a_number_and_all_else_as_a_name(office: Office) -> None:
    office.record(customer_name="강지훈", phone="010-2481-7736")
    for text in ("7736", "010-2481-7736", "강지", "ㄱㅈㅎ"):
        assert [match.name for match in office.desk.run(search_customers, text=text).value] == ["강지훈"]
    assert office.desk.run(search_customers, text="  ").value == ()


def test_a_match_says_how_often_and_when_and_what_is_still_owed(office: Office) -> None:
    office.promise(timedelta(hours=1))
    office.clock.advance(timedelta(minutes=10))
    office.record(customer_name="강지훈", phone="010-2481-7736")
    (match,) = office.desk.run(find_callers, name="강지훈").value
    assert (match.contacts, match.open_promises, match.last_contact_at) == (2, 1, office.now)


# -- whose contact it is --------------------------------------------------------------------------


def test_the_same_name_at_the_same_number_is_the_same_person(office: Office) -> None:
    first = office.record(customer_name="강지훈", phone="010-2481-7736")
    again = office.record(customer_name=" 강 지훈", phone="+82 10 2481 7736")
    assert again.customer_id == first.customer_id


def test_two_people_at_one_number_stay_two(office: Office) -> None:
    first = office.record(customer_name="강지훈", phone="031-234-5678")
    other = office.record(customer_name="박서진", phone="031-234-5678")
    assert first.customer_id != other.customer_id
    assert set(found(office, phone="031-234-5678")) == {"강지훈", "박서진"}


def test_a_number_without_a_name_is_linked_to_nobody(office: Office) -> None:
    known = office.record(customer_name="강지훈", phone="010-2481-7736")
    unnamed = office.record(phone="010-2481-7736")
    assert unnamed.customer_id != known.customer_id


def test_the_customer_somebody_chose_keeps_their_name_and_learns_a_number(office: Office) -> None:
    first = office.record(customer_name="강지훈", phone="010-2481-7736")
    office.record(customer_id=first.customer_id, customer_name="강지후", phone="010-5555-0101")
    known = card(office, first.customer_id)
    assert (known.name, known.phones) == ("강지훈", ("01024817736", "01055550101"))


def test_what_was_said_of_calling_back_stays_until_something_else_is_said(office: Office) -> None:
    first = office.record(
        customer_name="강지훈",
        phone="010-2481-7736",
        safe_contact=SafeContact(may_name_agency=False, hours="오후 6시 뒤"),
    )
    office.record(customer_id=first.customer_id)
    assert card(office, first.customer_id).safe_contact == SafeContact(False, None, "오후 6시 뒤")
    office.record(customer_id=first.customer_id, safe_contact=SafeContact(may_text=True))
    assert card(office, first.customer_id).safe_contact == SafeContact(False, True, "오후 6시 뒤")


# -- the card -------------------------------------------------------------------------------------


def test_the_same_matter_is_the_same_topic_within_the_days_that_the_branch_set(office: Office) -> None:
    topic, other = office.topics["직업훈련"].id, office.topics["숙식제공"].id
    first = office.record(customer_name="강지훈", phone="010-2481-7736", topic_id=topic, summary="서류")
    office.clock.advance(timedelta(days=30))
    same = card(office, first.customer_id, topic).same_matter
    assert same is not None
    assert same.summary == "서류"
    assert card(office, first.customer_id, other).same_matter is None
    office.clock.advance(timedelta(minutes=1))
    assert card(office, first.customer_id, topic).same_matter is None


def test_the_card_holds_history_and_what_is_owed(office: Office) -> None:
    office.promise(timedelta(hours=2), topic_id=office.topics["직업훈련"].id)
    (match,) = office.desk.run(find_callers, name="강지훈").value
    known = card(office, match.customer_id)
    assert [past.topic for past in known.history] == ["직업훈련"]
    assert [owed.due_at for owed in known.promises] == [office.now + timedelta(hours=2)]


def test_nobody_is_found_who_is_not_there(office: Office) -> None:
    with pytest.raises(NotFound):
        office.desk.run(open_caller, customer_id=404)


# -- changing -------------------------------------------------------------------------------------


def test_a_customer_is_changed_by_who_saw_them_as_they_are(office: Office) -> None:
    first = office.record(customer_name="강지훈", phone="010-2481-7736")
    assert first.customer_id is not None
    seen = card(office, first.customer_id).version

    def change(executor: Executor) -> None:
        executor.run(
            change_customer,
            customer_id=first.customer_id or 0,
            seen_version=seen,
            name="강지운",
            phones=("010-2481-7736", "02-345-6789"),
            safe_contact=SafeContact(),
        )

    change(office.desk)
    with pytest.raises(Conflict):
        change(office.at("정다은", "2번 창구"))
    assert found(office, name="ㄱㅈㅇ") == ["강지운"]


def test_a_customer_keeps_a_name_or_a_number(office: Office) -> None:
    first = office.record(customer_name="강지훈", phone="010-2481-7736")
    assert first.customer_id is not None
    with pytest.raises(BadInput, match="missing"):
        office.desk.run(
            change_customer,
            customer_id=first.customer_id,
            seen_version=1,
            name=" ",
            phones=(),
            safe_contact=SafeContact(),
        )
