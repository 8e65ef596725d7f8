"""`desk-app bench` in small: what it counts is asserted, what it times never is."""

import json
from pathlib import Path

import pytest

from desk_app import cli
from desk_app.commands import bench
from desk_app.commands.bench_measure import syncs_after
from desk_app.commands.bench_office import found_pair, same_rows
from desk_app.commands.bench_work import measure_saves

TIMED = {
    *("save", "by_number", "by_last_four", "by_name", "by_initials"),
    *("caller_card", "board", "board_one_percent"),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> bench.Report:
    """What was measured with 300 contacts, each thing three times."""
    return bench.measure(tmp_path_factory.mktemp("bench"), 300, rounds=3)


def test_a_saved_contact_is_one_commit_and_one_sync(report: bench.Report) -> None:
    assert report.counts.commits_per_contact == 1
    assert report.counts.syncs_per_contact in {1, None}  # None: nobody here can count syncs


def test_no_page_asks_more_of_a_large_office_than_of_a_small_one(report: bench.Report) -> None:
    assert {
        page: asked["large"] - asked["small"] for page, asked in report.statements.items()
    } == dict.fromkeys(report.statements, 0)
    assert min(asked["large"] for asked in report.statements.values()) > 0


def test_both_databases_end_with_the_same_rows(report: bench.Report) -> None:
    assert report.same_rows


def test_a_row_that_only_one_database_has_is_noticed(tmp_path: Path) -> None:
    pair = found_pair(tmp_path / "office", 20, open_promises=2)
    try:
        measure_saves({"only": pair}, rounds=1)
        assert same_rows(pair) == []
        pair.plain.execute("DELETE FROM alerts WHERE id = 1")
        assert same_rows(pair) == ["alerts"]
    finally:
        pair.close()


def test_json_has_every_figure_at_both_sizes(report: bench.Report) -> None:
    value = json.loads(json.dumps(bench.as_json(report)))
    assert value["contacts"] == {"small": 30, "large": 300, "open": 1}
    assert set(value["times"]) == TIMED
    for work, times in value["times"].items():
        sizes = {"large"} if work == "board_one_percent" else {"small", "large"}
        assert set(times) == sizes | {"growth"}
        for size in sizes:
            assert set(times[size]) == {"ours_ms", "plain_ms", "ratio", "over_ms"}
    assert set(value["start"]) == {"unlock_ms", "board", "process", "window_ms"}


def test_the_page_has_a_line_for_each_piece_of_work(report: bench.Report) -> None:
    text = "\n".join(bench.page(report))
    for words in ("약속과 함께 기록", "뒤 네 자리로 찾기", "초성으로 찾기", "300건", "모든 행이 같음"):
        assert words in text


@pytest.mark.parametrize("contacts", ["0", "-5", "many", "1.5", "", "1000001", "{10}", "٣x"])
def test_a_number_of_contacts_that_makes_no_sense_is_a_sentence(
    capsys: pytest.CaptureFixture[str], contacts: str
) -> None:
    assert cli.main(["bench", f"--contacts={contacts}"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "1부터 1,000,000까지의 수를 적어 주십시오" in said.err


def test_ctrl_c_leaves_nothing_behind(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def interrupted(folder: Path, contacts: int, rounds: int) -> None:
        (folder / "desk.db").write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr(bench, "measure", interrupted)
    assert cli.main(["bench"]) == 130
    assert "지웠습니다" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_syncs_are_counted_from_the_mark_on_and_only_those_of_the_log() -> None:
    calls = "\n".join(
        [
            "7 fdatasync(4</x/desk.db-wal>) = 0",
            "7 fsync(9</x/mark>) = 0",
            "7 fdatasync(4</x/desk.db-wal>) = 0",
            "7 fdatasync(3</x/desk.db>) = 0",
            "7 fdatasync(4</x/desk.db-wal>) = 0",
        ]
    )
    assert syncs_after(calls, "/x/desk.db-wal", "/x/mark") == 2
    assert syncs_after(calls, "/x/desk.db-wal", "/y/mark") == 0
