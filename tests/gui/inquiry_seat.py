"""Somebody sitting before the page of inquiries: keys pressed, lines and letters read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import type_hangul
from desk_app.core.clock import seoul_at
from desk_app.core.inquiries import Channel, Kind
from desk_app.core.letters import plain_text
from desk_app.gui.inquiries.page import InquiriesPage
from desk_app.gui.inquiries.panels import InquiryPanel
from desk_app.gui.messages import Message, voice
from desk_app.gui.shift import Shift
from desk_app.usecases.inquiries import InquiryDetail, NewInquiry
from desk_app.usecases.inquiry_intake import receive_inquiry
from desk_app.usecases.inquiry_lists import open_inquiry
from tests.builders import Office

Key = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
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


class InquirySeat:
    """Somebody before the page: they press keys and read what is there."""

    def __init__(self, qtbot: QtBot, shift: Shift, page: InquiriesPage) -> None:
        self.qtbot, self.shift, self.page = qtbot, shift, page
        self.heard: list[str] = []
        voice().said.connect(self.hear)

    def hear(self, message: Message) -> None:
        self.heard.append(message.text)

    def settle(self) -> None:
        """Wait until everything asked for is on the screen."""
        self.qtbot.waitUntil(lambda: self.page.is_settled() and not self.shift.runner.busy)

    def press(self, *keys: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            where = QApplication.focusWidget()
            assert where is not None, "the keyboard is somewhere"
            QTest.keyClick(where, key, modifiers)
            self.settle()

    def type(self, text: str) -> None:
        where = QApplication.focusWidget()
        assert where is not None
        type_hangul(where, text)
        self.settle()

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

    def letter(self) -> str:
        """Return the letter shown, as text."""
        letter = self.page.detail.letter.view.letter()
        assert letter is not None
        return plain_text(letter)

    def panel(self) -> InquiryPanel | None:
        """Return the panel open now."""
        return self.page.detail.panel

    def error(self) -> str:
        """Return what the open panel says is wrong, wherever it says it."""
        panel = self.panel()
        assert panel is not None
        under = [field.editor.accessibleDescription() for field in panel.fields.values()]
        return " ".join(text for text in (panel.error(), *under) if text)


@contextmanager
def seat(qtbot: QtBot, shift: Shift) -> Iterator[InquirySeat]:
    """Yield a seat before the page as it stands at 1280×720, everything read."""
    page = InquiriesPage(shift, Path("no-such-folder"))
    qtbot.addWidget(page)
    made = InquirySeat(qtbot, shift, page)
    page.resize(1160, 612)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    made.settle()
    yield made
    made.settle()
    voice().said.disconnect(made.hear)


def later(office: Office, **length: int) -> None:
    """Let time pass."""
    office.clock.advance(timedelta(**length))
