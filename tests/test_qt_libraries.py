"""A computer that cannot open a window is told why, instead of aborting."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from desk_app.qt_libraries import ALWAYS, WAYLAND, XCB, display_problem, missing, problem

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="Qt brings everything it needs here")
ROOT = Path(__file__).parents[1]


def test_run_sh_installs_every_package_that_could_be_named() -> None:
    listed = re.search(
        r"^packages=\((.*?)^\)", (ROOT / "run.sh").read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    assert listed
    qt = set((ALWAYS | XCB | WAYLAND).values())
    assert set(listed[1].split()) - {"python3", "python3-venv"} == qt


@linux_only
def test_without_a_display_the_tour_is_named() -> None:
    sentence = problem({})
    assert sentence
    assert "./run.sh tour" in sentence
    started = subprocess.run(
        [ROOT / "run.sh"], env={"PATH": os.defpath}, capture_output=True, encoding="utf-8", check=False
    )
    assert (started.returncode, started.stderr.strip(), started.stdout) == (1, sentence, "")


def test_offscreen_needs_no_display() -> None:
    assert display_problem({"QT_QPA_PLATFORM": "offscreen"}) is None


@linux_only
def test_a_display_that_does_not_answer_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":4711")
    sentence = display_problem({"DISPLAY": ":4711"})
    assert sentence
    assert "(:4711)" in sentence


@linux_only
def test_a_missing_library_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ALWAYS, "libnot-here.so.9", "libnot-here9")
    offscreen = {"QT_QPA_PLATFORM": "offscreen"}
    assert missing(offscreen) == [("libnot-here.so.9", "libnot-here9")]
    sentence = problem(offscreen)
    assert sentence
    assert "(libnot-here.so.9)" in sentence
    assert "libnot-here9" in sentence


def test_nothing_is_asked_of_windows_and_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert problem({}) is None


def test_asking_does_not_load_qt() -> None:
    program = (
        "import sys, desk_app.qt_libraries; sys.exit(any(name.startswith('PySide6') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, cwd=ROOT).returncode == 0
