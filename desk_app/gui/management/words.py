"""How the figures of the charter are said: rates, counts, weeks, cases, things to do."""

from datetime import date, datetime
from functools import cache

from desk_app.core.clock import seoul
from desk_app.core.compliance import (
    ComplianceLine,
    ComplianceReport,
    Count,
    Measure,
    MeasureKind,
    SubjectKind,
    ToDo,
    ToDoKind,
)
from desk_app.core.contacts import Channel
from desk_app.core.inquiries import Channel as WrittenBy
from desk_app.core.korean import mask_name
from desk_app.core.promises import PromiseKind
from desk_app.core.report_spans import ReportSpan
from desk_app.gui import theme
from desk_app.gui.contacts.terms import CHANNELS
from desk_app.gui.i18n import mark, tr
from desk_app.gui.inquiries.words import CHANNELS as WAYS
from desk_app.gui.promises.words import KINDS
from desk_app.usecases.compliance import RowBehind
from desk_app.usecases.scripts import load_clauses, load_scripts

GOOD, FAIR = 0.95, 0.70
SPANS = {
    ReportSpan.THIS_MONTH: mark("This month"),
    ReportSpan.LAST_MONTH: mark("Last month"),
    ReportSpan.THIS_QUARTER: mark("This quarter"),
    ReportSpan.THIS_YEAR: mark("This year"),
    ReportSpan.OWN: mark("Days of my own"),
}
SUBJECTS = {
    SubjectKind.CONTACT: mark("Contact"),
    SubjectKind.PROMISE: mark("Promise"),
    SubjectKind.APPOINTMENT: mark("Visit"),
    SubjectKind.INQUIRY: mark("Inquiry"),
    SubjectKind.COMPLAINT: mark("Complaint or opinion"),
    SubjectKind.STAFF: mark("Member of staff"),
    SubjectKind.MONTH: mark("Month"),
}
TO_DO = {
    ToDoKind.OVERDUE: mark("{count} promises are overdue"),
    ToDoKind.MONITORING: mark("{count} are still to be monitored"),
    ToDoKind.FAQ_PROPOSED: mark("{count} proposed entries to look through"),
    ToDoKind.FAQ_CANDIDATES: mark("“{subject}” and what else is asked often: {count}"),
    ToDoKind.ACCESS_CHECK: mark("Look through the access log of {subject}"),
    ToDoKind.MONTHLY_CHECK: mark("Go through the {count} open cases of this month"),
    ToDoKind.AWARDS: mark("{count} to propose for an award"),
}
_FIGURES = {
    MeasureKind.MINUTES: mark("{figure} min"),
    MeasureKind.DAYS: mark("{figure} days"),
    MeasureKind.SCORE: mark("{figure} points"),
}


UNITS = {
    MeasureKind.MINUTES: mark("minutes"),
    MeasureKind.DAYS: mark("days"),
    MeasureKind.NUMBER: mark("cases"),
    MeasureKind.SCORE: mark("points"),
}


def clause_mark(clause_id: str) -> str:
    """Return a clause as its chip says it: I-2 ③."""
    clause = load_clauses().get(clause_id)
    return clause.mark if clause else clause_id


def say_days(first: date, last: date) -> str:
    """Return the days a report is of: 11월 1일–24일, with the years where they are not one."""
    if first == last:
        return tr("{month}/{day} alone", month=first.month, day=first.day)
    if first.year != last.year:
        return f"{first:%Y.%m.%d}–{last:%Y.%m.%d}"
    source = mark("{month}/{day} to {last_day}") if first.month == last.month else _MONTHS
    return tr(source, month=first.month, day=first.day, last_month=last.month, last_day=last.day)


_MONTHS = mark("{month}/{day} to {last_month}/{last_day}")


def say_count(measure: Measure, count: Count) -> str:
    """Return kept of all, or how many there were of what is no rate."""
    if measure.kind is MeasureKind.RATE:
        return f"{count.kept:,} / {count.all:,}"
    return tr("{count} cases", count=f"{count.all:,}")


def say_figure(measure: Measure, count: Count) -> str:
    """Return the figure: 96.9%, 12.5분, 92.8점; where there is no case, that there is none.

    100.0% is said only where every case was kept.
    """
    if measure.kind is MeasureKind.NUMBER:
        return tr("{count} cases", count=f"{count.all:,}")
    if measure.kind is MeasureKind.RATE:
        if count.rate is None:
            return tr("Does not apply")
        return f"{count.rate * 100 if count.kept == count.all else min(count.rate * 100, 99.9):.1f}%"
    if count.value is None:
        return tr("Too few") if count.all else tr("Does not apply")
    return tr(_FIGURES[measure.kind], figure=f"{count.value:g}")


