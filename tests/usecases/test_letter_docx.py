"""Letters as Word documents, read back as XML by something else than what wrote them."""

import io
import zipfile
from xml.etree import ElementTree

import pytest

from desk_app.core.letters import Letter, LetterKind, Rows
from desk_app.usecases.letter_docx import write_docx
from tests.letters import hostile_reply, long_reply, shipped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def body_of(letter: Letter) -> ElementTree.Element:
    """Return the document's XML, the whole package having been found sound."""
    with zipfile.ZipFile(io.BytesIO(write_docx(letter))) as package:
        assert package.testzip() is None
        for name in package.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(package.read(name))
        return ElementTree.fromstring(package.read("word/document.xml"))


def paragraphs(letter: Letter) -> list[str]:
    """Return the text of each paragraph, tabs as such."""
    told = []
    for paragraph in body_of(letter).iter(f"{W}p"):
        runs = (each for each in paragraph.iter() if each.tag in {f"{W}t", f"{W}tab"})
        told.append("".join("\t" if each.tag == f"{W}tab" else each.text or "" for each in runs).strip("\t"))
    return told


@pytest.mark.parametrize("letter", [*map(shipped, LetterKind), long_reply(), hostile_reply()])
def test_everything_in_the_letter_is_in_the_file(letter: Letter) -> None:
    expected: list[str] = []
    for block in letter.blocks:
        if isinstance(block, Rows):
            expected += [f"{row.name}\t{row.text}" for row in block.rows]
        else:
            expected.append(block.text)
    assert paragraphs(letter) == expected


def test_word_is_told_to_keep_korean_words_whole() -> None:
    shapes = list(body_of(shipped()).iter(f"{W}pPr"))
    assert shapes
    for shape in shapes:
        wrap = shape.find(f"{W}wordWrap")
        assert wrap is not None
        assert wrap.get(f"{W}val") == "1"


def test_the_parts_of_a_paragraphs_shape_stand_in_the_order_that_word_asks_for() -> None:
    """ECMA-376 17.3.1.26: Word calls a file damaged whose elements stand otherwise."""
    order = ["keepNext", "pBdr", "tabs", "wordWrap", "autoSpaceDE", "autoSpaceDN", "spacing", "ind", "jc"]
    for shape in body_of(shipped()).iter(f"{W}pPr"):
        places = [order.index(each.tag.removeprefix(W)) for each in shape]
        assert places == sorted(places)


def test_the_file_tells_nobody_who_wrote_it() -> None:
    with zipfile.ZipFile(io.BytesIO(write_docx(shipped()))) as package:
        core = package.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    assert "<dc:title>답변</dc:title>" in core
