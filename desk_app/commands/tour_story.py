"""The main story, from signing in to the promise kept, as one receptionist plays it without the mouse."""

import os
import sys
from datetime import time
from pathlib import Path
from threading import Thread

import sqlalchemy as sa
from PySide6.QtCore import QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication
from sqlalchemy.orm import Session

from desk_app import ring_client
from desk_app.commands.player import Player
from desk_app.commands.tour_charter import play_charter
from desk_app.commands.tour_letter import play_letter
from desk_app.commands.tour_office import BEGINS_AT, SIGN_IN_NAME, TODAY, Caller, found_for_tour
from desk_app.commands.tour_seat import Seat, one_program
from desk_app.core.clock import FixedClock, seoul, seoul_at
from desk_app.core.korean import initials
from desk_app.core.staff import PresenceState
from desk_app.gui import theme
from desk_app.gui.app import Program
from desk_app.gui.i18n import install_translations
from desk_app.settings import Places, Preferences, save_preferences
from desk_app.usecases.agenda import todays_visitors
from desk_app.usecases.board import open_promise
from desk_app.usecases.contacts import Finished
from desk_app.usecases.staff import set_presence

QUESTION = (
    "지난번 안내받은 과정의 참여 자격과 준비 서류를 다시 문의. 주간에는 통화가 어려워 오후 5시 이후 선호"
)
_CARE, _HOUSING = "심리상담", "주거지원"


