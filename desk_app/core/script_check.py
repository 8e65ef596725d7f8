"""The checker of scripts: every mistake by file and line, before anyone has to say it aloud."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import product

from desk_app.core.charter import Clause
from desk_app.core.korean import PARTICLES
from desk_app.core.script_file import ScriptFile, read_script_file
from desk_app.core.script_text import SLOTS, slots, stray_brace
from desk_app.core.script_words import CHANNELS, FACTS, FIELDS, OUTCOMES, SOURCES
from desk_app.core.scripts import (
    GIVEN_KEYS,
    Script,
    Step,
    default_choice,
    enter_leads_on,
    holds,
    line_to_say,
    things_to_do,
)
from desk_app.core.toml_files import Place, Problem

COVERED = ("I-1-", "I-2-")
"""The clauses that need a step: the visit's and the call's."""


def check(text: str, path: str, clauses: Mapping[str, Clause]) -> list[Problem]:
    """Return what is wrong with one script, in the order of its lines."""
    return check_file(read_script_file(text, path), clauses)


def check_file(file: ScriptFile, clauses: Mapping[str, Clause]) -> list[Problem]:
    """Return what is wrong with a script already read, in the order of its lines."""
    if file.script is not None:
        for rule in _RULES:
            rule(file, file.script)
        _check_clauses(file, file.script, clauses)
    return sorted(set(file.problems))


def check_coverage(files: Sequence[ScriptFile], clauses: Mapping[str, Clause]) -> list[Problem]:
    """Return the clauses of visit and call that no step of any of the files cites.

    Each is reported at the head of the script whose channel it belongs to.
    """
    scripts = [(file, file.script) for file in files if file.script is not None]
    cited = {clause for _, script in scripts for step in script.steps for clause in step.clauses}
    problems = []
    for clause in clauses.values():
        if clause.id.startswith(COVERED) and clause.id not in cited and files:
            channel = "visit" if clause.id.startswith("I-1-") else "phone"
            at = next((file.path for file, script in scripts if script.channel == channel), files[0].path)
            text = f"헌장 {clause.id} ({clause.title}): 이 조항을 지키는 단계가 어느 대본에도 없습니다"
            problems.append(Problem(at, 1, text))
    return problems


def check_distinct(files: Sequence[ScriptFile]) -> list[Problem]:
    """Return the files whose script bears the id of another file's."""
    first: dict[str, str] = {}
    problems = []
    for file in files:
        if file.script and first.setdefault(file.script.id, file.path) != file.path:
            other = first[file.script.id]
            text = f"대본 ‘{file.script.id}’: 같은 이름의 대본이 이미 있습니다 ({other})"
            problems.append(Problem(file.path, file.lines.get(("id",), 1), text))
    return problems


# -- one rule after the other --------------------------------------------------------------------


def _check_head(file: ScriptFile, script: Script) -> None:
    if script.channel and script.channel not in CHANNELS:
        file.report(("channel",), _unknown("경로", script.channel, CHANNELS))
    if not script.steps:
        file.report((), "단계([[steps]])가 하나도 없습니다")
    elif script.start and not script.step(script.start):
        file.report(("start",), f"‘{script.start}’: 그런 단계가 없습니다")


def _check_ids(file: ScriptFile, script: Script) -> None:
    seen: dict[str, int] = {}
    for place, step in _steps(script):
        if step.id in seen:
            line = seen[step.id]
            file.report((*place, "id"), f"단계 ‘{step.id}’: 같은 이름의 단계가 {line}행에 이미 있습니다")
        elif step.id:
            seen[step.id] = step.source[1]


def _check_clauses(file: ScriptFile, script: Script, clauses: Mapping[str, Clause]) -> None:
    for place, step in _steps(script):
        if not step.clauses:
            file.report(place, f"단계 ‘{step.id}’: 헌장 조항(clauses)이 없습니다")
        for number, clause in enumerate(step.clauses):
            if clause not in clauses:
                file.report((*place, "clauses", number), f"‘{clause}’: 헌장에 그런 조항이 없습니다")


