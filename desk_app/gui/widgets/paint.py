"""What several drawn widgets share: the key cap, the dot, the focus ring, the edge of a tone."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPen

from desk_app.gui import theme
from desk_app.gui.i18n import tr
from desk_app.gui.widgets.flow import Run, layout

_KEY_WORDS = {
    "Return": "Enter", "Left": "←", "Right": "→", "Up": "↑", "Down": "↓",
    "Escape": "Esc", "PgUp": "PgUp", "PgDown": "PgDn", "Del": "Del",
}  # fmt: skip
TONES: dict[theme.Tone, tuple[str, str, str]] = {  # text, ground, edge in high contrast
    "danger": ("danger_text", "danger_fill", "danger_border"),
    "warning": ("warning_text", "warning_fill", "warning_border"),
    "success": ("success_text", "success_fill", "success_border"),
    "primary": ("primary_text", "primary_fill", "primary_border"),
    "quiet": ("text_quiet", "sunken", "border"),
}


def key_words(keys: QKeySequence | str) -> str:
    """Return a key sequence as it stands on a key cap: `Ctrl Enter`, `Alt ←`."""
    text = keys if isinstance(keys, str) else keys.toString(QKeySequence.SequenceFormat.PortableText)
    return " ".join(_KEY_WORDS.get(part, part) for part in text.split("+")) if text != "+" else text


def spoken_tone(tone: theme.Tone) -> str:
    """Return the word that says aloud what a tone's colour means, or nothing for a quiet one."""
    return {"danger": tr("Urgent"), "warning": tr("Caution"), "success": tr("Fine")}.get(tone, "")


def key_size(text: str) -> tuple[float, float]:
    """Return width and height of a key cap that says `text`, in px."""
    wide = layout((Run(text, 11.5, "semibold"),), 1e6).width
    return max(wide + theme.px(11), theme.px(18)), theme.px(20)


def draw_key(
    painter: QPainter, text: str, right: float, middle: float, *, on_primary: bool = False, dim: bool = False
) -> None:
    """Draw the key cap `text` with its right edge at `right`, centred on `middle`."""
    width, height = key_size(text)
    box = QRectF(right - width + 0.5, middle - height / 2 + 0.5, width - 1, height - 1)
    edge = theme.color("on_primary_border" if on_primary else "key_border")
    painter.setPen(QPen(edge, 1))
    painter.setBrush(QColor(Qt.GlobalColor.transparent) if on_primary or dim else theme.color("card"))
    painter.drawRoundedRect(box, 4, 4)
    painter.drawLine(
        QPointF(box.left() + 2.5, box.bottom() - 1), QPointF(box.right() - 2.5, box.bottom() - 1)
    )
    ink = "on_primary" if on_primary else "disabled_text" if dim else "text_quiet"
    flow = layout((Run(text, 11.5, "semibold", ink),), 1e6)
    flow.draw(painter, QPointF(right - width / 2 - flow.width / 2, middle - flow.height / 2 - 0.5))


def draw_dot(painter: QPainter, middle: QPointF, ink: str, radius: float = 4.0) -> None:
    """Draw a full dot of `ink`."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color(ink))
    painter.drawEllipse(middle, radius, radius)


def draw_focus(painter: QPainter, box: QRectF, radius: float, gap: str = "card") -> None:
    """Draw the ring that shows where the keyboard is, just inside `box`."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("focus"), 2))
    painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), radius - 1, radius - 1)
    painter.setPen(QPen(theme.color(gap), 1))
    painter.drawRoundedRect(box.adjusted(2.5, 2.5, -2.5, -2.5), radius - 2.5, radius - 2.5)


def edge(tone: theme.Tone) -> QPen:
    """Return the pen around a toned ground: none, but in high contrast its edge."""
    if theme.current().name == "contrast":
        return QPen(theme.color(TONES[tone][2]), 1)
    return QPen(Qt.PenStyle.NoPen)
