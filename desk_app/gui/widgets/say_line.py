"""The one large thing on the screen: the sentence to say next."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.flow import Run
from desk_app.gui.widgets.labels import Words


class Segment(NamedTuple):
    """A stretch of the sentence: plain words, or a slot, filled or still `missing`."""

    text: str
    is_slot: bool = False
    missing: bool = False


class SayLine(Words):
    """The sentence to say, in “ ”, large; what was filled in stands out, what is missing is asked for.

    `set_sentence((Segment("성함은 "), Segment("강지훈", True), Segment(" 님, …")))`. A screen reader hears
    the whole sentence when it changes. `size=15` makes the read-back line of it.
    """

    def __init__(
        self,
        segments: Sequence[tuple[str, bool, bool]] = (),
        *,
        size: float = theme.SAY,
        weight: theme.Weight = "semibold",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(size=size, weight=weight, parent=parent)
        self._size, self._weight = size, weight
        self._parts: list[Segment] = []
        self._fill = "slot_fill" if size >= theme.LARGE else ""
        self.set_sentence(segments)

    def set_sentence(self, segments: Sequence[tuple[str, bool, bool]]) -> None:
        """Show the sentence made of `segments`, each (text, is_slot, missing)."""
        parts = [Segment(*each) for each in segments if each[0]]
        self._parts = parts
        before = self.text()
        runs = [self._run(part) for part in parts]
        self.set_runs(self._quoted(runs) if runs else ())
        spoken = "".join(
            tr("(blank: {slot})", slot=part.text) if part.missing else part.text for part in parts
        )
        self.setAccessibleName(spoken)
        if spoken and before and self.text() != before and self.isVisible():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, spoken))

    def set_size(self, size: float) -> None:
        """Say the same sentence in another size, where the room is small."""
        if size != self._size:
            self._size = size
            runs = [self._run(part) for part in self._parts]
            self.set_runs(self._quoted(runs) if runs else ())

    def _run(self, part: Segment) -> Run:
        if not part.is_slot:
            return Run(part.text, self._size, self._weight, leading=1.55)
        ink, fill = ("warning_text", "warning_fill") if part.missing else ("primary_text", self._fill)
        return Run(part.text, self._size, self._weight, ink, fill, part.missing, leading=1.55)

    def _quoted(self, runs: list[Run]) -> list[Run]:
        mark = Run("“", self._size, self._weight, leading=1.55)
        return [mark, *runs, Run("”", self._size, self._weight, leading=1.55)]
