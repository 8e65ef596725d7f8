"""The customer's own window: one question, a word if they like, thanks; nothing of the office on it."""

from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QPainter, QPaintEvent, QPen, QScreen
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desk_app.core.errors import DeskError
from desk_app.core.surveys import LONGEST_WORD
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.surveys.words import ANSWERS, NO_NAME, QUESTION
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.fields import Field, LiveLineEdit
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.paint import draw_focus
from desk_app.gui.words import say_error
from desk_app.usecases.surveys import answer_survey

WAITS_FOR = timedelta(minutes=3)
_WIDEST = 1000  # px at 100 %


class SurveyWindow(QWidget):
    """`SurveyWindow(shift, parent).ask()` opens it: on the second screen where there is one.

    1–5 choose, Enter gives the answer, Esc gives none; whatever is pressed after the thanks closes it, and
    so do three minutes. `parent` hears no more than that an answer came: its window says so.
    """

    closed = Signal()

    def __init__(self, shift: Shift, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._shift = shift
        self._points = 0
        self._sending = False
        self._asked_at: datetime | None = None
        self.setObjectName("body")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(tr("How was it today?"))
        self.setMinimumSize(760, 520)
        self.word = LiveLineEdit(tr("What was good, what was not"))
        self.word.setMaxLength(LONGEST_WORD)
        self._thanks = KeyButton(tr("Close"), "Enter", size="large")
        self._thanks.clicked.connect(lambda _checked=False: self.close())
        self.stack = QStackedWidget()
        self.stack.addWidget(self._make_question())
        self.stack.addWidget(self._make_thanks())
        row = QHBoxLayout(self)
        row.setContentsMargins(48, 40, 48, 40)
        row.addStretch(1)
        row.addWidget(self.stack, 100)
        row.addStretch(1)
        shift.ticked.connect(self._ticked)

    def _make_question(self) -> QWidget:
        self.buttons: dict[int, _PointsButton] = {}
        self._group = QButtonGroup(self)
        row = QHBoxLayout()
        row.setSpacing(12)
        for points, words in ANSWERS:
            button = self.buttons[points] = _PointsButton(tr(words), points)
            self._group.addButton(button)
            button.clicked.connect(lambda _on=False, chosen=points: self.choose(chosen))
            row.addWidget(button, 1)
        question = QWidget()
        for points, words in ANSWERS:
            action(question, tr(words), str(points), partial(self.choose, points))
        none = action(question, tr("Rather not answer"), "Esc", self.close)
        self.give = KeyButton(tr("Give this answer"), "Enter", "primary", size="large")
        self.give.clicked.connect(lambda _checked=False: self._give())
        feet = QHBoxLayout()
        feet.setSpacing(12)
        feet.addStretch(1)
        feet.addWidget(KeyButton.of(none, "quiet", size="large"))
        feet.addWidget(self.give)
        column = QVBoxLayout(question)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(20)
        column.addStretch(1)
        column.addWidget(Words(tr(QUESTION), size=30, weight="bold"))
        column.addWidget(Words(tr(NO_NAME), size=theme.TITLE, ink="text_quiet"))
        column.addSpacing(8)
        column.addLayout(row)
        column.addSpacing(8)
        column.addWidget(Field(tr("A word, if you like"), self.word))
        column.addLayout(feet)
        column.addStretch(1)
        return question

    def _make_thanks(self) -> QWidget:
        thanks = QWidget()
        self._said = Words(size=30, weight="bold")
        column = QVBoxLayout(thanks)
        column.setSpacing(20)
        column.addStretch(1)
        column.addWidget(self._said, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._thanks, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return thanks

    def ask(self) -> None:
        """Open with the question, nothing chosen; one that is open already stays as it is."""
        if self.isVisible():
            self.raise_()
            return
        self._reset()
        self._asked_at = self._shift.now()
        self.stack.setMaximumWidth(theme.px(_WIDEST))  # a wide screen leaves the answers together
        screen = _second_screen(self.parentWidget())
        # On a screen of its own it leaves the keyboard with whoever types at the desk.
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating, screen is not None)
        if screen is not None:
            self.setGeometry(screen.geometry())
            self.showFullScreen()
        else:
            self.resize(980, 620)
            self.show()
            self.activateWindow()
        self.buttons[5].setFocus()

    def choose(self, points: int) -> None:
        """Take an answer; it is given by Enter or its button, and can be changed until then."""
        self._points = points
        self.buttons[points].setChecked(True)
        self.buttons[points].setFocus()
        self.give.setEnabled(True)

    def _give(self) -> None:
        if not self._points or self._sending:
            return
        self._sending = True
        self._shift.call(
            self,
            answer_survey,
            self._given,
            self._failed,
            points=self._points,
            word=self.word.text(),
            served_by_id=self._shift.person.id,
        )

    def _given(self, _nothing: None) -> None:
        self._thank(tr("Thank you. Your answer has been taken."))
        say(tr("An answer has been taken."), "success")

    def _failed(self, error: Exception) -> None:
        self._thank(tr("Your answer could not be taken. Thank you all the same."))
        if isinstance(error, DeskError):
            say(say_error(error), "danger")

    def _thank(self, words: str) -> None:
        self._reset()
        self._said.set_text(words)
        self.stack.setCurrentIndex(1)
        self._thanks.setFocus()

    def _reset(self) -> None:
        """Forget what was chosen and typed: the next one to look must not see it."""
        self._points, self._sending = 0, False
        self.word.clear()
        self.give.setEnabled(False)
        self._group.setExclusive(False)
        for button in self.buttons.values():
            button.setChecked(False)
        self._group.setExclusive(True)
        self.stack.setCurrentIndex(0)

    def _ticked(self, now: datetime) -> None:
        if self._asked_at is not None and now - self._asked_at >= WAITS_FOR and not self._sending:
            self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Give the answer upon Enter, wherever no button of its own has the keyboard."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._give()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Close upon any press once the thanks stand there."""
        pressed = event.type() in {QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress}
        if pressed and self.stack.currentIndex() == 1:
            self.close()
            return True
        return super().event(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave nothing of the answer behind."""
        super().closeEvent(event)
        self._asked_at = None
        self._reset()
        self.closed.emit()


class _PointsButton(QPushButton):
    """One answer, large enough for a finger: its points over its words."""

    def __init__(self, words: str, points: int) -> None:
        super().__init__(words)
        self._points = points
        self.setCheckable(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(f"{points}. {words}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return 148 by 132 px at 100 %."""
        return QSize(theme.px(148), theme.px(132))

    def minimumSizeHint(self) -> QSize:
        """Return the least that a finger hits and the words fit."""
        return QSize(theme.px(110), theme.px(132))

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when theme or text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw edge, points and words, and the ring with the keyboard here."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = self.isChecked()
        wide = 3 if chosen else 1
        ground = "primary_fill" if chosen else "hover" if self.underMouse() else "card"
        painter.setPen(QPen(theme.color("primary" if chosen else "field_border"), wide))
        painter.setBrush(theme.color(ground))
        box = QRectF(self.rect())
        half = wide / 2
        painter.drawRoundedRect(box.adjusted(half, half, -half, -half), 12, 12)
        number = layout((Run(str(self._points), 34, "bold", "primary_text", tabular=True, leading=1.2),), 1e6)
        words = layout((Run(self.text(), theme.TITLE, "semibold"),), self.width() - 16)
        top = (self.height() - number.height - words.height - 6) / 2
        number.draw(painter, QPointF((self.width() - number.width) / 2, top))
        for line in words.lines:
            Flow((line,)).draw(painter, QPointF((self.width() - line.width) / 2, top + number.height + 6))
        if self.hasFocus():
            draw_focus(painter, box, 12, ground)


def _second_screen(desk: QWidget | None) -> QScreen | None:
    """Return a screen that the desk's window is not on, or `None` at a computer with one screen."""
    own = desk.screen() if desk is not None else None
    return next((screen for screen in QGuiApplication.screens() if screen is not own), None)
