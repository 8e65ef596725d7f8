"""The record column: who, where to reach them, what about, who is in charge, what was asked and promised."""

from datetime import datetime

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.core import alerts
from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.personal_ids import find_personal_ids
from desk_app.core.phones import parse_phone
from desk_app.core.promises import PromiseKind
from desk_app.core.staff import Role
from desk_app.core.texts import LONGEST_NAME
from desk_app.gui.contacts.complaint_part import ComplaintPart
from desk_app.gui.contacts.facts import phone_to_read
from desk_app.gui.contacts.picker import Option, Picker
from desk_app.gui.contacts.safe_contact import SafeContactForm
from desk_app.gui.contacts.session import Session
from desk_app.gui.contacts.terms import alerts_line, day_and_time
from desk_app.gui.i18n import tr
from desk_app.gui.office.presence import presence_word
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, Note, Scroll
from desk_app.gui.widgets.fields import Field, LiveLineEdit, LiveTextEdit
from desk_app.gui.widgets.labels import caption, heading
from desk_app.gui.words import say_error


class AskEdit(LiveTextEdit):
    """Several lines in which Enter goes on, as in every other field; Shift+Enter begins a new line."""

    def event(self, event: QEvent) -> bool:
        """Leave Enter to the page."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and _is_enter(event):
            event.ignore()
            return False
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take a new line on Shift+Enter only."""
        if _is_enter(event):
            event.ignore()
        else:
            super().keyPressEvent(event)


