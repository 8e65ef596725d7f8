"""Hands on the keyboard, for the tour and the tests: typing into widgets as a Korean keyboard does.

`qtbot.keyClicks` aborts the whole process on Hangul (an assertion inside Qt), so text goes in as an input
method sends it: a syllable is shown while it grows and committed when it is whole.
"""

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

_LEADS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS, _TAILS = 21, 28
_FIRST, _LAST = "가", "힣"


def press(
    widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Press and release one key, such as `Qt.Key.Key_Return`."""
    QTest.keyClick(widget, key, modifiers)


def type_hangul(widget: QWidget, text: str) -> None:
    """Give `widget` the focus and type `text`: Hangul syllable by syllable, all else key by key."""
    widget.setFocus()
    for character in text:
        if character.isascii():
            QTest.keyClick(widget, ord(character))
            continue
        for step in composition(character):
            QApplication.sendEvent(widget, QInputMethodEvent(step, []))
        committed = QInputMethodEvent()
        committed.setCommitString(character)
        QApplication.sendEvent(widget, committed)


def composition(character: str) -> list[str]:
    """Return what is shown while `character` is typed: ㄱ, 기, 김 for 김; a lone one is its own step."""
    if not _FIRST <= character <= _LAST:
        return [character]
    index = ord(character) - ord(_FIRST)
    tail = index % _TAILS
    lead = _LEADS[index // (_VOWELS * _TAILS)]
    open_syllable = chr(ord(character) - tail)
    return [lead, open_syllable, character] if tail else [lead, open_syllable]
