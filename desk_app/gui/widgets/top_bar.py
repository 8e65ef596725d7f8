"""The bar at the top: where we are, the search, who I am and what time it is."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from desk_app.core.clock import seoul
from desk_app.gui import theme
from desk_app.gui.i18n import mark, tr
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.chips import PRESENCE_DOTS
from desk_app.gui.widgets.fields import LiveLineEdit
from desk_app.gui.widgets.labels import Words


class TopBar(QWidget):
    """Page, branch and desk, search, presence, date and time, me.

    Says `presence_asked` and `me_asked` when their button is pressed; the search field is `search`.
    """

    presence_asked = Signal()
    me_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._title = Words(size=theme.TITLE, weight="bold", max_lines=1, keep=100)
        self._place = Words(size=13, ink="text_quiet", max_lines=1, keep=40)
        self.search = LiveLineEdit(
            tr("Name, initial consonants (ㄱㅎㄴ), beginning or end of a phone number"),
            search=True,
            key="Ctrl K",
        )
        self.search.setAccessibleName(tr("Search"))
        self.search.setClearButtonEnabled(False)
        self.search.setMaximumWidth(theme.px(460))
        self._presence = KeyButton("", variant="quiet", size="small", dot="dot_away")
        self._clock = Words(ink="text_soft", max_lines=1, tabular=True, keep=400)
        self._me = KeyButton("", variant="quiet", size="small", strong=True)
        self._presence.clicked.connect(lambda _checked=False: self.presence_asked.emit())
        self._me.clicked.connect(lambda _checked=False: self.me_asked.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 9, 12, 10)
        row.setSpacing(0)
        row.addWidget(self._title)
        row.addSpacing(14)
        row.addWidget(self._place)
        row.addSpacing(20)
        row.addWidget(self.search, 3)
        row.addStretch(1)
        row.addSpacing(12)
        row.addWidget(self._presence)
        row.addSpacing(6)
        row.addWidget(self._clock)
        row.addSpacing(8)
        row.addWidget(self._me)
        self._presence.hide()
        self._me.hide()

    def set_title(self, title: str) -> None:
        """Show the name of the page."""
        self._title.set_text(title)

    def set_place(self, branch: str, desk: str) -> None:
        """Show branch and desk: 경기북부지부 · 1번 창구."""
        self._place.set_text(" · ".join(part for part in (branch, desk) if part))

    def set_presence(self, word: str, presence: str = "present") -> None:
        """Show my presence in words, with the dot of `present`, `busy` or `away`."""
        self._presence.set_text(word)
        self._presence.set_dot(PRESENCE_DOTS[presence])
        self._presence.setAccessibleName(tr("My presence: {word}", word=word))
        self._presence.setVisible(bool(word))

    def set_me(self, name: str) -> None:
        """Show who is signed in, or nobody for ""."""
        self._me.set_text(name)
        self._me.setVisible(bool(name))

    def set_now(self, now: datetime) -> None:
        """Show the date and time of `now` on Seoul's clock: 11월 24일 (화) 14:06."""
        here = seoul(now)
        day = tr(_WEEKDAYS[here.weekday()])
        self._clock.set_text(
            tr(
                "{month}/{day} ({weekday}) {time}",
                month=here.month,
                day=here.day,
                weekday=day,
                time=f"{here:%H:%M}",
            )
        )


_WEEKDAYS = (mark("Mon"), mark("Tue"), mark("Wed"), mark("Thu"), mark("Fri"), mark("Sat"), mark("Sun"))
