"""Files that come with an inquiry: chosen or dropped, read away from the screen, listed by harmless names."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from desk_app.core.attachments import MOST_BYTES, Danger, danger_of, harmless_name
from desk_app.core.errors import BadInput, DeskError
from desk_app.gui import theme
from desk_app.gui.i18n import mark, tr
from desk_app.gui.office.background import background
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.labels import Words
from desk_app.gui.widgets.wrap_row import WrapRow
from desk_app.gui.words import say_error
from desk_app.usecases.inquiries import AttachmentLine, NewFile

DANGERS = {
    Danger.EXECUTABLE: mark("a program: do not run it"),
    Danger.SCRIPT: mark("a script: do not run it"),
    Danger.MACRO: mark("holds macros: do not allow them"),
    Danger.DISGUISED: mark("not what its name says"),
}
_MEGA, _KILO = 1024 * 1024, 1024


def size_words(size: int) -> str:
    """Return a size as it is read: `1.2 MB`, `12 KB`."""
    return f"{size / _MEGA:.1f} MB" if size >= _MEGA else f"{max(1, size // _KILO)} KB"


def read_files(paths: Sequence[Path]) -> tuple[NewFile, ...]:
    """Return what lies at `paths`; `BadInput` on `file`: `too_large` before it is read, or `unreadable`."""
    found = []
    for path in paths:
        try:
            if path.stat().st_size > MOST_BYTES:
                raise BadInput("file", "too_large", str(MOST_BYTES // _MEGA))
            found.append(NewFile(path.name, path.read_bytes()))
        except OSError as error:
            raise BadInput("file", "unreadable", path.name) from error
    return tuple(found)


def take_files(
    owner: QWidget,
    paths: Sequence[Path],
    done: Callable[[tuple[NewFile, ...]], object],
    failed: Callable[[DeskError], None],
) -> None:
    """Read files on another thread and hand them to `done`."""
    background().call(lambda: read_files(paths), done, failed, owner=owner)


def choose_files(parent: QWidget, done: Callable[[list[Path]], object]) -> QFileDialog:
    """Ask which files to add; the chooser is open and blocks nothing but its window."""
    papers = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chooser = QFileDialog(parent, tr("Choose files"), papers)
    chooser.setLabelText(QFileDialog.DialogLabel.LookIn, tr("Folder"))
    chooser.setLabelText(QFileDialog.DialogLabel.FileType, tr("Kind of file"))
    chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
    chooser.filesSelected.connect(lambda names: done([Path(name) for name in names]))
    chooser.finished.connect(chooser.deleteLater)
    chooser.open()
    return chooser


def dropped_files(event: QDropEvent) -> list[Path]:
    """Return the files of a drop; folders and addresses are none."""
    local = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in local if path.is_file()]


class FileRow(QWidget):
    """One file: its name, its size, what may hurt about it, and a button for each of `verbs`."""

    def __init__(self, name: str, size: int, danger: Danger | None, *verbs: str) -> None:
        super().__init__()
        self.buttons = [KeyButton(verb, size="small") for verb in verbs]
        said = f"{size_words(size)} · {tr(DANGERS[danger])}" if danger else size_words(size)
        texts = QVBoxLayout()
        texts.setSpacing(0)
        texts.addWidget(Words(name, size=13.5, weight="semibold", max_lines=1, keep=90))
        ink = "danger_text" if danger else "text_quiet"
        texts.addWidget(Words(said, size=theme.SMALL, ink=ink, max_lines=1, keep=90))
        for button in self.buttons:
            button.setAccessibleName(f"{button.text()}: {name}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addLayout(texts, 1)
        row.addWidget(WrapRow(*self.buttons))


class FileList(QWidget):
    """The files of an open inquiry.

    Says `asked(AttachmentLine)` when one is to be put somewhere, `unwanted(AttachmentLine)` when one does
    not belong there.
    """

    asked = Signal(object)
    unwanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._lines: tuple[AttachmentLine, ...] = ()
        self._free = True
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)

    def set_files(self, lines: Sequence[AttachmentLine]) -> None:
        """List `lines`."""
        if tuple(lines) == self._lines:
            return
        self._lines = tuple(lines)
        _empty(self._column)
        for line in lines:
            row = FileRow(line.name, line.size, line.danger, tr("Save as"), tr("Take out"))
            save, out = row.buttons
            save.clicked.connect(lambda _checked=False, each=line: self.asked.emit(each))
            out.clicked.connect(lambda _checked=False, each=line: self.unwanted.emit(each))
            self._column.addWidget(row)
        self.let_take_out(self._free)

    def let_take_out(self, free: bool) -> None:
        """Offer to take a file out only while nothing else is asked."""
        self._free = free
        for row in self.findChildren(FileRow):
            row.buttons[-1].setVisible(free)


class FilesField(QWidget):
    """Files for a new inquiry: added by the chooser or by dropping them, taken off again; says `changed`."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.files: tuple[NewFile, ...] = ()
        self.setAcceptDrops(True)
        self.add = KeyButton(tr("Add files"), "Alt F", size="small")
        self.add.clicked.connect(lambda _checked=False: self.choose())
        self._hint = Words(
            tr("or drop them here, 20 MB each at most"), size=theme.SMALL, ink="text_faint", max_lines=1
        )
        self._error = Words(size=theme.SMALL, ink="danger_text")
        self._error.hide()
        self._rows = QVBoxLayout()
        self._rows.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.add)
        head.addWidget(self._hint, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(self._error)
        column.addLayout(self._rows)

    def choose(self) -> QFileDialog:
        """Ask which files to add."""
        return choose_files(self, self.take)

    def take(self, paths: Sequence[Path]) -> None:
        """Add what lies at `paths`."""
        if paths:
            take_files(self, paths, lambda found: self.set_files((*self.files, *found)), self._failed)

    def set_files(self, files: Sequence[NewFile]) -> None:
        """Show `files`."""
        self.files = tuple(files)
        self.set_error("")
        _empty(self._rows)
        for at, file in enumerate(self.files):
            name = harmless_name(file.name)
            row = FileRow(name, len(file.content), danger_of(name, file.content), tr("Take off"))
            row.buttons[0].clicked.connect(lambda _checked=False, which=at: self._take_off(which))
            self._rows.addWidget(row)
        self.changed.emit()

    def set_error(self, sentence: str) -> None:
        """Show what is wrong with a file, or nothing."""
        self._error.set_text(sentence)
        self._error.setVisible(bool(sentence))

    def error(self) -> str:
        """Return what is said to be wrong."""
        return "" if self._error.isHidden() else self._error.text()

    def _take_off(self, which: int) -> None:
        self.set_files([file for at, file in enumerate(self.files) if at != which])
        self.add.setFocus()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, DeskError):
            self.set_error(say_error(error))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take what holds files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add the files dropped."""
        self.take(dropped_files(event))
        event.acceptProposedAction()


def _empty(column: QVBoxLayout) -> None:
    while item := column.takeAt(0):
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
