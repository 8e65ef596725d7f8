"""The change log in the language on screen: its lines are stored as plain facts."""

import re
from collections.abc import Callable

from desk_app.core.holidays import DayChange
from desk_app.core.staff import PresenceState, Role
from desk_app.gui.i18n import mark, tr
from desk_app.gui.office.presence import STATES
from desk_app.gui.settings.days import KINDS
from desk_app.gui.settings.rule_fields import WORDS
from desk_app.gui.settings.staff import ROLES

SUBJECTS = {
    "office": mark("Branch"),
    "settings": mark("Settings"),
    "staff": mark("Staff"),
    "absence": mark("Planned absences"),
    "deputies": mark("Deputies"),
    "topic": mark("Topics"),
    "calendar": mark("Calendar"),
    "ring": mark("Calls"),
}


def say_subject(subject: str) -> str:
    """Return what a line of the change log is about."""
    return tr(SUBJECTS.get(subject, subject))


def say_change(subject: str, what: str) -> str:
    """Return what was changed; a line this program does not know is shown as it was written."""
    for about, shape, words in _LINES:
        found = re.fullmatch(shape, what)
        if about == subject and found:
            return words(*found.groups())
    return what


def _role(word: str) -> str:
    return tr(ROLES[Role(word)])


def _state(word: str) -> str:
    return tr(STATES[PresenceState(word)])


def _deputies(who: str, topic_id: str | None, named: str) -> str:
    chain = tr("Nobody yet") if named == "nobody" else named.replace(", ", " → ")
    if topic_id is None:
        return tr("Deputies of {who}: {chain}", who=who, chain=chain)
    return tr("Deputies of {who} in one kind of work: {chain}", who=who, chain=chain)


def _also(group: str, name: str, named: str) -> str:
    who = tr("Nobody yet") if named == "nobody" else named
    return tr("Also do {what}: {who}", what=f"{group} › {name}", who=who)


def _day(word: str) -> str:
    return tr(KINDS[DayChange(word)])


def _settings(names: str) -> str:
    known = [tr(WORDS.get(name, name)) for name in names.split(", ") if name]
    return tr("Changed: {what}", what=", ".join(known)) if known else tr("Saved without a change")


_DAY = r"(holiday|no_holiday|closure) (\S+)"
_LINES: tuple[tuple[str, str, Callable[..., str]], ...] = (
    ("office", r"set up for (.*)", lambda name: tr("Set up for {branch}", branch=name)),
    ("office", r"name, address or telephone changed", lambda: tr("Name, address or telephone changed")),
    ("settings", r"changed: (.*)", _settings),
    (
        "staff",
        r"added (.*) as (\w+)",
        lambda who, role: tr("{who} added as {role}", who=who, role=_role(role)),
    ),
    (
        "staff",
        r"role (\w+) -> (\w+)",
        lambda old, new: tr("Role changed from {old} to {new}", old=_role(old), new=_role(new)),
    ),
    ("staff", r"name, position or telephone changed", lambda: tr("Name, position or telephone changed")),
    ("staff", r"retired (.*)", lambda who: tr("{who} has left", who=who)),
    ("staff", r"new password by the recovery code", lambda: tr("New password by the recovery code")),
    ("staff", r"new password", lambda: tr("New password given")),
    ("topic", r"added (.*) / (.*)", lambda group, name: tr("Added: {what}", what=f"{group} › {name}")),
    ("topic", r"changed (.*) / (.*)", lambda group, name: tr("Changed: {what}", what=f"{group} › {name}")),
    ("topic", r"retired (.*) / (.*)", lambda group, name: tr("Out of use: {what}", what=f"{group} › {name}")),
    ("topic", r"also do (.*) / (.*): (.*)", _also),
    (
        "absence",
        r"planned (\w+) of (.*)",
        lambda state, who: tr("Planned for {who}: {what}", who=who, what=_state(state)),
    ),
    ("absence", r"cancelled (\w+)", lambda state: tr("Taken back: {what}", what=_state(state))),
    ("absence", r"skipped (\S+)", lambda day: tr("Left out: {day}", day=day)),
    ("deputies", r"deputies of (.*?)(?: in topic (\d+))?: (.*)", _deputies),
    (
        "calendar",
        rf"undone {_DAY}",
        lambda kind, on: tr("Taken back: {day} {kind}", day=on, kind=_day(kind)),
    ),
    ("calendar", rf"{_DAY} (.*)", lambda kind, on, name: f"{on} {_day(kind)}: {name}"),
    ("ring", r"missed call dismissed", lambda: tr("Missed call put aside")),
)
