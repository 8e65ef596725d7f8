"""What is put on paper: a sheet of headings, facts and lists, set in pages for a printer or a PDF."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from desk_app.core.clock import seoul
from desk_app.core.spoken import say_date
from desk_app.gui import theme
from desk_app.gui.i18n import tr

# -- what stands on it ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Heading:
    """The heading of a part; it never stands alone at the foot of a page."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Rows of a name and what it is: `("담당", "이수민 대리")`, `("15:00", "강*훈 · 직업훈련")`."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Items:
    """A list, a point before each line."""

    lines: tuple[str, ...]


@dataclass(frozen=True)
class Prose:
    """Sentences across the whole width; `quiet` ones are smaller and grey."""

    text: str
    quiet: bool = False


@dataclass(frozen=True)
class Large:
    """What the eye must find first."""

    text: str


Block: TypeAlias = Heading | Facts | Items | Prose | Large


@dataclass(frozen=True)
class Sheet:
    """A title and what stands under it.

    `under` is a line below the title; `foot` and `printed_at` stand at the foot of every page. A `slip` is
    something small to take along: A5, in large type, and on bigger paper marked where to cut.
    """

    title: str
    blocks: tuple[Block, ...]
    under: str = ""
    foot: str = ""
    printed_at: datetime | None = None
    slip: bool = False


# -- setting -------------------------------------------------------------------------------------

A5 = QPageSize(QPageSize.PageSizeId.A5)
A4 = QPageSize(QPageSize.PageSizeId.A4)
MARGIN = 44.0  # points (1/72 inch), as all lengths here
_FOOT = 22.0
_INKS = {name: QColor(theme.tokens("light")[name]) for name in ("text", "text_quiet", "primary", "border")}


@dataclass(frozen=True)
class _Face:
    size: float
    weight: QFont.Weight = QFont.Weight.Normal
    ink: str = "text"
    leading: float = 1.5


@dataclass(frozen=True)
class _Style:
    title: _Face
    under: _Face
    large: _Face
    heading: _Face
    name: _Face
    fact: _Face
    prose: _Face
    quiet: _Face
    gap: float
    names: float  # the least width of the column of names, as a share of the whole

    def shrunk(self, by: float) -> "_Style":
        """Return the style with letters and gaps at `by` of their size."""
        faces: dict[str, Any] = {
            each.name: replace(face, size=face.size * by)
            for each in fields(self)
            if isinstance(face := getattr(self, each.name), _Face)
        }
        return replace(self, gap=self.gap * by, **faces)


_BOLD, _SEMIBOLD = QFont.Weight.Bold, QFont.Weight.DemiBold
_USUAL = _Style(
    title=_Face(19, _BOLD),
    under=_Face(10, ink="text_quiet"),
    large=_Face(17, _BOLD, leading=1.4),
    heading=_Face(12, _BOLD),
    name=_Face(10, ink="text_quiet"),
    fact=_Face(10),
    prose=_Face(10),
    quiet=_Face(9, ink="text_quiet"),
    gap=5,
    names=0.12,
)
_SLIP = _Style(
    title=_Face(16, _SEMIBOLD, ink="text_quiet"),
    under=_Face(14),
    large=_Face(27, _BOLD, leading=1.35),
    heading=_Face(14, _BOLD),
    name=_Face(13, ink="text_quiet"),
    fact=_Face(17, _SEMIBOLD, leading=1.4),
    prose=_Face(14, leading=1.6),
    quiet=_Face(12, ink="text_quiet", leading=1.6),
    gap=16,
    names=0.24,
)


@dataclass(frozen=True)
class _Row:
    """One line, never cut by the end of a page; `keeps` holds it on the page of the row that follows."""

    height: float
    draw: Callable[[QPainter, float], None]
    keeps: bool = False


def page_layout(sheet: Sheet) -> QPageLayout:
    """Return the paper a sheet asks for: A4, or A5 for a slip, upright, without the device's margins."""
    size = A5 if sheet.slip else A4
    return QPageLayout(size, QPageLayout.Orientation.Portrait, QMarginsF())


def sheet_pdf(sheet: Sheet) -> bytes:
    """Return the sheet as a PDF whose text can be searched, copied and read aloud."""
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageLayout(page_layout(sheet))
    writer.setTitle(sheet.title)
    draw_sheet(sheet, writer)
    buffer.close()
    return bytes(held.data())


