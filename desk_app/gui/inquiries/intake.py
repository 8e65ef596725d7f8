"""The form of a new inquiry: how and when it came, from whom, what it asks, and by when that is answered."""

from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from desk_app.core.clock import seoul
from desk_app.core.due_phrases import parse_arrival
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.inquiries import Channel, Inquiry, Kind, dates_of, length_of
from desk_app.core.spoken import say_when
from desk_app.gui import theme
from desk_app.gui.appointments.customer_field import CustomerField
from desk_app.gui.appointments.fields import topic_options
from desk_app.gui.contacts.picker import Picker
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries import words
from desk_app.gui.inquiries.beginnings import Beginning
from desk_app.gui.inquiries.files import FilesField, dropped_files
from desk_app.gui.inquiries.intake_layout import combo, laid_out
from desk_app.gui.inquiries.office_panels import days_of, kind_box, people_options
from desk_app.gui.jotter import Jotter
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Card, Note
from desk_app.gui.widgets.fields import Field, LiveLineEdit, LiveTextEdit
from desk_app.gui.widgets.labels import Words
from desk_app.gui.words import say_error
from desk_app.usecases.inquiries import InquiryDetail, NewInquiry
from desk_app.usecases.inquiry_intake import receive_inquiry
from desk_app.usecases.jottings import INTAKE

_AT_ONCE = frozenset({Channel.DESK, Channel.PHONE})  # whoever stands or speaks here is told the date at once
_PLACES = {"due": "arrived_at", "staff": "owner", "days": "period", "name": "customer_name"}


