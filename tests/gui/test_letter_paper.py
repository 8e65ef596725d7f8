"""Letters on paper: every word of them, on as many pages as it takes, no word cut in two."""

import io
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desk_app.core.letters import Letter, LetterKind, Rows, plain_text
from desk_app.gui.letter_paper import (
    copy_letter,
    letter_pdf,
    save_letter_docx,
    save_letter_hwpx,
    save_letter_pdf,
)
from tests.letters import hostile_reply, long_reply, shipped


def pages(letter: Letter) -> list[list[str]]:
    """Return the lines of each page; Qt's PDF tells its spaces as tabs."""
    found = PdfReader(io.BytesIO(letter_pdf(letter))).pages
    return [[" ".join(line.split()) for line in page.extract_text().splitlines()] for page in found]


@pytest.mark.parametrize("letter", [*map(shipped, LetterKind), long_reply()])
def test_everything_in_the_letter_is_on_paper(dressed: QApplication, letter: Letter) -> None:
    told = " ".join(line for page in pages(letter) for line in page)
    words = told.split()
    for block in letter.blocks:
        texts = [row.text for row in block.rows] if isinstance(block, Rows) else [block.text]
        assert [word for text in texts for word in text.split() if word not in words] == []


def test_a_short_letter_is_one_page_and_a_long_one_is_numbered(dressed: QApplication) -> None:
    assert len(pages(shipped())) == 1
    found = pages(long_reply())
    assert len(found) > 2
    assert all(f"{number} / {len(found)}" in page for number, page in enumerate(found, 1))


def test_hostile_text_is_only_text(dressed: QApplication) -> None:
    (page,) = pages(hostile_reply())
    told = "".join(page).replace(" ", "")
    assert told.count("</w:t><b>&amp;]]>{customer}끝") == 6


@pytest.mark.parametrize("lines", range(12, 24))
def test_the_signature_is_never_alone_without_its_date(dressed: QApplication, lines: int) -> None:
    for page in pages(shipped(answer="\n".join(f"{at}번 답변" for at in range(lines)))):
        text = " ".join(page)
        assert ("2026년 9월 22일" in text) == ("경기북부지부장" in text)


def test_the_files_that_are_proposed_name_nobody(dressed: QApplication, qtbot: QtBot) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    saves = {"pdf": save_letter_pdf, "hwpx": save_letter_hwpx, "docx": save_letter_docx}
    for ending, save in saves.items():
        chooser = save(shipped(), parent)
        assert [Path(name).name for name in chooser.selectedFiles()] == [f"회신-2026-0012.{ending}"]
        chooser.reject()


def test_the_letter_is_copied_as_text(dressed: QApplication) -> None:
    copy_letter(shipped())
    assert QGuiApplication.clipboard().text() == plain_text(shipped())
