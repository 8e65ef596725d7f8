"""The branch and its settings: every number of the domain that the agency may want otherwise."""

from dataclasses import dataclass, field, fields
from datetime import time

from desk_app.core.errors import BadInput
from desk_app.core.holidays import WorkCalendar
from desk_app.core.hours import OfficeHours


@dataclass(frozen=True)
class Branch:
    """One of the 26 branches (지부). `unconfirmed` names the fields head office must still confirm."""

    code: str
    name: str
    seat: str
    address: str = ""
    phone: str = ""
    unconfirmed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Topic:
    """A kind of business (업무분류), in one of the agency's groups, with who is in charge of it.

    `also` are others who do its work, `bring` is what a customer brings to a visit, `visit_for` the usual
    length of one in minutes.
    """

    id: int
    group: str
    name: str
    assignee_id: int | None = None
    retired: bool = False
    version: int = 1
    bring: str = ""
    visit_for: int = 30
    also: tuple[int, ...] = ()

    @property
    def title(self) -> str:
        """Return group and name as the screen shows them: `취업지원 › 직업훈련`."""
        return f"{self.group} › {self.name}"


@dataclass(frozen=True)
class Settings:
    """What a branch may set. Lengths are minutes unless the name says otherwise (`_s`, `_days`)."""

    callback_alerts: tuple[int, ...] = (30, 10, 0)
    callback_supervisor_after: int = 10
    reply_alerts_days: tuple[int, ...] = (3, 1, 0)
    snooze_for: int = 10
    retry_no_answer: int = 30
    retry_busy: int = 10
    evening_due: time = time(17, 0)
    morning_due: time = time(10, 0)
    after_return: int = 30
    same_matter_days: int = 30
    second_visit_days: int = 30
    complaint_days: int = 7
    public_apology_days: int = 14
    opinion_address: str = ""
    opinion_phones: tuple[str, ...] = ()
    faq_review_days: int = 180
    monitoring_days: int = 45
    training_below: int = 80
    training_days: int = 30
    ring_period_s: float = 3.0
    answer_target_s: float = 6.0
    answer_limit_s: float = 9.0
    busy_for: int = 30
    out_for: int = 120
    meeting_for: int = 60
    appointment_step: int = 30
    appointment_buffer: int = 10
    appointment_alerts: tuple[int, ...] = (10,)
    no_show_after: int = 15
    remind_by: time = time(17, 0)
    places: tuple[str, ...] = ()
    idle_lock: int = 10
    advised_call: int = 20
    survey_small: int = 30
    survey_least: int = 5
    after_hours_next_day: bool = False
    told_rule: str = "calendar"
    reply_needs_check: bool = False
    hours: OfficeHours = field(default_factory=OfficeHours)


@dataclass(frozen=True)
class OfficeView:
    """The branch with what its rules need: settings, and the calendar with supervisors' changes."""

    branch: Branch
    settings: Settings
    calendar: WorkCalendar
    version: int


RANGES = {
    "callback_supervisor_after": (1, 480),
    "snooze_for": (1, 120),
    "retry_no_answer": (1, 480),
    "retry_busy": (1, 480),
    "after_return": (0, 240),
    "same_matter_days": (1, 365),
    "second_visit_days": (1, 365),
    "complaint_days": (1, 60),
    "public_apology_days": (1, 90),
    "faq_review_days": (7, 730),
    "monitoring_days": (1, 180),
    "training_below": (1, 100),
    "training_days": (1, 180),
    "ring_period_s": (1, 10),
    "answer_target_s": (1, 60),
    "answer_limit_s": (1, 90),
    "busy_for": (5, 240),
    "out_for": (5, 600),
    "meeting_for": (5, 600),
    "appointment_step": (5, 120),
    "appointment_buffer": (0, 120),
    "no_show_after": (1, 240),
    "idle_lock": (1, 120),
    "advised_call": (5, 240),
    "survey_small": (2, 1000),
    "survey_least": (3, 100),
}


def check_settings(settings: Settings) -> Settings:
    """Return `settings` unchanged, or raise `BadInput` naming the first value out of its range."""
    for item in fields(settings):
        low, high = RANGES.get(item.name, (None, None))
        value = getattr(settings, item.name)
        if low is not None and high is not None and not low <= value <= high:
            raise BadInput(item.name, "out_of_range", f"{low}–{high}")
    for name, most in (("callback_alerts", 480), ("reply_alerts_days", 30), ("appointment_alerts", 480)):
        offsets = getattr(settings, name)
        if not offsets or any(not 0 <= offset <= most for offset in offsets):
            raise BadInput(name, "out_of_range", f"0–{most}")
    if not any(settings.hours.week):
        raise BadInput("hours", "never_open")
    if settings.told_rule not in {"calendar", "statutory"}:
        raise BadInput("told_rule", "unknown", settings.told_rule)
    return settings
