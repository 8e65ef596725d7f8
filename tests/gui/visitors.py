"""Visits agreed beforehand in tests: who comes to 정다은, and where she is."""

from datetime import date, datetime, time

from desk_app.core.appointments import Reach, VisitReason
from desk_app.core.areas import Area
from desk_app.core.clock import seoul_at
from desk_app.core.staff import PresenceState
from desk_app.gui.shift import Shift
from desk_app.usecases.appointments import (
    AppointmentDetail,
    NewAppointment,
    book_appointment,
    open_appointment,
)
from desk_app.usecases.deputies import set_deputies
from desk_app.usecases.staff import set_presence
from tests.builders import Office

TODAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 25)
FOUR = seoul_at(TOMORROW, time(16))


def agree(office: Office, at: datetime, name: str = "강지훈", **fields: object) -> AppointmentDetail:
    """Book a visit to 정다은 about 심리상담, as the desk does."""
    given: dict[str, object] = {
        "staff_id": office.people["정다은"].id,
        "starts_at": at,
        "minutes": 30,
        "topic_id": office.topics["심리상담"].id,
        "matter": "상담을 이어 받기로 함",
        "place": "1층 상담실",
        "bring": "",
        "why_visit": VisitReason.TALK,
        "reach": Reach.CALL,
        "customer_name": name,
        "phone": "010-2481-7736",
    }
    new = NewAppointment(**{**given, **fields})  # type: ignore[arg-type]
    return office.desk.run(book_appointment, new=new).value


def now(office: Office, appointment: AppointmentDetail) -> AppointmentDetail:
    return office.desk.run(open_appointment, appointment_id=appointment.id).value


def set_away(office: Office, shift: Shift, state: PresenceState, back_at: datetime | None = None) -> None:
    """Let 정다은 be away, 이수민 act for her, and the desk hear of it."""
    staff_id = office.people["정다은"].id
    office.boss.run(set_deputies, staff_id=staff_id, topic_id=None, deputies=(office.people["이수민"].id,))
    office.desk.run(set_presence, staff_id=staff_id, state=state, back_at=back_at)
    shift.changed.emit(frozenset({Area.STAFF}))
    shift.runner.settle()
