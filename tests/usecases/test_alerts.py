"""Alerts of promises and appointments together: who hears what, seen, put off, planned anew."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from db.models import Alert
from desk_app.core.errors import NotFound
from desk_app.core.holidays import DayChange
from desk_app.core.staff import PresenceState
from desk_app.usecases.alerts import DueAlert, acknowledge_alert, due_alerts, snooze_alert
from desk_app.usecases.appointments import open_appointment
from desk_app.usecases.days import change_day
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.office import change_settings, read_office
from desk_app.usecases.staff import set_presence
from desk_app.usecases.visits import arrive
from tests.bookings import FRIDAY, TODAY, at, book
from tests.builders import Office


def heard(office: Office, name: str = "김하늘") -> tuple[DueAlert, ...]:
    return office.at(name).run(due_alerts).value


def subjects(alerts: tuple[DueAlert, ...]) -> list[tuple[str, str]]:
    return [("visit" if each.appointment_id else "promise", each.level) for each in alerts]


def change(office: Office, **fields: Any) -> None:
    view = office.boss.run(read_office).value
    office.boss.run(change_settings, seen_version=view.version, settings=replace(view.settings, **fields))


def test_promises_and_visits_speak_in_one_order_and_who_has_come_first(office: Office) -> None:
    office.promise(timedelta(minutes=24))  # by 14:30
    first = book(office, starts_at=at(14, 35, TODAY), override="급함")
    office.clock.set(at(14, 27, TODAY))
    assert subjects(heard(office)) == [("promise", "before_10"), ("visit", "before_10")]
    office.desk.run(arrive, appointment_id=first.id, seen_version=first.version)
    assert subjects(heard(office)) == [("visit", "arrived"), ("promise", "before_10")]


def test_who_is_away_and_who_acts_for_them_both_hear_promises_and_visits(office: Office) -> None:
    sumin, daeun = office.people["이수민"].id, office.people["정다은"].id
    office.boss.run(set_deputies, staff_id=sumin, topic_id=None, deputies=[daeun])
    office.promise(timedelta(minutes=34), assignee_id=sumin)
    book(office, starts_at=at(14, 40, TODAY), override="급함")
    office.clock.set(at(14, 31, TODAY))
    both = [("promise", "before_10"), ("visit", "before_10")]
    assert subjects(heard(office, "이수민")) == both
    assert heard(office, "정다은") == ()
    office.desk.run(set_presence, staff_id=sumin, state=PresenceState.OUT, back_at=at(16, day=TODAY))
    assert subjects(heard(office, "정다은")) == subjects(heard(office, "이수민")) == both
    assert [(each.mine, each.deputy) for each in heard(office, "정다은")] == [(True, "정다은 주임")] * 2
    assert [each.mine for each in heard(office)] == [False, False], (
        "the reception hears, but it is not theirs"
    )
    assert heard(office, "최민호") == ()
    office.clock.set(at(16, 1, TODAY))
    assert [each.deputy_id for each in heard(office, "이수민")] == [None, None]
    assert [each.level for each in heard(office, "정다은")] == []


def test_an_alert_of_a_visit_is_seen_on_every_desk_and_later_ones_still_come(office: Office) -> None:
    detail = book(office, starts_at=at(16, day=TODAY))
    office.clock.set(at(15, 51, TODAY))
    (alert,) = heard(office)
    office.desk.run(acknowledge_alert, alert_id=alert.id)
    assert heard(office) == heard(office, "이수민") == ()
    with pytest.raises(NotFound):
        office.at("이수민").run(acknowledge_alert, alert_id=alert.id)
    office.clock.set(at(16, 15, TODAY))
    assert subjects(heard(office)) == [("visit", "late_15")]
    lines = office.desk.run(open_appointment, appointment_id=detail.id).value.history
    assert [(line.what, line.detail) for line in lines] == [("booked", ""), ("alert_seen", "before_10")]


def test_an_alert_of_a_visit_is_put_off(office: Office) -> None:
    book(office, starts_at=at(16, day=TODAY))
    office.clock.set(at(16, 15, TODAY))
    (alert,) = heard(office)
    again_at = office.desk.run(snooze_alert, alert_id=alert.id).value
    assert again_at == at(16, 25, TODAY)
    assert heard(office) == ()
    office.clock.set(again_at)
    assert subjects(heard(office)) == [("visit", "late_15")]


def test_changed_settings_plan_the_alerts_of_open_visits_anew(office: Office) -> None:
    detail = book(office)
    change(office, appointment_alerts=(30, 5), no_show_after=20)
    with office.engine.connect() as connection:
        waiting = connection.execute(
            sa.select(Alert.level, Alert.speaks_at).where(
                Alert.appointment_id == detail.id, Alert.closed_at.is_(None)
            )
        ).all()
    assert {(row.level, row.speaks_at) for row in waiting} == {
        ("before_30", at(15, 30)),
        ("before_5", at(15, 55)),
        ("late_20", at(16, 20)),
    }


def test_a_closure_lets_the_alerts_of_a_visit_speak_while_a_desk_is_open(office: Office) -> None:
    detail = book(office, starts_at=at(9))
    office.boss.run(change_day, on=FRIDAY, change=DayChange.CLOSURE, name="창립기념일")
    with office.engine.connect() as connection:
        before = connection.scalar(
            sa.select(Alert.speaks_at).where(
                Alert.appointment_id == detail.id, Alert.level == "before_10", Alert.closed_at.is_(None)
            )
        )
    assert before == at(17, 59, FRIDAY - timedelta(days=1))
