"""The key that asks the customer for an answer, from any page, at the end of a contact."""

from PySide6.QtCore import QObject

from desk_app.gui.i18n import tr
from desk_app.gui.main_window import MainWindow
from desk_app.gui.messages import say
from desk_app.gui.shift import Shift
from desk_app.gui.surveys.window import SurveyWindow


class SurveyCenter(QObject):
    """Opens the customer's window upon Ctrl+Shift+S and says what to say."""

    def __init__(self, shift: Shift, window: MainWindow) -> None:
        super().__init__(window)
        self._shift, self._window = shift, window
        self.asked: SurveyWindow | None = None
        window.add_key(tr("Ask the customer for an answer"), "Ctrl+Shift+S", self.ask)

    def ask(self) -> None:
        """Open the window, made when it is first asked for."""
        if self.asked is None:
            self.asked = SurveyWindow(self._shift, self._window)
        say(tr("Say: “May we ask how it was today? You need not answer.”"))
        self.asked.ask()
