"""The panels that write to the customer: interim reply, extension, the reply and how it went out."""

from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from PySide6.QtGui import QTextCursor

from desk_app.core.clock import seoul
from desk_app.core.deadlines import Rule, rolled
from desk_app.core.errors import BadInput, CalendarEnds, DeskError
from desk_app.core.inquiries import LONGEST_PERIOD, ExtensionReason, missed_on, next_answer_on
from desk_app.core.letters import LetterKind
from desk_app.core.office import OfficeView
from desk_app.gui import theme
from desk_app.gui.i18n import mark, tr
from desk_app.gui.inquiries import words
from desk_app.gui.inquiries.panels import InquiryPanel, typed_day, way
from desk_app.gui.inquiries.unsaved import UnsavedReplies
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.inquiries import InquiryDetail
from desk_app.usecases.inquiry_clocks import extend
from desk_app.usecases.inquiry_replies import save_reply_draft, send_interim, send_reply
from desk_app.usecases.letters import Told

_FORBIDDEN = mark(
    "Too much work, naming somebody late or their absence are no reasons (Enforcement Decree, article 21)."
)


class InterimPanel(InquiryPanel):
    """Why the answer takes longer, how far it is, and by when it comes: the letter says so as it is typed."""

    use = send_interim
    done = mark("The interim reply is recorded as sent.")
    letter = LetterKind.INTERIM

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("Interim reply"), tr("Record as sent"))
        self._reason = self.add_text(
            "reason",
            tr("Why it takes longer"),
            hint=tr("for instance: the procedure at head office"),
            lines=2,
        )
        self._progress = self.add_text(
            "progress",
            tr("How far it is"),
            hint=tr("for instance: papers checked, review asked for"),
            lines=2,
        )
        self._day = self.add_day("expected_on", tr("Answered by"))
        self._way = self.add_way("sent_by", tr("Sent by"), detail.answer_by)
        self._late_on = missed_on(detail.dates, now=shift.now())
        with suppress(CalendarEnds):
            today = seoul(shift.now()).date()
            named = next_answer_on(detail.dates, detail.expected_on, shift.office.calendar, today=today)
            self._day.setText(typed_day(named))

    def told(self) -> Told:
        """Return reason, progress and day, and which day was missed."""
        return Told(
            reason=self._reason.live_text(),
            progress=self._progress.live_text(),
            new_due_on=self._day.known(),
            late_on=self._late_on,
        )

    def arguments(self) -> dict[str, Any]:
        """Return what was typed; what is missing or past is said by the rules."""
        return {
            "reason": self._reason.toPlainText(),
            "progress": self._progress.toPlainText(),
            "expected_on": self._day.value(),
            "sent_by": way(self._way),
        }

    def begin(self) -> None:
        """Begin with the reason."""
        self._reason.setFocus()


class ExtendPanel(InquiryPanel):
    """Longer, for one of the four lawful reasons; a second time only with the customer's consent."""

    use = extend
    done = mark("The period is extended. The customer has it in writing.")

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("Extend the period"), tr("Extend"))
        self._again = bool(detail.extensions)
        self.letter = LetterKind.EXTENSION_CONSENT if self._again else LetterKind.EXTENSION
        self._days = self.add_line("days", tr("By how many days"))
        self._days.setMaxLength(4)
        self._grid = ChoiceGrid(columns=1, low=True)
        self._grid.set_choices([Choice(each.value, tr(text)) for each, text in words.REASONS.items()])
        self._grid.chosen.connect(lambda _chosen: self.edited.emit())
        self.fields["extension_reason"] = Field(tr("Lawful reason"), self._grid, help_text=tr(_FORBIDDEN))
        self.column.addWidget(self.fields["extension_reason"])
        self._more = self.add_text("detail", tr("In detail, for the letter"), lines=2)
        self._consent = ComboBox()
        for value, text in (
            (False, mark("The customer has not agreed")),
            (True, mark("The customer agreed")),
        ):
            self._consent.addItem(tr(text), value)
        self.fields["consented"] = Field(tr("Second extension"), self._consent, low=True)
        self.column.addWidget(self.fields["consented"])
        self.fields["consented"].setVisible(self._again)
        self._way = self.add_way("sent_by", tr("Sent by"), detail.answer_by)
        self._days.live_text_changed.connect(lambda _text: self.edited.emit())
        self._consent.currentIndexChanged.connect(lambda _at: self._agreed())

    def _agreed(self) -> None:
        agreed = bool(self._consent.currentData())
        self.letter = LetterKind.EXTENSION if agreed else LetterKind.EXTENSION_CONSENT
        self.edited.emit()

    def _number(self) -> int:
        typed = self._days.live_text().strip()
        if not typed:
            raise BadInput("days", "missing")
        if not typed.lstrip("-").isdecimal():
            raise BadInput("days", "not_a_number", typed)
        return int(typed)

    def told(self) -> Told:
        """Return days, reason and the new date that follows."""
        try:
            days = self._number()
            until = extended_until(self._detail, days, self._shift.office)
        except DeskError:
            days, until = 0, None
        lawful = self._grid.selected()
        named = tr(words.REASONS[ExtensionReason(lawful)]) if lawful else ""
        reason = self._more.live_text().strip() or named
        return Told(reason=reason, new_due_on=until, days=max(0, days))

    def arguments(self) -> dict[str, Any]:
        """Return days, reason and consent; the law's own refusals are said by the rules."""
        if not self._grid.selected():
            raise BadInput("extension_reason", "missing")
        return {
            "days": self._number(),
            "reason": self._grid.selected(),
            "detail": self._more.toPlainText(),
            "consented": self._again and bool(self._consent.currentData()),
            "sent_by": way(self._way),
        }

    def press(self, number: int) -> bool:
        """Take reason `number`."""
        return self._grid.press(number)

    def begin(self) -> None:
        """Begin with the days."""
        self._days.setFocus()


