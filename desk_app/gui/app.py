"""The program from door to door: founding the office, signing in, the shift, signing out."""

from PySide6.QtCore import QObject

from desk_app.core.clock import Clock
from desk_app.core.errors import DeskError
from desk_app.gui.messages import report_bug
from desk_app.gui.office.background import background
from desk_app.gui.office.entrance import Entrance
from desk_app.gui.office.first_start import FirstStart
from desk_app.gui.office.sign_in import SignIn
from desk_app.gui.words import say_error
from desk_app.gui.workplace import Workplace
from desk_app.settings import Places
from desk_app.usecases.signing_in import SignedIn, is_set_up


class Program(QObject):
    """Shows one window at a time: the first start or the sign-in, then the shift's."""

    def __init__(self, places: Places, clock: Clock) -> None:
        super().__init__()
        self._places, self._clock = places, clock
        self._entrance: Entrance | None = None
        self.workplace: Workplace | None = None
        background().bug.connect(lambda error: report_bug(error, places.log))

    def start(self) -> None:
        """Show the first start where there is no office yet, else the sign-in."""
        founded = is_set_up(self._places.database)
        entrance = (SignIn if founded else FirstStart)(self._places, self._clock)
        entrance.signed_in.connect(self.enter)
        self._entrance = entrance
        entrance.show()

    def enter(self, signed_in: SignedIn) -> None:
        """Begin a shift: its window takes the place of the entrance."""
        workplace = Workplace(signed_in, self._places, self._clock)
        workplace.opened.connect(self._close_entrance)
        workplace.left.connect(self._leave)
        workplace.refused.connect(self._refused)
        self.workplace = workplace

    def close(self) -> None:
        """End the shift, if there is one, with everything saved."""
        if self.workplace is not None:
            self.workplace.close()
            self.workplace = None

    def _close_entrance(self) -> None:
        if self._entrance is not None:
            self._entrance.close()
            self._entrance.deleteLater()
            self._entrance = None

    def _refused(self, error: DeskError) -> None:
        """Stay at the entrance and say why the office could not be opened."""
        if self._entrance is None:
            self.start()
        if self.workplace is not None:
            self.workplace.close()
            self.workplace = None
        if isinstance(self._entrance, Entrance):
            self._entrance.show_trouble(say_error(error))

    def _leave(self) -> None:
        """Sign out: the entrance first, so that the program does not end with its last window."""
        workplace, self.workplace = self.workplace, None
        self.start()
        if workplace is not None:
            workplace.close()
            workplace.deleteLater()
