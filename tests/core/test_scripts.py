"""Walking through scripts: where an answer leads, what is undone, what is kept."""

import json
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.clock import SEOUL
from desk_app.core.script_words import FACTS
from desk_app.core.scripts import (
    Run,
    Script,
    StepState,
    ahead,
    answer,
    back,
    begin,
    current,
    enter_leads_on,
    finish,
    learn,
    line_to_say,
    offered,
    returns,
    run_from_dict,
    run_to_dict,
    skip,
)
from desk_app.usecases.scripts import load_scripts

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=SEOUL)
PHONE = load_scripts()["phone"]
CALLBACK = load_scripts()["callback"]
ABUSE = load_scripts()["abuse"]
PROMISED_CALL = ["pick_up", "greet", "listen", "connect", "promise", "close"]


def walk(script: Script, *keys: int | None, facts: tuple[str, ...] = ()) -> Run:
    """Return a run after these number keys (`None`: Enter), half a minute apart."""
    run = begin(script, facts, NOON)
    for number, key in enumerate(keys, start=1):
        run = answer(script, run, key, NOON + timedelta(seconds=30 * number))
    return run


def said(script: Script, run: Run) -> str:
    """Return the sentence that the desk shows now."""
    step = current(script, run)
    return line_to_say(step, run.facts) if step else ""


# -- a call --------------------------------------------------------------------------------------


def test_the_usual_call_is_six_steps() -> None:
    titles = [step.title for step in ahead(PHONE, begin(PHONE, (), NOON))]
    assert titles == ["첫인사", "용건 듣기", "담당자 연결", "재연락 약속", "끝인사"]


def test_a_call_ends_in_a_callback_promise() -> None:
    away = ("assignee_known",)
    run = walk(PHONE, 2, None, None, None, facts=away)
    assert run.current == "promise"
    run = answer(PHONE, run, 2, NOON, value="오늘 오후 5시")
    assert (run.current, run.outcome, run.visited[-1].label) == ("close", "callback", "오늘 오후 5시")
    run = answer(PHONE, run, None, NOON)
    assert run.is_finished
    assert [one.step for one in run.visited] == PROMISED_CALL


def test_a_colleague_at_her_place_is_connected_at_once() -> None:
    run = walk(PHONE, 1, None, None, None, facts=("assignee_known", "assignee_present"))
    assert (run.current, run.outcome) == ("close", "connected")
    assert said(PHONE, run).startswith("연결되었습니다")


def test_a_colleague_who_does_not_pick_up_is_away_whatever_the_board_says() -> None:
    there = ("assignee_known", "assignee_present")
    run = walk(PHONE, 1, None, None, 2, facts=there)
    assert run.current == "promise"
    assert "assignee_present" not in learn(run, there).facts


def test_the_deputy_is_offered_only_where_there_is_one() -> None:
    alone = walk(PHONE, 1, None, None, facts=("assignee_known",))
    assert answer(PHONE, alone, 2, NOON) is alone
    with_deputy = learn(alone, ("assignee_known", "deputy_known"))
    assert answer(PHONE, with_deputy, 2, NOON).outcome == "deputy"


@pytest.mark.parametrize(("rings", "sorry"), [(1, False), (2, False), (3, True), (4, True)])
def test_a_late_answer_opens_with_an_apology(rings: int, sorry: bool) -> None:
    assert said(PHONE, walk(PHONE, rings)).startswith("늦게 받아 죄송합니다") is sorry


def test_enter_leaves_the_ring_count_open() -> None:
    run = walk(PHONE, None)
    assert (run.current, run.visited[0].key, "late" in run.facts) == ("greet", None, False)


def test_the_line_follows_what_the_desk_learns_while_it_is_shown() -> None:
    run = walk(PHONE, 1, None, None, None)
    assert "{due}" not in said(PHONE, run)
    assert "{due}까지 {assignee|이/가}" in said(PHONE, learn(run, ("has_due", "assignee_known")))


def test_a_caller_with_a_second_matter_is_heard_again() -> None:
    run = walk(PHONE, 1, None, 2, 1, 2)
    assert (run.current, run.outcome) == ("listen", "answered")


def test_an_objection_leads_to_a_promise_and_both_are_recorded() -> None:
    run = walk(PHONE, 1, None, 7, None, None)
    assert (run.current, run.outcomes) == ("close", ("objection", "callback"))


# -- leaving the path ----------------------------------------------------------------------------


def test_a_key_that_is_not_on_the_screen_does_nothing() -> None:
    run = walk(PHONE, 1)
    assert answer(PHONE, run, 9, NOON) is run


