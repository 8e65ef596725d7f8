"""The panels of waiting and passing on: asking the customer, what came back, other hands, taken back."""

from datetime import datetime
from typing import Any

from desk_app.core.errors import BadInput
from desk_app.core.letters import LetterKind
from desk_app.core.phones import parse_phone
from desk_app.gui import theme
from desk_app.gui.contacts.picker import Picker
from desk_app.gui.i18n import mark, tr
from desk_app.gui.inquiries.last_letters import owed_on
from desk_app.gui.inquiries.office_panels import people_options
from desk_app.gui.inquiries.panels import InquiryPanel, way
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.panels import needed
from desk_app.usecases.inquiries import InquiryDetail
from desk_app.usecases.inquiry_clocks import ask_supplement, supplement_came
from desk_app.usecases.inquiry_passing import pass_on, plan_passing, refer
from desk_app.usecases.inquiry_replies import withdraw_inquiry
from desk_app.usecases.letters import Told

_GOES_ON = mark(
    "The period is over: both dates stay while you wait. The letter says so, and is sorry."
    " Tell a new day in an interim reply (M)."
)


class AskPanel(InquiryPanel):
    """What the customer is to supplement, and by when; within the period the clock stands still meanwhile."""

    use = ask_supplement
    letter = LetterKind.SUPPLEMENT

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("Ask the customer to supplement"), tr("Record as asked"))
        now = shift.now()
        self._late_on = owed_on(detail, now) if detail.dates.is_over(now) else None
        if self._late_on is not None:
            self.column.addWidget(Note("warning", "", tr(_GOES_ON), quiet=True))
        self._what = self.add_text("supplement", tr("What is missing"), lines=3)
        self._day = self.add_day("due_on", tr("By when"))
        self._way = self.add_way("sent_by", tr("Asked by"), detail.answer_by)

    def told(self) -> Told:
        """Return what is missing, by when, and whether the period is over."""
        return Told(supplement=self._what.live_text(), supplement_by=self._day.known(), late_on=self._late_on)

    def said(self, value: InquiryDetail, _now: datetime, /) -> tuple[str, theme.Tone]:
        """Return whether the clock stands still."""
        if value.waits is None or value.waits.stops:
            return tr("Asked. The clock stands still until it comes."), "quiet"
        return tr("Asked. The period is over, so both dates stay."), "warning"

    def arguments(self) -> dict[str, Any]:
        """Return what is missing, the day and the way."""
        if not self._what.toPlainText().strip():
            raise BadInput("supplement", "missing")
        return {"what": self._what.toPlainText(), "due_on": self._day.value(), "sent_by": way(self._way)}

    def begin(self) -> None:
        """Begin with what is missing."""
        self._what.setFocus()


class CamePanel(InquiryPanel):
    """The day on which what was asked for came back: the clock runs again."""

    use = supplement_came

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("When did it come?"), tr("Record as come"))
        self._day = self.add_day("returned_on", tr("Day it came"), past=True)
        self._day.setText(tr("today"))

    def said(self, _value: InquiryDetail, _now: datetime, /) -> tuple[str, theme.Tone]:
        """Return whether the clock had stood still."""
        waited = self._detail.waits
        if waited is None or waited.stops:
            return tr("The clock runs again; both end days do not count."), "quiet"
        return tr("It has come. The period is over: answer now."), "warning"

    def arguments(self) -> dict[str, Any]:
        """Return the day."""
        return {"on": self._day.value()}

    def begin(self) -> None:
        """Begin with the day."""
        self._day.setFocus()
        self._day.selectAll()


class PlanPassingPanel(InquiryPanel):
    """Whose it really is, before it is passed on: its own clock begins."""

    use = plan_passing
    done = mark("Noted. Passing it on is on the board of promises.")

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("To be passed on"), tr("Begin the clock"))
        self._inside = inside_box()
        self.fields["inside"] = Field(tr("Whose is it?"), self._inside, low=True)
        self.column.addWidget(self.fields["inside"])
        self._to = self.add_line("to", tr("Team or agency"))

    def arguments(self) -> dict[str, Any]:
        """Return whose it is."""
        return {"to": self._to.text(), "inside": bool(self._inside.currentData())}

    def begin(self) -> None:
        """Begin with whose it is."""
        self._inside.setFocus()


