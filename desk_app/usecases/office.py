"""What is done about the branch: set up once, its address, desks, settings and calendar."""

import tomllib
from dataclasses import replace
from functools import cache
from weakref import WeakKeyDictionary

import msgspec
import sqlalchemy as sa

from db.keys import tidy_name
from db.models import CalendarChange, Desk, Office, Revision, Staff, Topic
from db.prepared import Prepared
from db.revisions import of_areas
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.errors import BadInput, NotFound, World, WorldProblem
from desk_app.core.office import Branch, OfficeView, Settings, check_settings
from desk_app.core.staff import SUPERVISORS, Person, Role
from desk_app.core.texts import LONGEST_NAME, filled, fitting
from desk_app.usecases.alert_rows import plan_open_again
from desk_app.usecases.calendars import calendar_with
from desk_app.usecases.executor import usecase
from desk_app.usecases.inquiry_dates import recount_open
from desk_app.usecases.presence import person_of
from desk_app.usecases.versions import load_for_edit
from resources import read_text

LONGEST_DESK = 80
_AREAS = frozenset({Area.OFFICE, Area.CALENDAR})
_CHANGED = Prepared(sa.select(sa.func.sum(Revision.counter)).where(of_areas(_AREAS)))
_read: WeakKeyDictionary[sa.Engine, tuple[int | None, OfficeView]] = WeakKeyDictionary()


@cache
def all_branches() -> tuple[Branch, ...]:
    """Return the agency's 26 branches as published, to choose from at the first start (domain §6)."""
    table = tomllib.loads(read_text("office/branches.toml"))
    shared = table["shared"]
    return tuple(
        Branch(
            code=item["code"],
            name=item["name"],
            seat=item["seat"],
            address=item.get("address", ""),
            phone=item.get("phone", shared["phone"]),
            unconfirmed=frozenset(item.get("unconfirmed", shared["unconfirmed"])),
        )
        for item in table["branches"]
    )


@cache
def default_topics() -> tuple[tuple[str, str, str], ...]:
    """Return the default topics as (group, name, what to bring), in the agency's order (domain §6)."""
    table = tomllib.loads(read_text("office/topics.toml"))
    return tuple(
        (group["name"], topic, group["bring"]) for group in table["groups"] for topic in group["topics"]
    )


@cache
def default_places() -> tuple[str, ...]:
    """Return where visitors are received until a branch names its own rooms."""
    return tuple(tomllib.loads(read_text("office/topics.toml"))["places"])


def office_of(tx: Tx) -> OfficeView:
    """Return the branch as it stands in this transaction; for use-cases that apply its rules.

    It is read anew only after it was changed, as the counters of its areas tell.
    """
    if tx.touched & _AREAS:  # changed in this very transaction, which may yet come to nothing
        return _read_office(tx)
    engine = tx.connection.engine
    stamp = _CHANGED.scalar(tx.connection, {})
    known = _read.get(engine)
    if known is None or known[0] != stamp:
        known = _read[engine] = (stamp, _read_office(tx))
    return known[1]


def _read_office(tx: Tx) -> OfficeView:
    row = tx.session.scalar(sa.select(Office).limit(1))
    if row is None:
        raise NotFound("Office")
    settings = msgspec.convert(row.settings, Settings)
    changes = tx.session.execute(
        sa.select(CalendarChange.on, CalendarChange.change, CalendarChange.name).where(
            CalendarChange.undone_at.is_(None)
        )
    )
    branch = Branch(
        row.branch_code, row.branch_name, row.seat, row.address, row.phone, frozenset(row.unconfirmed)
    )
    calendar = calendar_with(settings.hours, tuple((c.on, c.change, c.name) for c in changes))
    return OfficeView(branch, settings, calendar, row.version)


@usecase(reads=True)
def read_office(tx: Tx) -> OfficeView:
    """Return the branch, its settings and its calendar."""
    return office_of(tx)


