"""What the customer takes along: the slip on paper or as a PDF, the text message, the calendar's file."""

from datetime import datetime
from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QFileDialog, QWidget

from desk_app.core.clock import seoul
from desk_app.core.visit_notices import SMS_BYTES, TextMessage, VisitNotice, reminder, slip, text_message
from desk_app.gui.i18n import tr
from desk_app.gui.messages import say
from desk_app.gui.paper import Facts, Large, Prose, Sheet, sheet_pdf
from desk_app.gui.printing import print_sheet, save_file, save_sheet, write_file
from desk_app.usecases.notices import visit_wording


def slip_sheet(notice: VisitNotice) -> Sheet:
    """Return the slip as a sheet to print."""
    shown = slip(notice, visit_wording())
    when, closing = Large(f"{shown.date}\n{shown.time}"), Prose(shown.closing)
    agency = (Prose(shown.agency, quiet=True),) if shown.agency else ()
    return Sheet(shown.title, (when, Facts(shown.facts), closing, *agency), under=shown.under, slip=True)


def slip_pdf(path: Path, notice: VisitNotice) -> None:
    """Write the slip as a PDF; raises `World` where nothing can be written."""
    write_file(path, sheet_pdf(slip_sheet(notice)))


def save_slip_pdf(notice: VisitNotice, parent: QWidget) -> QFileDialog:
    """Ask where to put the slip as a PDF, and put it there."""
    return save_sheet(parent, slip_sheet(notice), _file_name(notice))


def print_slip(notice: VisitNotice, parent: QWidget) -> QPrintDialog | QFileDialog:
    """Ask for a printer and print the slip; without any printer the PDF is offered instead."""
    return print_sheet(parent, slip_sheet(notice), _file_name(notice))


def save_calendar(notice: VisitNotice, made_at: datetime, parent: QWidget) -> QFileDialog:
    """Ask where to put the `.ics` file of the visit, and put it there."""

    def made() -> bytes:
        from desk_app.usecases.calendar_files import calendar_file  # noqa: PLC0415 - costly, seldom needed

        return calendar_file(notice, made_at)

    return save_file(parent, made, f"{_file_name(notice)}.ics", tr("Calendar files"))


def copy_text(notice: VisitNotice) -> TextMessage | None:
    """Put the text message about the visit on the clipboard, and say so.

    Returns the message; `None` where the customer wants no texts, and nothing was copied then.
    """
    return _copy(notice, text_message(notice, visit_wording()))


def copy_reminder(notice: VisitNotice, now: datetime) -> TextMessage | None:
    """Put the text message that reminds of the visit on the clipboard, as `copy_text` does."""
    return _copy(notice, reminder(notice, visit_wording(), now))


def _copy(notice: VisitNotice, message: TextMessage) -> TextMessage | None:
    if notice.may_text is False:
        say(tr("This customer wants no text messages. Nothing was copied; call instead."), "warning")
        return None
    QGuiApplication.clipboard().setText(message.text)
    if message.is_long:
        say(tr("Copied. It is longer than {most} bytes and goes out as an LMS.", most=SMS_BYTES), "success")
    else:
        say(tr("The text message is copied. Paste it where you send it."), "success")
    return message


def _file_name(notice: VisitNotice) -> str:
    """Return a name that says when, and not who."""
    return tr("Visit {when}", when=f"{seoul(notice.starts_at):%Y%m%d-%H%M}")
