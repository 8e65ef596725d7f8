"""The ways of a sheet onto paper and into a file; nothing here makes the screen wait."""

from collections.abc import Callable
from errno import EDQUOT, ENOSPC
from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QFileDialog, QWidget

from desk_app.core.errors import World, WorldProblem
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.office.background import background
from desk_app.gui.paper import Sheet, draw_sheet, sheet_pdf


def save_sheet(parent: QWidget, sheet: Sheet, name: str) -> QFileDialog:
    """Ask where to put the sheet as a PDF, `name` proposed without its ending, and put it there."""
    return save_file(parent, partial(sheet_pdf, sheet), f"{name}.pdf", tr("PDF files"))


def save_file(parent: QWidget, made: Callable[[], bytes], name: str, kind: str) -> QFileDialog:
    """Ask where to put a file, `name` and `kind` of file proposed, and fill it there with what `made` gives.

    The notice line then says that it is there, or why not. Returns the chooser, which is open and blocks
    nothing but its window.
    """
    suffix = Path(name).suffix
    papers = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    chooser = QFileDialog(parent, tr("Save as"), papers, f"{kind} (*{suffix})")
    # Qt's own Korean lacks these two; a system's chooser has its own.
    chooser.setLabelText(QFileDialog.DialogLabel.LookIn, tr("Folder"))
    chooser.setLabelText(QFileDialog.DialogLabel.FileType, tr("Kind of file"))
    chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    chooser.setDefaultSuffix(suffix)
    chooser.selectFile(name)

    def put(chosen: str) -> None:
        path = Path(chosen)
        background().call(
            lambda: write_file(path, made()),
            lambda _written: say(tr("Saved as {file}.", file=path.name), "success"),
            owner=parent,
        )

    chooser.fileSelected.connect(put)
    chooser.finished.connect(chooser.deleteLater)
    chooser.open()
    return chooser


def print_sheet(parent: QWidget, sheet: Sheet, name: str) -> QPrintDialog | QFileDialog:
    """Ask for a printer and print the sheet; without any printer say so and offer the PDF instead.

    Returns the dialog, which is open and blocks nothing but its window.
    """
    if not QPrinterInfo.availablePrinterNames():
        say(tr("There is no printer at this computer. Save it as a PDF and print that elsewhere."), "warning")
        return save_sheet(parent, sheet, name)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(sheet.title)
    dialog = QPrintDialog(printer, parent)
    dialog.accepted.connect(lambda: print_on(parent, printer, sheet))
    dialog.finished.connect(dialog.deleteLater)
    dialog.setWindowModality(Qt.WindowModality.WindowModal)
    dialog.show()
    return dialog


def print_on(owner: QWidget, printer: QPrinter, sheet: Sheet) -> None:
    """Print the sheet on a printer that was chosen; the notice line says how it went."""

    def tell(taken: bool) -> None:
        if taken:
            say(tr("Sent to the printer."), "success")
        else:
            say(tr("The printer took nothing. See whether it is on and print again."), "danger")

    background().call(lambda: draw_sheet(sheet, printer), tell, owner=owner)


def write_file(path: Path, content: bytes) -> None:
    """Write a file; raises `World` (`disk_full`, `read_only`) where that cannot be done."""
    try:
        path.write_bytes(content)
    except OSError as error:
        full = error.errno in {ENOSPC, EDQUOT}
        raise World(WorldProblem.DISK_FULL if full else WorldProblem.READ_ONLY, path.name) from error
