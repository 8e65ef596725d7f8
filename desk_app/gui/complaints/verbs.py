"""What can be done about a complaint: each verb, its key, and when it makes sense."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desk_app.core.complaints import ComplaintKind, ComplaintState
from desk_app.gui.complaints.redress_panels import apologies, open_actions
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.actions import action
from desk_app.usecases.complaint_details import ApologyDetail, ComplaintDetail

_LED = frozenset({"unfriendly", "complete", "lift", "confirm", "retract", "approve"})
"""What only supervisors do."""


@dataclass(frozen=True)
class Verbs:
    """The actions of one complaint, by id."""

    actions: dict[str, QAction]

    def all(self) -> list[QAction]:
        """Return them in the order of its life."""
        return list(self.actions.values())

    def allow(self, detail: ComplaintDetail | None, *, leads: bool, free: bool) -> None:
        """Let the keys speak only where their verb can be done; `free` while no panel asks anything."""
        for verb, each in self.actions.items():
            fits = detail is not None and _WHEN[verb](detail) and (leads or verb not in _LED)
            each.setVisible(fits)
            each.setEnabled(fits and free)


def _is_open(detail: ComplaintDetail) -> bool:
    return detail.state is ComplaintState.OPEN


def _is_opinion(detail: ComplaintDetail) -> bool:
    return detail.kind is ComplaintKind.OPINION


def _is_known_contact(detail: ComplaintDetail) -> bool:
    return detail.contact_id is not None and detail.customer_id is not None


def _to_post(detail: ComplaintDetail) -> ApologyDetail | None:
    apology = detail.apology
    return apology if apology is not None and apology.posted_on is None else None


def _to_approve(detail: ComplaintDetail) -> bool:
    apology = _to_post(detail)
    return apology is not None and bool(apology.versions) and not apology.approved_by


def _approved(detail: ComplaintDetail) -> bool:
    apology = _to_post(detail)
    return apology is not None and bool(apology.approved_by)


_WHEN: dict[str, Callable[[ComplaintDetail], bool]] = {
    "step": _is_open,
    "close": lambda detail: _is_open(detail) and not _is_opinion(detail),
    "decide": lambda detail: _is_open(detail) and _is_opinion(detail),
    "tell": lambda detail: _is_open(detail) and detail.decision is not None,
    "owe": lambda detail: not _is_opinion(detail) and not apologies(detail),
    "unfriendly": lambda detail: not _is_opinion(detail),
    "complete": lambda detail: bool(open_actions(detail)),
    "lift": lambda detail: bool(open_actions(detail)),
    "confirm": lambda detail: not _is_opinion(detail) and detail.apology is None,
    "retract": lambda detail: _to_post(detail) is not None,
    "draft": lambda detail: _to_post(detail) is not None,
    "approve": _to_approve,
    "post": _approved,
    "source": lambda detail: detail.inquiry_id is not None or _is_known_contact(detail),
}


def make_verbs(owner: QWidget, runs: Mapping[str, Callable[[], object]]) -> Verbs:
    """Return the verbs as actions of `owner`, each running what `runs` has for it."""
    keys = (
        ("step", tr("Note a step"), "S"),
        ("close", tr("Close with its result"), "C"),
        ("decide", tr("Decide the opinion"), "D"),
        ("tell", tr("Told back"), "T"),
        ("owe", tr("Apology owed"), "Y"),
        ("unfriendly", tr("Unfriendly call"), "U"),
        ("complete", tr("Caution or training done"), "G"),
        ("lift", tr("Caution or training falls away"), "X"),
        ("confirm", tr("Confirm a mistake"), "O"),
        ("retract", tr("No mistake after all"), "R"),
        ("draft", tr("Write the apology"), "W"),
        ("approve", tr("Approve the apology"), "A"),
        ("post", tr("Apology posted"), "P"),
        ("source", tr("Where it came from"), "J"),
    )
    return Verbs({verb: action(owner, text, key, runs[verb]) for verb, text, key in keys})
