"""What a page can do: one QAction is the key, the button and the line in the list of keys."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget


def action(
    owner: QWidget, text: str, keys: str, run: Callable[[], object], *, whole_window: bool = False
) -> QAction:
    """Return an action of `owner` named `text`, on `keys` ("F3", "Ctrl+Return", "1, …" is not a key).

    It works while the focus is in `owner` (or anywhere in the window), is listed by the keys overlay, and
    makes a button through `KeyButton.of`. "Return" also takes the number pad's Enter.
    """
    made = QAction(text, owner)
    chosen = [QKeySequence(keys)] if keys else []
    if keys.endswith("Return"):
        chosen.append(QKeySequence(keys.removesuffix("Return") + "Enter"))
    made.setShortcuts(chosen)
    made.setAutoRepeat(False)
    made.setShortcutContext(
        Qt.ShortcutContext.WindowShortcut if whole_window else Qt.ShortcutContext.WidgetWithChildrenShortcut
    )
    made.triggered.connect(lambda _checked=False: run())
    owner.addAction(made)
    return made
