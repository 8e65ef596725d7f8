"""What a page lies in: it fills the room, and scrolls where the room is less than its least size."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget


class PageFrame(QScrollArea):
    """A scroll area that presses its page down to its least size before it shows a scroll bar.

    So nothing is squeezed or cut at 150 % text in the smallest window.
    """

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.page = page
        self.setWidget(page)
        page.setAutoFillBackground(False)
        page.installEventFilter(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the page the new room."""
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Fit the page again when something in it changed its size."""
        if watched is self.page and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def _fit(self) -> None:
        room, layout = self.maximumViewportSize(), self.page.layout()
        least = self.page.minimumSizeHint().expandedTo(self.page.minimumSize())
        width, height = max(room.width(), least.width()), least.height()
        if layout is not None and layout.hasHeightForWidth():
            height = layout.minimumHeightForWidth(width)
        if height > room.height() and width == room.width():  # the upright bar takes some of the width
            width = max(room.width() - self.verticalScrollBar().sizeHint().width(), least.width())
            if layout is not None and layout.hasHeightForWidth():
                height = layout.minimumHeightForWidth(width)
        self.page.resize(width, max(room.height(), height))
