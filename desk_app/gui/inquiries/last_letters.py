"""Which letter about an inquiry is likeliest wanted, and what the latest of each kind told the customer."""

from datetime import date, datetime

from desk_app.core.clock import seoul
from desk_app.core.inquiries import OPEN, InquiryState, PauseKind, missed_on
from desk_app.core.letters import LetterKind
from desk_app.gui.i18n import tr
from desk_app.gui.inquiries.words import REASONS
from desk_app.usecases.inquiries import InquiryDetail
from desk_app.usecases.letters import Told

_RECORDED = {
    LetterKind.RECEIPT: ("accepted", "told"),
    LetterKind.INTERIM: ("interim", "progress"),
    LetterKind.EXTENSION: ("extended",),
    LetterKind.REPLY: ("sent",),
    LetterKind.REFERRAL: ("referred",),
    LetterKind.SUPPLEMENT: ("supplement_asked",),
}


def next_letter(detail: InquiryDetail) -> LetterKind:
    """Return the letter that is likeliest wanted now."""
    if detail.state is InquiryState.REFERRED:
        return LetterKind.REFERRAL
    if detail.waits is not None and detail.draft is None and detail.state in OPEN:
        return LetterKind.SUPPLEMENT
    return LetterKind.RECEIPT if detail.state is InquiryState.RECEIVED else LetterKind.REPLY


def owed_on(detail: InquiryDetail, now: datetime) -> date:
    """Return the day of which a letter says that it was missed, once the period is over."""
    return missed_on(detail.dates, now=now) or detail.dates.limit.due_on


def recorded_on(detail: InquiryDetail, kind: LetterKind) -> date | None:
    """Return the day on which the latest letter of a kind was recorded, of the receipt the first."""
    days = [seoul(line.at).date() for line in detail.history if line.what in _RECORDED.get(kind, ())]
    if not days:
        return None
    return days[0] if kind is LetterKind.RECEIPT else days[-1]


def last_told(detail: InquiryDetail, kind: LetterKind, now: datetime) -> Told:
    """Return what the latest letter of a kind told the customer; of one never sent, nothing."""
    match kind:
        case LetterKind.INTERIM:
            return _interim(detail)
        case LetterKind.EXTENSION:
            return _extension(detail)
        case LetterKind.SUPPLEMENT:
            return _supplement(detail, now)
        case LetterKind.REFERRAL:
            return Told(
                reason=detail.referred_why,
                other_agency=detail.referred_to,
                other_phone=detail.referred_phone,
            )
    return Told()


def _interim(detail: InquiryDetail) -> Told:
    if not detail.interims:
        return Told()
    last = detail.interims[-1]
    return Told(reason=last.reason, progress=last.progress, new_due_on=last.expected_on, late_on=last.late_on)


def _extension(detail: InquiryDetail) -> Told:
    if not detail.extensions:
        return Told()
    longer = detail.extensions[-1]
    reason = longer.detail or tr(REASONS[longer.reason])
    return Told(reason=reason, new_due_on=detail.dates.to_tell, days=longer.days)


def _supplement(detail: InquiryDetail, now: datetime) -> Told:
    asked = [each for each in detail.supplements if each.interval.kind is PauseKind.SUPPLEMENT]
    if not asked:
        return Told()
    last = asked[-1]
    return Told(
        supplement=last.what,
        supplement_by=last.interval.due_on,
        late_on=None if last.interval.stops else owed_on(detail, now),
    )
