"""Calling a customer: the number goes to the clipboard and to whatever telephone the computer has."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication

from desk_app.gui.i18n import tr
from desk_app.gui.messages import say


def dial(digits: str) -> None:
    """Copy the number and open it as a `tel:` address; the notice line says so without naming it."""
    number, _, extension = digits.partition("#")
    QGuiApplication.clipboard().setText(number)
    QDesktopServices.openUrl(QUrl(f"tel:{number};ext={extension}" if extension else f"tel:{number}"))
    say(tr("The number is copied. Dial it, or paste it into the telephone."))
