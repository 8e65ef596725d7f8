"""The one doorway to the database: transaction, time, role, access log, counters (decision 2)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Concatenate, Generic, ParamSpec, TypeVar

import sqlalchemy as sa

from db.engine import for_reading
from db.models import Staff
from db.prepared import Prepared
from db.revisions import raise_counters
from db.transactions import Tx
from desk_app.core.areas import Area
from desk_app.core.clock import Clock
from desk_app.core.errors import NotAllowed, SignedOut
from desk_app.core.staff import EVERYONE, Person, Role

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True)
class UseCase(Generic[P, T]):
    """A verb of the office: a plain function of a transaction, with the roles that may run it."""

    verb: Callable[Concatenate[Tx, P], T]
    needs: frozenset[Role]
    reads: bool

    def __call__(self, tx: Tx, *args: P.args, **kwargs: P.kwargs) -> T:
        """Run inside the caller's transaction: one use-case may build on another."""
        return self.verb(tx, *args, **kwargs)


def usecase(
    *, needs: frozenset[Role] = EVERYONE, reads: bool = False
) -> Callable[[Callable[Concatenate[Tx, P], T]], UseCase[P, T]]:
    """Declare a use-case: who may run it, and whether it only reads (and so never waits for writers)."""

    def declare(verb: Callable[Concatenate[Tx, P], T]) -> UseCase[P, T]:
        return UseCase(verb, needs, reads)

    return declare


@dataclass(frozen=True)
class Done(Generic[T]):
    """What a use-case returned, and the areas of the data that its commit changed."""

    value: T
    changed: frozenset[Area]


_ROLE = Prepared(
    sa.select(Staff.role).where(
        Staff.id == sa.bindparam("staff", type_=sa.Integer), Staff.retired_at.is_(None)
    )
)


class Executor:
    """Runs use-cases against one database for one person at one desk."""

    def __init__(self, engine: sa.Engine, clock: Clock, *, actor: Person, desk: str) -> None:
        self.engine = engine
        self.clock = clock
        self.actor = actor
        self.desk = desk
        self._reading = for_reading(engine)

    def run(self, use: UseCase[P, T], *args: P.args, **kwargs: P.kwargs) -> Done[T]:
        """Run `use` in a transaction of its own and say what changed.

        Everything is committed or nothing is. Raises `NotAllowed` before anything is read where the
        role does not do, `SignedOut` where the person has left meanwhile, and `World` where the disk or
        the server says no.
        """
        with (self._reading if use.reads else self.engine).begin() as connection:
            self._check(connection, use.needs)
            tx = Tx(connection, self.clock.now(), self.actor, self.desk)
            value = use(tx, *args, **kwargs)
            tx.write_out()
            raise_counters(connection, tx.touched)
        return Done(value, frozenset(tx.touched))

    def _check(self, connection: sa.Connection, needs: frozenset[Role]) -> None:
        """See to it that the actor still is who they were and may do this; nobody's founder is on no list."""
        if self.actor.id:
            role = _ROLE.scalar(connection, {"staff": self.actor.id})
            if role is None:
                raise SignedOut
            if role != self.actor.role:
                self.actor = replace(self.actor, role=Role(role))
        if self.actor.role not in needs:
            raise NotAllowed(", ".join(sorted(needs)))
