"""A due time typed while listening becomes the instant that was meant, or a question, never a guess."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.clock import SEOUL, seoul, seoul_at
from desk_app.core.due_phrases import DayMarks, parse_arrival, parse_due
from desk_app.core.errors import BadInput
from desk_app.core.spoken import say_when, short_when

NOW = datetime(2026, 11, 24, 14, 6, 42, tzinfo=SEOUL)  # a Tuesday afternoon


def heard(text: str, now: datetime = NOW) -> str:
    """The instant understood, as Seoul's calendar and clock show it."""
    return f"{seoul(parse_due(text, now)):%Y-%m-%d %H:%M:%S}".removeprefix("2026-").removesuffix(":00")


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        # from now on
        ("30분 뒤", "11-24 14:36"),
        ("삼십 분 후에", "11-24 14:36"),
        ("90분 뒤까지", "11-24 15:36"),
        ("1시간 후", "11-24 15:06"),
        ("한 시간 뒤", "11-24 15:06"),
        ("한시간반 뒤", "11-24 15:36"),
        ("두 시간 20분 있다가", "11-24 16:26"),
        ("반 시간 뒤", "11-24 14:36"),
        ("1시간 안에", "11-24 15:06"),
        ("1시간 이내로", "11-24 15:06"),
        ("열두 시간 뒤", "11-25 02:06"),
        # today
        ("5시", "11-24 17:00"),
        ("5시까지", "11-24 17:00"),
        ("5시 전까지", "11-24 17:00"),
        ("17:30", "11-24 17:30"),
        ("5:30", "11-24 17:30"),
        ("오늘 17시", "11-24 17:00"),
        ("오후 다섯 시", "11-24 17:00"),
        ("오후다섯시반쯤", "11-24 17:30"),
        ("오늘 저녁 7시", "11-24 19:00"),
        ("밤 9시", "11-24 21:00"),
        ("5:30 pm", "11-24 17:30"),
        ("퇴근 전", "11-24 18:00"),
        ("오늘 중으로", "11-24 18:00"),
        ("오늘까지", "11-24 18:00"),
        ("업무 종료 전까지", "11-24 18:00"),
        ("이따 5시 정각", "11-24 17:00"),
        # another day
        ("낼 10시요", "11-25 10:00"),
        ("내일 오전 10시", "11-25 10:00"),
        ("내일오전10시", "11-25 10:00"),
        ("　내일　１０시　", "11-25 10:00"),
        ("10시 내일", "11-25 10:00"),
        ("내일 낮 12시", "11-25 12:00"),
        ("내일 12시", "11-25 12:00"),
        ("내일 정오까지", "11-25 12:00"),
        ("내일 점심 전", "11-25 12:00"),
        ("내일 점심시간 후", "11-25 13:00"),
        ("내일 점심 1시", "11-25 13:00"),
        ("내일 오전 중", "11-25 12:00"),
        ("내일 오후까지", "11-25 18:00"),
        ("내일까지", "11-25 18:00"),
        ("내일 8시", "11-25 08:00"),
        ("내일 아침 7시", "11-25 07:00"),
        ("내일 새벽 2시", "11-25 02:00"),
        ("내일 05:30", "11-25 05:30"),
        ("내일 오전 0시 30분", "11-25 00:30"),
        ("내일 오후 0시 30분", "11-25 12:30"),
        ("모레 10시", "11-26 10:00"),
        ("내일 모레 10시", "11-26 10:00"),
        ("글피 3시", "11-27 15:00"),
        ("3일 뒤 10시", "11-27 10:00"),
        ("사흘 뒤 10시", "11-27 10:00"),
        ("일주일 뒤 10시", "12-01 10:00"),
        ("2주 후 오전 9시 30분", "12-08 09:30"),
        # weekdays
        ("금요일 3시", "11-27 15:00"),
        ("월요일 3시", "11-30 15:00"),
        ("화요일 3시", "11-24 15:00"),
        ("이번 주 금요일 11시", "11-27 11:00"),
        ("이번 금요일 11시", "11-27 11:00"),
        ("금주 금요일까지", "11-27 18:00"),
        ("다음 주 월요일 오후 2시 반", "11-30 14:30"),
        ("다음주 월 14:30", "11-30 14:30"),
        ("다다음 주 화요일 열한 시", "12-08 11:00"),
        ("수 18:00", "11-25 18:00"),
        ("담주 월욜 10시", "11-30 10:00"),
        # dates
        ("11월 27일 3시", "11-27 15:00"),
        ("11월27일(금) 3시", "11-27 15:00"),
        ("금요일(11/27) 3시", "11-27 15:00"),
        ("11/27 15:00", "11-27 15:00"),
        ("11.27 15:00", "11-27 15:00"),
        ("11.27. 15:00", "11-27 15:00"),
        ("11-27 15:00", "11-27 15:00"),
        ("27일 3시", "11-27 15:00"),
        ("2026-12-01 09:00", "12-01 09:00"),
        ("2027년 1월 4일 10시", "2027-01-04 10:00"),
        ("1월 4일 10시", "2027-01-04 10:00"),
        ("다음 달 3일 10시", "12-03 10:00"),
    ],
)
def test_what_staff_type_is_understood(typed: str, due: str) -> None:
    assert heard(typed) == due


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "missing"),
        ("   ", "missing"),
        ("나중에", "not_understood"),
        ("곧", "not_understood"),
        ("까지", "not_understood"),
        ("30분", "not_understood"),
        ("다음 주", "not_understood"),
        ("내일 5시 6시", "not_understood"),
        ("내일 모레 글피 3시", "not_understood"),
        ("월요일 화요일 3시", "not_understood"),
        ("내일 30분 뒤", "not_understood"),
        ("오전 퇴근 전", "not_understood"),
        ("3-4시", "not_understood"),
        ("11/2715:00", "not_understood"),
        ("5시 이후", "not_understood"),
        ("내일 " * 30, "not_understood"),
        ("내일", "no_time"),
        ("내일 오전", "no_time"),
        ("금요일", "no_time"),
        ("11월 27일", "no_time"),
        ("내일 저녁까지", "no_time"),
        ("내일 7시", "morning_or_evening"),
        ("내일 25시", "no_such_time"),
        ("내일 3시 75분", "no_such_time"),
        ("내일 오전 15시", "no_such_time"),
        ("내일 밤 12시", "no_such_time"),
        ("11월 31일 3시", "no_such_date"),
        ("13/1 3시", "no_such_date"),
        ("0000-01-01 3시", "no_such_date"),
        ("11월 27일 목요일 3시", "weekday_differs"),
        ("2시", "in_the_past"),
        ("9시", "in_the_past"),
        ("오전 10시", "in_the_past"),
        ("화요일 10시", "in_the_past"),
        ("이번 주 월요일 3시", "in_the_past"),
        ("어제 3시", "in_the_past"),
        ("11월 20일 3시", "in_the_past"),
        ("0001-01-01 00:00", "in_the_past"),
        ("0분 뒤", "in_the_past"),
        ("2028-01-01 10:00", "too_far"),
        ("9999-12-31 23:59", "too_far"),
        ("999일 뒤 10시", "too_far"),
    ],
)
def test_what_is_unclear_is_asked_and_never_guessed(typed: str, problem: str) -> None:
    with pytest.raises(BadInput) as unclear:
        parse_due(typed, NOW)
    assert unclear.value == BadInput("due", problem, typed)


