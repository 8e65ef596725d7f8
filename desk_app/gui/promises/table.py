"""The list of the board: one flat model of heads and lines, drawn by one delegate."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import datetime

from desk_app.core.board_groups import Group, grouped
from desk_app.core.clock import seoul
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.promises import words
from desk_app.gui.widgets.lines import LineModel
from desk_app.usecases.board import BoardRow
from desk_app.usecases.rings import MissedCall


@dataclass(frozen=True)
class Head:
    """The head of a group: its name, its tone, how many stand under it."""

    title: str
    tone: theme.Tone
    count: int


Entry = Head | BoardRow | MissedCall


@dataclass(frozen=True)
class Cells:
    """What stands in one line, by column; names masked, since a visitor may look."""

    when: str
    tone: theme.Tone
    kind: str
    who: str
    about: str
    owner: str
    away: str
    progress: str
    briefly: str = ""  # the deputy, else `away`, for the little room of the column
    deputy: str = ""

    @property
    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        away = " · ".join(part for part in (self.away, self.deputy) if part)
        owner = " ".join(part for part in (self.owner, away) if part)
        parts = (self.when, self.kind, self.who, self.about, owner, self.progress)
        return ", ".join(part for part in parts if part)


def cells(entry: BoardRow | MissedCall, now: datetime) -> Cells:
    """Return what a line says at `now`."""
    if isinstance(entry, MissedCall):
        ago = words.ago_words(entry.missed_at, now)
        rings = tr("{count} rings", count=entry.rings)
        who = words.masked_customer(entry.customer, entry.phone) or tr("no number")
        called = tr("called at {time}", time=f"{seoul(entry.missed_at):%H:%M}")
        return Cells(ago, "warning", rings, who, called, "", "", "")
    when, tone = words.due_words(entry.due_at, now)
    away = words.away_words(entry.presence, now)
    return Cells(
        when=when,
        tone=tone,
        kind=words.listed_kind(entry.kind),
        who=words.masked_customer(entry.customer, entry.phone),
        about=words.about(entry),
        owner=(entry.owner.rpartition(" ")[0] or entry.owner) if away else entry.owner,
        away=away,
        briefly=words.deputy_words(entry.deputy) or words.away_briefly(entry.presence, now),
        progress=words.progress_words(entry, now),
        deputy=words.deputy_words(entry.deputy),
    )


class BoardModel(LineModel[Entry]):
    """The lines of the board under the heads of their groups, as of the last `show` or `tick`.

    The time that is left is counted from `now` when a line is drawn, so that a tick needs no query; only a
    line that changes its group rebuilds the list.
    """

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.now = now
        self._rows: tuple[BoardRow, ...] = ()
        self._missed: tuple[MissedCall, ...] = ()
        self._groups: tuple[tuple[Group, tuple[BoardRow, ...]], ...] = ()

    def key_of(self, entry: Entry) -> Hashable | None:
        """Return which promise or which missed call a line is."""
        if isinstance(entry, BoardRow):
            return ("promise", entry.id)
        return ("missed", entry.id) if isinstance(entry, MissedCall) else None

    def spoken(self, entry: Entry) -> str:
        """Return the line, or the head with how many stand under it."""
        if isinstance(entry, Head):
            return tr("{title}, {count} in all", title=entry.title, count=entry.count)
        return cells(entry, self.now).spoken

    def show(self, rows: Sequence[BoardRow], missed: Sequence[MissedCall], now: datetime) -> None:
        """Take what was read at `now`; nothing moves where nothing changed."""
        changed = (tuple(rows), tuple(missed)) != (self._rows, self._missed)
        self._rows, self._missed = tuple(rows), tuple(missed)
        self._arrange(now, anyway=changed)

    def tick(self, now: datetime) -> None:
        """Show the time that is left at `now`, and move what now belongs to a more urgent group."""
        self._arrange(now, anyway=False)

    def _arrange(self, now: datetime, *, anyway: bool) -> None:
        self.now = now
        groups = grouped(self._rows, now, lambda row: row.due_at)
        if not anyway and [(g, len(held)) for g, held in groups] == [(g, len(h)) for g, h in self._groups]:
            self.touch()
            return
        self._groups = groups
        entries: list[Entry] = []
        if self._missed:
            entries += [Head(tr("Missed calls"), "warning", len(self._missed)), *self._missed]
        for group, held in groups:
            title, tone = words.GROUPS[group]
            entries += [Head(tr(title), tone, len(held)), *held]
        self.put(entries)

    def counts(self) -> dict[Group, int]:
        """Return how many promises stand in each group."""
        return {group: len(held) for group, held in self._groups}

    def missed(self) -> tuple[MissedCall, ...]:
        """Return the missed calls shown."""
        return self._missed
