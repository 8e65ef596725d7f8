"""The first start: branch, desk, first supervisor, recovery code, sign-in; all by keyboard in one window."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desk_app.core.clock import Clock
from desk_app.core.errors import BadInput, DeskError
from desk_app.gui import theme
from desk_app.gui.i18n import mark, tr
from desk_app.gui.office.background import background
from desk_app.gui.office.branch_form import BranchForm, BranchPicker
from desk_app.gui.office.entrance import Entrance
from desk_app.gui.office.line_field import LineField, first_blank
from desk_app.gui.office.passwords import NewPassword
from desk_app.gui.office.sign_in import PasswordForm
from desk_app.gui.office.tick_box import TickBox
from desk_app.gui.office.tries import Tries
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note, rule
from desk_app.gui.widgets.labels import Words, heading
from desk_app.gui.widgets.step_rail import StepItem, StepRail
from desk_app.gui.words import say_error
from desk_app.settings import Places
from desk_app.usecases.office import all_branches
from desk_app.usecases.signing_in import found_office

BRANCH, DESK, SUPERVISOR, CODE, ENTRY = range(5)
_HELP = (
    mark(
        "Choose your branch by typing its name or initial consonants, correct address and telephone, and go "
        "on with Enter. What head office has not confirmed can be corrected later in the settings."
    ),
    mark(
        "Give this desk a name that everybody knows. A second desk names itself when somebody signs in at it."
    ),
    mark(
        "The first supervisor adds the others later. Sign in with sign-in name and password. Nothing is "
        "written to the disk before this step is complete."
    ),
    mark(
        "Write the code on paper, or copy it with Ctrl+C and print it. Then tick with Space or Enter that it "
        "is written down, and go on."
    ),
    mark("Type the password you have just chosen and press Enter."),
)


class FirstStart(Entrance):
    """Founds the office at `places`; `signed_in(SignedIn)` when its first supervisor has signed in.

    Nothing is written before the supervisor is complete; the recovery code is shown once and kept nowhere.
    """

    signed_in = Signal(object)

    def __init__(self, places: Places, clock: Clock, parent: QWidget | None = None) -> None:
        super().__init__(tr("Setting up the desk"), 940, parent)
        self._places, self._clock = places, clock
        self._busy = self._warned = False
        self._titles = (
            tr("Branch"), tr("This desk"), tr("First supervisor"), tr("Recovery code"), tr("Sign in"),
        )  # fmt: skip
        self.rail = StepRail()
        self.rail.setFixedWidth(theme.px(180))
        self.picker, self.branch_form = BranchPicker(all_branches()), BranchForm()
        self.desk = LineField(
            tr("Desk name"), help_text=tr("Every record names the desk at which it was made.")
        )
        self.desk.set_text(tr("Desk 1"))
        self.name, self.position = LineField(tr("Staff name")), LineField(tr("Position"))
        self.sign_in_name = LineField(tr("Sign-in name"), help_text=tr("Letters or numbers, without spaces."))
        self.passwords = NewPassword(tr("Password"))
        self.code = Words(size=theme.LARGE, weight="bold", ink="primary_text", tabular=True)
        self.code.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.written_down = TickBox(tr("I have written the recovery code down"))
        self.entry = PasswordForm(places, clock, Tries(clock, self))
        self._pages = QStackedWidget()
        for make in (
            self._branch_page,
            self._desk_page,
            self._supervisor_page,
            self._code_page,
            self._entry_page,
        ):
            self._pages.addWidget(make())
        self._back = KeyButton(tr("Previous step"), "Alt ←")
        self._next = KeyButton(tr("Next step"), "Enter", "primary")
        self._put_together()
        self._connect()
        self._show(BRANCH)

    # -- pages

    def _branch_page(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(20)
        row.addWidget(self.picker, 1)
        right = QVBoxLayout()
        right.addWidget(self.branch_form)
        right.addStretch(1)
        row.addLayout(right, 1)
        self.branch_form.setEnabled(False)
        return page

    def _desk_page(self) -> QWidget:
        return _page(tr("What is this desk called?"), self.desk)

    def _supervisor_page(self) -> QWidget:
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self.name)
        row.addWidget(self.position)
        page = _page(tr("Who is the first supervisor? Others are added later, in the settings."), row)
        column = page.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(2, self.sign_in_name)
        column.insertWidget(3, self.passwords)
        return page

    def _code_page(self) -> QWidget:
        warning = Note(
            "warning",
            tr("This code is shown only now."),
            tr(
                "If every supervisor forgets the password, only this code opens the office's records. Write "
                "it on paper and lock it away; it is kept nowhere in the program."
            ),
        )
        copy = self._copy_button = KeyButton(tr("Copy the recovery code"), "Ctrl C")
        self._copy = action(
            self.code, tr("Copy the recovery code"), "Ctrl+C", self._copy_code, whole_window=True
        )
        copy.clicked.connect(lambda _checked=False: self._copy_code())
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.code, 1)
        row.addWidget(copy)
        page = _page(tr("The recovery code"), row)
        column = page.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(1, warning)
        column.insertWidget(3, self.written_down)
        return page

    def _entry_page(self) -> QWidget:
        return _page(tr("The office is set up. Sign in with the password you have just chosen."), self.entry)

    def _put_together(self) -> None:
        body = QHBoxLayout()
        body.setSpacing(24)
        body.addWidget(self.rail)
        body.addWidget(rule(upright=True))
        body.addWidget(self._pages, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addStretch(1)
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        self.card.column.addLayout(body, 1)
        self.card.column.addLayout(buttons)
        self._pages.setMinimumHeight(theme.px(390))
        self.entry.setMaximumWidth(theme.px(440))

    def _connect(self) -> None:
        self.picker.picked.connect(self._picked)
        self.picker.entered.connect(self.next)
        for field in (*(f for _, f in self.branch_form.fields()), self.desk):
            field.edit.returnPressed.connect(self.next)
        chain = (self.name, self.position, self.sign_in_name)
        for field, following in zip(chain, (*chain[1:], self.passwords), strict=True):
            field.edit.returnPressed.connect(following.setFocus)
        self.passwords.entered.connect(self.next)
        self.written_down.toggled.connect(self._code_is_safe)
        self._next.clicked.connect(lambda _checked=False: self.next())
        self._back.clicked.connect(lambda _checked=False: self.back())
        action(self, tr("Next step"), "Ctrl+Return", self.next)
        action(self, tr("Previous step"), "Alt+Left", self.back)
        self.entry.signed_in.connect(self.signed_in)
        self.entry.trouble.connect(self.show_trouble)
        background().bug.connect(self._ready)

    # -- going on

    def step(self) -> int:
        """Return the step shown: BRANCH, DESK, SUPERVISOR, CODE or ENTRY."""
        return self._pages.currentIndex()

    def next(self) -> None:
        """Go on to the next step if this one is complete; after the supervisor the office is founded."""
        if self._busy:
            return
        self.show_trouble("")
        step = self.step()
        if step == BRANCH and self._branch_is_complete():
            self._show(DESK)
        elif step == DESK and not first_blank(self.desk):
            self._show(SUPERVISOR)
        elif step == SUPERVISOR:
            self._found()
        elif step == CODE and self.written_down.isChecked():
            self._enter()

    def back(self) -> None:
        """Go back a step; what was typed stays. After founding there is no way back."""
        if not self._busy and self.step() in {DESK, SUPERVISOR}:
            self.show_trouble("")
            self._show(self.step() - 1)

    def _branch_is_complete(self) -> bool:
        if self.picker.branch() is None:
            self.show_trouble(tr("Choose the branch first: type its name and press Enter."))
            self.picker.setFocus()
            return False
        return self.branch_form.branch() is not None

    def _picked(self, branch: object) -> None:
        self.branch_form.setEnabled(True)
        self.show_trouble("")
        chosen = self.picker.branch()
        if chosen is not None and branch == chosen:
            self.branch_form.show_branch(chosen)

    def _found(self) -> None:
        if first_blank(self.name, self.position, self.sign_in_name):
            return
        branch, password = self.branch_form.branch(), self.passwords.password()
        if branch is None or password is None:
            return
        self._busy = True
        self._next.setEnabled(False)
        self._next.set_text(tr("Setting up the encrypted records…"))
        background().call(
            found_office,
            self._founded,
            self._failed,
            owner=self,
            database=self._places.database,
            clock=self._clock,
            branch=branch,
            desk=self.desk.text(),
            name=self.name.text(),
            position=self.position.text(),
            sign_in_name=self.sign_in_name.text(),
            password=password,
        )

    def _founded(self, code: str) -> None:
        self._ready()
        self.passwords.clear()
        self.code.set_text(code)
        self._show(CODE)

    def _failed(self, error: DeskError) -> None:
        self._ready()
        fields = {"name": self.name, "position": self.position, "sign_in_name": self.sign_in_name}
        field = fields.get(error.field) if isinstance(error, BadInput) else None
        if field is not None:
            field.set_error(say_error(error))
            field.edit.setFocus()
        else:
            self.show_trouble(say_error(error), tr("Nothing was set up; what you typed is still here."))

    def _ready(self) -> None:
        self._busy = False
        self._next.setEnabled(True)
        self._next.set_text(tr("Next step"))

    def _enter(self) -> None:
        self.code.set_text("")
        self.entry.name.set_text(self.sign_in_name.text())
        self.entry.desk.set_text(self.desk.text())
        self._show(ENTRY)

    def _code_is_safe(self, ticked: bool) -> None:
        self._next.setEnabled(ticked)
        if ticked:
            self._next.setFocus()

    def _copy_code(self) -> None:
        if self.step() == CODE:
            QGuiApplication.clipboard().setText(self.code.text())
            self._copy_button.set_text(tr("Copied to the clipboard"))

    def _show(self, step: int) -> None:
        self._pages.setCurrentIndex(step)
        branch = self.picker.branch()
        details = (
            branch.name if branch and step > BRANCH else tr("One of 26, with address and telephone"),
            self.desk.text() if step > DESK else tr("Its name in every record"),
            f"{self.name.text()} {self.position.text()}" if step > SUPERVISOR else tr("Name and password"),
            tr("Shown once"),
            tr("With the new password"),
        )
        self.rail.set_steps(
            [
                StepItem(title, detail, "done" if at < step else "now" if at == step else "next")
                for at, (title, detail) in enumerate(zip(self._titles, details, strict=True))
            ]
        )
        self.set_help(tr(_HELP[step]))
        self._back.setVisible(step in {DESK, SUPERVISOR})
        self._next.setVisible(step != ENTRY)
        self._next.setEnabled(step != CODE or self.written_down.isChecked())
        self._copy.setEnabled(step == CODE)
        self._focus()

    def _focus(self) -> None:
        first = (self.picker, self.desk, self.name, self.written_down, self.entry.password)
        first[self.step()].setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        """Begin with the field that comes first."""
        super().showEvent(event)
        self._focus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once before the recovery code is gone for good."""
        if self.step() == CODE and not self.written_down.isChecked() and not self._warned:
            self._warned = True
            self.show_trouble(
                tr("The recovery code has not been written down."), tr("Close once more to leave without it.")
            )
            event.ignore()
            return
        super().closeEvent(event)


def _page(words: str, content: QWidget | QHBoxLayout) -> QWidget:
    """Return a step: its sentence, its content, and room below."""
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(14)
    column.addWidget(heading(words))
    if isinstance(content, QWidget):
        column.addWidget(content)
    else:
        column.addLayout(content)
    column.addStretch(1)
    return page