def test_an_hour_that_has_just_passed_does_not_become_tomorrow() -> None:
    at_four = NOW.replace(hour=16, minute=0, second=0)
    with pytest.raises(BadInput, match="in_the_past"):
        parse_due("4시", at_four)
    assert heard("내일 4시", at_four) == "11-25 16:00"


def test_the_last_day_of_the_calendar_is_no_accident() -> None:
    with pytest.raises(BadInput, match="too_far"):
        parse_due("3일 뒤 10시", datetime(9999, 12, 30, 1, tzinfo=UTC))


def test_a_leap_day_is_found_in_the_year_that_has_it() -> None:
    assert heard("2월 29일 10시", datetime(2027, 12, 1, 1, tzinfo=UTC)) == "2028-02-29 10:00"


def test_the_branchs_own_hours_decide_lunch_and_closing() -> None:
    marks = DayMarks(lunch_from=time(11, 30), lunch_until=time(12, 30), closing=time(17, 30))
    assert parse_due("퇴근 전", NOW, marks) == NOW.replace(hour=17, minute=30, second=0)
    assert parse_due("내일 점심 뒤", NOW, marks) == datetime(2026, 11, 25, 12, 30, tzinfo=SEOUL)


def test_the_instant_is_kept_in_utc() -> None:
    assert parse_due("5시", NOW).tzinfo is UTC


