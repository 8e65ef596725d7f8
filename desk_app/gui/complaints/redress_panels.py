"""The panels of redress: an unfriendly call, what a colleague owes for it, and the public apology."""

from typing import Any

from PySide6.QtCore import QTimer

from desk_app.core.errors import BadInput
from desk_app.core.korean_telling import Found, masked
from desk_app.core.promises import PromiseKind, PromiseState
from desk_app.core.redress import ACTIONS
from desk_app.gui.complaints.panels import ComplaintPanel, taken
from desk_app.gui.i18n import mark, tr
from desk_app.gui.promises.words import KINDS as PROMISES
from desk_app.gui.promises.words import short_due
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.cards import Note
from desk_app.usecases.complaint_details import ActionLine, ComplaintDetail
from desk_app.usecases.public_apologies import (
    approve_apology,
    confirm_mistake,
    draft_apology,
    find_telling,
    post_apology,
)
from desk_app.usecases.redress import (
    complete_action,
    owe_apology,
    record_unfriendly_call,
    withdraw_action,
)
from desk_app.usecases.taking_back import withdraw_apology

_SEARCH_AFTER_MS = 200


def open_actions(detail: ComplaintDetail) -> list[ActionLine]:
    """Return the cautions and trainings that are still owed, as far as the reader may see them."""
    return [each for each in detail.actions if each.kind in ACTIONS and each.state is PromiseState.OPEN]


def apologies(detail: ComplaintDetail) -> list[ActionLine]:
    """Return the apology to the customer that is owed or was made, if any; what fell away does not count."""
    owed = (each for each in detail.actions if each.kind is PromiseKind.APOLOGY)
    return [each for each in owed if each.state is not PromiseState.WITHDRAWN]


class OwePanel(ComplaintPanel):
    """The customer is owed an apology, whatever else follows from it."""

    use = owe_apology
    done = mark("The apology is owed from now on.")

    def __init__(self, shift: Shift, detail: ComplaintDetail) -> None:
        super().__init__(shift, tr("Do we owe the customer an apology?"), tr("Promise the apology"))
        said = tr("In charge is {who}; it is to be made before the desk closes.", who=detail.owner)
        self.column.addWidget(Note("quiet", text=said, quiet=True))


class UnfriendlyPanel(ComplaintPanel):
    """A member of staff was unfriendly and is owed a caution or a training."""

    use = record_unfriendly_call
    done = mark("Noted. What the customer is owed is yet to be promised.")

    def __init__(self, shift: Shift, detail: ComplaintDetail) -> None:
        super().__init__(shift, tr("What follows from the unfriendly call?"), tr("Decide"))
        self._staff_id = detail.about_staff_id
        self._staff = self.add_person("staff", tr("Who was unfriendly"), tr("Name"), chosen=self._staff_id)
        self._staff.chosen.connect(self._choose)
        kinds = {kind: PROMISES[kind] for kind in (PromiseKind.CAUTION, PromiseKind.TRAINING)}
        self._action = self.add_choices("action", tr("Caution or training"), kinds)
        self._on = self.add_day("due", tr("By which day"))
        self._what = self.add_line("action_what", tr("What it is about (optional)"))
        seen = tr(
            "Seen by supervisors and this person only. An apology to the customer is promised apart from it."
        )
        self.column.addWidget(Note("quiet", text=seen, quiet=True))

    def arguments(self) -> dict[str, Any]:
        """Return who, what and by when; raises `BadInput` for what is missing."""
        self._staff.take()
        if self._staff_id is None:
            raise BadInput("staff", "missing")
        return {
            "staff_id": self._staff_id,
            "action": PromiseKind(taken(self._action, "action")),
            "action_on": self._on.value(),
            "what": self._what.text(),
        }

    def begin(self) -> None:
        """Begin with the person, or with what follows where they are known."""
        if self._staff_id is None:
            self._staff.setFocus()
        else:
            self._action.take_focus()

    def _choose(self, staff_id: int | None) -> None:
        self._staff_id = staff_id


class _ActionPanel(ComplaintPanel):
    """A panel about one caution or training that is owed; where there are several, they are the choices."""

    def __init__(self, shift: Shift, detail: ComplaintDetail, title: str, confirm: str) -> None:
        super().__init__(shift, title, confirm)
        now, owed = shift.now(), open_actions(detail)
        self._versions: dict[str, int] = {}
        choices = {each.promise_id: _action_words(each, short_due(each.due_at, now)) for each in owed}
        self._which = self.add_choices("action", tr("Caution or training"), choices)
        self._which.select(str(owed[0].promise_id))

    def target(self, detail: ComplaintDetail | None) -> dict[str, Any] | None:
        """Take how what is owed stands on the screen; which of it is meant is among the arguments."""
        owed = open_actions(detail) if detail else []
        self._versions |= {str(each.promise_id): each.version for each in owed}
        return {}

    def arguments(self) -> dict[str, Any]:
        """Return the promise chosen, as it stood when it was taken in."""
        chosen = self._which.selected()
        return {"promise_id": int(chosen), "seen_version": self._versions[chosen]}


def _action_words(each: ActionLine, due: str) -> str:
    what = tr("{what}: {who}", what=tr(PROMISES[each.kind]), who=each.only_for)
    return f"{what} · {tr('by {when}', when=due)}"


