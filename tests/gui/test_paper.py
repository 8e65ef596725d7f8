"""Sheets set in pages: text that can be copied out, lines that break between words, no heading left alone."""

import io
import re
from datetime import date, time
from pathlib import Path

import pytest
from pypdf import PageObject, PdfReader
from PySide6.QtGui import QPdfWriter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication

from desk_app.core.clock import seoul_at
from desk_app.gui import theme
from desk_app.gui.paper import (
    A4,
    Facts,
    Heading,
    Items,
    Large,
    Prose,
    Sheet,
    draw_sheet,
    sheet_pdf,
)

AT = seoul_at(date(2026, 11, 24), time(14, 6))
LONG = "한빛직업전문학교에 확인해서 회신드리기로 하고 준비하실 서류를 안내했습니다. " * 60


def pages(sheet: Sheet) -> list[PageObject]:
    """Return the pages of the sheet's PDF."""
    return list(PdfReader(io.BytesIO(sheet_pdf(sheet))).pages)


def lines(page: PageObject) -> list[str]:
    """Return the lines of text that a reader finds on the page; Qt's PDF tells its spaces as tabs."""
    told = (" ".join(line.split()) for line in page.extract_text().splitlines())
    return [line for line in told if line]


def test_everything_on_the_sheet_can_be_read_from_its_pdf(dressed: QApplication) -> None:
    blocks = (
        Heading("오늘 예약"),
        Facts((("15:00", "강*훈 · 직업훈련"), ("전화", "031-828-7004"))),
        Items(("첫째 일", "둘째 일")),
        Prose("알아 둘 것이 있습니다."),
        Large("오후 4시"),
    )
    (page,) = pages(Sheet("오늘 브리핑", blocks, under="1번 창구", printed_at=AT))
    text = "\n".join(lines(page))
    told = ("오늘 브리핑", "1번 창구", "오늘 예약", "15:00", "강*훈 · 직업훈련", "031-828-7004", "둘째 일")
    assert [each for each in told if each not in text] == []
    assert "2026년 11월 24일 화요일 14:06 출력" in text


def test_long_sheets_are_numbered_and_lose_nothing(dressed: QApplication) -> None:
    facts = Facts(tuple((f"{at}번", f"약속 {at}") for at in range(120)))
    found = pages(Sheet("인수인계표", (facts, Prose(LONG)), printed_at=AT))
    texts = [lines(page) for page in found]
    assert len(found) > 2
    for number, text in enumerate(texts, 1):
        assert f"{number} / {len(found)}" in " ".join(text)
    together = " ".join(word for text in texts for word in text)
    assert [at for at in range(120) if f"약속 {at}" not in together] == []
    assert together.count("한빛직업전문학교에") == 60


def test_what_holds_for_every_page_stands_at_the_foot_of_each_and_takes_none_of_its_room(
    dressed: QApplication,
) -> None:
    full = (Facts(tuple((f"{at}번", f"약속 {at}") for at in range(120))),)
    bare = pages(Sheet("인수인계표", full, printed_at=AT))
    noted = pages(Sheet("인수인계표", full, foot="다 쓴 뒤에는 파쇄합니다.", printed_at=AT))
    assert len(noted) == len(bare) > 1
    assert all("다 쓴 뒤에는 파쇄합니다." in " ".join(lines(page)) for page in noted)


def test_no_word_is_cut_in_two(dressed: QApplication) -> None:
    words = set(LONG.split())
    found = [line for page in pages(Sheet("글", (Prose(LONG),))) for line in lines(page)[1:]]
    assert len(found) > 10
    assert [line for line in found if not set(line.split()) <= words | {"/", "1", "2", "·"}] == []


def test_only_a_word_wider_than_the_page_is_cut(dressed: QApplication) -> None:
    endless = "가나다라" * 60
    (page,) = pages(Sheet("글", (Prose(f"앞 {endless} 뒤"),)))
    assert endless in "".join(lines(page))


@pytest.mark.parametrize("rows", range(30, 50))
def test_a_heading_stays_with_what_it_heads(dressed: QApplication, rows: int) -> None:
    facts = Facts(tuple((f"{at}", "값") for at in range(rows)))
    for page in pages(Sheet("표", (facts, Heading("알릴 것"), Prose("첫 문장입니다.")))):
        text = " ".join(lines(page))
        assert ("알릴 것" in text) == ("첫 문장입니다." in text)


def drawn(sheet: Sheet) -> bytes:
    """Return what is drawn on the sheet's page, whatever its fonts are called in the file."""
    contents = pages(sheet)[0].get_contents()
    assert contents is not None
    return re.sub(rb"/F\d+", b"/F", contents.get_data())


def test_paper_is_always_light_and_usual_in_size(dressed: QApplication) -> None:
    sheet = Sheet("방문 안내", (Large("오후 4시"), Facts((("오실 곳", "1층 상담실"),))), slip=True)
    usual = drawn(sheet)
    try:
        theme.apply(dressed, "dark", 150)
        assert drawn(sheet) == usual
    finally:
        theme.apply(dressed)


def test_a_slip_is_one_page_however_much_it_says(dressed: QApplication) -> None:
    bring = "신분증, 주민등록등본(3개월 이내 발급), 통장 사본, 근로계약서 또는 재직증명서, 진단서, 도장, " * 2
    facts = Facts((("오실 곳", "경기도 의정부시 시민로 3층 안쪽 두 번째 상담실"), ("가져오실 것", bring)))
    sheet = Sheet(
        "방문 안내", (Large("2026년 12월 30일 수요일\n낮 12시 30분"), facts, Prose("끝")), slip=True
    )
    (page,) = pages(sheet)
    assert lines(page)[-1] == "끝"
    assert [round(float(length)) for length in page.mediabox[2:]] == [420, 595]


def test_a_slip_keeps_its_size_on_bigger_paper_and_on_a_printer(
    dressed: QApplication, tmp_path: Path
) -> None:
    """A printer that writes a file stands for one of paper: it is drawn on by the same code."""
    text = Prose("오시기 어려우면 미리 알려 주십시오. " * 12)
    sheet = Sheet("방문 안내", (Large("2026년 11월 24일 화요일"), text), slip=True)
    own = lines(pages(sheet)[0])
    writer = QPdfWriter(str(tmp_path / "writer.pdf"))
    writer.setPageSize(A4)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printer.pdf"))
    printer.setPageSize(A4)
    for device, name in ((writer, "writer.pdf"), (printer, "printer.pdf")):
        assert draw_sheet(sheet, device)
        (page,) = PdfReader(tmp_path / name).pages
        assert lines(page) == own
        assert [round(float(length)) for length in page.mediabox[2:]] == [595, 842]


@pytest.mark.qt_log_ignore("Returned false")  # says Qt itself
def test_a_device_that_takes_nothing_is_told(dressed: QApplication, tmp_path: Path) -> None:
    assert not draw_sheet(Sheet("표", ()), QPdfWriter(str(tmp_path / "missing" / "sheet.pdf")))


def test_a_sheet_without_anything_is_a_page_with_its_title(dressed: QApplication) -> None:
    (page,) = pages(Sheet("오늘 브리핑", ()))
    assert lines(page) == ["오늘 브리핑"]
