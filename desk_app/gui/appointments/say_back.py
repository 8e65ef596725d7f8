"""The sentence to say back to the customer before a visit is confirmed."""

import re
from datetime import timedelta

from desk_app.core.appointments import Booking
from desk_app.core.clock import seoul
from desk_app.core.spoken import say_date, say_time
from desk_app.core.visit_notices import VisitNotice, say_back
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.flow import Run
from desk_app.gui.widgets.labels import Words
from desk_app.usecases.notices import visit_wording


class SayBack(Note):
    """Date, weekday, time, place, person and what to bring (`I-2-4`); when and with whom are set off."""

    def __init__(self, shift: Shift) -> None:
        super().__init__("dashed")
        self._shift = shift
        self._words = Words()
        self.sentence = ""
        self.column.setContentsMargins(12, 8, 12, 9)
        self.column.addWidget(self._words)
        self.hide()

    def show_booking(self, booking: Booking | None) -> None:
        """Say `booking` back; without one, or one without time and person, show nothing."""
        person = self._shift.person_by_id(booking.staff_id) if booking else None
        self.sentence = ""
        if booking is not None and person is not None and booking.starts_at is not None:
            branch, there = self._shift.office.branch, seoul(booking.starts_at)
            notice = VisitNotice(
                starts_at=booking.starts_at,
                ends_at=booking.starts_at + timedelta(minutes=booking.minutes),
                staff=person.title,
                phone=branch.phone,
                branch=branch.name,
                place=booking.place,
                bring=booking.bring,
            )
            self.sentence = f"“{say_back(notice, visit_wording())}”"
            when = f"{say_date(there.date())} {say_time(there.time())}"
            self._words.set_runs(_set_off(self.sentence, (when, person.title)))
        self.setVisible(bool(self.sentence))


def _set_off(sentence: str, strong: tuple[str, ...]) -> list[Run]:
    """Return the sentence with the parts named set off."""
    parts = re.split("({})".format("|".join(map(re.escape, strong))), sentence)
    return [
        Run(part, weight="semibold", ink="primary_text") if part in strong else Run(part)
        for part in parts
        if part
    ]
