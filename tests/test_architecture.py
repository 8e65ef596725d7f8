"""The rules of the house that no linter knows; who may import whom is import-linter's (pyproject.toml)."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from desk_app.gui.i18n import sentences

ROOT = Path(__file__).parents[1]
PLACES = ("desk_app", "db", "resources", "tests")
MIRRORS = {"core": "desk_app/core", "usecases": "desk_app/usecases", "gui": "desk_app/gui", "db": "db"}
MOST_LINES = 400
EMPTY_NAMES = ("manager", "helper", "utils")
CLOCK_READER = re.compile(r"(.*\.)?(datetime\.(now|utcnow|today)|date\.today|time\.time)")
HANGUL = re.compile("[\u1100-\u11ff\u3130-\u318f\uac00-\ud7a3]")
# Korean is what these modules are about (the names of days too); all else speaks through `tr` and resources/.
ABOUT_KOREAN = re.compile(
    r"desk_app/core/(korean|particles|spoken|due_phrases|phones|script|toml_files|letter|score_form|holidays|deadlines)\w*\.py"
)
SLOT = re.compile(r"\{(\w+)(?:\|[^{}]+)?\}")
BOTH_PARTICLES = re.compile(r"[은을이와과]\([는를가와과]\)|\(으\)로|으로\(로\)")


@dataclass(frozen=True)
class Source:
    """A Python file: `place` is its path from the root, `tree` its syntax."""

    place: str
    text: str
    tree: ast.Module

    @property
    def is_test(self) -> bool:
        """Whether it belongs to the tests."""
        return self.place.startswith("tests/")

    def at(self, node: ast.expr | ast.stmt) -> str:
        """Return `file:line` of a node."""
        return f"{self.place}:{node.lineno}"


@cache
def sources() -> tuple[Source, ...]:
    """Return every Python file of the project."""
    paths = sorted(path for place in PLACES for path in (ROOT / place).rglob("*.py"))
    texts = ((path, path.read_text("utf-8")) for path in paths)
    return tuple(Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text)) for path, text in texts)


def calls(source: Source, *names: str) -> Iterator[ast.Call]:
    """Yield the calls of a function or method with one of these names."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in names:
            yield node


def strings(source: Source) -> Iterator[ast.Constant]:
    """Yield the string literals, without docstrings."""
    docs = {id(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node


def is_english_source(source: Source, node: ast.Constant) -> bool:
    """Return whether the literal is English handed to `tr` or `mark`."""
    handed = any(node in call.args for call in calls(source, "tr", "mark"))
    return handed and re.search("[A-Za-z]{3}", str(node.value)) is not None


# -- files -------------------------------------------------------------------------------------


def test_no_file_is_longer_than_a_person_reads() -> None:
    written = [source for source in sources() if "/migrations/versions/" not in source.place]
    lengths = {source.place: source.text.count("\n") for source in written}
    assert {place: length for place, length in lengths.items() if length > MOST_LINES} == {}


def test_every_module_is_named_after_what_it_is() -> None:
    named_for_nothing = [
        source.place for source in sources() if any(name in Path(source.place).stem for name in EMPTY_NAMES)
    ]
    assert named_for_nothing == []


def test_the_tests_mirror_the_code() -> None:
    astray = []
    for place, mirrored in MIRRORS.items():
        modules = {path.stem for path in (ROOT / mirrored).rglob("*")}
        for path in (ROOT / "tests" / place).rglob("test_*.py"):
            subject = path.stem.removeprefix("test_")
            if not any(subject == module or subject.startswith(f"{module}_") for module in modules):
                astray.append(path.relative_to(ROOT).as_posix())
    assert astray == []


def test_every_tests_folder_is_a_package() -> None:
    folders = {path.parent for path in (ROOT / "tests").rglob("*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


# -- time, keys, words -------------------------------------------------------------------------


def test_the_time_is_read_in_one_place() -> None:
    readers = [
        source.at(node)
        for source in sources()
        if source.place != "desk_app/core/clock.py"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.Attribute) and CLOCK_READER.fullmatch(ast.unparse(node))
    ]
    assert readers == []


def test_no_test_types_hangul_by_key_clicks() -> None:
    """Hangul in `keyClicks` aborts the whole run inside Qt; desk_app/commands/hands.py types it."""
    risky = [
        source.at(call)
        for source in sources()
        for call in calls(source, "keyClicks")
        if not any(isinstance(arg, ast.Constant) and str(arg.value).isascii() for arg in call.args[:2])
    ]
    assert risky == []


def test_no_test_sleeps() -> None:
    sleepers = [source.at(call) for source in sources() if source.is_test for call in calls(source, "sleep")]
    assert sleepers == []


def test_korean_stands_in_resources_and_not_in_the_code() -> None:
    """An English source may name a key (한/영) or show what to type; its Korean is in resources too."""
    korean = [
        f"{source.at(node)} {node.value!r}"
        for source in sources()
        if source.place.startswith(("desk_app/core/", "desk_app/usecases/", "desk_app/gui/", "db/"))
        if not ABOUT_KOREAN.fullmatch(source.place)
        for node in strings(source)
        if HANGUL.search(str(node.value)) and not is_english_source(source, node)
    ]
    assert korean == []


# -- translations ------------------------------------------------------------------------------


@cache
def spoken() -> dict[str, str]:
    """Return every key that the code has translated, `"English"` or `"English|which"`, with its place."""
    found: dict[str, str] = {}
    for source in sources():
        for call in () if source.is_test else calls(source, "tr", "mark"):
            words = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
            if words and len(words) == len(call.args):
                found.setdefault("|".join(map(str, words)), source.at(call))
    return found


def test_a_string_to_translate_is_written_whole() -> None:
    """A sum, an f-string or a choice inside `tr(…)` would escape the tests below."""
    built = [
        source.at(call)
        for source in sources()
        for call in calls(source, "tr", "mark")
        if any(isinstance(arg, ast.BinOp | ast.JoinedStr | ast.IfExp | ast.BoolOp) for arg in call.args)
    ]
    assert built == []


def test_every_string_on_screen_has_its_korean() -> None:
    untranslated = {key: place for key, place in spoken().items() if not sentences("ko").get(key, "").strip()}
    assert untranslated == {}


def test_no_translation_is_left_over() -> None:
    assert sorted(sentences("ko").keys() - spoken().keys()) == []


def test_a_translation_fills_the_same_slots() -> None:
    differing = {
        key: text
        for key, text in sentences("ko").items()
        if set(SLOT.findall(key)) != set(SLOT.findall(text))
    }
    assert differing == {}


def test_particles_are_computed_and_never_written_both_ways() -> None:
    assert {key: text for key, text in sentences("ko").items() if BOTH_PARTICLES.search(text)} == {}


@pytest.mark.parametrize("text", ["을(를)", "이(가)", "은(는)", "으로(로)", "(으)로", "와(과)"])
def test_a_particle_written_both_ways_is_noticed(text: str) -> None:
    assert BOTH_PARTICLES.search(f"{{name}}{text} 확인합니다")
