"""The customer service charter by clause: the ids that scripts, promises and reports are named by."""

import tomllib
from dataclasses import dataclass

_CIRCLED = "①②③④⑤⑥⑦⑧⑨"


@dataclass(frozen=True)
class Clause:
    """One promise of the charter: its id (`I-2-3`), a short title and a summary in our own Korean."""

    id: str
    title: str
    text: str

    @property
    def mark(self) -> str:
        """Return the id as the screen shows it: `I-2 ③`."""
        section, _, number = self.id.rpartition("-")
        return f"{section} {_CIRCLED[int(number) - 1]}" if "-" in section else self.id


def read_clauses(text: str) -> dict[str, Clause]:
    """Return the clauses of `resources/charter/clauses.toml` by id, in the charter's order."""
    tables = tomllib.loads(text)["clauses"]
    return {one["id"]: Clause(one["id"], one["title"], one["text"]) for one in tables}