@usecase()
def set_up_office(
    tx: Tx, *, branch: Branch, desk: str, name: str, position: str, sign_in_name: str, phone: str = ""
) -> Person:
    """Fill an empty database: branch, desk, default topics, counters and the first supervisor."""
    if tx.session.scalar(sa.select(Office.id)) is not None:
        raise World(WorldProblem.ALREADY_SET_UP)
    desk, name = filled("desk", desk, LONGEST_DESK), filled("name", name, LONGEST_NAME)
    sign_in_name = filled("sign_in_name", tidy_name(sign_in_name), LONGEST_NAME)
    if any(letter.isspace() for letter in sign_in_name):
        raise BadInput("sign_in_name", "has_space", sign_in_name)
    branch = _checked(branch)
    tx.session.execute(sa.insert(Revision), [{"area": area, "counter": 0} for area in Area])
    tx.session.add(
        Office(
            branch_code=branch.code,
            branch_name=branch.name,
            seat=branch.seat,
            address=branch.address,
            phone=branch.phone,
            unconfirmed=sorted(branch.unconfirmed),
            settings=msgspec.to_builtins(Settings(places=default_places())),
            **tx.stamp,
        )
    )
    tx.session.add(Desk(name=desk))
    supervisor = Staff(
        name=name,
        position=fitting("position", position, 40),
        sign_in_name=sign_in_name,
        role=Role.SUPERVISOR,
        phone=fitting("phone", phone, 40),
        **tx.stamp,
    )
    tx.session.add(supervisor)
    tx.session.add_all(
        Topic(group=group, name=topic, bring=bring, position=place, **tx.stamp)
        for place, (group, topic, bring) in enumerate(default_topics())
    )
    tx.session.flush()
    tx.log_change("office", None, f"set up for {branch.name}")
    tx.touch(*Area)
    return person_of(supervisor, tx.now)


@usecase(needs=SUPERVISORS)
def change_branch(tx: Tx, *, seen_version: int, branch: Branch) -> None:
    """Change the branch's name, address or telephone; what was changed counts as confirmed."""
    row = load_for_edit(tx, Office, _office_id(tx), seen_version)
    branch = _checked(branch)
    row.branch_name, row.seat = branch.name, branch.seat
    row.address, row.phone = branch.address, branch.phone
    row.unconfirmed = sorted(branch.unconfirmed)
    tx.log_change("office", row.id, "name, address or telephone changed")
    tx.touch(Area.OFFICE)


@usecase(needs=SUPERVISORS)
def change_settings(tx: Tx, *, seen_version: int, settings: Settings) -> None:
    """Change the branch's settings; `BadInput` names the first value out of its range."""
    row = load_for_edit(tx, Office, _office_id(tx), seen_version)
    before = msgspec.convert(row.settings, Settings)
    after = msgspec.to_builtins(check_settings(settings))
    changed = [key for key, value in msgspec.to_builtins(before).items() if after[key] != value]
    row.settings = after
    tx.session.flush()
    tx.log_change("settings", row.id, "changed: " + ", ".join(changed))
    tx.touch(Area.OFFICE, Area.CALENDAR)
    office = office_of(tx)
    recount_open(tx, office)
    plan_open_again(tx, office)


@usecase(reads=True)
def list_desks(tx: Tx) -> tuple[str, ...]:
    """Return the names of the reception desks known so far."""
    return tuple(tx.session.scalars(sa.select(Desk.name).order_by(Desk.id)))


@usecase()
def remember_desk(tx: Tx, *, name: str) -> None:
    """Make a desk's name known, so that other desks can be told apart from it."""
    name = filled("desk", name, LONGEST_DESK)
    if tx.insert_if_new(Desk, name=name):
        tx.touch(Area.OFFICE)


def _checked(branch: Branch) -> Branch:
    return replace(
        branch,
        name=filled("branch", branch.name, 80),
        seat=fitting("seat", branch.seat, 80),
        address=fitting("address", branch.address),
        phone=fitting("phone", branch.phone, 40),
    )


def _office_id(tx: Tx) -> int:
    office_id = tx.session.scalar(sa.select(Office.id).limit(1))
    if office_id is None:
        raise NotFound("Office")
    return office_id
