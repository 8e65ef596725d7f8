"""Founding, signing in, passwords and leaving, on a real encrypted office with its key file."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db import keys
from db.engine import open_sqlite
from desk_app.core.clock import FixedClock
from desk_app.core.errors import BadInput, NotAllowed, World, WorldProblem
from desk_app.core.staff import Role
from desk_app.settings import Places
from desk_app.usecases import signing_in
from desk_app.usecases.office import list_desks, read_office
from desk_app.usecases.signing_in import SignedIn
from desk_app.usecases.staff import list_staff
from desk_app.usecases.topics import list_topics
from tests.builders import BRANCH, DESK
from tests.db.disks import contents, open_folder, read_only, refused
from tests.founded import BOSS, PASSWORD, founded, quick_keys

NEW = "나중에 바꾼 열쇠말"


@pytest.fixture(autouse=True)
def quick() -> Iterator[None]:
    """Derive keys quickly."""
    with quick_keys():
        yield


@pytest.fixture
def places(tmp_path: Path) -> Places:
    """The files of an office founded yesterday."""
    return founded(tmp_path)[0]


@pytest.fixture
def enter(places: Places, clock: FixedClock) -> Iterator[Callable[..., SignedIn]]:
    """Sign in at that office; whoever is in leaves at the end."""
    inside: list[SignedIn] = []

    def come_in(name: str = BOSS, password: str = PASSWORD, desk: str = DESK) -> SignedIn:
        inside.append(
            signing_in.sign_in(places.database, clock, sign_in_name=name, password=password, desk=desk)
        )
        return inside[-1]

    yield come_in
    for signed_in in inside:
        signed_in.close()


def found(database: Path, clock: FixedClock, **other: str) -> str:
    """Found an office there with an invented supervisor."""
    given = {"desk": DESK, "name": "한지부", "position": "지부장", "sign_in_name": BOSS, "password": PASSWORD}
    return signing_in.found_office(database, clock, branch=BRANCH, **{**given, **other})


def test_a_founded_office_has_its_branch_desk_topics_and_first_supervisor(
    enter: Callable[..., SignedIn],
) -> None:
    executor = enter().executor
    assert executor.run(read_office).value.branch == BRANCH
    assert executor.run(list_desks).value == (DESK,)
    assert len(executor.run(list_topics).value) == 20
    (boss,) = executor.run(list_staff).value
    assert (boss.title, boss.role) == ("한지부 지부장", Role.SUPERVISOR)


def test_an_office_is_founded_in_a_folder_that_is_not_there_yet(tmp_path: Path, clock: FixedClock) -> None:
    database = tmp_path / "업무" / "창구" / "desk.db"
    found(database, clock)
    assert sorted(contents(database.parent)) == ["desk.db", "desk.keys.json"]


@pytest.mark.parametrize(
    ("other", "problem"),
    [
        ({"password": "일곱글자라서"}, "password"),
        ({"name": " "}, "name"),
        ({"desk": ""}, "desk"),
        ({"sign_in_name": " "}, "sign_in_name"),
    ],
)
def test_an_office_that_lacks_something_is_not_founded_at_all(
    tmp_path: Path, clock: FixedClock, other: dict[str, str], problem: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        found(tmp_path / "desk.db", clock, **other)
    assert refusal.value.field == problem
    assert contents(tmp_path) == {}


def test_nobody_founds_a_second_office_over_the_first(places: Places, clock: FixedClock) -> None:
    with refused(WorldProblem.ALREADY_SET_UP, places.folder):
        found(places.database, clock)


def test_an_office_cannot_be_founded_where_nothing_may_be_written(clock: FixedClock) -> None:
    with open_folder() as folder, read_only(folder), refused(WorldProblem.READ_ONLY, folder):
        found(folder / "desk.db", clock)


def test_whoever_signs_in_makes_their_desk_known(enter: Callable[..., SignedIn]) -> None:
    assert enter(desk="2번 창구").executor.run(list_desks).value == (DESK, "2번 창구")


@pytest.mark.parametrize(
    ("name", "password", "problem"),
    [
        (BOSS, "틀린 열쇠말 여덟", WorldProblem.WRONG_PASSWORD),
        ("nobody", PASSWORD, WorldProblem.UNKNOWN_PERSON),
    ],
)
def test_a_stranger_changes_nothing(
    places: Places, enter: Callable[..., SignedIn], name: str, password: str, problem: WorldProblem
) -> None:
    with refused(problem, places.folder):
        enter(name, password)


def lose_the_keys(places: Places) -> None:
    keys.beside(places.database).unlink()


def damage_the_keys(places: Places) -> None:
    place = keys.beside(places.database)
    place.write_bytes(place.read_bytes().replace(b'"boss"', b'"bosx"'))


def swap_the_keys(places: Places) -> None:
    other, _, _ = keys.create(BOSS, PASSWORD)
    keys.save(other, keys.beside(places.database))


def lose_the_database(places: Places) -> None:
    places.database.unlink()


def damage_the_database(places: Places) -> None:
    data = bytearray(places.database.read_bytes())
    data[200:300] = bytes(100)
    places.database.write_bytes(data)


def make_it_newer(places: Places) -> None:
    key = keys.unlock(keys.load(keys.beside(places.database)), BOSS, PASSWORD)
    engine = open_sqlite(places.database, key)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    engine.dispose()


@pytest.mark.parametrize(
    ("trouble", "problem"),
    [
        (lose_the_keys, WorldProblem.KEY_FILE_MISSING),
        (damage_the_keys, WorldProblem.KEY_FILE_DAMAGED),
        (swap_the_keys, WorldProblem.KEY_FILE_OTHER),
        (lose_the_database, WorldProblem.DATABASE_MISSING),
        (damage_the_database, WorldProblem.DATABASE_DAMAGED),
        (make_it_newer, WorldProblem.DATABASE_NEWER),
    ],
)
def test_each_trouble_is_told_from_the_others_and_changes_nothing(
    places: Places,
    enter: Callable[..., SignedIn],
    trouble: Callable[[Places], None],
    problem: WorldProblem,
) -> None:
    trouble(places)
    with refused(problem, places.folder):
        enter()


def test_no_name_can_be_read_in_the_files(places: Places) -> None:
    assert "한지부".encode() not in places.database.read_bytes()
    with pytest.raises(sqlite3.DatabaseError):
        sqlite3.connect(places.database).execute("SELECT * FROM staff")


def test_the_curtain_is_lifted_by_the_right_password_only(enter: Callable[..., SignedIn]) -> None:
    signed_in = enter()
    signed_in.check_password(PASSWORD)
    with pytest.raises(World, match="wrong_password"):
        signed_in.check_password(PASSWORD + "!")


def test_a_changed_password_opens_and_the_old_one_no_longer_does(enter: Callable[..., SignedIn]) -> None:
    signed_in = enter()
    with pytest.raises(BadInput, match="too_short"):
        signed_in.change_password(PASSWORD, "짧은것")
    with pytest.raises(World, match="wrong_password"):
        signed_in.change_password("모르는 열쇠말!", NEW)
    signed_in.change_password(PASSWORD, NEW)
    enter(password=NEW)
    with pytest.raises(World, match="wrong_password"):
        enter()


def colleague(signed_in: SignedIn, name: str = "haneul") -> int:
    """Add an invented receptionist and return their id."""
    return signing_in.add_colleague(
        signed_in,
        name="김하늘",
        position="주임",
        sign_in_name=name,
        role=Role.RECEPTIONIST,
        password="하늘이 정한 열쇠말",
    ).id


def test_a_colleague_signs_in_with_the_password_they_were_given(enter: Callable[..., SignedIn]) -> None:
    colleague(enter())
    assert enter("HANEUL ", "하늘이 정한 열쇠말", "2번 창구").person.title == "김하늘 주임"


def test_only_supervisors_let_colleagues_in(places: Places, enter: Callable[..., SignedIn]) -> None:
    colleague(enter())
    haneul = enter("haneul", "하늘이 정한 열쇠말")
    before = keys.beside(places.database).read_bytes()
    for attempt in (
        lambda: colleague(haneul, "another"),
        lambda: signing_in.reset_password(haneul, sign_in_name=BOSS, password=NEW),
        lambda: signing_in.retire_colleague(haneul, staff_id=1, seen_version=1),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert keys.beside(places.database).read_bytes() == before


def test_a_colleague_without_a_key_is_not_added(places: Places, enter: Callable[..., SignedIn]) -> None:
    signed_in = enter()
    lose_the_keys(places)
    with pytest.raises(World, match="key_file_missing"):
        colleague(signed_in)
    assert len(signed_in.executor.run(list_staff).value) == 1


def test_a_forgotten_password_is_replaced_by_a_supervisor(enter: Callable[..., SignedIn]) -> None:
    boss = enter()
    colleague(boss)
    signing_in.reset_password(boss, sign_in_name="haneul", password=NEW)
    assert enter("haneul", NEW).person.name == "김하늘"


def test_who_has_left_opens_nothing_any_more(enter: Callable[..., SignedIn]) -> None:
    boss = enter()
    staff_id = colleague(boss)
    signing_in.retire_colleague(boss, staff_id=staff_id, seen_version=1)
    with pytest.raises(World, match="unknown_person"):
        enter("haneul", "하늘이 정한 열쇠말")


def test_the_recovery_code_gives_a_new_password_to_whoever_forgot(
    places: Places, clock: FixedClock, enter: Callable[..., SignedIn]
) -> None:
    code = founded(places.folder)[1]
    recovered = signing_in.reset_by_recovery(
        places.database, clock, code=code.lower(), sign_in_name=BOSS, password=NEW, desk=DESK
    )
    recovered.close()
    assert enter(password=NEW).person.name == "한지부"


def test_a_wrong_recovery_code_or_a_stranger_s_name_changes_no_password(
    places: Places, clock: FixedClock
) -> None:
    code = founded(places.folder)[1]
    for wrong, name, problem in (
        ("ACDEF" * 6, BOSS, WorldProblem.WRONG_PASSWORD),
        (code, "nobody", WorldProblem.UNKNOWN_PERSON),
    ):
        before = keys.beside(places.database).read_bytes()
        with pytest.raises(World) as refusal:
            signing_in.reset_by_recovery(
                places.database, clock, code=wrong, sign_in_name=name, password=NEW, desk=DESK
            )
        assert refusal.value.problem is problem
        assert keys.beside(places.database).read_bytes() == before
