"""Qt itself, where a release of it has hurt us."""

import sys

from PySide6.QtCore import QObject


def test_calling_qt_does_not_wear_out_none() -> None:
    """PySide6 6.12.0 dropped a reference to None with every call, until Python 3.11 aborted."""
    one = QObject()
    before = sys.getrefcount(None)
    for _ in range(1000):
        one.setObjectName("desk")
    assert sys.getrefcount(None) > before - 500
