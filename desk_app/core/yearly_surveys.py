"""The yearly sheet: several questions of five or seven points and a free word; its CSV files line by line."""

import csv
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import StringIO
from itertools import groupby
from statistics import fmean

from desk_app.core.errors import BadInput
from desk_app.core.surveys import guarded, score_of

WORD = "word"


@dataclass(frozen=True)
class Question:
    """A question of the sheet: its id, its short name (a column's too) and what is asked."""

    id: str
    name: str
    text: str


@dataclass(frozen=True)
class YearlySheet:
    """The sheet as it is printed and counted; `word` is the name of the column of free words."""

    title: str
    points: int
    best: str
    worst: str
    word: str
    questions: tuple[Question, ...]

    def score(self, points: Mapping[str, int]) -> float:
        """Return one filled-in sheet on 100: the mean of the questions that were answered."""
        return fmean(score_of(each, self.points) for each in points.values())


@dataclass(frozen=True)
class FilledSheet:
    """One sheet as filled in: points by question, those left blank left out, and a word."""

    points: Mapping[str, int]
    word: str = ""


@dataclass(frozen=True)
class KeptSheet:
    """One sheet as it is kept: with the batch that it was typed or brought in with, and its score on 100."""

    id: int
    batch: int
    least: int
    points: Mapping[str, int]
    score: float
    word: str = ""
    published: bool = False


@dataclass(frozen=True)
class WrongLine:
    """What is wrong on a line (from 1) of a CSV file: the column, the problem's id, what stands there."""

    line: int
    column: str
    problem: str
    value: str = ""


@dataclass(frozen=True)
class CsvReading:
    """A file as read: its sheets, and every line that is wrong."""

    sheets: tuple[FilledSheet, ...]
    wrong: tuple[WrongLine, ...]


def read_sheet(text: str) -> YearlySheet:
    """Return the sheet of `resources/surveys/yearly.toml`; `ValueError` unless it has 5 or 7 points."""
    data = tomllib.loads(text)
    if data["points"] not in {5, 7}:
        raise ValueError("points must be 5 or 7")
    questions = tuple(Question(one["id"], one["name"], one["text"]) for one in data["questions"])
    return YearlySheet(data["title"], data["points"], data["best"], data["worst"], data["word"], questions)


def checked(sheet: YearlySheet, filled: FilledSheet) -> FilledSheet:
    """Return a sheet as it is kept, or raise `BadInput`: `points` out of range or `missing`, `word`."""
    known = {question.id for question in sheet.questions}
    points = {name: value for name, value in filled.points.items() if name in known}
    if not points:
        raise BadInput("points", "missing")
    for value in points.values():
        score_of(value, sheet.points)
    return FilledSheet(points, guarded(filled.word))


def told_sheets(sheets: Iterable[KeptSheet]) -> tuple[KeptSheet, ...]:
    """Return the sheets of a year that may be told, so that no one of them can be worked out.

    Batches that are full fold together until each question was answered by `least` or by nobody; what was
    told once never changes by less than that.
    """
    told: list[KeptSheet] = []
    waiting: list[KeptSheet] = []
    for _, batch in groupby(sorted(sheets, key=lambda each: each.batch), key=lambda each: each.batch):
        held = tuple(batch)
        if len(held) < max(each.least for each in held):
            break  # it still takes sheets in
        waiting += held
        answers = Counter(question for each in waiting for question in each.points)
        if min(answers.values()) >= max(each.least for each in waiting):
            told += waiting
            waiting = []
    return tuple(told)


def decoded(content: bytes, name: str) -> str:
    """Return the text of a CSV file in UTF-8 or in the CP949 of Korean spreadsheets; `BadInput` on `file`."""
    for encoding in ("utf-8-sig", "cp949"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadInput("file", "not_utf8", name)


def read_csv(text: str, sheet: YearlySheet) -> CsvReading:
    """Return the sheets of a CSV text whose first line names the columns, and what is wrong line by line.

    A column is named by a question's short name or id. A column that is not known is wrong: a file with
    names or telephones in it must not come in.
    """
    lines = _lines(text)
    _, head = next(lines, (1, []))
    columns, wrong = _columns(head, sheet)
    sheets: list[FilledSheet] = []
    for number, cells in lines if not wrong else ():
        try:
            sheets.append(_filled(number, cells, columns, sheet))
        except _Wrong as error:
            wrong.append(error.line)
    if not sheets and not wrong:
        wrong.append(WrongLine(1, "", "no_sheets"))
    return CsvReading(tuple(sheets), tuple(wrong))


class _Wrong(Exception):
    def __init__(self, line: WrongLine) -> None:
        super().__init__()
        self.line = line


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Yield each record that is not empty with the line it begins on."""
    reader = csv.reader(StringIO(text, newline=""))
    begins = 1
    for cells in reader:
        if any(cell.strip() for cell in cells):
            yield begins, [cell.strip() for cell in cells]
        begins = reader.line_num + 1


def _columns(head: Sequence[str], sheet: YearlySheet) -> tuple[list[str], list[WrongLine]]:
    known = {name: question.id for question in sheet.questions for name in (question.name, question.id)}
    known |= {sheet.word: WORD, WORD: WORD}
    wrong = [WrongLine(1, name, "unknown_column", name) for name in head if name not in known]
    columns = [known.get(name, "") for name in head]
    wrong += [
        WrongLine(1, name, "twice", name)
        for at, name in enumerate(head)
        if columns[at] and columns[at] in columns[:at]
    ]
    wrong += [
        WrongLine(1, question.name, "no_column", question.name)
        for question in sheet.questions
        if question.id not in columns
    ]
    return columns, wrong


def _filled(line: int, cells: Sequence[str], columns: Sequence[str], sheet: YearlySheet) -> FilledSheet:
    if len(cells) > len(columns):
        raise _Wrong(WrongLine(line, "", "too_many", str(len(cells))))
    names = {question.id: question.name for question in sheet.questions}
    points: dict[str, int] = {}
    word = ""
    for column, cell in zip(columns, cells, strict=False):
        if column == WORD:
            word = cell
        elif cell:
            if not (cell.isascii() and cell.isdecimal() and 1 <= int(cell[:3]) <= sheet.points):
                raise _Wrong(WrongLine(line, names[column], "not_points", cell[:20]))
            points[column] = int(cell)
    try:
        return checked(sheet, FilledSheet(points, word))
    except BadInput as error:
        column = sheet.word if error.field == WORD else ""
        raise _Wrong(WrongLine(line, column, "no_points" if not column else error.problem)) from None
