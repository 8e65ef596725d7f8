"""The story of the other half of the charter: a second visit by our fault, a monitoring sheet, 관리."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, time, timedelta
from pathlib import Path

import sqlalchemy as sa
from PySide6.QtCore import Qt
from sqlalchemy.orm import Session

from db import files
from desk_app.commands.player import Player
from desk_app.commands.tour_office import BEGINS_AT, SIGN_IN_NAME, TODAY
from desk_app.commands.tour_seat import Seat, one_program
from desk_app.core.clock import FixedClock, seoul_at
from desk_app.core.promises import PromiseKind
from desk_app.demo import DEMO_PASSWORD, SUPERVISOR, found_demo
from desk_app.gui.management.compliance import ComplianceSection
from desk_app.gui.management.page import COMPLIANCE, MONITORING, ManagementPage
from desk_app.gui.monitoring.section import MonitoringSection
from desk_app.gui.workplace import MANAGEMENT
from desk_app.settings import Places, Preferences, save_preferences
from desk_app.usecases.board import list_board
from desk_app.usecases.contacts import Finished

MONITORED_AT = seoul_at(TODAY, time(16, 20))

_WAS_HERE = timedelta(days=25)
_WITHOUT_POINTS, _LOST = "connecting", {"listening": 2, "next_step": 1}
_COMMENT = "첫인사가 밝았고, 설명을 마칠 때마다 이해하셨는지 여쭈었습니다."
_BEHIND = "second_visit_apologies"


@dataclass(frozen=True)
class _Visitor:
    """Somebody who was here once about a matter whose person is at work now."""

    name: str
    topic: str


_WHO_WAS_HERE = sa.text("""
    SELECT customers.name, topics.name
    FROM contacts
    JOIN customers ON customers.id = contacts.customer_id
    JOIN topics ON topics.id = contacts.topic_id
    JOIN staff ON staff.id = topics.assignee_id
    WHERE contacts.channel = 'visit' AND contacts.started_at > :since
      AND staff.presence = 'here'
      AND NOT EXISTS (SELECT 1 FROM promises WHERE promises.customer_id = customers.id AND state = 'open')
      AND NOT EXISTS (SELECT 1 FROM customers others
                      WHERE others.name = customers.name AND others.id <> customers.id)
    GROUP BY customers.id, topics.id
    HAVING count(*) = 1
    ORDER BY max(contacts.started_at)
    LIMIT 1
""")


def play_charter(folder: Path, player: Player, say: Callable[[str], None]) -> None:
    """Play the story in an office of its own in `folder`, and say what the charter's figures are after."""
    folder.mkdir()
    places, clock = Places(folder), FixedClock(BEGINS_AT)
    with files.founding(places.database, SIGN_IN_NAME, DEMO_PASSWORD) as (founding, _code):
        desk = found_demo(founding.engine, clock)[1]
        visitor = _visitor(founding.engine)
    files.Opened(founding.engine, places.database, founding.key).admit(SUPERVISOR, DEMO_PASSWORD)
    save_preferences(Preferences(desk=desk), places.preferences)
    with one_program(places, clock) as program:
        _SecondVisit(program, clock, player).play(visitor)
    clock.set(MONITORED_AT)
    with one_program(places, clock) as program:
        say(_Supervision(program, clock, player).play())


def _visitor(engine: sa.Engine) -> _Visitor:
    since = BEGINS_AT.astimezone(UTC) - _WAS_HERE
    with Session(engine) as session:
        row = session.execute(_WHO_WAS_HERE, {"since": f"{since:%Y-%m-%d %H:%M:%S}"}).one()
    return _Visitor(*row)


class _CharterSeat(Seat):
    """Whoever has a part in the story."""

    def _sign_in(self, name: str) -> None:
        self._name_oneself(name)
        self._come_in()
        self._play.keys(Qt.Key.Key_Escape)  # the brief


