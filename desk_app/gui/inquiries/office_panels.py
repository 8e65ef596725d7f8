"""The panels of what the office does with an inquiry: accepting it, correcting it, asking, passing it on."""

from typing import Any

from desk_app.core.errors import BadInput
from desk_app.core.inquiries import Kind
from desk_app.core.letters import LetterKind
from desk_app.core.phones import format_phone
from desk_app.gui.appointments.fields import topic_options
from desk_app.gui.contacts.picker import Option, Picker
from desk_app.gui.i18n import mark, tr
from desk_app.gui.inquiries import words
from desk_app.gui.inquiries.panels import InquiryPanel, way
from desk_app.gui.office.presence import presence_word
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import Field
from desk_app.usecases.inquiries import InquiryDetail
from desk_app.usecases.inquiry_intake import accept_inquiry, change_inquiry, tell_dates


def kind_box(chosen: Kind) -> ComboBox:
    """Return the choice of what an inquiry is, each kind with its period."""
    box = ComboBox()
    for kind in words.KINDS:
        box.addItem(words.kind_words(kind), kind.value)
    box.setCurrentIndex(box.findData(chosen.value))
    return box


def people_options(shift: Shift) -> list[Option]:
    """Return everybody who works here as they are offered, with where they are now."""
    options, now = [], shift.now()
    for person in shift.people:
        if not person.retired:
            word, presence = presence_word(person.presence, now)
            found_by = (person.name, person.title, person.name[1:])
            options.append(Option(person.id, person.title, found_by, word, presence))
    return options


def days_of(typed: str) -> int | None:
    """Return the days typed in place of the kind's, or None for nothing; raises `BadInput` on `period`."""
    plain = typed.strip()
    if not plain:
        return None
    if not plain.lstrip("-").isdecimal():
        raise BadInput("period", "not_a_number", plain)
    return int(plain)


class AcceptPanel(InquiryPanel):
    """What it is, who answers it, and whether the customer is told the date at once."""

    use = accept_inquiry
    done = mark("Accepted.")
    letter = LetterKind.RECEIPT

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("Accept the inquiry"), tr("Accept"))
        self._kind = kind_box(detail.kind)
        self.fields["kind"] = Field(tr("What it is"), self._kind, low=True)
        self.column.addWidget(self.fields["kind"])
        self._days = self.add_line("period", tr("Days, where another rule sets them"))
        self._owner = Picker(tr("Who answers"))
        self._owner.set_options(people_options(shift))
        self._owner_id: int | None = detail.owner_id
        self._owner.choose(detail.owner_id)
        self._owner.chosen.connect(self._choose)
        self.fields["owner"] = Field(tr("Person in charge"), self._owner, low=True)
        self.column.addWidget(self.fields["owner"])
        self._told = self.add_way(
            "told_by", tr("Safe reply date to the customer"), detail.answer_by, none=tr("Not told yet")
        )

    def _choose(self, staff_id: int | None) -> None:
        self._owner_id = staff_id

    def arguments(self) -> dict[str, Any]:
        """Return what was chosen."""
        self._owner.take()
        return {
            "kind": Kind(self._kind.currentData()),
            "days": days_of(self._days.text()),
            "owner_id": self._owner_id,
            "told_by": way(self._told),
        }

    def begin(self) -> None:
        """Begin with what it is."""
        self._kind.setFocus()


class TellPanel(InquiryPanel):
    """The customer was told by when they have the answer: from now on we are judged by that day."""

    use = tell_dates
    done = mark("Noted: the customer knows the date.")
    letter = LetterKind.RECEIPT

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("How was the customer told the date?"), tr("Record as told"))
        self._way = self.add_way("told_by", tr("Told by"), detail.answer_by)

    def arguments(self) -> dict[str, Any]:
        """Return the way."""
        return {"told_by": way(self._way)}

    def begin(self) -> None:
        """Begin with the way."""
        self._way.setFocus()


class ChangePanel(InquiryPanel):
    """What was taken down, set right."""

    use = change_inquiry
    done = mark("Set right.")

    def __init__(self, shift: Shift, detail: InquiryDetail) -> None:
        super().__init__(shift, detail, tr("Set right what was taken down"), tr("Save changes"))
        self._subject = self.add_line("subject", tr("Subject"))
        self._subject.setMaxLength(200)
        self._subject.setText(detail.subject)
        self._text = self.add_text("text", tr("What was written"), lines=4)
        self._text.setPlainText(detail.text)
        self._kind = kind_box(detail.kind)
        self.fields["kind"] = Field(tr("What it is"), self._kind, low=True)
        self.column.addWidget(self.fields["kind"])
        self._days = self.add_line("period", tr("Days, where another rule sets them"))
        self._topic_id = detail.topic_id
        self._topic = Picker(tr("Which business"))
        self._topic.set_options(topic_options(shift.topics))
        self._topic.choose(detail.topic_id)
        self._topic.chosen.connect(self._choose)
        self.fields["topic"] = Field(tr("Business"), self._topic, low=True)
        self.column.addWidget(self.fields["topic"])
        self._phone = self.add_line("phone", tr("Phone number"))
        self._phone.setText(format_phone(detail.phone))
        self._way = self.add_way("answer_by", tr("Answer by"), detail.answer_by)
        self._to = self.add_line("answer_to", tr("Where the answer goes"))
        self._to.setMaxLength(200)
        self._to.setText(detail.answer_to)

    def _choose(self, topic_id: int | None) -> None:
        self._topic_id = topic_id

    def arguments(self) -> dict[str, Any]:
        """Return what stands in the fields."""
        self._topic.take()
        return {
            "subject": self._subject.text(),
            "text": self._text.toPlainText(),
            "topic_id": self._topic_id,
            "phone": self._phone.text(),
            "answer_by": way(self._way),
            "answer_to": self._to.text(),
            "kind": Kind(self._kind.currentData()),
            "days": days_of(self._days.text()),
        }

    def begin(self) -> None:
        """Begin with the subject."""
        self._subject.setFocus()
