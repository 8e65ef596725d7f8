"""A letter to a customer on its way out: on paper, as a PDF, as files to work on, as text to paste."""

from collections.abc import Iterator

from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog, QWidget

from desk_app.core.letter_looks import KEPT, LOOKS, MARGIN, ROWS_AFTER, RULED
from desk_app.core.letters import Letter, Rows, plain_text
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.paper import Block, Facts, Sheet, Styled, sheet_pdf
from desk_app.gui.printing import print_sheet, save_file, save_sheet


def letter_sheet(letter: Letter) -> Sheet:
    """Return the letter as a sheet to print or to save."""
    return Sheet(letter.title, tuple(_blocks(letter)), titled=False, margin=MARGIN)


def letter_pdf(letter: Letter) -> bytes:
    """Return the letter as a PDF whose text can be searched, copied and read aloud."""
    return sheet_pdf(letter_sheet(letter))


def save_letter_pdf(letter: Letter, parent: QWidget) -> QFileDialog:
    """Ask where to put the letter as a PDF, and put it there."""
    return save_sheet(parent, letter_sheet(letter), letter.file_name)


def save_letter_hwpx(letter: Letter, parent: QWidget) -> QFileDialog:
    """Ask where to put the letter as a 한글 document, and put it there."""

    def made() -> bytes:
        from desk_app.usecases.letter_hwpx import write_hwpx  # noqa: PLC0415 - costly, seldom needed

        return write_hwpx(letter)

    return save_file(parent, made, f"{letter.file_name}.hwpx", tr("Hangul documents"))


def save_letter_docx(letter: Letter, parent: QWidget) -> QFileDialog:
    """Ask where to put the letter as a Word document, and put it there."""

    def made() -> bytes:
        from desk_app.usecases.letter_docx import write_docx  # noqa: PLC0415 - costly, seldom needed

        return write_docx(letter)

    return save_file(parent, made, f"{letter.file_name}.docx", tr("Word documents"))


def print_letter(letter: Letter, parent: QWidget) -> QPrintDialog | QFileDialog:
    """Ask for a printer and print the letter; without any printer the PDF is offered instead."""
    return print_sheet(parent, letter_sheet(letter), letter.file_name)


def copy_letter(letter: Letter) -> None:
    """Put the letter on the clipboard as text for the website or an e-mail, and say so."""
    QGuiApplication.clipboard().setText(plain_text(letter))
    say(tr("The letter is copied as text. Paste it where you send it."), "success")


def _blocks(letter: Letter) -> Iterator[Block]:
    for block in letter.blocks:
        if isinstance(block, Rows):
            yield Facts(tuple((row.name, row.text) for row in block.rows), after=ROWS_AFTER)
        else:
            yield Styled(block.text, LOOKS[block.part], keeps=block.part in KEPT, ruled=block.part in RULED)