def test_enter_waits_where_only_a_number_can_decide() -> None:
    run = begin(CALLBACK, (), NOON)
    step = current(CALLBACK, run)
    assert step is not None
    assert not enter_leads_on(step, run.facts)
    assert answer(CALLBACK, run, None, NOON) is run


def test_a_skipped_step_is_recorded_as_skipped_and_leaves_no_outcome() -> None:
    run = skip(PHONE, walk(PHONE, 1, None, None, None), NOON)
    assert run.current == "close"
    assert (run.visited[-1].step, run.visited[-1].state) == ("promise", StepState.SKIPPED)
    assert run.outcome == ""


def test_back_takes_away_what_the_answer_made_known() -> None:
    late = walk(PHONE, 4)
    assert "late" in late.facts
    assert back(late) == begin(PHONE, (), NOON)


def test_back_at_the_beginning_stays_there() -> None:
    run = begin(PHONE, ("late",), NOON)
    assert back(run) == run


def test_recording_in_the_middle_counts_the_sentence_just_said_and_skips_the_rest() -> None:
    run = finish(PHONE, walk(PHONE, 1, None, None, None), NOON)
    assert run.is_finished
    assert run.outcome == "callback"
    assert [(one.step, one.state.value) for one in run.visited[-2:]] == [
        ("promise", "done"),
        ("close", "skipped"),
    ]


def test_recording_while_listening_claims_no_connection() -> None:
    run = finish(PHONE, walk(PHONE, 1, None, facts=("assignee_present",)), NOON)
    assert run.outcome == ""


def test_a_finished_run_takes_no_more_answers() -> None:
    done = finish(PHONE, begin(PHONE, (), NOON), NOON)
    assert answer(PHONE, done, None, NOON) is done
    assert skip(PHONE, done, NOON) is done
    assert finish(PHONE, done, NOON) == done
    assert ahead(PHONE, done) == ()


# -- calling back, protection --------------------------------------------------------------------


@given(
    st.lists(st.sampled_from([None, *range(1, 10), "skip"]), max_size=12), st.sets(st.sampled_from([*FACTS]))
)
def test_calling_back_names_the_agency_to_nobody_but_the_customer(
    keys: list[int | str | None], facts: set[str]
) -> None:
    run = begin(CALLBACK, facts - {"identity_confirmed", "may_name_agency"}, NOON)
    for key in keys:
        if "공단" in said(CALLBACK, run):
            assert "identity_confirmed" in run.facts
        run = skip(CALLBACK, run, NOON) if isinstance(key, str) else answer(CALLBACK, run, key, NOON)


def test_a_family_member_who_picks_up_learns_nothing() -> None:
    run = walk(CALLBACK, 1, 2)
    assert "공단" not in said(CALLBACK, run)
    assert walk(CALLBACK, 1, 2, None).outcome == "someone_else"


@pytest.mark.parametrize(("key", "outcome"), [(2, "no_answer"), (3, "busy"), (4, "wrong_number")])
def test_a_call_that_reaches_nobody_ends_in_the_next_try(key: int, outcome: str) -> None:
    run = walk(CALLBACK, key)
    assert run.outcome == outcome
    assert [step.id for step in ahead(CALLBACK, run)][-1:] == (
        [] if run.current == "next_try" else ["next_try"]
    )


def test_nothing_is_left_on_voicemail_that_was_not_allowed() -> None:
    assert said(CALLBACK, walk(CALLBACK, 5)) == ""
    assert "공단" not in said(CALLBACK, walk(CALLBACK, 5, facts=("voicemail_ok",)))


def test_abuse_is_ended_only_after_two_notices_and_the_reason() -> None:
    run = walk(ABUSE, 2, 2, None, None)
    assert [one.step for one in run.visited] == ["first_notice", "second_notice", "end_repeated", "facts"]
    assert (run.outcome, returns(ABUSE, run)) == ("ended_for_abuse", False)
    assert [one.at for one in run.visited] == sorted(one.at for one in run.visited)


@pytest.mark.parametrize(("key", "step"), [(3, "end_harassment"), (4, "end_threat")])
def test_harassment_and_threats_end_the_call_at_once(key: int, step: str) -> None:
    assert walk(ABUSE, key).current == step


def test_a_caller_who_calms_down_is_helped_on() -> None:
    run = walk(ABUSE, 1, None)
    assert run.outcome == "calmed"
    assert returns(ABUSE, run)


@given(st.sets(st.sampled_from([*FACTS])))
def test_nobody_in_despair_is_hung_up_on_or_called_abusive(facts: set[str]) -> None:
    despair = load_scripts()["despair"]
    lines = [line_to_say(step, facts) for step in despair.steps]
    assert not any(word in line for line in lines for word in ("마치겠습니다", "폭언", "끊겠습니다"))
    assert any("109" in line and "1577-0199" in line for line in lines)


