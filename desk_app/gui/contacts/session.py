"""The contact in progress: its draft and its runs, changed by pure steps. No widgets, no database."""

from dataclasses import replace
from datetime import datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from desk_app.core import scripts
from desk_app.core.alerts import next_try
from desk_app.core.contacts import Channel, Draft
from desk_app.core.errors import BadInput
from desk_app.core.korean import tidy_name
from desk_app.core.phones import parse_phone
from desk_app.core.promises import Attempt
from desk_app.core.scripts import GIVEN_KEYS, Run, Script, Step, StepState, run_to_dict
from desk_app.core.spoken import short_when
from desk_app.core.staff import Person
from desk_app.gui.contacts.beginnings import Ringing, calling_back_draft, fresh_draft
from desk_app.gui.contacts.dues import Due, Typed, offered, read_typed
from desk_app.gui.contacts.facts import Known, digits_of, facts_of, phone_to_read, words_of
from desk_app.gui.contacts.walking import Walk, begun, taken_up
from desk_app.gui.shift import Shift
from desk_app.usecases.agenda import AgendaRow
from desk_app.usecases.appointments import AppointmentDetail
from desk_app.usecases.board import PromiseDetail
from desk_app.usecases.customers import CallerCard

SCRIPTS = {Channel.PHONE: "phone", Channel.VISIT: "visit"}


