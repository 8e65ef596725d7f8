"""Where the program is put together: the real clock, the real folder, the real screen."""

import sys
import tempfile
from argparse import Namespace
from pathlib import Path

from desk_app import qt_libraries
from desk_app.core.clock import SystemClock
from desk_app.settings import load_preferences, places


def run_window(args: Namespace) -> int:
    """Open the window and return the exit code; `args.data` is its folder, `args.demo` an invented day.

    Without a display, or with a system library missing, one sentence says so: Qt itself would abort.
    """
    problem = qt_libraries.problem()
    if problem is not None:
        print(problem, file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return 1
    if not args.demo:
        return _run(Path(args.data) if args.data else None, demo=False)
    with tempfile.TemporaryDirectory(prefix="desk-app-demo-", ignore_cleanup_errors=True) as folder:
        return _run(Path(folder), demo=True)


def _run(folder: Path | None, *, demo: bool) -> int:
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - only once Qt is known to load

    from desk_app.gui import theme  # noqa: PLC0415
    from desk_app.gui.app import Program  # noqa: PLC0415
    from desk_app.gui.i18n import install_translations  # noqa: PLC0415

    app = QApplication(sys.argv[:1])
    app.setApplicationName("desk-app")
    app.setQuitOnLastWindowClosed(True)
    install_translations(app)
    here = places(str(folder) if folder else None)
    preferences = load_preferences(here.preferences)
    theme.apply(app, preferences.theme, preferences.text_size)
    program = Program(here, SystemClock())
    if demo:
        from desk_app.demo import open_demo  # noqa: PLC0415

        program.enter(open_demo(here.database, SystemClock()))
    else:
        program.start()
    code = app.exec()
    program.close()
    return code
