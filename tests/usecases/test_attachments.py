"""Files of written questions, on both engines: kept whole, opened by choice, logged."""

import pytest
import sqlalchemy as sa

from db.models import Access, Attachment
from desk_app.core.attachments import MOST_BYTES, Danger
from desk_app.core.errors import BadInput, NotFound
from desk_app.usecases.attachments import (
    add_attachment,
    list_attachments,
    open_attachment,
    remove_attachment,
)
from desk_app.usecases.inquiries import NewFile
from desk_app.usecases.inquiry_lists import list_inquiries, open_inquiry
from tests.builders import Office
from tests.questions import do, receive

PROGRAM = b"MZ" + bytes(range(256)) * 40


def test_a_file_comes_back_byte_for_byte_under_a_harmless_name(office: Office) -> None:
    detail = receive(office, files=(NewFile("../../가족관계.pdf", b"%PDF-1.7 \x00\xff"),))
    (file,) = detail.files
    assert (file.name, file.size, file.danger, file.added_by) == ("가족관계.pdf", 11, None, "김하늘 주임")
    opened = office.at("최민호").run(open_attachment, attachment_id=file.id).value
    assert (opened.name, opened.content) == ("가족관계.pdf", b"%PDF-1.7 \x00\xff")
    with office.engine.connect() as connection:
        seen = connection.scalars(
            sa.select(Access.customer_id).where(Access.action == "attachment.open")
        ).all()
    assert seen == [detail.customer_id]
    again = office.desk.run(open_inquiry, inquiry_id=detail.id).value
    assert [(line.what, line.detail) for line in again.history][-1] == ("file_opened", "가족관계.pdf")


def test_a_renamed_program_is_known_by_its_content(office: Office) -> None:
    detail = do(office.desk, add_attachment, receive(office), name="사진.jpg", content=PROGRAM)
    assert [file.danger for file in detail.files] == [Danger.EXECUTABLE]
    assert office.desk.run(open_attachment, attachment_id=detail.files[0].id).value.danger
    assert office.desk.run(list_inquiries).value[0].files == 1


def test_a_file_of_twenty_megabytes_is_taken_and_a_larger_one_refused(office: Office) -> None:
    detail = do(office.desk, add_attachment, receive(office), name="스캔.pdf", content=bytes(MOST_BYTES))
    with pytest.raises(BadInput) as refused:
        do(office.desk, add_attachment, detail, name="스캔.pdf", content=bytes(MOST_BYTES + 1))
    assert (refused.value.problem, refused.value.value) == ("too_large", "20")
    assert [file.size for file in office.desk.run(list_attachments, inquiry_id=detail.id).value] == [
        MOST_BYTES
    ]


def test_a_wrong_file_is_taken_out_for_a_reason(office: Office) -> None:
    detail = receive(office, files=(NewFile("남의 것.pdf", b"%PDF-"),))
    file = detail.files[0].id
    with pytest.raises(BadInput, match="missing"):
        do(office.desk, remove_attachment, detail, attachment_id=file, reason=" ")
    other = receive(office)
    with pytest.raises(NotFound):
        do(office.desk, remove_attachment, other, attachment_id=file, reason="다른 고객의 서류")
    detail = do(office.desk, remove_attachment, detail, attachment_id=file, reason="다른 고객의 서류")
    assert detail.files == ()
    assert detail.history[-1].detail == "남의 것.pdf: 다른 고객의 서류"
    with office.engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(Attachment)) == 0
    with pytest.raises(NotFound):
        office.desk.run(open_attachment, attachment_id=file)
