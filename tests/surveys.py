"""Answers to the survey, each taken in its own month."""

from datetime import date, time

from desk_app.core.clock import seoul_at
from desk_app.usecases.surveys import answer_survey
from tests.builders import Office


def answers(office: Office, on: date, *points: int, word: str = "", served_by: str | None = None) -> None:
    """Take answers on a day, and come back to the hour it was."""
    now = office.now
    office.clock.set(seoul_at(on, time(15)))
    served_by_id = None if served_by is None else office.people[served_by].id
    for each in points:
        office.desk.run(answer_survey, points=each, word=word, served_by_id=served_by_id)
    office.clock.set(now)
