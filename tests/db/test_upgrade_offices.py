"""An office founded by an earlier program goes on in this one, with everything it holds."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from db import upgrade
from db.engine import changing_schema, open_postgresql, open_sqlite
from db.models import RepeatVisit
from desk_app.core.areas import Area
from desk_app.core.promises import PromiseKind
from desk_app.usecases.public_apologies import confirm_mistake
from desk_app.usecases.taking_back import withdraw_apology
from tests import postgres
from tests.builders import Office
from tests.usecases.test_complaints import do
from tests.usecases.test_taking_back import confirmed, second_visit

KEY = bytes(range(48))
CHANGED = {"at": "2026-11-20 00:00:00.000000", "by": "한지부 지부장", "desk": "1번 창구"}
OLD_STAFF = """
INSERT INTO staff (name, position, sign_in_name, role, phone, here, back_at, away_reason,
                   version, changed_at, changed_by, changed_desk)
VALUES (:name, '대리', :name, 'handler', '', :here, :back_at, :reason, 1, :at, :by, :desk)"""
OLD_OFFICE = """
INSERT INTO office (branch_code, branch_name, seat, address, phone, unconfirmed, settings,
                    version, changed_at, changed_by, changed_desk)
VALUES ('x', '경기북부지부', '', '', '', '[]', '{}', 1, :at, :by, :desk)"""
APPOINTMENT = """
INSERT INTO appointments (state, staff_id, starts_at, ends_at, place, caller_name, phone, matter, bring,
    why_visit, reach, override, uid, sequence, taken_by_id, made_at, was_away,
    version, changed_at, changed_by, changed_desk)
VALUES (:state, 1, :starts_at, :ends_at, '', '', '', '', '', 'talk', 'call', '', :uid, 0, 1, :at, :no,
        1, :at, :by, :desk)"""

PROMISE = """
INSERT INTO promises (kind, state, due_at, told_at, broken, attempts, last_attempt, owner_id, taken_by_id,
    caller_name, phone, summary, note, made_at, version, changed_at, changed_by, changed_desk)
VALUES (:kind, 'open', :at, :at, :no, 0, '', 1, 1, '', '', '', '', :at, 1, :at, :by, :desk)"""

QUESTION = """
INSERT INTO inquiries (number, channel, kind, state, arrived_at, period, rule, calendar_counter,
    safe_reply_on, statutory_due_on, interims, progress_count, extensions, drafts, checked, caller_name,
    phone, answer_by, answer_to, subject, text, referred_to, taken_by_id, made_at,
    version, changed_at, changed_by, changed_desk)
