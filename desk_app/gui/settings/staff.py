"""직원: who works here, what they may do, and letting them in and out; for supervisors."""

from typing import Any

from PySide6.QtWidgets import QWidget

from desk_app.core.areas import Area
from desk_app.core.errors import BadInput
from desk_app.core.phones import format_phone, parse_phone
from desk_app.core.staff import Person, Role
from desk_app.gui.i18n import mark, tr
from desk_app.gui.office.background import background
from desk_app.gui.office.line_field import LineField, first_blank
from desk_app.gui.office.passwords import NewPassword
from desk_app.gui.office.presence import presence_word
from desk_app.gui.office.presence_panel import PresencePanel
from desk_app.gui.office.tick_box import TickBox
from desk_app.gui.settings.section import Section, TwiceButton, beside, saved
from desk_app.gui.settings.table import Column, Table
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.choice_grid import Choice, ChoiceGrid
from desk_app.gui.widgets.fields import Field
from desk_app.gui.widgets.labels import heading
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.gui.words import say_error
from desk_app.usecases.signing_in import add_colleague, reset_password, retire_colleague
from desk_app.usecases.staff import change_staff, list_staff

ROLES = {
    Role.RECEPTIONIST: mark("Reception"),
    Role.HANDLER: mark("Case work"),
    Role.SUPERVISOR: mark("Supervisor"),
}


