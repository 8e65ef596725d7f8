"""The curtain: one key covers everything a visitor could read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.labels import Words


class Curtain(QWidget):
    """A plain ground with no word of the office on it; `lift_asked` when somebody wants to go on."""

    lift_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("body")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(tr("The screen is covered"))
        lift = QAction(tr("Go on"), self)
        lift.setShortcuts([QKeySequence("F8"), QKeySequence("Return"), QKeySequence("Enter")])
        lift.triggered.connect(lambda _checked=False: self.lift_asked.emit())
        self.addAction(lift)
        words = Words(tr("The screen is covered"), size=theme.LARGE, weight="semibold", ink="text_quiet")
        self.button = KeyButton.of(lift, "primary")
        column = QVBoxLayout(self)
        column.setSpacing(16)
        column.addStretch(1)
        column.addWidget(words, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
