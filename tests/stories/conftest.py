"""Stories that look at the screen use the screen's own fixtures."""

from tests.gui.conftest import dressed, shift

__all__ = ["dressed", "shift"]