def draw_sheet(sheet: Sheet, device: QPagedPaintDevice) -> bool:
    """Draw the sheet on a printer or a PDF, whatever its paper; return whether the device took it."""
    theme.load_fonts()
    painter = QPainter()
    if not painter.begin(device):
        return False
    paper = device.pageLayout().fullRectPoints()
    scale = device.logicalDpiX() / 72
    size = paper.size().boundedTo(A5.sizePoints()) if sheet.slip else paper.size()
    area = QRectF(MARGIN, MARGIN, size.width() - 2 * MARGIN, size.height() - 2 * MARGIN - _FOOT)
    press = _Press(device, area.left(), area.width())
    pages = _pages(sheet, press, area.height())
    offset = device.pageLayout().paintRectPoints().topLeft()
    for number, rows in enumerate(pages, 1):
        if number > 1:
            device.newPage()
        painter.resetTransform()
        painter.translate(-offset.x() * scale, -offset.y() * scale)
        top = area.top()
        for row in rows:
            row.draw(painter, top * scale)
            top += row.height
        _draw_foot(painter, press, sheet, (number, len(pages)), area.bottom() + _FOOT / 2)
        if sheet.slip and paper.width() > A5.sizePoints().width() + 1:
            _draw_cut(painter, scale)
    return painter.end()


class _Press:
    """Sets text for one device: fonts and lengths are asked for in points."""

    def __init__(self, device: QPagedPaintDevice, left: float, width: float) -> None:
        self.scale = device.logicalDpiX() / 72
        self.left = left
        self.width = width
        self._device = device

    def font(self, face: _Face) -> QFont:
        """Return the bundled font as this device draws it."""
        made = QFont(theme.FAMILY)
        made.setPointSizeF(face.size)
        made.setWeight(face.weight)
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        made.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 100)  # else the screen's is lent
        made.setFeature(QFont.Tag("calt"), 0)  # its dash between digits cannot be copied out of a PDF
        return made

    def wide(self, text: str, face: _Face) -> float:
        """Return the width of a line."""
        return QFontMetricsF(self.font(face), self._device).horizontalAdvance(text) / self.scale

    def rows(
        self, *cells: tuple[str, _Face, float, float], after: float = 0, keeps: bool = False
    ) -> Iterator[_Row]:
        """Yield a row for every line of cells side by side: each a text, its face, left edge and width."""
        step = max(face.size * face.leading for _text, face, _left, _width in cells)
        columns = [tuple(self._lines(text, face, width)) for text, face, _left, width in cells]
        count = max(map(len, columns))
        for at in range(count):
            drawn = [
                (column[at], face, left)
                for column, (_text, face, left, _width) in zip(columns, cells, strict=True)
                if at < len(column) and column[at]
            ]
            height = step if at + 1 < count else step + after
            yield _Row(height, partial(self._draw, drawn, step * 0.72), keeps)

    def _draw(
        self, drawn: Sequence[tuple[str, _Face, float]], base: float, painter: QPainter, top: float
    ) -> None:
        for text, face, left in drawn:
            painter.setFont(self.font(face))
            painter.setPen(_INKS[face.ink])
            painter.drawText(QPointF((self.left + left) * self.scale, top + base * self.scale), text)

    def rule(self, after: float) -> _Row:
        """Return a thin line across the column."""

        def draw(painter: QPainter, top: float) -> None:
            painter.setPen(QPen(_INKS["border"], 0.8 * self.scale))
            left = self.left * self.scale
            painter.drawLine(QPointF(left, top), QPointF(left + self.width * self.scale, top))

        return _Row(after, draw, keeps=True)

    def _lines(self, text: str, face: _Face, width: float) -> Iterator[str]:
        """Yield the text in lines that break between words; only a word wider than a line is cut."""
        for paragraph in text.splitlines() or [""]:
            line = ""
            for word in paragraph.split(" "):
                longer = f"{line} {word}" if line else word
                if self.wide(longer, face) <= width:
                    line = longer
                    continue
                if line:
                    yield line
                *full, line = self._cut(word, face, width)
                yield from full
            yield line

    def _cut(self, word: str, face: _Face, width: float) -> list[str]:
        pieces = [""]
        for letter in word:
            if pieces[-1] and self.wide(pieces[-1] + letter, face) > width:
                pieces.append("")
            pieces[-1] += letter
        return pieces


