"""The charter's figures as a workbook: real numbers and dates, so that they can be reckoned with."""

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from desk_app.core.compliance import ComplianceLine, ComplianceReport, Count, MeasureKind
from desk_app.gui.i18n import tr
from desk_app.gui.management import words
from desk_app.gui.management.paper import fit_for_files

_RATE, _DAY = "0.0%", "yyyy-mm-dd"
Cell = str | int | float | None


def write_workbook(report: ComplianceReport, branch: str) -> bytes:
    """Return an .xlsx of two sheets: the span's figures, and the twelve weeks; their heads stay in sight.

    A cell without a case is empty: it is not nought. Cautions and trainings are in no file.
    """
    report = fit_for_files(report)
    book = Workbook()
    whole = book.active
    assert isinstance(whole, Worksheet)
    whole.title = tr("Compliance")
    book.properties.title = tr("How well the charter is kept")
    book.properties.subject = branch
    _head(whole, (tr("Clause"), tr("Promise"), tr("Kept cases"), tr("All cases"), tr("Rate kept"), *_rest()))
    for at, line in enumerate(report.lines, 2):
        figures: tuple[Cell, ...] = (line.kept, line.all, line.rate, *_other(line), line.measure.how)
        whole.append((words.clause_mark(line.clause_id), line.measure.title, *figures))
        whole.cell(at, 5).number_format = _RATE
        whole.cell(at, 8).alignment = Alignment(wrap_text=True, vertical="top")
    _widths(whole, (9, 38, 10, 10, 10, 12, 8, 90))
    _weeks(book.create_sheet(tr("Last 12 weeks")), report)
    held = BytesIO()
    book.save(held)
    return held.getvalue()


def _weeks(sheet: Worksheet, report: ComplianceReport) -> None:
    """Fill in a line for each measure and week: a table that can be filtered and turned into a chart."""
    figure = (tr("Kept cases"), tr("All cases"), tr("Rate kept"), tr("Figure"), tr("Unit"))
    _head(
        sheet, (tr("Clause"), tr("Promise"), tr("First day of the week"), tr("Last day of the week"), *figure)
    )
    row = 1
    for line in report.lines:
        if not words.has_weeks(line):
            continue
        for (first, last), week in zip(report.weeks, line.weeks, strict=True):
            row += 1
            rate = line.measure.kind is MeasureKind.RATE
            kept = week.kept if rate else None
            counts: tuple[Cell, ...] = (kept, week.all, week.rate if rate else None, *_value(line, week))
            sheet.append((words.clause_mark(line.clause_id), line.measure.title, first, last, *counts))
            sheet.cell(row, 3).number_format = sheet.cell(row, 4).number_format = _DAY
            sheet.cell(row, 7).number_format = _RATE
    _widths(sheet, (9, 38, 14, 14, 10, 10, 10, 12, 8))
    sheet.auto_filter.ref = sheet.dimensions


def _rest() -> tuple[str, str, str]:
    return tr("Figure"), tr("Unit"), tr("How it is counted")


def _other(line: ComplianceLine) -> tuple[Cell, Cell]:
    return _value(line, words.count_of(line))


def _value(line: ComplianceLine, count: Count) -> tuple[Cell, Cell]:
    """Return the figure of what is no rate, and its unit; nothing of a rate."""
    unit = words.UNITS.get(line.measure.kind)
    if unit is None:
        return None, None
    number = line.measure.kind is MeasureKind.NUMBER
    return (count.all if number else count.value), tr(unit)


def _head(sheet: Worksheet, names: tuple[str, ...]) -> None:
    sheet.append(names)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "C2"


def _widths(sheet: Worksheet, widths: tuple[int, ...]) -> None:
    for at, width in enumerate(widths):
        sheet.column_dimensions["ABCDEFGHIJ"[at]].width = width