class Session(QObject):
    """A draft with its runs: what is asked, what may be answered, where each answer leads.

    `changed` follows every change, `moved` those that show another step. The protection scripts (abuse,
    despair) run as asides over the conversation, which waits where it was.

    Others read what it needs: `card`, `promise`, `agreed` (the visit arranged in this contact, or that a
    call is about), `visit` (the one a visitor came for), `expected` (one they may have come for). `moving`
    is whether `agreed` is being given another time.
    """

    changed = Signal()
    moved = Signal()

    def __init__(self, shift: Shift, draft: Draft, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shift = shift
        self._draft = draft
        self.card: CallerCard | None = None
        self.promise: PromiseDetail | None = None
        self.agreed: AppointmentDetail | None = None
        self.visit: AppointmentDetail | None = None
        self.expected: AgendaRow | None = None
        self.moving = False
        self.draft_id: int | None = None
        now = shift.now()
        self._main = taken_up(draft.run, now) or begun(SCRIPTS[draft.channel], now)
        self._asides = [walk for kept in draft.asides if (walk := taken_up(kept, now))]
        self.typed = Typed() if draft.due_at else read_typed(draft.due_text, now, shift.office)
        self.dues: tuple[Due, ...] = ()
        self._offered_for: tuple[object, ...] = ()
        self._learn()

    @classmethod
    def begun(cls, shift: Shift, channel: Channel, ringing: Ringing | None = None) -> "Session":
        """Return a session that has just begun; a call whose rings are known is already picked up."""
        call = ringing or Ringing()
        made = cls(shift, fresh_draft(shift, channel, call))
        if call.rings is not None and made.step is not None and "rings" in made.step.ask:
            made.press(min(call.rings, 4))
            made.edit(rings=call.rings)
        return made

    @classmethod
    def calling_back(cls, shift: Shift, promise: PromiseDetail) -> "Session":
        """Return a session that calls back as promised."""
        made = cls(shift, calling_back_draft(shift, promise))
        made.set_promise(promise)
        return made

    # -- what there is --------------------------------------------------------------------------

    @property
    def draft(self) -> Draft:
        """Return the draft as it stands, without its runs: for the fields."""
        return self._draft

    def whole(self) -> Draft:
        """Return the draft with its runs, as it is kept."""
        asides = tuple(run_to_dict(walk.run) for walk in self._asides)
        return replace(self._draft, run=run_to_dict(self._main.run), asides=asides)

    def to_record(self) -> Draft:
        """Return what is recorded: a time counts only where the conversation came to a promise.

        Raises `BadInput` where a promise was being made without a time or a number.
        """
        if self._main.step is not None and not self.in_aside:
            self._check(self._main.step)
        return replace(self.whole(), due_at=self.promised_at)

    @property
    def in_aside(self) -> bool:
        """Return whether a protection script is what is shown: being walked, or the contact's end."""
        return bool(self._asides) and not scripts.returns(self._asides[-1].script, self._asides[-1].run)

    @property
    def script(self) -> Script:
        """Return the script shown."""
        return self._shown.script

    @property
    def run(self) -> Run:
        """Return the run shown."""
        return self._shown.run

    @property
    def step(self) -> Step | None:
        """Return the step shown, or None once nothing is left to say."""
        return self._shown.step

    @property
    def came_to_the_end(self) -> bool:
        """Return whether the conversation itself stands at its last words, or is over."""
        return self._main.step is None or self._main.step.ends

    @property
    def about_visit(self) -> bool:
        """Return whether this call is about a visit, whose fate closes its promise."""
        return self.promise is not None and self.promise.appointment_id is not None

    @property
    def deputy(self) -> Person | None:
        """Return who acts for the person in charge while they are away."""
        assignee = self._shift.person_by_id(self._draft.assignee_id)
        return self._shift.cover_for(assignee, self._draft.topic_id)

    @property
    def facts(self) -> frozenset[str]:
        """Return what holds where we are."""
        return self._shown.run.facts

    @property
    def words(self) -> dict[str, str]:
        """Return what fills the slots of the sentences."""
        return words_of(self._draft, self._known())

    @property
    def is_caller_known(self) -> bool:
        """Return whether the card is that of the caller: chosen, or the same name at the same number."""
        if self.card is None:
            return False
        if self._draft.customer_id == self.card.customer_id:
            return True
        same_name = tidy_name(self._draft.customer_name) == self.card.name != ""
        return same_name and digits_of(self._draft.phone) in self.card.phones

    @property
    def promised_at(self) -> datetime | None:
        """Return the hour that was promised: set, and said in a step that was not left another way."""
        if self._draft.due_at is None:
            return None
        main = self._main
        said = [
            main.script.step(one.step)
            for one in main.run.visited
            if one.state is StepState.DONE and (one.key is None or one.key in GIVEN_KEYS)
        ]
        said.append(main.step)
        return self._draft.due_at if any(step and "due" in step.ask for step in said) else None

    @property
    def asks_due(self) -> bool:
        """Return whether the step shown gives due times under the number keys."""
        return self.step is not None and self.step.choices_from == "due_times"

    # -- what is done ---------------------------------------------------------------------------

    def edit(self, **fields: Any) -> None:
        """Change fields of the draft."""
        self._draft = replace(self._draft, **fields)
        self._learn()
        self.changed.emit()

    def choose_topic(self, topic_id: int | None) -> None:
        """Set the topic, and with it who is in charge unless somebody else was chosen by hand."""
        before = self._shift.topic_by_id(self._draft.topic_id)
        untouched = self._draft.assignee_id in {None, before.assignee_id if before else None}
        topic = self._shift.topic_by_id(topic_id)
        if untouched and topic is not None and self._draft.promise_id is None:
            self.edit(topic_id=topic_id, assignee_id=topic.assignee_id)
        else:
            self.edit(topic_id=topic_id)

    def link(self, card: CallerCard) -> None:
        """Take the caller to be this customer: somebody decided that it is them."""
        self.card = card
        phone = self._draft.phone.strip() or (phone_to_read(card.phones[0]) if card.phones else "")
        name = card.name or self._draft.customer_name
        self.edit(customer_id=card.customer_id, customer_name=name, phone=phone)

    def set_card(self, card: CallerCard | None) -> None:
        """Know whose history is shown; whether it is the caller's is decided elsewhere."""
        self.card = card
        self.refresh()

    def set_promise(self, promise: PromiseDetail) -> None:
        """Know the promise that this call keeps."""
        self.promise = promise
        self.refresh()

    def set_agreed(self, appointment: AppointmentDetail | None) -> None:
        """Know the visit that is arranged."""
        self.agreed = appointment
        self.refresh()

    def set_moving(self, moving: bool) -> None:
        """Know that the visit arranged is being given another time: until then it is not to be said."""
        if moving != self.moving:
            self.moving = moving
            self.refresh()

    def set_visit(self, appointment: AppointmentDetail) -> None:
        """Know the appointment that the visitor came for; at first the record is filled in from it."""
        self.visit, draft = appointment, self._draft
        if draft.visit_of_id == appointment.id:
            self.refresh()
            return
        self.edit(
            visit_of_id=appointment.id,
            customer_id=appointment.customer_id or draft.customer_id,
            customer_name=appointment.customer or draft.customer_name,
            phone=draft.phone.strip() or phone_to_read(appointment.phone),
            topic_id=appointment.topic_id or draft.topic_id,
            assignee_id=appointment.staff_id,
            summary=draft.summary.strip() or appointment.matter,
        )

    def leave_visit(self) -> None:
        """Know that the visitor did not come for that appointment after all."""
        self.visit = None
        self.edit(visit_of_id=None)

    def set_expected(self, visitor: AgendaRow | None) -> None:
        """Know which of today's appointments the visitor may have come for."""
        if visitor != self.expected:
            self.expected = visitor
            self.changed.emit()

    def press(self, key: int) -> None:
        """Take the choice of a number key; a due time is set and may still be changed, Enter goes on."""
        step = self.step
        if step is None:
            return
        if self.asks_due and key in GIVEN_KEYS:
            due = next((due for due in self.dues if due.key == key), None)
            if due is not None:
                self.typed = Typed()
                self.edit(due_at=due.due_at, due_text="")
            return
        if "rings" in step.ask and key in scripts.GIVEN_KEYS:
            self._draft = replace(self._draft, rings=key)
        self._go(scripts.answer(self.script, self.run, key, self._shift.now()))

    def type_due(self, text: str) -> None:
        """Read a typed due time; it counts at once where it can be kept."""
        self.typed = read_typed(text, self._shift.now(), self._shift.office)
        self.edit(due_text=text, due_at=self.typed.due_at)

    def take_opening(self) -> bool:
        """Set the opening that was proposed in place of a typed time; return whether there was one."""
        opening = self.typed.opening
        if opening is None:
            return False
        self.typed = Typed()
        self.edit(due_at=opening, due_text="")
        return True

    def go_on(self) -> None:
        """Leave the step by Enter; raises `BadInput` where a promise lacks its hour or a number."""
        step = self.step
        if step is None:
            return
        self._check(step)
        now, due_at = self._shift.now(), self._draft.due_at
        value = short_when(due_at, now) if self.asks_due and due_at else ""
        self._go(scripts.answer(self.script, self.run, None, now, value))

    def skip(self) -> None:
        """Pass the step over; it is recorded as skipped."""
        self._go(scripts.skip(self.script, self.run, self._shift.now()))

    def back(self) -> None:
        """Undo the last answer; at the start of an aside, leave it."""
        if self.in_aside and not self.run.visited:
            self._asides.pop()
            self._learn()
            self.changed.emit()
            self.moved.emit()
        else:
            self._go(scripts.back(self.run))

    def begin_aside(self, script_id: str) -> None:
        """Begin a protection script over the conversation; one that runs already is not begun twice."""
        if not (self.in_aside and self.script.id == script_id):
            self._asides.append(begun(script_id, self._shift.now()))
            self._learn()
            self.changed.emit()
            self.moved.emit()

    def refresh(self) -> None:
        """Look at the clock and the office again: who is there, which hours can still be kept."""
        self._learn()
        self.changed.emit()

    # -- inside ---------------------------------------------------------------------------------

    @property
    def _shown(self) -> Walk:
        return self._asides[-1] if self.in_aside else self._main

    def _known(self) -> Known:
        return Known(
            now=self._shift.now(),
            branch=self._shift.office.branch,
            me=self._shift.person,
            topic=self._shift.topic_by_id(self._draft.topic_id),
            assignee=self._shift.person_by_id(self._draft.assignee_id),
            deputy=self.deputy,
            card=self.card if self.is_caller_known else None,
            promise=self.promise,
            promised_at=self.promised_at,
            agreed=None if self.moving else self.agreed,
            visit=self.visit,
        )

    def _go(self, run: Run) -> None:
        if run == self.run:
            return
        if self.in_aside:
            self._asides[-1] = Walk(self.script, run)
        else:
            self._main = Walk(self.script, run)
        self._learn()
        self.changed.emit()
        self.moved.emit()

    def _learn(self) -> None:
        known = self._known()
        facts = facts_of(self._draft, known)
        self._main = Walk(self._main.script, scripts.learn(self._main.run, facts))
        self._asides = [Walk(walk.script, scripts.learn(walk.run, facts)) for walk in self._asides]
        if self.asks_due:
            self._offer_dues(known)

    def _offer_dues(self, known: Known) -> None:
        """Offer due times once for a step: numbers must not change under somebody's fingers."""
        office, next_try_at = self._shift.office, self._next_try()
        why = (self.run.current, len(self.run.visited), known.presence, self.typed.opening, office.version)
        if why != self._offered_for or any(due.due_at <= known.now for due in self.dues):
            self._offered_for = why
            self.dues = offered(
                known.now, office, known.presence, next_try=next_try_at, opening=self.typed.opening
            )

    def _next_try(self) -> datetime | None:
        """Return when to call again after this call back did not reach the customer."""
        outcome = self.run.outcome
        if self.promise is None or outcome not in set(Attempt):
            return None
        return next_try(
            Attempt(outcome),
            now=self._shift.now(),
            due_at=self.promise.due_at,
            settings=self._shift.office.settings,
            calendar=self._shift.office.calendar,
        )

    def _check(self, step: Step) -> None:
        if "due" not in step.ask or step.ends:
            return
        if self._draft.due_at is None:
            raise self.typed.wrong or BadInput("due", "missing")
        if self._draft.due_at <= self._shift.now():
            raise BadInput("due", "in_the_past")
        if not self._draft.phone.strip():
            raise BadInput("phone", "missing_for_callback")
        parse_phone(self._draft.phone)
