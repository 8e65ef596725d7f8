"""Buttons that show their key."""

from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QAction, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from desk_app.gui import theme
from desk_app.gui.widgets.flow import Flow, Run, layout
from desk_app.gui.widgets.paint import draw_dot, draw_focus, draw_key, key_size, key_words

Variant = Literal["primary", "secondary", "quiet", "danger"]
Size = Literal["small", "medium", "large"]
_HEIGHTS: dict[Size, int] = {"small": 32, "medium": 40, "large": 44}
_TEXTS: dict[Size, float] = {"small": 13.0, "medium": 13.5, "large": 14.0}
_GAP = 8


class KeyButton(QPushButton):
    """A button with the hint of its key inside: `KeyButton("기록하고 마침", "Ctrl Enter", "primary")`.

    `key` is only shown; `KeyButton.of(action)` makes a button of a QAction, key and all. Sizes are 32, 40
    and 44 px high at 100 %. `dot` names the token of a dot before the text, `icon_name` an icon;
    `strong` sets a quiet one in bold.
    """

    def __init__(
        self,
        text: str,
        key: str = "",
        variant: Variant = "secondary",
        *,
        size: Size = "medium",
        icon_name: str = "",
        dot: str = "",
        strong: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._key, self._variant, self._size = key, variant, size
        self._key_shown = True
        self._icon_name, self._dot, self._strong = icon_name, dot, strong
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._describe()

    @classmethod
    def of(cls, action: QAction, variant: Variant = "secondary", *, size: Size = "medium") -> "KeyButton":
        """Return a button that is `action`: its text, its key, its enabled state, its verb."""
        made = cls(action.text(), key_words(action.shortcut()), variant, size=size)

        def follow() -> None:
            made.set_text(action.text(), key_words(action.shortcut()))
            made.setEnabled(action.isEnabled())
            made.setVisible(action.isVisible())

        made.setEnabled(action.isEnabled())
        if not action.isVisible():
            made.hide()
        action.changed.connect(follow)
        made.clicked.connect(lambda _checked=False: action.trigger())
        return made

    def set_text(self, text: str, key: str | None = None) -> None:
        """Show another text and, unless None, another key."""
        if text == self.text() and key in {None, self._key}:
            return  # nothing to measure anew
        self.setText(text)
        if key is not None:
            self._key = key
        self._describe()
        self.updateGeometry()
        self.update()

    def show_key(self, shown: bool) -> None:
        """Show the key in the button, or leave it to the tip where there is little room."""
        if shown != self._key_shown:
            self._key_shown = shown
            self.setToolTip("" if shown else self._key)
            self.updateGeometry()
            self.update()

    def full_width(self) -> int:
        """Return how wide it is with its key, shown or not."""
        without = self.sizeHint().width()
        return without if self._key_shown else int(without + self._key_room())

    def set_dot(self, ink: str) -> None:
        """Show a dot of `ink` before the text, or none for ""."""
        self._dot = ink
        self.update()

    def _describe(self) -> None:
        self.setAccessibleName(self.text())
        self.setAccessibleDescription(self._key)

    def _tokens(self) -> tuple[str, str, str]:
        """Return ground, edge and text for the state the button is in ("" draws nothing)."""
        down = self.isDown() or self.isChecked()
        over = self.underMouse() and self.isEnabled()
        if not self.isEnabled():
            return ("" if self._variant == "quiet" else "sunken"), "", "disabled_text"
        if self._variant == "primary":
            return ("primary_strong" if down or over else "primary"), "", "on_primary"
        if self._variant == "danger":
            return ("danger_strong" if down or over else "danger"), "", "on_danger"
        if self.isChecked():
            return "primary_fill", "", "primary_text"
        ground = "hover" if down or over else "card"
        if self._variant == "quiet":
            return ("hover" if down or over else ""), "", "text_soft"
        return ground, "field_border", "text"

    def _text(self, width: float = 1e6) -> Flow:
        quiet = self._variant == "quiet"
        weight: theme.Weight = "semibold" if not quiet or self._strong or self.isChecked() else "regular"
        ink = self._tokens()[2]
        size = theme.BODY if quiet else _TEXTS[self._size]
        return layout((Run(self.text(), size, weight, ink, leading=1.3),), width, 1)

    def _extras(self) -> tuple[float, float]:
        """Return the room taken before and after the text, in px."""
        before = theme.px(14) if self._dot else theme.px(24) if self._icon_name else 0
        return before, self._key_room() if self._key_shown else 0

    def _key_room(self) -> float:
        return key_size(self._key)[0] + _GAP if self._key else 0

    def _margin(self) -> int:
        return 8 if self._variant == "quiet" else 13

    def sizeHint(self) -> QSize:
        """Return room for text and key."""
        right = self._margin() - (2 if self._key and self._key_shown else 0)
        width = self._margin() + sum(self._extras()) + self._text().width + right
        return QSize(int(width + 1.99), max(32, theme.px(_HEIGHTS[self._size])))

    def minimumSizeHint(self) -> QSize:
        """Return the same: a button's words are not cut."""
        return self.sizeHint()

    def changeEvent(self, event: QEvent) -> None:
        """Measure anew when theme or text size changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter as well as the space bar."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, dot or icon, text, key and, with the keyboard here, the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, edge, text_token = self._tokens()
        box = QRectF(self.rect())
        if ground:
            painter.setPen(QPen(theme.color(edge), 1) if edge else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(ground))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5) if edge else box, 8, 8)
        before, after = self._extras()
        text = self._text(max(8.0, self.width() - 12 - before - after))
        left = (self.width() - before - text.width - after) / 2
        middle = self.height() / 2
        if self._dot:
            draw_dot(painter, QPointF(left + 4, middle), self._dot, theme.px(8) / 2)
        elif self._icon_name:
            side = theme.px(18)
            theme.draw_icon(painter, QRectF(left, middle - side / 2, side, side), self._icon_name, text_token)
        text.draw(painter, QPointF(left + before, middle - text.height / 2))
        if self._key and self._key_shown:
            filled = self._variant in {"primary", "danger"} and self.isEnabled()
            right = left + before + text.width + after
            draw_key(painter, self._key, right, middle, on_primary=filled, dim=not self.isEnabled())
        if self.hasFocus():
            draw_focus(painter, box, 8)