class ReplyPanel(InquiryPanel):
    """The reply being written, beside the letter it becomes; every saving keeps a version.

    What is typed and not saved stays in `unsaved` until it is; emptied, it is thrown away.
    """

    use = save_reply_draft
    done = mark("The draft is kept as a version of its own.")
    letter = LetterKind.REPLY

    def __init__(self, shift: Shift, detail: InquiryDetail, unsaved: UnsavedReplies) -> None:
        super().__init__(shift, detail, tr("The reply"), tr("Keep the draft"))
        self._unsaved = unsaved
        draft = detail.draft
        hint = tr("Answer what was asked, first the result, then why.")
        self._text = self.add_text("reply", tr("Answer"), hint=hint, lines=12)
        typed = unsaved.text_of(detail.id)
        self._text.setPlainText(typed or (draft.text if draft else ""))
        self._text.live_text_changed.connect(self._keep)
        if draft:
            said = tr("version {number} · {who}", number=draft.number, who=draft.written_by)
            self.fields["reply"].set_note(said)
        if typed:
            self.fields["reply"].set_note(tr("typed and not kept yet; emptied, it is thrown away"))

    def _keep(self, text: str) -> None:
        self._unsaved.keep(self._detail.id, text)

    def told(self) -> Told:
        """Return the answer."""
        return Told(answer=self._text.live_text())

    def arguments(self) -> dict[str, Any]:
        """Return the answer."""
        return {"text": self._text.toPlainText()}

    def begin(self) -> None:
        """Begin at the end of what is written."""
        self._text.setFocus()
        self._text.moveCursor(QTextCursor.MoveOperation.End)


class SendPanel(InquiryPanel):
    """How the reply went out: the program itself sends nothing."""

    use = send_reply
    done = mark("Answered. It waits among the done ones (3) to be closed (C).")
    letter = LetterKind.REPLY

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("How did the reply go out?"), tr("Record as sent"))
        self._way = self.add_way("sent_by", tr("Sent by"), detail.answer_by)
        where = detail.answer_to or tr("not noted where to")
        self.column.addWidget(Words(where, size=theme.SMALL, ink="text_quiet"))

    def arguments(self) -> dict[str, Any]:
        """Return the way."""
        draft = self._detail.draft
        return {"sent_by": way(self._way), "number": draft.number if draft else 0}

    def begin(self) -> None:
        """Begin with the way."""
        self._way.setFocus()


def extended_until(detail: InquiryDetail, days: int, office: OfficeView) -> date | None:
    """Return the date that an extension by `days` would lead to; None where it leads nowhere."""
    if not 0 < days <= LONGEST_PERIOD:
        return None
    dates, calendar = detail.dates, office.calendar
    if office.settings.told_rule == Rule.CALENDAR:
        return rolled(dates.safe_reply.counted[-1] + timedelta(days=days), calendar)
    day = dates.limit.counted[-1]
    for _ in range(days):
        day = rolled(day + timedelta(days=1), calendar)
    return day
