"""The call or the visit that turned into a written question: found by when it began, linked either way."""

from collections.abc import Sequence
from datetime import datetime

import msgspec
import sqlalchemy as sa

from db.models import Contact, Draft, Inquiry, Promise
from db.transactions import Tx
from desk_app.core import contacts
from desk_app.core.areas import Area


def link_to_contact(tx: Tx, inquiry: Inquiry, called_at: datetime) -> None:
    """Link a question as it is received to the contact that the actor began at that instant.

    Where that is recorded already it is linked at once; else its draft knows of the question from now on,
    and `link_inquiries` follows when it is recorded.
    """
    contact = tx.session.scalar(
        sa.select(Contact).where(Contact.started_at == called_at, Contact.taken_by_id == tx.actor.id).limit(1)
    )
    if contact is not None:
        inquiry.contact_id = contact.id
        inquiry.customer_id = inquiry.customer_id or contact.customer_id
        return
    for row in tx.session.scalars(sa.select(Draft).where(Draft.staff_id == tx.actor.id).with_for_update()):
        draft = msgspec.convert(row.body, contacts.Draft)
        if draft.started_at == called_at:
            row.body = {**row.body, "inquiry_ids": [*draft.inquiry_ids, inquiry.id]}
            tx.touch(Area.DRAFTS)


def link_inquiries(tx: Tx, *, contact_id: int, customer_id: int | None, inquiry_ids: Sequence[int]) -> None:
    """Link a contact as it is recorded to the questions that came of it, with the promises made for them.

    What is nobody's yet belongs to whom the contact belongs to. Nobody's open screen goes stale by that.
    """
    if not inquiry_ids:
        return
    for table, ids in ((Inquiry, Inquiry.id), (Promise, Promise.inquiry_id)):
        theirs = (ids.in_(inquiry_ids), table.contact_id.is_(None))
        whose = sa.func.coalesce(table.customer_id, customer_id)
        tx.connection.execute(
            sa.update(table).where(*theirs).values(contact_id=contact_id, customer_id=whose)
        )
    tx.touch(Area.INQUIRIES, Area.PROMISES)