class StaffSection(Section):
    """The list at the left; at the right the one chosen, or the new one."""

    areas = frozenset({Area.STAFF})

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(shift, parent)
        self._person: Person | None = None
        self._panel: PresencePanel | None = None
        self._make_table()
        self._make_form()
        self._show(None)

    def _make_table(self) -> None:
        self.with_retired = TickBox(tr("Show who has left"))
        self.with_retired.toggled.connect(lambda _on: self.read())
        new = action(self, tr("New member of staff"), "Ctrl+N", self._new, whole_window=True)
        column = self.card(tr("Staff"), stretch=5, foot=WrapRow(KeyButton.of(new), self.with_retired))
        quiet = lambda _row: "text_quiet"  # noqa: E731 - a column's ink
        self.table = Table(
            tr("Staff"),
            (
                Column(tr("Staff name"), lambda p: p.title, 3, _ink, least=84),
                Column(tr("Role"), lambda p: tr(ROLES[p.role]), 2, _ink),
                Column(tr("Sign-in name"), lambda p: p.sign_in_name, 2, quiet),
                Column(tr("Presence"), self._presence, 5, quiet),
            ),
            key=lambda person: person.id,
        )
        self.table.picked.connect(self._show)
        column.addWidget(self.table, 1)
        self.setFocusProxy(self.table)

    def _make_form(self) -> None:
        self.title = heading()
        self.name, self.position = LineField(tr("Staff name")), LineField(tr("Position"))
        self.phone = LineField(tr("Phone (optional)"))
        self.sign_in_name = LineField(tr("Sign-in name"))
        self.roles = ChoiceGrid(columns=2, own_keys=True)
        self.roles.set_choices(tuple(Choice(role, tr(words)) for role, words in ROLES.items()))
        self.role = Field(tr("Role"), self.roles)
        self.roles.chosen.connect(lambda _role: self.role.set_error(""))
        self.passwords = NewPassword()
        save = action(self, tr("Save"), "Ctrl+Return", self._save, whole_window=True)
        self.save = KeyButton.of(save, "primary")
        self.reset = KeyButton(tr("Give this new password"))
        self.reset.clicked.connect(lambda _checked=False: self._reset())
        self.set_presence = action(
            self, tr("Set the presence"), "Ctrl+Shift+J", self._ask_presence, whole_window=True
        )
        self.retire = TwiceButton(tr("Has left"))
        self.retire.confirmed.connect(self._retire)
        column = self.card(
            self.title, stretch=4, foot=WrapRow(self.save, KeyButton.of(self.set_presence), self.retire)
        )
        column.addLayout(beside(self.name, self.position))
        column.addLayout(beside(self.sign_in_name, self.phone))
        for widget in (self.role, self.passwords, self.reset):
            column.addWidget(widget)
        column.addStretch(1)

    @property
    def _fields(self) -> dict[str, Field]:
        return {
            "name": self.name,
            "position": self.position,
            "phone": self.phone,
            "sign_in_name": self.sign_in_name,
            "role": self.role,
            "password": self.passwords.first,
        }

    def read(self) -> None:
        """Read the members of staff."""
        self.shift.call(self, list_staff, self._list, with_retired=self.with_retired.isChecked())

    def _list(self, people: tuple[Person, ...]) -> None:
        self.table.show_rows(people)

    def _presence(self, person: Person) -> str:
        if person.retired:
            return tr("Has left")
        return presence_word(person.presence, self.shift.now())[0]

    def _new(self) -> None:
        self.table.leave()
        self._show(None)
        self.name.edit.setFocus()

    def _show(self, person: Person | None) -> None:
        self._person = person
        self.title.set_text(person.title if person else tr("New member of staff"))
        for field, text in (
            (self.name, person.name if person else ""),
            (self.position, person.position if person else ""),
            (self.phone, person.phone if person else ""),
            (self.sign_in_name, person.sign_in_name if person else ""),
        ):
            field.set_text(text)
        self.role.set_error("")
        self.roles.select(person.role if person else Role.RECEPTIONIST)
        self.passwords.clear()
        left = person is not None and person.retired
        self.sign_in_name.edit.setEnabled(person is None)
        self.reset.setVisible(person is not None and not left)
        self.retire.setVisible(person is not None and not left)
        self.set_presence.setVisible(person is not None and not left)
        self.passwords.setVisible(not left)
        self.save.setEnabled(not left)

    def _ask_presence(self) -> None:
        if self._person is not None and not self._person.retired:
            self._panel = self._panel or PresencePanel(self.shift, self.window())
            self._panel.open_under(self.title, self._person)

    def _phone(self) -> str | None:
        """Return the telephone number written for reading, or None with its error shown."""
        if not self.phone.text():
            return ""
        try:
            number = parse_phone(self.phone.text())
        except BadInput as wrong:
            self.phone.set_error(say_error(wrong))
            self.phone.edit.setFocus()
            return None
        return format_phone(number.digits, number.extension)

    def _save(self) -> None:
        person = self._person
        if person is None:
            self._add()
        elif not person.retired and not first_blank(self.name) and (phone := self._phone()) is not None:
            self.shift.call(
                self,
                change_staff,
                self._saved,
                self.failed(self._fields),
                staff_id=person.id,
                seen_version=person.version,
                name=self.name.text(),
                position=self.position.text(),
                role=Role(self.roles.selected()),
                phone=phone,
            )

    def _saved(self, person: Person) -> None:
        saved(tr("Saved: {what}", what=person.title))
        self._show(person)

    def _add(self) -> None:
        if first_blank(self.name, self.sign_in_name):
            return
        phone = self._phone()
        password = self.passwords.password() if phone is not None else None
        if password is not None:
            self._in_background(
                add_colleague,
                self._added,
                name=self.name.text(),
                position=self.position.text(),
                sign_in_name=self.sign_in_name.text(),
                role=Role(self.roles.selected()),
                phone=phone,
                password=password,
            )

    def _added(self, person: Person) -> None:
        saved(tr("{who} may sign in from now on.", who=person.title))
        self._show(None)
        self.name.edit.setFocus()
        self.shift.changed.emit(frozenset({Area.STAFF}))

    def _reset(self) -> None:
        password = self.passwords.password()
        if self._person is not None and password is not None:
            who = self._person.title

            def done(_nothing: object) -> None:
                self.passwords.clear()
                saved(tr("{who} signs in with the new password from now on.", who=who))

            self._in_background(
                reset_password, done, sign_in_name=self._person.sign_in_name, password=password
            )

    def _retire(self) -> None:
        person = self._person
        if person is None:
            return

        def done(_nothing: object) -> None:
            saved(tr("{who} can no longer sign in.", who=person.title))
            self.table.leave()
            self._show(None)
            self.shift.changed.emit(frozenset({Area.STAFF, Area.TOPICS}))

        self._in_background(retire_colleague, done, staff_id=person.id, seen_version=person.version)

    def _in_background(self, work: Any, done: Any, **args: Any) -> None:
        background().call(
            work, done, self.failed(self._fields), owner=self, signed_in=self.shift.signed_in, **args
        )


def _ink(person: Person) -> str:
    return "text_faint" if person.retired else "text"
