"""Moved to desk_app/commands/hands.py; import from there."""

from desk_app.commands.hands import composition, press, type_hangul

__all__ = ["composition", "press", "type_hangul"]
