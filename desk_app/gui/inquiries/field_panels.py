"""The panels of a grievance's field inquiry (영 제17조): begun, planned for longer, over."""

from datetime import datetime
from typing import Any

from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput
from desk_app.core.holidays import ONE_DAY
from desk_app.core.inquiries import Channel
from desk_app.core.inquiry_clocks import FIELD_INQUIRY_EXTENSION, LONGEST_FIELD_INQUIRY
from desk_app.core.spoken import say_date
from desk_app.gui import theme
from desk_app.gui.i18n import mark, tr
from desk_app.gui.inquiries.panels import InquiryPanel, way
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import LiveTextEdit
from desk_app.gui.widgets.panels import needed
from desk_app.usecases.inquiries import InquiryDetail
from desk_app.usecases.inquiry_clocks import begin_field_inquiry, end_field_inquiry, extend_field_inquiry

_LAW = mark(
    "Its days do not count, 14 at most with today, and once 7 more (Decree on Civil Petitions, Article 17)."
    " Whoever was told a date keeps it until they are told another one."
)
_LONGER = mark(
    "It may go on until {within}, and once beyond that until {once} (Decree on Civil Petitions, Article 17)."
    " Whoever was told a date keeps it until they are told another one."
)


_TOO_LATE = mark(
    "The period is over: both dates stay during the inquiry."
    " Tell the customer a new day in an interim reply (M)."
)


class BeginFieldPanel(InquiryPanel):
    """What is looked into on the spot, and until when: from today on these days do not count."""

    use = begin_field_inquiry

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("Look into it on the spot"), tr("Begin the field inquiry"))
        self._is_late = detail.dates.is_over(shift.now())
        law = _TOO_LATE if self._is_late else _LAW
        self.column.addWidget(Note("warning" if self._is_late else "primary", "", tr(law), quiet=True))
        self._purpose = self.add_text("purpose", tr("What is looked into, and where"), lines=2)
        self._day = self.add_day("until", tr("Until which day"))
        past = detail.dates.to_tell < seoul(shift.now()).date()
        self._told = None if past else _add_told(self)

    def said(self, _value: InquiryDetail, _now: datetime, /) -> tuple[str, theme.Tone]:
        """Return whether its days count."""
        if self._is_late:
            return tr("The field inquiry has begun. The period is over, so both dates stay."), "warning"
        return tr("The field inquiry has begun. Its days do not count."), "quiet"

    def arguments(self) -> dict[str, Any]:
        """Return what for, until when, and how the customer knows."""
        purpose = _typed(self._purpose, "purpose")
        return {"purpose": purpose, "until": self._day.value(), "told_by": _way(self._told)}

    def begin(self) -> None:
        """Begin with what for."""
        self._purpose.setFocus()


class LongerFieldPanel(InquiryPanel):
    """Until when it takes after all, and why."""

    use = extend_field_inquiry
    done = mark("The field inquiry goes on until then.")

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("The field inquiry takes longer"), tr("Plan it for longer"))
        planned = detail.field_inquiry
        if planned is not None:
            end = planned.asked_on + LONGEST_FIELD_INQUIRY - ONE_DAY
            within, once = say_date(end), say_date(end + FIELD_INQUIRY_EXTENSION)
            title = tr("Planned until {day}", day=say_date(planned.due_on))
            law = tr(_LONGER, within=within, once=once)
            self.column.addWidget(Note("primary", title, law, quiet=True))
        self._day = self.add_day("until", tr("Until which day"))
        self._reason = self.add_line("reason", tr("Reason"), hint=tr("for instance: nobody was there"))
        self._told = _add_told(self)

    def arguments(self) -> dict[str, Any]:
        """Return until when, why, and how the customer knows."""
        return {"until": self._day.value(), "reason": needed(self._reason), "told_by": way(self._told)}

    def begin(self) -> None:
        """Begin with the day."""
        self._day.setFocus()


class EndFieldPanel(InquiryPanel):
    """The day on which the field inquiry was over: from the next one on the clock runs again."""

    use = end_field_inquiry

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("When was the field inquiry over?"), tr("Record as over"))
        self._day = self.add_day("ended_on", tr("Day it was over"), past=True)
        self._day.setText(tr("today"))

    def said(self, _value: InquiryDetail, _now: datetime, /) -> tuple[str, theme.Tone]:
        """Return whether the clock had stood still."""
        inquiry = self._detail.field_inquiry
        if inquiry is None or inquiry.stops:
            return tr("The field inquiry is over, and the clock runs again."), "quiet"
        return tr("The field inquiry is over. The period is over: answer now."), "warning"

    def arguments(self) -> dict[str, Any]:
        """Return the day."""
        return {"on": self._day.value()}

    def begin(self) -> None:
        """Begin with the day."""
        self._day.setFocus()
        self._day.selectAll()


def _add_told(panel: InquiryPanel) -> ComboBox:
    """Add whether the customer hears of it, and with it of the date that follows."""
    none = tr("Not told: the date they know stays")
    return panel.add_way("told_by", tr("The customer was told of it and the new date by"), None, none=none)


def _way(box: ComboBox | None) -> Channel | None:
    return way(box) if box is not None else None


def _typed(edit: LiveTextEdit, name: str) -> str:
    if not edit.toPlainText().strip():
        raise BadInput(name, "missing")
    return edit.toPlainText()
