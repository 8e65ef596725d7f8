"""What is done about topics (업무분류): list them, add, change, retire, say who is in charge."""

import sqlalchemy as sa

from db.models import Duty, Staff, Topic
from db.transactions import Tx
from desk_app.core import office
from desk_app.core.areas import Area
from desk_app.core.errors import BadInput, NotFound
from desk_app.core.staff import SUPERVISORS
from desk_app.core.texts import filled, fitting
from desk_app.usecases.executor import usecase
from desk_app.usecases.versions import load_for_edit

LONGEST_VISIT = 480  # minutes


def topic_of(row: Topic, also: tuple[int, ...] = ()) -> office.Topic:
    """Return the frozen value of a topic row, with who else does its work."""
    return office.Topic(
        row.id,
        row.group,
        row.name,
        row.assignee_id,
        retired=row.retired_at is not None,
        version=row.version,
        bring=row.bring,
        visit_for=row.visit_for,
        also=also,
    )


@usecase(reads=True)
def list_topics(tx: Tx) -> tuple[office.Topic, ...]:
    """Return the topics in use, in their order."""
    rows = tx.session.scalars(
        sa.select(Topic).where(Topic.retired_at.is_(None)).order_by(Topic.position, Topic.id)
    )
    also: dict[int, tuple[int, ...]] = {}
    for duty in tx.session.execute(sa.select(Duty.topic_id, Duty.staff_id).order_by(Duty.id)):
        also[duty.topic_id] = (*also.get(duty.topic_id, ()), duty.staff_id)
    return tuple(topic_of(row, also.get(row.id, ())) for row in rows)


@usecase(needs=SUPERVISORS)
def add_topic(
    tx: Tx,
    *,
    group: str,
    name: str,
    assignee_id: int | None = None,
    bring: str = "",
    visit_for: int = 30,
) -> office.Topic:
    """Add a topic at the end of its group; `set_duties` says who else does its work."""
    group, name = _checked(tx, group, name, assignee_id, None)
    last = tx.session.scalar(sa.select(sa.func.max(Topic.position)).where(Topic.group == group))
    if last is None:
        last = tx.session.scalar(sa.select(sa.func.max(Topic.position)))
    row = Topic(
        group=group,
        name=name,
        position=last or 0,
        assignee_id=assignee_id,
        bring=fitting("bring", bring),
        visit_for=_length(visit_for),
        **tx.stamp,
    )
    tx.session.add(row)
    tx.session.flush()
    tx.log_change("topic", row.id, f"added {row.group} / {row.name}")
    tx.touch(Area.TOPICS)
    return topic_of(row)


@usecase(needs=SUPERVISORS)
def change_topic(
    tx: Tx,
    *,
    topic_id: int,
    seen_version: int,
    group: str,
    name: str,
    assignee_id: int | None,
    bring: str | None = None,
    visit_for: int | None = None,
) -> office.Topic:
    """Change a topic's group, name, person in charge or what belongs to its visits; `None` leaves it."""
    row = load_for_edit(tx, Topic, topic_id, seen_version)
    row.group, row.name = _checked(tx, group, name, assignee_id, topic_id)
    row.assignee_id = assignee_id
    row.bring = row.bring if bring is None else fitting("bring", bring)
    row.visit_for = row.visit_for if visit_for is None else _length(visit_for)
    tx.session.execute(sa.delete(Duty).where(Duty.topic_id == topic_id, Duty.staff_id == assignee_id))
    tx.log_change("topic", row.id, f"changed {row.group} / {row.name}")
    tx.touch(Area.TOPICS)
    also = tx.session.scalars(sa.select(Duty.staff_id).where(Duty.topic_id == topic_id).order_by(Duty.id))
    return topic_of(row, tuple(also))


@usecase(needs=SUPERVISORS)
def retire_topic(tx: Tx, *, topic_id: int, seen_version: int) -> None:
    """Take a topic out of use; earlier contacts keep it."""
    row = load_for_edit(tx, Topic, topic_id, seen_version)
    row.retired_at = tx.now
    tx.log_change("topic", row.id, f"retired {row.group} / {row.name}")
    tx.touch(Area.TOPICS)


def _length(minutes: int) -> int:
    if not 5 <= minutes <= LONGEST_VISIT:
        raise BadInput("visit_for", "out_of_range", f"5–{LONGEST_VISIT}")
    return minutes


def _checked(tx: Tx, group: str, name: str, assignee_id: int | None, own_id: int | None) -> tuple[str, str]:
    group, name = filled("group", group, 40), filled("name", name, 80)
    same = tx.session.scalar(
        sa.select(Topic.id).where(Topic.group == group, Topic.name == name, Topic.retired_at.is_(None))
    )
    if same is not None and same != own_id:
        raise BadInput("name", "taken", name)
    if assignee_id is not None:
        person = tx.session.get(Staff, assignee_id)
        if person is None or person.retired_at is not None:
            raise NotFound("Staff")
    return group, name