class RecordPanel(Card):
    """The fields of a session's draft, by the ids that scripts ask for; every change goes into the draft.

    `fields[id]` is the widget that takes the focus. Says `looked_for()` when name or number changed.
    """

    looked_for = Signal()

    def __init__(self, shift: Shift, finish: QAction, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._shift = shift
        self._session: Session | None = None
        self.name = LiveLineEdit()
        self.name.setMaxLength(LONGEST_NAME)
        self.phone = LiveLineEdit()
        self.phone.setInputMethodHints(Qt.InputMethodHint.ImhDialableCharactersOnly)
        self.topic = Picker(tr("Initials or a word"))
        self.assignee = Picker()
        self.summary = AskEdit(lines=3)
        self.note = AskEdit(lines=2)
        self.safe_contact = SafeContactForm()
        self.complaint = ComplaintPart(shift, self)
        self._fields = {
            "customer_name": Field(tr("Customer name"), self.name),
            "phone": Field(tr("Contact number"), self.phone),
            "topic": Field(tr("Kind of business"), self.topic),
            "assignee": Field(tr("Person in charge"), self.assignee),
            "summary": Field(tr("What was asked"), self.summary, note=tr("new line: Shift Enter")),
            "note": Field(tr("Notes taken"), self.note),
        }
        self.fields: dict[str, QWidget] = {
            **{name: field.editor for name, field in self._fields.items()},
            "safe_contact": self.safe_contact,
        }
        self.setAccessibleName(tr("Contact record"))
        self._make(finish)
        self._listen()
        shift.reference_changed.connect(self._set_options)
        self._set_options()

    def show_session(self, session: Session) -> None:
        """Show the session's draft; what somebody is typing stays as it is."""
        fresh, self._session = session is not self._session, session
        draft = session.draft
        for edit, text in ((self.name, draft.customer_name), (self.phone, draft.phone)):
            if edit.live_text() != text:
                edit.setText(text)
        for area, text in ((self.summary, draft.summary), (self.note, draft.note)):
            if area.live_text() != text:
                area.setPlainText(text)
        self.topic.choose(draft.topic_id)
        self.assignee.choose(draft.assignee_id)
        self.safe_contact.show_value(draft.safe_contact)
        asked = session.step.ask if session.step else ()
        self._fields["note"].setVisible("note" in asked or bool(draft.note) or self.note.hasFocus())
        answered = draft.safe_contact != type(draft.safe_contact)()
        self.safe_contact.setVisible("safe_contact" in asked or answered)
        self.complaint.show_session(session)
        self._show_promise(session)
        if fresh:
            self.clear_errors()

    def show_saved(self, at: datetime | None) -> None:
        """Show when the draft was kept last, or that it could not be kept just now."""
        self._kept.set_text(
            tr("Saved {time}", time=f"{seoul(at):%H:%M:%S}") if at else tr("Not saved yet"),
            "text_faint" if at else "danger_text",
        )

    def show_error(self, error: DeskError) -> bool:
        """Say at its field what is wrong and go there; return whether it is a field of this panel."""
        if not isinstance(error, BadInput):
            return False
        if self.complaint.show_error(error):
            return True
        field = self._fields.get(_FIELD_OF.get(error.field, error.field))
        if field is None:
            return False
        field.show()
        field.set_error(say_error(error))
        self.go_to(_FIELD_OF.get(error.field, error.field))
        return True

    def go_to(self, name: str) -> None:
        """Put the focus on a field by id, where it can be seen."""
        field = self.fields[name]
        field.setFocus()
        self._scroll.ensureWidgetVisible(field, 0, 30)

    def _see(self, widget: QWidget) -> None:
        """Bring a part into sight, once what opened has its place."""
        QTimer.singleShot(0, widget, lambda: self._scroll.ensureWidgetVisible(widget, 0, 30))

    def clear_errors(self) -> None:
        """Take every error away."""
        for field in self._fields.values():
            field.set_error("")

    def is_empty(self, name: str) -> bool:
        """Return whether a field that a script asks for is still to be filled."""
        if self._session is None:
            return False
        draft = self._session.draft
        value = {
            "customer_name": draft.customer_name.strip(),
            "phone": draft.phone.strip(),
            "topic": draft.topic_id,
            "assignee": draft.assignee_id,
            "summary": draft.summary.strip(),
            "note": draft.note.strip(),
            "safe_contact": draft.safe_contact.may_name_agency is not None,
        }.get(name, True)
        return not value

    # -- inside ---------------------------------------------------------------------------------

    def _listen(self) -> None:
        self.name.live_text_changed.connect(lambda text: self._typed("customer_name", text))
        self.phone.live_text_changed.connect(lambda text: self._typed("phone", text))
        self.summary.live_text_changed.connect(lambda text: self._typed("summary", text))
        self.note.live_text_changed.connect(lambda text: self._typed("note", text))
        self.phone.editingFinished.connect(self._read_phone)
        self.topic.chosen.connect(self._topic_chosen)
        self.assignee.chosen.connect(self._assignee_chosen)
        self.safe_contact.edited.connect(self._safe_contact_edited)
        self.complaint.went_to.connect(self._see)

    def _typed(self, name: str, text: str) -> None:
        session = self._session
        if session is None or getattr(session.draft, name) == text:
            return
        forbidden = BadInput(name, "personal_id") if find_personal_ids(text) else None
        self._fields[name].set_error(say_error(forbidden) if forbidden else "")
        session.edit(**{name: text})
        if name in {"customer_name", "phone"}:
            self.looked_for.emit()

    def _topic_chosen(self, topic_id: int | None) -> None:
        if self._session is not None and self._session.draft.topic_id != topic_id:
            self._fields["topic"].set_error("")
            self._session.choose_topic(topic_id)
            self.looked_for.emit()

    def _assignee_chosen(self, staff_id: int | None) -> None:
        if self._session is not None and self._session.draft.assignee_id != staff_id:
            self._session.edit(assignee_id=staff_id)

    def _safe_contact_edited(self) -> None:
        value = self.safe_contact.value()
        if self._session is not None and self._session.draft.safe_contact != value:
            self._session.edit(safe_contact=value)

    def phone_trouble(self) -> BadInput | None:
        """Return what is wrong with the number as it stands, if anything is typed and wrong."""
        text = self.phone.text()
        if text.strip():
            try:
                parse_phone(text)
            except BadInput as wrong:
                return wrong
        return None

    def _read_phone(self) -> None:
        """Write the number with its dashes, or say what is wrong with it; what was typed stays."""
        wrong = self.phone_trouble()
        self._fields["phone"].set_error(say_error(wrong) if wrong else "")
        if wrong is None:
            self.phone.setText(phone_to_read(self.phone.text()))

    def _show_promise(self, session: Session) -> None:
        due_at = session.promised_at
        self.promise.setVisible(due_at is not None)
        if due_at is None:
            return
        now, office = self._shift.now(), self._shift.office
        try:
            planned = alerts.plan(
                PromiseKind.CALLBACK,
                due_at=due_at,
                now=now,
                settings=office.settings,
                calendar=office.calendar,
            )
        except DeskError as wrong:
            self.promise.set_words(
                tr("Call back by {when}", when=day_and_time(due_at, now)), say_error(wrong)
            )
            return
        self.promise.set_words(
            tr("Call back by {when}", when=day_and_time(due_at, now)),
            alerts_line(planned, due_at, self._supervisor()),
        )

    def _supervisor(self) -> str:
        """Return the position of whoever is told when a promise is overdue."""
        leading = [person for person in self._shift.people if person.role is Role.SUPERVISOR]
        positions = {person.position for person in leading if person.position}
        return positions.pop() if len(positions) == 1 else tr("the supervisors")

    def _set_options(self) -> None:
        topics = self._shift.topics
        self.topic.set_options(
            [Option(topic.id, topic.title, (topic.name, topic.group, topic.title)) for topic in topics]
        )
        now = self._shift.now()
        people = []
        for person in self._shift.people:
            word, presence = presence_word(person.presence, now)
            words = (person.name, person.title, person.name[1:])
            people.append(Option(person.id, person.title, words, word, presence))
        self.assignee.set_options(people)

    def refresh(self) -> None:
        """Look again who is at their place."""
        self._set_options()

    def _make(self, finish: QAction) -> None:
        self._kept = caption()
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(heading(tr("Contact record")), 1)
        head.addWidget(self._kept)
        pair = QHBoxLayout()
        pair.setSpacing(8)
        pair.addWidget(self._fields["customer_name"], 10)
        pair.addWidget(self._fields["phone"], 13)
        for name in ("customer_name", "phone"):
            pair.setAlignment(self._fields[name], Qt.AlignmentFlag.AlignTop)
        self.promise = Note("primary", quiet=True)
        self._scroll = scroll = Scroll(spacing=12)
        scroll.column.setContentsMargins(2, 0, 2, 2)
        scroll.column.addLayout(pair)
        for name in ("topic", "assignee"):
            scroll.column.addWidget(self._fields[name])
        scroll.column.addWidget(self._fields["summary"], 3)
        scroll.column.addWidget(self._fields["note"], 1)
        scroll.column.addWidget(self.safe_contact)
        scroll.column.addWidget(self.complaint)
        scroll.column.addStretch(1)
        self._fields["summary"].setMaximumHeight(260)
        self.finish_button = KeyButton.of(finish, "primary", size="large")
        self.column.addLayout(head)
        self.column.addWidget(scroll, 1)
        self.column.addWidget(self.promise)
        self.column.addWidget(self.finish_button)


_FIELD_OF = {"reason": "note", "assignee_id": "assignee", "name": "customer_name"}


def _is_enter(event: QKeyEvent) -> bool:
    shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    return event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not shifted
