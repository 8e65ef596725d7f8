"""What a new user stumbled on: nothing typed is lost, and the focus stays where something is wrong."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from desk_app.gui.shift import Shift
from desk_app.usecases.contacts import list_drafts, take_up_contact
from tests.gui.receptionist import Receptionist, at_the_desk


@pytest.fixture
def desk(shift: Shift) -> Iterator[Receptionist]:
    """A receptionist at the keyboard."""
    with at_the_desk(shift) as desk:
        yield desk


def test_esc_in_the_middle_of_abuse_sets_the_call_aside_though_nothing_was_typed(desk: Receptionist) -> None:
    desk.press("F3", "1", "F6", "Alt+2", "Esc")
    desk.shift.runner.settle()
    (waiting,) = desk.shift.signed_in.executor.run(list_drafts).value
    assert waiting.parked


def test_a_number_that_cannot_be_one_keeps_the_focus_where_it_is_typed(desk: Receptionist) -> None:
    desk.press("F3", "1")
    desk.page.record.phone.setFocus()
    desk.type("010-1")
    desk.press("Enter")
    assert QApplication.focusWidget() is desk.page.record.phone
    desk.type("234-5678")
    assert desk.page.record.phone.text() == "010-1234-5678"


def test_a_time_that_is_none_keeps_the_focus_too_and_alt_t_goes_there(desk: Receptionist) -> None:
    desk.press("F3", "1", "Enter")
    session = desk.page.session
    assert session is not None
    while not session.asks_due:
        session.press(1)
    desk.press("Alt+T")
    assert QApplication.focusWidget() is desk.page.script.due_edit
    desk.type("아무때나")
    desk.press("Enter")
    assert QApplication.focusWidget() is desk.page.script.due_edit


def test_a_registration_number_is_pointed_out_at_once_and_never_kept_with_the_draft(
    desk: Receptionist,
) -> None:
    desk.press("F3", "1")
    desk.page.record.summary.setFocus()
    desk.type("900101-1234567")
    desk.press("Esc")
    desk.shift.runner.settle()
    (waiting,) = desk.shift.signed_in.executor.run(list_drafts).value
    kept = desk.shift.signed_in.executor.run(take_up_contact, draft_id=waiting.id, held_by="test").value
    assert "1234567" not in kept.summary
