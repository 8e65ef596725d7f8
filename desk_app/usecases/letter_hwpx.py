"""A letter as a `.hwpx` file (OWPML, KS X 6101), which Hancom's 한글 opens: what Korean offices work in."""

from contextlib import closing
from math import ceil

from hwpx import HwpxDocument
from hwpx.oxml import HwpxOxmlParagraph

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
)
from desk_app.core.letters import Letter, Part, Rows

_UNITS = 100  # HWPUNIT to a point
_WIDTH = 59528 - 2 * round(MARGIN * _UNITS)  # of the text on A4
_FOOT = 2834  # what header and footer keep of the page
_CELL_AIR = 282  # above and below the text of a cell
_INK = "#000000"
_NO_LINES = "1"  # the blank document's border without lines


def write_hwpx(letter: Letter) -> bytes:
    """Return the letter as a 한글 document on A4, its lines broken between words.

    For that 한글 wants `breakNonLatinWord="BREAK_WORD"`, which does the reverse of what its name says; the
    library's blank document has it.
    """
    with closing(HwpxDocument.new()) as paper:
        side = round(MARGIN * _UNITS)
        paper.page.set_margins(
            left=side, right=side, top=side - _FOOT, bottom=side - _FOOT, header=_FOOT, footer=_FOOT
        )
        paper.parts.clear_document_metadata()
        paper.parts.set_document_metadata(title=letter.title)
        paper.parts.clear_preview()
        blank = list(paper.paragraphs)  # the one that a blank document has, for the first line
        for block in letter.blocks:
            if isinstance(block, Rows):
                _add_rows(paper, block)
            else:
                paragraph = (
                    blank.pop() if blank else paper.add_paragraph(include_run=False, inherit_style=False)
                )
                _write(paper, paragraph, block.text, LOOKS[block.part], part=block.part)
        return paper.to_bytes()


def _write(
    paper: HwpxDocument,
    paragraph: HwpxOxmlParagraph,
    text: str,
    look: Look,
    *,
    ink: str = _INK,
    part: Part | None = None,
) -> None:
    face = paper.styles.ensure_run(size=look.size, bold=look.bold, color=ink)
    paragraph.add_run(text, char_pr_id_ref=face)
    paper.styles.apply_paragraph_format(
        paragraphs=[paragraph],
        alignment=look.side.name,
        line_spacing_percent=round(look.leading * 100),
        spacing_before_pt=look.before,
        spacing_after_pt=look.after,
        keep_with_next=part in KEPT,
        bottom_border=part in RULED,
        border_color=RULE,
    )


def _add_rows(paper: HwpxDocument, block: Rows) -> None:
    """Add the rows as a table without lines, its cells as high as their text will about be.

    한글 makes them as high as they must be; some other readers take the heights written here.
    """
    names = round(NAMES * _UNITS)
    heights = [_height(row.text, _WIDTH - names) for row in block.rows]
    table = paper.add_table(
        len(block.rows), 2, width=_WIDTH, height=sum(heights), border_fill_id_ref=_NO_LINES
    )
    table.set_column_widths([names, _WIDTH - names])
    for at, (row, height) in enumerate(zip(block.rows, heights, strict=True)):
        for column, (text, ink) in enumerate(((row.name, QUIET), (row.text, _INK))):
            cell = table.cell(at, column)
            cell.set_size(height=height)
            _write(paper, cell.paragraphs[0], text, ROW, ink=ink)
    paper.styles.apply_paragraph_format(paragraphs=[paper.paragraphs[-1]], spacing_after_pt=ROWS_AFTER)


def _height(text: str, width: int) -> int:
    """Return about how high a cell of this width is; Hangul is as wide as high, other letters half so."""
    wide = sum(0.5 if letter.isascii() else 1.0 for letter in text)
    lines = ceil(wide * ROW.size * _UNITS / width) or 1
    return round((lines * ROW.size * ROW.leading + ROW.after) * _UNITS) + _CELL_AIR
