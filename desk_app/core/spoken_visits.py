"""What the verbs of appointments note down in Korean, in the records that staff read."""

from datetime import datetime

from desk_app.core.clock import seoul
from desk_app.core.spoken import WEEKDAYS, say_time

CAME = "고객이 방문하심"
NOT_COME = "약속한 시각이 지남"
NO_DAY_LEFT = "새 약속까지 미리 안내할 근무일이 없음"
NOT_WISHED = "미리 연락하지 않기로 함"
TAKEN_BACK = "‘오지 않음’ 기록을 되돌림"


def visit_note(starts_at: datetime, place: str = "", *, by_text: bool = False) -> str:
    """Return '11월 27일 금요일 오후 4시 · 1층 상담실 · 문자로': the visit that a promise is about."""
    there = seoul(starts_at)
    when = f"{there.month}월 {there.day}일 {WEEKDAYS[there.weekday()]}요일 {say_time(there.time())}"
    return " · ".join([when, *([place] if place else []), *(["문자로"] if by_text else [])])
