"""The head of the script column: which script, the charter's section, the rings, how long it has lasted."""

from datetime import timedelta

from PySide6.QtWidgets import QHBoxLayout

from desk_app.core.scripts import Step
from desk_app.gui import theme
from desk_app.gui.contacts.facts import LATE_FROM
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.chips import Chip
from desk_app.gui.widgets.labels import Words, heading


class ScriptHead(QHBoxLayout):
    """A row to be laid over the script; `timer` and `long` tell how long the contact has lasted."""

    def __init__(self) -> None:
        super().__init__()
        self._title = heading()
        self._chip = Chip(tone="primary", small=True)
        self._rings = Chip()
        self.long = Chip(tone="warning")
        self.long.hide()
        self.timer = Words(size=theme.LARGE, weight="bold", tabular=True, max_lines=1, keep=76)
        self.setSpacing(8)
        self.addWidget(self._title)
        self.addWidget(self._chip)
        self.addStretch(1)
        for widget in (self.long, self._rings, self.timer):
            self.addWidget(widget)

    def show_script(self, title: str, step: Step | None) -> None:
        """Show the script's title and the section of the charter that its step serves."""
        self._title.set_text(title)
        section = _section(step) if step is not None else ""
        self._chip.set_chip(tr("Charter {section}", section=section), "primary")
        self._chip.setVisible(bool(section))

    def show_rings(self, rings: int | None) -> None:
        """Show at which ring the call was picked up, if that is known."""
        self._rings.setVisible(rings is not None)
        if rings is not None:
            many = str(rings) if rings < 4 else tr("4 or more")
            tone: theme.Tone = "success" if rings < LATE_FROM else "warning"
            self._rings.set_chip(tr("Picked up at ring {rings}", rings=many), tone)

    def show_length(self, length: timedelta, advised: int) -> None:
        """Show how long the contact has lasted; after the advised minutes say so quietly."""
        seconds = max(0, int(length.total_seconds()))
        hours, rest = divmod(seconds, 3600)
        self.timer.set_text(
            f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60:02}:{rest % 60:02}"
        )
        self.long.set_chip(tr("Over the advised {minutes} minutes", minutes=advised), "warning")
        self.long.setVisible(seconds >= advised * 60)


def _section(step: Step) -> str:
    """Return the section of the charter that a step serves: `I-2` of `I-2-3`."""
    clause = step.clauses[0] if step.clauses else ""
    return clause.rpartition("-")[0] if clause.count("-") > 1 else clause
