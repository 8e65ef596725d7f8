"""Deputies and duties through the doorway: set by supervisors, seen by everybody, on the board at once."""

from datetime import timedelta

import pytest

from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.deputies import Cover, NoDeputy
from desk_app.core.errors import BadInput, NotAllowed, NotFound
from desk_app.core.staff import PresenceState
from desk_app.usecases.absences import plan_absence
from desk_app.usecases.alerts import due_alerts
from desk_app.usecases.board import Whose, list_board, open_promise
from desk_app.usecases.changes import list_changes
from desk_app.usecases.deputies import Covers, covers_of, set_deputies, set_duties
from desk_app.usecases.executor import usecase
from desk_app.usecases.reference import read_reference
from desk_app.usecases.staff import list_staff, retire_staff, set_presence
from desk_app.usecases.topics import change_topic, list_topics
from tests.builders import Office
from tests.gui.board_seat import statements


@usecase(reads=True)
def read_covers(tx: Tx) -> Covers:
    return covers_of(tx)


def name(office: Office, staff: str, *deputies: str, topic: str | None = None) -> None:
    """Name who acts for `staff`, in this order."""
    done = office.boss.run(
        set_deputies,
        staff_id=office.people[staff].id,
        topic_id=office.topics[topic].id if topic else None,
        deputies=[office.people[each].id for each in deputies],
    )
    assert Area.STAFF in done.changed


def away(office: Office, *names: str) -> None:
    for each in names:
        office.desk.run(set_presence, staff_id=office.people[each].id, state=PresenceState.OUT)


def acts(office: Office, staff: str, topic: str | None = None) -> str:
    covers = office.desk.run(read_covers).value
    found = covers.of(office.people[staff].id, office.topics[topic].id if topic else None)
    return found.name if found else ""


def promises_of(office: Office, who: str, whose: Whose = Whose.MINE) -> list[tuple[str, str]]:
    rows = office.at(who).run(list_board, whose=whose).value.rows
    return [(row.owner, row.deputy) for row in rows]


def owed_by(office: Office, staff: str, topic: str | None = None) -> int:
    topic_id = office.topics[topic].id if topic else None
    return office.promise(assignee_id=office.people[staff].id, topic_id=topic_id)


def test_the_first_deputy_present_acts_while_somebody_is_away_and_no_longer(office: Office) -> None:
    name(office, "이수민", "정다은", "최민호")
    assert acts(office, "이수민") == ""
    away(office, "이수민")
    assert acts(office, "이수민") == "정다은"
    away(office, "정다은")
    assert acts(office, "이수민") == "최민호"
    busy = office.people["이수민"].id
    office.desk.run(set_presence, staff_id=busy, state=PresenceState.BUSY)
    assert acts(office, "이수민") == "", "whoever talks to a customer is not away"


def test_a_topic_may_have_deputies_of_its_own(office: Office) -> None:
    name(office, "이수민", "정다은")
    name(office, "이수민", "최민호", topic="직업훈련")
    away(office, "이수민")
    assert acts(office, "이수민", "직업훈련") == "최민호"
    assert acts(office, "이수민", "창업지원") == "정다은"
    name(office, "이수민", topic="직업훈련")
    assert acts(office, "이수민", "직업훈련") == "정다은", "taken back"


def test_without_a_chain_the_supervisor_acts_and_it_says_why(office: Office) -> None:
    away(office, "이수민")
    covers = office.desk.run(read_covers).value
    boss = office.people["한지부"].id
    assert covers.cover(office.people["이수민"].id, None) == Cover(boss, True, NoDeputy.NO_CHAIN)
    assert covers.away == {office.people["이수민"].id}
    promised = owed_by(office, "이수민")
    (row,) = office.desk.run(list_board).value.rows
    detail = office.desk.run(open_promise, promise_id=promised).value
    assert (row.deputy, row.no_deputy) == ("한지부 지부장", NoDeputy.NO_CHAIN)
    assert (detail.deputy, detail.no_deputy) == ("한지부 지부장", NoDeputy.NO_CHAIN)
    office.clock.advance(timedelta(minutes=51))
    (alert,) = office.at("한지부").run(due_alerts).value
    assert (alert.mine, alert.no_deputy) == (True, NoDeputy.NO_CHAIN)
    name(office, "이수민", "정다은")
    (row,) = office.desk.run(list_board).value.rows
    assert (row.deputy, row.no_deputy) == ("정다은 주임", None)


def test_a_planned_absence_brings_the_deputy_in_by_itself(office: Office) -> None:
    name(office, "이수민", "정다은")
    starts_at = office.now + timedelta(hours=1)
    office.desk.run(
        plan_absence,
        staff_id=office.people["이수민"].id,
        state=PresenceState.LEAVE,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
    )
    seen = []
    for hours in (0, 1, 2):
        office.clock.set(starts_at + timedelta(hours=hours - 1))
        seen.append(acts(office, "이수민"))
    assert seen == ["", "정다은", ""]


