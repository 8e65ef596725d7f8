"""The real window up to its painted board, in a process of its own: windows stay in memory there."""

from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from desk_app.commands.bench_office import DESK, NOW, PASSWORD, SIGN_IN_NAME
from desk_app.core.clock import FixedClock
from desk_app.gui import theme
from desk_app.gui.app import Program
from desk_app.gui.i18n import install_translations
from desk_app.gui.workplace import PROMISES
from desk_app.settings import places
from desk_app.usecases.signing_in import sign_in


def paint_board(folder: Path) -> None:
    """Begin a shift in the office of `folder` and return once its board is painted with its rows."""
    app = QApplication(["desk-app"])
    install_translations(app)
    theme.apply(app)
    here, clock = places(str(folder)), FixedClock(NOW)
    program = Program(here, clock)
    program.enter(sign_in(here.database, clock, sign_in_name=SIGN_IN_NAME, password=PASSWORD, desk=DESK))
    workplace = program.workplace
    assert workplace is not None
    opened = QEventLoop()
    workplace.opened.connect(opened.quit)
    opened.exec()
    workplace.window.show_page(PROMISES)
    workplace.runner.settle()
    workplace.window.grab()
    assert workplace.promises.board.view.model().rowCount() > 0
    program.close()
