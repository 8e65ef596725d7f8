"""The list of inquiries: a flat model by days left, and what stands in each of its lines."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from desk_app.core.clock import seoul
from desk_app.core.inquiries import OPEN, InquiryState
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries import words
from desk_app.gui.promises.words import away_briefly, deputy_words, masked_customer
from desk_app.gui.widgets.lines import LineModel
from desk_app.usecases.inquiries import InquiryRow


@dataclass(frozen=True)
class Cells:
    """What stands in one line; names masked, since a visitor may look."""

    left: str
    tone: theme.Tone
    who: str
    about: str
    under: str
    safe: str
    limit: str

    @property
    def spoken(self) -> str:
        """Return the line as a screen reader says it."""
        dates = tr("safe reply date {safe}, legal limit {limit}", safe=self.safe, limit=self.limit)
        return ", ".join(part for part in (self.left, self.who, self.about, self.under, dates) if part)


def cells(row: InquiryRow, today: date, now: datetime) -> Cells:
    """Return what a line says on `today`."""
    if row.state in OPEN:
        left, tone = _left(row, today, now)
    else:
        left, tone = tr(words.STATES[row.state][0]), words.STATES[row.state][1]
        if row.state is InquiryState.ANSWERED and row.answered_at is not None:
            left = tr("Answered {day}", day=words.figures(seoul(row.answered_at).date(), today))
    owner = row.owner.rpartition(" ")[0] or row.owner
    away = deputy_words(row.deputy) or away_briefly(row.presence, now)
    in_charge = tr("in charge {who}", who=f"{owner} ({away})" if away else owner)
    under = (tr(words.CHANNELS[row.channel]), in_charge, *(_progress(row, now) if row.state in OPEN else ()))
    return Cells(
        left=left,
        tone=tone,
        who=masked_customer(row.customer, row.phone) or tr("Nameless"),
        about=" ".join((row.subject or row.topic).split()),
        under=" · ".join(under),
        safe=words.figures(due_on(row) if row.state in OPEN else row.told_on or row.safe_reply_on, today),
        limit=words.figures(row.statutory_due_on, today),
    )


def _left(row: InquiryRow, today: date, now: datetime) -> tuple[str, theme.Tone]:
    """Return the days left; where only the wait for the customer makes up for the day told, the wait."""
    if row.waits_until is not None and row.told_on is not None and row.told_on < today and now < row.due_at:
        return tr("waiting for supplement"), "warning"
    return words.left_words(row.due_at, now)


def due_on(row: InquiryRow) -> date:
    """Return the day that counts down: by what alerts go, the days the customer took added to it."""
    return words.last_day(row.due_at)


def _progress(row: InquiryRow, now: datetime) -> list[str]:
    """Return how far it is, the most pressing first."""
    said = []
    if row.state is InquiryState.RECEIVED:
        said.append(tr("not accepted yet"))
    if row.waits_until is not None:
        said.append(tr("waits for the customer"))
    if row.field_until is not None and row.field_ended_on is None:
        said.append(tr("field inquiry"))
    if needs_interim(row, now):
        said.append(tr("interim reply needed"))
    elif row.interim_sent_at is not None:
        said.append(tr("interim reply sent"))
    if row.extensions:
        said.append(tr("extended"))
    if row.checked:
        said.append(tr("reply checked"))
    elif row.drafts:
        said.append(tr("draft written"))
    if row.duplicate_of_id is not None:
        said.append(tr("came twice"))
    return said


def needs_interim(row: InquiryRow, now: datetime) -> bool:
    """Return whether it is time for an interim reply that has not gone out."""
    return row.state in OPEN and row.interim_reply_at is not None and row.interim_reply_at <= now


class InquiryModel(LineModel[InquiryRow]):
    """The inquiries as last read.

    The days that are left are counted from `now` when a line is drawn, so that a tick needs no query.
    """

    def __init__(self, now: datetime) -> None:
        super().__init__()
        self.now, self.today = now, seoul(now).date()

    def key_of(self, entry: InquiryRow) -> Hashable | None:
        """Return which inquiry a line is."""
        return entry.id

    def spoken(self, entry: InquiryRow) -> str:
        """Return the line."""
        return cells(entry, self.today, self.now).spoken

    def show(self, rows: Sequence[InquiryRow], now: datetime) -> None:
        """Take what was read at `now`; nothing moves where nothing changed."""
        if tuple(rows) == self._entries:
            self.tick(now)
            return
        self.now, self.today = now, seoul(now).date()
        self.put(rows)

    def tick(self, now: datetime) -> None:
        """Count the days that are left anew."""
        self.now, self.today = now, seoul(now).date()
        self.touch()
