"""Grounds: the white card, the toned note, the thin rule, and what an empty place says."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.widgets.labels import Words

NoteTone = Literal["quiet", "primary", "success", "warning", "danger", "dashed", "say"]


class Card(QFrame):
    """A white card with a 12 px radius; `column` is its layout, `padding` px on every side (18 as drawn)."""

    def __init__(self, *, padding: int = 18, spacing: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(padding, padding, padding, padding)
        self.column.setSpacing(spacing)


class Note(QFrame):
    """A small toned ground inside a card: a warning, a promise, a quotation; `column` is its layout.

    With `title` and `text` it says just that; `set_words` changes them; `quiet` sets the text small.
    """

    def __init__(
        self,
        tone: NoteTone = "quiet",
        title: str = "",
        text: str = "",
        *,
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("note", tone)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(14, 11, 14, 12)
        self.column.setSpacing(4)
        ink = f"{tone}_text" if tone in {"warning", "danger", "success"} else "text"
        self._title = Words(size=theme.BODY, weight="bold", ink=ink)
        self._text = Words(size=theme.SMALL if quiet else 13.5, ink="text_quiet" if quiet else "text")
        self.column.addWidget(self._title)
        self.column.addWidget(self._text)
        self.set_words(title, text)

    def set_words(self, title: str, text: str = "") -> None:
        """Say `title` in bold and `text` under it; an empty one takes no room."""
        self._title.set_text(title)
        self._title.setVisible(bool(title))
        self._text.set_text(text)
        self._text.setVisible(bool(text))


class EmptyState(QWidget):
    """What stands where there is nothing: a sentence, what to do about it, and the button that does it."""

    def __init__(
        self,
        sentence: str,
        what_to_do: str = "",
        button: QWidget | None = None,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(6)
        column.addStretch(2)
        self._sentence = Words(sentence, size=theme.LEAD, weight="semibold", ink="text_soft")
        self._what_to_do = Words(what_to_do, size=theme.BODY, ink="text_quiet")
        for words in (self._sentence, self._what_to_do):
            column.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        if button is not None:
            column.addSpacing(8)
            column.addWidget(button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def set_words(self, sentence: str, what_to_do: str = "") -> None:
        """Say something else."""
        self._sentence.set_text(sentence)
        self._what_to_do.set_text(what_to_do)


class Scroll(QScrollArea):
    """A part of a card that scrolls up and down when it is higher than its place; `column` is its layout."""

    def __init__(self, *, spacing: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self.column = QVBoxLayout(self._inside)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(spacing)
        self.setWidget(self._inside)

    def sizeHint(self) -> QSize:
        """Return a modest height and the width of what is inside."""
        return QSize(self._inside.sizeHint().width(), theme.px(120))

    def minimumSizeHint(self) -> QSize:
        """Return the least width of what is inside: there is no scrolling sideways."""
        return QSize(self._inside.minimumSizeHint().width(), theme.px(80))


def rule(*, upright: bool = False) -> QFrame:
    """Return a thin line between two parts of a card, lying or upright."""
    made = QFrame()
    made.setProperty("rule", True)
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made
