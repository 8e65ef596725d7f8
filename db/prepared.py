"""Statements that go with every contact: prepared once, and on SQLite run by the driver itself.

SQLAlchemy takes several times as long to get such a statement going as SQLite takes to do it. Nothing
else changes: errors go to SQLAlchemy's own handler, and PostgreSQL gets the statement from SQLAlchemy.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

Values = Mapping[str, Any]


@dataclass(frozen=True)
class _Plan:
    """The statement as text, and for each of its marks: name, processor, value where none is given."""

    text: str
    marks: tuple[tuple[str, Callable[[Any], Any] | None, Any], ...]

    def row(self, values: Values) -> list[Any]:
        """Return the values as the driver takes them."""
        return [
            processed(values.get(name, usual)) if processed else values.get(name, usual)
            for name, processed, usual in self.marks
        ]


@dataclass(frozen=True, eq=False)
class Prepared:
    """One statement, run in a transaction that has begun; the names of its values stay the same."""

    statement: sa.Insert | sa.Update | sa.Delete | sa.Select[Any]
    _plans: dict[tuple[str, ...], _Plan] = field(default_factory=dict, repr=False)

    def insert(self, connection: sa.Connection, values: Values) -> int:
        """Insert a row and return the number the table gave it."""
        if connection.dialect.name == "sqlite":
            return int(self._run(connection, values).lastrowid)
        key = connection.execute(self.statement, values).inserted_primary_key
        assert key is not None
        return int(key[0])

    def insert_all(self, connection: sa.Connection, rows: Sequence[Values]) -> None:
        """Insert rows that all give the same columns."""
        if connection.dialect.name == "sqlite":
            self._run(connection, rows[0], rows)
        else:
            connection.execute(self.statement, list(rows))

    def change(self, connection: sa.Connection, values: Values) -> int:
        """Update or delete and return how many rows that met."""
        if connection.dialect.name == "sqlite":
            return int(self._run(connection, values).rowcount)
        return connection.execute(self.statement, values).rowcount

    def scalar(self, connection: sa.Connection, values: Values) -> Any:
        """Return the first column of the first row, a number or text as the database keeps it, or `None`."""
        if connection.dialect.name == "sqlite":
            row = self._run(connection, values).fetchone()
            return None if row is None else row[0]
        return connection.scalar(self.statement, values)

    def _run(self, connection: sa.Connection, values: Values, rows: Sequence[Values] = ()) -> Any:
        assert connection.in_transaction()
        names = tuple(values)
        plan = self._plans.get(names)
        if plan is None:
            plan = self._plans[names] = self._planned(connection.dialect, names)
        driver: Any = connection.connection.dbapi_connection
        try:
            if rows:
                return driver.executemany(plan.text, [plan.row(row) for row in rows])
            return driver.execute(plan.text, plan.row(values))
        except driver.Error as error:
            connection._handle_dbapi_exception(error, plan.text, None, None, None)

    def _planned(self, dialect: Dialect, names: tuple[str, ...]) -> _Plan:
        inserts = isinstance(self.statement, sa.Insert)
        compiled: Any = self.statement.compile(dialect=dialect, column_keys=names if inserts else None)
        assert not compiled.post_compile_params, "a list is expanded every time: write it out"
        usual = {column.key: column.default.arg for column in compiled.insert_prefetch} if inserts else {}
        return _Plan(
            compiled.string,
            tuple(
                (
                    name,
                    compiled.binds[name].type.dialect_impl(dialect).bind_processor(dialect),
                    usual.get(name, compiled.binds[name].value),
                )
                for name in compiled.positiontup
            ),
        )
