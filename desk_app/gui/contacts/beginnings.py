"""How a contact begins: the draft of a call that came in, and of one that calls back as promised."""

from dataclasses import dataclass

from desk_app.core.contacts import Channel, Draft
from desk_app.core.scripts import run_to_dict
from desk_app.gui.contacts.facts import phone_to_read
from desk_app.gui.contacts.walking import begun
from desk_app.gui.shift import Shift
from desk_app.usecases.board import PromiseDetail


@dataclass(frozen=True)
class Ringing:
    """A call that came in: its id at the telephone, the number, and how it was answered."""

    call_id: str = ""
    phone: str = ""
    ring_ms: int | None = None
    rings: int | None = None


def fresh_draft(shift: Shift, channel: Channel, call: Ringing) -> Draft:
    """Return the draft of a contact that begins now."""
    return Draft(
        channel,
        shift.now(),
        phone=phone_to_read(call.phone),
        call_id=call.call_id,
        ring_ms=call.ring_ms,
        rings=call.rings,
    )


def calling_back_draft(shift: Shift, promise: PromiseDetail) -> Draft:
    """Return the draft of the call that keeps a promise."""
    return Draft(
        Channel.PHONE,
        shift.now(),
        customer_id=promise.customer_id,
        customer_name=promise.customer,
        phone=phone_to_read(promise.phone),
        topic_id=next((each.id for each in shift.topics if each.name == promise.topic), None),
        assignee_id=promise.owner_id,
        summary=promise.summary,
        promise_id=promise.id,
        run=run_to_dict(begun("callback", shift.now()).run),
    )