EPOCH = datetime(2024, 1, 1, tzinfo=SEOUL)
instants = st.timedeltas(timedelta(0), timedelta(days=2900)).map(lambda length: EPOCH + length)


@given(instants, st.timedeltas(timedelta(minutes=1), timedelta(days=365)))
def test_what_is_read_back_is_what_was_meant(now: datetime, later: timedelta) -> None:
    due = (now + later).replace(second=0, microsecond=0)
    assert parse_due(say_when(due, now), now) == due
    assert parse_due(short_when(due, now), now) == due


@given(instants, st.integers(1, 999))
def test_so_many_minutes_from_now_is_never_later_than_said(now: datetime, minutes: int) -> None:
    due = parse_due(f"{minutes}분 뒤", now)
    assert now < due <= now + timedelta(minutes=minutes)


words = st.from_regex(
    "오늘|내일|모레|이번|다음|[주달월일시분반뒤중밤전까지에]|안에|[화금]요일|오전|오후|점심|[:/.]|3|10|27",
    fullmatch=True,
)
phrases = st.lists(words, max_size=8).map(" ".join)


@given(st.one_of(st.text(), phrases, phrases.map(lambda text: text.replace(" ", ""))), instants)
def test_any_text_is_an_instant_ahead_or_a_question(text: str, now: datetime) -> None:
    try:
        due = parse_due(text, now)
    except BadInput:
        return
    assert now < due <= now + timedelta(days=366)
    assert (due.second, due.microsecond) == (0, 0)


# -- when something arrived ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "arrived"),
    [
        ("방금", "2026-11-24 14:06"),
        ("오늘 9시 20분", "2026-11-24 09:20"),
        ("어제 오후 3시", "2026-11-23 15:00"),
        ("그저께 10:00", "2026-11-22 10:00"),
        ("11/18 09:20", "2026-11-18 09:20"),
        ("11.18 (수) 09:20", "2026-11-18 09:20"),
        ("금요일 10시", "2026-11-20 10:00"),
        ("2025-12-31 10:00", "2025-12-31 10:00"),
    ],
)
def test_an_arrival_is_read_backwards(typed: str, arrived: str) -> None:
    now = seoul_at(date(2026, 11, 24), time(14, 6))
    assert f"{seoul(parse_arrival(typed, now)):%Y-%m-%d %H:%M}" == arrived


def test_a_date_of_december_typed_in_january_is_last_years() -> None:
    now = seoul_at(date(2027, 1, 4), time(9))
    assert seoul(parse_arrival("12/31 16:00", now)).date() == date(2026, 12, 31)


@pytest.mark.parametrize(
    ("typed", "problem"),
    [
        ("", "missing"),
        ("내일 9시", "in_the_future"),
        ("오늘 18시", "in_the_future"),
        ("12/28 10시", "in_the_future"),
        ("어제", "no_time"),
        ("30분 뒤", "not_understood"),
        ("언젠가", "not_understood"),
        ("13/45 10:00", "no_such_date"),
    ],
)
def test_what_is_no_arrival_is_refused_at_its_field(typed: str, problem: str) -> None:
    now = seoul_at(date(2026, 11, 24), time(14, 6))
    with pytest.raises(BadInput) as refused:
        parse_arrival(typed, now)
    assert (refused.value.field, refused.value.problem, refused.value.value) == (
        "arrived_at",
        problem,
        typed,
    )
