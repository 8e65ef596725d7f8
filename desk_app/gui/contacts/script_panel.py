"""The script column: the steps, the sentence to say, what may be answered, the way on and back."""

from datetime import datetime
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.due_choices import DueName
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.script_text import render, said
from desk_app.core.scripts import Choice as Answer
from desk_app.core.scripts import (
    Step,
    StepState,
    ahead,
    default_choice,
    enter_leads_on,
    line_to_say,
    offered,
    things_to_do,
)
from desk_app.core.spoken import say_when, short_when
from desk_app.gui import theme
from desk_app.gui.contacts.dues import NEXT_TRY, OPENING, Due
from desk_app.gui.contacts.repeat_part import RepeatPart
from desk_app.gui.contacts.script_head import ScriptHead
from desk_app.gui.contacts.session import Session
from desk_app.gui.contacts.terms import clause_of
from desk_app.gui.contacts.time_field import TimeField
from desk_app.gui.contacts.visit_part import APPOINTMENT, REASON, VisitPart
from desk_app.gui.contacts.visitor_field import VisitorField
from desk_app.gui.i18n import mark, tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, Note, Scroll, rule
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.fields import LiveLineEdit
from desk_app.gui.widgets.labels import Words, label
from desk_app.gui.widgets.say_line import SayLine
from desk_app.gui.widgets.step_rail import StepItem, StepRail
from desk_app.gui.widgets.step_rail import StepState as StepShown
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.gui.words import say_error

_QUICK_FROM = 6  # keys from here on are the quick answers at the foot
_NARROW = 540  # px of the column at 100 % under which the rail of steps gives way
_WHY = {
    DueName.WITHIN_HOUR: mark("in an hour"),
    DueName.THIS_EVENING: "",
    DueName.NEXT_MORNING: "",
    DueName.AFTER_RETURN: mark("after the return"),
    NEXT_TRY: mark("next try"),
    OPENING: mark("next opening"),
}


VISITOR = "visitor_appointment"
OWN_FIELDS = frozenset({APPOINTMENT, REASON, VISITOR})
"""What a script asks for that stands in this column, not in the record."""


