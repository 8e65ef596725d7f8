"""The alert strip: the most urgent thing owed, what to do about it, and how many more wait."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.paint import key_words

_ROOM_FOR_KEYS = 1300  # px of strip at 100 % from which every button shows its key


@dataclass(frozen=True)
class StripItem:
    """What the strip says: names masked already, since a visitor may look.

    `id` comes back with every verb; `chip` says how urgent ("기한 12분 남음") in `tone`; `title` is who and
    what, `detail` the rest; `more` counts what else waits; without `can_call` there is no call to make.
    `act` names what is done in place of a call; without `can_clear` others still have to see it, without
    `can_wait` ten minutes more mean nothing, without `can_hand_over` nobody takes it from here.
    """

    id: int
    chip: str
    title: str
    detail: str = ""
    tone: Literal["danger", "warning", "primary"] = "danger"
    more: int = 0
    can_call: bool = True
    act: str = ""
    can_clear: bool = True
    can_wait: bool = True
    can_hand_over: bool = True


class AlertStrip(QWidget):
    """One line under the top bar; hidden while nothing is due. It never takes the focus.

    Says `call(id)` (or what the item names in its place), `later(id)` (in ten minutes), `seen(id)`
    (acknowledged), `hand_over(id)`, `more()`.
    """

    call = Signal(int)
    later = Signal(int)
    seen = Signal(int)
    hand_over = Signal(int)
    more = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: StripItem | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._chip = Chip()
        self._title = Words(weight="semibold", max_lines=1, keep=120)
        self._detail = Words(size=13.5, ink="text_quiet", max_lines=1)
        again = action(self, tr("Again in 10 minutes"), "Ctrl+F9", self._later, whole_window=True)
        seen = action(self, tr("Seen"), "Ctrl+F10", self._seen, whole_window=True)
        over = action(self, tr("Hand over"), "Ctrl+Shift+F9", self._hand_over, whole_window=True)
        self._call = action(self, tr("Call now"), "F9", self._call_now, whole_window=True)
        self._rest = KeyButton("", variant="quiet", size="small")
        self._rest.clicked.connect(lambda _checked=False: self.more.emit())
        buttons = [KeyButton(each.text(), size="small") for each in (seen, again, over)]
        self._verbs = list(zip(buttons, (seen, again, over), strict=True))
        for button, verb in self._verbs:
            button.clicked.connect(lambda _checked=False, verb=verb: verb.trigger())
            button.setToolTip(verb.shortcut().toString(QKeySequence.SequenceFormat.NativeText))
        self._call_button = KeyButton.of(self._call, "primary", size="small")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 9, 12, 9)
        row.setSpacing(8)
        row.addWidget(self._chip)
        row.addSpacing(4)
        row.addWidget(self._title)
        row.addSpacing(4)
        row.addWidget(self._detail, 1)
        row.addWidget(self._rest)
        for button in (*buttons, self._call_button):
            row.addWidget(button)
        for button in (self._rest, *buttons, self._call_button):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def set_item(self, item: StripItem | None) -> None:
        """Show `item`, or nothing for None; a screen reader hears a new one."""
        before, self._item = self._item, item
        if item is None:
            self.hide()
            return
        self._chip.set_chip(item.chip, item.tone)
        self._title.set_text(item.title)
        self._detail.set_text(item.detail)
        self._rest.set_text(tr("{count} more", count=item.more))
        self._rest.setVisible(item.more > 0)
        self._call.setText(item.act or tr("Call now"))
        self._call.setVisible(item.can_call)
        can = (item.can_clear, item.can_clear and item.can_wait, item.can_hand_over)
        for (button, verb), shown in zip(self._verbs, can, strict=True):
            button.setVisible(shown)
            verb.setEnabled(shown)
            verb.setVisible(shown)
        spoken = " ".join(part for part in (item.chip, item.title, item.detail) if part)
        self.setAccessibleName(spoken)
        self.show()
        self.update()
        if before is None or before.id != item.id or before.chip != item.chip:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def item(self) -> StripItem | None:
        """Return what the strip shows."""
        return self._item

    def yield_call_key(self, taken: bool) -> None:
        """Move "call now" to Shift+F9 while the page shown has an F9 of its own."""
        self._call.setShortcut(QKeySequence("Shift+F9" if taken else "F9"))

    def _call_now(self) -> None:
        if self._item and self._item.can_call:
            self.call.emit(self._item.id)

    def _later(self) -> None:
        if self._item:
            self.later.emit(self._item.id)

    def _seen(self) -> None:
        if self._item:
            self.seen.emit(self._item.id)

    def _hand_over(self) -> None:
        if self._item:
            self.hand_over.emit(self._item.id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the key of every button where there is room for it."""
        super().resizeEvent(event)
        roomy = self.width() >= theme.px(_ROOM_FOR_KEYS)
        for button, verb in self._verbs:
            button.set_text(verb.text(), key_words(verb.shortcut()) if roomy else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card with the band of its tone at the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = self._item.tone if self._item else "danger"
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, 12, 12)
        painter.fillPath(shape, theme.color("card"))
        painter.setPen(theme.color(f"{tone}_border"))
        painter.drawPath(shape)
        band = QPainterPath()
        band.addRect(QRectF(0, 0, 4, self.height()))
        outer = QPainterPath()
        outer.addRoundedRect(QRectF(self.rect()), 12, 12)
        painter.fillPath(outer.intersected(band), theme.color(tone))
        painter.end()
