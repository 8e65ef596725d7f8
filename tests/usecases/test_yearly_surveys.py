"""Yearly sheets come in whole or not at all, by hand or from a file, and add up by question."""

import pytest

from desk_app.core.errors import BadInput, NotAllowed
from desk_app.usecases.survey_results import YearResult, read_results
from desk_app.usecases.survey_words import list_words
from desk_app.usecases.yearly_surveys import enter_sheet, import_sheets
from tests.builders import Office

HEAD = "친절,신속,설명,약속,공정,보호,전반,의견\n"
FIVE = HEAD + "5,5,5,5,5,5,5,고맙습니다\n" + "3,3,3,3,3,3,3,\n" * 4


def year(office: Office) -> YearResult | None:
    return next((one for one in office.desk.run(read_results).value.years if one.year == 2026), None)


def test_sheets_of_a_file_and_by_hand_are_counted_together(office: Office) -> None:
    reading = office.boss.run(import_sheets, year=2026, name="조사.csv", content=FIVE.encode("cp949")).value
    assert (len(reading.sheets), reading.wrong) == (5, ())
    found = year(office)
    assert found is not None
    assert (found.sheets.count, found.sheets.mean) == (5, 60)  # 100, four times 50
    for _ in range(4):
        office.desk.run(enter_sheet, year=2026, points={"kindness": 1, "overall": 1}, word="")
        assert year(office) == found, "a few sheets more change nothing that is told"
    office.desk.run(enter_sheet, year=2026, points={"kindness": 1, "overall": 1}, word="")
    found = year(office)
    assert found is not None
    assert (found.sheets.count, found.sheets.mean) == (10, 30)
    questions = dict(found.questions)
    assert (questions["친절"].count, questions["친절"].mean) == (10, 30)
    assert (questions["신속"].count, questions["신속"].mean) == (5, 60)
    assert [view.word for view in office.boss.run(list_words).value] == ["고맙습니다"]


def test_a_file_of_a_few_sheets_is_told_with_the_next(office: Office) -> None:
    office.boss.run(import_sheets, year=2026, name="a.csv", content=(HEAD + "5,5,5,5,5,5,5,\n" * 3).encode())
    assert year(office) is None
    office.boss.run(import_sheets, year=2026, name="b.csv", content=(HEAD + "1,1,1,1,1,1,1,\n" * 9).encode())
    found = year(office)
    assert found is not None
    assert (found.sheets.count, found.sheets.mean) == (12, 25)


def test_one_wrong_line_keeps_the_whole_file_out(office: Office) -> None:
    reading = office.boss.run(
        import_sheets, year=2026, name="a.csv", content=(FIVE + "9,5,5,5,5,5,5,\n").encode()
    ).value
    assert [(wrong.line, wrong.column) for wrong in reading.wrong] == [(7, "친절")]
    assert year(office) is None
    assert office.boss.run(import_sheets, year=2026, name="a.csv", content=FIVE.encode()).value.wrong == ()


def test_the_same_file_under_another_name_is_noticed(office: Office) -> None:
    office.boss.run(import_sheets, year=2026, name="a.csv", content=FIVE.encode())
    with pytest.raises(BadInput) as refused:
        office.boss.run(import_sheets, year=2025, name="b.csv", content=FIVE.encode())
    assert (refused.value.problem, refused.value.value) == ("same_file", "a.csv")
    found = year(office)
    assert found is not None
    assert found.sheets.count == 5


@pytest.mark.parametrize(
    ("asked", "content", "field"), [(2027, b"x", "year"), (2014, b"x", "year"), (2026, b"", "file")]
)
def test_years_to_come_and_empty_files_are_refused(
    office: Office, asked: int, content: bytes, field: str
) -> None:
    with pytest.raises(BadInput) as refused:
        office.boss.run(import_sheets, year=asked, name="a.csv", content=content)
    assert refused.value.field == field


def test_only_supervisors_bring_files_in(office: Office) -> None:
    with pytest.raises(NotAllowed):
        office.desk.run(import_sheets, year=2026, name="a.csv", content=FIVE.encode())
