"""The tour is a test too: its two stories on the real windows, in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_both_stories_play_to_the_promise_kept_and_the_letter_answered(tmp_path: Path) -> None:
    told = subprocess.run(
        [sys.executable, "-m", "desk_app", "tour", "--out", str(tmp_path / "pictures")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert told.returncode == 0, told.stderr
    pictures = sorted(path.name for path in (tmp_path / "pictures").iterdir())
    shown = [name.partition("-")[2].removesuffix(".png") for name in pictures]
    assert len(shown) == 33
    assert shown[:4] == ["sign-in", "brief", "ready", "ring"]
    assert shown[9:15] == ["taken", "booked", "day", "tomorrow", "arrival", "deputy"]
    assert shown[20:26] == ["curtain", "letter", "dates", "interim", "reply", "closed"]
    assert shown[26:29] == ["second-visit", "apology-first", "fast-lane"]
    assert shown[29:] == ["sheet", "monitored", "compliance", "behind"]
    assert "두 번 걸음에 드린 사과: 2 / 2" in told.stdout, "each second visit was apologised for"
    assert "· kept" in told.stdout, "the promise was kept in time"
    assert "alerts still waiting: 0" in told.stdout
    assert "closed · 안심 회신일 2027-02-10 · 처리기한 2027-02-12" in told.stdout, "설날 is passed over"
    assert "02.05 09:30 interim 박서연 대리 post → 2027-02-12" in told.stdout
    assert "02.11 10:10 sent 박서연 대리 post 1" in told.stdout


def test_a_folder_that_cannot_be_made_is_named_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    told = subprocess.run(
        [sys.executable, "-m", "desk_app", "tour", "--out", str(tmp_path / "file" / "pictures")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert told.returncode == 2
    assert "만들 수 없습니다" in told.stderr
    assert "Traceback" not in told.stderr
