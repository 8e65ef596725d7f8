"""What the page of customers calls things: people found, earlier contacts, how somebody may be reached."""

from datetime import datetime

from desk_app.core.clock import seoul
from desk_app.core.contacts import SafeContact
from desk_app.core.korean import mask_phone
from desk_app.core.promises import PromiseState
from desk_app.core.spoken import short_when
from desk_app.gui import theme
from desk_app.gui.contacts.terms import channel_word, outcome_word
from desk_app.gui.customers.rows import Row
from desk_app.gui.i18n import mark, tr
from desk_app.gui.inquiries.words import CHANNELS, figures
from desk_app.gui.inquiries.words import STATES as STATES_OF_INQUIRIES
from desk_app.gui.promises.words import KINDS, STATES, due_words, masked_customer, short_due
from desk_app.gui.widgets.flow import Run
from desk_app.usecases.customer_history import ContactRecord, MadePromise, PastInquiry
from desk_app.usecases.customers import CallerMatch, OpenPromise, PastContact

MORE = 0  # the key of the row that reads on; contacts have their ids, written questions theirs below it
_LARGE = 110  # per cent
_MAY_NAME = {
    True: mark("The agency may be named"),
    False: mark("The agency must not be named"),
    None: mark("Not asked yet whether the agency may be named"),
}
_MAY_TEXT = {
    True: mark("Text messages are fine"),
    False: mark("No text messages"),
    None: mark("Not asked yet whether texts are fine"),
}


def found_row(match: CallerMatch, now: datetime) -> Row:
    """Return somebody found as the list shows them: name and number masked, since a visitor may look."""
    first = [Run(masked_customer(match.name, match.phone) or tr("Nameless"), weight="semibold")]
    if match.name and match.phone:
        first.append(Run("   " + mask_phone(match.phone), theme.SMALL, ink="text_quiet", tabular=True))
    last = short_when(match.last_contact_at, now) if match.last_contact_at else tr("not yet")
    said = tr("{count} contacts · last {when}", count=match.contacts, when=last)
    owed = tr("{count} promises open", count=match.open_promises) if match.open_promises else ""
    second = (Run(said, theme.SMALL, ink="text_quiet", tabular=True),)
    return Row(match.customer_id, (tuple(first), second), owed, "primary")


def promise_row(promise: OpenPromise, now: datetime) -> Row:
    """Return a promise still owed: what and by when; about what and whose."""
    when, tone = due_words(promise.due_at, now)
    about = " · ".join(part for part in (promise.topic, _one_line(promise.summary), promise.owner) if part)
    first = (Run(tr(KINDS[promise.kind]), weight="semibold"),)
    return Row(promise.id, (first, (Run(about, theme.SMALL, ink="text_quiet"),)), when, tone)


def contact_row(contact: PastContact, now: datetime) -> Row:
    """Return an earlier contact as an entry of the timeline."""
    when = tr("{when} · {who}", when=short_when(contact.at, now), who=contact.taken_by)
    outcome = Run("   " + outcome_word(contact.outcome), theme.SMALL, ink="text_quiet")
    lines: list[tuple[Run, ...]] = [
        (Run(contact_title(contact), weight="semibold"), outcome),
        (Run(when, theme.SMALL, ink="text_quiet", tabular=True),),
    ]
    if contact.summary.strip():
        lines.append((Run(_one_line(contact.summary), 13.5, ink="text_soft"),))
    return Row(contact.id, tuple(lines), ring=True)


def inquiry_row(inquiry: PastInquiry, now: datetime) -> Row:
    """Return a written question as an entry of the timeline: when it came, both its dates, how it stands."""
    state, tone = STATES_OF_INQUIRIES[inquiry.state]
    today = seoul(now).date()
    title = tr("Written inquiry {number} · {way}", number=inquiry.number, way=tr(CHANNELS[inquiry.channel]))
    came = short_when(inquiry.at, now)
    done = tr("done {when}", when=short_when(inquiry.done_at, now)) if inquiry.done_at else ""
    safe = tr("Safe reply date {day}", day=figures(inquiry.safe_reply_on, today))
    limit = tr("Legal limit {day}", day=figures(inquiry.statutory_due_on, today))
    lines = (
        (Run(title, weight="semibold"),),
        *((Run(said, theme.SMALL, ink="text_quiet", tabular=True),) for said in _side_by_side(came, done)),
        *((Run(said, theme.SMALL, ink="text_quiet", tabular=True),) for said in _side_by_side(safe, limit)),
        (Run(_one_line(inquiry.subject), 13.5, ink="text_soft"),),
    )
    return Row(-inquiry.id, lines, tr(state), tone, ring=True)


def _side_by_side(*parts: str) -> list[str]:
    """Return what there is on one line, or under one another where large text would be cut."""
    said = [part for part in parts if part]
    return said if theme.current().text_size > _LARGE else [" · ".join(said)]


def more_row(left: int) -> Row:
    """Return the last row of a history that goes on."""
    said = tr("Show more · {count} earlier contacts", count=left)
    return Row(MORE, ((Run(said, weight="semibold", ink="primary_text"),),), ring=True)


def contact_title(contact: PastContact | ContactRecord) -> str:
    """Return how and about what: 'phone · topic'."""
    return " · ".join(part for part in (channel_word(contact.channel), contact.topic) if part)


def contact_when(record: ContactRecord, now: datetime) -> str:
    """Return from when to when, by whom and where."""
    ends = f"{seoul(record.finished_at):%H:%M}"
    parts = (f"{short_when(record.started_at, now)}–{ends}", record.taken_by, record.desk)
    return " · ".join(part for part in parts if part)


def ring_words(record: ContactRecord) -> str:
    """Return how long it rang, or nothing where nobody counted."""
    parts = []
    if record.rings is not None:
        parts.append(tr("answered at ring {count}", count=record.rings))
    if record.ring_ms is not None:
        parts.append(tr("{seconds} s", seconds=f"{record.ring_ms / 1000:.1f}"))
    return " · ".join(parts)


def made_words(promise: MadePromise, now: datetime) -> str:
    """Return a promise made in a contact and what became of it."""
    kind, due = tr(KINDS[promise.kind]), short_due(promise.due_at, now)
    if promise.state is PromiseState.OPEN:
        return tr("{kind} by {when} · still open", kind=kind, when=due)
    verdict = tr(STATES[promise.state][0])
    closed = short_when(promise.closed_at, now) if promise.closed_at else ""
    return tr("{kind} by {when} · {verdict} {closed}", kind=kind, when=due, verdict=verdict, closed=closed)


def safe_lines(safe: SafeContact) -> tuple[tuple[str, bool | None], ...]:
    """Return how somebody may be reached, line by line, each with yes, no, or nobody asked."""
    hours = tr("Hours to call: {hours}", hours=safe.hours) if safe.hours else tr("Not asked yet when to call")
    return (
        (tr(_MAY_NAME[safe.may_name_agency]), safe.may_name_agency),
        (tr(_MAY_TEXT[safe.may_text]), safe.may_text),
        (hours, True if safe.hours else None),
    )


def nobody_words(text: str) -> tuple[str, str]:
    """Return what to say where nobody fits the text, and what to try instead."""
    typed = "".join(text.split()).replace("-", "")
    if typed.isdecimal() and len(typed) < 3:
        return tr("Numbers are searched from three digits on."), tr("Type the beginning or the last four.")
    return tr("Nobody fits this."), tr("Try the initial consonants, or the last four digits of the number.")


def _one_line(text: str) -> str:
    return " ".join(text.split())
