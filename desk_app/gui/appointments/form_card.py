"""The card of the form on the page: its heading with the charter's clause, the answer why, the form."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout

from desk_app.gui import theme
from desk_app.gui.appointments.form import BookingForm
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.cards import Card
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.labels import heading
from desk_app.usecases.scripts import load_clauses

_CLAUSE = "I-2-4"
_ROOMY, _WIDE = (
    540,
    310,
)  # px at 100 % from which on there is room for what the form is for, and for the clause


class FormCard(Card):
    """The form under its heading; why a visit is needed, once answered, stands beside it."""

    def __init__(self, form: BookingForm) -> None:
        super().__init__(padding=14, spacing=6)
        self._form = form
        self._clause = Chip(load_clauses()[_CLAUSE].mark, "primary", small=True)
        head = QHBoxLayout()
        head.addWidget(heading(tr("Book a visit")))
        head.addWidget(self._clause)
        head.addStretch(1)
        head.addWidget(form.why.fold)
        self.column.addLayout(head)
        self.column.addWidget(form, 1)

    def has_keyboard(self) -> bool:
        """Return whether somebody types here."""
        here = self.focusWidget()
        return here is not None and here.hasFocus()

    def is_busy(self) -> bool:
        """Return whether a booking is begun: somebody types, or something stands typed."""
        return self.has_keyboard() or not self._form.is_empty()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Say what the form is for, and by which clause, where there is room."""
        super().resizeEvent(event)
        self._clause.setVisible(self.width() >= theme.px(_WIDE))
        self._form.why.occasion.setVisible(self.height() >= theme.px(_ROOMY))
