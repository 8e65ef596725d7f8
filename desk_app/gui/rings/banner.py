"""The band that says the phone rings, and afterwards that nobody came."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSizePolicy, QWidget

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.labels import Words

BandTone = Literal["primary", "warning", "danger"]


@dataclass(frozen=True)
class RingItem:
    """A call that rings: the `count` so far (`1 · 2 · 3`), `who` masked, how many more ring beside it."""

    call_id: str
    count: str
    who: str
    tone: BandTone = "primary"
    more: int = 0


@dataclass(frozen=True)
class MissedItem:
    """A call nobody answered: `who` masked, `detail` when and how long; `promise` names the hour on offer.

    Where the number is withheld nothing can be promised and `promise` is empty.
    """

    ring_id: int
    who: str
    detail: str
    promise: str = ""


class RingBanner(QWidget):
    """One line for the top of the window, hidden while the phone is quiet; it never takes the focus.

    Says `take()` when staff pick up (F3, on every page while a call rings), `promise()` when they promise
    to call a missed caller back (F4), `put_away()` when it shall wait among the promises (Shift+F4).
    While the band is hidden, and behind the curtain, its keys belong to whoever else has them.
    """

    take = Signal()
    promise = Signal()
    put_away = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item: RingItem | MissedItem | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._chip = Chip()
        self._count = Words(size=theme.TITLE, weight="bold", max_lines=1, keep=150, tabular=True)
        self._who = Words(size=theme.LEAD, weight="semibold", max_lines=1, keep=160)
        self._detail = Words(size=13.5, ink="text_quiet", max_lines=1)
        self._take = KeyButton(tr("Take the call"), "F3", "primary", size="small")
        self._promise = KeyButton("", "F4", "primary", size="small")
        self._later = KeyButton(tr("Later"), "Shift F4", "quiet", size="small")
        self._take.clicked.connect(lambda _checked=False: self.take.emit())
        self._promise.clicked.connect(lambda _checked=False: self.promise.emit())
        self._later.clicked.connect(lambda _checked=False: self.put_away.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 9, 12, 9)
        row.setSpacing(12)
        for words in (self._chip, self._count, self._who):
            row.addWidget(words)
        row.addWidget(self._detail, 1)
        for button in (self._later, self._promise, self._take):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(button)
        self.hide()

    def set_item(self, item: RingItem | MissedItem | None) -> None:
        """Show a call that rings, a missed one, or nothing; a screen reader hears of every new one."""
        before, self._item = self._item, item
        if item is None:
            self.hide()
        elif isinstance(item, RingItem):
            self._show_ringing(item)
        else:
            self._show_missed(item)
        self._watch_keys(item is not None)
        if item is not None and _identity(before) != _identity(item):
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.accessibleName()))

    def item(self) -> RingItem | MissedItem | None:
        """Return what the band shows."""
        return self._item

    def _show_ringing(self, item: RingItem) -> None:
        more = tr("{count} more ringing", count=item.more) if item.more else ""
        self._fill(tr("The phone rings"), item.tone, item.who, more)
        self._count.set_text(item.count, ink="text" if item.tone == "primary" else f"{item.tone}_text")
        self._count.show()
        self._take.show()
        self._later.hide()
        self._promise.hide()

    def _show_missed(self, item: MissedItem) -> None:
        self._fill(tr("Missed call"), "warning", item.who, item.detail)
        self._count.hide()
        self._take.hide()
        self._later.show()
        self._promise.set_text(item.promise)
        self._promise.setVisible(bool(item.promise))

    def _fill(self, chip: str, tone: BandTone, who: str, detail: str) -> None:
        self._chip.set_chip(chip, tone)
        self._who.set_text(who)
        self._detail.set_text(detail)
        self.setAccessibleName(" ".join(part for part in (chip, who, detail) if part))
        self.show()
        self.update()

    # -- keys

    def _watch_keys(self, watch: bool) -> None:
        """Look at the window's keys before anybody else does, while there is something to press.

        F3 is also the desk page's own key (begin a call): two shortcuts on one key would cancel each other.
        """
        app = QApplication.instance()
        assert app is not None
        app.removeEventFilter(self)
        if watch:
            app.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Take F3 while a call rings, F4 and Shift+F4 after a missed one; leave everything else alone."""
        if event.type() not in {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}:
            return False
        verb = self._verb_of(event)
        if verb is None or not self.isVisible() or not self.window().isActiveWindow():
            return False
        event.accept()  # of an override: then no shortcut fires, and the key press itself follows
        if event.type() == QEvent.Type.KeyPress:
            verb.emit()
        return True

    def _verb_of(self, event: QEvent) -> SignalInstance | None:
        if not isinstance(event, QKeyEvent) or event.isAutoRepeat():
            return None
        verbs: dict[str, SignalInstance] = {}
        if isinstance(self._item, RingItem):
            verbs = {"F3": self.take}
        elif isinstance(self._item, MissedItem):
            verbs = {"Shift+F4": self.put_away} | ({"F4": self.promise} if self._item.promise else {})
        return verbs.get(QKeySequence(event.keyCombination()).toString())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card with the band of its tone at the left."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tone = self._item.tone if isinstance(self._item, RingItem) else "warning"
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, 12, 12)
        painter.fillPath(shape, theme.color("card"))
        painter.setPen(theme.color(f"{tone}_border"))
        painter.drawPath(shape)
        band = QPainterPath()
        band.addRect(QRectF(0, 0, 4, self.height()))
        painter.fillPath(shape.intersected(band), theme.color(tone))
        painter.end()


def _identity(item: RingItem | MissedItem | None) -> str | int | None:
    if item is None:
        return None
    return item.call_id if isinstance(item, RingItem) else item.ring_id
