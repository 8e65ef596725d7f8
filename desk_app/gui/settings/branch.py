"""지부: its name, address and telephone as scripts and letters give them, and its desks; for supervisors."""

from PySide6.QtWidgets import QWidget

from desk_app.core.areas import Area
from desk_app.core.office import OfficeView
from desk_app.gui.i18n import tr
from desk_app.gui.office.branch_form import BranchForm
from desk_app.gui.settings.section import Section, saved
from desk_app.gui.settings.table import Column, Table
from desk_app.gui.shift import Shift
from desk_app.gui.widgets.actions import action
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.cards import Note
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.usecases.office import change_branch, list_desks, read_office


class BranchSection(Section):
    """What head office has not confirmed says so until somebody has checked or changed it."""

    areas = frozenset({Area.OFFICE})

    def __init__(self, shift: Shift, parent: QWidget | None = None) -> None:
        super().__init__(shift, parent)
        self._version = 0
        save = action(self, tr("Save"), "Ctrl+Return", self._save, whole_window=True)
        column = self.card(tr("Branch"), stretch=3, foot=WrapRow(KeyButton.of(save, "primary")))
        self.unconfirmed = Note(
            "warning",
            tr("Some of this is not confirmed by head office."),
            tr("Correct it, or tick that it is right: scripts and letters use it."),
        )
        self.form = BranchForm()
        column.addWidget(self.unconfirmed)
        column.addWidget(self.form)
        column.addStretch(1)
        desks = self.card(tr("Desks"), tr("A desk becomes known when somebody signs in at it."), stretch=2)
        self.desks = Table(tr("Desks"), (Column(tr("Desk name"), lambda name: name),), key=lambda name: name)
        desks.addWidget(self.desks, 1)
        self.setFocusProxy(self.form)

    def read(self) -> None:
        """Read branch and desks; what is being typed stays."""
        self.shift.call(self, read_office, self._take)
        self.shift.call(self, list_desks, self.desks.show_rows)

    def _take(self, office: OfficeView) -> None:
        typed = self.form.branch() if self._version else None
        if typed is not None and typed != self.form.shown:  # not saved yet: it may become a conflict
            return
        self._version = office.version
        self.form.show_branch(office.branch)
        self.unconfirmed.setVisible(bool(office.branch.unconfirmed))

    def _save(self) -> None:
        branch = self.form.branch()
        if branch is None:
            return

        def done(_nothing: object) -> None:
            self.form.show_branch(branch)
            saved(tr("Saved: {what}", what=branch.name))
            self.read()

        fields = dict(self.form.fields()) | {"branch": self.form.name}
        self.shift.call(
            self, change_branch, done, self.failed(fields), seen_version=self._version, branch=branch
        )
