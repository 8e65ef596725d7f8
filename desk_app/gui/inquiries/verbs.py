"""What can be done with an inquiry: each verb, its key, and in which states it makes sense."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desk_app.core.clock import seoul
from desk_app.core.inquiries import OPEN, InquiryState, Kind
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.actions import action
from desk_app.usecases.inquiries import InquiryRow

_RECEIVED, _ACCEPTED = InquiryState.RECEIVED, InquiryState.ACCEPTED
_ANSWERED = InquiryState.ANSWERED
_WHEN: dict[str, frozenset[InquiryState]] = {
    "accept": frozenset({_RECEIVED}),
    "write": OPEN,
    "check": OPEN,
    "send": frozenset({_ACCEPTED}),
    "interim": OPEN,
    "extend": frozenset({_ACCEPTED}),
    "extend_late": frozenset({_ACCEPTED}),
    "ask": OPEN,
    "came": OPEN,
    "inspect": frozenset({_ACCEPTED}),
    "inspect_longer": frozenset({_ACCEPTED}),
    "inspected": frozenset({_ACCEPTED}),
    "tell": frozenset({_ACCEPTED}),
    "change": OPEN,
    "plan": OPEN,
    "pass_on": OPEN,
    "refer": OPEN,
    "close": frozenset({_ANSWERED}),
    "withdraw": OPEN,
    "follow": frozenset(InquiryState),
    "complain": frozenset(InquiryState),
    "file": frozenset(InquiryState),
    "take_out": frozenset(InquiryState),
}
_MOST_EXTENSIONS = 2
_BY_TIME = {"extend": False, "extend_late": True}  # whether the period is over
PAPERS = ("print", "pdf", "hwpx", "docx", "copy")
_KEYS_ONLY = ("extend_late",)  # says why it cannot be done, and offers nothing


@dataclass(frozen=True)
class Verbs:
    """The actions of one inquiry, by id."""

    actions: dict[str, QAction]

    def of_state(self) -> list[QAction]:
        """Return what changes the inquiry, in the order of its life."""
        return [each for verb, each in self.actions.items() if verb not in (*PAPERS, *_KEYS_ONLY)]

    def papers(self) -> list[QAction]:
        """Return what is made of the letter shown."""
        return [self.actions[verb] for verb in PAPERS]

    def allow(self, row: InquiryRow | None, *, free: bool, now: datetime) -> None:
        """Let the keys speak only where their verb can be done; `free` while no panel asks anything."""
        today = seoul(now).date()
        for verb, each in self.actions.items():
            if verb in PAPERS:
                each.setEnabled(row is not None)
                continue
            fits = row is not None and row.state in _WHEN[verb]
            if row is not None and verb in _ALSO:
                fits = fits and _ALSO[verb](row)
            if row is not None and verb in _BY_TIME:
                fits = fits and (row.statutory_due_on < today) is _BY_TIME[verb]
            each.setEnabled(fits and free)
            each.setVisible(fits)


def _is_inspected(row: InquiryRow) -> bool:
    return row.field_until is not None and row.field_ended_on is None


def _may_be_extended(row: InquiryRow) -> bool:
    return row.kind is not Kind.OTHER and row.extensions < _MOST_EXTENSIONS


_ALSO: dict[str, Callable[[InquiryRow], bool]] = {
    "tell": lambda row: row.told_on is None,
    "extend": _may_be_extended,
    "extend_late": _may_be_extended,
    "check": lambda row: row.drafts > 0 and not row.checked,
    "send": lambda row: row.drafts > 0,
    "ask": lambda row: row.waits_until is None,
    "came": lambda row: row.waits_until is not None,
    "inspect": lambda row: row.kind is Kind.GRIEVANCE and row.field_until is None,
    "inspect_longer": _is_inspected,
    "inspected": _is_inspected,
    "take_out": lambda row: row.files > 0,
}


def make_verbs(owner: QWidget, runs: dict[str, Callable[[], object]]) -> Verbs:
    """Return the verbs as actions of `owner`, each running what `runs` has for it."""
    keys = (
        ("accept", tr("Accept"), "A"),
        ("tell", tr("Told the date"), "D"),
        ("write", tr("Write the reply"), "R"),
        ("check", tr("Checked"), "K"),
        ("send", tr("Sent"), "S"),
        ("interim", tr("Interim reply"), "M"),
        ("extend", tr("Extend"), "E"),
        ("extend_late", tr("Why it cannot be extended"), "E"),
        ("ask", tr("Ask to supplement"), "B"),
        ("came", tr("Supplement came"), "G"),
        ("inspect", tr("Field inquiry"), "V"),
        ("inspect_longer", tr("Longer field inquiry"), "Shift+V"),
        ("inspected", tr("Field inquiry is over"), "O"),
        ("plan", tr("Plan to pass on"), "P"),
        ("pass_on", tr("Pass on"), "H"),
        ("refer", tr("Refer"), "T"),
        ("close", tr("Close the inquiry"), "C"),
        ("withdraw", tr("Taken back by the customer"), "X"),
        ("follow", tr("Go on in a new one"), "L"),
        ("complain", tr("Objection, complaint or opinion"), "Ctrl+I"),
        ("change", tr("Set right", "verb"), "U"),
        ("file", tr("Add a file"), "F"),
        ("take_out", tr("Take a file out"), "Shift+F"),
        ("print", tr("Print"), "Ctrl+P"),
        ("pdf", tr("PDF"), "Alt+P"),
        ("hwpx", tr(".hwpx"), "Alt+H"),
        ("docx", tr(".docx"), "Alt+D"),
        ("copy", tr("Copy the text"), "Alt+C"),
    )
    return Verbs({verb: action(owner, text, key, runs[verb]) for verb, text, key in keys})
