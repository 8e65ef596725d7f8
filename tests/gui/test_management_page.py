"""The page 관리 by keyboard: the charter's figures, the cases behind them, what waits, what is published."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import press, type_hangul
from desk_app.core.clock import seoul, seoul_at
from desk_app.core.compliance import ComplianceLine, SubjectKind, ToDo, ToDoKind
from desk_app.core.report_spans import ReportSpan
from desk_app.gui import theme
from desk_app.gui.main_window import MainWindow, PageSpec
from desk_app.gui.management.compliance import ComplianceSection
from desk_app.gui.management.page import ManagementPage
from desk_app.gui.management.paper import publication_sheet, report_sheet, said_in_public
from desk_app.gui.management.workbook import write_workbook
from desk_app.gui.paper import sheet_pdf
from desk_app.gui.paper_series import Series
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.compliance import RowBehind
from tests.builders import Office
from tests.gui.settings_page import listening

Key = Qt.Key
CALLER = "강지훈"


@pytest.fixture
def said(dressed: QApplication) -> Iterator[list[str]]:
    """What the notice line was given to say."""
    with listening() as heard:
        yield heard


def shown(qtbot: QtBot, shift: Shift) -> tuple[ManagementPage, ComplianceSection]:
    """Show the page in its window, read to the end."""
    page = ManagementPage(shift)
    window = MainWindow([PageSpec("management", "관리", "chart-no-axes-column", lambda: page)])
    qtbot.addWidget(window)
    page.setProperty("window", window)  # it lives as long as its page
    window.show_page("management")
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    shift.runner.settle()
    section = page.findChild(ComplianceSection)
    assert section is not None
    return page, section


def figures(section: ComplianceSection, key: str) -> str:
    """Return a line of the table as it is heard."""
    index = section.model.index_of(key)
    return str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def line_of(section: ComplianceSection, key: str) -> ComplianceLine:
    assert section.report is not None
    return next(line for line in section.report.lines if line.measure.key == key)


def rings(office: Office, *counts: int) -> None:
    for count in counts:
        office.record(customer_name=CALLER, phone="010-2481-7736", rings=count)


def behind(section: ComplianceSection, shift: Shift, key: str) -> None:
    """Look behind a line by Enter."""
    assert section.table.choose(key)
    press(section.table, Key.Key_Return)
    shift.runner.settle()


# -- the table ---------------------------------------------------------------------------------


def test_an_empty_office_keeps_nothing_and_breaks_nothing(qtbot: QtBot, shift: Shift) -> None:
    _page, section = shown(qtbot, shift)
    heard = [figures(section, line.measure.key) for line in section.report.lines] if section.report else []
    assert "I-2 ②, 세 번째 벨이 울리기 전에 받은 전화, 0 / 0, 해당 없음" in heard
    # There are people whom nobody has monitored yet; of all else there was no case.
    assert [line for line in heard if "%" in line] == ["III-2 ①, 이번 반기에 모니터링한 직원, 0 / 4, 0.0%"]
    assert QApplication.focusWidget() is section.table


def test_a_line_says_its_numbers_its_weeks_and_how_they_are_counted(
    qtbot: QtBot, shift: Shift, office: Office
) -> None:
    rings(office, 1, 2, 4)
    _page, section = shown(qtbot, shift)
    assert figures(section, "before_third_ring").endswith("2 / 3, 66.7%")
    index = section.model.index_of("before_third_ring")
    weeks = str(index.data(Qt.ItemDataRole.AccessibleDescriptionRole)).splitlines()
    assert len(weeks) == 1 + 12
    assert weeks[-1] == "11월 23일 주 66.7% (2 / 3)"
    assert weeks[1].endswith("주 해당 없음")
    section.table.choose("before_third_ring")
    assert section.how.text().startswith("어떻게 세는가: 벨 횟수를 적은")


def test_other_days_are_chosen_by_name_or_typed(
    qtbot: QtBot, shift: Shift, office: Office, said: list[str]
) -> None:
    rings(office, 1)
    _page, section = shown(qtbot, shift)
    assert section.days_shown.text().startswith("11월 1일–")
    section.span.choose(ReportSpan.LAST_MONTH)
    shift.runner.settle()
    assert section.days_shown.text().startswith("10월 1일–31일")
    assert figures(section, "before_third_ring").endswith("해당 없음")
    section.span.choose(ReportSpan.OWN)
    today = seoul(office.now).date()
    for first, last, sentence in (
        ("내일쯤", "11/30", "날짜를 12/31 또는 2026-12-31처럼 적어 주세요."),
        ("11/30", "11/1", "마지막 날이 첫날보다 앞섭니다. 첫날 뒤의 날짜를 쓰세요."),
        ("2001-1-1", "11/1", "기간이 10년을 넘습니다. 더 짧은 기간을 쓰세요."),
    ):
        for field, text in ((section.span.first, first), (section.span.last, last)):
            field.clear()
            type_hangul(field, text)
        press(section.span.last, Key.Key_Return)
        assert said.pop() == sentence
    for field in (section.span.first, section.span.last):
        field.setText(today.isoformat())
    press(section.span.last, Key.Key_Return)
    shift.runner.settle()
    assert section.span.days() == (today, today)
    assert figures(section, "before_third_ring").endswith("1 / 1, 100.0%")


def test_what_happens_meanwhile_is_read_when_somebody_looks(
    qtbot: QtBot, shift: Shift, office: Office
) -> None:
    page, section = shown(qtbot, shift)
    page.show_section("surveys")
    rings(office, 1)
    shift.changed.emit(section.areas)
    shift.runner.settle()
    assert figures(section, "before_third_ring").endswith("해당 없음")
    page.show_section("compliance")
    shift.runner.settle()
    assert figures(section, "before_third_ring").endswith("1 / 1, 100.0%")


# -- behind a number ---------------------------------------------------------------------------


def test_enter_opens_the_cases_behind_and_a_case_itself(qtbot: QtBot, shift: Shift, office: Office) -> None:
    rings(office, 1, 5)
    _page, section = shown(qtbot, shift)
    behind(section, shift, "before_third_ring")
    cases, model = section.behind.cases, section.behind.model
    spoken = [str(model.index(row).data()) for row in range(model.rowCount())]
    assert len(spoken) == 2
    assert all("강*훈 님" in line and CALLER not in line for line in spoken)
    press(cases, Key.Key_3)
    shift.runner.settle()
    assert [str(model.index(row).data()).rpartition(", ")[2] for row in range(model.rowCount())] == [
        "지키지 못함"
    ]
    press(cases, Key.Key_Return)
    shift.runner.settle()
    assert section.behind.contact.isVisible()
    for there in (section.behind.cases, section.table):
        press(QApplication.focusWidget() or section, Key.Key_Escape)
        assert there.isVisible()
        assert there.hasFocus()


def test_a_promise_behind_a_number_is_opened_where_promises_are(
    qtbot: QtBot, shift: Shift, office: Office
) -> None:
    promise_id = office.promise(timedelta(minutes=10), assignee_id=office.people["김하늘"].id)
    office.clock.set(office.now + timedelta(hours=1))
    page, section = shown(qtbot, shift)
    behind(section, shift, "called_back")
    with qtbot.waitSignal(page.case_asked) as asked:
        press(section.behind.cases, Key.Key_Return)
    assert asked.args == [SubjectKind.PROMISE, promise_id]


def test_only_supervisors_see_people_and_the_cases_of_others(
    qtbot: QtBot, boss: Shift, shift: Shift, office: Office
) -> None:
    due = timedelta(minutes=10)
    office.promise(due, assignee_id=office.people["이수민"].id)
    office.clock.set(office.now + timedelta(hours=1))
    _page, section = shown(qtbot, shift)
    behind(section, shift, "called_back")
    assert section.behind.model.rowCount() == 0  # it counts, but is in somebody else's charge
    assert "person" not in section.behind.buttons
    assert not section.todo.isVisible()
    _page, section = shown(qtbot, boss)
    behind(section, boss, "called_back")
    row = section.behind.cases.entry()
    assert isinstance(row, RowBehind)
    assert row.staff == "이수민 대리"
    press(section.behind.cases, Key.Key_4)
    boss.runner.settle()
    assert section.behind.model.index(0).data() == "이수민 대리, 0 / 1, 0.0%"


def test_where_no_case_may_be_known_enter_says_why(qtbot: QtBot, boss: Shift, said: list[str]) -> None:
    _page, section = shown(qtbot, boss)
    behind(section, boss, "surveys_taken")
    assert said == ["누구인지 드러나지 않도록 건별로 남기지 않는 수치입니다. 한 건씩 볼 수 없습니다."]
    assert section.table.isVisible()


# -- beside it ---------------------------------------------------------------------------------


def test_promises_that_wait_are_told_by_person_in_words(qtbot: QtBot, boss: Shift, office: Office) -> None:
    for due in (timedelta(minutes=5), timedelta(days=1), timedelta(days=2)):
        office.promise(due, assignee_id=office.people["이수민"].id)
    office.clock.set(office.now + timedelta(hours=1))
    page, section = shown(qtbot, boss)
    heard = section.waiting.bars.accessibleDescription()
    assert heard == "이수민 대리: 기한 전 2건, 기한 지남 1건"
    assert section.waiting.overdue.text() == "기한 지남 1"
    press(section.table, Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert section.todo.list.choose((ToDoKind.OVERDUE, ""))
    with qtbot.waitSignal(page.place_asked) as asked:
        press(section.todo.list, Key.Key_Return)
    assert asked.args == [ToDo(ToDoKind.OVERDUE, 1)]


def test_the_monthly_look_at_the_access_log_is_noted_once(
    qtbot: QtBot, boss: Shift, office: Office, said: list[str]
) -> None:
    rings(office, 1)
    office.clock.set(seoul_at(date(2026, 12, 7), time(10)))
    _page, section = shown(qtbot, boss)
    press(section.table, Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert section.todo.list.choose((ToDoKind.ACCESS_CHECK, "2026-11"))
    press(section.todo.list, Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    boss.runner.settle()
    assert said == ["살펴보았다고 적었습니다."]
    assert not section.todo.list.choose((ToDoKind.ACCESS_CHECK, "2026-11"))


# -- paper and files ---------------------------------------------------------------------------


def test_the_report_is_real_on_paper_and_in_a_workbook(qtbot: QtBot, boss: Shift, office: Office) -> None:
    rings(office, 1, 2, 4)
    _page, section = shown(qtbot, boss)
    assert section.report is not None
    sheet = report_sheet(section.report, "경기북부지부", office.now)
    assert sheet_pdf(sheet).startswith(b"%PDF-")
    assert "2 / 3 · 66.7%" in repr(sheet)
    book = load_workbook(BytesIO(write_workbook(section.report, "경기북부지부")))
    whole, weeks = book.worksheets
    rows = {row[1]: row for row in whole.iter_rows(min_row=2, values_only=True)}
    assert rows["세 번째 벨이 울리기 전에 받은 전화"][:5] == (
        "I-2 ②", "세 번째 벨이 울리기 전에 받은 전화", 2, 3, 2 / 3,
    )  # fmt: skip
    assert rows["풀어 드린 이의"][2:5] == (0, 0, None)  # no case is no rate
    assert whole.freeze_panes == weeks.freeze_panes == "C2"
    assert whole["E2"].number_format == "0.0%"
    last = [
        row for row in weeks.iter_rows(min_row=2) if row[1].value == "세 번째 벨이 울리기 전에 받은 전화"
    ][-1]
    assert f"{last[2].value:%Y-%m-%d}" == "2026-11-23"
    assert [cell.value for cell in last[4:7]] == [2, 3, 2 / 3]


def test_what_is_published_names_nobody_and_hides_the_few(qtbot: QtBot, boss: Shift, office: Office) -> None:
    rings(office, 1, 2, 4, 1)
    _page, section = shown(qtbot, boss)
    assert said_in_public(line_of(section, "before_third_ring")) == "5건 미만"
    rings(office, 1)
    section.read()
    boss.runner.settle()
    assert said_in_public(line_of(section, "before_third_ring")) == "80.0%"
    assert section.report is not None
    told = repr(publication_sheet(section.report, "경기북부지부"))
    assert "80.0%" in told
    assert "4 / 5" not in told
    assert not [name for name in (*office.people, CALLER) if name in told]


def test_cautions_are_in_no_file_though_a_supervisor_sees_their_number(
    qtbot: QtBot, boss: Shift, office: Office
) -> None:
    _page, section = shown(qtbot, boss)
    assert line_of(section, "cautions_done").measure.title == "마친 주의·교육"
    assert section.report is not None
    report = section.report
    for sheet in (
        report_sheet(report, "경기북부지부", office.now),
        publication_sheet(report, "경기북부지부"),
    ):
        assert "마친 주의·교육" not in repr(sheet)
    book = load_workbook(BytesIO(write_workbook(report, "경기북부지부")))
    for each in book.worksheets:
        titles = {row[1] for row in each.iter_rows(values_only=True)}
        assert "마친 주의·교육" not in titles
        assert "올린 공개 사과" in titles


def test_the_twelve_weeks_are_on_paper_in_figures(qtbot: QtBot, boss: Shift, office: Office) -> None:
    rings(office, 1, 2, 4)
    _page, section = shown(qtbot, boss)
    assert section.report is not None
    sheet = report_sheet(section.report, "경기북부지부", office.now)
    (weeks,) = [block for block in sheet.blocks if isinstance(block, Series)]
    assert (len(weeks.heads), weeks.heads[-1]) == (12, "11/23")
    rows = {name.partition("  ")[2]: cells for name, cells in weeks.rows}
    assert rows["세 번째 벨이 울리기 전에 받은 전화"][-2:] == ((None, "–"), (2 / 3, "2/3"))
    assert "만족도 점수" not in rows
    told = [page.extract_text() for page in PdfReader(BytesIO(sheet_pdf(sheet))).pages]
    (page,) = [text for text in told if "11/23" in text]
    assert "2/3" in page


def test_a_case_says_whether_it_was_a_call_or_a_visit_and_its_figure_what_it_is_of(
    qtbot: QtBot, boss: Shift, office: Office
) -> None:
    rings(office, 1, 2)
    _page, section = shown(qtbot, boss)
    behind(section, boss, "before_third_ring")
    heads = [words.text() for words in section.behind.findChildren(Words)]
    assert any(text.endswith("2 / 2 · 100.0%") for text in heads)
    assert "전화" in str(section.behind.model.index(0).data()).split(", ")


@pytest.mark.parametrize("size", [100, 150])
def test_the_page_fits_into_the_least_window_at_any_text_size(
    qtbot: QtBot, dressed: QApplication, boss: Shift, size: int
) -> None:
    theme.apply(dressed, text_size=size)
    page, _section = shown(qtbot, boss)
    page.window().resize(1280, 720)
    for section in ("compliance", "complaints", "monitoring", "surveys"):
        page.show_section(section)
        boss.runner.settle()
        dressed.processEvents()
        bars = [area.horizontalScrollBar() for area in page.window().findChildren(QScrollArea)]
        assert not [bar.maximum() for bar in bars if bar.maximum()], section
    theme.apply(dressed)
