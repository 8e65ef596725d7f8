"""A field of one line, with its text at hand."""

from PySide6.QtWidgets import QWidget

from desk_app.gui.i18n import tr
from desk_app.gui.widgets.fields import Field, LiveLineEdit


class LineField(Field):
    """A label over one line of text; an error under it goes as soon as something else is typed."""

    def __init__(
        self, name: str, *, placeholder: str = "", help_text: str = "", parent: QWidget | None = None
    ) -> None:
        self.edit = LiveLineEdit(placeholder)
        super().__init__(name, self.edit, help_text=help_text, parent=parent)
        self.edit.textEdited.connect(lambda _text: self.set_error(""))

    def text(self) -> str:
        """Return what stands there, without space around it."""
        return self.edit.text().strip()

    def set_text(self, text: str) -> None:
        """Put `text` there, without an error."""
        self.edit.setText(text)
        self.set_error("")


def first_blank(*fields: LineField) -> LineField | None:
    """Return the first empty one of `fields`, all empty ones being told so and it given the focus."""
    blank = [field for field in fields if not field.text()]
    for field in blank:
        field.set_error(tr("Fill this in."))
    if blank:
        blank[0].edit.setFocus()
        return blank[0]
    return None
