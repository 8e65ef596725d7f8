"""What can be done with an appointment: each verb, its key, and in which states it makes sense."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desk_app.core.appointments import OPEN, AppointmentState
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.actions import action
from desk_app.usecases.agenda import AgendaRow

_BOOKED, _ARRIVED, _TALK = AppointmentState.BOOKED, AppointmentState.ARRIVED, AppointmentState.IN_TALK
_DONE, _NO_SHOW = AppointmentState.DONE, AppointmentState.NO_SHOW
_WHEN: dict[str, frozenset[AppointmentState]] = {
    "arrive": frozenset({_BOOKED, _NO_SHOW}),
    "talk": frozenset({_BOOKED, _ARRIVED}),
    "done": OPEN,
    "no_show": frozenset({_BOOKED}),
    "cover": frozenset({_ARRIVED, _TALK}),
    "move": frozenset({_BOOKED}),
    "hand_over": frozenset({_BOOKED}),
    "change": OPEN,
    "cancel": frozenset({_BOOKED, _ARRIVED}),
    "back": frozenset({_ARRIVED, _TALK, _DONE, _NO_SHOW}),
}
_ALWAYS = frozenset({"brief", "print", "text", "calendar"})
PAPERS = ("print", "text", "calendar")


@dataclass(frozen=True)
class Verbs:
    """The actions of one appointment, by id."""

    actions: dict[str, QAction]

    def of_state(self) -> list[QAction]:
        """Return what changes the appointment, in the order of a visit."""
        return [each for verb, each in self.actions.items() if verb not in PAPERS]

    def papers(self) -> list[QAction]:
        """Return what the customer takes along."""
        return [self.actions[verb] for verb in PAPERS]

    def allow(self, row: AgendaRow | None, now: datetime, *, free: bool, away: bool) -> None:
        """Let the keys speak only where their verb can be done; `free` while no panel asks anything."""
        for verb, each in self.actions.items():
            fits = row is not None and (verb in _ALWAYS or row.state in _WHEN[verb])
            if row is not None and verb == "no_show":
                fits = fits and row.starts_at <= now
            if row is not None and verb == "cover":
                fits = fits and (away or row.was_away) and row.covered_by_id is None
            if row is not None and verb == "brief":
                fits = row.state in OPEN and away
            each.setEnabled(fits and free)
            if verb not in PAPERS:
                each.setVisible(fits)


def make_verbs(owner: QWidget, runs: dict[str, Callable[[], object]]) -> Verbs:
    """Return the verbs as actions of `owner`, each running what `runs` has for it."""
    keys = (
        ("arrive", tr("Arrived"), "A"),
        ("talk", tr("Begin the talk"), "S"),
        ("done", tr("Visit done"), "D"),
        ("no_show", tr("Did not come"), "X"),
        ("brief", tr("Hand-over brief"), "B"),
        ("cover", tr("Receive as deputy"), "V"),
        ("move", tr("Move"), "M"),
        ("hand_over", tr("Hand over"), "H"),
        ("change", tr("Change the details"), "E"),
        ("cancel", tr("Cancel the appointment"), "C"),
        ("back", tr("Take back"), "U"),
        ("print", tr("Print the slip"), "P"),
        ("text", tr("Copy the text message"), "L"),
        ("calendar", tr("Calendar file"), "I"),
    )
    return Verbs({verb: action(owner, text, key, runs[verb]) for verb, text, key in keys})
