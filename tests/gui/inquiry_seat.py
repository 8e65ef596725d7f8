"""Somebody sitting before the page of inquiries: keys pressed, lines and letters read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desk_app.core.clock import seoul_at
from desk_app.core.inquiries import Channel, Kind
from desk_app.core.letters import plain_text
from desk_app.gui.inquiries.page import InquiriesPage
from desk_app.gui.main_window import MainWindow, PageSpec
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.cards import EmptyState
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.inquiries import InquiryDetail, NewInquiry
from desk_app.usecases.inquiry_intake import receive_inquiry
from desk_app.usecases.inquiry_lists import open_inquiry
from tests.builders import Office
from tests.gui.page_seat import CTRL, Key, PageSeat

WEDNESDAY = date(2026, 11, 18)


def arrive(office: Office, subject: str = "가족희망사업 신청 결과", **fields: Any) -> InquiryDetail:
    """Take in a letter that arrived on Wednesday 18 November at 09:20, with whatever else is given."""
    given: dict[str, Any] = {
        "channel": Channel.POST,
        "kind": Kind.QUESTION_SYSTEM,
        "arrived_at": seoul_at(WEDNESDAY, time(9, 20)),
        "subject": subject,
        "text": "지난달 신청한 결과를 언제 알 수 있습니까?",
        "customer_name": "문서영",
        "phone": "010-3434-5656",
        "answer_to": "의정부시 시민로 1",
        "owner_id": office.people["최민호"].id,
    }
    return office.desk.run(receive_inquiry, new=NewInquiry(**(given | fields))).value


def detail_of(office: Office, inquiry_id: int) -> InquiryDetail:
    return office.desk.run(open_inquiry, inquiry_id=inquiry_id).value


class InquirySeat(PageSeat[InquiriesPage]):
    """Somebody before the page: they press keys and read what is there."""

    def retype(self, text: str) -> None:
        """Type in place of what stands in the field."""
        self.press(Key.Key_A, modifiers=CTRL)
        self.press(Key.Key_Delete)
        self.type(text)

    def focus(self, name: str) -> None:
        """Go to a field of the open panel."""
        panel = self.panel()
        assert panel is not None
        panel.fields[name].editor.setFocus()

    def confirm(self) -> None:
        """Do what the open panel or the form is for."""
        self.press(Key.Key_Return, modifiers=CTRL)

    def lines(self) -> list[str]:
        """Return the list from top to bottom as a screen reader says it."""
        model = self.page.list.view.model()
        return [str(model.index(row, 0).data()) for row in range(model.rowCount())]

    def empty(self) -> str:
        """Return what stands in the place of an empty list."""
        said = self.page.list.findChildren(EmptyState)[0]
        assert said.isVisible()
        return " ".join(words.text() for words in said.findChildren(Words) if words.text())

    def care(self) -> str:
        """Return what is said of the same paper twice, or nothing."""
        note = self.page.detail.text.twice
        return " ".join(words.text() for words in note.findChildren(Words) if words.isVisible())

    def letter(self) -> str:
        """Return the letter shown, as text."""
        letter = self.page.detail.letter.view.letter()
        assert letter is not None
        return plain_text(letter)


@contextmanager
def seat(qtbot: QtBot, shift: Shift, *, framed: bool = False) -> Iterator[InquirySeat]:
    """Yield a seat before the page as it stands at 1280×720, everything read; `framed` with the rail."""
    made = InquirySeat(qtbot, shift, InquiriesPage(shift, Path("no-such-folder")))
    window: QWidget = made.page
    if framed:
        rail = (
            PageSpec("desk", "응대", "phone", QLineEdit),
            PageSpec("inquiries", "문의", "file-text", lambda: made.page),
        )
        window = MainWindow(rail)
        window.show_page("inquiries")
    with made.before(window):
        yield made


def later(office: Office, **length: int) -> None:
    """Let time pass."""
    office.clock.advance(timedelta(**length))
