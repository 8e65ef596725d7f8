"""Who plays the tour: presses keys as a person would, waits as a person would, takes a picture."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desk_app.commands.hands import press, type_hangul
from desk_app.gui.messages import voice
from desk_app.gui.office.background import background
from desk_app.gui.runner import Runner

SIZE = QSize(1440, 900)
_PATIENCE_S = 30.0


class Heartbeat(QObject):
    """Measures how long the event loop is away: `longest_ms` between two beats, pictures left out."""

    def __init__(self) -> None:
        super().__init__()
        self.longest_ms = 0.0
        self._last: float | None = None
        self._timer = QTimer(self, interval=1, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start()

    def pause(self) -> None:
        """Leave out what happens until the next beat."""
        self._last = None

    def take_ms(self) -> float:
        """Return the longest gap since the last time this was asked."""
        longest, self.longest_ms = self.longest_ms, 0.0
        return longest

    def _beat(self) -> None:
        now = time.perf_counter()
        if self._last is not None:
            self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        self._last = now


class Player:
    """Plays on whatever window is in front; every key goes where the focus is."""

    def __init__(self, out: Path, say: Callable[[str], None]) -> None:
        self._out, self._say = out, say
        self._pictures = 0
        self.heartbeat = Heartbeat()
        self.runner: Runner = background()
        self.notices: list[str] = []
        voice().said.connect(lambda message: self.notices.append(message.text))

    def keys(self, *keys: str | Qt.Key, alt: bool = False, ctrl: bool = False) -> None:
        """Press keys one after the other: `"1"`, `Qt.Key.Key_F3`; with Alt or Ctrl held down."""
        held = Qt.KeyboardModifier.NoModifier
        held |= Qt.KeyboardModifier.AltModifier if alt else held
        held |= Qt.KeyboardModifier.ControlModifier if ctrl else held
        for key in keys:
            press(self._focus(), Qt.Key(ord(key)) if isinstance(key, str) else key, held)
            self.settle()

    def enter(self) -> None:
        """Press Enter."""
        self.keys(Qt.Key.Key_Return)

    def type(self, text: str) -> None:
        """Type into the field that has the focus, Hangul through the input method."""
        for character in text:
            type_hangul(self._focus(), character)
            self._loop_once()
        self.settle()

    def until(self, holds: Callable[[], bool], what: str) -> None:
        """Wait until something is so, or stop the tour: it would show pictures of something else."""
        give_up = time.monotonic() + _PATIENCE_S
        while not holds():
            if time.monotonic() > give_up:
                raise TimeoutError(f"the tour waited in vain for {what}")
            self._loop_once()

    def settle(self) -> None:
        """Wait until everything asked of the database is answered and drawn."""
        self.until(lambda: not self.runner.busy and not background().busy, "the database")
        for _ in range(3):
            self._loop_once()

    def picture(self, name: str, caption: str) -> None:
        """Save the window as a picture and say what it shows."""
        self.settle()
        window = self.window()
        if window.size() != SIZE:
            window.resize(SIZE)
            self.settle()
        self._pictures += 1
        path = self._out / f"{self._pictures:02}-{name}.png"
        if not window.grab().save(str(path)):
            raise OSError(f"{path} cannot be written")
        self._say(f"{path}  {caption}")
        self.heartbeat.pause()

    def window(self) -> QWidget:
        """Return the window in front."""
        shown = [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()]
        active = QApplication.activeWindow()
        return active if active in shown and active is not None else shown[-1]

    def _focus(self) -> QWidget:
        self.until(lambda: QApplication.focusWidget() is not None, "the focus")
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def _loop_once(self) -> None:
        loop = QEventLoop()
        QTimer.singleShot(2, loop.quit)
        loop.exec()
        QCoreApplication.sendPostedEvents()