class _SecondVisit(_CharterSeat):
    """The receptionist's part."""

    def play(self, visitor: _Visitor) -> None:
        """Receive somebody who had to come again: the program says so, and the apology comes first."""
        self._sign_in(SIGN_IN_NAME)
        play, desk = self._play, self._at_work.desk
        recorded: list[Finished] = []
        desk.recorded.connect(recorded.append)
        play.keys(Qt.Key.Key_F2)
        play.enter()
        self._fill(visitor.topic)
        self._fill(visitor.name)
        play.type("서류 한 가지를 더 가져오심")
        play.until(lambda: bool(desk.caller.matches.rows()), "the customers of that name")
        play.keys(Qt.Key.Key_F5, Qt.Key.Key_Return)
        play.until(desk.script.repeat.isVisible, "the earlier visit")
        play.picture("second-visit", "두 번째 방문: 같은 일로 오셨음을 알리고, 저희 잘못인지 묻습니다")
        play.keys("Y", alt=True)
        play.picture("apology-first", "저희 잘못이면 사과 말씀이 먼저 나오고, 까닭을 번호로 고릅니다")
        self._choose(1)  # 서류 안내를 빠뜨림
        play.enter()
        self._choose(1)  # 담당자에게 안내
        self._choose(1)  # 안내했습니다
        play.enter()
        self._later(minutes=6)
        self._choose(1)  # 이해하셨음
        play.keys(Qt.Key.Key_Return, ctrl=True)
        play.until(lambda: bool(recorded), "the record")
        play.keys("2", ctrl=True)
        promises = self._at_work.promises
        promises.show_promise(self._fast_lane())
        play.settle()
        play.until(promises.is_settled, "the board")
        play.picture("fast-lane", "우선 처리: 오늘 안에 먼저 처리할 일로 담당자의 약속에 올라 있습니다")

    def _fast_lane(self) -> int:
        board = self._at_work.shift.signed_in.executor.run(list_board, kind=PromiseKind.FAST_LANE).value
        return max(row.id for row in board.rows)


class _Supervision(_CharterSeat):
    """The supervisor's part."""

    def play(self) -> str:
        """Fill in a sheet, look at the charter and behind one number; return what was seen there."""
        self._sign_in(SUPERVISOR)
        self._play.keys("7", ctrl=True)
        self._sheet()
        return self._compliance()

    @property
    def _page(self) -> ManagementPage:
        page = self._at_work.window.show_page(MANAGEMENT)
        assert isinstance(page, ManagementPage)
        return page

    def _sheet(self) -> None:
        """Give points item by item, N for what did not apply; the total runs along."""
        play = self._play
        play.keys("3", alt=True)
        play.settle()
        section = self._page.show_section(MONITORING)
        assert isinstance(section, MonitoringSection)
        play.keys("W", alt=True)
        for edit in section.form.edits:
            given = str(edit.item.points - _LOST.get(edit.item.id, 0))
            play.keys(*("N" if edit.item.id == _WITHOUT_POINTS else given), Qt.Key.Key_Return)
        play.type(_COMMENT)
        play.picture("sheet", "모니터링: 점수와 Enter로 적고, 해당 없는 항목(N)은 100점으로 환산합니다")
        play.keys(Qt.Key.Key_Return, ctrl=True)
        play.until(lambda: section.sides.currentWidget() is section.card_of_sheet, "the sheet to be kept")
        play.picture("monitored", "모니터링: 평가표가 남고, 이번 반기에 남은 직원이 한 명 줄었습니다")

    def _compliance(self) -> str:
        play = self._play
        play.keys("1", alt=True)
        section = self._page.show_section(COMPLIANCE)
        assert isinstance(section, ComplianceSection)
        play.until(lambda: section.report is not None, "the report")
        play.picture("compliance", "관리: 헌장 조항마다 지킨 수와 전체, 열두 주의 흐름과 세는 방법")
        play.keys(Qt.Key.Key_Home)
        while section.table.key() != _BEHIND:
            play.keys(Qt.Key.Key_Down)
        line = section.table.entry()
        assert line is not None
        play.enter()
        play.until(lambda: section.behind.model.rowCount() > 0, "the cases behind the number")
        play.picture("behind", "관리: 숫자 하나를 열면 그 뒤의 건들이 그대로 나옵니다")
        return f"  {line.measure.title}: {line.kept} / {line.all}"
