"""Replies that were typed and not kept as a version yet."""

from collections.abc import Iterable

from desk_app.gui.jotter import Jotter
from desk_app.usecases.jottings import Jotting, reply_place


class UnsavedReplies:
    """What was typed of each reply, by inquiry: it comes back with its panel, and with the program."""

    def __init__(self, jotter: Jotter) -> None:
        self._jotter = jotter
        self._texts: dict[int, str] = {}

    def go_on(self, kept: Iterable[Jotting]) -> None:
        """Know what was typed when the program ended."""
        self._texts |= {each.reply_to: each.body["text"] for each in kept if each.reply_to is not None}

    def text_of(self, inquiry_id: int) -> str:
        """Return what was typed, or nothing."""
        return self._texts.get(inquiry_id, "")

    def keep(self, inquiry_id: int, text: str) -> None:
        """Keep what is typed; nothing throws it away."""
        if text.strip():
            self._texts[inquiry_id] = text
            self._jotter.keep(reply_place(inquiry_id), {"text": text})
        else:
            self.forget(inquiry_id)

    def forget(self, inquiry_id: int) -> None:
        """Let go of what became a version."""
        self._texts.pop(inquiry_id, None)
        self._jotter.keep(reply_place(inquiry_id), None)
