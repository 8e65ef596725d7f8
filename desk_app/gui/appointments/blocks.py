"""What stands in a column of the day: an appointment, an absence, a time not booked yet, the line of now."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from desk_app.gui import theme
from desk_app.gui.widgets.flow import Run, layout
from desk_app.gui.widgets.paint import TONES, draw_dot, draw_focus

_STRIPE = 3.0
_INKS = {
    "primary": "primary",
    "warning": "warning",
    "success": "success",
    "danger": "danger",
    "quiet": "dot_away",
}


@dataclass(frozen=True)
class BlockWords:
    """What an appointment says: who (masked), about what, who covers it; `spoken` is read aloud."""

    who: str
    about: str
    cover: str
    spoken: str
    tone: theme.Tone
    faint: bool = False
    marked: bool = False


class Block(QAbstractButton):
    """One appointment as a button: Enter or a click opens it, dragging says where it is held and let go.

    `focused(id)`, `dragged(id, middle of the top edge on the grid)`, `dropped(id)`.
    """

    focused = Signal(int)
    dragged = Signal(int, QPoint)
    dropped = Signal(int)

    def __init__(self, row_id: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.row_id = row_id
        self.words = BlockWords("", "", "", "", "quiet")
        self.is_open = self._silent = False
        self._pressed: QPoint | None = None
        self._is_dragged = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def say(self, words: BlockWords) -> None:
        """Show `words`."""
        if words != self.words:
            self.words = words
            self.setAccessibleName(words.spoken)
            self.setToolTip("\n".join(part for part in (words.who, words.about, words.cover) if part))
            self.update()

    def set_open(self, is_open: bool) -> None:
        """Show whether this is the one whose detail is shown."""
        if is_open != self.is_open:
            self.is_open = is_open
            self.update()

    def set_silent(self, silent: bool) -> None:
        """Draw no words: too many stand side by side for any of them to be read."""
        if silent != self._silent:
            self._silent = silent
            self.update()

    def sizeHint(self) -> QSize:
        """Return a modest size: the grid places it by time."""
        return QSize(theme.px(84), theme.px(24))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say that the keyboard is here."""
        super().focusInEvent(event)
        self.focused.emit(self.row_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave every key but the space bar to the grid."""
        if event.key() == Qt.Key.Key_Space:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where it was taken hold of."""
        self._pressed, self._is_dragged = event.position().toPoint(), False
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say where it is held, once it was moved far enough to be meant."""
        if self._pressed is None:
            return
        offset = event.position().toPoint() - self._pressed
        if self._is_dragged or offset.manhattanLength() >= QApplication.startDragDistance():
            self._is_dragged = True
            self.dragged.emit(self.row_id, self.pos() + offset + QPoint(self.width() // 2, 0))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let go; without a move in between it was a click."""
        was_dragged, self._is_dragged, self._pressed = self._is_dragged, False, None
        if was_dragged:
            self.setDown(False)
            self.dropped.emit(self.row_id)
        else:
            super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, stripe and words; who comes stands first and is never cut inside."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        words = self.words
        _ink, fill, border = TONES[words.tone]
        over = self.underMouse() or self.is_open
        ground = theme.color(fill)
        painter.setBrush(QColor(Qt.GlobalColor.transparent) if words.faint else ground)
        style = Qt.PenStyle.DashLine if words.faint else Qt.PenStyle.SolidLine
        edge = "field_border" if words.faint else _INKS[words.tone] if over or words.marked else border
        painter.setPen(QPen(theme.color(edge), 1, style))
        painter.drawRoundedRect(box, 5, 5)
        if not words.faint:
            painter.fillRect(QRectF(0, 1, _STRIPE, self.height() - 2), theme.color(_INKS[words.tone]))
        self._draw_words(painter)
        if self.hasFocus():
            draw_focus(painter, QRectF(self.rect()), 5, fill)

    def _draw_words(self, painter: QPainter) -> None:
        words, left, room = self.words, _STRIPE + 7, self.width() - _STRIPE - 12
        ink = "text_quiet" if words.faint or words.tone == "quiet" else "text"
        if self._silent or room < theme.px(14):
            return
        if words.marked:
            draw_dot(painter, QPointF(self.width() - 9, 9), "warning", 4)
        who = Run(words.who, 13, "semibold", ink, leading=1.3)
        about = Run(
            words.about, theme.SMALL, ink="text_quiet" if ink == "text_quiet" else "text_soft", leading=1.3
        )
        line = layout((who,), 1e6).height
        lines = max(1, int((self.height() - 4) // line))
        if lines == 1:
            flow = layout((who,), room, 1)
            top = max(1.0, min(5.0, (self.height() - flow.height) / 2))
            flow.draw(painter, QPointF(left, top))
            beside = room - flow.width - 8
            if beside > theme.px(38):
                layout((about,), beside, 1).draw(painter, QPointF(left + flow.width + 8, top))
            return
        top = 4.0
        under = lines - 1 - bool(words.cover)  # what is left for the topic once the deputy is named
        for run, most in ((who, 1), *(((about, under),) if under else ()), (self._cover(), 1)):
            flow = layout((run,), room, most)
            if not run.text or top + flow.height > self.height():
                continue
            flow.draw(painter, QPointF(left, top))
            top += flow.height

    def _cover(self) -> Run:
        return Run(self.words.cover, theme.SMALL, "semibold", "warning_text", leading=1.3)


class AwayBlock(QWidget):
    """A stretch in which somebody is away, hatched, with what they do and who takes their appointments."""

    def __init__(self, title: str, text: str, spoken: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._text = title, text
        self._free = QRectF()
        self.setAccessibleName(spoken)
        self.setToolTip("\n".join(part for part in (title, text) if part))
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def leave_free(self, taken: Sequence[QRect]) -> None:
        """Put the words into the highest stretch without an appointment; `taken` are places on the grid."""
        edges = [self.geometry().top()]
        for box in sorted((each for each in taken if each.intersects(self.geometry())), key=QRect.top):
            edges += [box.top(), box.bottom()]
        edges.append(self.geometry().bottom())
        top, bottom = max(zip(edges[::2], edges[1::2], strict=True), key=lambda each: each[1] - each[0])
        self._free = QRectF(0, top - self.y(), self.width(), bottom - top)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the hatching and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.color("border"), 1))
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(box, 5, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(theme.color("border"), Qt.BrushStyle.BDiagPattern))
        painter.drawRoundedRect(box, 5, 5)
        painter.fillRect(QRectF(0, 1, _STRIPE, self.height() - 2), theme.color("dot_away"))
        room, height = max(1.0, self.width() - 18.0), self._free.height() - 6
        title = Run(self._title, theme.SMALL, "semibold", leading=1.3)
        under = Run("\n" + self._text, theme.SMALL, ink="text_soft", leading=1.3)
        lines = int(height // layout((title,), 1e6).height)
        if lines < 1:
            return
        flow = layout((title, under) if self._text else (title,), room, lines)
        top = self._free.top() + 4
        painter.setBrush(theme.color("sunken"))
        painter.drawRoundedRect(QRectF(5, top - 1, min(room, flow.width) + 8, flow.height + 2), 4, 4)
        flow.draw(painter, QPointF(9, top))


class Ghost(QWidget):
    """The place of an appointment that is not booked, or not moved, yet: dashed."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._who, self._about = "", ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, who: str, about: str) -> None:
        """Show who would come and when or about what."""
        if (who, about) != (self._who, self._about):
            self._who, self._about = who, about
            self.setAccessibleName(", ".join(part for part in (who, about) if part))
            self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the dashed edge and the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = theme.color("card")
        ground.setAlpha(225)
        painter.setBrush(ground)
        painter.setPen(QPen(theme.color("primary"), 2, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        who = Run(self._who, theme.SMALL, "semibold", leading=1.3)
        about = Run(self._about, theme.SMALL, ink="text_soft", leading=1.3)
        room = max(1.0, self.width() - 12.0)
        if self.height() < theme.px(42):
            flow = layout((who, Run("  ", 13), about), room, 1)
            flow.draw(painter, QPointF(7, max(1.0, min(6.0, (self.height() - flow.height) / 2))))
        else:
            layout((who, Run("\n"), about), room, 2).draw(painter, QPointF(7, 6))


class Count(QWidget):
    """How many stand side by side where each is too narrow for a name."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._said = Run("")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def text(self) -> str:
        """Return the number as it is shown."""
        return self._said.text

    def show_over(self, said: str, box: QRect) -> None:
        """Say the number in the middle of `box`, on which they stand."""
        self._said = Run(said, theme.SMALL, "semibold", leading=1.3, tabular=True)
        flow = layout((self._said,), 1e6)
        place = QRectF(0, 0, flow.width + 14, flow.height + 4)
        place.moveCenter(QRectF(box).center())
        self.setGeometry(place.toRect())
        self.show()
        self.raise_()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the number on a ground of its own."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.color("field_border"), 1))
        painter.setBrush(theme.color("card"))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        flow = layout((self._said,), 1e6)
        flow.draw(painter, box.center() - QRectF(0, 0, flow.width, flow.height).center())


class NowLine(QWidget):
    """The line of now, with its dot at the left."""

    HEIGHT = 10

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw dot and line."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = self.height() / 2
        painter.fillRect(QRectF(5, middle - 1, self.width() - 5, 2), theme.color("danger"))
        draw_dot(painter, QPointF(5, middle), "danger", 5)
