"""Everything owed to a customer: one state machine for callbacks, replies and what comes later.

`open → kept | kept late | withdrawn`. A verdict is never rewritten: whoever owes again makes a new
promise linked to the old one (house, decision 8).
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from desk_app.core.errors import BadInput


class PromiseKind(StrEnum):
    """What is owed: a call back (`I-2-3`), a written reply (`I-3-2`), and what lies round others.

    Round an appointment (`I-2-4`) a reminder on the working day before, and a call to whoever did not come;
    round a written question its acceptance (`II-2-1`), and passing it on to the right team or agency.
    What went wrong is put right: a corrective action and an apology (`P-3`), the fast lane of a second visit
    by our mistake (`III-3-1`), caution and training (`III-3-2`), a public apology (`III-3-3`); an opinion is
    decided and told back (`III-1`), an entry of the FAQ is reviewed (`II-2-2`).
    """

    CALLBACK = "callback"
    REPLY = "reply"
    REMINDER = "reminder"
    NO_SHOW = "no_show"
    ACCEPT = "accept"
    PASS_ON = "pass_on"  # noqa: S105 - a word, not a secret
    REFER = "refer"
    CORRECTIVE = "corrective"
    APOLOGY = "apology"
    FAST_LANE = "fast_lane"
    CAUTION = "caution"
    TRAINING = "training"
    PUBLIC_APOLOGY = "public_apology"
    OPINION = "opinion"
    REVIEW = "review"


OF_COMPLAINTS = frozenset(
    {
        PromiseKind.CORRECTIVE,
        PromiseKind.OPINION,
        PromiseKind.CAUTION,
        PromiseKind.TRAINING,
        PromiseKind.PUBLIC_APOLOGY,
    }
)
"""What is settled with its complaint only; an apology to the customer is kept like a call back."""


class PromiseState(StrEnum):
    """Where a promise stands."""

    OPEN = "open"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    WITHDRAWN = "withdrawn"


class Attempt(StrEnum):
    """How a try to reach the customer ended without reaching them."""

    NO_ANSWER = "no_answer"
    BUSY = "busy"
    WRONG_NUMBER = "wrong_number"
    SOMEONE_ELSE = "someone_else"
    VOICEMAIL = "voicemail"


@dataclass(frozen=True)
class Standing:
    """What the rules need to know of a promise.

    `due_at` is the hour worked towards and alerted on; `told_at` the hour the customer was told,
    by which the promise is judged. They differ only once the told hour has passed.
    """

    state: PromiseState
    due_at: datetime
    told_at: datetime
    owner_id: int
    broken: bool = False
    attempts: int = 0
    closed_at: datetime | None = None


def begun(*, due_at: datetime, owner_id: int, now: datetime, told_at: datetime | None = None) -> Standing:
    """Return the standing of a new promise; `BadInput` where its hour has already passed.

    With `told_at` the law counts it, and not who promises: it may come too late into the world, and broken.
    """
    if told_at is not None:
        return Standing(PromiseState.OPEN, due_at, told_at, owner_id, broken=now > told_at)
    if due_at <= now:
        raise BadInput("due", "in_the_past")
    return Standing(PromiseState.OPEN, due_at, due_at, owner_id)


def counted_anew(standing: Standing, *, due_at: datetime, told_at: datetime, now: datetime) -> Standing:
    """Return the standing after the law's dates moved; one whose told hour had passed stays broken."""
    _must_be_open(standing)
    broken = standing.broken or now > standing.told_at
    return replace(standing, due_at=due_at, told_at=told_at, broken=broken)


def kept(standing: Standing, *, now: datetime) -> Standing:
    """Return the standing after the customer was reached: kept, or kept late, for good."""
    _must_be_open(standing)
    late = standing.broken or now > standing.told_at
    state = PromiseState.KEPT_LATE if late else PromiseState.KEPT
    return replace(standing, state=state, closed_at=now)


def withdrawn(standing: Standing, *, reason: str, now: datetime) -> Standing:
    """Return the standing after the promise fell away, for a reason that is kept."""
    _must_be_open(standing)
    _must_have(reason)
    return replace(standing, state=PromiseState.WITHDRAWN, closed_at=now)


def postponed(
    standing: Standing, *, due_at: datetime, reason: str, customer_told: bool, now: datetime
) -> Standing:
    """Return the standing after a new hour was set.

    Only what the customer was told moves the promise: until then the hour they were told stays the hour
    it is judged by and alerted on, and one that had already passed stays broken.
    """
    _must_be_open(standing)
    _must_have(reason)
    if due_at <= now:
        raise BadInput("due", "in_the_past")
    passed = now > standing.told_at
    return replace(
        standing,
        due_at=due_at if customer_told or passed else min(due_at, standing.told_at),
        told_at=due_at if customer_told else standing.told_at,
        broken=standing.broken or passed,
    )


def attempted(standing: Standing) -> Standing:
    """Return the standing after a try that did not reach the customer: still open."""
    _must_be_open(standing)
    return replace(standing, attempts=standing.attempts + 1)


def handed_over(standing: Standing, *, to: int) -> Standing:
    """Return the standing after another member of staff took the promise on."""
    _must_be_open(standing)
    if to == standing.owner_id:
        raise BadInput("owner", "same_owner")
    return replace(standing, owner_id=to)


def _must_be_open(standing: Standing) -> None:
    if standing.state is not PromiseState.OPEN:
        raise BadInput("promise", "already_closed", standing.state)


def _must_have(reason: str) -> None:
    if not reason.strip():
        raise BadInput("reason", "missing")