def _check_texts(file: ScriptFile, script: Script) -> None:
    for place, step in _steps(script):
        for at, text in _texts(place, step):
            for slot in slots(text):
                if slot.name not in SLOTS:
                    file.report(at, _unknown("빈칸", f"{{{slot.name}}}", SLOTS))
                if slot.pair and slot.pair not in PARTICLES:
                    file.report(at, f"‘{slot.pair}’: 쓸 수 없는 조사 짝입니다 (예: 이/가, 을/를, 으로/로)")
            if stray_brace(text):
                file.report(at, "중괄호의 짝이 맞지 않습니다")


def _check_words(file: ScriptFile, script: Script) -> None:
    for place, step in _steps(script):
        for at, kind, word, known in _words(place, step):
            if word and word.removeprefix("!") not in known:
                file.report(at, _unknown(kind, word, known))


def _check_step(file: ScriptFile, script: Script) -> None:
    for place, step in _steps(script):
        if step.choices_from and not (step.next or step.ends):
            file.report((*place, "choices_from"), f"단계 ‘{step.id}’: 고른 뒤 갈 곳(next)이 없습니다")
        if step.ends and step.next:
            file.report((*place, "next"), f"단계 ‘{step.id}’: 끝나는 단계(ends)에 다음(next)이 있습니다")
        if step.returns and not step.ends:
            file.report((*place, "returns"), f"단계 ‘{step.id}’: returns는 ends와 함께 씁니다")


def _check_answers(file: ScriptFile, script: Script) -> None:
    for place, step in _steps(script):
        for number, choice in enumerate(step.choices):
            at: Place = (*place, "choices", number)
            if not 1 <= choice.key <= 9:
                file.report((*at, "key"), f"번호 {choice.key}: 1에서 9까지만 쓸 수 있습니다")
            elif step.choices_from and choice.key in GIVEN_KEYS:
                file.report((*at, "key"), f"번호 {choice.key}: 1~5는 {step.choices_from}의 자리입니다")
            if choice.go and choice.go == step.id:
                file.report((*at, "go"), f"번호 {choice.key}: 자기 단계로 돌아오는 선택입니다")
        for facts in _cases(step):
            _check_case(file, place, step, facts)
        heard = {line_to_say(step, facts) for facts in _cases(step)}
        for number, line in enumerate(step.lines):
            if line.text not in heard:
                file.report((*place, "say", number), "앞 문장이 늘 먼저 맞아 이 문장은 말할 일이 없습니다")


def _check_case(file: ScriptFile, place: Place, step: Step, facts: frozenset[str]) -> None:
    """Report what goes wrong in one combination of the facts that the step asks for."""
    if not things_to_do(step, facts) and not line_to_say(step, facts):
        file.report(place, f"단계 ‘{step.id}’: 할 말(say)도 할 일(do)도 없는 경우가 있습니다")
    keys: set[int] = set()
    has_default = False
    for number, choice in enumerate(step.choices):
        at: Place = (*place, "choices", number)
        if holds(choice.when, facts):
            if choice.key in keys:
                file.report((*at, "key"), f"번호 {choice.key}: 한 단계에서 두 번 쓰였습니다")
            if choice.default and has_default:
                file.report((*at, "default"), f"번호 {choice.key}: Enter로 고르는 선택이 둘입니다")
            keys.add(choice.key)
            has_default |= choice.default
    if not keys and not enter_leads_on(step, facts) and not step.choices_from:
        ways = "next, choices, ends 가운데 하나가 있어야 합니다"
        file.report(place, f"단계 ‘{step.id}’: 나아갈 길이 없는 경우가 있습니다 ({ways})")


