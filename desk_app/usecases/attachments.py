"""What is done about the files of a written question: added, listed, opened by choice, taken out."""

from dataclasses import dataclass

from db.models import Attachment, Inquiry
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.attachments import Danger
from desk_app.core.errors import NotFound
from desk_app.core.texts import filled
from desk_app.usecases.attachment_rows import files_of, write_files
from desk_app.usecases.executor import usecase
from desk_app.usecases.inquiries import AttachmentLine, InquiryDetail, NewFile
from desk_app.usecases.inquiry_dates import note
from desk_app.usecases.inquiry_details import detail_of
from desk_app.usecases.inquiry_rows import load


@dataclass(frozen=True)
class OpenedAttachment:
    """A file as it is opened: to be shown or written out under its harmless name, and never run."""

    name: str
    content: bytes
    danger: Danger | None


@usecase()
def add_attachment(tx: Tx, *, inquiry_id: int, seen_version: int, name: str, content: bytes) -> InquiryDetail:
    """Keep a file with a question; `BadInput` on `file` (`empty`, `too_large`), `Conflict`."""
    row, _ = load(tx, inquiry_id, seen_version)
    write_files(tx, row.id, [NewFile(name, content)])
    tx.saw(row.customer_id, "attachment.add")
    return detail_of(tx, row.id)


@usecase(reads=True)
def list_attachments(tx: Tx, *, inquiry_id: int) -> tuple[AttachmentLine, ...]:
    """Return the files of a question, without what they hold."""
    return files_of(tx, inquiry_id)


@usecase()
def open_attachment(tx: Tx, *, attachment_id: int) -> OpenedAttachment:
    """Return a file whole, because somebody chose to; who opened it stands in the history and the log."""
    file = _file(tx, attachment_id)
    inquiry = tx.session.get_one(Inquiry, file.inquiry_id)
    note(tx, inquiry.id, "file_opened", file.name)
    tx.saw(inquiry.customer_id, "attachment.open")
    return OpenedAttachment(file.name, file.content, file.danger)


@usecase()
def remove_attachment(
    tx: Tx, *, inquiry_id: int, seen_version: int, attachment_id: int, reason: str
) -> InquiryDetail:
    """Take out a file that does not belong there, for a reason that is kept; its content is gone."""
    reason = filled("reason", reason)
    row, _ = load(tx, inquiry_id, seen_version)
    file = _file(tx, attachment_id)
    if file.inquiry_id != row.id:
        raise NotFound("Attachment")
    note(tx, row.id, "file_removed", f"{file.name}: {reason}")
    tx.session.delete(file)
    tx.session.flush()
    tx.touch(Area.INQUIRIES)
    tx.saw(row.customer_id, "attachment.remove")
    return detail_of(tx, row.id)


def _file(tx: Tx, attachment_id: int) -> Attachment:
    file = tx.session.get(Attachment, attachment_id)
    if file is None:
        raise NotFound("Attachment")
    return file
