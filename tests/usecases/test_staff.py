"""Members of staff: added, changed, let go; at their place or away; on both engines."""

import pytest

from desk_app.core.errors import BadInput, Conflict, NotAllowed, NotFound
from desk_app.core.staff import Person, Role
from desk_app.usecases.changes import list_changes
from desk_app.usecases.staff import (
    add_staff,
    change_staff,
    list_staff,
    retire_staff,
    who_signs_in,
)
from desk_app.usecases.topics import add_topic, change_topic, list_topics, retire_topic
from tests.builders import Office


def add(office: Office, name: str = "오서윤", sign_in_name: str = "seoyun") -> Person:
    """Let the supervisor add somebody."""
    return office.boss.run(
        add_staff,
        name=name,
        position="주임",
        sign_in_name=sign_in_name,
        role=Role.HANDLER,
        admit=lambda _name: None,
    ).value


def retire(office: Office, person: Person) -> list[str]:
    """Let the supervisor let somebody go, and return whose key was taken."""
    locked_out: list[str] = []
    office.boss.run(retire_staff, staff_id=person.id, seen_version=person.version, shut_out=locked_out.append)
    return locked_out


def change(office: Office, person: Person, **other: object) -> Person:
    """Let the supervisor change somebody."""
    given: dict[str, object] = {
        "name": person.name,
        "position": person.position,
        "role": person.role,
        "phone": person.phone,
        "seen_version": person.version,
    }
    return office.boss.run(
        change_staff,
        staff_id=person.id,
        **{**given, **other},  # type: ignore[arg-type]
    ).value


def test_a_new_colleague_is_on_the_list_and_may_sign_in(office: Office) -> None:
    assert add(office).title == "오서윤 주임"
    assert "오서윤" in [person.name for person in office.desk.run(list_staff).value]
    assert office.desk.run(who_signs_in, sign_in_name=" SeoYun ").value.name == "오서윤"


@pytest.mark.parametrize(
    ("name", "sign_in_name", "field", "problem"),
    [
        (" ", "seoyun", "name", "missing"),
        ("오서윤", " ", "sign_in_name", "missing"),
        ("오서윤", "seo yun", "sign_in_name", "has_space"),
        ("오서윤", "HANEUL", "sign_in_name", "taken"),
    ],
)
def test_what_is_wrong_with_a_new_colleague_is_told_by_field(
    office: Office, name: str, sign_in_name: str, field: str, problem: str
) -> None:
    with pytest.raises(BadInput) as refusal:
        add(office, name, sign_in_name)
    assert (refusal.value.field, refusal.value.problem) == (field, problem)


def test_a_name_once_used_to_sign_in_is_never_given_again(office: Office) -> None:
    gone = add(office)
    retire(office, gone)
    with pytest.raises(BadInput, match="taken"):
        add(office, "다른 사람")


def test_only_supervisors_change_the_list(office: Office) -> None:
    haneul = office.people["김하늘"]
    with pytest.raises(NotAllowed):
        office.desk.run(
            change_staff,
            staff_id=haneul.id,
            seen_version=haneul.version,
            name="김하늘",
            position="지부장",
            role=Role.SUPERVISOR,
            phone="",
        )


def test_a_change_of_role_is_in_the_change_log_for_whoever_asks(office: Office) -> None:
    change(office, office.people["김하늘"], role=Role.HANDLER, phone="내선 12")
    lines = office.boss.run(list_changes, most=2).value
    assert {line.what for line in lines} == {
        "role receptionist -> handler",
        "name, position or telephone changed",
    }
    assert {(line.by, line.desk, line.at) for line in lines} == {("한지부 지부장", "1번 창구", office.now)}
    with pytest.raises(NotAllowed):
        office.desk.run(list_changes)


def test_the_change_log_is_read_page_by_page(office: Office) -> None:
    whole = office.boss.run(list_changes, most=1000).value
    first = office.boss.run(list_changes, most=5).value
    rest = office.boss.run(list_changes, before_id=first[-1].id, most=1000).value
    assert first + rest == whole
    assert len(whole) > 5


def test_a_stale_change_is_refused(office: Office) -> None:
    haneul = office.people["김하늘"]
    change(office, haneul, position="대리")
    with pytest.raises(Conflict):
        change(office, haneul, position="과장")


def test_one_supervisor_remains_whatever_is_tried(office: Office) -> None:
    boss = office.people["한지부"]
    with pytest.raises(BadInput, match="last_supervisor"):
        change(office, boss, role=Role.HANDLER)
    with pytest.raises(BadInput, match="last_supervisor"):
        retire(office, boss)
    change(office, office.people["최민호"], role=Role.SUPERVISOR)
    retire(office, boss)


def test_who_left_is_off_the_list_out_of_charge_and_cannot_sign_in(office: Office) -> None:
    sumin = office.people["이수민"]
    assert retire(office, sumin) == ["sumin"]
    assert sumin.id not in {person.id for person in office.desk.run(list_staff).value}
    assert sumin.id in {person.id for person in office.desk.run(list_staff, with_retired=True).value}
    assert sumin.id not in {topic.assignee_id for topic in office.desk.run(list_topics).value}
    with pytest.raises(NotFound):
        office.desk.run(who_signs_in, sign_in_name="sumin")


def test_a_topic_is_added_in_its_group_changed_and_retired(office: Office) -> None:
    added = office.boss.run(add_topic, group="취업지원", name="면접 의류").value
    names = [topic.name for topic in office.desk.run(list_topics).value if topic.group == "취업지원"]
    assert names[-1] == "면접 의류"
    changed = office.boss.run(
        change_topic,
        topic_id=added.id,
        seen_version=added.version,
        group="취업지원",
        name="면접 준비",
        assignee_id=office.people["이수민"].id,
    ).value
    office.boss.run(retire_topic, topic_id=added.id, seen_version=changed.version)
    assert added.id not in {topic.id for topic in office.desk.run(list_topics).value}
    again = office.boss.run(add_topic, group="취업지원", name="면접 준비").value
    assert again.id != added.id, "a retired name is free again"


def test_a_topic_is_given_to_nobody_who_left_and_not_named_twice(office: Office) -> None:
    sumin = office.people["이수민"]
    retire(office, sumin)
    with pytest.raises(NotFound):
        office.boss.run(add_topic, group="일반", name="견학", assignee_id=sumin.id)
    with pytest.raises(BadInput, match="taken"):
        office.boss.run(add_topic, group="취업지원", name="직업훈련")
    with pytest.raises(BadInput, match="missing"):
        office.boss.run(add_topic, group=" ", name="견학")
    with pytest.raises(NotAllowed):
        office.desk.run(add_topic, group="일반", name="견학")
