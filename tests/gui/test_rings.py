"""The phone rings: the real client tells the real server, and band, books and desk hear of it."""

import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desk_app.core.contacts import RingKind
from desk_app.core.ring_calls import LONGEST_RING
from desk_app.core.ring_messages import LONGEST_LINE, RingMessage
from desk_app.gui.messages import voice
from desk_app.gui.rings.banner import MissedItem, RingItem
from desk_app.gui.rings.center import RingCenter
from desk_app.gui.rings.server import MOST_TALKS, RingServer
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.ring_address import address
from desk_app.usecases.board import list_board
from desk_app.usecases.rings import dismiss_missed, missed_calls, ring_began
from tests.builders import Office
from tests.gui.desks import shift_for

NUMBER = "010-2481-7736"
DIGITS = "01024817736"
NEW, ANSWER, HANGUP = RingKind.NEW, RingKind.ANSWER, RingKind.HANGUP


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of this test's own for the socket; its path is short, as a socket's must be."""
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setenv("XDG_RUNTIME_DIR", folder)
        yield Path(address())


@pytest.fixture
def center(place: Path, shift: Shift) -> Iterator[RingCenter]:
    """The telephone of the receptionist's desk."""
    made = RingCenter(shift)
    shift.runner.settle()
    yield made
    shift.runner.settle()
    made.close()


def report(qtbot: QtBot, *arguments: str) -> tuple[int, str]:
    """Run the real client as the telephone does, while this program goes on; return its code and stderr."""
    command = [sys.executable, "-m", "desk_app", "ring", *arguments]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as client:
        qtbot.waitUntil(lambda: client.poll() is not None, timeout=20_000)
        assert client.stderr is not None
        return client.returncode, client.stderr.read()


def heard(spy: QSignalSpy) -> list[list[object]]:
    """Return what a signal said, each time it spoke."""
    return [spy.at(number) for number in range(spy.count())]


# -- from the telephone to the desk -------------------------------------------------------------


def test_a_call_goes_from_the_telephone_to_the_band_and_its_answer_into_the_books(
    qtbot: QtBot, center: RingCenter, office: Office, shift: Shift
) -> None:
    office.record(customer_name="강지훈", phone=NUMBER)
    incoming, answered = QSignalSpy(center.incoming), QSignalSpy(center.answered)
    assert report(qtbot, "--from", NUMBER, "--call-id", "a1@pbx") == (0, "")
    shift.runner.settle()
    assert heard(incoming) == [[DIGITS, "a1@pbx"]]
    assert center.banner.item() == RingItem("a1@pbx", "1", "010-2481-7736 · 강*훈")
    office.clock.advance(timedelta(seconds=6.2))
    center.counter.look()
    assert center.banner.item() == RingItem("a1@pbx", "1 · 2 · 3", "010-2481-7736 · 강*훈", "warning")
    assert report(qtbot, "--event", "answer", "--call-id", "a1@pbx") == (0, "")
    shift.runner.settle()
    assert heard(answered) == [[DIGITS, "a1@pbx", 6200, 3]]
    assert center.banner.item() is None
    assert office.desk.run(missed_calls).value == ()


def test_microsip_gives_the_number_as_the_last_word(qtbot: QtBot, center: RingCenter) -> None:
    incoming = QSignalSpy(center.incoming)
    assert report(qtbot, "--event", "new", "+82-10-2481-7736")[0] == 0
    assert heard(incoming)[0][0] == DIGITS
    assert report(qtbot, "--event", "hangup", "01024817736")[0] == 0
    assert center.counter.ringing == ()


def test_a_withheld_number_rings_too(qtbot: QtBot, center: RingCenter) -> None:
    assert report(qtbot, "--event", "new", "anonymous") == (0, "")
    item = center.banner.item()
    assert isinstance(item, RingItem)
    assert item.who == "발신번호 표시 제한"


def test_a_refused_message_leaves_with_two_and_says_why_in_both_languages(
    qtbot: QtBot, center: RingCenter
) -> None:
    code, said = report(qtbot, "--call-id", "x; rm -rf /", "--from", NUMBER)
    assert code == 2
    assert "통화 ID를 확인" in said
    assert "call_id unknown" in said
    assert center.counter.ringing == ()


# -- missed calls -------------------------------------------------------------------------------


def test_a_missed_call_becomes_a_promise_with_one_key(
    qtbot: QtBot, center: RingCenter, office: Office, shift: Shift
) -> None:
    missed, said = QSignalSpy(center.missed), QSignalSpy(voice().said)
    window = in_window(qtbot, center)
    center.hear(RingMessage(NEW, DIGITS))
    office.clock.advance(timedelta(seconds=10))
    center.hear(RingMessage(HANGUP, DIGITS))
    shift.runner.settle()
    assert [(phone, rings) for phone, _, rings in heard(missed)] == [(DIGITS, 4)]
    item = center.banner.item()
    assert isinstance(item, MissedItem)
    assert (item.who, item.detail, item.promise) == (NUMBER, "14:06 · 벨 4회", "오늘 15:10까지 회신 약속")
    QTest.keyClick(window, Qt.Key.Key_F4)
    shift.runner.settle()
    (row,) = office.desk.run(list_board).value.rows
    assert row.phone == DIGITS
    assert office.desk.run(missed_calls).value == ()
    assert center.banner.item() is None
    assert "오늘 15:10까지" in said.at(0)[0].text


