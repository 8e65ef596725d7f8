"""What complaints are called on the screen: kinds, results, decisions, ways, steps, a line of the list."""

from datetime import datetime

from desk_app.core.clock import seoul
from desk_app.core.complaints import ComplaintKind, ComplaintState, Decision, ToldBy
from desk_app.core.promises import PromiseState
from desk_app.core.redress import Cause
from desk_app.core.spoken import say_left, short_day, short_when
from desk_app.gui import theme
from desk_app.gui.customers.rows import Row
from desk_app.gui.i18n import mark, tr
from desk_app.gui.promises.words import (
    KINDS as PROMISES,
)
from desk_app.gui.promises.words import (
    STATES as PROMISE_STATES,
)
from desk_app.gui.promises.words import (
    away_briefly,
    deputy_words,
    due_words,
    masked_customer,
    short_due,
)
from desk_app.gui.widgets.flow import Run
from desk_app.gui.widgets.timeline import Event
from desk_app.usecases.complaint_details import ActionLine, ComplaintDetail, ComplaintLine
from desk_app.usecases.complaint_lists import ComplaintRow, OpinionPlace

KINDS = {
    ComplaintKind.OBJECTION: mark("Objection"),
    ComplaintKind.COMPLAINT: mark("Complaint"),
    ComplaintKind.OPINION: mark("Opinion"),
}
STATES: dict[ComplaintState, tuple[str, theme.Tone]] = {
    ComplaintState.OPEN: (mark("Worked on"), "primary"),
    ComplaintState.RESOLVED: (mark("Put right"), "success"),
    ComplaintState.PARTLY: (mark("Put right in part"), "warning"),
    ComplaintState.NOT_RESOLVED: (mark("Not put right"), "danger"),
    ComplaintState.DECIDED: (mark("Decided and told"), "success"),
}
DECISIONS = {
    Decision.ACCEPTED: mark("Taken up"),
    Decision.PARTLY: mark("Taken up in part"),
    Decision.NOT: mark("Not taken up"),
    Decision.NOTED: mark("Kept for reference"),
}
TOLD_BY = {
    ToldBy.PHONE: mark("By telephone"),
    ToldBy.VISIT: mark("When they came"),
    ToldBy.POST: mark("By post"),
    ToldBy.EMAIL: mark("By e-mail"),
    ToldBy.TEXT: mark("By text message"),
    ToldBy.WEBSITE: mark("On the website"),
    ToldBy.NOBODY: mark("Left no way to be told"),
}
CAUSES = {
    Cause.PAPERS_NOT_TOLD: mark("Papers were not told"),
    Cause.STAFF_AWAY: mark("Person in charge was away"),
    Cause.HANDLING_MISTAKE: mark("Mistake in handling"),
    Cause.WRONG_GUIDANCE: mark("Wrong guidance"),
    Cause.OTHER: mark("Something else"),
}
_STEPS = {
    "recorded": mark("Taken down"),
    "step": mark("Step taken"),
    **{state: text for state, (text, _tone) in STATES.items()},
    **{f"opinion_{decision}": text for decision, text in DECISIONS.items()},
    "apology_owed": mark("Apology promised"),
    "mistake_confirmed": mark("Mistake confirmed"),
    "apology_withdrawn": mark("Confirmed mistake taken back"),
    "apology_drafted": mark("Public apology written"),
    "apology_approved": mark("Public apology approved"),
    "apology_posted": mark("Public apology posted"),
    "handed_over": mark("Handed over"),
    "postponed": mark("Time changed"),
}


def left_words(row: ComplaintRow | ComplaintDetail, now: datetime) -> tuple[str, theme.Tone]:
    """Return how long is left, or how it ended, with the tone of it."""
    if row.told_by is ToldBy.NOBODY:
        return tr("Decided, nobody could be told"), "warning"
    if row.state is not ComplaintState.OPEN:
        text, tone = STATES[row.state]
        return tr(text), tone
    return due_words(row.due_at, now)


