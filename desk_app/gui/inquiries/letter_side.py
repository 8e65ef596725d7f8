"""The right half of an open inquiry: which letter, the letter itself, and what can be made of it."""

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.core.letters import COMMON, OWN, Letter, LetterKind
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries import words
from desk_app.gui.inquiries.letter_view import LetterView
from desk_app.gui.widgets.buttons import KeyButton, Variant
from desk_app.gui.widgets.cards import Scroll
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.paint import key_words
from desk_app.gui.widgets.wrap_row import WrapRow

KINDS = (
    LetterKind.RECEIPT,
    LetterKind.INTERIM,
    LetterKind.EXTENSION,
    LetterKind.REPLY,
    LetterKind.REFERRAL,
    LetterKind.SUPPLEMENT,
)
_SHOWN_UNDER = {LetterKind.EXTENSION_CONSENT: LetterKind.EXTENSION}


class LetterSide(QWidget):
    """Tabs over the sheet and buttons under it; `tabs` are the actions of `KINDS`, `papers` what is made."""

    def __init__(self, tabs: Sequence[QAction], papers: Sequence[QAction]) -> None:
        super().__init__()
        self.view = LetterView()
        self._tabs = [
            _button(each, "quiet", tr(words.LETTERS[kind])) for kind, each in zip(KINDS, tabs, strict=True)
        ]
        for tab in self._tabs:
            tab.setCheckable(True)
        self._missing = Words(size=theme.SMALL, ink="warning_text")
        self._missing.hide()
        self._scroll = Scroll(spacing=0)
        self._scroll.column.addWidget(self.view)
        self._scroll.column.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(WrapRow(*self._tabs, spacing=2))
        column.addWidget(self._scroll, 1)
        column.addWidget(self._missing)
        column.addWidget(WrapRow(*(_button(each, "secondary") for each in papers), spacing=6))

    def show_letter(self, letter: Letter | None) -> None:
        """Show a letter under its tab, and what it still lacks."""
        self.view.show_letter(letter)
        shown = _SHOWN_UNDER.get(letter.kind, letter.kind) if letter else None
        for kind, tab in zip(KINDS, self._tabs, strict=True):
            tab.setChecked(kind is shown)
        lacking = ", ".join(_slot_words(name) for name in letter.missing) if letter else ""
        self._missing.set_text(tr("Still blank: {names}", names=lacking))
        self._missing.setVisible(bool(lacking))

    def missing(self) -> str:
        """Return what is said to be blank."""
        return "" if self._missing.isHidden() else self._missing.text()


def _button(act: QAction, variant: Variant, text: str = "") -> KeyButton:
    """Return a button of `act` that keeps its key in the tip: many stand in little room."""
    made = KeyButton(text or act.text(), "", variant, size="small")
    made.setToolTip(key_words(act.shortcut()))
    made.setAccessibleDescription(key_words(act.shortcut()))
    made.setEnabled(act.isEnabled())
    act.changed.connect(lambda: made.setEnabled(act.isEnabled()))
    made.clicked.connect(lambda _checked=False: act.trigger())
    return made


def _slot_words(name: str) -> str:
    """Return what a slot is called; the letters' own words are Korean already."""
    return COMMON.get(name) or OWN.get(name, (name, ()))[0]


def key_texts() -> list[str]:
    """Return what the keys of the tabs are for, in the order of `KINDS`."""
    return [tr("Letter: {name}", name=tr(words.LETTERS[kind])) for kind in KINDS]
