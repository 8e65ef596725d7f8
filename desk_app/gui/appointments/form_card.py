"""The card of the form on the page: its heading, what it is for with the charter's clause, the form."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.appointments.form import BookingForm
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.cards import Card
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.labels import Words, heading
from desk_app.usecases.scripts import load_clauses

_CLAUSE = "I-2-4"
_ROOMY = 540  # px at 100 % from which on the form leaves room for what it is for


class FormCard(Card):
    """The form under its heading; why a visit is needed, once answered, stands beside it."""

    def __init__(self, form: BookingForm) -> None:
        super().__init__(padding=14, spacing=6)
        head = QHBoxLayout()
        head.addWidget(heading(tr("Book a visit")), 1)
        head.addWidget(form.why.fold)
        words = tr("When telephone or post cannot settle it and they must come")
        self._occasion = QWidget()
        occasion = QHBoxLayout(self._occasion)
        occasion.setContentsMargins(0, 0, 0, 2)
        occasion.addWidget(Words(words, size=theme.SMALL, ink="text_quiet", max_lines=1))
        occasion.addWidget(Chip(load_clauses()[_CLAUSE].mark, "primary", small=True))
        occasion.addStretch(1)
        self.column.addLayout(head)
        self.column.addWidget(self._occasion)
        self.column.addWidget(form, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what the form is for where there is room."""
        super().resizeEvent(event)
        self._occasion.setVisible(self.height() >= theme.px(_ROOMY))
