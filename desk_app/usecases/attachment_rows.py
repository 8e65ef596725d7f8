"""The files of written questions as rows; for the use-cases."""

from collections.abc import Sequence
from hashlib import sha256

import sqlalchemy as sa

from db.models import Attachment, Staff
from db.transactions import Tx
from desk_app.core.attachments import check_size, danger_of, harmless_name
from desk_app.core.staff import titled
from desk_app.usecases.inquiries import AttachmentLine, NewFile
from desk_app.usecases.inquiry_dates import note


def write_files(tx: Tx, inquiry_id: int, files: Sequence[NewFile]) -> None:
    """Keep files with a question, under harmless names; `BadInput` on `file` for one that does not fit."""
    for file in files:
        name, content = harmless_name(file.name), check_size(file.content)
        tx.session.add(
            Attachment(
                inquiry_id=inquiry_id,
                name=name,
                size=len(content),
                sha256=sha256(content).hexdigest(),
                danger=danger_of(name, content),
                content=content,
                added_at=tx.now,
                added_by_id=tx.actor.id,
            )
        )
        note(tx, inquiry_id, "file_added", name)
    tx.session.flush()


def files_of(tx: Tx, inquiry_id: int) -> tuple[AttachmentLine, ...]:
    """Return the files of a question in the order in which they came, without what they hold."""
    found = tx.session.execute(
        sa.select(
            *(Attachment.id, Attachment.name, Attachment.size, Attachment.sha256, Attachment.danger),
            *(Attachment.added_at, Staff.name.label("who"), Staff.position),
        )
        .join(Staff, Staff.id == Attachment.added_by_id)
        .where(Attachment.inquiry_id == inquiry_id)
        .order_by(Attachment.id)
    )
    return tuple(AttachmentLine(*row[:6], titled(row.who, row.position)) for row in found)
