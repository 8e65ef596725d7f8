"""What every page needs at hand: the branch, its people and its topics, read in one go."""

from collections.abc import Mapping
from dataclasses import dataclass

from db.revisions import read_counters
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.deputies import Chains
from desk_app.core.office import OfficeView, Topic
from desk_app.core.staff import Person
from desk_app.usecases.deputies import chains_of
from desk_app.usecases.executor import usecase
from desk_app.usecases.office import office_of
from desk_app.usecases.staff import list_staff
from desk_app.usecases.topics import list_topics


@dataclass(frozen=True)
class Reference:
    """The office as it stands: few rows, seldom changed, kept in memory by the screen."""

    office: OfficeView
    people: tuple[Person, ...]
    topics: tuple[Topic, ...]
    chains: Chains


@usecase(reads=True)
def read_reference(tx: Tx) -> Reference:
    """Return the branch with settings and calendar, the members of staff, the topics and the deputies."""
    return Reference(office_of(tx), list_staff(tx), list_topics(tx), chains_of(tx))


@usecase(reads=True)
def count_changes(tx: Tx) -> Mapping[Area, int]:
    """Return how often each area of the data has changed, for desks that watch for each other's work."""
    return read_counters(tx.session)
