"""The panel that takes down an objection, a complaint or an opinion, on its own or from a contact."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from desk_app.core.clock import seoul_at
from desk_app.core.complaints import ComplaintKind, NewComplaint
from desk_app.core.spoken import short_when
from desk_app.core.texts import LONGEST_LINE
from desk_app.gui.appointments.fields import topic_options
from desk_app.gui.complaints import words
from desk_app.gui.complaints.panels import ComplaintPanel
from desk_app.gui.contacts.picker import Picker
from desk_app.gui.i18n import mark, tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.cards import Note
from desk_app.usecases.complaint_details import ComplaintDetail
from desk_app.usecases.complaint_lists import OpinionPlace
from desk_app.usecases.complaints import record_complaint
from desk_app.usecases.customer_history import ContactRecord
from desk_app.usecases.inquiries import InquiryDetail

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Source:
    """What somebody complained in: whose it is and its topic need not be typed; `about` is a first word."""

    said: str
    about: str
    contact_id: int | None = None
    inquiry_id: int | None = None


def of_inquiry(detail: InquiryDetail) -> Source:
    """Return the written question as what a complaint comes from."""
    said = tr("From the inquiry {number}: {subject}", number=detail.number, subject=detail.subject)
    return Source(said, detail.subject, inquiry_id=detail.id)


def of_contact(record: ContactRecord, now: datetime) -> Source:
    """Return an earlier contact as what a complaint comes from."""
    said = tr("From the contact of {when}", when=short_when(record.started_at, now))
    about = record.summary.strip().partition("\n")[0][:LONGEST_LINE]
    return Source(f"{said}: {about}" if about else said, about, contact_id=record.id)


class NewPanel(ComplaintPanel):
    """What came by letter, at the desk or by word of mouth, or what an `source` turned into.

    Who has it in hand and by when may be chosen; left empty they are as the kind of business and the branch
    have them.
    """

    use = record_complaint
    done = mark("Taken down. It is owed from now on.")

    def __init__(self, shift: Shift, place: OpinionPlace | None, source: Source | None = None) -> None:
        super().__init__(shift, tr("Take down an objection, a complaint or an opinion"), tr("Take down"))
        self._source = source
        self._topic_id: int | None = None
        self._about_id: int | None = None
        self._owner_id: int | None = None
        if source is not None:
            self.column.addWidget(Note("primary", text=source.said, quiet=True))
        self._kind = self.add_choices("kind", tr("What it is"), words.KINDS, chosen=ComplaintKind.COMPLAINT)
        self._about = self.add_line("complaint_about", tr("What it is about, in a word"))
        self._about.setText(source.about if source else "")
        self._wants = self.add_text("complaint_wants", tr("What the customer wants"), lines=2)
        if source is None:
            self._ask_whose(shift)
        self._about_staff = self.add_person("staff", tr("Whom it is about (optional)"), tr("Name"))
        self._about_staff.chosen.connect(self._choose_staff)
        usual = tr("whoever the kind of business has")
        self._owner = self.add_person("owner", tr("Person in charge (optional)"), usual)
        self._owner.chosen.connect(self._choose_owner)
        days = shift.office.settings.complaint_days
        self._due = self.add_day("due", tr("By which day (optional)"))
        self._due.setPlaceholderText(tr("within {days} desk days", days=days))
        self.set_beside("staff", "owner", "due")
        self._kind.chosen.connect(lambda _kind: self._say_place())
        self.show_place(place)

    def show_place(self, place: OpinionPlace | None) -> None:
        """Say where opinions are sent while one is taken down (`III-1`)."""
        self._place = place
        self._say_place()

    def arguments(self) -> dict[str, Any]:
        """Return what was typed; raises `BadInput` for a day that is not understood or over."""
        for picker in (self._about_staff, self._owner):
            picker.take()
        day = self._due.value() if self._due.text().strip() else None
        new = NewComplaint(
            ComplaintKind(self._kind.selected()),
            about=self._about.text(),
            wants=self._wants.toPlainText(),
            about_staff_id=self._about_id,
            owner_id=self._owner_id,
            due_at=seoul_at(day + _DAY, time.min) if day else None,
        )
        return {"new": new, **self._whose()}

    def target(self, _detail: ComplaintDetail | None) -> dict[str, Any] | None:
        """Return nothing: it is a new one."""
        return {}

    def begin(self) -> None:
        """Begin with what it is."""
        self._kind.take_focus()

    def _whose(self) -> dict[str, Any]:
        if self._source is not None:
            return {"contact_id": self._source.contact_id, "inquiry_id": self._source.inquiry_id}
        self._topic.take()
        typed = {"customer_name": self._name.text(), "phone": self._phone.text()}
        return {**typed, "topic_id": self._topic_id}

    def _ask_whose(self, shift: Shift) -> None:
        self._name = self.add_line("customer_name", tr("Customer name"), hint=tr("nobody needs to be named"))
        self._phone = self.add_line("phone", tr("Contact number"))
        self._topic = Picker(tr("Initials or a word"))
        self._topic.set_options(topic_options(shift.topics))
        self._topic.chosen.connect(self._choose_topic)
        self._add("topic", tr("Kind of business"), self._topic)
        self.set_beside("customer_name", "phone", "topic")

    def _choose_topic(self, topic_id: int | None) -> None:
        self._topic_id = topic_id

    def _choose_staff(self, staff_id: int | None) -> None:
        self._about_id = staff_id

    def _choose_owner(self, staff_id: int | None) -> None:
        self._owner_id = staff_id

    def _say_place(self) -> None:
        is_opinion = self._kind.selected() == ComplaintKind.OPINION
        self.fields["kind"].set_help(words.place_words(self._place) if is_opinion and self._place else "")