class PassOnPanel(InquiryPanel):
    """A colleague whose it is takes it on; the period goes on counting."""

    use = pass_on
    done = mark("Passed on: they owe the reply now.")

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("Pass it on inside the branch"), tr("Pass on"))
        self._to_id: int | None = None
        self._to = Picker(tr("Who answers"))
        self._to.set_options([each for each in people_options(shift) if each.id != detail.owner_id])
        self._to.chosen.connect(self._choose)
        self.fields["owner"] = Field(tr("Who takes it on"), self._to, low=True)
        self.column.addWidget(self.fields["owner"])
        self._note = self.add_line("note", tr("Note for them (optional)"))

    def _choose(self, staff_id: int | None) -> None:
        self._to_id = staff_id
        self.fields["owner"].set_error("")

    def arguments(self) -> dict[str, Any]:
        """Return who takes it on; raises `BadInput` where nobody is chosen."""
        self._to.take()
        if self._to_id is None:
            raise BadInput("owner", "missing")
        return {"to_id": self._to_id, "text": self._note.text()}

    def begin(self) -> None:
        """Begin with who takes it on."""
        self._to.setFocus()


class ReferPanel(InquiryPanel):
    """It is another agency's: it goes there, and the customer is told."""

    use = refer
    done = mark("Referred. Nothing more is owed here.")
    letter = LetterKind.REFERRAL

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("Refer it elsewhere"), tr("Record as referred"))
        self._inside = inside_box()
        self.fields["inside"] = Field(tr("Whose is it?"), self._inside, low=True)
        self.column.addWidget(self.fields["inside"])
        self._to = self.add_line("to", tr("Team or agency"))
        waiting = [each.to for each in detail.passings if each.done_at is None]
        self._to.setText(waiting[-1] if waiting else "")
        self._phone = self.add_line("phone", tr("Its telephone (for the letter)"))
        self._reason = self.add_text("note", tr("Why (for the letter)"), lines=2)
        self._told = self.add_way(
            "told", tr("The customer was told by"), detail.answer_by, none=tr("Not told yet")
        )
        for edit in (self._to, self._phone):
            edit.live_text_changed.connect(lambda _text: self.edited.emit())

    def told(self) -> Told:
        """Return where it goes, and why."""
        return Told(
            reason=self._reason.live_text(),
            other_agency=self._to.live_text(),
            other_phone=_phone(self._phone.live_text()),
        )

    def arguments(self) -> dict[str, Any]:
        """Return where it goes and how the customer knows."""
        return {
            "to": self._to.text(),
            "inside": bool(self._inside.currentData()),
            "told_by": way(self._told),
            "phone": self._phone.text(),
            "text": self._reason.toPlainText(),
        }

    def begin(self) -> None:
        """Begin with whose it is."""
        self._inside.setFocus()


class WithdrawPanel(InquiryPanel):
    """No answer is wanted any more; the reason is kept, and known where the same paper came before."""

    use = withdraw_inquiry
    done = mark("Taken back: no answer is owed any more.")

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("Why is no answer wanted?"), tr("Record as taken back"), "danger")
        self._reason = self.add_line(
            "reason", tr("Reason"), hint=tr("as the customer said it, or the same paper twice")
        )
        if detail.surplus is not None and detail.surplus[0].id == detail.id:
            self._reason.setText(tr("the same paper as {number}", number=detail.surplus[1].number))

    def arguments(self) -> dict[str, Any]:
        """Return the reason; raises `BadInput` without one."""
        return {"reason": needed(self._reason)}

    def begin(self) -> None:
        """Begin with the reason."""
        self._reason.setFocus()


def inside_box() -> ComboBox:
    """Return the choice between another agency, with 8 working hours, and a team of this one, with 3."""
    box = ComboBox()
    box.addItem(tr("Another agency (8 working hours)"), userData=False)
    box.addItem(tr("Another team of the agency (3 working hours)"), userData=True)
    return box


def _phone(typed: str) -> str:
    """Return a number as letters take it, or as it was typed while it is not whole."""
    try:
        return parse_phone(typed).digits if typed.strip() else ""
    except BadInput:
        return typed
