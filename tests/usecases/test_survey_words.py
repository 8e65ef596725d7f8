"""Free words: shown with the answers they came with, of no day, and published only where they were ticked."""

from datetime import date, time

import pytest

from desk_app.core.clock import seoul_at
from desk_app.core.errors import NotAllowed, NotFound
from desk_app.usecases.survey_results import read_publication
from desk_app.usecases.survey_words import list_words, publish_word
from desk_app.usecases.yearly_surveys import enter_sheet
from tests.builders import Office
from tests.surveys import answers

OCTOBER = date(2026, 10, 15)


def words(office: Office) -> list[str]:
    return [view.word for view in office.boss.run(list_words).value]


def test_a_word_is_shown_with_its_block_and_by_the_alphabet(office: Office) -> None:
    for word in ("하나", "나란히", "가까워요"):
        answers(office, OCTOBER, 5, word=word)
    answers(office, OCTOBER, 5)
    assert words(office) == [], "four answers are held back, and what was written with them"
    answers(office, office.now.date(), 5, word="둘")
    office.clock.set(seoul_at(date(2026, 12, 1), time(9)))
    assert words(office) == ["가까워요", "나란히", "둘", "하나"]


def test_a_word_on_a_yearly_sheet_is_shown_once_the_batch_is_full(office: Office) -> None:
    for _ in range(4):
        office.desk.run(enter_sheet, year=2026, points={"overall": 5}, word="친절함")
    assert words(office) == []
    office.desk.run(enter_sheet, year=2026, points={"overall": 5})
    assert words(office) == ["친절함"] * 4


def test_a_word_is_published_only_when_a_supervisor_ticked_it(office: Office) -> None:
    answers(office, OCTOBER, 5, 5, 5, word="설명이 친절했습니다")
    answers(office, OCTOBER, 1, 1, word="오래 기다렸습니다")
    assert office.boss.run(read_publication, year=2026).value.words == ()
    chosen = office.boss.run(list_words).value[0].id
    for _ in range(2):  # two desks may tick the same
        office.boss.run(publish_word, word_id=chosen, published=True)
    assert office.boss.run(read_publication, year=2026).value.words == ("설명이 친절했습니다",)
    assert office.boss.run(read_publication, year=2025).value.words == ()
    office.boss.run(publish_word, word_id=chosen, published=False)
    assert office.boss.run(read_publication, year=2026).value.words == ()
    with pytest.raises(NotFound):
        office.boss.run(publish_word, word_id=1, published=True)
    with pytest.raises(NotAllowed):
        office.desk.run(list_words)
    with pytest.raises(NotAllowed):
        office.desk.run(publish_word, word_id=chosen, published=True)