def test_a_missed_call_dealt_with_at_another_desk_leaves_the_band(
    center: RingCenter, office: Office, shift: Shift
) -> None:
    center.hear(RingMessage(NEW, DIGITS))
    center.hear(RingMessage(HANGUP, DIGITS))
    shift.runner.settle()
    (call,) = office.desk.run(missed_calls).value
    changed = office.at("이수민", "2번 창구").run(dismiss_missed, ring_id=call.id).changed
    shift.changed.emit(changed)
    shift.runner.settle()
    assert center.banner.item() is None


def test_a_missed_call_can_wait_among_the_promises(
    qtbot: QtBot, center: RingCenter, office: Office, shift: Shift
) -> None:
    window, quiet = in_window(qtbot, center), QSignalSpy(center.quiet)
    center.hear(RingMessage(NEW, ""))
    center.hear(RingMessage(HANGUP, ""))
    assert quiet.count() == 1
    shift.runner.settle()
    item = center.banner.item()
    assert isinstance(item, MissedItem)
    assert item.promise == "", "nobody can call a withheld number back"
    QTest.keyClick(window.field, Qt.Key.Key_F4)
    assert window.pressed == ["F4"], "so the key stays the page's own"
    QTest.keyClick(window.field, Qt.Key.Key_F4, Qt.KeyboardModifier.ShiftModifier)
    assert center.banner.item() is None
    assert len(office.desk.run(missed_calls).value) == 1


def test_a_call_whose_hang_up_was_lost_ends_as_missed_after_three_minutes(
    center: RingCenter, office: Office, shift: Shift
) -> None:
    center.hear(RingMessage(NEW, DIGITS))
    office.clock.advance(LONGEST_RING + timedelta(seconds=1))
    center.counter.look()
    shift.runner.settle()
    assert center.counter.ringing == ()
    assert len(office.desk.run(missed_calls).value) == 1
    center.hear(RingMessage(ANSWER, DIGITS))
    shift.runner.settle()
    assert office.desk.run(missed_calls).value == (), "it was answered after all"


def test_a_call_that_rang_when_the_program_was_killed_is_found_again(place: Path, office: Office) -> None:
    office.desk.run(ring_began, call_id="before", phone=DIGITS)
    office.clock.advance(timedelta(minutes=1))
    shift = shift_for(office)
    center = RingCenter(shift)
    shift.runner.settle()
    assert office.desk.run(missed_calls).value == (), "it may ring still"
    office.clock.advance(LONGEST_RING)
    shift.ticked.emit(office.now)
    shift.runner.settle()
    assert [call.phone for call in office.desk.run(missed_calls).value] == [DIGITS]
    center.close()
    shift.runner.stop()


# -- several calls ------------------------------------------------------------------------------


def test_two_calls_ring_at_once_and_each_keeps_its_own_count(
    center: RingCenter, office: Office, shift: Shift
) -> None:
    answered = QSignalSpy(center.answered)
    center.hear(RingMessage(NEW, DIGITS))
    office.clock.advance(timedelta(seconds=4))
    center.hear(RingMessage(NEW, "0317218900"))
    item = center.banner.item()
    assert isinstance(item, RingItem)
    assert (item.count, item.more) == ("1 · 2", 1)
    center.hear(RingMessage(ANSWER, "0317218900"))
    center.hear(RingMessage(ANSWER, DIGITS))
    assert [said[2:] for said in heard(answered)] == [[0, 1], [4000, 2]]
    shift.runner.settle()


def test_the_same_call_told_twice_is_one_call(center: RingCenter) -> None:
    incoming = QSignalSpy(center.incoming)
    for message in (RingMessage(NEW, DIGITS), RingMessage(NEW, DIGITS)):
        center.hear(message)
    assert incoming.count() == 1


# -- F3 -----------------------------------------------------------------------------------------


class Window(QWidget):
    """A window with the band in it, over a page that has an F3 and an F4 of its own."""

    def __init__(self, center: RingCenter) -> None:
        super().__init__()
        self.pressed: list[str] = []
        self.field = QLineEdit()
        column = QVBoxLayout(self)
        column.addWidget(center.banner)
        column.addWidget(self.field)
        action(self, "page F3", "F3", lambda: self.pressed.append("F3"), whole_window=True)
        action(self, "page F4", "F4", lambda: self.pressed.append("F4"), whole_window=True)


def in_window(qtbot: QtBot, center: RingCenter) -> Window:
    """Return a window of that kind, shown and active."""
    window = Window(center)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.field.setFocus()
    return window