# -- every script that ships ---------------------------------------------------------------------

Press = int | str | frozenset[str] | None
"""A number key, Enter (`None`), a verb by name, or facts that the desk learns."""


def act(script: Script, run: Run, press: Press, at: datetime) -> Run:
    """Return the run after one thing that a person or the desk does."""
    if isinstance(press, frozenset):
        return learn(run, press)
    if isinstance(press, str):
        return {"skip": skip(script, run, at), "finish": finish(script, run, at), "back": back(run)}[press]
    return answer(script, run, press, at)


fact_sets = st.frozensets(st.sampled_from([*FACTS]))
presses: st.SearchStrategy[Press] = st.one_of(
    st.sampled_from([None, *range(10), "skip", "back", "finish"]), fact_sets
)
scripts = st.sampled_from([*load_scripts().values()])


@given(scripts, fact_sets, st.lists(presses, max_size=40))
def test_whatever_is_pressed_the_run_stands_somewhere_and_comes_back_from_the_draft(
    script: Script, facts: frozenset[str], pressed: list[Press]
) -> None:
    run = begin(script, facts, NOON)
    for number, press in enumerate(pressed):
        run = act(script, run, press, NOON + timedelta(seconds=number))
        assert run.is_finished == (current(script, run) is None)
        assert len(ahead(script, run)) < len(script.steps)
        assert run_from_dict(script, json.loads(json.dumps(run_to_dict(run)))) == run


@given(scripts, fact_sets, st.lists(st.sampled_from([None, *range(1, 10), "skip"]), max_size=20))
def test_back_undoes_exactly_the_last_answer(
    script: Script, facts: frozenset[str], keys: list[int | str | None]
) -> None:
    run = begin(script, facts, NOON)
    for key in keys:
        after = skip(script, run, NOON) if isinstance(key, str) else answer(script, run, key, NOON)
        if after is not run:
            assert back(after) == run
        run = after


@given(scripts, fact_sets)
def test_following_the_usual_way_ends(script: Script, facts: frozenset[str]) -> None:
    run = begin(script, facts, NOON)
    for _ in script.steps:
        step = current(script, run)
        if step is None:
            break
        needs_number = not enter_leads_on(step, run.facts)
        key = offered(step, run.facts)[0].key if needs_number else None
        run = answer(script, run, key, NOON)
    assert run.is_finished


# -- a script that changed under a draft ---------------------------------------------------------


def without(script: Script, *ids: str) -> Script:
    """Return the next version of a script, lacking these steps."""
    return replace(
        script, version=script.version + 1, steps=tuple(one for one in script.steps if one.id not in ids)
    )


def test_a_draft_of_an_older_script_stands_at_the_last_step_that_is_still_there() -> None:
    kept = run_to_dict(walk(PHONE, 1, None, None))
    run = run_from_dict(without(PHONE, "connect"), kept)
    assert (run.current, run.version, len(run.visited)) == ("listen", 2, 2)


def test_a_draft_whose_steps_are_all_gone_begins_again() -> None:
    kept = run_to_dict(walk(PHONE, 1))
    newer = replace(without(PHONE, "pick_up", "greet"), start="listen")
    assert run_from_dict(newer, kept).current == "listen"


@given(
    fact_sets,
    st.lists(st.sampled_from([None, *range(1, 10)]), max_size=10),
    st.sets(st.sampled_from([step.id for step in PHONE.steps if step.id != PHONE.start])),
)
def test_no_change_of_a_script_crashes_a_draft(
    facts: frozenset[str], keys: list[int | None], gone: set[str]
) -> None:
    kept = run_to_dict(walk(PHONE, *keys, facts=tuple(facts)))
    newer = without(PHONE, *gone)
    run = run_from_dict(newer, kept)
    assert run.is_finished == (current(newer, run) is None)
    assert all(newer.step(one.step) for one in run.visited)
    assert finish(newer, run, NOON).is_finished


@pytest.mark.parametrize(
    "data", [{}, {"visited": 3}, {**run_to_dict(begin(PHONE, (), NOON)), "begun_at": "gestern"}]
)
def test_what_is_no_run_is_refused(data: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"not a script run|Invalid isoformat"):
        run_from_dict(PHONE, data)


def test_a_run_of_another_script_is_refused() -> None:
    with pytest.raises(ValueError, match="a run of 'phone'"):
        run_from_dict(ABUSE, run_to_dict(begin(PHONE, (), NOON)))
