"""The list of the board: one flat model of heads and lines, drawn by one delegate."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from desk_app.core.board_groups import Group, grouped
from desk_app.core.clock import seoul
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.promises import words
from desk_app.usecases.board import BoardRow
from desk_app.usecases.rings import MissedCall

_ROOT = QModelIndex()
AnyIndex = QModelIndex | QPersistentModelIndex
Key = tuple[str, int]


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


def key_of(entry: Entry) -> Key | None:
    """Return what stays the same while lines move: which promise or which missed call it is."""
    if isinstance(entry, BoardRow):
        return ("promise", entry.id)
    return ("missed", entry.id) if isinstance(entry, MissedCall) else None


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
        kind=tr(words.KINDS[entry.kind]),
        who=words.masked_customer(entry.customer, entry.phone),
        about=words.about(entry),
        owner=(entry.owner.rpartition(" ")[0] or entry.owner) if away else entry.owner,
        away=away,
        briefly=words.deputy_words(entry.deputy) or words.away_briefly(entry.presence, now),
        progress=words.progress_words(entry, now),
        deputy=words.deputy_words(entry.deputy),
    )


class BoardModel(QAbstractListModel):
    """The lines of the board under the heads of their groups, as of the last `show` or `tick`.

    `data(index, EntryRole)` is the entry itself. The time that is left is counted from `now` when a line is
    drawn, so that a tick needs no query; only a line that changes its group rebuilds the list.
    """

    EntryRole = Qt.ItemDataRole.UserRole

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.now = now
        self._rows: tuple[BoardRow, ...] = ()
        self._missed: tuple[MissedCall, ...] = ()
        self._groups: tuple[tuple[Group, tuple[BoardRow, ...]], ...] = ()
        self._entries: list[Entry] = []
        self._places: dict[Key, int] = {}

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
            if self._entries:
                self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))
            return
        self.beginResetModel()
        self._groups = groups
        self._entries = []
        if self._missed:
            self._entries += [Head(tr("Missed calls"), "warning", len(self._missed)), *self._missed]
        for group, held in groups:
            title, tone = words.GROUPS[group]
            self._entries += [Head(tr(title), tone, len(held)), *held]
        keys = ((key_of(entry), at) for at, entry in enumerate(self._entries))
        self._places = {key: at for key, at in keys if key}
        self.endResetModel()

    def counts(self) -> dict[Group, int]:
        """Return how many promises stand in each group."""
        return {group: len(held) for group, held in self._groups}

    def missed(self) -> tuple[MissedCall, ...]:
        """Return the missed calls shown."""
        return self._missed

    def entry(self, index: AnyIndex) -> Entry | None:
        """Return what stands at `index`, or None outside the list."""
        return self._entries[index.row()] if index.isValid() else None

    def index_of(self, key: Key | None) -> QModelIndex:
        """Return where the line of `key` stands now, or no index."""
        return self.index(self._places[key]) if key in self._places else QModelIndex()

    def line_near(self, row: int) -> QModelIndex:
        """Return the first line at or after `row`, else the last one before it, or no index."""
        ahead = range(row, len(self._entries))
        behind = range(min(row, len(self._entries)) - 1, -1, -1)
        for at in (*ahead, *behind):
            if not isinstance(self._entries[at], Head):
                return self.index(at)
        return QModelIndex()

    def rowCount(self, parent: AnyIndex = _ROOT) -> int:
        """Return the number of heads and lines."""
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        """Return that lines can be chosen and heads cannot."""
        if isinstance(self.entry(index), Head):
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the entry, or the line as it is read aloud."""
        entry = self.entry(index)
        if entry is None or role == self.EntryRole:
            return entry
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            if isinstance(entry, Head):
                return tr("{title}, {count} in all", title=entry.title, count=entry.count)
            return cells(entry, self.now).spoken
        return None
