"""What is said of an inquiry beside what was done: what is due next, and once it is past what to do now."""

from datetime import date

from pytestqt.qtbot import QtBot

from desk_app.core.inquiries import Channel
from desk_app.core.letters import LetterKind
from desk_app.gui.inquiries.history import notes
from desk_app.gui.inquiries.last_letters import next_letter
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.inquiry_clocks import ask_supplement
from desk_app.usecases.inquiry_passing import plan_passing
from desk_app.usecases.inquiry_replies import save_reply_draft, send_reply
from tests.builders import Office
from tests.gui.inquiry_seat import InquirySeat, arrive, detail_of, later, seat
from tests.questions import do


def seen(at_page: InquirySeat) -> str:
    """Return what stands in the detail."""
    said = at_page.page.detail.text.findChildren(Words)
    return "\n".join(each.text() for each in said if each.isVisibleTo(at_page.page))


def test_a_website_question_past_its_eight_hours_is_to_be_accepted_now(
    qtbot: QtBot, office: Office, minho: Shift
) -> None:
    arrive(office, channel=Channel.WEB, accepted=False, arrived_at=office.now)
    with seat(qtbot, minho) as at_page:
        assert "11.25 (수) 14:06까지 접수해 주십시오" in seen(at_page)
        later(office, days=1)
        minho.ticked.emit(office.now)
        at_page.settle()
        assert "접수했어야 하는 때(11.25 (수) 14:06)가 지났습니다. 지금 A를 눌러" in seen(at_page)
        assert "접수해 주십시오" not in seen(at_page)


def test_what_is_to_be_passed_on_says_when_it_is_too_late(qtbot: QtBot, office: Office, minho: Shift) -> None:
    letter = arrive(office, arrived_at=office.now)
    letter = do(office.desk, plan_passing, letter, to="가족지원팀", inside=True)
    do(office.desk, plan_passing, letter, to="시청", inside=False)
    with seat(qtbot, minho) as at_page:
        assert "11.24 (화) 17:06까지 가족지원팀에 넘겨야 합니다." in seen(at_page)
        assert "11.25 (수) 14:06까지 시청에 넘겨야 합니다." in seen(at_page)
        later(office, days=1)
        minho.ticked.emit(office.now)
        at_page.settle()
        inside, outside = (line for line in seen(at_page).splitlines() if "넘겼어야" in line)
        assert inside.startswith("가족지원팀에 넘겼어야 하는 때(11.24 (화) 17:06)가 지났습니다. 지금 넘기")
        assert outside.startswith("시청에 넘겼어야 하는 때(11.25 (수) 14:06)가 지났습니다.")
        assert "지금 T를 눌러 이송하고 고객께 알리십시오." in outside
        assert "넘겨야 합니다" not in seen(at_page)


def test_what_was_accepted_at_once_owes_no_acceptance(office: Office, dressed: object) -> None:
    detail = detail_of(office, arrive(office, arrived_at=office.now).id)
    assert detail.accept_by is None
    assert notes(detail, office.now) == []


def test_once_the_day_for_the_supplement_is_past_it_is_to_be_asked_after(
    qtbot: QtBot, office: Office, minho: Shift
) -> None:
    letter = arrive(office, arrived_at=office.now)
    do(
        office.desk,
        ask_supplement,
        letter,
        what="신분증 사본",
        due_on=date(2026, 11, 25),
        sent_by=Channel.POST,
    )
    with seat(qtbot, minho) as at_page:
        later(office, days=1)
        minho.ticked.emit(office.now)
        at_page.settle()
        assert "고객의 보완을 11.25 (수)까지 기다립니다." in seen(at_page)
        later(office, days=1)
        minho.ticked.emit(office.now)
        at_page.settle()
        assert "보완을 기다리기로 한 날(11.25 (수))이 지났습니다." in seen(at_page)
        assert "기한이 멈춥니다" not in seen(at_page)


def test_what_is_answered_waits_for_nothing_more_and_shows_its_reply(office: Office, dressed: object) -> None:
    letter = arrive(office, arrived_at=office.now)
    letter = do(
        office.desk, ask_supplement, letter, what="사본", due_on=date(2026, 12, 4), sent_by=Channel.POST
    )
    assert next_letter(letter) is LetterKind.SUPPLEMENT
    letter = do(office.desk, save_reply_draft, letter, text="사본 없이 답변드립니다.")
    answered = do(office.desk, send_reply, letter, number=1, sent_by=Channel.POST)
    assert notes(answered, office.now) == []
    assert next_letter(answered) is LetterKind.REPLY