VALUES ('2026-0001', 'post', 'grievance', 'accepted', :at, '7', 'statutory', 0,
    '2026-11-30', '2026-12-01', 0, 0, 0, 0, :no, '', '', 'post', '', '', '', '', 1, :at,
    1, :at, :by, :desk)"""
ANSWER = """
INSERT INTO survey_answers (id, on_date, way, score, word, published)
VALUES (:id, :on, 'paper', :score, :word, :no)"""
AREAS_AT_FIRST = {
    *("customers", "contacts", "drafts", "promises", "alerts", "rings", "staff", "topics", "calendar"),
    "office",
}
CAME_WITH_AREAS: dict[str, set[str]] = {
    "0002": {"appointments"},
    "0003": {"inquiries"},
    "0005": {"complaints"},
    "0006": {"faq"},
    "0007": {"monitoring"},
    "0008": {"surveys"},
}
CAME_WITH_KINDS: dict[str, set[str]] = {
    "0002": {"reminder", "no_show"},
    "0003": {"accept", "pass_on", "refer"},
    "0005": {
        *("corrective", "apology", "fast_lane", "caution", "training", "public_apology", "opinion"),
    },
    "0006": {"review"},
}
"""What each revision brought; the one before knows none of it."""

WAIT = "INSERT INTO supplements (inquiry_id, what, asked_on, due_on) VALUES (1, '재학증명서', :on, :on)"


@pytest.fixture(params=["sqlite", "postgresql"])
def old(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[sa.Engine]:
    """An office as the first schema held it: two colleagues, one of them out until half past three."""
    engine = _empty(request, tmp_path)
    first = tmp_path / "first"
    shutil.copytree(upgrade.MIGRATIONS, first)
    for file in (first / "versions").glob("*.py"):
        if not file.name.startswith("0001"):
            file.unlink()
    upgrade.upgrade(engine, first)
    with engine.begin() as connection:
        out = {"name": "이수민", "here": False, "back_at": "2026-11-24 06:30:00.000000", "reason": "외근"}
        at_home = {"name": "정다은", "here": True, "back_at": None, "reason": ""}
        for person in (out, at_home):
            connection.execute(sa.text(OLD_STAFF), {**CHANGED, **person})
        connection.execute(sa.text(OLD_OFFICE), CHANGED)
    yield engine
    engine.dispose()


def _empty(request: pytest.FixtureRequest, folder: Path) -> sa.Engine:
    if request.param == "sqlite":
        return open_sqlite(folder / "desk.db", KEY, create=True)
    server: postgres.Server = request.getfixturevalue("postgresql_server")
    name = f"old_{abs(hash(folder)) % 10**8}"
    request.addfinalizer(lambda: server.drop(name))
    return open_postgresql(server.create(name))


def _book(engine: sa.Engine, uid: str, begins: str, ends: str, state: str = "booked") -> None:
    day = "2026-11-24 {}:00.000000"
    hours = {"starts_at": day.format(begins), "ends_at": day.format(ends)}
    with engine.begin() as connection:
        connection.execute(
            sa.text(APPOINTMENT), {**CHANGED, **hours, "uid": uid, "state": state, "no": False}
        )


def _go_back(engine: sa.Engine, revision: str) -> None:
    with changing_schema(engine) as connection:
        config = upgrade._config(upgrade.MIGRATIONS)
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def test_whoever_was_out_is_still_out(old: sa.Engine) -> None:
    upgrade.upgrade(old)
    with old.connect() as connection:
        found = connection.execute(sa.text("SELECT name, presence, presence_note FROM staff ORDER BY id"))
        assert [tuple(row) for row in found] == [("이수민", "out", "외근"), ("정다은", "here", "")]


def test_an_old_office_counts_the_changes_of_all_that_came_later(old: sa.Engine) -> None:
    upgrade.upgrade(old)
    with old.connect() as connection:
        counted = set(connection.scalars(sa.text("SELECT area FROM revisions WHERE counter = 0")))
    assert counted == {area.value for area in Area} - AREAS_AT_FIRST


def test_its_database_lets_no_two_visits_of_one_person_overlap(old: sa.Engine) -> None:
    upgrade.upgrade(old)
    _book(old, "ten", "10:00", "10:30")
    _book(old, "next", "10:30", "11:00")
    _book(old, "fell-away", "10:15", "10:45", "cancelled")
    with pytest.raises(sa.exc.IntegrityError, match="ex_appointments_overlap"):
        _book(old, "between", "10:29", "10:31")
    later = "starts_at = '2026-11-24 10:20:00.000000' WHERE uid = 'next'"
    for change in ("state = 'booked' WHERE uid = 'fell-away'", later):
        with (
            old.connect() as connection,
            pytest.raises(sa.exc.IntegrityError, match="ex_appointments_overlap"),
        ):
            connection.exec_driver_sql(f"UPDATE appointments SET {change}")


def test_what_an_earlier_program_waited_for_was_asked_of_the_customer(old: sa.Engine) -> None:
    upgrade.upgrade(old)
    _go_back(old, "0003")
    with old.begin() as connection:
        connection.execute(sa.text(QUESTION), {**CHANGED, "no": False})
        connection.execute(sa.text(WAIT), {"on": "2026-11-25"})
    upgrade.upgrade(old)
    with old.begin() as connection:
        kinds = connection.scalars(sa.text("SELECT kind FROM supplements")).all()
        assert kinds == ["supplement"]
        connection.exec_driver_sql("UPDATE supplements SET kind = 'field_inquiry'")
    _go_back(old, "0003")
    with old.connect() as connection:
        assert connection.scalar(sa.text("SELECT what FROM supplements")) == "재학증명서"
        assert not sa.inspect(connection).has_table("jottings")


def test_of_answers_only_sums_by_month_are_left(old: sa.Engine) -> None:
    upgrade.upgrade(old)
    _go_back(old, "0008")
    days = ("2026-10-02", "2026-10-15", "2026-10-31", "2026-11-01")
    with old.begin() as connection:
        for key, (on, score, word) in enumerate(
            zip(days, (100, 0, 100, 75), ("", "조용함", "", ""), strict=True)
        ):
            connection.execute(
                sa.text(ANSWER), {"id": key, "on": on, "score": score, "word": word, "no": False}
            )
    upgrade.upgrade(old)
    with old.connect() as connection:
        assert not sa.inspect(connection).has_table("survey_answers")
        sums = "SELECT month, score, count, least FROM survey_scores ORDER BY month, score"
        assert [(str(month), *rest) for month, *rest in connection.execute(sa.text(sums))] == [
            ("2026-10-01", 0, 1, 5),
            ("2026-10-01", 100, 2, 5),
            ("2026-11-01", 75, 1, 5),
        ]
        written = connection.execute(sa.text("SELECT id, month, word FROM survey_words")).one()
        assert (str(written.month), written.word) == ("2026-10-01", "조용함")
        assert written.id != 1, "a word does not stand under the key of its answer"
    _go_back(old, "0008")
    with old.connect() as connection:
        again = "SELECT on_date, score FROM survey_answers ORDER BY on_date, score"
        assert [(str(on), score) for on, score in connection.execute(sa.text(again))] == [
            ("2026-10-01", 0),
            ("2026-10-01", 100),
            ("2026-10-01", 100),
            ("2026-11-01", 75),
        ]
        assert connection.scalars(sa.text("SELECT word FROM survey_answers WHERE word <> ''")).all() == [
            "조용함"
        ]
    upgrade.upgrade(old)


def test_what_was_asked_for_once_the_period_was_over_had_stopped_no_clock(old: sa.Engine) -> None:
    upgrade.upgrade(old)
    _go_back(old, "0008")
    with old.begin() as connection:
        connection.execute(sa.text(QUESTION), {**CHANGED, "no": False})
        for day in ("2026-12-01", "2026-12-02"):  # the last day of the period, and the one after
            connection.execute(sa.text(WAIT), {"on": day})
    upgrade.upgrade(old)
    with old.connect() as connection:
        stops = connection.scalars(sa.text("SELECT stops FROM supplements ORDER BY id")).all()
        assert [bool(each) for each in stops] == [True, False]
        kept = connection.execute(sa.text("SELECT referred_phone, referred_why FROM inquiries")).one()
        assert tuple(kept) == ("", "")
    _go_back(old, "0008")
    with old.connect() as connection:
        columns = {each["name"] for each in sa.inspect(connection).get_columns("supplements")}
        assert connection.scalar(sa.text("SELECT count(*) FROM supplements")) == 2
    assert "stops" not in columns


def test_every_area_and_every_kind_of_promise_came_with_one_revision() -> None:
    """A new one is written here beside its migration, or the schema could not be taken back."""
    assert {area.value for area in Area} == AREAS_AT_FIRST.union(*CAME_WITH_AREAS.values())
    assert {kind.value for kind in PromiseKind} == {"callback", "reply"}.union(*CAME_WITH_KINDS.values())


def test_the_schema_goes_back_and_forth_and_holds_nothing_that_the_program_before_does_not_know(
    old: sa.Engine,
) -> None:
    upgrade.upgrade(old)
    with old.begin() as connection:
        for kind in PromiseKind:
            connection.execute(sa.text(PROMISE), {**CHANGED, "kind": kind.value, "no": False})
    areas = AREAS_AT_FIRST.union(*CAME_WITH_AREAS.values())
    kinds = {kind.value for kind in PromiseKind}
    for gone in reversed(upgrade.known_revisions()[1:]):
        _go_back(old, f"{int(gone) - 1:04}")
        areas -= CAME_WITH_AREAS.get(gone, set())
        kinds -= CAME_WITH_KINDS.get(gone, set())
        with old.connect() as connection:
            counted = set(connection.scalars(sa.text("SELECT area FROM revisions")))
            assert counted <= areas, gone
            assert set(connection.scalars(sa.text("SELECT kind FROM promises"))) == kinds, gone
    with old.connect() as connection:
        found = connection.execute(sa.text("SELECT here, away_reason FROM staff ORDER BY id")).all()
        assert [(bool(here), reason) for here, reason in found] == [(False, "외근"), (True, "")]
        shown = connection.scalar(sa.text("SELECT count(*) FROM promises"))
        hidden = {"caution", "training", "review"}
        assert shown == len(PromiseKind) - len(hidden), "it shows everything to everybody"
    upgrade.upgrade(old)
    assert upgrade.check_revision(old)


def test_what_was_taken_back_is_as_good_as_never_there_for_the_program_before(office: Office) -> None:
    seen = confirmed(office)
    gone = do(office.boss, withdraw_apology, seen, reason="착오")
    do(office.boss, confirm_mistake, gone)
    second_visit(office)
    _go_back(office.engine, "0008")
    with office.engine.connect() as connection:
        assert connection.scalar(sa.text("SELECT count(*) FROM public_apologies")) == 1
        assert connection.scalar(sa.text("SELECT count(*) FROM apology_texts")) == 0
        steps = connection.scalars(sa.text("SELECT what FROM complaint_events ORDER BY id")).all()
        assert steps == ["recorded", "mistake_confirmed", "apology_drafted", "step", "mistake_confirmed"]
    upgrade.upgrade(office.engine)
    with office.engine.connect() as connection:
        found = connection.execute(
            sa.select(RepeatVisit.version, RepeatVisit.changed_by, RepeatVisit.changed_at, RepeatVisit.at)
        ).one()
        assert found[:2] == (1, "김하늘 주임")
        assert found.changed_at == found.at
