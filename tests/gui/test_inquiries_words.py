"""추석 2026 as the page says it: both dates of a letter of 18 September, the days between, and why."""

from datetime import date, time

from desk_app.core.clock import seoul_at
from desk_app.core.inquiries import Inquiry, Kind, dates_of, length_of
from desk_app.gui.inquiries.day_strip import DayStrip, days_of
from desk_app.gui.inquiries.words import due_words, left_words, skipped_words, why_words
from desk_app.usecases.reference import read_reference
from tests.builders import Office
from tests.questions import at

FRIDAY = date(2026, 9, 18)


def test_the_days_of_chuseok_are_named_one_by_one(office: Office, dressed: object) -> None:
    view = office.desk.run(read_reference).value.office
    arrived = seoul_at(FRIDAY, time(10))
    dates = dates_of(Inquiry(arrived, length_of(Kind.QUESTION_SYSTEM)), view.calendar, view.settings)
    assert due_words(dates.safe_reply, FRIDAY) == "09.28 (월)"
    assert due_words(dates.limit, FRIDAY) == "09.30 (수)"
    said = why_words(dates.limit, FRIDAY)
    assert "도착한 날부터 업무일만 셉니다." in said
    assert "센 날: 7일, 09.18 (금)부터 09.30 (수)까지" in said
    assert "추석" in said
    assert "추석" in skipped_words(dates, FRIDAY)
    safe = why_words(dates.safe_reply, FRIDAY)
    assert "센 날: 7일, 09.19 (토)부터 09.25 (금)까지" in safe
    assert "기한이 끝날 수 없는 날: 09.25 (금) 추석, 09.26 (토)" in safe
    assert "세지 않은 날" not in safe, "추석 counts as the seventh day; the period only cannot end on it"


def test_the_strip_shows_every_day_once_on_as_many_rows_as_it_needs(office: Office, dressed: object) -> None:
    view = office.desk.run(read_reference).value.office
    inquiry = Inquiry(seoul_at(FRIDAY, time(10)), length_of(Kind.QUESTION_LAW))
    dates = dates_of(inquiry, view.calendar, view.settings)
    days = days_of(FRIDAY, dates.safe_reply, dates.limit, date(2026, 9, 21))
    assert [day.on for day in days if day.is_today] == [date(2026, 9, 21)]
    assert sum(day.is_safe for day in days) == sum(day.is_limit for day in days) == 1
    strip = DayStrip()
    strip.set_days(days)
    assert strip.heightForWidth(340) > strip.heightForWidth(1200)


def test_what_is_left_is_counted_in_days(dressed: object) -> None:
    now = at(11, 24, 14, 6)
    said = [left_words(at(11, day, 0), now) for day in (24, 25, 26, 28)]
    assert said == [("1일 지남", "danger"), ("오늘", "warning"), ("내일", "warning"), ("3일", "primary")]
    assert left_words(at(11, 24, 12), now) == ("2시간 6분 지남", "danger"), "what is answered at once"
