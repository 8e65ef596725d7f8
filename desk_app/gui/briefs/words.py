"""The briefs in words: every name masked, for a screen and a paper that a visitor may see."""

from collections.abc import Sequence
from datetime import date, datetime

from desk_app.core.appointments import AppointmentState
from desk_app.core.briefs import AwayToday, ClosedDays, Upset
from desk_app.core.clock import seoul
from desk_app.core.deputies import NoDeputy
from desk_app.core.korean import mask_name, mask_phone
from desk_app.core.redress import ACTIONS
from desk_app.core.spoken import WEEKDAYS, say_day, say_left, short_when
from desk_app.gui.appointments.words import STATES as VISIT_STATES
from desk_app.gui.briefs.parts import Columns, Line, Part
from desk_app.gui.contacts.idle import who
from desk_app.gui.contacts.terms import channel_word
from desk_app.gui.i18n import mark, tr
from desk_app.gui.office.presence import say_deputy, say_state, say_time
from desk_app.gui.promises.words import listed_kind, masked_customer, short_due
from desk_app.usecases.agenda import AgendaRow
from desk_app.usecases.board import BoardRow
from desk_app.usecases.briefs import HolidayEffect, OpeningBrief, TakeoverSheet, UpsetCustomer
from desk_app.usecases.contacts import WaitingDraft
from desk_app.usecases.deputies import Covers
from desk_app.usecases.rings import MissedCall

_WHY = {
    Upset.ABUSE: mark("the contact was ended for abuse"),
    Upset.DESPAIR: mark("was in despair"),
    Upset.OBJECTION: mark("objected"),
    Upset.AGAIN: mark("had to ask again"),
}
_STILL_TO_COME = {AppointmentState.BOOKED, AppointmentState.ARRIVED}


def opening_parts(brief: OpeningBrief) -> Columns:
    """Return what the day holds: who comes and who is away, and beside it what is owed."""
    now, covers = brief.made_at, brief.covers
    overnight = [_passed_line(row, brief) for row in brief.passed]
    overnight += [_missed_line(call, now) for call in brief.missed]
    if brief.alerts:
        overnight.append(
            Line(
                "",
                tr("{count} alerts speak now", count=brief.alerts),
                right=tr("see promises and appointments"),
            )
        )
    visits = Part(
        _counted(tr("Visits today"), brief.visits),
        tuple(_visit_line(row, covers, now) for row in brief.visits),
        tr("Nobody is expected today."),
    )
    due = Part(
        _counted(tr("Due today"), brief.due),
        tuple(_due_line(row, now, mine=row.id in brief.mine) for row in brief.due),
        tr("Nothing more is owed today."),
    )
    holidays = tuple(_holiday_line(each, now) for each in brief.holidays)
    return (
        (
            visits,
            _away_part(tuple(_away_line(each, covers, now) for each in brief.away)),
            Part(tr("Holidays and closures ahead"), holidays),
        ),
        (
            Part(tr("Came due overnight, or is overdue"), tuple(overnight)),
            due,
            _drafts_part(brief.drafts, now),
        ),
    )


def takeover_parts(sheet: TakeoverSheet) -> Columns:
    """Return what whoever takes over must know, people first, beside it what is owed; without the note."""
    now, covers = sheet.made_at, sheet.covers
    until = say_day(seoul(sheet.until).date(), seoul(now).date())
    expected = Part(
        _counted(tr("Still expected today"), sheet.expected),
        tuple(_visit_line(row, covers, now) for row in sheet.expected),
        tr("Nobody else is expected today."),
    )
    due = Part(
        _counted(tr("Owed until the end of the morning, {day}", day=until), sheet.due),
        tuple(_due_line(row, now) for row in sheet.due),
        tr("Nothing is owed until then."),
    )
    upset = tuple(_upset_line(each, now) for each in sheet.upset)
    away = tuple(_away_line(each, covers, now) for each in sheet.away)
    return (
        (
            expected,
            Part(_counted(tr("Upset today"), upset), upset),
            _away_part((*away, *_covered_line(sheet))),
        ),
        (
            due,
            Part(tr("Missed calls"), tuple(_missed_line(call, now) for call in sheet.missed)),
            _drafts_part(sheet.drafts, now),
        ),
    )


def _counted(title: str, lines: Sequence[object]) -> str:
    return tr("{title}, {count} in all", title=title, count=len(lines)) if lines else title


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _visit_line(row: AgendaRow, covers: Covers, now: datetime) -> Line:
    person = covers.people[row.staff_id]
    covered_by = covers.people[row.covered_by_id].title if row.covered_by_id else ""
    right, tone = "", VISIT_STATES[row.state][1]
    if row.state is not AppointmentState.BOOKED:
        right = tr(VISIT_STATES[row.state][0])
    why: NoDeputy | None = None
    then = person.presence.at(max(now, row.starts_at))
    if row.state in _STILL_TO_COME and (then.is_away or person.presence.at(now).is_away):
        cover = covers.cover(row.staff_id, row.topic_id)
        if not covered_by and cover.person_id is not None:
            covered_by, why = covers.people[cover.person_id].title, cover.why
    if row.state in _STILL_TO_COME and then.is_away:
        right, tone = _joined(right, say_state(then.state)), "warning"
    note = _joined(row.topic, person.title, say_deputy(covered_by, why), row.place)
    return Line(f"{seoul(row.starts_at):%H:%M}", masked_customer(row.customer, row.phone), note, right, tone)


