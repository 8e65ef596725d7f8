"""Keys that are a widget's own: without saying so, the page's shortcuts would take them first."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

_LEADING_ON = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape})


def keep_from_page(event: QEvent, is_own: Callable[[QKeyEvent], bool]) -> bool:
    """Keep a key that `is_own` from the page's shortcuts and return True; leave any other event alone."""
    kept = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and is_own(event)
    if kept:
        event.accept()
    return kept


def leads_on(event: QKeyEvent) -> bool:
    """Return whether a key is plain Enter or Esc: a page leads its script on, or sets it aside, by these."""
    return event.key() in _LEADING_ON and not event.modifiers()
