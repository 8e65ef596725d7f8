"""The field for an hour typed in plain Korean."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.widgets.fields import LiveLineEdit
from desk_app.gui.widgets.labels import Words


class TimeField(QWidget):
    """An editor without a label, which its placeholder says; help or error under it."""

    def __init__(self, name: str, editor: LiveLineEdit) -> None:
        super().__init__()
        self._editor = editor
        self._under = Words(size=theme.SMALL)
        self._under.hide()
        editor.setAccessibleName(name)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(editor)
        column.addWidget(self._under)

    def say(self, text: str, tone: str = "text_faint") -> None:
        """Show `text` under the editor, or nothing."""
        self._under.set_text(text, tone)
        self._under.setVisible(bool(text))
        self._editor.setAccessibleDescription(text)
