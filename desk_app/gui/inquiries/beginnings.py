"""What the form of a new inquiry begins with: nothing, an earlier inquiry, or the contact at the desk."""

from dataclasses import dataclass

from desk_app.core import contacts
from desk_app.core.inquiries import Channel
from desk_app.usecases.inquiries import InquiryDetail


@dataclass(frozen=True)
class Beginning:
    """What a form begins with: an earlier inquiry it goes on from, or the call that turned into it."""

    channel: Channel = Channel.POST
    customer_id: int | None = None
    customer_name: str = ""
    phone: str = ""
    topic_id: int | None = None
    owner_id: int | None = None
    subject: str = ""
    text: str = ""
    previous_id: int | None = None
    contact_id: int | None = None


def after(detail: InquiryDetail) -> Beginning:
    """Return what a new inquiry takes from the one that it goes on from."""
    return Beginning(
        channel=detail.channel,
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
    )
