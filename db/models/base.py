"""The base of every table: naming convention, keys, and who changed a row last."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from db.types import Instant

CONVENTION = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


TITLE = 120
"""Width of a column that says who: a name of 60, a space, a position of 40, and some air."""


class Base(DeclarativeBase):
    """The one schema of both engines."""

    metadata = sa.MetaData(naming_convention=CONVENTION)


class Keyed:
    """A row with a number of its own."""

    id: Mapped[int] = mapped_column(primary_key=True)


class Versioned(Keyed):
    """A row that people edit: its version, and who changed it last, where and when (decision 7)."""

    version: Mapped[int] = mapped_column(default=1)
    changed_at: Mapped[datetime] = mapped_column(Instant)
    changed_by: Mapped[str] = mapped_column(sa.String(TITLE))
    changed_desk: Mapped[str] = mapped_column(sa.String(80))
