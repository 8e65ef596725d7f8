"""Nothing typed is lost: saved behind the hands, within a second, whatever the disk says."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from pytestqt.qtbot import QtBot

from desk_app.core.clock import FixedClock
from desk_app.gui.contacts.keeper import MOST_MS, QUIET_MS
from desk_app.gui.shift import Shift
from desk_app.usecases.contacts import drop_contact, list_drafts, todays_contacts
from tests import builders
from tests.builders import Office
from tests.db.disks import Disk
from tests.gui.desks import shift_for
from tests.gui.receptionist import Receptionist, at_the_desk


@pytest.fixture
def desk(shift: Shift) -> Iterator[Receptionist]:
    """A receptionist at the open desk, a call begun and the first words being typed."""
    with at_the_desk(shift) as hand:
        hand.press("F3", "1", "Enter", "Enter")
        yield hand


def kept(office: Office) -> str:
    """Return what the database holds of what was asked."""
    return "".join(draft.summary for draft in office.kept_drafts())


def test_the_oldest_unsaved_key_never_waits_a_second() -> None:
    assert QUIET_MS < MOST_MS < 1000


def test_somebody_who_never_pauses_is_saved_all_the_same(
    office: Office, desk: Receptionist, qtbot: QtBot
) -> None:
    def goes_on_typing() -> bool:
        desk.type("가")
        return "가" in kept(office)

    qtbot.waitUntil(goes_on_typing, timeout=1500)
    assert desk.session.draft.summary.startswith("가")


def test_what_was_typed_is_kept_after_a_short_pause(office: Office, desk: Receptionist, qtbot: QtBot) -> None:
    desk.type("입소 절차")
    qtbot.waitUntil(lambda: kept(office) == "입소 절차", timeout=1500)


def test_a_draft_thrown_away_elsewhere_is_kept_anew_and_recorded_once_asked(
    office: Office, desk: Receptionist, qtbot: QtBot
) -> None:
    (saved,) = office.desk.run(list_drafts).value
    office.desk.run(drop_contact, draft_id=saved.id)
    desk.type("입소 절차")
    qtbot.waitUntil(lambda: kept(office) == "입소 절차", timeout=1500)
    assert "이미 기록했거나 지운 응대입니다" in desk.heard[-1]
    desk.press("Ctrl+Enter")
    assert desk.is_serving()
    assert office.desk.run(todays_contacts).value == ()
    desk.press("Ctrl+Enter")
    assert len(office.desk.run(todays_contacts).value) == 1
    assert office.kept_drafts() == []


def test_leaving_in_mid_word_keeps_the_word(office: Office, desk: Receptionist) -> None:
    desk.type("입소 절")
    desk.page.leave()
    desk.settle()
    assert kept(office) == "입소 절"


def test_leaving_before_the_database_answered_once_keeps_it_too(office: Office, shift: Shift) -> None:
    with at_the_desk(shift) as desk:
        desk.page.start_visit()
        desk.session.edit(summary="막 시작함")
        desk.page.leave()
        desk.settle()
    assert kept(office) == "막 시작함"


# -- a full disk, as SQLite meets it ---------------------------------------------------------------


@pytest.fixture
def small(
    sqlite_engine: sa.Engine, clock: FixedClock, dressed: object
) -> Iterator[tuple[Office, Disk, Shift]]:
    """An office on a disk that can be filled."""
    office = builders.found(sqlite_engine, clock)
    disk = Disk(sqlite_engine)
    shift = shift_for(office)
    yield office, disk, shift
    shift.runner.stop()


LONG = "가나다라마바사아자차" * 1500


def test_a_full_disk_gets_a_sentence_and_the_contact_stays_open(
    small: tuple[Office, Disk, Shift], qtbot: QtBot
) -> None:
    office, disk, shift = small
    with at_the_desk(shift) as desk:
        desk.press("F3", "1", "Enter", "Enter")
        disk.full = True
        desk.page.record.summary.setPlainText(LONG)
        desk.press("Ctrl+Enter")
        assert desk.is_serving()
        assert "디스크가 가득 찼습니다" in desk.heard[-1]
        assert desk.page.record.summary.toPlainText() == LONG
        disk.full = False
        desk.press("Ctrl+Enter")
        assert not desk.is_serving()
    assert [past.topic for past in office.desk.run(todays_contacts).value] == [""]


def test_a_contact_set_aside_on_a_full_disk_is_still_here_when_taken_up(
    small: tuple[Office, Disk, Shift], qtbot: QtBot
) -> None:
    office, disk, shift = small
    with at_the_desk(shift) as desk:
        desk.press("F3", "1", "Enter", "Enter")
        disk.full = True
        desk.page.record.summary.setPlainText(LONG)
        desk.press("Esc")
        assert "디스크가 가득 찼습니다" in desk.heard[-1]
        disk.full = False
        desk.press("1")
        assert desk.session.draft.summary == LONG
        qtbot.waitUntil(lambda: kept(office) == LONG, timeout=1500)
