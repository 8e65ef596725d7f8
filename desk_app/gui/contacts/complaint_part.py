"""An objection, a complaint or an opinion heard in a contact: a small panel in the record, else one line."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.areas import Area
from desk_app.core.complaints import ComplaintKind, NewComplaint
from desk_app.core.errors import BadInput, DeskError
from desk_app.core.personal_ids import find_personal_ids
from desk_app.gui import theme
from desk_app.gui.complaints.words import KINDS, place_words
from desk_app.gui.contacts.picker import Option, Picker
from desk_app.gui.contacts.session import Session
from desk_app.gui.i18n import tr
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.fields import Field, LiveLineEdit, LiveTextEdit
from desk_app.gui.widgets.labels import Words, label
from desk_app.gui.widgets.own_keys import keep_from_page
from desk_app.gui.words import say_error
from desk_app.usecases.complaint_lists import OpinionPlace, opinion_place

_STEP = "objection"
"""The step of a script that hears an objection: the panel opens with it."""
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class ComplaintPart(QWidget):
    """Kind, about what, about whom, what is wanted; every change goes into the draft.

    Ctrl+I opens it from any step and Esc closes it; what was typed stays and is shown in one line. What is
    emptied again is no complaint. Says `went_to(widget)` where the keyboard went in it, `left` when closed.
    """

    left = Signal()
    went_to = Signal(object)  # the widget that took the keyboard

    def __init__(self, shift: Shift, owner: QWidget) -> None:
        super().__init__(owner)
        self._shift = shift
        self._session: Session | None = None
        self._step = ""
        self._open = False
        self._place: OpinionPlace | None = None
        self.kind = ChoiceGrid(columns=2, own_keys=True, low=True)
        self.kind.setAccessibleName(tr("What it is"))
        self.kind.set_choices([Choice(kind.value, tr(text)) for kind, text in KINDS.items()])
        self.about = LiveLineEdit()
        self.about.setMaxLength(200)
        self.staff = Picker(tr("Name"))
        self.wants = LiveTextEdit(lines=2)
        self.fields = {
            "complaint_about": Field(tr("What it is about, in a word"), self.about, low=True),
            "staff": Field(tr("Whom it is about (optional)"), self.staff, low=True),
            "complaint_wants": Field(tr("What the customer wants"), self.wants, low=True),
        }
        self.verb = action(
            owner, tr("Objection, complaint or opinion"), "Ctrl+I", self.turn, whole_window=True
        )
        self._lay_out()
        self._listen()
        self._set_people()
        self._read_place()

    # -- shown ----------------------------------------------------------------------------------

    def show_session(self, session: Session) -> None:
        """Show what the draft keeps; the step that hears an objection opens the panel."""
        fresh, self._session = session is not self._session, session
        if fresh:
            self._open, self._step = False, ""
            self.clear_errors()
        step = session.step.id if session.step else ""
        came, self._step = step == _STEP != self._step, step
        if came:
            self._open = True
        kept = session.draft.complaint or NewComplaint(self._usual())
        self.kind.select(kept.kind.value)
        if self.about.live_text() != kept.about:
            self.about.setText(kept.about)
        if self.wants.live_text() != kept.wants:
            self.wants.setPlainText(kept.wants)
        self.staff.choose(kept.about_staff_id)
        self._show_parts()

    def turn(self) -> None:
        """Open the panel with the keyboard in it, or close it where the keyboard is in it already."""
        here = QApplication.focusWidget()
        if self._open and here is not None and self._card.isAncestorOf(here):
            self.close_panel()
            return
        self._open = True
        self._show_parts()
        if self._session is not None and self._session.draft.complaint is not None:
            self._go_to(self.about)
        else:
            self.kind.take_focus()
            self.went_to.emit(self._card)

    def close_panel(self) -> None:
        """Put the panel away; what was typed is kept, what was emptied is no complaint."""
        self.staff.take()
        session = self._session
        if session is not None and session.draft.complaint is not None:
            kept = session.draft.complaint
            if not (kept.about.strip() or kept.wants.strip()):
                session.edit(complaint=None)
        self._open = False
        self._show_parts()
        self.left.emit()

    def show_error(self, error: DeskError) -> bool:
        """Say at its field what is wrong and go there; return whether it is a field of this part."""
        field = self.fields.get(error.field) if isinstance(error, BadInput) else None
        if field is None or self._session is None or self._session.draft.complaint is None:
            return False
        self._open = True
        self._show_parts()
        field.set_error(say_error(error))
        self._go_to(field.editor)
        return True

    def clear_errors(self) -> None:
        """Take every error away."""
        for field in self.fields.values():
            field.set_error("")

    def is_open(self) -> bool:
        """Return whether the panel is open."""
        return self._open

    # -- inside ---------------------------------------------------------------------------------

    def _usual(self) -> ComplaintKind:
        return ComplaintKind.OBJECTION if self._step == _STEP else ComplaintKind.COMPLAINT

    def _edit(self, **fields: Any) -> None:
        session = self._session
        if session is None:
            return
        kept = session.draft.complaint or NewComplaint(ComplaintKind(self.kind.selected()))
        changed = replace(kept, **fields)
        if changed != session.draft.complaint:
            session.edit(complaint=changed)

    def _typed(self, name: str, text: str) -> None:
        session = self._session
        if session is None:
            return
        kept = session.draft.complaint or NewComplaint(self._usual())
        if getattr(kept, name) != text:
            forbidden = BadInput(name, "personal_id") if find_personal_ids(text) else None
            self.fields[f"complaint_{name}"].set_error(say_error(forbidden) if forbidden else "")
            self._edit(**{name: text})

    def _show_parts(self) -> None:
        kept = self._session.draft.complaint if self._session is not None else None
        self._card.setVisible(self._open)
        self._line.setVisible(kept is not None and not self._open)
        self._button.setVisible(kept is None and not self._open)
        if kept is not None:
            about = kept.about.strip() or tr("not said yet what it is about")
            self._line.set_words(tr("{what}: {who}", what=tr(KINDS[kept.kind]), who=about))
        opinion = self.kind.selected() == ComplaintKind.OPINION and self._place is not None
        self._told.setVisible(opinion)
        if opinion and self._place is not None:
            self._told.set_text(place_words(self._place))

    def _read_place(self) -> None:
        def take(place: OpinionPlace) -> None:
            self._place = place
            self._show_parts()

        self._shift.call(self, opinion_place, take)

    def _set_people(self) -> None:
        here = [one for one in self._shift.people if not one.retired]
        self.staff.set_options(
            [Option(one.id, one.title, (one.name, one.title, one.name[1:])) for one in here]
        )

    def _go_on(self) -> None:
        """Go to the next field, and from the last one back to the script."""
        here = QApplication.focusWidget()
        if here is self.staff:
            self.staff.take()
        if here is self.wants:
            self.close_panel()
        elif here is not None:
            order: list[QWidget] = [self.about, self.staff, self.wants]
            self._go_to(order[order.index(here) + 1 if here in order else 0])

    def _go_to(self, widget: QWidget) -> None:
        widget.setFocus()
        self.went_to.emit(widget)

    def _keeps(self, event: QKeyEvent) -> bool:
        """Return whether a key is the panel's, whatever the page does with it elsewhere."""
        here = QApplication.focusWidget()
        if not self._open or here is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        number = self.kind.isAncestorOf(here) and event.text().isdecimal()
        return number or event.key() == Qt.Key.Key_Escape or event.key() in _ENTER

    def event(self, event: QEvent) -> bool:
        """Keep Esc, Enter and the numbers of the kind."""
        return keep_from_page(event, self._keeps) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on by Enter, close by Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
        elif event.key() in _ENTER:
            number = self.kind.number_at_hand()
            if number:
                self.kind.press(number)
            self._go_on()
        else:
            super().keyPressEvent(event)

    def _listen(self) -> None:
        self.kind.chosen.connect(lambda kind: self._edit(kind=ComplaintKind(kind)))
        self.about.live_text_changed.connect(lambda text: self._typed("about", text))
        self.wants.live_text_changed.connect(lambda text: self._typed("wants", text))
        self.staff.chosen.connect(lambda staff_id: self._edit(about_staff_id=staff_id))
        self._shift.reference_changed.connect(self._set_people)
        self._shift.changed.connect(self._changed)

    def _changed(self, areas: frozenset[Area]) -> None:
        if Area.OFFICE in areas:
            self._read_place()

    def _lay_out(self) -> None:
        self._card = Note("quiet")
        head = QHBoxLayout()
        head.addWidget(label(tr("Objection, complaint or opinion")), 1)
        close = KeyButton(tr("Close"), "Esc", "quiet", size="small")
        close.clicked.connect(lambda _checked=False: self.close_panel())
        head.addWidget(close)
        self._told = Words(size=theme.SMALL, ink="text_soft")
        self._card.column.setSpacing(8)
        self._card.column.addLayout(head)
        for widget in (self.kind, self._told, *self.fields.values()):
            self._card.column.addWidget(widget)
        self._line = Note("warning")
        self._button = KeyButton.of(self.verb, "quiet", size="small")
        self._button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)
        column.addWidget(self._line)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
