"""Every trouble has its sentence, in Korean, with a way on."""

import ast
import re
from datetime import date, time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

import db
import desk_app
from desk_app.core.clock import seoul_at
from desk_app.core.errors import (
    BadInput,
    CalendarEnds,
    Conflict,
    DeskError,
    NotAllowed,
    NotFound,
    NoWorkingDay,
    SignedOut,
    World,
    WorldProblem,
)
from desk_app.gui import words
from desk_app.gui.words import say_error

_LATIN_SENTENCE = re.compile(r"[a-z]{3,} [a-z]{2,}")


def _is_a_korean_sentence(text: str) -> bool:
    return bool(re.search("[가-힣]", text)) and not _LATIN_SENTENCE.search(text) and "{" not in text


@pytest.mark.parametrize("problem", list(WorldProblem))
def test_each_trouble_of_the_world_has_a_sentence_of_its_own(
    dressed: QApplication, problem: WorldProblem
) -> None:
    said = say_error(World(problem, "/data/desk.sqlite"))
    assert _is_a_korean_sentence(said)
    others = {say_error(World(other, "/data/desk.sqlite")) for other in WorldProblem if other is not problem}
    assert said not in others
    assert re.search(r"(세요|니다)\.$", said)


def _raised() -> set[tuple[str, str]]:
    """Return (field, problem) of every BadInput the program raises with both spelled out."""
    found = set()
    for package in (desk_app, db):
        for path in Path(next(iter(package.__path__))).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if not (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "BadInput"):
                    continue
                known = [arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant)]
                if len(known) == 2:
                    found.add((str(known[0]), str(known[1])))
    return found


def test_each_refused_input_names_its_reason(dressed: QApplication) -> None:
    raised = _raised()
    assert len(raised) > 20
    unknown = {pair for pair in raised if pair not in words.SPECIAL and pair[1] not in words.PROBLEMS} | {
        pair for pair in raised if pair not in words.SPECIAL and pair[0] not in words.FIELDS
    }
    assert not unknown
    assert all(_is_a_korean_sentence(say_error(BadInput(*pair, "5"))) for pair in raised)


def test_a_field_and_its_particle_agree(dressed: QApplication) -> None:
    assert say_error(BadInput("reason", "missing")) == "사유를 입력하세요."
    assert say_error(BadInput("name", "missing")) == "이름을 입력하세요."


def test_an_unknown_reason_still_names_the_field(dressed: QApplication) -> None:
    assert say_error(BadInput("phone", "never_heard_of")) == "전화번호를 확인하고 다시 입력하세요."
    assert _is_a_korean_sentence(say_error(BadInput("no_such_field", "never_heard_of")))


def test_a_stale_screen_hears_who_changed_it_where_and_when(dressed: QApplication) -> None:
    said = say_error(Conflict("이수민", "2번 창구", seoul_at(date(2026, 11, 24), time(14, 2))))
    assert said.startswith("이수민 님이 2번 창구에서 14:02에 바꿨습니다.")


@pytest.mark.parametrize(
    "error",
    [
        NotAllowed("supervisor"),
        NotAllowed("handler, supervisor"),
        NotFound("Promise"),
        NotFound("Whatever"),
        CalendarEnds(date(2033, 1, 2), 2031),
        NoWorkingDay(),
        SignedOut(),
        DeskError(),
    ],
)
def test_all_else_is_said_in_one_korean_sentence_with_a_way_on(
    dressed: QApplication, error: DeskError
) -> None:
    assert _is_a_korean_sentence(say_error(error))