def play(folder: Path, out: Path, contacts: int) -> int:
    """Play the tour in an office of its own in `folder`, pictures to `out`; return the exit code."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    install_translations(app)
    theme.apply(app)
    os.environ["XDG_RUNTIME_DIR"] = str(folder)  # the tour's phone rings here, not in a program at work
    places = Places(folder)
    clock = FixedClock(BEGINS_AT)
    desk, caller = found_for_tour(places, clock, contacts)
    save_preferences(Preferences(desk=desk), places.preferences)
    nobody = _NoTelephone()
    QDesktopServices.setUrlHandler("tel", nobody, "dial")  # type: ignore[arg-type]  # Qt takes str
    player = Player(out, _say)
    with one_program(places, clock) as program:
        _Story(program, clock, player, caller).play()
    _say("")
    play_letter(folder / "letter", player, _say)
    _say("")
    play_charter(folder / "charter", player, _say)
    return 0


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201 - a command speaks on the terminal


class _NoTelephone(QObject):
    """Takes the calls of the tour: nobody is to be rung up."""

    @Slot(QUrl)
    def dial(self, _number: QUrl) -> None:
        """Leave it at that."""


class _Story(Seat):
    """The steps of the tour, one method each."""

    def __init__(self, program: Program, clock: FixedClock, player: Player, caller: Caller) -> None:
        super().__init__(program, clock, player)
        self._caller = caller
        self._recorded: list[Finished] = []
        self._opening_ms = 0.0

    def play(self) -> None:
        """Play it all, then print what the database holds."""
        self._sign_in()
        self._ring()
        promise_id = self._call_that_ends_in_a_promise()
        self._booking_from_a_call()
        self._arrival_whose_person_is_away()
        self._visit_whose_person_is_away()
        self._alert()
        self._keep_the_promise()
        self._tell_what_is_kept(promise_id)

    def _sign_in(self) -> None:
        play = self._play
        self._name_oneself(SIGN_IN_NAME)
        play.picture("sign-in", "로그인: 데이터베이스는 첫 바이트부터 암호화되어 있습니다")
        self._come_in()
        self._opening_ms = play.heartbeat.take_ms()
        self._at_work.desk.recorded.connect(self._recorded.append)
        play.picture("brief", "오늘 브리핑: 오실 분, 지킬 약속, 자리를 비우는 직원")
        play.keys(Qt.Key.Key_Escape)
        play.picture("ready", "응대: 다음 고객을 기다리는 화면")

    def _ring(self) -> None:
        """Let the telephone report a call as any telephone program does: by the ring client."""
        play, rings = self._play, self._at_work.rings
        self._ring_client("--from", self._caller.number, "--call-id", "tour-1")
        play.until(lambda: bool(rings.counter.ringing), "the phone to ring")
        self._later(seconds=4)
        play.picture("ring", "전화가 울립니다: 벨을 세고, 누구의 번호인지 보여 줍니다")
        play.keys(Qt.Key.Key_F3)

    def _ring_client(self, *words: str) -> None:
        Thread(target=ring_client.main, args=(words,), daemon=True).start()

    def _call_that_ends_in_a_promise(self) -> int:
        play = self._play
        play.picture("greeting", "첫인사: 지금 할 말이 한 문장으로, 이름이 채워져 나옵니다")
        play.enter()
        play.keys(Qt.Key.Key_F5)  # it is the customer known at this number
        self._fill(self._caller.topic)
        play.type(QUESTION)
        play.picture("listening", "용건 듣기: 적는 대로 저장되고, 담당자의 자리가 보입니다")
        self._choose(1)  # 담당자에게 연결
        play.picture("absent", "담당자 연결: 담당자가 외근이라 재연락을 약속합니다")
        self._choose(1)  # 재연락 약속
        self._later(seconds=98)
        self._due_at(time(17, 0))
        play.picture("promise", "재연락 약속: 시각을 번호로 고르고, 그대로 되묻습니다")
        promise_id = self._record().promise_id
        assert promise_id is not None
        self._show_promise(promise_id)
        play.picture("board", "약속: 방금 한 약속이 다른 약속들 사이에 있습니다")
        return promise_id

    def _booking_from_a_call(self) -> None:
        """Agree a visit while the caller waits; the hour they wish is taken, so another one is found."""
        play = self._play
        self._later(minutes=6)
        play.keys("1", ctrl=True)
        play.keys(Qt.Key.Key_F3)
        self._choose(2)  # 벨 두 번
        play.enter()
        self._fill(_HOUSING)
        play.type("계약서 원본을 가져와 확인받고 싶다고 하심")
        self._choose(6)  # 방문이 필요함
        self._fill("한보람")
        self._fill("01055501234")
        play.keys("1")  # 서류·서명
        play.type("내일 오후 2시")
        play.until(self._at_work.desk.script.visit.form.is_settled, "the answer about the hour")
        play.picture("taken", "방문 예약: 그 시각은 이미 약속이 있어, 가까운 빈 시간을 알려 줍니다")
        play.keys("Q", alt=True)
        play.keys("B", ctrl=True)
        session = self._at_work.desk.session
        assert session is not None
        play.until(lambda: session.agreed is not None, "the appointment")
        play.picture("booked", "방문 예약: 곧바로 잡히고, 그대로 읽어 드릴 한 문장이 나옵니다")
        play.enter()
        self._record()
        play.keys("3", ctrl=True)
        play.picture("day", "예약: 직원마다 한 줄, 점심과 부재와 지금이 보입니다")
        play.keys(Qt.Key.Key_Right, alt=True)
        play.picture("tomorrow", "예약: 내일 자리에, 방금 잡은 약속이 있습니다")

    def _arrival_whose_person_is_away(self) -> None:
        """Receive whoever comes as agreed, though the person they come to is out."""
        play = self._play
        self._at(seoul_at(TODAY, time(14, 27)))
        visitors = self._at_work.shift.signed_in.executor.run(todays_visitors).value
        expected = next(one for one in visitors if seoul(one.starts_at).time() == time(14, 30))
        play.keys("1", ctrl=True)
        play.keys(Qt.Key.Key_F2)
        self._choose(4)  # 예약하고 오심
        play.type(initials(expected.customer))
        play.enter()
        play.picture("arrival", "도착: 초성으로 오늘 약속을 찾고, 담당자와 대행자에게 알립니다")
        self._choose(1)  # 다른 직원이 대신
        play.picture("deputy", "대신 맡기: 같은 말씀을 되풀이하시지 않게 인계 요약을 보여 줍니다")
        self._choose(1)  # 대신 맡았습니다
        play.enter()
        self._choose(1)  # 이해하셨음
        self._record()

    def _visit_whose_person_is_away(self) -> None:
        play = self._play
        self._later(minutes=10)
        self._send_away(_CARE)
        play.keys("1", ctrl=True)
        play.keys(Qt.Key.Key_F2)
        play.enter()
        self._fill(_CARE)
        self._fill("오하늘")
        play.type("심리상담을 이어 받고 싶다고 하심")
        play.picture("visit", "방문: 먼저 일어서서 맞이하고, 담당자가 자리에 있는지 봅니다")
        self._choose(1)  # 다른 직원이 대신
        play.picture("covered", "담당자가 자리에 없으면 다른 직원이 대신 맡습니다 (I-1-4)")
        self._choose(1)  # 대신 맡았습니다
        play.enter()
        self._choose(1)  # 이해하셨음
        self._record()

    def _alert(self) -> None:
        """Let it be ten to five; what is more urgent on the strip was seen to by then."""
        play, strip = self._play, self._at_work.window.strip
        self._at(seoul_at(TODAY, time(16, 50)))
        play.until(strip.isVisible, "the alert")
        self._see_to_all_but(self._caller.name)
        play.picture("alert", "알림: 10분 전, 무엇을 할지와 함께 한 줄로")

    def _keep_the_promise(self) -> None:
        play, at_work = self._play, self._at_work
        play.keys(Qt.Key.Key_F9)
        play.until(lambda: at_work.desk.session is not None, "the calling-back script")
        play.picture("calling-back", "약속한 전화: 본인을 확인하기 전에는 기관 이름을 말하지 않습니다")
        self._choose(1)  # 받음
        self._choose(1)  # 본인
        self._choose(1)  # 통화할 수 있음
        self._later(minutes=4)
        self._choose(1)  # 답변이 되었음
        self._record()
        play.keys("2", ctrl=True)
        play.picture("kept", "지킨 약속은 목록에서 내려가고, 지킨 비율에 들어갑니다")
        play.keys(Qt.Key.Key_F8)
        play.picture("curtain", "F8: 방문객이 볼 수 없게 화면을 가립니다")

    def _tell_what_is_kept(self, promise_id: int) -> None:
        """Print what the database now holds of this story, read with the program's own key."""
        executor = self._at_work.shift.signed_in.executor
        promise = executor.run(open_promise, promise_id=promise_id).value
        with Session(executor.engine) as session:
            counts = {
                table: session.scalar(sa.text(f"SELECT count(*) FROM {table}"))  # noqa: S608 - our own names
                for table in ("contacts", "contact_steps", "promises", "alerts", "access_log", "drafts")
            }
            waiting = session.scalar(
                sa.text("SELECT count(*) FROM alerts WHERE promise_id = :id AND closed_at IS NULL"),
                {"id": promise_id},
            )
        _say("")
        _say("데이터베이스에 있는 것 / what the database holds")
        _say("  " + ", ".join(f"{table} {count}" for table, count in counts.items()))
        _say(f"  약속 {promise.id}: {promise.customer} · {promise.topic} · {promise.state.value}")
        for line in promise.history:
            _say(f"    {seoul(line.at):%H:%M:%S} {line.what} {line.who} {line.detail}".rstrip())
        _say(f"  기다리는 알림 / alerts still waiting: {waiting}")
        gaps = f"{self._play.heartbeat.take_ms():.0f} ms, 창을 열 때 / opening {self._opening_ms:.0f} ms"
        _say(f"  화면이 멈춘 가장 긴 시간 / longest event-loop gap at work {gaps}")

    # -- small moves

    def _record(self) -> Finished:
        """Record and finish the contact in progress, and return what was written."""
        before = len(self._recorded)
        self._play.keys(Qt.Key.Key_Return, ctrl=True)
        self._play.until(lambda: len(self._recorded) > before, "the record")
        return self._recorded[-1]

    def _due_at(self, hour: time) -> None:
        """Take the due time on offer for that hour."""
        session = self._at_work.desk.session
        assert session is not None
        wanted = seoul_at(TODAY, hour)
        self._choose(next(due.key for due in session.dues if due.due_at == wanted))

    def _show_promise(self, promise_id: int) -> None:
        """Go to the board and choose a promise there."""
        promises = self._at_work.promises
        self._play.keys("2", ctrl=True)
        promises.show_promise(promise_id)
        self._play.settle()
        self._play.until(promises.is_settled, "the board")

    def _send_away(self, topic_name: str) -> None:
        """Make sure that whoever is in charge of the visit's topic is away."""
        shift = self._at_work.shift
        topic = next((each for each in shift.topics if each.name == topic_name), None)
        assert topic is not None
        assert topic.assignee_id is not None
        shift.call(shift, set_presence, staff_id=topic.assignee_id, state=PresenceState.MEETING)
        self._play.settle()
