"""What stands in the form of a new inquiry: nothing, what is known already, or what was typed of it."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from desk_app.core import contacts
from desk_app.core.inquiries import Channel, Kind
from desk_app.usecases.inquiries import InquiryDetail, NewFile, NewInquiry


@dataclass(frozen=True)
class Beginning:
    """What stands in the form.

    `previous_id` is the earlier inquiry it goes on from, `called_at` when the contact began that turned into
    it. `None` is what follows from the channel. `files` are the names of what was added: they are not kept.
    """

    channel: Channel = Channel.POST
    kind: Kind = Kind.QUESTION_SYSTEM
    arrived: str | None = None
    days: str = ""
    customer_id: int | None = None
    customer_name: str = ""
    phone: str = ""
    topic_id: int | None = None
    owner_id: int | None = None
    answer_by: Channel | None = None
    answer_to: str = ""
    told: str | None = None
    subject: str = ""
    text: str = ""
    files: tuple[str, ...] = ()
    previous_id: int | None = None
    called_at: datetime | None = None

    def inquiry(self, arrived_at: datetime, days: int | None, files: tuple[NewFile, ...]) -> NewInquiry:
        """Return the inquiry that it describes; all but the website's are accepted at once."""
        return NewInquiry(
            channel=self.channel,
            kind=self.kind,
            arrived_at=arrived_at,
            subject=self.subject,
            text=self.text,
            topic_id=self.topic_id,
            customer_id=self.customer_id,
            customer_name=self.customer_name,
            phone=self.phone,
            answer_by=self.answer_by or self.channel,
            answer_to=self.answer_to,
            owner_id=self.owner_id,
            days=days,
            accepted=self.channel is not Channel.WEB,
            told_by=Channel(self.told) if self.told else None,
            previous_id=self.previous_id,
            called_at=self.called_at,
            files=files,
        )

    def body(self) -> dict[str, Any]:
        """Return it as JSON takes it."""
        called_at = self.called_at.isoformat() if self.called_at else None
        return asdict(replace(self, called_at=None)) | {"called_at": called_at}


def as_kept(body: Mapping[str, Any]) -> Beginning:
    """Return what `Beginning.body` gave, from an earlier program too."""
    known = {each.name: body[each.name] for each in fields(Beginning) if body.get(each.name) is not None}
    made: dict[str, Callable[[Any], Any]] = {
        "channel": Channel,
        "kind": Kind,
        "answer_by": Channel,
        "files": tuple,
        "called_at": datetime.fromisoformat,
    }
    return Beginning(**{name: made.get(name, lambda same: same)(value) for name, value in known.items()})


def after(detail: InquiryDetail) -> Beginning:
    """Return what a new inquiry takes from the one that it goes on from."""
    return Beginning(
        channel=detail.channel,
        kind=detail.kind,
        subject=detail.subject,
        answer_by=detail.answer_by,
        answer_to=detail.answer_to,
        customer_id=detail.customer_id,
        customer_name=detail.customer,
        phone=detail.phone,
        topic_id=detail.topic_id,
        owner_id=detail.owner_id,
        previous_id=detail.id,
    )


def beginning_of(draft: contacts.Draft) -> Beginning:
    """Return what a call or a visit that turns into an inquiry has told already."""
    return Beginning(
        channel=Channel.PHONE if draft.channel is contacts.Channel.PHONE else Channel.DESK,
        customer_id=draft.customer_id,
        customer_name=draft.customer_name,
        phone=draft.phone,
        topic_id=draft.topic_id,
        owner_id=draft.assignee_id,
        text=draft.summary,
        called_at=draft.started_at,
    )
