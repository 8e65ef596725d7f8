"""A desk to sit at in tests: the real executor behind the real database thread, over an invented office."""

from typing import cast

from db.files import Opened
from desk_app.gui.runner import Runner
from desk_app.gui.shift import Shift
from desk_app.usecases.reference import read_reference
from desk_app.usecases.signing_in import SignedIn
from tests.builders import DESK, Office


def shift_for(office: Office, name: str = "김하늘", desk: str = DESK) -> Shift:
    """Return the shift of a member of staff of `office`; end it with `shift.runner.stop()`.

    Nobody signed in with a password, so `signed_in.opened` is None. What another desk commits is seen when
    a test emits `shift.changed`, as the feed would. `shift.runner.settle()` waits for all that was called.
    """
    executor = office.at(name, desk)
    runner = Runner(executor.run)
    signed_in = SignedIn(executor, cast("Opened", None))
    shift = Shift(signed_in, runner, office.clock, executor.run(read_reference).value)
    runner.changed.connect(shift.changed)
    return shift
