"""Words of the guidance: the website's sections, what was done to an entry, how a line reads."""

from datetime import date

from desk_app.core.faq import Candidate, CandidateKind, EntryState, SiteSection
from desk_app.gui import theme
from desk_app.gui.customers.rows import Row
from desk_app.gui.i18n import mark, tr
from desk_app.gui.widgets.flow import Run
from desk_app.usecases.faq import EntryRow

SECTIONS = {
    SiteSection.ABOUT: mark("About the agency"),
    SiteSection.SERVICES: mark("What we do"),
    SiteSection.LIBRARY: mark("Document room"),
    SiteSection.ASK: mark("Customer centre, questions and advice"),
    SiteSection.FAQ: mark("Frequent questions"),
}
WHATS = {
    "made": mark("Entry made"),
    "proposed": mark("Entry proposed"),
    "accepted": mark("Entry put to use"),
    "changed": mark("Entry changed"),
    "reviewed": mark("Entry still right"),
    "retired": mark("Entry out of use"),
}


def section_word(section: SiteSection) -> str:
    """Return the section's name as it stands on the website."""
    return tr(SECTIONS[section])


def to_tell(section: SiteSection) -> str:
    """Return the sentence that tells where the website says more (`II-1-1`, `II-1-2`)."""
    return tr("More under “{section}” on the website", section=section_word(section))


def review_words(row: EntryRow, today: date) -> tuple[str, theme.Tone]:
    """Return when an entry is to be reviewed, with the tone of it."""
    if row.state is EntryState.PROPOSED:
        return tr("Change proposed") if row.changes_id is not None else tr("Proposed"), "primary"
    if row.state is EntryState.RETIRED and row.changes_id is not None:
        return tr("Settled"), "quiet"
    if row.state is EntryState.RETIRED or row.review_by is None:
        return tr("Out of use"), "quiet"
    if row.is_overdue:
        return tr("Review overdue"), "danger"
    day = row.review_by
    figures = f"{day:%m.%d}" if day.year == today.year else f"{day:%y.%m.%d}"
    return tr("Review by {day}", day=figures), "quiet"


def entry_line(row: EntryRow, today: date) -> Row:
    """Return an entry as a line of the list."""
    chip, tone = review_words(row, today)
    told = tr("told {count} times", count=row.uses) if row.uses else ""
    below = (row.topic, section_word(row.section), row.owner, told)
    return Row(
        row.id,
        (
            (Run(row.question, theme.BODY, "semibold"),),
            (Run(" · ".join(part for part in below if part), theme.SMALL, ink="text_quiet"),),
        ),
        chip,
        tone,
    )


def candidate_words(one: Candidate) -> str:
    """Return why an entry is wanted."""
    return {
        CandidateKind.ASKED: tr("Asked by {count} customers this week", count=one.count),
        CandidateKind.NOT_FOUND: tr("Searched {count} times without a hit", count=one.count),
        CandidateKind.BARE_TOPIC: tr("{count} customers this week, no entry yet", count=one.count),
    }[one.kind]


def candidate_line(number: int, one: Candidate) -> Row:
    """Return a candidate as a line of the list; it never holds a name."""
    lines = (
        (Run(f"“{one.text}”", theme.BODY, "semibold"),),
        (Run(candidate_words(one), theme.SMALL, ink="text_quiet"),),
    )
    return Row(number, lines)