def test_the_board_names_the_deputy_beside_the_owner_and_is_the_deputys_too(office: Office) -> None:
    name(office, "이수민", "정다은")
    name(office, "이수민", "최민호", topic="직업훈련")
    promised = owed_by(office, "이수민", "창업지원")
    owed_by(office, "이수민", "직업훈련")
    owed_by(office, "최민호")
    assert promises_of(office, "정다은") == []
    away(office, "이수민")
    assert promises_of(office, "정다은") == [("이수민 대리", "정다은 주임")]
    assert promises_of(office, "최민호") == [("이수민 대리", "최민호 과장"), ("최민호 과장", "")]
    assert len(promises_of(office, "이수민")) == 2
    assert len(promises_of(office, "정다은", Whose.BRANCH)) == 3
    assert office.desk.run(open_promise, promise_id=promised).value.deputy == "정다은 주임"
    away(office, "정다은", "최민호")
    assert [deputy for _, deputy in promises_of(office, "한지부")] == ["한지부 지부장"] * 3


def test_a_topic_alone_may_fall_to_somebody_and_what_has_no_topic_never_does(office: Office) -> None:
    name(office, "이수민", "정다은", topic="직업훈련")
    owed_by(office, "이수민", "직업훈련")
    owed_by(office, "이수민")
    owed_by(office, "이수민", "창업지원")
    away(office, "이수민")
    assert promises_of(office, "정다은") == [("이수민 대리", "정다은 주임")]
    assert len(promises_of(office, "한지부")) == 2


def test_the_board_costs_the_same_whoever_is_away(office: Office) -> None:
    for _ in range(3):
        owed_by(office, "이수민", "직업훈련")
    with statements(office) as before:
        office.desk.run(list_board, whose=Whose.MINE)
    name(office, "이수민", "정다은", "최민호")
    name(office, "최민호", "정다은", topic="직업훈련")
    away(office, "이수민", "최민호")
    with statements(office) as after:
        office.at("정다은").run(list_board, whose=Whose.MINE)
    assert len(after) == len(before)


def test_nobody_acts_for_themself_or_twice_and_only_supervisors_say_who(office: Office) -> None:
    sumin, daeun = office.people["이수민"].id, office.people["정다은"].id
    for deputies, problem in (([sumin], "same_person"), ([daeun, daeun], "twice")):
        with pytest.raises(BadInput, match=problem):
            office.boss.run(set_deputies, staff_id=sumin, topic_id=None, deputies=deputies)
    with pytest.raises(NotFound):
        office.boss.run(set_deputies, staff_id=sumin, topic_id=None, deputies=[999])
    with pytest.raises(NotFound):
        office.boss.run(set_deputies, staff_id=sumin, topic_id=999, deputies=[daeun])
    for use in (set_deputies, set_duties):
        assert len(use.needs) == 1
    with pytest.raises(NotAllowed):
        office.desk.run(set_deputies, staff_id=sumin, topic_id=None, deputies=[daeun])
    name(office, "이수민", "정다은")
    assert office.boss.run(list_changes).value[0].what == "deputies of 이수민 대리: 정다은 주임"


def test_whoever_leaves_acts_for_nobody_and_does_no_topics_work(office: Office) -> None:
    name(office, "이수민", "정다은", "최민호")
    name(office, "정다은", "이수민")
    topic, daeun = office.topics["직업훈련"], office.people["정다은"]
    office.boss.run(set_duties, topic_id=topic.id, staff_ids=[daeun.id])
    office.boss.run(retire_staff, staff_id=daeun.id, seen_version=daeun.version, shut_out=lambda _name: None)
    reference = office.desk.run(read_reference).value
    assert list(reference.chains.places.values()) == [(office.people["최민호"].id,)]
    assert not any(each.also for each in reference.topics)
    assert daeun.id not in {person.id for person in office.desk.run(list_staff).value}


def test_others_may_do_a_topics_work_beside_whoever_is_in_charge(office: Office) -> None:
    topic, daeun, minho = office.topics["직업훈련"], office.people["정다은"], office.people["최민호"]

    def also() -> tuple[int, ...]:
        return next(each for each in office.desk.run(list_topics).value if each.id == topic.id).also

    assert topic.assignee_id is not None
    done = office.boss.run(set_duties, topic_id=topic.id, staff_ids=[minho.id, topic.assignee_id, daeun.id])
    assert {Area.STAFF, Area.TOPICS} <= done.changed
    assert also() == (minho.id, daeun.id)
    changed = office.boss.run(
        change_topic,
        topic_id=topic.id,
        seen_version=topic.version,
        group=topic.group,
        name=topic.name,
        assignee_id=daeun.id,
        bring="신분증, 이력서",
        visit_for=60,
    ).value
    assert (changed.also, changed.bring, changed.visit_for) == ((minho.id,), "신분증, 이력서", 60)
    assert also() == (minho.id,)
    with pytest.raises(BadInput, match="out_of_range"):
        office.boss.run(
            change_topic,
            topic_id=topic.id,
            seen_version=changed.version,
            group=topic.group,
            name=topic.name,
            assignee_id=None,
            visit_for=0,
        )
