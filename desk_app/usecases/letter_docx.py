"""A letter as a `.docx` file, which other word processors take."""

import io

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as DocxParagraph
from docx.text.run import Run

from desk_app.core.letter_looks import (
    KEPT,
    LOOKS,
    MARGIN,
    NAMES,
    QUIET,
    ROW,
    ROWS_AFTER,
    RULE,
    RULED,
    Look,
    Side,
)
from desk_app.core.letters import Letter, Rows

FONT = "Malgun Gothic"
"""맑은 고딕, which every Windows has."""
_SIDES = {
    Side.LEFT: WD_ALIGN_PARAGRAPH.LEFT,
    Side.CENTER: WD_ALIGN_PARAGRAPH.CENTER,
    Side.RIGHT: WD_ALIGN_PARAGRAPH.RIGHT,
}
_AFTER_SWITCHES = ("w:spacing", "w:ind", "w:jc", "w:rPr")
_AFTER_BORDER = ("w:tabs", "w:wordWrap", "w:autoSpaceDE", "w:autoSpaceDN", *_AFTER_SWITCHES)


def write_docx(letter: Letter) -> bytes:
    """Return the letter as a Word document on A4, its lines broken between words."""
    paper = _paper(letter.title)
    for block in letter.blocks:
        if isinstance(block, Rows):
            for row in block.rows:
                _add_row(paper, row.name, row.text, last=row is block.rows[-1])
        else:
            look = LOOKS[block.part]
            paragraph = _add(paper, look)
            _write(paragraph, block.text, look)
            if block.part in RULED:
                _underline(paragraph)
            paragraph.paragraph_format.keep_with_next = block.part in KEPT
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def _paper(title: str) -> Paper:
    paper = Document()
    for section in paper.sections:
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Pt(MARGIN)
    paper.core_properties.title = title
    paper.core_properties.author = paper.core_properties.comments = ""
    paper.core_properties.language = "ko-KR"
    fonts = paper.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia", "w:cs"):
        fonts.set(qn(script), FONT)
    return paper


def _add(paper: Paper, look: Look) -> DocxParagraph:
    paragraph = paper.add_paragraph()
    shape = paragraph.paragraph_format
    shape.alignment = _SIDES[look.side]
    shape.space_before, shape.space_after, shape.line_spacing = (
        Pt(look.before),
        Pt(look.after),
        look.leading * 0.75,
    )
    # Word keeps Korean words whole only where it is told to, and puts air between digits and Hangul else.
    for name, value in (("w:wordWrap", "1"), ("w:autoSpaceDE", "0"), ("w:autoSpaceDN", "0")):
        switch = OxmlElement(name)
        switch.set(qn("w:val"), value)
        paragraph._p.get_or_add_pPr().insert_element_before(switch, *_AFTER_SWITCHES)
    return paragraph


def _write(paragraph: DocxParagraph, text: str, look: Look) -> Run:
    run = paragraph.add_run(text)
    run.font.size, run.font.bold = Pt(look.size), look.bold
    return run


def _add_row(paper: Paper, name: str, text: str, *, last: bool) -> None:
    paragraph = _add(paper, ROW)
    shape = paragraph.paragraph_format
    shape.left_indent, shape.first_line_indent = Pt(NAMES), Pt(-NAMES)
    shape.tab_stops.add_tab_stop(Pt(NAMES))
    if last:
        shape.space_after = Pt(ROWS_AFTER)
    _write(paragraph, f"{name}\t", ROW).font.color.rgb = RGBColor.from_string(QUIET[1:])
    _write(paragraph, text, ROW)


def _underline(paragraph: DocxParagraph) -> None:
    """Draw a thin rule below the paragraph."""
    borders, bottom = OxmlElement("w:pBdr"), OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "6"), ("space", "8"), ("color", RULE[1:])):
        bottom.set(qn(f"w:{name}"), value)
    borders.append(bottom)
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER_BORDER)