def say_whole(measure: Measure, count: Count) -> str:
    """Return the figure with what it is of: 2 / 2 · 100.0%."""
    figure = say_figure(measure, count)
    plain = measure.kind is MeasureKind.NUMBER or not count.all
    return figure if plain else f"{say_count(measure, count)} · {figure}"


def count_of(line: ComplianceLine) -> Count:
    """Return a line's figures over the whole span."""
    return Count(line.kept or 0, line.all, line.value)


def tone_of(line: ComplianceLine) -> theme.Tone:
    """Return how good a figure is; the number stands beside it always."""
    if line.target is not None and line.value is not None:
        return "success" if line.value >= line.target else "warning"
    return tone_of_rate(line.rate)


def tone_of_rate(rate: float | None) -> theme.Tone:
    """Return success from 95 %, warning from 70 %, else danger; nothing of no case."""
    if rate is None:
        return "quiet"
    return "success" if rate >= GOOD else "warning" if rate >= FAIR else "danger"


def heights(line: ComplianceLine) -> tuple[float | None, ...]:
    """Return the weeks' bars, 0 to 1; `None` for a week without a case. What is no rate fills its most."""
    if line.measure.kind is MeasureKind.RATE:
        return tuple(week.rate for week in line.weeks)
    number = line.measure.kind is MeasureKind.NUMBER
    told = [(float(week.all) if number else week.value) if week.all else None for week in line.weeks]
    most = max((each for each in told if each is not None), default=0.0) or 1.0
    return tuple(None if each is None else each / most for each in told)


def has_weeks(line: ComplianceLine) -> bool:
    """Return whether the weeks are told: what nobody may be known by is told of months or of a year."""
    return line.measure.rows


def say_weeks(report: ComplianceReport, line: ComplianceLine) -> str:
    """Return the weeks as a screen reader and a tooltip say them, the oldest first, a line each."""
    if not has_weeks(line):
        return tr("Not told by week")
    told = []
    for (first, _last), week in zip(report.weeks, line.weeks, strict=True):
        figure = say_figure(line.measure, week)
        count = f" ({say_count(line.measure, week)})" if week.all else ""
        told.append(tr("week of {month}/{day}", month=first.month, day=first.day) + f" {figure}{count}")
    return "\n".join(told)


def say_detail(row: RowBehind) -> str:
    """Return what a case is of: its kind, and the promise's kind or the question's number."""
    detail = row.detail
    if row.kind is SubjectKind.PROMISE and detail in set(PromiseKind):
        detail = tr(KINDS[PromiseKind(detail)])
    elif row.kind is SubjectKind.CONTACT:
        detail = step_titles().get(detail, "")
    return " · ".join(part for part in (*_say_subject(row), detail) if part)


def _say_subject(row: RowBehind) -> tuple[str, ...]:
    """Return what a case is: a call or a visit for what they are, a question with the way it came."""
    if row.kind is SubjectKind.CONTACT and row.channel:
        return (tr(CHANNELS[Channel(row.channel)]),)
    if row.kind is SubjectKind.INQUIRY and row.channel:
        return tr(SUBJECTS[row.kind]), tr(WAYS[WrittenBy(row.channel)])
    return (tr(SUBJECTS[row.kind]),)


@cache
def step_titles() -> dict[str, str]:
    """Return the titles of the scripts' steps by their ids."""
    return {step.id: step.title for script in load_scripts().values() for step in script.steps}


def say_customer(row: RowBehind) -> str:
    """Return the customer as a visitor may see it, or nothing."""
    return tr("Customer {name}", name=mask_name(row.customer)) if row.customer else ""


def say_at(row: RowBehind) -> str:
    """Return the day a case counts for, with its hour where it has one on that day."""
    if row.kind is SubjectKind.MONTH:
        return tr("{year}. {month}.", year=row.on.year, month=row.on.month)
    hour = f" {seoul(row.at):%H:%M}" if row.at is not None and seoul(row.at).date() == row.on else ""
    return f"{row.on:%Y-%m-%d}{hour}"


def say_to_do(todo: ToDo) -> str:
    """Return what is to be done, in one line."""
    return tr(TO_DO[todo.kind], count=todo.count, subject=todo.subject)


def say_until(todo: ToDo, now: datetime) -> tuple[str, theme.Tone]:
    """Return by when, or what it is about, as the chip before it says, and the chip's tone."""
    if todo.kind is ToDoKind.OVERDUE:
        return tr("Overdue"), "danger"
    if todo.until is None:
        faq = todo.kind in {ToDoKind.FAQ_PROPOSED, ToDoKind.FAQ_CANDIDATES}
        return (tr("Guidance"), "primary") if faq else (tr("Proposal"), "quiet")
    near = (todo.until - seoul(now).date()).days <= 7
    return tr("until {month}/{day}", month=todo.until.month, day=todo.until.day), (
        "warning" if near else "quiet"
    )
