"""The second story: a letter arrives before 설날, an interim reply goes out, and the answer follows."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from db.models import Promise
from desk_app.commands.player import Player
from desk_app.commands.tour_office import HANDLER, found_for_letter
from desk_app.commands.tour_seat import Seat, one_program
from desk_app.core.clock import FixedClock, seoul, seoul_at
from desk_app.core.inquiries import InquiryState
from desk_app.core.promises import PromiseState
from desk_app.gui.inquiries.page import InquiriesPage
from desk_app.settings import Places, Preferences, save_preferences
from desk_app.usecases.inquiries import InquiryDetail, InquiryRow
from desk_app.usecases.inquiry_intake import accept_inquiry
from desk_app.usecases.inquiry_lists import list_inquiries, open_inquiry
from desk_app.usecases.inquiry_replies import save_reply_draft, send_reply
from desk_app.usecases.promises import keep_promise

ARRIVES = seoul_at(date(2027, 2, 2), time(9, 42))  # 설날 is from Saturday to Tuesday the 9th
BEFORE_THE_FEAST = seoul_at(date(2027, 2, 5), time(9, 30))
AFTER_IT = seoul_at(date(2027, 2, 11), time(10, 10))

_CUSTOMER, _SUBJECT = "문서영", "합동결혼식 참가 신청"
_QUESTION = (
    "올해 합동결혼식에 참가하고 싶습니다. 아직 신청할 수 있는지, 신청서는 어디에 내는지 알려 주십시오."
    " 설에 부모님께 말씀드리고 싶습니다."
)
_REASON, _PROGRESS = "본부의 올해 일정 확정", "신청 자격을 확인하고 본부에 일정을 물은 것"
_ANSWER = (
    "올해 합동결혼식에 신청하실 수 있습니다. 함께 보내 드리는 신청서에 두 분의 성함과 연락처를 적어"
    " 4월 30일까지 저희 지부로 보내 주십시오. 자격은 확인해 두었으니 다른 서류는 필요하지 않습니다."
)

_OTHERS = "문의하신 내용을 확인해 답변드립니다. 필요한 서류를 함께 보내 드립니다."


def play_letter(folder: Path, player: Player, say: Callable[[str], None]) -> None:
    """Play the story in an office of its own in `folder`, and say what its database holds after."""
    folder.mkdir()
    places, clock = Places(folder), FixedClock(ARRIVES)
    save_preferences(Preferences(desk=found_for_letter(places, clock)), places.preferences)
    with one_program(places, clock) as program:
        say(_told(_LetterStory(program, clock, player).play()))


class _LetterStory(Seat):
    """The steps of the story, one method each."""

    def play(self) -> InquiryDetail:
        """Play it all, and return the letter as it is kept."""
        self._name_oneself(HANDLER)
        self._come_in()
        self._play.keys(Qt.Key.Key_Escape)  # the brief
        letter = self._letter_arrives()
        self._others_work_until(BEFORE_THE_FEAST, letter)
        self._interim_reply()
        self._others_work_until(AFTER_IT, letter)
        self._reply()
        return self._at_work.shift.signed_in.executor.run(open_inquiry, inquiry_id=letter).value

    @property
    def _page(self) -> InquiriesPage:
        return self._at_work.inquiries

    def _letter_arrives(self) -> int:
        """Take it down as it is opened; return its id."""
        play, form = self._play, self._page.intake
        play.keys("4", ctrl=True)
        play.keys("N")
        self._type_in(form.arrived, "오늘 9시 20분")
        self._type_in(form.customer.name, _CUSTOMER)
        self._type_in(form.customer.phone, "01055502222")
        self._type_in(form.topic, "결혼")
        self._type_in(form.answer_to, "경기도 의정부시 평화로 12")
        self._tab_to(form.told)
        play.keys(Qt.Key.Key_Down)  # by letter
        self._type_in(form.subject, _SUBJECT)
        self._type_in(form.text, _QUESTION)
        play.picture("letter", "문의: 설을 앞두고 온 편지, 적는 대로 두 날짜와 건너뛸 연휴가 나옵니다")
        self._record(lambda: self._page.detail.detail is not None and self._opened.subject == _SUBJECT)
        play.keys("W")
        play.picture("dates", "왜 이 날짜: 안심 회신일과 처리기한, 센 날과 세지 않은 날")
        play.keys("W")
        return self._opened.id

    def _interim_reply(self) -> None:
        """Go from the alert to the letter."""
        play = self._play
        self._see_to_all_but(_CUSTOMER)
        play.keys(Qt.Key.Key_F9)
        play.until(lambda: self._page.is_settled() and self._opened.subject == _SUBJECT, "the letter")
        play.keys("M")
        play.type(_REASON)
        play.keys(Qt.Key.Key_Tab)
        play.type(_PROGRESS)
        play.picture("interim", "중간회신: 기간의 70%가 지나, 왜 늦고 언제까지인지 적는 대로 편지가 됩니다")
        self._record(lambda: bool(self._opened.interims))

    def _reply(self) -> None:
        play = self._play
        self._see_to_all_but()
        play.keys("R")
        play.type(_ANSWER)
        play.picture("reply", "답변: 연휴가 지나, 초안과 보낼 편지를 나란히 봅니다")
        self._record(lambda: bool(self._opened.replies))
        play.keys("S")
        self._record(lambda: self._opened.state is InquiryState.ANSWERED)
        play.keys("3", Qt.Key.Key_Home)
        play.until(lambda: self._page.is_settled() and self._opened.subject == _SUBJECT, "the letter")
        play.keys("C")
        play.until(lambda: self._opened.state is InquiryState.CLOSED, "the end")
        play.picture("closed", "끝난 문의: 받은 날부터 닫은 날까지 한 줄씩 남습니다")

    # -- small moves

    @property
    def _opened(self) -> InquiryDetail:
        detail = self._page.detail.detail
        assert detail is not None
        return detail

    def _type_in(self, field: QWidget, text: str) -> None:
        self._tab_to(field)
        self._play.type(text)

    def _record(self, holds: Callable[[], bool]) -> None:
        self._play.keys(Qt.Key.Key_Return, ctrl=True)
        self._play.until(lambda: self._page.is_settled() and holds(), "the record")

    def _others_work_until(self, now: datetime, letter: int) -> None:
        """Let it be `now`; what else fell due meanwhile, the office has kept and answered."""
        executor = self._at_work.shift.signed_in.executor
        with executor.engine.connect() as connection:
            owed = connection.execute(
                sa.select(Promise.id, Promise.version).where(
                    Promise.state == PromiseState.OPEN, Promise.due_at < now, Promise.inquiry_id.is_(None)
                )
            ).all()
        for promise in owed:
            executor.run(keep_promise, promise_id=promise.id, seen_version=promise.version)
        for question in executor.run(list_inquiries).value:
            if question.id != letter:
                self._see_to(question, now)
        self._at(now)

    def _see_to(self, question: InquiryRow, now: datetime) -> None:
        run, version = self._at_work.shift.signed_in.executor.run, question.version
        if question.state is InquiryState.RECEIVED:
            accepted = run(accept_inquiry, inquiry_id=question.id, seen_version=version, kind=question.kind)
            version = accepted.value.version
        if question.due_at < now:
            draft = run(save_reply_draft, inquiry_id=question.id, seen_version=version, text=_OTHERS).value
            run(
                send_reply,
                inquiry_id=question.id,
                seen_version=draft.version,
                number=draft.replies[-1].number,
                sent_by=question.channel,
            )


def _told(letter: InquiryDetail) -> str:
    """Return what the database now holds of the letter."""
    dates = letter.dates
    head = (
        f"  문의 {letter.number}: {letter.subject} · {letter.state.value}"
        f" · 안심 회신일 {dates.safe_reply.due_on} · 처리기한 {dates.limit.due_on}"
    )
    lines = (
        f"    {seoul(line.at):%m.%d %H:%M} {line.what} {line.by} {line.detail}".rstrip()
        for line in letter.history
    )
    return "\n".join((head, *lines))
