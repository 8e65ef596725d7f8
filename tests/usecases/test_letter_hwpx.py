"""Letters as 한글 documents, read back as a package and as XML by something else than what wrote them."""

import io
import zipfile
from xml.etree import ElementTree

import pytest
from hwpx import HwpxDocument

from desk_app.core.letters import Letter, LetterKind, Rows
from desk_app.usecases.letter_hwpx import write_hwpx
from tests.letters import hostile_reply, long_reply, shipped

HP = "{http://www.hancom.co.kr/hwpml/2011/paragraph}"
HH = "{http://www.hancom.co.kr/hwpml/2011/head}"
OPF = "{http://www.idpf.org/2007/opf/}"


def parts_of(letter: Letter) -> dict[str, bytes]:
    """Return the package's parts by name, the package having been found sound."""
    with zipfile.ZipFile(io.BytesIO(write_hwpx(letter))) as package:
        assert package.testzip() is None
        first = package.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        parts = {name: package.read(name) for name in package.namelist()}
    assert parts["mimetype"] == b"application/hwp+zip"
    for name, content in parts.items():
        if name.endswith((".xml", ".hpf", ".rdf")):
            ElementTree.fromstring(content)
    return parts


@pytest.mark.parametrize("letter", [*map(shipped, LetterKind), long_reply(), hostile_reply()])
def test_everything_in_the_letter_is_in_the_file(letter: Letter) -> None:
    section = ElementTree.fromstring(parts_of(letter)["Contents/section0.xml"])
    told = ["".join(each.itertext()) for each in section.iter(f"{HP}t")]
    expected: list[str] = []
    for block in letter.blocks:
        if isinstance(block, Rows):
            expected += [text for row in block.rows for text in (row.name, row.text)]
        else:
            expected.append(block.text)
    assert [text for text in told if text] == expected


def test_every_part_that_the_list_names_is_there_and_every_shape_that_is_used() -> None:
    parts = parts_of(shipped())
    listed = ElementTree.fromstring(parts["Contents/content.hpf"])
    hrefs = [item.get("href") for item in listed.iter(f"{OPF}item")]
    assert {"Contents/header.xml", "Contents/section0.xml"} <= set(hrefs) <= set(parts)
    head = ElementTree.fromstring(parts["Contents/header.xml"])
    section = ElementTree.fromstring(parts["Contents/section0.xml"])
    for used, element, kind in (("paraPrIDRef", "p", "paraPr"), ("charPrIDRef", "run", "charPr")):
        known = {each.get("id") for each in head.iter(f"{HH}{kind}")}
        assert {each.get(used) for each in section.iter(f"{HP}{element}")} <= known


def test_hangul_keeps_korean_words_whole() -> None:
    """What 한글 calls BREAK_WORD breaks between words: the reverse of its name, as measured with 한글."""
    parts = parts_of(shipped())
    section = ElementTree.fromstring(parts["Contents/section0.xml"])
    used = {each.get("paraPrIDRef") for each in section.iter(f"{HP}p")}
    head = ElementTree.fromstring(parts["Contents/header.xml"])
    shapes = [each for each in head.iter(f"{HH}paraPr") if each.get("id") in used]
    settings = [each.find(f"{HH}breakSetting") for each in shapes]
    assert settings
    assert {each.get("breakNonLatinWord") for each in settings if each is not None} == {"BREAK_WORD"}


def test_a_validator_finds_nothing() -> None:
    for letter in (shipped(), hostile_reply()):
        report = HwpxDocument.open(io.BytesIO(write_hwpx(letter))).validate()
        assert list(report.issues) == []


def test_the_file_tells_nobody_who_wrote_it() -> None:
    parts = parts_of(shipped())
    assert b"author" not in parts["Contents/content.hpf"]
    assert "<opf:title>답변</opf:title>" in parts["Contents/content.hpf"].decode()
    assert not [name for name in parts if name.startswith("Preview/") and "문지영".encode() in parts[name]]
