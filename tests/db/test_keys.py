"""Who can open the office's database, and what is said to those who cannot."""

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db import keys
from desk_app.core.errors import World, WorldProblem
from tests.db.disks import open_folder, read_only, refused

KEYFILE = keys.create("suhyun", "pw")[0]
FULL = {
    ord(sign): ord(sign) + 0xFEE0 for sign in keys.RECOVERY_SIGNS
}  # full width, as a Korean keyboard has it


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Derive keys with less memory; the real parameters have a test of their own."""
    monkeypatch.setattr(keys, "MEMORY", 8 * 1024)
    monkeypatch.setattr(keys, "PASSES", 1)


def test_everyone_opens_the_same_database_with_their_own_password() -> None:
    keyfile, key, _ = keys.create("suhyun", "처음 온 사람")
    keyfile = keys.add(keyfile, key, "jiho", "두 번째 사람")
    assert len(key) == 48
    assert keys.unlock(keyfile, "suhyun", "처음 온 사람") == key
    assert keys.unlock(keyfile, "jiho", "두 번째 사람") == key


def test_a_sign_in_name_is_the_same_in_capitals_and_a_password_is_the_same_from_another_keyboard() -> None:
    keyfile, key, _ = keys.create("김수현Kim", "비밀번호 가각")
    assert keys.unlock(keyfile, unicodedata.normalize("NFD", " 김수현KIM "), "비밀번호 가각") == key
    assert keys.unlock(keyfile, "김수현kim", unicodedata.normalize("NFD", "비밀번호 가각")) == key


def test_a_wrong_password_and_an_unknown_person_are_told_apart() -> None:
    keyfile, _, _ = keys.create("suhyun", "right")
    with pytest.raises(World) as wrong:
        keys.unlock(keyfile, "suhyun", "Right")
    with pytest.raises(World) as unknown:
        keys.unlock(keyfile, "jiho", "right")
    assert wrong.value.problem is WorldProblem.WRONG_PASSWORD
    assert unknown.value.problem is WorldProblem.UNKNOWN_PERSON


def test_the_recovery_code_opens_the_database_however_it_is_typed() -> None:
    keyfile, key, code = keys.create("suhyun", "forgotten")
    assert [len(group) for group in code.split("-")] == [5] * 6
    assert not set(code) & set("0O1IL5S2Z8BUV")
    for typed in (
        code,
        code.lower(),
        code.replace("-", " "),
        f"  {code.replace('-', '')}\n",
        code.translate(FULL),
    ):
        assert keys.unlock_by_recovery(keyfile, typed) == key
    other = keys.create("suhyun", "forgotten")[2]
    with pytest.raises(World, check=lambda e: e.problem is WorldProblem.WRONG_PASSWORD):
        keys.unlock_by_recovery(keyfile, other)


def test_nobody_signs_in_by_the_recovery_entrys_own_name() -> None:
    keyfile, _, code = keys.create("suhyun", "pw")
    with pytest.raises(World, check=lambda e: e.problem is WorldProblem.UNKNOWN_PERSON):
        keys.unlock(keyfile, keys.RECOVERY, keys.tidy_recovery_code(code))


def test_a_changed_password_replaces_the_old_one() -> None:
    keyfile, key, _ = keys.create("suhyun", "old")
    changed = keys.change_password(keyfile, "SUHYUN", "old", "new")
    assert len(changed.staff) == 1
    assert keys.unlock(changed, "suhyun", "new") == key
    with pytest.raises(World):
        keys.unlock(changed, "suhyun", "old")
    with pytest.raises(World):
        keys.change_password(changed, "suhyun", "old", "mine now")


def test_somebody_who_left_is_let_in_no_longer() -> None:
    keyfile, key, _ = keys.create("suhyun", "pw")
    keyfile = keys.remove(keys.add(keyfile, key, "jiho", "pw"), "Jiho")
    with pytest.raises(World, check=lambda e: e.problem is WorldProblem.UNKNOWN_PERSON):
        keys.unlock(keyfile, "jiho", "pw")
    assert keys.unlock(keyfile, "suhyun", "pw") == key


def test_the_key_of_another_office_is_never_wrapped_into_this_key_file() -> None:
    keyfile, _, _ = keys.create("suhyun", "pw")
    _, other_key, _ = keys.create("suhyun", "pw")
    with pytest.raises(ValueError, match="another office"):
        keys.add(keyfile, other_key, "jiho", "pw")


def test_an_entry_opens_nothing_under_another_name_or_in_another_offices_file() -> None:
    keyfile, _, _ = keys.create("suhyun", "pw")
    other, _, _ = keys.create("jiho", "pw")
    renamed = keys.KeyFile(
        keyfile.office, (keys.Entry(**{**vars(keyfile.staff[0]), "name": "jiho"}),), keyfile.recovery
    )
    moved = keys.KeyFile(other.office, keyfile.staff, other.recovery)
    for forged, name in ((renamed, "jiho"), (moved, "suhyun")):
        with pytest.raises(World, check=lambda e: e.problem is WorldProblem.WRONG_PASSWORD):
            keys.unlock(forged, name, "pw")


def test_a_password_costs_a_thief_64_mebibytes_and_three_passes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    keyfile, key, _ = keys.create("suhyun", "pw")
    assert all((entry.memory, entry.passes) == (64 * 1024, 3) for entry in (*keyfile.staff, keyfile.recovery))
    assert keys.unlock(keyfile, "suhyun", "pw") == key


def test_entries_made_with_older_parameters_still_open(monkeypatch: pytest.MonkeyPatch) -> None:
    keyfile, key, _ = keys.create("suhyun", "pw")
    monkeypatch.setattr(keys, "MEMORY", 16 * 1024)
    keyfile = keys.add(keyfile, key, "jiho", "pw")
    assert keys.unlock(keyfile, "suhyun", "pw") == keys.unlock(keyfile, "jiho", "pw") == key


def test_a_saved_key_file_comes_back_and_holds_neither_password_nor_secret(tmp_path: Path) -> None:
    keyfile, key, code = keys.create("suhyun", "correct horse")
    place = keys.beside(tmp_path / "desk.db")
    keys.save(keyfile, place)
    assert place.name == "desk.keys.json"
    assert list(tmp_path.iterdir()) == [place]
    assert keys.load(place) == keyfile
    assert place.stat().st_mode & 0o077 == 0
    written = place.read_bytes()
    for secret in (b"correct horse", key[:32], key[:32].hex().encode(), code.encode()):
        assert secret not in written


def test_a_missing_key_file_is_called_missing(tmp_path: Path) -> None:
    with refused(WorldProblem.KEY_FILE_MISSING, tmp_path):
        keys.load(tmp_path / "desk.keys.json")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda _: b"", id="empty"),
        pytest.param(lambda whole: whole[: len(whole) // 2], id="cut in half"),
        pytest.param(lambda whole: bytes(len(whole)), id="all zeros"),
        pytest.param(lambda whole: whole.replace(b"suhyun", b"sohyun"), id="a letter changed"),
        pytest.param(lambda whole: b"\xff\xfe" + whole, id="not text"),
        pytest.param(lambda _: b"[]", id="another JSON"),
        pytest.param(lambda _: b'{"format":1,"sha256":"x","keys":{}}', id="hollow"),
    ],
)
def test_a_damaged_key_file_is_called_damaged_not_a_wrong_password(
    tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    place = tmp_path / "desk.keys.json"
    keys.save(keys.create("suhyun", "pw")[0], place)
    place.write_bytes(damage(place.read_bytes()))
    with refused(WorldProblem.KEY_FILE_DAMAGED, tmp_path):
        keys.load(place)


@given(at=st.integers(0, 10_000), to=st.integers(0, 255))
def test_no_single_changed_byte_passes_for_the_key_file_that_was_saved(at: int, to: int) -> None:
    with open_folder() as folder:
        place = folder / "desk.keys.json"
        keys.save(KEYFILE, place)
        whole = bytearray(place.read_bytes())
        whole[at % len(whole)] = to
        place.write_bytes(whole)
        told = WorldProblem.KEY_FILE_DAMAGED
        try:
            unharmed = keys.load(place) == KEYFILE  # the byte was the same before
        except World as refusal:
            unharmed, told = False, refusal.problem
        assert unharmed or told in (WorldProblem.KEY_FILE_DAMAGED, WorldProblem.DATABASE_NEWER)


def test_a_key_file_that_asks_for_a_terabyte_is_damaged_not_obeyed(tmp_path: Path) -> None:
    greedy = keys.Entry(**{**vars(KEYFILE.staff[0]), "memory": 1024**3})
    keys.save(keys.KeyFile(KEYFILE.office, (greedy,), KEYFILE.recovery), tmp_path / "desk.keys.json")
    with refused(WorldProblem.KEY_FILE_DAMAGED, tmp_path):
        keys.load(tmp_path / "desk.keys.json")


def test_a_key_file_of_a_newer_program_is_called_newer(tmp_path: Path) -> None:
    place = tmp_path / "desk.keys.json"
    keys.save(KEYFILE, place)
    place.write_text(place.read_text().replace('"format":1', '"format":2'))
    assert json.loads(place.read_text())["format"] == 2
    with refused(WorldProblem.DATABASE_NEWER, tmp_path):
        keys.load(place)


def test_in_a_read_only_folder_the_old_key_file_stays() -> None:
    with open_folder() as folder:
        place = folder / "desk.keys.json"
        keys.save(KEYFILE, place)
        changed = keys.remove(KEYFILE, "suhyun")
        with read_only(folder), refused(WorldProblem.READ_ONLY, folder):
            keys.save(changed, place)
        assert keys.load(place) == KEYFILE
