"""The `.ics` file, read back by two calendar libraries that share nothing."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar, Timezone

from desk_app.core.clock import SEOUL, seoul_at
from desk_app.core.visit_notices import VisitNotice, gives_away
from desk_app.usecases.calendar_files import calendar_file
from desk_app.usecases.notices import visit_wording

STARTS = seoul_at(date(2026, 11, 24), time(16)).astimezone(UTC)
NOW = datetime(2026, 11, 20, 5, tzinfo=UTC)
NOTICE = VisitNotice(
    STARTS,
    STARTS + timedelta(minutes=30),
    "정다은 주임",
    "031-828-7004",
    "경기북부지부",
    place="1층 상담실",
    bring="신분증, 통장 사본; 도장",
    customer="강지훈",
    uid="5b0c9e1e-visit",
)
MOVED = replace(
    NOTICE, starts_at=STARTS + timedelta(days=1), ends_at=STARTS + timedelta(days=1, hours=1), sequence=1
)
CANCELLED = replace(MOVED, sequence=2, cancelled=True)
HOSTILE = '상담실\r\nATTENDEE:mailto:x@example.org\r\nEND:VEVENT\n;X="a":b,\\n c'
PROPERTIES = {
    *("UID", "SEQUENCE", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "STATUS", "CLASS", "ORGANIZER"),
    *("LOCATION", "DESCRIPTION"),
}


def lines_of(content: bytes) -> list[str]:
    """Return the unfolded lines (RFC 5545 3.1)."""
    return content.decode().replace("\r\n ", "").split("\r\n")


@pytest.mark.parametrize(
    ("notice", "method", "status"),
    [(NOTICE, "PUBLISH", "CONFIRMED"), (MOVED, "PUBLISH", "CONFIRMED"), (CANCELLED, "CANCEL", "CANCELLED")],
)
def test_two_readers_find_the_visit_its_change_and_its_end(
    notice: VisitNotice, method: str, status: str
) -> None:
    content = calendar_file(notice, NOW)

    calendar = Calendar.from_ical(content)
    (event,) = calendar.walk("VEVENT")
    assert (str(calendar["METHOD"]), str(event["STATUS"])) == (method, status)
    assert (str(event["UID"]), event["SEQUENCE"]) == ("5b0c9e1e-visit", notice.sequence)
    assert event.errors == []
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (notice.starts_at, notice.ends_at)
    assert event["DTSTART"].params["TZID"] == "Asia/Seoul"
    assert event.decoded("DTSTAMP") == NOW

    other = vobject.readOne(content.decode())
    assert (other.method.value, other.vevent.status.value) == (method, status)
    assert (other.vevent.uid.value, int(other.vevent.sequence.value)) == ("5b0c9e1e-visit", notice.sequence)
    assert (other.vevent.dtstart.value, other.vevent.dtend.value) == (notice.starts_at, notice.ends_at)
    assert other.vevent.summary.value == "방문 약속"


def test_an_update_and_a_cancellation_supersede_the_first_file() -> None:
    """What a calendar program does: the same UID, and the highest SEQUENCE wins (RFC 5546 2.1.4)."""
    kept: dict[str, tuple[int, str]] = {}
    for notice in (NOTICE, MOVED, CANCELLED):
        (event,) = Calendar.from_ical(calendar_file(notice, NOW)).walk("VEVENT")
        uid, sequence = str(event["UID"]), int(str(event["SEQUENCE"]))
        assert sequence > kept.get(uid, (-1, ""))[0]
        kept[uid] = sequence, str(event["STATUS"])
    assert kept == {"5b0c9e1e-visit": (2, "CANCELLED")}


def test_the_zone_comes_along_for_programs_that_know_none() -> None:
    content = calendar_file(NOTICE, NOW)
    (zone,) = Calendar.from_ical(content).walk("VTIMEZONE")
    assert isinstance(zone, Timezone)
    offset = zone.to_tz().utcoffset(datetime(2026, 7, 1))  # noqa: DTZ001 - asked on the zone's own clock
    assert offset == datetime(2026, 7, 1, tzinfo=SEOUL).utcoffset()
    assert "DTSTART;TZID=Asia/Seoul:20261124T160000" in lines_of(content)


def test_lines_end_and_fold_as_the_standard_says() -> None:
    content = calendar_file(replace(NOTICE, place="아주 긴 상담실 이름 " * 7), NOW)
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 75
    assert all(line.decode() for line in content.split(b"\r\n")[:-1])  # no syllable is cut in two
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event["LOCATION"]) == ("아주 긴 상담실 이름 " * 7).strip()


def test_commas_and_semicolons_are_escaped() -> None:
    content = calendar_file(replace(NOTICE, place="1층, 상담실; 왼쪽"), NOW)
    assert r"LOCATION:1층\, 상담실\; 왼쪽" in lines_of(content)
    assert vobject.readOne(content.decode()).vevent.location.value == "1층, 상담실; 왼쪽"


def test_hostile_text_adds_no_property() -> None:
    content = calendar_file(replace(NOTICE, place=HOSTILE, staff=HOSTILE, bring=HOSTILE, phone=HOSTILE), NOW)
    lines = lines_of(content)
    assert lines.count("END:VEVENT") == 1
    assert not [line for line in lines if line.startswith("ATTENDEE")]
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert set(event) == PROPERTIES
    assert str(event["LOCATION"]) == " ".join(HOSTILE.split())


@given(st.text(max_size=60))
def test_no_text_whatever_breaks_the_file(text: str) -> None:
    allowed = replace(NOTICE, place=text, staff=text, bring=text, branch=text, may_name_agency=True)
    content = calendar_file(allowed, NOW)
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert set(event) | {"LOCATION"} == PROPERTIES
    vobject.readOne(content.decode())


def test_the_customers_calendar_is_as_discreet_as_the_slip() -> None:
    content = "".join(lines_of(calendar_file(replace(NOTICE, bring="출소증명서"), NOW)))
    assert not gives_away(content, visit_wording().giveaways)
    assert "지훈" not in content
    assert "전화로 안내드린 서류" in content
