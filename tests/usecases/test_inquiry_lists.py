"""The list of written questions, on both engines: order, filters, and a cost that goes with what is open."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from desk_app.core.inquiries import Channel, InquiryState, Kind
from desk_app.core.staff import PresenceState
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.inquiries import InquiryFilter, Shown, Whose
from desk_app.usecases.inquiry_lists import InquiryCounts, count_inquiries, list_inquiries
from desk_app.usecases.inquiry_replies import save_reply_draft, withdraw_inquiry
from desk_app.usecases.staff import set_presence
from tests.builders import Office
from tests.questions import at, do, receive


def _listed(office: Office, **wanted: Any) -> list[str]:
    rows = office.at("최민호").run(list_inquiries, wanted=InquiryFilter(**wanted)).value
    return [row.number for row in rows]


def _three(office: Office) -> None:
    receive(office, kind=Kind.SUGGESTION)
    receive(office, arrived_at=at(11, 18, 9), customer_name="임은주", phone="010-7777-8888")
    receive(
        office,
        channel=Channel.WEB,
        topic_id=office.topics["직업훈련"].id,
        subject="자격증 100% 지원_되나요",
        customer_name="노수정",
        phone="",
    )


def test_what_is_due_first_comes_first(office: Office) -> None:
    _three(office)
    assert _listed(office) == ["2026-0002", "2026-0003", "2026-0001"]
    first = office.desk.run(list_inquiries).value[0]
    assert (first.safe_reply_on, first.statutory_due_on) == (date(2026, 11, 25), date(2026, 11, 26))
    assert (first.customer, first.topic, first.owner) == ("임은주", "숙식제공", "최민호 과장")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"shown": Shown.INTERIM}, ["2026-0002"]),
        ({"shown": Shown.DONE}, []),
        ({"whose": Whose.MINE}, ["2026-0002", "2026-0001"]),
        ({"channel": Channel.WEB}, ["2026-0003"]),
        ({"kind": Kind.SUGGESTION}, ["2026-0001"]),
        ({"text": "임은주"}, ["2026-0002"]),
        ({"text": "ㄴㅅㅈ"}, ["2026-0003"]),
        ({"text": "8888"}, ["2026-0002"]),
        ({"text": "100%"}, ["2026-0003"]),
        ({"text": "_"}, ["2026-0003"]),
        ({"text": "2026-0001"}, ["2026-0001"]),
        ({"text": "아무도"}, []),
    ],
)
def test_the_list_is_narrowed(office: Office, wanted: dict[str, Any], found: list[str]) -> None:
    _three(office)
    assert _listed(office, **wanted) == found


def test_a_deputy_has_the_questions_of_whoever_is_away_in_hand(office: Office) -> None:
    _three(office)
    minho, daeun = office.people["최민호"], office.people["정다은"]
    office.boss.run(set_deputies, staff_id=minho.id, topic_id=None, deputies=[daeun.id])
    assert office.at("정다은").run(count_inquiries).value == InquiryCounts(3, 1, 0)
    office.boss.run(set_presence, staff_id=minho.id, state=PresenceState.LEAVE)
    assert office.at("정다은").run(count_inquiries).value == InquiryCounts(3, 1, 2)
    mine = office.at("정다은").run(list_inquiries, wanted=InquiryFilter(whose=Whose.MINE)).value
    assert [(row.owner, row.deputy) for row in mine] == [("최민호 과장", "정다은 주임")] * 2


def test_the_list_says_how_far_each_one_is(office: Office) -> None:
    detail = do(office.at("최민호"), save_reply_draft, receive(office), text="초안")
    (row,) = office.desk.run(list_inquiries).value
    assert (row.drafts, row.checked, row.state) == (1, False, InquiryState.ACCEPTED)
    do(office.desk, withdraw_inquiry, detail, reason="취하")
    (row,) = office.desk.run(list_inquiries, wanted=InquiryFilter(shown=Shown.DONE)).value
    assert row.state is InquiryState.WITHDRAWN


def test_five_hundred_open_ones_cost_as_many_statements_as_one(office: Office) -> None:
    def statements() -> list[str]:
        told: list[str] = []

        def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
            told.append(statement)

        sa.event.listen(office.engine, "before_cursor_execute", hear)
        rows = office.desk.run(list_inquiries).value
        sa.event.remove(office.engine, "before_cursor_execute", hear)
        assert len(rows) == expected
        return told

    receive(office)
    expected = 1
    few = statements()
    _copy(office, 499, "accepted")
    expected = 500
    assert len(statements()) == len(few) <= 5


def test_history_does_not_slow_the_list_down(office: Office) -> None:
    """The plan of the list goes by what is open, whatever has been answered."""
    receive(office)
    _copy(office, 3000, "closed")
    with office.engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
    told: list[tuple[str, Any]] = []

    def hear(_connection: Any, _cursor: Any, statement: str, given: Any, *_rest: Any) -> None:
        told.append((statement, given))

    sa.event.listen(office.engine, "before_cursor_execute", hear)
    office.desk.run(list_inquiries)
    sa.event.remove(office.engine, "before_cursor_execute", hear)
    statement, given = next(each for each in told if "inquiries" in each[0])
    explain = "EXPLAIN QUERY PLAN " if office.engine.dialect.name == "sqlite" else "EXPLAIN "
    with office.engine.connect() as connection:
        plan = "\n".join(str(row) for row in connection.exec_driver_sql(explain + statement, given))
    assert "ix_inquiries_open" in plan or "ix_promises_open_due_at" in plan
    assert "SCAN inquiries\n" not in plan
    assert "Seq Scan on inquiries" not in plan


def _copy(office: Office, times: int, state: str) -> None:
    """Copy the one question so often, each with its promise: rows alone, as years of work leave them."""
    owed = "open" if state == "accepted" else "kept"
    with office.engine.begin() as connection:
        for table, named in (("inquiries", "number"), ("promises", "inquiry_id")):
            names = [column["name"] for column in sa.inspect(connection).get_columns(table)]
            row = connection.execute(sa.text(f"SELECT * FROM {table}")).mappings().first()
            assert row is not None
            copies = [
                {**row, "id": n, "state": state if table == "inquiries" else owed, named: _name(named, n)}
                for n in range(1000, 1000 + times)
            ]
            columns, slots = ", ".join(names), ", ".join(f":{name}" for name in names)
            connection.execute(
                sa.text(f"INSERT INTO {table} ({columns}) VALUES ({slots})"),
                copies,
            )


def _name(named: str, n: int) -> Any:
    return f"2025-{n}" if named == "number" else n