def _pages(sheet: Sheet, press: _Press, height: float) -> list[list[_Row]]:
    """Return the rows of each page; a slip is set smaller, within reason, until it is one page."""
    if not sheet.slip:
        return _paginated(_set(sheet, press, _USUAL), height)
    pages: list[list[_Row]] = []
    for by in (1.0, 0.9, 0.8, 0.7):
        pages = _paginated(_set(sheet, press, _SLIP.shrunk(by)), height)
        if len(pages) == 1:
            break
    return pages


def _set(sheet: Sheet, press: _Press, style: _Style) -> Iterator[_Row]:
    """Yield the rows of a sheet from top to bottom."""
    yield from press.rows((sheet.title, style.title, 0, press.width), after=style.gap, keeps=True)
    if sheet.under:
        yield from press.rows((sheet.under, style.under, 0, press.width), after=style.gap)
    for block in sheet.blocks:
        yield from _set_block(block, press, style)


def _set_block(block: Block, press: _Press, style: _Style) -> Iterator[_Row]:
    match block:
        case Heading(text):
            yield _Row(style.gap * 2, _nothing)
            yield from press.rows((text, style.heading, 0, press.width), after=1, keeps=True)
            yield press.rule(style.gap)
        case Facts(rows):
            yield from _set_facts(rows, press, style)
        case Items(lines):
            for line in lines:
                indent = style.prose.size
                point = ("·", style.prose, 2, indent)
                yield from press.rows(
                    point, (line, style.prose, indent, press.width - indent), after=style.gap / 3
                )
        case Prose(text, quiet):
            face = style.quiet if quiet else style.prose
            yield from press.rows((text, face, 0, press.width), after=style.gap)
        case Large(text):
            yield from press.rows((text, style.large, 0, press.width), after=style.gap)


def _set_facts(rows: tuple[tuple[str, str], ...], press: _Press, style: _Style) -> Iterator[_Row]:
    """Yield names and facts in two columns; the names take what they need, up to two fifths."""
    widest = max((press.wide(name, style.name) for name, _fact in rows), default=0.0)
    names = min(max(widest + 14, press.width * style.names), press.width * 0.4)
    for name, fact in rows:
        named = (name, style.name, 0.0, names - 10)
        yield from press.rows(named, (fact, style.fact, names, press.width - names), after=style.gap * 0.7)


def _nothing(_painter: QPainter, _top: float) -> None:
    """Draw the air between two parts."""


def _paginated(rows: Iterable[_Row], height: float) -> list[list[_Row]]:
    """Return the rows of each page; those kept together move to the next page together."""
    pages: list[list[_Row]] = [[]]
    kept: list[_Row] = []
    room = height
    for row in rows:
        kept.append(row)
        if row.keeps:
            continue
        needed = sum(each.height for each in kept)
        if needed > room and pages[-1]:
            pages.append([])
            room = height
        pages[-1] += kept
        room -= needed
        kept = []
    pages[-1] += kept
    return pages


def _draw_foot(painter: QPainter, press: _Press, sheet: Sheet, page: tuple[int, int], top: float) -> None:
    number, count = page
    said = []
    if sheet.printed_at is not None:
        at = seoul(sheet.printed_at)
        said.append(tr("Printed {day} {time}", day=say_date(at.date()), time=f"{at:%H:%M}"))
    if count > 1:
        said.append(f"{number} / {count}")
    words = "  ·  ".join(said)
    left = press.width - press.wide(words, _USUAL.quiet)
    for row in press.rows((sheet.foot, _USUAL.quiet, 0, left), (words, _USUAL.quiet, left, press.width)):
        row.draw(painter, top * press.scale)


def _draw_cut(painter: QPainter, scale: float) -> None:
    """Draw where to cut an A5 slip out of bigger paper."""
    size = A5.sizePoints()
    wide, high = size.width() * scale, size.height() * scale
    painter.setPen(QPen(_INKS["text_quiet"], 0.6 * scale, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(wide, 0), QPointF(wide, high))
    painter.drawLine(QPointF(0, high), QPointF(wide, high))
