"""What the list of inquiries is narrowed to: the keys that narrow it, and how that is said."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desk_app.gui.i18n import mark, tr
from desk_app.gui.inquiries import words
from desk_app.gui.widgets.actions import action
from desk_app.usecases.inquiries import InquiryFilter, Shown, Whose
from desk_app.usecases.inquiry_lists import InquiryCounts

_TABS = {
    Shown.OPEN: mark("To answer"),
    Shown.INTERIM: mark("Interim reply needed"),
    Shown.DONE: mark("Done with"),
}
_T = TypeVar("_T")


class Filters(QObject):
    """The filter `wanted`, and the actions of a page that set it.

    Of `tabs` one holds; `whose`, `channel` and `kind` go round what they may be; `clear` lets go of all but
    the tab. Says `changed` when the list is to be read anew.
    """

    changed = Signal()

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self.wanted = InquiryFilter()
        self.tabs = [
            action(page, tr(text), str(number), partial(self.narrow, shown=shown))
            for number, (shown, text) in enumerate(_TABS.items(), 1)
        ]
        self.whose = action(page, "", "4", self._next_whose)
        self.channel = action(page, "", "5", self._next_channel)
        self.kind = action(page, "", "6", self._next_kind)
        self.clear = action(page, tr("Show them all"), "0", self._clear)
        self._show()

    def narrow(self, **changes: Any) -> None:
        """Narrow the list in another way: fields of `InquiryFilter`."""
        self.wanted = replace(self.wanted, **changes)
        self._show()
        self.changed.emit()

    def reset(self, shown: Shown) -> None:
        """Hide nothing of a tab; whoever asks for that reads the list."""
        self.wanted = InquiryFilter(shown=shown)
        self._show()

    def search(self, text: str) -> None:
        """Narrow to what fits a text; whoever searches reads the list once the typing pauses."""
        self.wanted = replace(self.wanted, text=text)
        self._show()

    def said(self) -> str:
        """Return what the list is narrowed to in words, or nothing where all of the tab is shown."""
        wanted = self.wanted
        parts = (
            tr("In my hands") if wanted.whose is Whose.MINE else "",
            tr(words.CHANNELS[wanted.channel]) if wanted.channel else "",
            tr(words.KINDS[wanted.kind]) if wanted.kind else "",
            f"‘{text}’" if (text := wanted.text.strip()) else "",
        )
        return " · ".join(part for part in parts if part)

    def show_counts(self, counts: InquiryCounts) -> None:
        """Show on the tabs how many of the branch's there are."""
        first, second, _ = self.tabs
        first.setText(tr("To answer {count}", count=counts.open))
        second.setText(tr("Interim reply needed {count}", count=counts.interim))

    def allow(self, *, free: bool) -> None:
        """Let the keys speak while nothing else asks."""
        for each in (*self.tabs, self.whose, self.channel, self.kind, self.clear):
            each.setEnabled(free)

    def _next_whose(self) -> None:
        self.narrow(whose=_after(self.wanted.whose, tuple(Whose)))

    def _next_channel(self) -> None:
        self.narrow(channel=_after(self.wanted.channel, (None, *words.CHANNELS)))

    def _next_kind(self) -> None:
        self.narrow(kind=_after(self.wanted.kind, (None, *words.KINDS)))

    def _clear(self) -> None:
        self.reset(self.wanted.shown)
        self.changed.emit()

    def _show(self) -> None:
        wanted, mine = self.wanted, self.wanted.whose is Whose.MINE
        channel = tr(words.CHANNELS[wanted.channel]) if wanted.channel else tr("every way")
        kind = tr(words.KINDS[wanted.kind]) if wanted.kind else tr("every kind")
        self.whose.setText(tr("In my hands") if mine else tr("My branch"))
        self.channel.setText(tr("Way in: {way}", way=channel))
        self.kind.setText(tr("Kind: {kind}", kind=kind))
        self.clear.setVisible(bool(self.said()))


def _after(held: _T, each: Sequence[_T]) -> _T:
    """Return what comes after the one that holds, the first after the last."""
    return each[(each.index(held) + 1) % len(each)]
