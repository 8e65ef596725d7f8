"""Letters to customers: what stands in each, from a template that a branch may word its own way.

A `Letter` is what every way of writing it starts from: the preview, paper and PDF, `.docx`, `.hwpx`, and the
plain text for the website or an e-mail. Every notice names the person in charge, the team and the telephone
(민원처리법 시행령 제31조); which slots a kind may use and must use stands in `SLOTS` and `NEEDED`.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeAlias

from desk_app.core.inquiries import Channel
from desk_app.core.office import Branch
from desk_app.core.phones import format_phone
from desk_app.core.script_text import Segment, render, slots
from desk_app.core.scripts import Condition, Line, holds
from desk_app.core.spoken import say_date


class LetterKind(StrEnum):
    """What a letter is for; the template of each has its name."""

    RECEIPT = "receipt"
    INTERIM = "interim"
    EXTENSION = "extension"
    EXTENSION_CONSENT = "extension_consent"
    REPLY = "reply"
    REFERRAL = "referral"
    SUPPLEMENT = "supplement"


_INTERIM, _REPLY, _REFERRAL = LetterKind.INTERIM, LetterKind.REPLY, LetterKind.REFERRAL
_SUPPLEMENT = LetterKind.SUPPLEMENT
_EXTENDING = (LetterKind.EXTENSION, LetterKind.EXTENSION_CONSENT)

COMMON = {
    "branch": "지부 이름",
    "branch_phone": "지부 대표 전화",
    "branch_address": "지부 주소",
    "customer": "고객 성함",
    "number": "문의 번호",
    "subject": "문의 제목",
    "channel": "문의가 들어온 길(우편, 홈페이지 등)",
    "received": "문의를 받은 날",
    "due": "안심 회신일",
    "limit": "처리기한",
    "written": "문서를 쓴 날",
    "team": "담당자의 소속",
    "staff": "담당자의 이름과 직위",
    "phone": "담당자의 전화",
}
"""What every letter may leave open, and what fills it."""

OWN = {
    "reason": ("지연사유 또는 전달하는 까닭", (_INTERIM, *_EXTENDING, _REFERRAL)),
    "progress": ("지금까지 진행된 내용", (_INTERIM, *_EXTENDING)),
    "new_due": ("답변드리기로 한 새 날짜", (_INTERIM, *_EXTENDING)),
    "days": ("늘리는 날수", _EXTENDING),
    "answer": ("답변 내용", (_REPLY,)),
    "other_agency": ("전달받는 기관", (_REFERRAL,)),
    "other_phone": ("전달받는 기관의 전화", (_REFERRAL,)),
    "supplement": ("보완할 내용", (_SUPPLEMENT,)),
    "supplement_by": ("보완해 주실 날", (_SUPPLEMENT,)),
    "late": (
        "답변드렸어야 하는 때('…까지'나 '제때'; 지나지 않았으면 없음)",
        (_INTERIM, _SUPPLEMENT),
    ),
}
"""What only some letters may leave open, and which."""

SLOTS: Mapping[LetterKind, Mapping[str, str]] = {
    kind: COMMON | {name: told for name, (told, kinds) in OWN.items() if kind in kinds} for kind in LetterKind
}
"""The slots of each kind of letter."""

NEEDED: Mapping[LetterKind, Sequence[str]] = {
    LetterKind.RECEIPT: ("received", "due"),
    LetterKind.INTERIM: ("reason", "progress", "new_due"),
    LetterKind.EXTENSION: ("reason", "new_due"),
    LetterKind.EXTENSION_CONSENT: ("reason", "new_due"),
    LetterKind.REPLY: ("answer",),
    LetterKind.REFERRAL: ("other_agency",),
    LetterKind.SUPPLEMENT: ("supplement", "supplement_by"),
}
"""The slots without which a letter does not say what it is for."""

IN_CHARGE = ("team", "staff", "phone")
"""The slots that every notice has (영 제31조: 소속·성명·연락처)."""

_IN_A_SENTENCE = ("reason", "progress")
_OF_LINES = ("answer", "supplement")
_CHANNELS = {
    Channel.POST: "우편",
    Channel.FAX: "팩스",
    Channel.EMAIL: "전자우편",
    Channel.WEB: "홈페이지",
    Channel.DESK: "창구 접수",
    Channel.PHONE: "전화",
}
_FILE_NAMES = {
    LetterKind.RECEIPT: "접수",
    LetterKind.INTERIM: "중간회신",
    LetterKind.EXTENSION: "연장안내",
    LetterKind.EXTENSION_CONSENT: "동의요청",
    LetterKind.REPLY: "회신",
    LetterKind.REFERRAL: "전달안내",
    LetterKind.SUPPLEMENT: "보완요청",
}


@dataclass(frozen=True)
class LetterFacts:
    """What is known of an inquiry when a letter is written; what is not known is empty.

    `received_on`, `due_on` and `limit_on` are the dates of the inquiry, `new_due_on` what the letter tells;
    `late_on` is the day on which the answer was to be there, once it has passed.
    """

    branch: Branch
    written_on: date
    received_on: date
    number: str = ""
    customer: str = ""
    subject: str = ""
    channel: Channel | None = None
    due_on: date | None = None
    limit_on: date | None = None
    new_due_on: date | None = None
    team: str = ""
    staff: str = ""
    phone: str = ""
    reason: str = ""
    progress: str = ""
    days: int = 0
    answer: str = ""
    other_agency: str = ""
    other_phone: str = ""
    supplement: str = ""
    supplement_by: date | None = None
    late_on: date | None = None


# -- the template --------------------------------------------------------------------------------


@dataclass(frozen=True)
class RowTemplate:
    """A name and what it is, left out where its condition does not hold."""

    name: str
    text: str
    when: Condition = ()


@dataclass(frozen=True)
class Template:
    """The wording of one letter, slots unfilled; conditions name slots that have a value.

    Of `receiver` the first line that holds is used, of `body` all that hold.
    """

    title: str
    head: str
    receiver: tuple[Line, ...]
    about: tuple[RowTemplate, ...]
    body: tuple[Line, ...]
    date: str
    signature: str
    person: tuple[RowTemplate, ...]


# -- the letter ----------------------------------------------------------------------------------


class Part(StrEnum):
    """What a paragraph of a letter is; how it looks follows from it."""

    HEAD = "head"
    TITLE = "title"
    RECEIVER = "receiver"
    BODY = "body"
    DATE = "date"
    SIGNATURE = "signature"


@dataclass(frozen=True)
class Paragraph:
    """One paragraph; the words of its slots are set apart, as in a script's sentence."""

    part: Part
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """Return the paragraph as one string."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True)
class Row:
    """A name and what it is."""

    name: str
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """Return what it is as one string."""
        return "".join(segment.text for segment in self.segments)


@dataclass(frozen=True)
class Rows:
    """A small table of names and what they are: about the inquiry above, the person in charge below."""

    rows: tuple[Row, ...]


Block: TypeAlias = Paragraph | Rows


@dataclass(frozen=True)
class Letter:
    """A letter from top to bottom; `missing` are the slots that still show a blank, in the order met."""

    kind: LetterKind
    title: str
    blocks: tuple[Block, ...]
    file_name: str
    missing: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Return whether nothing is left blank, so that it can be sent."""
        return not self.missing


