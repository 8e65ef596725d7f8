"""What is put on paper: a sheet of headings, facts and lists, set in pages for a printer or a PDF."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import partial
from typing import Any, TypeAlias

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QPointF, QRectF, Qt
from PySide6.QtGui import (
    QFont,
    QImage,
    QImageWriter,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)

from desk_app.core.clock import seoul
from desk_app.core.letter_looks import Look
from desk_app.core.spoken import say_date
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.paper_series import Series, set_series
from desk_app.gui.press import INKS, Face, Press, Row, nothing, paginated

MARGIN = 44.0  # points (1/72 inch), as all lengths here

# -- what stands on it ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Heading:
    """The heading of a part; it never stands alone at the foot of a page."""

    text: str


@dataclass(frozen=True)
class Facts:
    """Rows of a name and what it is: `("담당", "이수민 대리")`, `("15:00", "강*훈 · 직업훈련")`.

    `after` is air below them, in points.
    """

    rows: tuple[tuple[str, str], ...]
    after: float = 0


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


@dataclass(frozen=True)
class Styled:
    """A paragraph that brings its own look along, as a letter's do; `keeps` holds it to what follows."""

    text: str
    look: Look
    keeps: bool = False
    ruled: bool = False


@dataclass(frozen=True)
class Bars:
    """Lying bars from nought to `top`: each its name, its value (`None`: no bar) and the value as written."""

    rows: tuple[tuple[str, float | None, str], ...]
    top: float = 100.0


Block: TypeAlias = Heading | Facts | Items | Prose | Large | Styled | Bars | Series


@dataclass(frozen=True)
class Sheet:
    """A title and what stands under it.

    `under` is a line below the title; `foot` and `printed_at` stand at the foot of every page. A `slip` is
    something small to take along: A5, in large type, and on bigger paper marked where to cut. Where
    it is not `titled` the blocks bring their own title along. The `margin` is in points.
    """

    title: str
    blocks: tuple[Block, ...]
    under: str = ""
    foot: str = ""
    printed_at: datetime | None = None
    slip: bool = False
    titled: bool = True
    margin: float = MARGIN


# -- setting -------------------------------------------------------------------------------------

A5 = QPageSize(QPageSize.PageSizeId.A5)
A4 = QPageSize(QPageSize.PageSizeId.A4)
_FOOT = 22.0
_ABOVE_RULE = 8.0
_PNG_DOTS = 5906  # a metre: 150 to the inch


@dataclass(frozen=True)
class _Style:
    title: Face
    under: Face
    large: Face
    heading: Face
    name: Face
    fact: Face
    prose: Face
    quiet: Face
    gap: float
    names: float  # the least width of the column of names, as a share of the whole

    def shrunk(self, by: float) -> "_Style":
        """Return the style with letters and gaps at `by` of their size."""
        faces: dict[str, Any] = {
            each.name: replace(face, size=face.size * by)
            for each in fields(self)
            if isinstance(face := getattr(self, each.name), Face)
        }
        return replace(self, gap=self.gap * by, **faces)


_BOLD, _SEMIBOLD = QFont.Weight.Bold, QFont.Weight.DemiBold
_USUAL = _Style(
    title=Face(19, _BOLD),
    under=Face(10, ink="text_quiet"),
    large=Face(17, _BOLD, leading=1.4),
    heading=Face(12, _BOLD),
    name=Face(10, ink="text_quiet"),
    fact=Face(10),
    prose=Face(10),
    quiet=Face(9, ink="text_quiet"),
    gap=5,
    names=0.12,
)
_SLIP = _Style(
    title=Face(16, _SEMIBOLD, ink="text_quiet"),
    under=Face(14),
    large=Face(27, _BOLD, leading=1.35),
    heading=Face(14, _BOLD),
    name=Face(13, ink="text_quiet"),
    fact=Face(17, _SEMIBOLD, leading=1.4),
    prose=Face(14, leading=1.6),
    quiet=Face(12, ink="text_quiet", leading=1.6),
    gap=16,
    names=0.24,
)


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
    margin = sheet.margin
    area = QRectF(margin, margin, size.width() - 2 * margin, size.height() - 2 * margin - _FOOT)
    press = Press(device, area.left(), area.width())
    pages = _pages(sheet, press, area.height())
    foot = area.bottom() + _FOOT / 2
    offset = device.pageLayout().paintRectPoints().topLeft()
    for number, rows in enumerate(pages, 1):
        if number > 1:
            device.newPage()
        painter.resetTransform()
        painter.translate(-offset.x() * scale, -offset.y() * scale)
        _draw_rows(painter, press, rows, area.top())
        _draw_foot(painter, press, sheet, (number, len(pages)), foot)
        if sheet.slip and paper.width() > A5.sizePoints().width() + 1:
            _draw_cut(painter, scale)
    return painter.end()


def sheet_png(sheet: Sheet) -> bytes:
    """Return the sheet as a picture of 150 dots to the inch, as high as what stands on it."""
    theme.load_fonts()
    margin, width = sheet.margin, A4.sizePoints().width()
    blank = _canvas(1, 1)
    press = Press(blank, margin, width - 2 * margin)
    rows = [*_set(sheet, press, _USUAL)]
    height = margin * 2 + _FOOT + sum(row.height for row in rows)
    image = _canvas(round(width * press.scale), round(height * press.scale))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _draw_rows(painter, press, rows, margin)
    _draw_foot(painter, press, sheet, (1, 1), height - margin - _FOOT / 2)
    painter.end()
    held = QByteArray()
    buffer = QBuffer(held)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(held.data())


