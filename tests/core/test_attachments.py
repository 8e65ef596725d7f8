"""Files from outside: their names do no harm, and what they are is told by what they hold."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.attachments import MOST_BYTES, Danger, check_size, danger_of, harmless_name
from desk_app.core.errors import BadInput


def archive(*names: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as file:
        for name in names:
            file.writestr(name, "x")
    return held.getvalue()


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("문의서.pdf", "문의서.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\me\\신청.hwp", "신청.hwp"),
        ("CON.txt", "_CON.txt"),
        ("aux.tar.gz", "_aux.tar.gz"),
        ("com1", "_com1"),
        ("사진\u202egpj.exe", "사진gpj.exe"),
        ("줄\n바꿈\x00.pdf", "줄바꿈.pdf"),
        (".htaccess", "htaccess"),
        ("끝점.pdf. .", "끝점.pdf"),
        (" ... ", "file"),
        ("", "file"),
        ("a:b?.pdf", "ab.pdf"),
        ("\u1100\u1161.pdf", "가.pdf"),
    ],
)
def test_a_hostile_name_becomes_a_plain_one(name: str, kept: str) -> None:
    assert harmless_name(name) == kept


@given(st.text())
def test_any_name_becomes_one_that_any_system_takes_and_stays(name: str) -> None:
    kept = harmless_name(name)
    assert 0 < len(kept) <= 80
    assert len(kept.encode()) <= 255
    assert not set(kept) & set('/\\:*?"<>|\x00\n\u202e')
    assert kept.strip(" .") == kept
    assert harmless_name(kept) == kept


def test_a_long_name_keeps_its_ending() -> None:
    assert harmless_name("가" * 300 + ".pdf").endswith("가.pdf")


@pytest.mark.parametrize(
    ("name", "content", "danger"),
    [
        ("사진.jpg", b"MZ\x90\x00", Danger.EXECUTABLE),
        ("문서.pdf", b"\x7fELF\x02", Danger.EXECUTABLE),
        ("바로가기.pdf", b"\x4c\x00\x00\x00\x01\x14\x02\x00", Danger.EXECUTABLE),
        ("문서.pdf", b"%PDF-1.7", None),
        ("문서.pdf", b"<html><script>", Danger.DISGUISED),
        ("쪽지.html", b"<html><script>alert(1)</script>", Danger.SCRIPT),
        ("쪽지.txt", "문의 드립니다".encode(), None),
        ("쪽지.txt", b"#!/bin/sh\nrm", Danger.SCRIPT),
        ("실행.bat", b"del x", Danger.EXECUTABLE),
        ("문서.docx", archive("word/document.xml"), None),
        ("문서.docx", archive("word/document.xml", "word/vbaProject.bin"), Danger.MACRO),
        ("문서.hwp", b"\xd0\xcf\x11\xe0" + b"\x00" * 8, None),
        (
            "문서.doc",
            b"\xd0\xcf\x11\xe0" + b"_\x00V\x00B\x00A\x00_\x00P\x00R\x00O\x00J\x00E\x00C\x00T\x00",
            Danger.MACRO,
        ),
        ("묶음.zip", archive("읽어주세요.txt", "선물.exe"), Danger.EXECUTABLE),
        ("묶음.zip", b"PK\x03\x04broken", Danger.DISGUISED),
        ("모름.xyz", b"\x00\x01", None),
    ],
)
def test_danger_is_told_by_content(name: str, content: bytes, danger: Danger | None) -> None:
    assert danger_of(name, content) is danger


@given(st.text(), st.binary(max_size=300))
def test_no_file_upsets_the_look_at_it(name: str, content: bytes) -> None:
    danger_of(name, content)
    danger_of(name, b"PK" + content)


def test_a_file_holds_something_and_not_too_much() -> None:
    assert check_size(b"x") == b"x"
    for content, problem in ((b"", "empty"), (bytes(MOST_BYTES + 1), "too_large")):
        with pytest.raises(BadInput, match=problem):
            check_size(content)
