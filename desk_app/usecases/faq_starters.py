"""The entries that ship with the program, put in once by a supervisor and reviewed soon by the branch."""

import tomllib
from datetime import timedelta
from functools import cache

import msgspec
import sqlalchemy as sa

import resources
from db.models import FaqEntry, Topic
from db.transactions import Tx
from desk_app.core.clock import seoul
from desk_app.core.faq import EntryState, EntryText, SiteSection, checked
from desk_app.core.staff import SUPERVISORS
from desk_app.usecases.executor import usecase
from desk_app.usecases.faq_entries import owe_first_review, write_entry

FIRST_REVIEW = timedelta(days=30)
"""When the first of them is to be reviewed; one more each day, so that no day has them all."""


class Starter(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One entry of `resources/faq/`; `topic` is the name of a topic as the branch may have it."""

    question: str
    answer: str
    topic: str
    section: SiteSection


@cache
def load_starters() -> tuple[Starter, ...]:
    """Return the entries that ship, in the order of their files."""
    texts = (path.read_text("utf-8") for path in sorted(resources.path("faq").glob("*.toml")))
    return tuple(msgspec.convert(each, Starter) for text in texts for each in tomllib.loads(text)["entries"])


@usecase(needs=SUPERVISORS)
def add_starters(tx: Tx) -> int:
    """Put in the entries that ship and whose question no entry has, and return how many these were."""
    known = set(tx.session.scalars(sa.select(FaqEntry.question)))
    topics = {
        row.name: row.id for row in tx.session.scalars(sa.select(Topic).where(Topic.retired_at.is_(None)))
    }
    new = [one for one in load_starters() if one.question not in known]
    first = seoul(tx.now).date() + FIRST_REVIEW
    for number, one in enumerate(new):
        text = checked(EntryText(one.question, one.answer, one.section, topics.get(one.topic)))
        entry_id = write_entry(tx, text, EntryState.STANDING)
        owe_first_review(tx, entry_id, first + timedelta(days=number))
    return len(new)