def _canvas(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.setDotsPerMeterX(_PNG_DOTS)
    image.setDotsPerMeterY(_PNG_DOTS)
    image.fill(Qt.GlobalColor.white)
    return image


def _draw_rows(painter: QPainter, press: Press, rows: list[Row], top: float) -> None:
    for row in rows:
        row.draw(painter, top * press.scale)
        top += row.height


def _pages(sheet: Sheet, press: Press, height: float) -> list[list[Row]]:
    """Return the rows of each page; a slip is set smaller, within reason, until it is one page."""
    if not sheet.slip:
        return paginated(_set(sheet, press, _USUAL), height)
    pages: list[list[Row]] = []
    for by in (1.0, 0.9, 0.8, 0.7):
        pages = paginated(_set(sheet, press, _SLIP.shrunk(by)), height)
        if len(pages) == 1:
            break
    return pages


def _set(sheet: Sheet, press: Press, style: _Style) -> Iterator[Row]:
    """Yield the rows of a sheet from top to bottom."""
    if sheet.titled:
        yield from press.rows((sheet.title, style.title, 0, press.width), after=style.gap, keeps=True)
    if sheet.under:
        yield from press.rows((sheet.under, style.under, 0, press.width), after=style.gap)
    for block in sheet.blocks:
        yield from _set_block(block, press, style)


def _set_block(block: Block, press: Press, style: _Style) -> Iterator[Row]:
    match block:
        case Heading(text):
            yield Row(style.gap * 2, nothing)
            yield from press.rows((text, style.heading, 0, press.width), after=1, keeps=True)
            yield press.rule(style.gap)
        case Facts(rows, after):
            yield from _set_facts(rows, press, style)
            if after:
                yield Row(after, nothing)
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
        case Styled():
            yield from _set_styled(block, press)
        case Bars() | Series():
            yield from _set_drawn(block, press, style)


def _set_drawn(block: Bars | Series, press: Press, style: _Style) -> Iterator[Row]:
    if isinstance(block, Series):
        return set_series(block, press, style.gap)
    return _set_bars(block, press, style)


def _set_styled(block: Styled, press: Press) -> Iterator[Row]:
    look = block.look
    weight = _BOLD if look.bold else QFont.Weight.Normal
    face = Face(look.size, weight, leading=look.leading, side=look.side)
    if look.before:
        yield Row(look.before, nothing)
    after = _ABOVE_RULE if block.ruled else look.after
    yield from press.rows((block.text, face, 0, press.width), after=after, keeps=block.keeps)
    if block.ruled:
        yield press.rule(look.after)


def _set_bars(block: Bars, press: Press, style: _Style) -> Iterator[Row]:
    """Yield a row a bar: its name, the bar on its track, its value; all of them stay on one page."""
    face = replace(style.fact, leading=2.0)
    names = max((press.wide(name, face) for name, _, _ in block.rows), default=0.0) + 14
    said = max((press.wide(words, face) for _, _, words in block.rows), default=0.0) + 10
    track = press.width - names - said
    for name, value, words in block.rows:
        share = None if value is None else max(0.0, min(1.0, value / block.top)) if block.top else 0.0
        cells = ((name, face, 0.0, names), (words, face, press.width - said + 10, said))
        for row in press.rows(*cells, keeps=(name, value, words) != block.rows[-1]):
            yield (
                row
                if share is None
                else replace(row, draw=partial(_draw_bar, press, row, (names, track, share)))
            )
    yield Row(style.gap, nothing)


def _draw_bar(press: Press, row: Row, bar: tuple[float, float, float], painter: QPainter, top: float) -> None:
    left, track, share = bar
    row.draw(painter, top)
    scale = press.scale
    place = QRectF((press.left + left) * scale, top + row.height * 0.3 * scale, track * scale, 9 * scale)
    painter.fillRect(place, INKS["border"])
    painter.setPen(QPen(INKS["text"], 0.6 * scale))  # told from its track without colour too
    place.setWidth(place.width() * share)
    painter.fillRect(place, INKS["primary"])
    painter.drawRect(place)


def _set_facts(rows: tuple[tuple[str, str], ...], press: Press, style: _Style) -> Iterator[Row]:
    """Yield names and facts in two columns; the names take what they need, up to two fifths."""
    widest = max((press.wide(name, style.name) for name, _fact in rows), default=0.0)
    names = min(max(widest + 14, press.width * style.names), press.width * 0.4)
    for name, fact in rows:
        named = (name, style.name, 0.0, names - 10)
        yield from press.rows(named, (fact, style.fact, names, press.width - names), after=style.gap * 0.7)


def _draw_foot(painter: QPainter, press: Press, sheet: Sheet, page: tuple[int, int], top: float) -> None:
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
    painter.setPen(QPen(INKS["text_quiet"], 0.6 * scale, Qt.PenStyle.DashLine))
    painter.drawLine(QPointF(wide, 0), QPointF(wide, high))
    painter.drawLine(QPointF(0, high), QPointF(wide, high))
