"""How monitoring and awards are said on the screen."""

from datetime import date

from desk_app.core.awards import Candidate, Mean
from desk_app.core.clock import seoul
from desk_app.core.monitoring import Manner, Mark, Stage
from desk_app.core.promises import PromiseState
from desk_app.core.spoken import short_day
from desk_app.gui import theme
from desk_app.gui.i18n import mark, tr
from desk_app.usecases.monitoring import Correction, RoundStatus, SheetView, Training

STAGES = {
    Stage.WELCOME: mark("Welcome (stage)"),
    Stage.TALK: mark("Talk (stage)"),
    Stage.CLOSE: mark("Close (stage)"),
    Stage.WHOLE: mark("As a whole (stage)"),
}
MANNERS = {
    Manner.OWN_CALL: mark("I rang up myself, as who I am"),
    Manner.MYSTERY_CALL: mark("A call as a customer would make it"),
    Manner.PRESENT: mark("I sat beside, announced beforehand"),
}
SHORT_MANNERS = {
    Manner.OWN_CALL: mark("Own call"),
    Manner.MYSTERY_CALL: mark("Mystery call"),
    Manner.PRESENT: mark("Sat beside"),
}
NOT_APPLICABLE = "–"


def say_round(status: RoundStatus) -> str:
    """Return how a round stands: 2026년 하반기 · 4명 가운데 1명 · 12월 31일까지 37일."""
    half = tr("first half") if status.round.half == 1 else tr("second half")
    return tr(
        "{year}, {half}: {done} of {staff} monitored, {days} days left until {month}/{day}",
        year=status.round.year,
        half=half,
        done=status.done,
        staff=status.staff,
        days=status.days_left,
        month=status.ends_on.month,
        day=status.ends_on.day,
    )


def say_missing(status: RoundStatus) -> str:
    """Return who is still to be monitored, or that nobody is."""
    if not status.missing:
        return tr("Everybody is monitored in this round.")
    return tr("Still to come: {names}", names=", ".join(status.missing))


def say_score(value: float | None) -> str:
    """Return a score on 100, or a dash."""
    return "–" if value is None else tr("{score} points", score=f"{value:.1f}")


def say_points(given: Mark) -> str:
    """Return what an item was given: 8 / 10, or that it did not apply."""
    return tr("did not apply") if given.points is None else f"{given.points} / {given.item.points}"


def say_training(training: Training | None, today: date) -> tuple[str, theme.Tone]:
    """Return where a training stands, and its tone; nothing where there is none."""
    if training is None:
        return "", "quiet"
    if training.state is PromiseState.WITHDRAWN:
        return tr("Training withdrawn"), "quiet"
    if training.closed_at is not None:
        return tr("Training done {day}", day=short_day(seoul(training.closed_at).date(), today)), "success"
    last = last_day(training)
    tone: theme.Tone = "danger" if last < today else "warning"
    return tr("Training by {day}", day=short_day(last, today)), tone


def last_day(training: Training) -> date:
    """Return the last day on which a training is held in time: it is due as the day after begins."""
    return date.fromordinal(seoul(training.due_at).date().toordinal() - 1)


def say_state(sheet: SheetView, today: date) -> str:
    """Return where a sheet stands: its training, whether it was corrected, and read or answered."""
    answered = tr("answered") if sheet.answered_at else tr("unread") if sheet.read_at is None else ""
    corrected = tr("Corrected") if sheet.corrections else ""
    parts = (say_training(sheet.training, today)[0], corrected, answered)
    return " · ".join(part for part in parts if part) or "–"


def say_correction(one: Correction, today: date) -> str:
    """Return a correction: when, by whom, the score and the answer before, and why."""
    day = short_day(seoul(one.at).date(), today)
    said = tr(
        "{day} {name}, before {score}: {why}", day=day, name=one.by, score=say_score(one.score), why=one.why
    )
    return said + (f"\n{tr('Answer before: {answer}', answer=one.answer)}" if one.answer else "")


def say_read(sheet: SheetView, today: date) -> str:
    """Return whether whoever was evaluated has read the sheet as it stands."""
    if sheet.read_at is None:
        return tr("{name} has not read it yet.", name=sheet.name)
    return tr("{name} read it {day}.", name=sheet.name, day=short_day(seoul(sheet.read_at).date(), today))


def say_promises(one: Candidate) -> str:
    """Return how many promises were kept of how many."""
    rate = one.promises.rate
    if rate is None:
        return "–"
    few = f" · {tr('small sample')}" if one.few_promises else ""
    return f"{one.promises.kept} / {one.promises.all} · {rate * 100:.1f}%{few}"


def say_mean(mean: Mean) -> str:
    """Return a mean on 100 with how many it is of, and that they are few where they are."""
    if mean.value is None:
        return "–"
    few = f" · {tr('small sample')}" if mean.few else ""
    return f"{mean.value:.1f} ({mean.count}){few}"
