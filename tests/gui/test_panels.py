"""A panel's verb runs once, its errors stand in it, and a panel left meanwhile leaves nobody untold."""

from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desk_app.commands.hands import type_hangul
from desk_app.core.errors import Conflict, DeskError
from desk_app.core.promises import PromiseState
from desk_app.gui.messages import Message, voice
from desk_app.gui.promises.detail import DetailColumn
from desk_app.gui.promises.panels import WithdrawPanel
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.cards import Scroll
from desk_app.gui.widgets.panels import Asking, PanelPlace
from desk_app.usecases.promises import hand_over_promise
from tests.builders import Office
from tests.gui.board_seat import detail_of


class Asked:
    """A withdrawal asked for in a card, and all that was said about it."""

    def __init__(self, qtbot: QtBot, shift: Shift, promise_id: int) -> None:
        self.shift, self.card = shift, DetailColumn([], [])
        self.at_hand: dict[str, Any] | None = {"promise_id": promise_id, "seen_version": 1}
        self.closed: list[bool] = []
        self.done: list[object] = []
        self.failed: list[tuple[DeskError, bool]] = []
        qtbot.addWidget(self.card)
        self.asking = Asking(shift, self.card.place, lambda: self.at_hand, self.card)
        self.asking.closed.connect(lambda: self.closed.append(True))
        self.asking.done.connect(lambda panel, _value: self.done.append(panel))
        self.asking.failed.connect(lambda error, shown: self.failed.append((error, shown)))
        self.panel = WithdrawPanel()
        self.asking.ask(self.panel)

    def give(self, reason: str) -> None:
        """Type the reason."""
        type_hangul(self.panel.fields["reason"].editor, reason)

    def confirm(self, times: int = 1) -> None:
        """Press the button, and wait for what comes of it."""
        for _ in range(times):
            self.panel.confirm.click()
        self.shift.runner.settle()


@pytest.fixture
def promise(office: Office) -> int:
    return office.promise()


@pytest.fixture
def asked(qtbot: QtBot, shift: Shift, promise: int) -> Asked:
    return Asked(qtbot, shift, promise)


def change_elsewhere(office: Office, promise_id: int) -> None:
    to_id = office.people["정다은"].id
    office.at("정다은").run(hand_over_promise, promise_id=promise_id, seen_version=1, to_id=to_id)


def test_confirming_twice_runs_the_verb_once_and_says_so_once(
    office: Office, asked: Asked, promise: int
) -> None:
    heard: list[Message] = []
    voice().said.connect(heard.append)
    asked.give("직접 방문하심")
    asked.confirm(times=2)
    voice().said.disconnect(heard.append)
    assert detail_of(office, promise).state is PromiseState.WITHDRAWN
    assert [each.text for each in heard] == ["약속을 철회했습니다."]
    assert (asked.closed, asked.done, asked.failed) == ([True], [asked.panel], [])
    assert asked.card.place.panel is None


def test_what_is_missing_is_said_in_the_panel_and_nothing_runs(
    office: Office, asked: Asked, promise: int
) -> None:
    asked.confirm()
    assert asked.panel.fields["reason"].editor.accessibleDescription()
    assert asked.panel.confirm.isEnabled()
    assert detail_of(office, promise).state is PromiseState.OPEN
    assert (asked.closed, asked.done, asked.failed) == ([], [], [])


def test_a_refusal_stands_in_the_panel_and_what_was_typed_can_be_sent_again(
    office: Office, asked: Asked, promise: int
) -> None:
    asked.give("직접 방문하심")
    change_elsewhere(office, promise)
    asked.confirm()
    [(error, shown)] = asked.failed
    assert isinstance(error, Conflict)
    assert shown
    assert "정다은 주임" in asked.panel.error()
    asked.at_hand = {"promise_id": promise, "seen_version": 2}
    asked.confirm()
    assert detail_of(office, promise).state is PromiseState.WITHDRAWN


def test_what_was_refreshed_beneath_an_open_panel_was_not_agreed_to(
    office: Office, asked: Asked, promise: int
) -> None:
    asked.give("직접 방문하심")
    change_elsewhere(office, promise)
    asked.at_hand = {"promise_id": promise, "seen_version": 2}
    asked.confirm()
    assert [type(error) for error, _shown in asked.failed] == [Conflict]
    assert detail_of(office, promise).state is PromiseState.OPEN
    asked.confirm()
    assert detail_of(office, promise).state is PromiseState.WITHDRAWN


def test_a_refusal_after_the_panel_was_left_is_the_pages_to_tell(
    office: Office, asked: Asked, promise: int
) -> None:
    asked.give("직접 방문하심")
    change_elsewhere(office, promise)
    asked.panel.confirm.click()
    asked.panel.leave.click()
    asked.shift.runner.settle()
    assert [(type(error), shown) for error, shown in asked.failed] == [(Conflict, False)]
    assert asked.closed == [True]


def test_with_nothing_at_hand_nothing_runs(office: Office, asked: Asked, promise: int) -> None:
    asked.at_hand = None
    asked.panel = WithdrawPanel()
    asked.asking.ask(asked.panel)
    asked.give("직접 방문하심")
    asked.confirm()
    assert detail_of(office, promise).state is PromiseState.OPEN
    assert asked.card.place.panel is asked.panel


def test_a_place_is_as_good_as_not_there_without_a_panel(asked: Asked) -> None:
    assert not asked.card.place.isHidden()
    asked.panel.leave.click()
    assert asked.card.place.isHidden()
    assert asked.closed == [True]


def test_another_panel_puts_the_first_away(asked: Asked) -> None:
    other = WithdrawPanel()
    asked.asking.ask(other)
    assert asked.card.place.panel is other
    assert asked.panel.isHidden()
    assert asked.closed == [], "the card asks all the while"


def test_what_has_the_keyboard_is_in_sight(qtbot: QtBot) -> None:
    scroll = Scroll()
    place = PanelPlace()
    scroll.column.addSpacing(900)
    scroll.column.addWidget(place)
    scroll.column.addSpacing(900)
    qtbot.addWidget(scroll)
    scroll.resize(420, 300)
    scroll.show()
    scroll.activateWindow()
    qtbot.waitUntil(scroll.isActiveWindow)
    place.open_panel(WithdrawPanel())
    qtbot.waitUntil(lambda: scroll.verticalScrollBar().value() > 0)
    at_hand = QApplication.focusWidget()
    assert at_hand is not None
    assert place.isAncestorOf(at_hand)
    assert scroll.viewport().rect().contains(at_hand.mapTo(scroll.viewport(), at_hand.rect().center()))
