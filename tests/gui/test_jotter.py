"""What is typed in a form is kept behind the hands, within a second, whatever the disk says."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from pytestqt.qtbot import QtBot

from desk_app.core.clock import FixedClock
from desk_app.gui.jotter import Jotter
from desk_app.gui.messages import Message, voice
from desk_app.gui.shift import Shift
from desk_app.usecases.jottings import read_jottings
from tests import builders
from tests.builders import Office
from tests.db.disks import Disk
from tests.gui.desks import shift_for


@pytest.fixture
def jotter(shift: Shift, qtbot: QtBot) -> Iterator[Jotter]:
    made = Jotter(shift, shift)
    yield made
    made.deleteLater()


def kept(office: Office) -> dict[str, object]:
    return {each.place: each.body["text"] for each in office.desk.run(read_jottings).value}


def test_somebody_who_never_pauses_is_kept_all_the_same(office: Office, jotter: Jotter, qtbot: QtBot) -> None:
    typed = ""

    def goes_on_typing() -> bool:
        nonlocal typed
        typed += "가"
        jotter.keep("intake", {"text": typed})
        return "intake" in kept(office)

    qtbot.waitUntil(goes_on_typing, timeout=1000)


def test_forms_are_kept_side_by_side_and_what_is_emptied_goes(
    office: Office, jotter: Jotter, shift: Shift
) -> None:
    jotter.keep("intake", {"text": "문의"})
    jotter.keep("reply:1", {"text": "답"})
    jotter.keep("reply:1", {"text": "답변"})
    jotter.save()
    shift.runner.settle()
    assert kept(office) == {"intake": "문의", "reply:1": "답변"}
    jotter.keep("intake", None)
    jotter.save()
    shift.runner.settle()
    assert kept(office) == {"reply:1": "답변"}


def test_what_is_being_recorded_is_not_kept_after_it(
    office: Office, jotter: Jotter, shift: Shift, qtbot: QtBot
) -> None:
    jotter.keep("intake", {"text": "문의"})
    jotter.keep("reply:1", {"text": "답변"})
    jotter.forget("intake")
    qtbot.waitUntil(lambda: "reply:1" in kept(office), timeout=1000)
    assert kept(office) == {"reply:1": "답변"}


def test_a_full_disk_is_named_once_and_asked_until_it_has_room(
    sqlite_engine: sa.Engine, clock: FixedClock, dressed: object, qtbot: QtBot
) -> None:
    office, disk = builders.found(sqlite_engine, clock), Disk(sqlite_engine)
    shift = shift_for(office)
    jotter, heard = Jotter(shift, shift), list[str]()

    def hear(message: Message) -> None:
        heard.append(message.text)

    voice().said.connect(hear)
    disk.full = True
    for text in ("문", "문의"):
        jotter.keep("intake", {"text": text * 20_000})
        jotter.save()
        shift.runner.settle()
    assert kept(office) == {}
    disk.full = False
    jotter.keep("reply:1", {"text": "답변"})
    qtbot.waitUntil(lambda: kept(office) == {"intake": "문의" * 20_000, "reply:1": "답변"}, timeout=4000)
    voice().said.disconnect(hear)
    assert len(heard) == 1
    assert "디스크가 가득 찼습니다" in heard[0]
    shift.runner.stop()