def letter_of(kind: LetterKind, template: Template, facts: LetterFacts) -> Letter:
    """Return the letter with all that is known filled in, whatever hostile characters were typed."""
    values = values_of(facts)
    known = {name for name, value in values.items() if value}
    receiver = next((line.text for line in template.receiver if holds(line.when, known)), "")
    body = tuple(line.text for line in template.body if holds(line.when, known))
    about, person = (_kept(rows, known) for rows in (template.about, template.person))
    opening = ((Part.HEAD, template.head), (Part.TITLE, template.title), (Part.RECEIVER, receiver))
    closing = ((Part.DATE, template.date), (Part.SIGNATURE, template.signature))
    blocks: list[Block] = []
    for part, text in opening:
        blocks += _paragraphs(part, text, values)
    blocks += _rows(about, values)
    for text in body:
        blocks += _paragraphs(Part.BODY, text, values)
    for part, text in closing:
        blocks += _paragraphs(part, text, values)
    blocks += _rows(person, values)
    texts = [text for _, text in (*opening, *closing)] + [*body, *(row.text for row in (*about, *person))]
    return Letter(
        kind=kind,
        title=Paragraph(Part.TITLE, render(template.title, values)).text,
        blocks=tuple(blocks),
        file_name=file_name(kind, facts.number),
        missing=_missing(texts, known),
    )


