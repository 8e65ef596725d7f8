"""Who is calling: found while somebody types, linked by people and never by guesses; both engines."""

from dataclasses import replace
from datetime import timedelta

import pytest

from db.transactions import Tx
from desk_app.core.contacts import SafeContact
from desk_app.core.errors import BadInput, Conflict, NotFound
from desk_app.core.texts import LONGEST_NAME
from desk_app.usecases.customers import (
    CallerCard,
    change_customer,
    customer_for,
    find_callers,
    open_caller,
    search_customers,
)
from desk_app.usecases.executor import Executor, usecase
from desk_app.usecases.staff import LONGEST_POSITION
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


@pytest.mark.parametrize(
    "typed",
    [
        "+82 10-2481-7736",
        "+82 10-24",
        "0082 10 2481",
        "010-2481-7736 (내선 12)",
        "０１０－２４８１",
        "2481-7736",
    ],
)
def test_a_number_is_found_however_it_is_written(office: Office, typed: str) -> None:
    office.record(customer_name="강지훈", phone="010-2481-7736")
    office.record(customer_name="박서진", phone="010-7777-8210")
    assert found(office, phone=typed) == ["강지훈"]
    assert [match.name for match in office.desk.run(search_customers, text=typed).value] == ["강지훈"]


def test_the_last_four_digits_may_look_like_a_country_code(office: Office) -> None:
    office.record(customer_name="박서진", phone="010-7777-8210")
    assert found(office, phone="8210") == ["박서진"]


@pytest.mark.parametrize("typed", ["강ㅈ훈", "ㄱ지훈"])
def test_a_name_is_found_behind_any_number_that_only_look_alike(office: Office, typed: str) -> None:
    @usecase()
    def move_in(tx: Tx) -> None:
        for name in (*(f"강지현{chr(ord('가') + n)}" for n in range(300)), "강지훈", "강지훈"):
            customer_for(tx, customer_id=None, name=name, digits="", safe_contact=SafeContact())

    office.desk.run(move_in)
    assert found(office, name=typed) == ["강지훈", "강지훈"]


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


def test_calls_from_one_number_that_gave_no_name_are_one_nameless_customer(office: Office) -> None:
    office.record(customer_name="강지훈", phone="010-2481-7736")
    first, again = (office.record(phone="010-2481-7736") for _ in range(2))
    assert again.customer_id == first.customer_id
    assert sorted(found(office, phone="010-2481-7736")) == ["", "강지훈"]


def test_what_is_pasted_into_a_contact_is_kept_without_what_no_database_takes(office: Office) -> None:
    safe_contact = SafeContact(hours="저녁\x00 6시 뒤")
    first = office.record(
        customer_name="강\x00지훈",
        phone="010-2481-7736",
        summary="첫\x00 줄\n둘째",
        safe_contact=safe_contact,
    )
    known = card(office, first.customer_id)
    assert (known.name, known.safe_contact.hours) == ("강지훈", "저녁 6시 뒤")
    assert known.history[0].summary == "첫 줄\n둘째"


def test_the_longest_name_and_position_sign_what_they_changed(office: Office) -> None:
    person = replace(office.desk.actor, name="가" * LONGEST_NAME, position="나" * LONGEST_POSITION)
    desk = Executor(office.engine, office.clock, actor=person, desk="1번 창구")
    known = office.record(customer_name="강지훈", phone="010-2481-7736").customer_id
    assert known is not None

    def rename() -> None:
        desk.run(
            change_customer,
            customer_id=known,
            seen_version=1,
            name="강지운",
            phones=(),
            safe_contact=SafeContact(),
        )

    rename()
    with pytest.raises(Conflict) as refusal:
        rename()
    assert refusal.value.who == person.title


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
