"""Column types that mean the same on both engines."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from desk_app.core.clock import aware

Processor = Callable[[Any], Any]


class Instant(TypeDecorator[datetime]):
    """An instant, kept in UTC; naive times are refused (house, decision 14)."""

    impl = sa.DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> Any:
        """Use `timestamptz` where the engine has it."""
        return dialect.type_descriptor(sa.DateTime(timezone=dialect.name == "postgresql"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Store UTC; SQLite keeps the bare figures."""
        if value is None:
            return None
        utc = aware(value).astimezone(UTC)
        return utc if dialect.name == "postgresql" else utc.replace(tzinfo=None)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return an aware instant in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)

    def bind_processor(self, dialect: Dialect) -> Processor | None:
        """Write SQLite's figures at one go: a board has thousands of instants."""
        return _to_figures if dialect.name == "sqlite" else super().bind_processor(dialect)

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor | None:
        """Read SQLite's figures at one go."""
        return _from_figures if dialect.name == "sqlite" else super().result_processor(dialect, coltype)


class Word(TypeDecorator[StrEnum]):
    """A member of a `StrEnum`, kept as its plain word so that a new member needs no migration."""

    impl = sa.String(32)
    cache_ok = True

    def __init__(self, kind: type[StrEnum]) -> None:
        super().__init__()
        self.kind = kind

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:  # noqa: ARG002
        """Store the word."""
        return None if value is None else self.kind(value).value

    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:  # noqa: ARG002
        """Return the member."""
        return None if value is None else self.kind(value)

    def result_processor(self, dialect: Dialect, coltype: object) -> Processor:  # noqa: ARG002
        """Look the member up; a word that is none is refused as `StrEnum` does."""
        members: dict[str | None, StrEnum | None] = {member.value: member for member in self.kind}
        members[None] = None
        kind = self.kind
        return lambda word: members[word] if word in members else kind(word)


def _to_figures(value: datetime | None) -> str | None:
    if value is None:
        return None
    return aware(value).astimezone(UTC).isoformat(" ", "microseconds")[:26]


def _from_figures(figures: str | None) -> datetime | None:
    return None if figures is None else datetime.fromisoformat(figures + "+00:00")


def in_code_point_order(length: int) -> sa.types.TypeEngine[str]:
    """Return a text type that compares by code point on both engines, so that prefixes are ranges."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")