def test_f3_takes_the_call_while_it_rings_and_is_the_pages_own_otherwise(
    qtbot: QtBot, center: RingCenter, office: Office, shift: Shift
) -> None:
    window = in_window(qtbot, center)
    answered = QSignalSpy(center.answered)
    QTest.keyClick(window.field, Qt.Key.Key_F3)
    assert window.pressed == ["F3"]
    center.hear(RingMessage(NEW, DIGITS))
    office.clock.advance(timedelta(seconds=4))
    QTest.keyClick(window.field, Qt.Key.Key_F3)
    assert [said[2:] for said in heard(answered)] == [[4000, 2]]
    assert window.pressed == ["F3"]
    center.hear(RingMessage(ANSWER, DIGITS))
    assert answered.count() == 1, "what the telephone says of it afterwards is no news"
    QTest.keyClick(window.field, Qt.Key.Key_F3)
    QTest.keyClick(window.field, Qt.Key.Key_F4)
    assert window.pressed == ["F3", "F3", "F4"]
    shift.runner.settle()


def test_behind_the_curtain_nobody_takes_a_call(qtbot: QtBot, center: RingCenter, shift: Shift) -> None:
    window = in_window(qtbot, center)
    center.hear(RingMessage(NEW, DIGITS))
    window.hide()
    QTest.keyClick(window, Qt.Key.Key_F3)
    assert len(center.counter.ringing) == 1
    shift.runner.settle()


# -- the socket ---------------------------------------------------------------------------------


def talk(qtbot: QtBot, place: Path, said: bytes) -> bytes:
    """Say something to the socket as anybody might, and return all it answers."""
    with socket.socket(socket.AF_UNIX) as one:
        one.connect(str(place))
        one.setblocking(False)
        one.send(said)  # of a million bytes the first that fit
        answer = b""

        def over() -> bool:
            nonlocal answer
            try:
                more = one.recv(1000)
            except BlockingIOError:
                return False
            answer += more
            return not more

        qtbot.waitUntil(over)
        return answer


def test_only_this_user_may_talk_to_it(qtbot: QtBot, place: Path, dressed: QApplication) -> None:
    server = RingServer()
    assert server.listen()
    assert stat.S_IMODE(place.stat().st_mode) & 0o077 == 0
    assert stat.S_IMODE(place.parent.stat().st_mode) & 0o077 == 0
    server.close()
    assert not place.exists()


def test_a_folder_that_others_may_enter_is_not_used(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, dressed: QApplication
) -> None:
    tmp_path.chmod(0o755)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not address().startswith(str(tmp_path))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (b"\n", b"line not_a_message\n"),
        (b"\xff\xfe\x00\n", b"line not_a_message\n"),
        (b'{"event": "explode"}\n', b"event unknown\n"),
        (b'{"event": "new", "from": 7}\n', b"phone not_text\n"),
        (b"x" * (LONGEST_LINE + 1), b"line too_long\n"),
        (b"x" * 1_000_000, b"line too_long\n"),
    ],
)
def test_nonsense_is_refused_and_the_next_call_is_heard(
    qtbot: QtBot, place: Path, dressed: QApplication, said: bytes, answer: bytes
) -> None:
    server = RingServer()
    server.listen()
    spy = QSignalSpy(server.ring)
    try:
        assert talk(qtbot, place, said) == answer
    except (BrokenPipeError, ConnectionResetError):
        assert len(said) > LONGEST_LINE, "whoever talks on and on is cut off"
    assert spy.count() == 0
    assert talk(qtbot, place, b'{"event": "new", "from": "010-2481-7736"}\n') == b"ok\n"
    assert heard(spy) == [[RingMessage(NEW, DIGITS)]]
    server.close()


def test_whoever_connects_and_says_nothing_is_let_go_and_keeps_nobody_out(
    qtbot: QtBot, place: Path, dressed: QApplication
) -> None:
    server = RingServer()
    server.listen()
    idlers = [socket.socket(socket.AF_UNIX) for _ in range(MOST_TALKS + 3)]
    for idler in idlers:
        idler.setblocking(False)
        idler.connect_ex(str(place))

    def let_go(idler: socket.socket) -> bool:
        try:
            return idler.recv(10) == b""
        except (BlockingIOError, OSError):
            return False

    qtbot.waitUntil(lambda: let_go(idlers[0]), timeout=5000)
    assert talk(qtbot, place, b'{"event": "new"}\n') == b"ok\n"
    for idler in idlers:
        idler.close()
    server.close()


def test_what_a_killed_program_left_is_cleared_away_but_a_living_one_is_not_disturbed(
    place: Path, dressed: QApplication
) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(place))
    first, second = RingServer(), RingServer()
    assert place.exists()
    assert first.listen()
    assert not second.listen()
    first.close()
    assert second.listen(), "the next one hears the telephone once the first is closed"
    second.close()
