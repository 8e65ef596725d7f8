"""What is done about yearly sheets: filled in by hand, or brought in as a CSV file, whole or not at all."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256

import sqlalchemy as sa

import resources
from db.models import Office, SurveyFile, SurveySheet
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.attachments import check_size, harmless_name
from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput
from desk_app.core.staff import SUPERVISORS
from desk_app.core.yearly_surveys import (
    CsvReading,
    FilledSheet,
    KeptSheet,
    YearlySheet,
    checked,
    decoded,
    read_csv,
    read_sheet,
    told_sheets,
)
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.surveys import drawn_key

FIRST_YEAR = 2015


@cache
def load_sheet() -> YearlySheet:
    """Return the yearly sheet that is in use."""
    return read_sheet(resources.read_text("surveys/yearly.toml"))


@usecase()
def enter_sheet(tx: Tx, *, year: int, points: Mapping[str, int], word: str = "") -> None:
    """Keep one sheet that was filled in on paper; `BadInput` on `year`, `points` or `word`."""
    filled = checked(load_sheet(), FilledSheet(points, word))
    _write(tx, _checked_year(tx, year), (filled,))


@usecase(needs=SUPERVISORS)
def import_sheets(tx: Tx, *, year: int, name: str, content: bytes) -> CsvReading:
    """Keep the sheets of a CSV file (UTF-8 or CP949), or nothing of it where any line is wrong.

    Returns what was read: with `wrong` lines nothing was kept. `BadInput` on `year` or `file`
    (`too_large`, `empty`, `not_utf8`, `same_file`: it was brought in before, whatever it is called).
    """
    year, name = _checked_year(tx, year), harmless_name(name)
    reading = read_csv(decoded(check_size(content), name), load_sheet())
    if reading.wrong:
        return reading
    hashed = sha256(content).hexdigest()
    made = {"imported_at": tx.now, "imported_by": tx.actor.title, "sheets": len(reading.sheets)}
    if not tx.insert_if_new(SurveyFile, sha256=hashed, name=name, year=year, **made):
        before = tx.connection.scalar(sa.select(SurveyFile.name).where(SurveyFile.sha256 == hashed))
        raise BadInput("file", "same_file", before or name)
    _write(tx, year, reading.sheets)
    tx.log_change("survey", None, f"imported {name}: {len(reading.sheets)} sheets of {year}")
    return reading


def _checked_year(tx: Tx, year: int) -> int:
    this_year = seoul(tx.now).year
    if not FIRST_YEAR <= year <= this_year:
        raise BadInput("year", "out_of_range", f"{FIRST_YEAR}–{this_year}")
    return year


def told_years(tx: Tx) -> dict[int, tuple[KeptSheet, ...]]:
    """Return by year, oldest first, the sheets that may be told; for use-cases."""
    row = SurveySheet
    rows = tx.connection.execute(
        sa.select(row.year, row.id, row.batch, row.least, row.points, row.score, row.word, row.published)
    )
    kept: dict[int, list[KeptSheet]] = {}
    for r in rows:
        sheet = KeptSheet(r.id, r.batch, r.least, r.points, r.score, r.word, r.published)
        kept.setdefault(r.year, []).append(sheet)
    told = ((year, told_sheets(sheets)) for year, sheets in sorted(kept.items()))
    return {year: sheets for year, sheets in told if sheets}


def _write(tx: Tx, year: int, sheets: tuple[FilledSheet, ...]) -> None:
    sheet, batch, least = load_sheet(), _open_batch(tx, year), office_of(tx).settings.survey_least
    tx.insert_all(
        SurveySheet,
        [
            {
                "id": drawn_key(),
                "year": year,
                "batch": batch,
                "least": least,
                "points": dict(filled.points),
                "score": sheet.score(filled.points),
                "word": filled.word,
                "published": False,
            }
            for filled in sheets
        ],
    )
    tx.touch(Area.SURVEYS)


def _open_batch(tx: Tx, year: int) -> int:
    """Return the batch that takes sheets in; whoever writes others at the same time waits for this one."""
    tx.connection.execute(sa.select(Office.id).with_for_update())
    last = tx.connection.execute(
        sa.select(
            SurveySheet.batch, sa.func.count().label("sheets"), sa.func.max(SurveySheet.least).label("least")
        )
        .where(SurveySheet.year == year)
        .group_by(SurveySheet.batch)
        .order_by(SurveySheet.batch.desc())
        .limit(1)
    ).first()
    return 1 if last is None else last.batch + (last.sheets >= last.least)
