"""How a letter looks wherever it is written: sizes and distances in points (1/72 inch)."""

from dataclasses import dataclass
from enum import StrEnum

from desk_app.core.letters import Part


class Side(StrEnum):
    """Where the lines of a paragraph stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True)
class Look:
    """A paragraph's letters and the air around it; `leading` is the height of a line to its letters'."""

    size: float
    bold: bool = False
    side: Side = Side.LEFT
    before: float = 0
    after: float = 0
    leading: float = 1.7


LOOKS = {
    Part.HEAD: Look(13, bold=True, side=Side.CENTER, after=6, leading=1.4),
    Part.TITLE: Look(20, bold=True, side=Side.CENTER, before=20, after=24, leading=1.3),
    Part.RECEIVER: Look(12, bold=True, after=10),
    Part.BODY: Look(11, after=8),
    Part.DATE: Look(11, side=Side.RIGHT, before=26, after=4),
    Part.SIGNATURE: Look(14, bold=True, side=Side.RIGHT, after=26),
}
KEPT = frozenset({Part.HEAD, Part.TITLE, Part.RECEIVER, Part.DATE})
"""What never stands alone at the foot of a page."""
RULED = frozenset({Part.HEAD, Part.SIGNATURE})
"""What has a thin rule below it."""
ROW = Look(10.5, after=2, leading=1.4)
ROWS_AFTER = 14.0
"""The air below a table of rows."""
NAMES = 78.0
"""The width of the column of names."""
MARGIN = 71.0
"""The margin on each side of the paper: 25 mm."""
QUIET = "#5f6670"
RULE = "#b8bec6"
