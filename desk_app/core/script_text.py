"""The slots of a sentence: `{customer}`, or `{assignee|이/가}` with a particle that agrees."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from desk_app.core.korean import particle

SLOTS = {
    "branch": "지부 이름",
    "branch_phone": "지부 대표 전화",
    "me": "말하는 직원의 이름과 직위",
    "customer": "고객 성함",
    "phone": "고객 연락처",
    "task": "업무 분류",
    "assignee": "담당자의 이름과 직위",
    "back_at": "담당자가 돌아오는 시각",
    "deputy": "업무대행자의 이름과 직위",
    "due": "연락드리기로 한 시각",
    "wait": "앞선 상담이 끝날 때까지 남은 시간",
    "appointment": "방문 약속의 날짜와 시각",
    "place": "방문하실 곳",
    "appointment_staff": "방문을 맞이할 직원의 이름과 직위",
    "bring": "오실 때 준비하실 것",
}
"""What a sentence may leave open, and what fills it."""

BLANK = "○○○"
"""What stands where a value is still missing."""

_SLOT = re.compile(r"\{([^{}|]*)(?:\|([^{}]*))?\}")
_READ_AS = "공"  # the circles of a blank are read 공공공, so a particle after them agrees with that


@dataclass(frozen=True)
class Segment:
    """A stretch of a sentence; the words of a slot are set apart so that they can be highlighted."""

    text: str
    is_slot: bool = False
    missing: bool = False


@dataclass(frozen=True)
class Slot:
    """A slot as written: its name and the pair of particles after it, if any (`이/가`)."""

    name: str
    pair: str = ""


def slots(text: str) -> tuple[Slot, ...]:
    """Return the slots of a sentence in the order in which they stand."""
    return tuple(Slot(found[1], found[2] or "") for found in _SLOT.finditer(text))


def stray_brace(text: str) -> bool:
    """Return whether a brace stands in `text` that opens or closes no slot."""
    return bool(re.search(r"[{}]", _SLOT.sub("", text)))


def render(text: str, values: Mapping[str, str]) -> tuple[Segment, ...]:
    """Return the sentence with its slots filled; a missing value is a visible blank, flagged as such.

    Neighbouring plain stretches are one segment, particles belonging to the plain ones.
    """
    parts: list[Segment] = []
    plain = ""
    end = 0
    for found in _SLOT.finditer(text):
        plain += text[end : found.start()]
        end = found.end()
        value = values.get(found[1], "").strip()
        if plain:
            parts.append(Segment(plain))
        parts.append(Segment(value or BLANK, is_slot=True, missing=not value))
        plain = particle(value or _READ_AS, found[2]) if found[2] else ""
    plain += text[end:]
    if plain:
        parts.append(Segment(plain))
    return tuple(parts)


def said(text: str, values: Mapping[str, str]) -> str:
    """Return the sentence as one string: for the screen reader, the record and tests."""
    return "".join(segment.text for segment in render(text, values))