class ScriptPanel(Card):
    """Shows a session's script. Says `answered(key)` for a number, `go_on` for Enter's button.

    `due` is the field for a time typed in Korean, `visitor` finds who has come as agreed, `visit` arranges a
    visit; `choices` takes the focus where a number is asked.
    """

    answered = Signal(int)
    go_on = Signal()

    def __init__(self, shift: Shift, verbs: dict[str, QAction], visit: VisitPart) -> None:
        super().__init__()
        self.visit = visit
        self._shift = shift
        self._session: Session | None = None
        self.setAccessibleName(tr("The script"))
        self.head = ScriptHead()
        self.column.addLayout(self.head)
        self._rail = QWidget()
        self.steps = StepRail()
        rail = QVBoxLayout(self._rail)
        rail.setContentsMargins(0, 0, 0, 0)
        rail.setSpacing(2)
        rail.addWidget(self.steps, 1)
        for name in ("skip", "abuse", "despair"):
            button = KeyButton.of(verbs[name], "quiet", size="small")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            rail.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self._line = rule(upright=True)
        body = QHBoxLayout()
        body.setSpacing(18)
        body.addWidget(self._rail)
        body.addWidget(self._line)
        body.addWidget(self._make_talk(), 1)
        self.column.addLayout(body, 1)
        self.column.addLayout(self._make_foot(verbs))

    # -- what is shown --------------------------------------------------------------------------

    def show_session(self, session: Session) -> None:
        """Show where the session stands."""
        self._session = session
        self.visit.show_session(session)  # first: what is being moved there is not said here
        self.repeat.show_session(session)
        step, words, facts = session.step, session.words, session.facts
        self.head.show_script(session.script.title, step)
        self.head.show_rings(session.draft.rings)
        self._show_steps(session)
        if step is None:
            self._show_end()
            return
        clause = clause_of(step)
        sentence = line_to_say(step, facts)
        self._how.set_text(tr("Say it like this") if sentence else tr("Do it like this"))
        self._clause.set_text(f"{clause.mark} {clause.title}" if clause else "")
        self.say.set_sentence([(s.text, s.is_slot, s.missing) for s in render(sentence, words)])
        self.say.setVisible(bool(sentence))
        do = [f"·  {said(text, words)}" for text in things_to_do(step, facts)]
        self._do.set_text("\n".join(do))
        self._do.setVisible(bool(do))
        self._show_answers(step, session)
        self._show_read_back(step, session)

    def show_next(self, words: str, enabled: bool) -> None:
        """Show what Enter does now."""
        self.next.set_text(words)
        self.next.setEnabled(enabled)

    def show_typing(self, typing: bool) -> None:
        """Show that numbers need Alt while somebody types in a field."""
        self._typing = typing
        self.choices.set_with_key("Alt" if typing else "")
        for button, key in zip(self._quick, self._quick_keys, strict=True):
            button.set_text(button.text(), self._key(key))

    def _key(self, key: int) -> str:
        return f"Alt {key}" if self._typing else str(key)

    def shown_at(self) -> datetime:
        """Return the present instant, for words about time."""
        return self._shift.now()

    def focus_choices(self) -> None:
        """Put the focus on the choices, on the one taken if there is one; else on the way on."""
        if self.choices.isHidden() or not self.choices.take_focus():
            self.next.setFocus()

    def choices_have_focus(self) -> bool:
        """Return whether the keyboard is among the choices."""
        here = QApplication.focusWidget()
        return here is not None and self.choices.isAncestorOf(here)

    def show_error(self, error: DeskError) -> bool:
        """Say what is wrong with the promised time, if that is what it is; return whether it was."""
        if self.repeat.show_error(error):
            return True
        if not (isinstance(error, BadInput) and error.field == "due" and self.due.isVisible()):
            return False
        self.due.say(say_error(error), "danger_text")
        if not self.due_edit.hasFocus():
            self.focus_choices()
        return True

    def focus_field(self, name: str) -> None:
        """Put the keyboard into a field of the script that stands here."""
        if name == VISITOR:
            self.visitor.picker.setFocus()
        else:
            self.visit.take_focus()

    def is_empty(self, name: str) -> bool:
        """Return whether a field that stands here is still to be filled."""
        if name == VISITOR:
            return self._session is None or self._session.draft.visit_of_id is None
        return self.visit.is_empty(name)

    def holds(self, name: str, here: QWidget) -> bool:
        """Return whether the keyboard is in a field that stands here."""
        return here is self.visitor.picker if name == VISITOR else self.visit.isAncestorOf(here)

    def go_to_time(self) -> None:
        """Go to the field for a typed time, where the step has one."""
        if self.due.isVisible():
            self.due_edit.setFocus()

    def next_title(self, session: Session) -> str:
        """Return the title of the step that Enter leads to, or ""."""
        step = session.step
        if step is None or not enter_leads_on(step, session.facts):
            return ""
        default = default_choice(step, session.facts)
        following = session.script.step(default.go if default else step.next)
        return following.title if following else ""

    # -- parts ----------------------------------------------------------------------------------

    def _show_steps(self, session: Session) -> None:
        script, run = session.script, session.run
        items = []
        for one in run.visited:
            step = script.step(one.step)
            if step is not None:
                state: StepShown = "done" if one.state is StepState.DONE else "skipped"
                items.append(StepItem(step.title, self._detail(step, one.label, session), state))
        if session.step is not None:
            items.append(StepItem(session.step.title, session.step.question, "now"))
        items += [StepItem(step.title) for step in ahead(script, run)]
        self.steps.set_steps(items)

    def _detail(self, step: Step, chosen: str, session: Session) -> str:
        """Return what came of a step: what was chosen or filled in."""
        draft = session.draft
        if "rings" in step.ask and draft.ring_ms is not None:
            return tr("{choice} · {seconds} s", choice=chosen, seconds=f"{draft.ring_ms / 1000:.1f}").strip(
                " ·"
            )
        if "topic" in step.ask:
            topic = self._shift.topic_by_id(draft.topic_id)
            return topic.name if topic else chosen
        return chosen

    def _show_end(self) -> None:
        self._how.set_text(tr("The conversation is over"))
        self._clause.set_text("")
        self.say.hide()
        self._do.set_text(tr("Look over the record and finish it with Ctrl Enter. Alt ← goes back."))
        self._do.show()
        for widget in (self._question, self.choices, self.due, self.visitor, self._read_back):
            widget.hide()
        self._set_quick(())

    def _show_answers(self, step: Step, session: Session) -> None:
        answers = offered(step, session.facts)
        from_key = 1 if self.visit.takes_room() else _QUICK_FROM
        self._talk.column.setStretchFactor(self.visit, 100 if self.visit.takes_room() else 0)
        shown = [_shown(a, said(a.hint, session.words)) for a in answers if a.key < from_key]
        selected = ""
        if session.asks_due:
            shown = [self._due_choice(due) for due in session.dues] + shown
            due_at = session.draft.due_at
            selected = next((str(due.key) for due in session.dues if due.due_at == due_at), "")
        self._question.set_text(step.question)
        self._question.setVisible(bool(step.question and (shown or session.asks_due)))
        self.choices.set_choices(shown, selected)
        self.choices.setVisible(bool(shown))
        if selected and self.choices_have_focus():
            self.focus_choices()
        self._set_quick(tuple(a for a in answers if a.key >= from_key))
        self.due.setVisible(session.asks_due)
        self.visitor.setVisible(VISITOR in step.ask)
        self.visitor.show_chosen(session.draft.visit_of_id)
        self._order_tabs()
        if session.asks_due:
            self._show_due(session)

    def _due_choice(self, due: Due) -> Choice:
        when = tr("by {when}", when=short_when(due.due_at, self._shift.now()))
        notes = [tr(_WHY[due.name])] if _WHY[due.name] else []
        notes += [tr("advised")] if due.recommended else []
        return Choice(str(due.key), when, " · ".join(notes), number=due.key)

    def _show_due(self, session: Session) -> None:
        edit, typed, now = self.due_edit, session.typed, self._shift.now()
        if edit.live_text() != session.draft.due_text:
            edit.setText(session.draft.due_text)
        if typed.opening is not None:
            when = say_when(typed.opening, now)
            words = tr("No desk is open then. Enter sets the next opening: {when}.", when=when)
            self.due.say(words, "warning_text")
        elif typed.wrong is not None:
            self.due.say(say_error(typed.wrong), "text_quiet")
        else:
            typed_at = session.draft.due_at if session.draft.due_text else None
            self.due.say(tr("{when}, understood", when=say_when(typed_at, now)) if typed_at else "")

    def _due_typed(self, text: str) -> None:
        if self._session is not None and self._session.draft.due_text != text:
            self._session.type_due(text)

    def _show_read_back(self, step: Step, session: Session) -> None:
        words = render(step.read_back, session.words)
        open_visit = APPOINTMENT in step.ask and self.visit.is_empty(APPOINTMENT)
        self._read_back.setVisible(bool(step.read_back) and not open_visit)
        self.read_back.set_sentence([(s.text, s.is_slot, s.missing) for s in words])

    def _order_tabs(self) -> None:
        """Let Tab go from the answers to the typed time, then to what stands at the foot."""
        answers = self.choices.buttons()
        for before, after in pairwise(
            (*answers, self.due_edit, self.visitor.picker, *self._quick, self.next)
        ):
            QWidget.setTabOrder(before, after)

    def _set_quick(self, answers: tuple[Answer, ...]) -> None:
        self._quick_keys = [answer.key for answer in answers] + [0] * (len(self._quick) - len(answers))
        for at, button in enumerate(self._quick):
            button.setVisible(at < len(answers))
            if at < len(answers):
                button.set_text(answers[at].label, self._key(answers[at].key))

    # -- making ---------------------------------------------------------------------------------

    def _make_talk(self) -> Scroll:
        note = Note("say")
        note.column.setContentsMargins(20, 12, 20, 14)
        note.column.setSpacing(8)
        self._how = Words(size=theme.SMALL, ink="text_quiet", max_lines=1)
        self._clause = Words(size=theme.SMALL, weight="semibold", ink="primary_text", max_lines=1)
        above = QHBoxLayout()
        above.setSpacing(10)
        above.addWidget(self._how)
        above.addWidget(self._clause, 1)
        self.say = SayLine()
        self._do = Words(size=13.5, ink="text_soft")
        note.column.addLayout(above)
        note.column.addWidget(self.say)
        note.column.addWidget(self._do)
        self._question = label()
        self.choices = ChoiceGrid()
        self.choices.chosen.connect(lambda key: self.answered.emit(int(key)))
        self.due_edit = LiveLineEdit(tr("Another time: tomorrow 10 am, in 30 minutes"), key="Alt T")
        self.due_edit.live_text_changed.connect(self._due_typed)
        self.due = TimeField(tr("Another time"), self.due_edit)
        self.visitor = VisitorField(self._shift)
        self._read_back = Note("dashed")
        self.read_back = SayLine(size=theme.LEAD, weight="regular")
        back_row = QHBoxLayout()
        back_row.setSpacing(12)
        back_row.addWidget(label(tr("Read back")), 0, Qt.AlignmentFlag.AlignTop)
        back_row.addWidget(self.read_back, 1)
        self._read_back.column.addLayout(back_row)
        talk = self._talk = Scroll(spacing=8)
        self.repeat = RepeatPart(self._shift, self)
        talk.column.addWidget(self.repeat)
        talk.column.addWidget(note)
        talk.column.addWidget(self.visitor)
        talk.column.addWidget(self.visit)
        for widget in (self._question, self.choices, self.due, self._read_back):
            talk.column.addWidget(widget)
        talk.column.addStretch(1)
        return talk

    def _make_foot(self, verbs: dict[str, QAction]) -> QHBoxLayout:
        back = KeyButton.of(verbs["back"])
        self._quick = [KeyButton("") for _ in range(3)]
        self._quick_keys = [0, 0, 0]
        self._typing = False
        for at, button in enumerate(self._quick):
            button.clicked.connect(lambda _on=False, at=at: self.answered.emit(self._quick_keys[at]))
        self.next = KeyButton("", "Enter", "primary")
        self.next.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click does what the button says where we are
        self.next.clicked.connect(lambda _on=False: self.go_on.emit())
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(WrapRow(back, *self._quick), 1)
        foot.addWidget(self.next, 0, Qt.AlignmentFlag.AlignBottom)
        return foot

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the sentence the room of the rail where the column is narrow."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Fit again when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_line"):
            self._fit()

    def _fit(self) -> None:
        wide = self.width() >= theme.px(_NARROW)
        self._rail.setFixedWidth(theme.px(168 if self.width() >= theme.px(640) else 152))
        self._rail.setVisible(wide)
        self._line.setVisible(wide)
        self.say.set_size(theme.SAY if self.width() >= theme.px(640) else theme.LARGE)


def _shown(answer: Answer, hint: str) -> Choice:
    return Choice(str(answer.key), answer.label, hint, number=answer.key)