def line(row: ComplaintRow, now: datetime) -> Row:
    """Return a complaint as a line of the list; the name is masked, since a visitor may look."""
    who = masked_customer(row.customer, row.phone) or tr("Nameless")
    owner = row.owner.rpartition(" ")[0] or row.owner
    away = deputy_words(row.deputy) or away_briefly(row.presence, now)
    below = [who, row.topic, tr("in charge {who}", who=f"{owner} ({away})" if away else owner)]
    if row.decision is not None:
        below.append(tr(DECISIONS[row.decision]))
    if row.closed_at is not None:
        below.append(short_day(seoul(row.closed_at).date(), seoul(now).date()))
    chip, tone = left_words(row, now)
    return Row(
        row.id,
        (
            (
                Run(f"{tr(KINDS[row.kind])}  ", theme.SMALL, "semibold", "primary_text"),
                Run(row.about, theme.BODY, "semibold"),
            ),
            (Run(" · ".join(part for part in below if part), theme.SMALL, ink="text_quiet"),),
        ),
        chip,
        tone,
    )


def steps(detail: ComplaintDetail, now: datetime) -> list[Event]:
    """Return what was done, the latest first."""
    return [_step(each, now) for each in reversed(detail.steps)]


def _step(each: ComplaintLine, now: datetime) -> Event:
    when = tr("{when} · {who}", when=short_when(each.at, now), who=each.who)
    if each.what == f"told_{ToldBy.NOBODY}":
        said = " · ".join(part for part in (tr(TOLD_BY[ToldBy.NOBODY]), each.detail) if part)
        return Event(tr("Nobody could be told"), when, said)
    if each.what.startswith("told_"):
        how = tr(TOLD_BY[ToldBy(each.what.removeprefix("told_"))])
        return Event(
            tr("Told what came of it"), when, " · ".join(part for part in (how, each.detail) if part)
        )
    return Event(tr(_STEPS.get(each.what, each.what)), when, each.detail)


def action_event(each: ActionLine, now: datetime) -> Event:
    """Return what else is owed for a complaint: what, to whom or for whom, by when or how it ended."""
    title = tr(PROMISES[each.kind])
    if each.only_for:
        title = tr("{what}: {who}", what=title, who=each.only_for)
    if each.state is PromiseState.OPEN:
        when = f"{tr('by {when}', when=short_due(each.due_at, now))} · {say_left(each.due_at, now)}"
    else:
        ended = short_when(each.closed_at, now) if each.closed_at else ""
        when = " · ".join(part for part in (tr(PROMISE_STATES[each.state][0]), ended) if part)
    owner = tr("in charge {who}", who=each.owner)
    about = "" if each.only_for.startswith(each.summary) else each.summary
    said = "\n".join(part for part in (about, each.done) if part)
    return Event(title, f"{when} · {owner}", said)


def care_words(detail: ComplaintDetail, now: datetime) -> str:
    """Return what must be known before whoever said it is called or written to."""
    said = []
    if detail.told_at != detail.due_at:
        said.append(tr("The customer expects it by {when}.", when=short_due(detail.told_at, now)))
    if detail.may_name_agency is False:
        said.append(tr("Do not name the agency to anyone else."))
    elif detail.may_name_agency is None and detail.phone:
        said.append(tr("Nobody asked whether the agency may be named: do not name it."))
    if detail.may_text is False:
        said.append(tr("Do not send text messages."))
    if detail.contact_hours:
        said.append(tr("Call {hours}.", hours=detail.contact_hours))
    return "\n".join(said)


def place_words(place: OpinionPlace) -> str:
    """Return where opinions are sent, to be said aloud (`III-1`), and whether the branch has looked it up."""
    said = tr(
        "Opinions may be sent to {address}, telephone {phones}",
        address=place.address,
        phones=", ".join(place.phones),
    )
    return said if place.confirmed else f"{said} {tr('(not confirmed by the branch yet)')}"
