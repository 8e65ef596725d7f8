"""Say it from anywhere on the GUI thread, shown in one place; and the report of a bug of ours."""

import platform
import traceback
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.buttons import KeyButton
from desk_app.gui.widgets.labels import Words, heading


@dataclass(frozen=True)
class Message:
    """One sentence for the person at the desk, and its tone."""

    text: str
    tone: theme.Tone = "quiet"


class _Voice(QObject):
    said = Signal(object)  # Message


_voice = _Voice()


def voice() -> _Voice:
    """Return the one whose `said(Message)` the window shows."""
    return _voice


def say(text: str, tone: theme.Tone = "quiet") -> None:
    """Show `text` in the window's notice line and have it read aloud; on the GUI thread only."""
    _voice.said.emit(Message(text, tone))


def bug_text(error: BaseException) -> str:
    """Return what a developer needs to know of `error` and nothing of a customer.

    Only types, files, lines and function names: an error's own words may hold what somebody typed.
    """
    try:
        program = version("desk-app")
    except PackageNotFoundError:
        program = "?"
    lines = [f"desk-app {program} · Python {platform.python_version()} · {platform.system()}"]
    link: BaseException | None = error
    while link is not None:
        lines.append(type(link).__name__)
        lines += [
            f"  {_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(link.__traceback__)
        ]
        link = link.__cause__ or (None if link.__suppress_context__ else link.__context__)
    return "\n".join(lines)


def _short(path: str) -> str:
    """Return the end of a path: its beginning may hold a person's name."""
    return "/".join(Path(path).parts[-3:])


class BugReport(QDialog):
    """What went wrong, in words that can be copied; it does not block what is behind it."""

    def __init__(self, text: str, log: Path | None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Something went wrong in the program"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(False)
        self.text = text
        shown = QPlainTextEdit(text)
        shown.setReadOnly(True)
        shown.setTabChangesFocus(True)
        shown.setAccessibleName(tr("Report"))
        copy = KeyButton(tr("Copy the report"))
        copy.clicked.connect(lambda _checked=False: QGuiApplication.clipboard().setText(text))
        done = KeyButton(tr("Close"), "Esc", "primary")
        done.clicked.connect(lambda _checked=False: self.close())
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(copy)
        row.addWidget(done)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(12)
        column.addWidget(heading(tr("Something went wrong in the program")))
        column.addWidget(
            Words(tr("What you typed is kept. You can go on working. The report holds no personal data."))
        )
        column.addWidget(shown, 1)
        if log is not None:
            words = tr("It is also in the log file {path}.", path=_home(log))
            column.addWidget(Words(words, size=theme.SMALL, ink="text_quiet"))
        column.addLayout(row)
        self.resize(theme.px(620), theme.px(420))


def _home(path: Path) -> str:
    """Return `path` with the home folder as ~."""
    home = Path.home()
    return f"~/{path.relative_to(home).as_posix()}" if path.is_relative_to(home) else str(path)


def report_bug(error: BaseException, log: Path | None = None, parent: QWidget | None = None) -> BugReport:
    """Write `error` to the file `log` without personal data and open its report, which is returned.

    A log that cannot be written is passed over: the report on the screen is what counts.
    """
    text = bug_text(error)
    if log is not None:
        try:
            log.parent.mkdir(parents=True, exist_ok=True)
            with log.open("a", encoding="utf-8") as file:
                file.write(text + "\n\n")
        except OSError:
            log = None
    report = BugReport(text, log, parent)
    report.show()
    return report
