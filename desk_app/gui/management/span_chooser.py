"""Which days a report is of: a named span, or two days that are typed."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desk_app.core.clock import seoul
from desk_app.core.compliance import check_span
from desk_app.core.errors import BadInput
from desk_app.core.report_spans import ReportSpan, days_of
from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.management.words import SPANS
from desk_app.gui.messages import say
from desk_app.gui.settings.year import parse_day
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.combo import ComboBox
from desk_app.gui.widgets.fields import LiveLineEdit
from desk_app.gui.words import say_error


class SpanChooser(QWidget):
    """A list of spans; for one's own days two fields beside it. Says `changed` when other days are chosen."""

    changed = Signal()

    def __init__(self, shift: Shift) -> None:
        super().__init__()
        self._shift = shift
        self._own: tuple[date, date] | None = None
        self.list = ComboBox()
        self.list.setProperty("low", True)
        self.list.setAccessibleName(tr("Days of the report"))
        for span, text in SPANS.items():
            self.list.addItem(tr(text), span)
        self.first, self.last = (_day_field(name) for name in (tr("From the day"), tr("To the day")))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for each in (self.first, self.last, self.list):
            row.addWidget(each)
        self.list.activated.connect(lambda _at: self._chosen())
        for field in (self.first, self.last):
            field.hide()
            field.returnPressed.connect(self._typed)

    @property
    def span(self) -> ReportSpan:
        """Return which span is chosen."""
        return ReportSpan(self.list.currentData())

    def days(self) -> tuple[date, date]:
        """Return first and last day, both counted, as of now."""
        if self.span is ReportSpan.OWN and self._own is not None:
            return self._own
        return days_of(self.span, seoul(self._shift.now()).date())

    def choose(self, span: ReportSpan) -> None:
        """Choose a span, as if from the list."""
        self.list.setCurrentIndex(list(SPANS).index(span))
        self._chosen()

    def _chosen(self) -> None:
        own = self.span is ReportSpan.OWN
        for field, day in zip((self.first, self.last), self.days(), strict=True):
            field.setVisible(own)
            field.setText(day.isoformat())
        if own:
            self.first.setFocus()
            self.first.selectAll()
        self.changed.emit()

    def _typed(self) -> None:
        """Take the days typed, or say at once what is wrong with them."""
        now, days = seoul(self._shift.now()), []
        for field in (self.first, self.last):
            try:
                days.append(parse_day(field.text(), now))
            except BadInput as wrong:
                self._refuse(wrong, field)
                return
        try:
            check_span(*days)
        except BadInput as wrong:
            self._refuse(wrong, self.last)
            return
        self._own = (days[0], days[1])
        self.changed.emit()

    def _refuse(self, wrong: BadInput, field: LiveLineEdit) -> None:
        say(say_error(wrong), "danger")
        field.setFocus()
        field.selectAll()


def _day_field(name: str) -> LiveLineEdit:
    made = LiveLineEdit("2026-11-01")
    made.setAccessibleName(name)
    made.setFixedWidth(theme.px(104))
    made.setProperty("low", True)
    return made