def _check_ways(file: ScriptFile, script: Script) -> None:
    ways: dict[str, set[str]] = {}
    usual: dict[str, set[str]] = {}
    for place, step in _steps(script):
        targets: list[tuple[Place, str]] = [(("next",), step.next)]
        targets += [(("choices", n, "go"), choice.go) for n, choice in enumerate(step.choices)]
        for at, go in targets:
            if go and not script.step(go):
                file.report((*place, *at), f"‘{go}’: 그런 단계가 없습니다")
        ways[step.id] = {go for _, go in targets if script.step(go)}
        usual[step.id] = _usual(script, step)
    reached = _closure([script.start], lambda step_id: ways.get(step_id, ()))
    ending = {step.id for step in script.steps if step.ends or not ways[step.id]}
    sound = script.step(script.start) is not None
    for place, step in _steps(script):
        if sound and step.id not in reached:
            file.report(place, f"단계 ‘{step.id}’: 이 단계에 이르는 길이 없습니다")
        elif not ending & _closure([step.id], lambda step_id: ways.get(step_id, ())):
            file.report(place, f"단계 ‘{step.id}’: 여기서부터 끝나는 단계로 나갈 길 없이 맴돕니다")
        elif step.id in _closure(usual[step.id], lambda step_id: usual.get(step_id, ())):
            file.report(place, f"단계 ‘{step.id}’: Enter만 누르면 이 단계로 되돌아와 끝나지 않습니다")


_RULES = (_check_head, _check_ids, _check_texts, _check_words, _check_step, _check_answers, _check_ways)


# -- what there is to look at --------------------------------------------------------------------


def _steps(script: Script) -> Iterator[tuple[Place, Step]]:
    return ((("steps", number), step) for number, step in enumerate(script.steps))


def _texts(place: Place, step: Step) -> Iterator[tuple[Place, str]]:
    for number, line in enumerate(step.lines):
        yield (*place, "say", number), line.text
    yield (*place, "question"), step.question
    yield (*place, "read_back"), step.read_back
    for number, line in enumerate(step.do):
        yield (*place, "do", number), line.text
    for number, choice in enumerate(step.choices):
        yield (*place, "choices", number, "label"), choice.label
        yield (*place, "choices", number, "hint"), choice.hint


def _words(place: Place, step: Step) -> Iterator[tuple[Place, str, str, Collection[str]]]:
    """Give every word of a declared vocabulary: where, what kind of word, the word, the vocabulary."""
    for number, name in enumerate(step.ask):
        yield (*place, "ask", number), "기록 항목", name, FIELDS
    for key, lines in (("say", step.lines), ("do", step.do)):
        for number, line in enumerate(lines):
            for term in line.when:
                yield (*place, key, number, "when"), "조건", term, FACTS
    for number, choice in enumerate(step.choices):
        at: Place = (*place, "choices", number)
        for term in choice.when:
            yield (*at, "when"), "조건", term, FACTS
        for term in choice.sets:
            yield (*at, "sets"), "조건", term, FACTS
        yield (*at, "outcome"), "결과", choice.outcome, OUTCOMES
    yield (*place, "outcome"), "결과", step.outcome, OUTCOMES
    yield (*place, "choices_from"), "선택 목록", step.choices_from, SOURCES


def _cases(step: Step) -> Iterator[frozenset[str]]:
    """Give every combination of the facts that the step's own conditions name."""
    conditions = [line.when for line in (*step.lines, *step.do)] + [one.when for one in step.choices]
    names = sorted({term.removeprefix("!") for condition in conditions for term in condition})
    for held in product((False, True), repeat=len(names)):
        yield frozenset(name for name, holds in zip(names, held, strict=True) if holds)


def _usual(script: Script, step: Step) -> set[str]:
    """Return where Enter may lead from `step`, whatever the facts."""
    taken = [default_choice(step, facts) for facts in _cases(step)]
    gone = {choice.go if choice else step.next for choice in taken}
    return {go for go in gone if script.step(go)}


def _closure(start: Iterable[str], ways: Callable[[str], Iterable[str]]) -> set[str]:
    found: set[str] = set()
    waiting = list(start)
    while waiting:
        step_id = waiting.pop()
        if step_id not in found:
            found.add(step_id)
            waiting.extend(ways(step_id))
    return found


def _unknown(kind: str, value: str, known: Iterable[str]) -> str:
    return f"‘{value}’: 모르는 {kind}입니다 (쓸 수 있는 것: {', '.join(sorted(known))})"
