"""What ships in `resources/`: the scripts and the charter that everyone at the desk relies on."""

import re
import tomllib

import pytest

import resources
from desk_app.core.contacts import Outcome
from desk_app.core.promises import Attempt
from desk_app.core.script_text import SLOTS, said, slots
from desk_app.core.script_words import FACTS, FIELDS, OUTCOMES
from desk_app.core.scripts import Script, Step
from desk_app.usecases.scripts import check_files, load_clauses, load_scripts

SCRIPTS = [*load_scripts().values()]
STEPS = [(script, step) for script in SCRIPTS for step in script.steps]
NAMES = [f"{script.id}-{step.id}" for script, step in STEPS]
FORBIDDEN = ("출소자", "전과", "콜백", "대직자", "민원인")


def texts(step: Step) -> list[str]:
    """Return every text of a step that somebody reads."""
    labels = [text for choice in step.choices for text in (choice.label, choice.hint)]
    spoken = (line.text for line in (*step.lines, *step.do))
    return [*spoken, step.read_back, step.question, step.title, *labels]


def test_the_checker_finds_nothing() -> None:
    assert [str(problem) for problem in check_files()[1]] == []


def test_the_desk_finds_its_six_scripts() -> None:
    assert sorted(load_scripts()) == ["abuse", "callback", "despair", "phone", "second_visit", "visit"]


@pytest.mark.parametrize("clause", [one for one in load_clauses() if one.startswith(("I-1-", "I-2-"))])
def test_every_clause_of_visit_and_call_has_its_step(clause: str) -> None:
    channel = "visit" if clause.startswith("I-1-") else "phone"
    assert any(clause in step.clauses for step in load_scripts()[channel].steps)


@pytest.mark.parametrize(("script", "step"), STEPS, ids=NAMES)
def test_no_step_uses_a_word_we_do_not_use(script: Script, step: Step) -> None:
    assert not [(word, text) for text in texts(step) for word in FORBIDDEN if word in text]


@pytest.mark.parametrize(("script", "step"), STEPS, ids=NAMES)
def test_no_particle_is_written_both_ways_or_stuck_to_a_slot(script: Script, step: Step) -> None:
    stuck = re.compile(
        r"\{\w+\}(은|는|이|가|을|를|과|와|로|으로)(?=[ .,?])|[은을이와과]\([는를가와과]\)|\(으\)로"
    )
    assert not [text for text in texts(step) if stuck.search(text)]


@pytest.mark.parametrize(("script", "step"), STEPS, ids=NAMES)
def test_choices_fit_the_number_keys_and_the_eye(script: Script, step: Step) -> None:
    assert len({choice.key for choice in step.choices}) <= 6
    assert all(len(choice.label) <= 16 for choice in step.choices)
    assert all(len(line.text) <= 110 for line in step.lines)


def test_every_sentence_reads_well_when_everything_is_known() -> None:
    values = dict.fromkeys(SLOTS, "이수민 대리")
    for _, step in STEPS:
        for text in texts(step):
            assert not re.search(r"[{}|○]|\s\s", said(text, values))


def test_whoever_is_promised_a_call_is_asked_what_may_be_said() -> None:
    for name in ("phone", "visit"):
        promise = load_scripts()[name].step("promise")
        assert promise is not None
        assert {"phone", "due", "safe_contact"} <= set(promise.ask)


def test_nothing_is_declared_that_no_script_uses() -> None:
    used = {slot.name for _, step in STEPS for text in texts(step) for slot in slots(text)}
    assert set(SLOTS) - used == set()
    fields = {name for _, step in STEPS for name in step.ask}
    assert FIELDS - fields == set()
    terms = {
        term.removeprefix("!")
        for _, step in STEPS
        for condition in [*(one.when for one in step.lines), *(one.when for one in step.choices)]
        for term in condition
    }
    assert set(FACTS) - terms == set()
    outcomes = {choice.outcome for _, step in STEPS for choice in step.choices}
    assert OUTCOMES - outcomes - {step.outcome for _, step in STEPS} == set()


def test_outcomes_bear_the_names_that_contacts_and_attempts_record() -> None:
    recorded = set(Outcome) - {Outcome.MISSED, Outcome.UNFINISHED}
    assert {str(one) for one in (*recorded, *Attempt)} <= OUTCOMES


# -- the charter ---------------------------------------------------------------------------------


def test_the_charter_has_all_its_clauses_in_order() -> None:
    sections = {"P": "2345", "I-1": "12345", "I-2": "1234", "I-3": "12", "II-1": "12", "II-2": "12"}
    sections |= {"III": "1", "III-2": "12", "III-3": "123"}
    ids = [f"{section}-{number}" for section, numbers in sections.items() for number in numbers]
    assert [*load_clauses()] == [*ids, "III-4"]


def test_no_clause_is_written_twice() -> None:
    tables = tomllib.loads(resources.read_text("charter/clauses.toml"))["clauses"]
    assert len(tables) == len(load_clauses())


def test_a_clause_has_a_short_title_and_a_mark() -> None:
    assert all(0 < len(clause.title) <= 20 and clause.text for clause in load_clauses().values())
    marks = [load_clauses()[one].mark for one in ("P-2", "I-2-3", "III-1", "III-3-1")]
    assert marks == ["P-2", "I-2 ③", "III-1", "III-3 ①"]
