"""What stands typed and is not recorded yet, on both engines: whose it is, and with what it goes."""

import sqlalchemy as sa

from db.models import Access, Jotting
from desk_app.core.inquiries import Channel
from desk_app.usecases.inquiry_replies import save_reply_draft, send_reply, withdraw_inquiry
from desk_app.usecases.jottings import INTAKE, read_jottings, reply_place, save_jottings
from tests.builders import Office
from tests.questions import do, receive

FORM = {"subject": "숙식제공 기간", "customer_id": None, "called_at": None}


def places(office: Office) -> list[tuple[str, str]]:
    """Return whose what is, whoever they are."""
    names = {person.id: name for name, person in office.people.items()}
    with office.engine.connect() as connection:
        rows = connection.execute(sa.select(Jotting.staff_id, Jotting.place).order_by(Jotting.id))
        return [(names[staff_id], place) for staff_id, place in rows]


def test_what_is_typed_last_stands_for_whoever_typed_it_at_that_desk(office: Office) -> None:
    minho = office.at("최민호")
    minho.run(save_jottings, typed={INTAKE: FORM, reply_place(7): {"text": "안녕"}})
    minho.run(save_jottings, typed={INTAKE: {**FORM, "subject": "숙식제공 기간 연장"}})
    found = minho.run(read_jottings).value
    assert [(each.place, each.reply_to) for each in found] == [(INTAKE, None), ("reply:7", 7)]
    assert found[0].body["subject"] == "숙식제공 기간 연장"
    assert office.at("이수민").run(read_jottings).value == ()
    minho.run(save_jottings, typed={INTAKE: None})
    assert [each.place for each in minho.run(read_jottings).value] == ["reply:7"]


def test_a_residents_number_is_never_kept(office: Office) -> None:
    office.desk.run(save_jottings, typed={INTAKE: {"text": "번호는 900101-1234567 입니다", "topic_id": 3}})
    (kept,) = office.desk.run(read_jottings).value
    assert "1234567" not in kept.body["text"]
    assert kept.body["topic_id"] == 3


def test_whose_data_comes_back_is_logged(office: Office) -> None:
    customer_id = receive(office).customer_id
    office.desk.run(save_jottings, typed={INTAKE: {**FORM, "customer_id": customer_id}})
    office.desk.run(read_jottings)
    with office.engine.connect() as connection:
        logged = sa.select(Access.customer_id).where(Access.action == "jotting.open")
        assert connection.scalars(logged).all() == [customer_id]


def test_what_is_recorded_takes_what_was_typed_of_it(office: Office) -> None:
    desk, minho = office.desk, office.at("최민호")
    for who in (desk, minho):
        who.run(save_jottings, typed={INTAKE: FORM})
    detail = receive(office)
    assert (office.desk.actor.name, INTAKE) not in places(office)
    assert ("최민호", INTAKE) in places(office), "a colleague's form is theirs"
    place = reply_place(detail.id)
    for who in (desk, minho):
        who.run(save_jottings, typed={place: {"text": "답변"}, reply_place(99): {"text": "다른 답변"}})
    detail = do(minho, save_reply_draft, detail, text="답변")
    assert [name for name, where in places(office) if where == place] == [office.desk.actor.name]
    detail = do(minho, send_reply, detail, number=1, sent_by=Channel.POST)
    assert place not in {where for _, where in places(office)}, "nobody answers it any more"
    assert len(places(office)) == 3


def test_what_is_withdrawn_needs_no_reply(office: Office) -> None:
    detail = receive(office)
    office.desk.run(save_jottings, typed={reply_place(detail.id): {"text": "답변"}})
    do(office.desk, withdraw_inquiry, detail, reason="전화로 풀림")
    assert places(office) == []