class CompletePanel(_ActionPanel):
    """The caution was given, or the training held."""

    use = complete_action
    done = mark("Done, and noted what was done.")

    def __init__(self, shift: Shift, detail: ComplaintDetail) -> None:
        super().__init__(
            shift, detail, tr("The caution was given, or the training held"), tr("Record as done")
        )
        self._done = self.add_text("action_done", tr("What was done"), lines=2)

    def arguments(self) -> dict[str, Any]:
        """Return the promise and what was done."""
        return super().arguments() | {"done": self._done.toPlainText()}

    def begin(self) -> None:
        """Begin with what was done."""
        self._done.setFocus()


class LiftPanel(_ActionPanel):
    """The caution or training falls away."""

    use = withdraw_action
    done = mark("It falls away, with its reason.")

    def __init__(self, shift: Shift, detail: ComplaintDetail) -> None:
        super().__init__(shift, detail, tr("Let a caution or training fall away"), tr("Let it fall away"))
        hint = tr("for instance: the complaint was unfounded")
        self._reason = self.add_line("reason", tr("Reason"), hint=hint)
        for apology in apologies(detail):
            said = tr("The apology that is owed to the customer stays; it is withdrawn on the board.")
            if apology.state is not PromiseState.OPEN:
                said = tr("The customer was apologised to already; that stays as it is.")
            self.column.addWidget(Note("quiet", text=said, quiet=True))

    def arguments(self) -> dict[str, Any]:
        """Return the promise and the reason."""
        return super().arguments() | {"reason": self._reason.text()}

    def begin(self) -> None:
        """Begin with the reason."""
        self._reason.setFocus()


class ConfirmPanel(ComplaintPanel):
    """We made a mistake: a public apology is owed."""

    use = confirm_mistake
    done = mark("Confirmed. The public apology is owed from now on.")

    def __init__(self, shift: Shift, _detail: ComplaintDetail) -> None:
        super().__init__(shift, tr("Did we make a mistake?"), tr("Confirm the mistake"))
        said = tr("Then we apologise on the website as well, without anything that tells whose case it was.")
        self.column.addWidget(Note("warning", text=said, quiet=True))


class RetractPanel(ComplaintPanel):
    """The mistake that was confirmed was none: no public apology is owed."""

    use = withdraw_apology
    done = mark("Taken back, with its reason. No public apology is owed any more.")

    def __init__(self, shift: Shift, _detail: ComplaintDetail) -> None:
        super().__init__(shift, tr("Was it no mistake of ours after all?"), tr("Take the mistake back"))
        hint = tr("for instance: another agency had said so")
        self._reason = self.add_line("reason", tr("Reason"), hint=hint)
        said = tr("What was written stays in the record. A mistake found out later is confirmed anew.")
        self.column.addWidget(Note("quiet", text=said, quiet=True))

    def arguments(self) -> dict[str, Any]:
        """Return the reason."""
        return {"reason": self._reason.text()}

    def begin(self) -> None:
        """Begin with the reason."""
        self._reason.setFocus()


class DraftPanel(ComplaintPanel):
    """The text of the public apology; what would tell whose case it was is shown while it is written."""

    use = draft_apology
    done = mark("Kept. Another supervisor approves it.")

    def __init__(self, shift: Shift, detail: ComplaintDetail) -> None:
        super().__init__(shift, tr("Write the public apology"), tr("Keep the text"))
        self._id = detail.id
        self.editor = self.add_text("apology_text", tr("Text"), lines=6)
        versions = detail.apology.versions if detail.apology else ()
        self.editor.setPlainText(versions[-1].text if versions else "")
        self.found = Note("warning")
        self.found.hide()
        self.column.addWidget(self.found)
        self._searching = QTimer(self, singleShot=True, interval=_SEARCH_AFTER_MS)
        self._searching.timeout.connect(self._search)
        self.editor.live_text_changed.connect(lambda _text: self._searching.start())

    def arguments(self) -> dict[str, Any]:
        """Return the text."""
        return {"text": self.editor.toPlainText()}

    def begin(self) -> None:
        """Begin with the text."""
        self.editor.setFocus()

    def is_settled(self) -> bool:
        """Return whether the text as it stands was searched."""
        return not self._searching.isActive()

    def _search(self) -> None:
        text = self.editor.live_text()
        self._shift.call(self, find_telling, self._show, complaint_id=self._id, text=text)

    def _show(self, found: tuple[Found, ...]) -> None:
        said = tr("This could tell whose case it is: {parts}", parts=masked(found)) if found else ""
        self.found.set_words(said)
        self.found.setVisible(bool(found))
        self.editor.mark_parts((part.start, part.end) for part in found)


class ApprovePanel(ComplaintPanel):
    """Another supervisor reads the text and approves it."""

    use = approve_apology
    done = mark("Approved. Post it, and note where.")

    def __init__(self, shift: Shift, detail: ComplaintDetail) -> None:
        super().__init__(shift, tr("Is this apology right as it stands?"), tr("Approve"))
        assert detail.apology is not None
        latest = detail.apology.versions[-1]
        written = tr("Version {number}, written by {who}", number=latest.number, who=latest.drafted_by)
        self.column.addWidget(Note("primary", written, latest.text))


class PostPanel(ComplaintPanel):
    """The approved text was posted."""

    use = post_apology
    done = mark("Posted: the public apology is made.")

    def __init__(self, shift: Shift, _detail: ComplaintDetail) -> None:
        super().__init__(shift, tr("When and where was the apology posted?"), tr("Record as posted"))
        self._on = self.add_day("posted_on", tr("Day of posting"), past=True)
        self._where = self.add_line("posted_where", tr("Where it was posted"), hint=tr("page of the website"))

    def arguments(self) -> dict[str, Any]:
        """Return day and place."""
        return {"posted_on": self._on.value(), "where": self._where.text()}

    def begin(self) -> None:
        """Begin with the day."""
        self._on.setFocus()
