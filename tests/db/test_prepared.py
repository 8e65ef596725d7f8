"""Prepared statements write what SQLAlchemy would, and fail as it does, on both engines."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from db.engine import for_reading
from db.models import Base, CalendarChange, Customer, Desk
from db.prepared import Prepared
from desk_app.core.errors import World, WorldProblem

AT = datetime(2026, 11, 24, 5, 6, tzinfo=UTC)
DESK = Prepared(sa.insert(Base.metadata.tables["desks"]))
CUSTOMER = Prepared(sa.insert(Base.metadata.tables["customers"]))
BY_NAME = Prepared(sa.select(Desk.id).where(Desk.name == sa.bindparam("called")))
RENAME = Prepared(sa.update(Desk).where(Desk.id == sa.bindparam("desk")).values(name=sa.bindparam("to")))


def kim(**more: object) -> dict[str, object]:
    changed = {"changed_at": AT, "changed_by": "김하늘 주임", "changed_desk": "1번 창구"}
    return {"name": "강지훈", "initials": "ㄱㅈㅎ", "created_at": AT, **changed, **more}


def test_a_row_is_inserted_found_and_changed(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        desk = DESK.insert(connection, {"name": "1번 창구"})
        assert BY_NAME.scalar(connection, {"called": "1번 창구"}) == desk
        assert BY_NAME.scalar(connection, {"called": "2번 창구"}) is None
        assert RENAME.change(connection, {"desk": desk, "to": "2번 창구"}) == 1
        assert RENAME.change(connection, {"desk": desk + 1, "to": "3번 창구"}) == 0
    with engine.connect() as connection:
        assert connection.scalars(sa.select(Desk.name)).all() == ["2번 창구"]


def test_values_are_kept_as_their_types_keep_them_and_defaults_are_filled_in(engine: sa.Engine) -> None:
    with engine.begin() as connection:
        first = CUSTOMER.insert(connection, kim())
        CUSTOMER.insert_all(connection, [kim(may_text=True, version=3), kim(may_text=False, version=4)])
    with engine.connect() as connection:
        rows = connection.execute(
            sa.select(Customer.id, Customer.created_at, Customer.may_text, Customer.version).order_by(
                Customer.id
            )
        ).all()
    assert [tuple(row[1:]) for row in rows] == [(AT, None, 1), (AT, True, 3), (AT, False, 4)]
    assert rows[0].id == first


def test_a_row_the_schema_refuses_is_refused_as_ever_and_takes_the_transaction_with_it(
    engine: sa.Engine,
) -> None:
    def name_it_twice() -> None:
        with engine.begin() as connection:
            DESK.insert(connection, {"name": "1번 창구"})
            DESK.insert(connection, {"name": "1번 창구"})

    with pytest.raises(sa.exc.IntegrityError):
        name_it_twice()
    with engine.connect() as connection:
        assert connection.scalars(sa.select(Desk.name)).all() == []


def test_the_refusal_names_no_values(sqlite_engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.IntegrityError) as refused, sqlite_engine.begin() as connection:
        CUSTOMER.insert(connection, kim(name=None, initials="ㅂㅁ"))
    assert "ㅂㅁ" not in str(refused.value)


def test_writing_while_only_reading_is_refused(engine: sa.Engine) -> None:
    with pytest.raises(sa.exc.DBAPIError), for_reading(engine).begin() as connection:
        DESK.insert(connection, {"name": "1번 창구"})


def test_a_full_disk_is_trouble_of_the_world(sqlite_engine: sa.Engine) -> None:
    with sqlite_engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(World) as full, sqlite_engine.begin() as connection:
        DESK.insert_all(connection, [{"name": f"{n}번 창구"} for n in range(2_000)])
    assert full.value.problem is WorldProblem.DISK_FULL
    with sqlite_engine.connect() as connection:
        assert connection.scalars(sa.select(Desk.name)).all() == []


def test_nothing_is_written_outside_a_transaction(sqlite_engine: sa.Engine) -> None:
    with sqlite_engine.connect() as connection, pytest.raises(AssertionError):
        DESK.insert(connection, {"name": "1번 창구"})


def test_a_list_to_be_expanded_every_time_is_noticed(sqlite_engine: sa.Engine) -> None:
    expanding = Prepared(sa.select(CalendarChange.id).where(CalendarChange.id.in_([1, 2])))
    with sqlite_engine.begin() as connection, pytest.raises(AssertionError, match="write it out"):
        expanding.scalar(connection, {})
