"""What can be done at the desk, and the key for each."""

from collections.abc import Callable

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from desk_app.gui.i18n import tr
from desk_app.gui.widgets.actions import action


def desk_verbs(page: QWidget, **run: Callable[[], object]) -> dict[str, QAction]:
    """Return the page's actions by name, each running what is given under its name."""
    verbs = (
        ("call", tr("Begin a call"), "F3", True),
        ("visit", tr("Begin a visit"), "F2", True),
        ("go_on", tr("To the next field or step"), "Return", False),
        ("back", tr("Back", "step"), "Alt+Left", True),
        ("skip", tr("Skip this step"), "Alt+Right", True),
        ("finish", tr("Record and finish"), "Ctrl+Return", True),
        ("time", tr("Type another time"), "Alt+T", True),
        ("park", tr("Set aside"), "Escape", False),
        ("change", tr("Take up the next one waiting"), "F10", True),
        ("pick", tr("Choose the customer"), "F5", True),
        ("agreed", tr("Came as agreed"), "Alt+A", True),
        ("abuse", tr("Answer abuse"), "F6", True),
        ("despair", tr("Care in despair"), "F7", True),
    )
    return {
        name: action(page, words, keys, run[name], whole_window=whole) for name, words, keys, whole in verbs
    }
