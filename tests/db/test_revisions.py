"""Desks that raise the same counters at once wait for each other in one order, never in a circle."""

import random
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from db.models import Revision
from db.revisions import raise_counters
from desk_app.core.areas import Area

DESKS = 8
ROUNDS = 100


def test_eight_desks_raise_counters_in_any_mixture_and_none_is_turned_away(
    postgresql_engine: sa.Engine,
) -> None:
    engine = postgresql_engine
    with engine.begin() as connection:
        connection.execute(sa.insert(Revision), [{"area": area, "counter": 0} for area in Area])

    def work(desk: int) -> int:
        mixture = random.Random(desk)
        raised = 0
        for _ in range(ROUNDS):
            areas = mixture.sample(list(Area), mixture.randint(2, len(Area)))
            with engine.begin() as connection:
                raise_counters(connection, areas)
            raised += len(areas)
        return raised

    with ThreadPoolExecutor(DESKS) as desks:
        raised = sum(desks.map(work, range(DESKS)))
    with engine.connect() as connection:
        assert connection.scalar(sa.select(sa.func.sum(Revision.counter))) == raised
