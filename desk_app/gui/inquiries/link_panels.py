"""The panel that asks with which other one a question is linked, and that it is for good."""

from datetime import datetime
from typing import Any

from desk_app.core.clock import seoul
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries import words
from desk_app.gui.inquiries.panels import InquiryPanel
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field
from desk_app.usecases.inquiries import InquiryDetail
from desk_app.usecases.inquiry_intake import link_inquiry


class LinkPanel(InquiryPanel):
    """Which one is the same paper, or the same matter."""

    use = link_inquiry
    enter_confirms = True

    def __init__(self, shift: Shift, detail: InquiryDetail, *, same_paper: bool) -> None:
        title = tr("Link as the same paper") if same_paper else tr("Link as the same matter")
        super().__init__(shift, detail, title, tr("Link"))
        self._same_paper = same_paper
        self.column.addWidget(Note("quiet", "", tr("A link cannot be undone."), quiet=True))
        self._other = ComboBox(least=12)
        today = seoul(shift.now()).date()
        for each in detail.similar:
            day = words.figures(seoul(each.arrived_at).date(), today)
            self._other.addItem(f"{each.number} · {day} · {each.subject}", each.id)
        self.fields["inquiry"] = Field(tr("With which one"), self._other, low=True)
        self.column.addWidget(self.fields["inquiry"])

    def arguments(self) -> dict[str, Any]:
        """Return the other one, and as what they are linked."""
        return {"to_id": self._other.currentData(), "same_paper": self._same_paper}

    def said(self, _value: Any, _now: datetime, /) -> tuple[str, theme.Tone]:
        """Return what follows from it."""
        return linked_words(same_paper=self._same_paper), "success"

    def begin(self) -> None:
        """Begin with the choice."""
        self._other.setFocus()


def linked_words(*, same_paper: bool) -> str:
    """Return what is said once two are linked."""
    return tr("Linked as the same twice.") if same_paper else tr("Linked as the same matter.")
