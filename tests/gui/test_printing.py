"""Saving and printing: asked first, done in the background, and told how it went."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from desk_app.core.errors import World, WorldProblem
from desk_app.gui.messages import Message, voice
from desk_app.gui.office.background import background
from desk_app.gui.paper import Prose, Sheet
from desk_app.gui.printing import print_on, print_sheet, save_sheet, write_file

SHEET = Sheet("오늘 브리핑", (Prose("알아 둘 것이 있습니다."),))


@pytest.fixture
def heard(dressed: QApplication) -> Iterator[list[Message]]:
    """What the notice line was told."""
    messages: list[Message] = []
    voice().said.connect(messages.append)
    yield messages
    voice().said.disconnect(messages.append)


@pytest.fixture
def page(dressed: QApplication, qtbot: QtBot) -> QWidget:
    """The page that somebody prints from."""
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


def text_of(path: Path) -> str:
    """Return the text of the first page; Qt's PDF tells its spaces as tabs."""
    return " ".join(PdfReader(path).pages[0].extract_text().split())


def choose(chooser: QFileDialog, path: Path) -> None:
    """Choose `path` in the open chooser, as a person does, and wait until the file is written."""
    chooser.setDirectory(str(path.parent))
    chooser.selectFile(path.name)
    chooser.accept()
    background().settle()


def test_a_sheet_is_saved_where_one_says(page: QWidget, heard: list[Message], tmp_path: Path) -> None:
    chooser = save_sheet(page, SHEET, "브리핑")
    assert chooser.isVisible()
    assert [Path(name).name for name in chooser.selectedFiles()] == ["브리핑.pdf"]
    choose(chooser, tmp_path / "내 브리핑")
    assert "알아 둘 것이 있습니다." in text_of(tmp_path / "내 브리핑.pdf")
    assert heard == [Message("내 브리핑.pdf 파일로 저장했습니다.", "success")]


def test_nothing_is_written_when_one_thinks_better_of_it(
    page: QWidget, heard: list[Message], tmp_path: Path
) -> None:
    chooser = save_sheet(page, SHEET, "브리핑")
    chooser.setDirectory(str(tmp_path))
    chooser.reject()
    background().settle()
    assert list(tmp_path.iterdir()) == []
    assert heard == []


def test_what_cannot_be_written_is_said(page: QWidget, heard: list[Message], tmp_path: Path) -> None:
    folder = tmp_path / "bin.pdf"
    chooser = save_sheet(page, SHEET, "브리핑")
    folder.mkdir()
    chooser.fileSelected.emit(str(folder))
    background().settle()
    (message,) = heard
    assert message.tone == "danger"
    assert message.text.startswith("쓸 수 없는 곳입니다(bin.pdf).")


def test_a_full_disk_is_told_from_a_closed_folder(tmp_path: Path) -> None:
    with pytest.raises(World) as closed:
        write_file(tmp_path / "missing" / "a.pdf", b"%PDF")
    assert closed.value.problem is WorldProblem.READ_ONLY
    if Path("/dev/full").exists():
        with pytest.raises(World) as full:
            write_file(Path("/dev/full"), b"%PDF")
        assert full.value.problem is WorldProblem.DISK_FULL


@pytest.mark.skipif(bool(QPrinterInfo.availablePrinterNames()), reason="this computer has a printer")
def test_without_a_printer_the_pdf_is_offered(page: QWidget, heard: list[Message], tmp_path: Path) -> None:
    chooser = print_sheet(page, SHEET, "브리핑")
    assert isinstance(chooser, QFileDialog)
    assert heard[0].text == "이 컴퓨터에 연결된 프린터가 없습니다. PDF로 저장한 뒤 다른 곳에서 인쇄하세요."
    choose(chooser, tmp_path / "브리핑.pdf")
    assert (tmp_path / "브리핑.pdf").exists()


def test_a_chosen_printer_is_handed_the_sheet(page: QWidget, heard: list[Message], tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    print_on(page, printer, SHEET)
    background().settle()
    assert "알아 둘 것이 있습니다." in text_of(tmp_path / "printed.pdf")
    assert heard == [Message("프린터로 보냈습니다.", "success")]


@pytest.mark.qt_log_ignore("Returned false")  # says Qt itself
def test_a_printer_that_takes_nothing_is_told(page: QWidget, heard: list[Message], tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFileName(str(tmp_path / "missing" / "printed.pdf"))
    print_on(page, printer, SHEET)
    background().settle()
    assert [message.tone for message in heard] == ["danger"]
