"""The panels of a complaint: a step taken, its end, an opinion's decision and telling back."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QHBoxLayout

from desk_app.core.complaints import RESULTS, ComplaintState, Decision, ToldBy
from desk_app.core.errors import BadInput, DeskError
from desk_app.gui.complaints import words
from desk_app.gui.contacts.picker import Option, Picker
from desk_app.gui.i18n import mark, tr
from desk_app.gui.inquiries.panels import DayEdit
from desk_app.gui.shift import Shift
from desk_app.gui.theme import Tone
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import Variant
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.fields import Field, LiveLineEdit, LiveTextEdit
from desk_app.gui.widgets.panels import Panel
from desk_app.usecases.complaint_details import ComplaintDetail
from desk_app.usecases.complaints import (
    add_step,
    close_complaint,
    decide_opinion,
    tell_back,
)


class ComplaintPanel(Panel):
    """A panel about the complaint at hand; Ctrl+Enter does it, since Enter begins a new line of a text."""

    enter_confirms = False

    def __init__(self, shift: Shift, title: str, confirm: str, variant: Variant = "primary") -> None:
        super().__init__(title, confirm, variant)
        self._shift = shift
        self.confirm.set_text(confirm, "Ctrl Enter")
        action(self, confirm, "Ctrl+Return", self.confirm.click)
        self.column.setSpacing(8)

    def target(self, detail: ComplaintDetail | None) -> dict[str, Any] | None:
        """Return what the verb is done on, as it stands on the screen, or None where nothing is opened."""
        return {"complaint_id": detail.id, "seen_version": detail.version} if detail else None

    def add_line(self, name: str, title: str, *, hint: str = "") -> LiveLineEdit:
        """Add a line to type in; an error of `name` is shown at it."""
        edit = LiveLineEdit(hint)
        edit.setMaxLength(200)
        self._add(name, title, edit)
        return edit

    def add_text(self, name: str, title: str, *, hint: str = "", lines: int = 3) -> LiveTextEdit:
        """Add several lines to type in; an error of `name` is shown at them."""
        edit = LiveTextEdit(hint, lines=lines)
        self._add(name, title, edit)
        return edit

    def add_day(self, name: str, title: str, *, past: bool = False) -> DayEdit:
        """Add a day typed in plain Korean and said back beside its name; `past` for one that has been."""
        edit = DayEdit(self._shift, name, title, past=past)
        self.fields[name] = edit.field
        self.column.addWidget(edit.field)
        return edit

    def add_person(self, name: str, title: str, hint: str, *, chosen: int | None = None) -> Picker:
        """Add the choice of a member of staff; whoever asks takes what is typed before it reads it."""
        here = [person for person in self._shift.people if not person.retired]
        edit = Picker(hint)
        edit.set_options([Option(one.id, one.title, (one.name, one.title, one.name[1:])) for one in here])
        edit.choose(chosen)
        self._add(name, title, edit)
        return edit

    def add_choices(
        self, name: str, title: str, choices: Mapping[Any, str], *, chosen: StrEnum | None = None
    ) -> ChoiceGrid:
        """Add numbered choices; an error of `name` is shown at them."""
        grid = ChoiceGrid(columns=3 if len(choices) == 3 else 2, own_keys=True, low=True)
        listed = [Choice(str(key), tr(text)) for key, text in choices.items()]
        grid.set_choices(listed, str(chosen) if chosen else "")
        self._add(name, title, grid)
        return grid

    def set_beside(self, *names: str) -> None:
        """Put the fields added last side by side."""
        row = QHBoxLayout()
        row.setSpacing(12)
        for name in names:
            self.column.removeWidget(self.fields[name])
            row.addWidget(self.fields[name], 1)
        self.column.addLayout(row)

    def press(self, number: int) -> bool:
        """Take choice `number` of the choices that have the keyboard."""
        return any(grid.number_at_hand() and grid.press(number) for grid in self.findChildren(ChoiceGrid))

    def fail(self, error: DeskError) -> None:
        """Show what went wrong at its field, with the keyboard on the choices where they are the field."""
        super().fail(error)
        field = self.fields.get(error.field) if isinstance(error, BadInput) else None
        if field is not None and isinstance(field.editor, ChoiceGrid):
            field.editor.take_focus()

    def _add(self, name: str, title: str, editor: Any) -> None:
        self.fields[name] = Field(title, editor, low=True)
        self.column.addWidget(self.fields[name])


def taken(grid: ChoiceGrid, name: str) -> str:
    """Return the choice taken; raises `BadInput` on `name` where none is."""
    if not grid.selected():
        raise BadInput(name, "missing")
    return grid.selected()


class StepPanel(ComplaintPanel):
    """Something was done about it."""

    use = add_step
    done = mark("The step is noted.")

    def __init__(self, shift: Shift, _detail: ComplaintDetail) -> None:
        super().__init__(shift, tr("What was done?"), tr("Note the step"))
        hint = tr("for instance: talked to the colleague, looked through the papers")
        self._text = self.add_text("complaint_step", tr("Step taken"), hint=hint)

    def arguments(self) -> dict[str, Any]:
        """Return the step."""
        return {"text": self._text.toPlainText()}

    def begin(self) -> None:
        """Begin with the step."""
        self._text.setFocus()


class ClosePanel(ComplaintPanel):
    """An objection or a complaint comes to its end: how, by what, and what the customer said to it."""

    use = close_complaint
    done = mark("Closed, with what the customer said.")

    def __init__(self, shift: Shift, detail: ComplaintDetail) -> None:
        super().__init__(shift, tr("How did it end?"), tr("Close the complaint"))
        results = {each: words.STATES[each][0] for each in RESULTS}
        self._result = self.add_choices("result", tr("Result"), results)
        self._done = self.add_text("complaint_done", tr("What was done about it"), lines=2)
        self._done.setPlainText(detail.done)
        self._said = self.add_text("customer_said", tr("What the customer said to it"), lines=2)

    def arguments(self) -> dict[str, Any]:
        """Return result, what was done and what was said; raises `BadInput` where no result is chosen."""
        return {
            "result": ComplaintState(taken(self._result, "result")),
            "done": self._done.toPlainText(),
            "customer_said": self._said.toPlainText(),
        }

    def begin(self) -> None:
        """Begin with the result."""
        self._result.take_focus()


class DecidePanel(ComplaintPanel):
    """An opinion is decided; what changes is said to whoever gave it."""

    use = decide_opinion
    done = mark("Decided. Tell whoever gave it what came of it.")

    def __init__(self, shift: Shift, detail: ComplaintDetail) -> None:
        super().__init__(shift, tr("What becomes of this opinion?"), tr("Decide"))
        self._decision = self.add_choices("decision", tr("Decision"), words.DECISIONS, chosen=detail.decision)
        self._change = self.add_text("what_changed", tr("What changes by it, or why nothing does"))
        self._change.setPlainText(detail.done)

    def arguments(self) -> dict[str, Any]:
        """Return the decision with what changes; raises `BadInput` where none is chosen."""
        return {
            "decision": Decision(taken(self._decision, "decision")),
            "change": self._change.toPlainText(),
        }

    def begin(self) -> None:
        """Begin with the decision."""
        self._decision.take_focus()


class TellPanel(ComplaintPanel):
    """Whoever gave the opinion was told what came of it; that ends it."""

    use = tell_back
    done = mark("Told back: the opinion is done.")

    def said(self, value: ComplaintDetail, now: datetime) -> tuple[str, Tone]:
        """Return that nobody was told where that is so."""
        if value.told_by is ToldBy.NOBODY:
            return tr("Done. It does not count as told back."), "quiet"
        return super().said(value, now)

    def __init__(self, shift: Shift, _detail: ComplaintDetail) -> None:
        super().__init__(shift, tr("How was the customer told what came of it?"), tr("Record as told"))
        self._way = self.add_choices("told_by", tr("Told by"), words.TOLD_BY)
        self._said = self.add_text("customer_said", tr("What the customer said (optional)"), lines=2)

    def arguments(self) -> dict[str, Any]:
        """Return the way and what was said; raises `BadInput` where no way is chosen."""
        return {"told_by": ToldBy(taken(self._way, "told_by")), "said": self._said.toPlainText()}

    def begin(self) -> None:
        """Begin with the way."""
        self._way.take_focus()
