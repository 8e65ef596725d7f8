"""The panels of the page 안내: an entry as it is written, why one goes out of use or is not wanted."""

from typing import Any

from desk_app.core.errors import BadInput
from desk_app.core.faq import Candidate, EntryText, SiteSection
from desk_app.core.staff import SUPERVISORS
from desk_app.gui.faq.words import SECTIONS
from desk_app.gui.i18n import mark, tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field, LiveTextEdit
from desk_app.gui.widgets.panels import Panel, ReasonPanel, needed
from desk_app.usecases.faq import EntryDetail
from desk_app.usecases.faq_candidates import dismiss_candidate
from desk_app.usecases.faq_entries import change_entry, make_entry, propose_change, retire_entry


class EditorPanel(Panel):
    """An entry to write: a new one, perhaps begun from a candidate, or one that stands already.

    Whoever may not change that one proposes it to its owner, with what stands now beside it.
    """

    enter_confirms = False

    def __init__(
        self,
        shift: Shift,
        detail: EntryDetail | None = None,
        *,
        question: str = "",
        topic_id: int | None = None,
    ) -> None:
        self._leads = shift.person.role in SUPERVISORS
        self._may = self._leads if detail is None else detail.may_edit
        verb = tr("Propose") if not self._may else tr("Save changes") if detail else tr("Put to use")
        super().__init__(self._title(detail), verb)
        self.use = make_entry if detail is None else change_entry if self._may else propose_change
        self._detail = detail
        self.done = self._done_words()
        self.confirm.set_text(verb, "Ctrl Enter")  # Enter alone begins a new line of the answer
        action(self, verb, "Ctrl+Return", self.confirm.click)
        row = detail.row if detail else None
        self._question = self.add_line("question", tr("Question"), hint=tr("as a customer asks it"))
        self._question.setText(row.question if row else question)
        self._answer = LiveTextEdit(tr("short, and as it is said aloud"), lines=6)
        self._answer.setPlainText(detail.answer if detail else "")
        self.fields["answer"] = Field(tr("Answer"), self._answer)
        self.column.addWidget(self.fields["answer"])
        if detail is not None and not self._may:
            self.column.addWidget(Note("quiet", tr("Stands now"), detail.answer))
        topics = [(topic.id, topic.title) for topic in shift.topics]
        topic = row.topic_id if row else topic_id
        self._topic = self._add_choice("topic", tr("Topic"), [(None, tr("No topic")), *topics], topic)
        sections = [(section.value, tr(text)) for section, text in SECTIONS.items()]
        section = row.section.value if row else SiteSection.FAQ.value
        self._section = self._add_choice("section", tr("Section of the website to name"), sections, section)
        people = [(person.id, person.title) for person in shift.people if not person.retired]
        usual = (None, tr("as before") if detail else tr("whoever is in charge of the topic"))
        self._owner = self._add_choice("owner", tr("Who reviews it"), [usual, *people], None)
        self.fields["owner"].setVisible(self._leads)

    def arguments(self) -> dict[str, Any]:
        """Return the entry as typed; raises `BadInput` where question or answer are missing."""
        for name, typed in (("question", self._question.text()), ("answer", self._answer.toPlainText())):
            if not typed.strip():
                raise BadInput(name, "missing")
        text = EntryText(
            self._question.text(),
            self._answer.toPlainText(),
            SiteSection(self._section.currentData()),
            self._topic.currentData(),
        )
        owner = {"owner_id": self._owner.currentData()} if self.use is not propose_change else {}
        if self._detail is None:
            return {"text": text, **owner}
        row = self._detail.row
        return {"text": text, **owner, "entry_id": row.id, "seen_version": row.version}

    def begin(self) -> None:
        """Begin with the question, or with the answer where the question is known."""
        (self._answer if self._question.text() else self._question).setFocus()

    def _done_words(self) -> str:
        if self._detail is None:
            return mark("The entry is in use.") if self._may else mark("Proposed to the supervisors.")
        return mark("Changed, which counts as its review.") if self._may else mark("Proposed to its owner.")

    def _title(self, detail: EntryDetail | None) -> str:
        if detail is None:
            return tr("New entry")
        return tr("Change this entry") if self._may else tr("Propose a change")

    def _add_choice(self, name: str, title: str, choices: list[Any], chosen: object) -> ComboBox:
        box = ComboBox()
        for value, text in choices:
            box.addItem(text, value)
        box.setCurrentIndex(next((at for at, (value, _) in enumerate(choices) if value == chosen), 0))
        self.fields[name] = Field(title, box)
        self.column.addWidget(self.fields[name])
        return box


class RetirePanel(ReasonPanel):
    """An entry goes out of use, or a proposal is turned down; the reason is kept."""

    use = retire_entry
    done = mark("The entry is out of use.")

    def __init__(self, detail: EntryDetail) -> None:
        hint = tr("for instance: the service has ended")
        super().__init__(tr("Take out of use"), tr("Take out of use"), "danger", hint=hint)
        self._detail = detail

    def arguments(self) -> dict[str, Any]:
        """Return the entry and the reason; raises `BadInput` without one."""
        row = self._detail.row
        return super().arguments() | {"entry_id": row.id, "seen_version": row.version}


class DismissPanel(ReasonPanel):
    """What is wanted is turned down; the reason is kept."""

    use = dismiss_candidate
    done = mark("Turned down. It comes again once it is asked for three times more.")

    def __init__(self, one: Candidate) -> None:
        hint = tr("for instance: nothing of ours")
        super().__init__(tr("“{text}” is not wanted", text=one.text), tr("Turn down"), hint=hint)
        self._one = one

    def arguments(self) -> dict[str, Any]:
        """Return what is turned down and why; raises `BadInput` without a reason."""
        return {"kind": self._one.kind, "text": self._one.text, "why": needed(self.reason)}