def file_name(kind: LetterKind, number: str) -> str:
    """Return a file's name without its ending, which tells nobody of whom or by whom: `회신-2026-0012`."""
    kept = re.sub("[^0-9]+", "-", number).strip("-")
    return f"{_FILE_NAMES[kind]}-{kept}" if kept else _FILE_NAMES[kind]


def plain_text(letter: Letter) -> str:
    """Return the letter as text for the website or an e-mail: a blank line between paragraphs."""
    parts = []
    for block in letter.blocks:
        if isinstance(block, Rows):
            parts.append("\n".join(f"{row.name}: {row.text}" for row in block.rows))
        elif block.part is not Part.HEAD:  # the first line of an e-mail shows where others look
            parts.append(block.text)
    return "\n\n".join(parts)


def values_of(facts: LetterFacts) -> Mapping[str, str]:
    """Return what fills each slot; what is not known is empty."""
    branch = facts.branch
    values = {
        "branch": branch.name,
        "branch_phone": format_phone(branch.phone) if branch.phone else "",
        "branch_address": branch.address,
        "customer": facts.customer,
        "number": facts.number,
        "subject": facts.subject,
        "channel": _CHANNELS[facts.channel] if facts.channel else "",
        "received": say_date(facts.received_on),
        "due": _day(facts.due_on),
        "limit": _day(facts.limit_on),
        "new_due": _day(facts.new_due_on),
        "written": say_date(facts.written_on),
        "team": facts.team,
        "staff": facts.staff,
        "phone": format_phone(facts.phone) if facts.phone else "",
        "reason": facts.reason,
        "progress": facts.progress,
        "days": f"{facts.days}일" if facts.days else "",
        "answer": facts.answer,
        "other_agency": facts.other_agency,
        "other_phone": format_phone(facts.other_phone) if facts.other_phone else "",
        "supplement": facts.supplement,
        "supplement_by": _day(facts.supplement_by),
        "late": _missed(facts),
    }
    told = {name: _printable(value, lines=name in _OF_LINES) for name, value in values.items()}
    return told | {name: told[name].rstrip(" .") for name in _IN_A_SENTENCE}


def _missed(facts: LetterFacts) -> str:
    """Return by when the answer was to be there; of a day that is not over, no day."""
    if facts.late_on is None:
        return ""
    return "제때" if facts.late_on == facts.written_on else f"{say_date(facts.late_on)}까지"


def _day(on: date | None) -> str:
    return say_date(on) if on else ""


def _printable(text: str, *, lines: bool) -> str:
    """Return what paper can show: composed, without controls and invisible signs that turn text around.

    No XML takes the controls, and a letter reads from left to right.
    """
    told = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    shown = "".join(
        letter if letter.isprintable() or letter == "\n" else " " if letter.isspace() else ""
        for letter in told
    )
    kept = [" ".join(line.split()) for line in shown.split("\n")]
    return ("\n" if lines else " ").join(line for line in kept if line)


def _kept(rows: Sequence[RowTemplate], known: Set[str]) -> tuple[RowTemplate, ...]:
    return tuple(row for row in rows if holds(row.when, known))


def _rows(rows: Sequence[RowTemplate], values: Mapping[str, str]) -> Iterator[Rows]:
    filled = tuple(Row(row.name, render(row.text, values)) for row in rows)
    if filled:
        yield Rows(filled)


def _paragraphs(part: Part, text: str, values: Mapping[str, str]) -> Iterator[Paragraph]:
    """Return the paragraphs of a text: one for every line that its slots bring along."""
    lines: list[list[Segment]] = [[]]
    for segment in render(text, values):
        for at, piece in enumerate(segment.text.split("\n")):
            if at:
                lines.append([])
            if piece:
                lines[-1].append(replace(segment, text=piece))
    return (Paragraph(part, tuple(line)) for line in lines if line)


def _missing(texts: Sequence[str], known: Set[str]) -> tuple[str, ...]:
    used = (slot.name for text in texts for slot in slots(text))
    return tuple(dict.fromkeys(name for name in used if name not in known))
