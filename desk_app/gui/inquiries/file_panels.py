"""The panel that asks before a file is taken out of an inquiry."""

from typing import Any

from desk_app.gui.i18n import mark, tr
from desk_app.gui.inquiries.files import size_words
from desk_app.gui.inquiries.panels import InquiryPanel
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.panels import needed
from desk_app.usecases.attachments import remove_attachment
from desk_app.usecases.inquiries import AttachmentLine, InquiryDetail


class TakeOutPanel(InquiryPanel):
    """Which file does not belong there, `line` first, and why: what it holds is gone, the reason is kept."""

    use = remove_attachment
    done = mark("The file is taken out.")

    def __init__(self, shift: Shift, detail: InquiryDetail, line: AttachmentLine | None = None) -> None:
        super().__init__(shift, detail, tr("Take a file out"), tr("Take it out for good"), "danger")
        self._file = ComboBox(least=12)
        for each in detail.files:
            self._file.addItem(f"{each.name} · {size_words(each.size)}", each.id)
        self._file.setCurrentIndex(max(0, self._file.findData(line.id if line else None)))
        self._is_chosen = line is not None or len(detail.files) == 1
        gone = tr("What it holds cannot be brought back. Name and reason stay in the history.")
        self.fields["file"] = Field(tr("Which file"), self._file, help_text=gone, low=True)
        self.column.addWidget(self.fields["file"])
        hint = tr("for instance: another customer's papers")
        self._reason = self.add_line("reason", tr("Reason"), hint=hint)

    def arguments(self) -> dict[str, Any]:
        """Return the file and the reason; raises `BadInput` without one."""
        return {"attachment_id": self._file.currentData(), "reason": needed(self._reason)}

    def begin(self) -> None:
        """Begin with the file where there are several, else with the reason."""
        (self._reason if self._is_chosen else self._file).setFocus()
