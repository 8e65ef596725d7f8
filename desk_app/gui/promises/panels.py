"""The panels that ask what a verb needs, inside the detail column, never on top of anything."""

from datetime import datetime
from typing import Any

from desk_app.core.alerts import next_try
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.promises import Attempt, PromiseState
from desk_app.core.spoken import short_when
from desk_app.core.staff import Person
from desk_app.gui import theme
from desk_app.gui.i18n import mark, tr
from desk_app.gui.office.presence import presence_word
from desk_app.gui.promises import words
from desk_app.gui.promises.due_chooser import read_due
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.panels import Panel, ReasonPanel
from desk_app.usecases.board import PromiseDetail
from desk_app.usecases.promises import hand_over_promise, keep_promise, log_attempt, withdraw_promise


class KeepPanel(Panel):
    """The customer was reached: the outcome that keeps a promise."""

    use = keep_promise

    def __init__(self) -> None:
        super().__init__(tr("Was the customer reached and answered?"), tr("Record as kept"))
        self._note = self.add_line("note", tr("What was said (optional)"))

    def arguments(self) -> dict[str, Any]:
        """Return the note."""
        return {"note": self._note.text()}

    def said(self, value: Any, _now: datetime, /) -> tuple[str, theme.Tone]:
        """Return the verdict."""
        if value is PromiseState.KEPT_LATE:
            return tr("Recorded: kept, but late."), "warning"
        return tr("Recorded: kept in time."), "success"

    def begin(self) -> None:
        """Begin with the note; Enter is enough."""
        self._note.setFocus()


class AttemptPanel(Panel):
    """A try that did not reach the customer: how it ended, and when to try again."""

    use = log_attempt

    def __init__(self, shift: Shift, detail: PromiseDetail, result: Attempt) -> None:
        super().__init__(tr("The try did not reach the customer"), tr("Record the try"))
        self._shift, self._detail = shift, detail
        self._grid = ChoiceGrid()
        self._grid.set_choices([Choice(each.value, tr(text)) for each, text in words.ATTEMPTS.items()])
        self._grid.chosen.connect(lambda _chosen: self._propose())
        self.column.addWidget(self._grid)
        self._next = self.add_line("due", tr("Next try"))
        self._note = self.add_line("note", tr("Note (optional)"))
        self._proposed = ""
        self._grid.select(result.value)
        self._propose()

    def result(self) -> Attempt:
        """Return how the try ended."""
        return Attempt(self._grid.selected())

    def arguments(self) -> dict[str, Any]:
        """Return result, note and the time of the next try; the proposal stands while it is not edited."""
        at = None
        if self._next.text() != self._proposed:
            at = read_due(self._next.text(), self._shift)
        return {"result": self.result(), "next_try_at": at, "note": self._note.text()}

    def said(self, value: Any, now: datetime, /) -> tuple[str, theme.Tone]:
        """Return when the next try is."""
        return tr("The try is recorded. Next try {when}.", when=short_when(value, now)), "quiet"

    def begin(self) -> None:
        """Begin with the result, chosen already by its key; Enter is enough."""
        self._grid.take_focus()

    def press(self, number: int) -> bool:
        """Take another result."""
        return self._grid.press(number)

    def _propose(self) -> None:
        if self._next.text() not in {"", self._proposed}:
            return
        now, office = self._shift.now(), self._shift.office
        at = next_try(
            self.result(),
            now=now,
            due_at=self._detail.due_at,
            settings=office.settings,
            calendar=office.calendar,
        )
        self._proposed = short_when(at, now)
        self._next.setText(self._proposed)


class WithdrawPanel(ReasonPanel):
    """The promise falls away; the reason is kept."""

    use = withdraw_promise
    done = mark("The promise is withdrawn.")

    def __init__(self) -> None:
        hint = tr("for instance: the customer no longer needs it")
        super().__init__(tr("Withdraw this promise"), tr("Withdraw"), "danger", hint=hint)


class HandOverPanel(Panel):
    """Another member of staff takes the promise on."""

    use = hand_over_promise
    done = mark("Handed over.")

    def __init__(self, shift: Shift, detail: PromiseDetail) -> None:
        super().__init__(tr("Hand over to"), tr("Hand over"))
        now = shift.now()

        def likeliest(person: Person) -> tuple[bool, bool]:
            return person.title != detail.deputy, not person.presence.at(now).here

        here = [
            Choice(str(person.id), person.title, presence_word(person.presence, now)[0])
            for person in sorted(shift.people, key=likeliest)
            if person.id != detail.owner_id and not person.retired
        ]
        self._grid = ChoiceGrid(columns=1)
        self._grid.set_choices(here)
        self._missing = Words(tr("Choose who takes it on."), size=theme.SMALL, ink="danger_text")
        self._missing.hide()
        self._grid.chosen.connect(lambda _chosen: self._missing.hide())
        self.column.addWidget(self._grid)
        self.column.addWidget(self._missing)
        self._note = self.add_line("note", tr("Note for them (optional)"))

    def arguments(self) -> dict[str, Any]:
        """Return who takes it on, with the note; raises `BadInput` on `owner` where nobody is chosen."""
        if not self._grid.selected():
            raise BadInput("owner", "missing")
        return {"to_id": int(self._grid.selected()), "note": self._note.text()}

    def fail(self, error: DeskError) -> None:
        """Show at the list that nobody is chosen; anything else as every panel does."""
        nobody = isinstance(error, BadInput) and (error.field, error.problem) == ("owner", "missing")
        self._missing.setVisible(nobody)
        if not nobody:
            super().fail(error)

    def begin(self) -> None:
        """Begin with the list."""
        self._grid.take_focus()

    def press(self, number: int) -> bool:
        """Choose person `number` and go on to the note."""
        if not self._grid.press(number):
            return False
        self._note.setFocus()
        return True