def _promise_words(row: BoardRow) -> tuple[str, str]:
    """Return what is owed to whom, and about what and by whom."""
    what = _joined(masked_customer(row.customer, row.phone), listed_kind(row.kind, alone=True))
    about = "" if row.kind in ACTIONS else row.topic or " ".join(row.summary.split())
    return what, _joined(about, row.owner, say_deputy(row.deputy, row.no_deputy))


def _due_line(row: BoardRow, now: datetime, *, mine: bool = False) -> Line:
    what, note = _promise_words(row)
    when = short_due(row.due_at, now)
    if seoul(row.due_at).date() == seoul(now).date():
        when = f"{seoul(row.due_at):%H:%M}"
    if row.due_at <= now:
        return Line(when, what, note, say_left(row.due_at, now), "danger")
    return Line(when, what, note, tr("mine") if mine else "", "primary")


def _passed_line(row: BoardRow, brief: OpeningBrief) -> Line:
    what, note = _promise_words(row)
    when = short_due(row.due_at, brief.made_at)
    if row.due_at > brief.since and seoul(row.due_at).date() < seoul(brief.made_at).date():
        return Line(when, what, note, tr("overnight"), "danger")
    return Line(when, what, note, say_left(row.due_at, brief.made_at), "danger")


def _missed_line(call: MissedCall, now: datetime) -> Line:
    number = mask_phone(call.phone) if call.phone else tr("Number withheld")
    name = tr("Customer {name}", name=mask_name(call.customer)) if call.customer else number
    note = _joined(number if call.customer else "", tr("{count} rings", count=call.rings))
    return Line(short_when(call.missed_at, now), name, note, tr("missed call"), "warning")


def _away_line(each: AwayToday, covers: Covers, now: datetime) -> Line:
    today = seoul(now).date()
    back = say_time(each.back_at, today) if each.back_at else ""
    if each.begins_at is not None:
        when = f"{seoul(each.begins_at):%H:%M}–{back}"
    else:
        when = tr("until {when}", when=back) if back else tr("away now")
    cover = covers.cover(each.person.id, None)
    acting = covers.people[cover.person_id].title if cover.person_id is not None else ""
    deputy = say_deputy(acting, cover.why) or tr("no deputy")
    return Line(when, each.person.title, say_state(each.state, each.note), deputy)


def _covered_line(sheet: TakeoverSheet) -> tuple[Line, ...]:
    """Return how many visits met somebody else today, where the person was away (`I-1-4`)."""
    if not sheet.all_absent:
        return ()
    said = tr("{covered} of {all} visits were covered", covered=sheet.covered, all=sheet.all_absent)
    whole = sheet.covered == sheet.all_absent
    return (
        Line(tr("today"), tr("Visits whose person was away"), said, "", "success" if whole else "warning"),
    )


def _holiday_line(effect: HolidayEffect, now: datetime) -> Line:
    closed, today = effect.closed, seoul(now).date()
    note = tr(
        "last desk day {last}, open again {opens}",
        last=_day(closed.last_open, today),
        opens=_day(closed.opens, today),
    )
    felt = [tr("{count} due", count=len(effect.due)) if effect.due else ""]
    felt.append(tr("{count} visits booked", count=effect.visits) if effect.visits else "")
    return Line(_span(closed), ", ".join(closed.names), note, _joined(*felt), "warning")


def _span(closed: ClosedDays) -> str:
    first, last = f"{closed.first:%m.%d}", f"{closed.last:%m.%d}"
    return first if closed.first == closed.last else f"{first}–{last}"


def _day(day: date, today: date) -> str:
    near = say_day(day, today)
    return near if abs((day - today).days) <= 1 else f"{day:%m.%d} ({WEEKDAYS[day.weekday()]})"


def _away_part(lines: tuple[Line, ...]) -> Part:
    return Part(tr("Away today"), lines, tr("Everybody is here today."))


def _drafts_part(drafts: Sequence[WaitingDraft], now: datetime) -> Part:
    return Part(
        _counted(tr("Unfinished contacts at this desk"), drafts),
        tuple(
            Line(
                short_when(draft.started_at, now),
                who(draft),
                _joined(channel_word(draft.channel), "" if draft.mine else draft.staff),
                tr("waits") if draft.parked else tr("interrupted"),
                "quiet" if draft.parked else "warning",
            )
            for draft in drafts
        ),
    )


def _upset_line(each: UpsetCustomer, now: datetime) -> Line:
    name = masked_customer(each.customer, each.phone) or tr("Without a name")
    return Line(
        short_when(each.at, now), name, _joined(each.topic, each.taken_by), tr(_WHY[each.why]), "danger"
    )