class IntakeCard(Card):
    """The form; what is typed stays until it is recorded or thrown away, whatever becomes of the program.

    Says `recorded(InquiryDetail)`, `call_answered(called_at, inquiry_id)` where a contact turned into it,
    and `left`.
    """

    recorded = Signal(object)
    call_answered = Signal(object, int)
    left = Signal()

    def __init__(self, shift: Shift, jotter: Jotter) -> None:
        super().__init__(padding=18, spacing=10)
        self.setAccessibleName(tr("New inquiry"))
        self.setAcceptDrops(True)
        self._shift = shift
        self._jotter = jotter
        self._begun = self._untouched = Beginning()
        self._filling = self._asked_to_empty = False
        self._understood = ""
        self._topic_id: int | None = None
        self._owner_id: int | None = None
        self.channel = combo({each.value: tr(text) for each, text in words.CHANNELS.items()})
        self.kind = kind_box(Kind.QUESTION_SYSTEM)
        self.arrived = LiveLineEdit(tr("just now, yesterday 15:00, 11/18 09:20"))
        self.days = LiveLineEdit(tr("as its kind"))
        self.days.setMaxLength(4)
        self.customer = CustomerField(shift)
        self.answer_by = combo({each.value: tr(text) for each, text in words.CHANNELS.items()})
        self.answer_to = LiveLineEdit(tr("Address, fax number or e-mail address"))
        self.answer_to.setMaxLength(200)
        self.topic = Picker(tr("Which business"))
        self.owner = Picker(tr("as the business says"))
        told = {each.value: tr("Told now: {how}", how=tr(text)) for each, text in words.CHANNELS.items()}
        self.told = combo({"": tr("Not told yet")} | told)
        self.subject = LiveLineEdit(tr("What it is about, in one line"))
        self.subject.setMaxLength(200)
        self.text = LiveTextEdit(tr("What the customer wrote"), lines=6)
        self.files = FilesField()
        self.fields = {
            "channel": Field(tr("How it came"), self.channel, low=True),
            "arrived_at": Field(tr("When it arrived"), self.arrived, low=True),
            "kind": Field(tr("What it is"), self.kind, low=True),
            "period": Field(tr("Days"), self.days, low=True),
            "topic": Field(tr("Business"), self.topic, low=True),
            "owner": Field(tr("Person in charge"), self.owner, low=True),
            "answer_by": Field(tr("Answer by"), self.answer_by, low=True),
            "answer_to": Field(tr("Where the answer goes"), self.answer_to, low=True),
            "told_by": Field(tr("Safe reply date to the customer"), self.told, low=True),
            "subject": Field(tr("Subject"), self.subject, low=True),
            "text": Field(tr("What was written"), self.text, low=True),
        }
        self.fields |= self.customer.fields
        self._dates = Note("primary", quiet=True)
        self._link = Words(size=theme.SMALL, ink="primary_text")
        self._error = Words(ink="danger_text")
        self._record = action(self, tr("Record the inquiry"), "Ctrl+Return", self.record)
        self._empty = action(self, tr("Empty the form"), "Alt+X", self._throw_away)
        self._lay_out()
        self._listen()
        self._set_options()
        self.begin(Beginning())

    # -- what stands typed

    def begin(self, beginning: Beginning) -> None:
        """Show a form that nobody has typed in, filled with what is known already."""
        self._show(beginning)
        self._untouched = self.typed()

    def go_on(self, kept: Beginning) -> None:
        """Show what was typed when the program ended."""
        self.begin(Beginning())
        self._show(kept)
        told = [tr("You were typing this inquiry. {key} empties the form.", key="Alt X")]
        if kept.files:
            told.append(tr("Add its files again: {names}", names=", ".join(kept.files)))
        self._say_before(*told)

    def typed(self) -> Beginning:
        """Return what stands in the form."""
        return replace(
            self._begun,
            channel=Channel(self.channel.currentData()),
            kind=Kind(self.kind.currentData()),
            arrived=self.arrived.live_text(),
            days=self.days.live_text(),
            customer_id=self.customer.customer_id,
            customer_name=self.customer.name.live_text(),
            phone=self.customer.phone.live_text(),
            topic_id=self._topic_id,
            owner_id=self._owner_id,
            answer_by=Channel(self.answer_by.currentData()),
            answer_to=self.answer_to.live_text(),
            told=self.told.currentData(),
            subject=self.subject.live_text(),
            text=self.text.live_text(),
            files=tuple(file.name for file in self.files.files),
        )

    def is_empty(self) -> bool:
        """Return whether nothing was typed that would be lost."""
        return self.typed() == self._untouched

    def _show(self, beginning: Beginning) -> None:
        self._begun, self._filling = beginning, True
        self.channel.setCurrentIndex(self.channel.findData(beginning.channel.value))
        self.kind.setCurrentIndex(self.kind.findData(beginning.kind.value))
        at_once = tr("just now") if beginning.channel in _AT_ONCE else ""
        self.arrived.setText(at_once if beginning.arrived is None else beginning.arrived)
        self.days.setText(beginning.days)
        self.customer.set_customer(beginning.customer_id, beginning.customer_name, beginning.phone)
        self._choose_topic(beginning.topic_id)
        self.topic.choose(beginning.topic_id)
        self._owner_id = beginning.owner_id or self._owner_id
        self.owner.choose(self._owner_id)
        self.subject.setText(beginning.subject)
        self.text.setPlainText(beginning.text)
        self.files.set_files(())
        self._channel_chosen()
        if beginning.answer_by is not None:
            self.answer_by.setCurrentIndex(self.answer_by.findData(beginning.answer_by.value))
        self.answer_to.setText(beginning.answer_to)
        if beginning.told is not None:
            self.told.setCurrentIndex(self.told.findData(beginning.told))
        self._filling = False
        self._say_before()
        self._clear_errors()
        self._say_dates()

    def _say_before(self, *more: str) -> None:
        """Say what the form goes on from."""
        before = tr("Goes on from an earlier inquiry.") if self._begun.previous_id else ""
        call = tr("Goes on from a contact at the desk: both are linked.") if self._begun.called_at else ""
        said = " ".join(part for part in (before, call, *more) if part)
        self._link.set_text(said)
        self._link.setVisible(bool(said))

    def _edited(self) -> None:
        """Keep what stands typed, behind the hands."""
        self._asked_to_empty = False
        if not self._filling:
            self._jotter.keep(INTAKE, None if self.is_empty() else self.typed().body())

    def _throw_away(self) -> None:
        """Empty the form, once that was asked for twice."""
        if not self._asked_to_empty and not self.is_empty():
            self._asked_to_empty = True
            say(tr("Press {key} once more to throw away what is typed.", key="Alt X"), "warning")
            return
        self.begin(Beginning())
        self._edited()
        say(tr("Thrown away."))
        self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to the first field."""
        self.channel.setFocus()

    def arrived_at(self) -> datetime:
        """Return when it arrived; raises `BadInput` on `arrived_at`."""
        return parse_arrival(self.arrived.live_text(), self._shift.now())

    def new_inquiry(self) -> NewInquiry:
        """Return what is typed; raises `BadInput` for what is missing or not understood."""
        self.topic.take()
        self.owner.take()
        typed, arrived_at = self.typed(), self.arrived_at()
        if not typed.subject.strip():
            raise BadInput("subject", "missing")
        return typed.inquiry(arrived_at, days_of(typed.days), self.files.files)

    # -- recording

    def record(self) -> None:
        """Record the inquiry once; what is wrong is said at its field, and nothing typed is lost."""
        if not self._record.isEnabled():
            return
        self._clear_errors()
        try:
            new = self.new_inquiry()
        except DeskError as wrong:
            self._complain(wrong)
            return
        self._record.setEnabled(False)
        self._jotter.forget(INTAKE)
        self._shift.call(self, receive_inquiry, self._recorded, self._failed, new=new)

    def _recorded(self, detail: InquiryDetail) -> None:
        self._record.setEnabled(True)
        called_at = self._begun.called_at
        self.begin(Beginning())
        self._edited()
        if called_at is not None:
            self.call_answered.emit(called_at, detail.id)
        say(tr("Recorded as {number}.", number=detail.number), "success")
        self.recorded.emit(detail)

    def _failed(self, error: Exception) -> None:
        self._record.setEnabled(True)
        self._edited()
        if isinstance(error, DeskError):
            self._complain(error)

    def _complain(self, error: DeskError) -> None:
        sentence = say_error(error)
        if isinstance(error, BadInput) and error.field == "file":
            self.files.set_error(sentence)
            self.files.add.setFocus()
            return
        field = (
            self.fields.get(_PLACES.get(error.field, error.field)) if isinstance(error, BadInput) else None
        )
        if field is None:
            self._error.set_text(sentence)
            self._error.show()
        else:
            field.set_error(sentence)
            field.editor.setFocus()

    def error(self) -> str:
        """Return everything that is said to be wrong."""
        under = [field.editor.accessibleDescription() for field in self.fields.values()]
        own = "" if self._error.isHidden() else self._error.text()
        return " ".join(part for part in (own, self.files.error(), *under) if part)

    def before(self) -> str:
        """Return what is said of what the form goes on from."""
        return "" if self._link.isHidden() else self._link.text()

    def understood(self) -> str:
        """Return what is said back of what is typed: when it arrived, and both dates."""
        return self._understood

    def _clear_errors(self) -> None:
        self._error.hide()
        self.files.set_error("")
        for field in self.fields.values():
            field.set_error("")

    def _corrected(self) -> None:
        """Take back what was said of a field that is edited since."""
        for name, field in self.fields.items():
            if field.editor is self.sender() and name not in {"arrived_at", "period"}:  # said as typed
                field.set_error("")

    # -- what follows from what is typed

    def _channel_chosen(self) -> None:
        """Take that an answer goes the way the question came, and whether the customer is told at once."""
        channel = Channel(self.channel.currentData())
        self.answer_by.setCurrentIndex(self.answer_by.findData(channel.value))
        at_once = channel in _AT_ONCE
        self.told.setCurrentIndex(self.told.findData(channel.value) if at_once else 0)
        if at_once and not self.arrived.text():
            self.arrived.setText(tr("just now"))
        help_text = tr("Accept it within 8 working hours.") if channel is Channel.WEB else ""
        self.fields["channel"].set_help(help_text)
        self._say_dates()

    def _say_dates(self) -> None:
        """Say back the arrival understood and both dates that follow from it, or what is unclear."""
        field, now = self.fields["arrived_at"], self._shift.now()
        understood = unclear = title = said = ""
        try:
            arrived_at = self.arrived_at()
            understood = say_when(arrived_at, now)
            title, said = self._dates_words(arrived_at)
        except DeskError as error:
            typed = isinstance(error, BadInput) and error.problem == "missing"
            unclear = "" if typed else say_error(error)
        self._understood = " · ".join(part for part in (understood, title, said) if part)
        of_arrival = bool(unclear) and not understood
        field.set_note(understood)
        field.set_error(unclear if of_arrival else "")
        self.fields["period"].set_error(unclear if unclear and not of_arrival else "")
        self._dates.set_words(title or tr("Type when it arrived: both dates follow from it."), said)

    def _dates_words(self, arrived_at: datetime) -> tuple[str, str]:
        office, today = self._shift.office, seoul(self._shift.now()).date()
        length = length_of(Kind(self.kind.currentData()), days_of(self.days.live_text()))
        dates = dates_of(Inquiry(arrived_at, length), office.calendar, office.settings)
        title = tr(
            "Safe reply date {safe} · legal limit {limit}",
            safe=words.due_words(dates.safe_reply, today),
            limit=words.due_words(dates.limit, today),
        )
        return title, words.skipped_words(dates, today)

    def _choose_topic(self, topic_id: int | None) -> None:
        self._topic_id = topic_id
        topic = self._shift.topic_by_id(topic_id)
        self._owner_id = topic.assignee_id if topic else None
        self.owner.choose(self._owner_id)

    def _choose_owner(self, owner_id: int | None) -> None:
        self._owner_id = owner_id

    def _set_options(self) -> None:
        self.topic.set_options(topic_options(self._shift.topics))
        self.owner.set_options(people_options(self._shift))

    # -- putting together

    def _listen(self) -> None:
        self._shift.reference_changed.connect(self._set_options)
        self.channel.currentIndexChanged.connect(lambda _at: self._channel_chosen())
        self.kind.currentIndexChanged.connect(lambda _at: self._say_dates())
        self.arrived.live_text_changed.connect(lambda _text: self._say_dates())
        self.days.live_text_changed.connect(lambda _text: self._say_dates())
        self.topic.chosen.connect(self._choose_topic)
        self.owner.chosen.connect(self._choose_owner)
        self.customer.edited.connect(self._edited)
        self.files.changed.connect(self._edited)
        for box in (self.channel, self.kind, self.answer_by, self.told):
            box.currentIndexChanged.connect(lambda _at: self._edited())
            box.currentIndexChanged.connect(self._corrected)
        for edit in (self.arrived, self.days, self.answer_to, self.subject, self.text):
            edit.live_text_changed.connect(lambda _text: self._edited())
            edit.live_text_changed.connect(self._corrected)
        for picker in (self.topic, self.owner):
            picker.returnPressed.connect(picker.take)
            picker.chosen.connect(lambda _id: self._edited())
        action(self, tr("Add files"), "Alt+F", self.files.choose)

    def _lay_out(self) -> None:
        title = Words(tr("New inquiry"), size=theme.LARGE, weight="bold", max_lines=1)
        self.column.addWidget(title)
        for widget in (self._link, self._error):
            self.column.addWidget(widget)
            widget.hide()
        self.column.addWidget(laid_out(self.fields, self.customer, self._dates, self.files), 1)
        buttons = QHBoxLayout()
        buttons.addWidget(KeyButton.of(self._record, "primary"))
        leave = KeyButton(tr("Back to the list"), "Esc", "quiet")
        leave.clicked.connect(lambda _checked=False: self.left.emit())
        buttons.addWidget(leave)
        buttons.addWidget(KeyButton.of(self._empty, "quiet"))
        buttons.addStretch(1)
        self.column.addLayout(buttons)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the form on Esc, what is typed stays in it; go on to the next field on Enter."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files dropped anywhere on the form."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the files dropped."""
        self.files.take(dropped_files(event))
        event.acceptProposedAction()
