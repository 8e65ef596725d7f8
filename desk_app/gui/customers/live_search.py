"""Searching while somebody types: every key asks, only the answer to what stands there now is shown."""

from PySide6.QtCore import QObject, Signal

from desk_app.gui.shift import Shift
from desk_app.usecases.customers import CallerMatch, search_customers


class LiveSearch(QObject):
    """Says `found(matches)` for the text last asked for; `waiting` until then."""

    found = Signal(object)

    def __init__(self, shift: Shift, most: int, parent: QObject) -> None:
        super().__init__(parent)
        self.text = ""
        self.most = most
        self.waiting = False
        self._shift = shift

    def ask(self, text: str) -> None:
        """Search for `text`; for an empty one nothing is found, at once."""
        self.text = text.strip()
        self.waiting = bool(self.text)
        if self.waiting:
            self.repeat()
        else:
            self.found.emit(())

    def repeat(self) -> None:
        """Search once more for the same text, because the data changed."""
        asked = self.text

        def take(matches: tuple[CallerMatch, ...]) -> None:
            if asked == self.text:
                self.waiting = False
                self.found.emit(matches)

        if asked:
            self._shift.call(self, search_customers, take, text=asked, most=self.most)
