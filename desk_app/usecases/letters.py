"""Letters about an inquiry, in the wording that the program ships or that the branch has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType

import resources
from desk_app.core.clock import seoul
from desk_app.core.errors import BadInput
from desk_app.core.letter_file import LetterFile, read_letter_file
from desk_app.core.letters import Letter, LetterFacts, LetterKind, Template, letter_of
from desk_app.core.office import Branch
from desk_app.core.toml_files import UNREAD, Problem
from desk_app.usecases.inquiries import InquiryDetail


@dataclass(frozen=True)
class Wordings:
    """The template of every letter, and what is wrong with the branch's own files that are not used."""

    templates: Mapping[LetterKind, Template]
    problems: tuple[Problem, ...] = ()


@cache
def shipped_wordings() -> Mapping[LetterKind, Template]:
    """Return the templates that the program ships."""
    files = [_read(path) for path in _shipped()]
    return MappingProxyType({file.kind: file.template for file in files if file.kind and file.template})


def load_wordings(folder: Path) -> Wordings:
    """Return the templates to write by: those in the branch's `folder` where it has sound ones.

    A file that cannot be read or has a mistake is named in `problems`, and the shipped one is used.
    """
    templates = dict(shipped_wordings())
    problems: list[Problem] = []
    for path in _own(folder):
        try:
            file = _read(path)
        except BadInput as error:
            problems.append(Problem(path.name, 1, UNREAD[error.problem]))
            continue
        problems += (Problem(path.name, one.line, one.text) for one in file.problems)
        if file.kind and file.template and not file.problems:
            templates[file.kind] = file.template
    return Wordings(MappingProxyType(templates), tuple(problems))


@dataclass(frozen=True)
class Told:
    """What a letter tells beyond what is known of its inquiry; `answer` is the newest draft's if empty.

    `late_on` is the day on which the answer was to be there, once it has passed.
    """

    reason: str = ""
    progress: str = ""
    new_due_on: date | None = None
    days: int = 0
    answer: str = ""
    other_agency: str = ""
    other_phone: str = ""
    supplement: str = ""
    supplement_by: date | None = None
    late_on: date | None = None


def inquiry_letter(
    kind: LetterKind,
    detail: InquiryDetail,
    *,
    branch: Branch,
    written_on: date,
    told: Told = Told(),
    wordings: Wordings | None = None,
) -> Letter:
    """Return the letter about an inquiry; whatever is not known yet is a blank, named in its `missing`.

    The date to answer by is the one that the customer was told, else the one they are to be told. Where
    the person in charge has no telephone, the branch's is given.
    """
    templates = wordings.templates if wordings else shipped_wordings()
    draft = detail.draft.text if detail.draft else ""
    facts = LetterFacts(
        branch=branch,
        written_on=written_on,
        received_on=seoul(detail.arrived_at).date(),
        number=detail.number,
        customer=detail.customer,
        subject=detail.subject,
        channel=detail.channel,
        due_on=detail.dates.told_on or detail.dates.to_tell,
        limit_on=detail.dates.limit.due_on,
        new_due_on=told.new_due_on,
        team=detail.owner_team or branch.name,
        staff=detail.owner,
        phone=detail.owner_phone or branch.phone,
        reason=told.reason,
        progress=told.progress,
        days=told.days,
        answer=told.answer or draft,
        other_agency=told.other_agency or detail.referred_to,
        other_phone=told.other_phone,
        supplement=told.supplement,
        supplement_by=told.supplement_by,
        late_on=told.late_on,
    )
    return letter_of(kind, templates[kind], facts)


def check_files(paths: Sequence[Path] = (), folder: Path | None = None) -> tuple[int, list[Problem]]:
    """Return how many files were read and everything wrong with them.

    Without `paths` these are all that are shipped, and the branch's own in `folder`. Raises `BadInput`
    (`file`) for what cannot be read (`unreadable`) or is no text (`not_utf8`).
    """
    files = [_read(path) for path in paths or [*_shipped(), *(_own(folder) if folder else ())]]
    return len(files), [problem for file in files for problem in file.problems]


def _shipped() -> list[Path]:
    return [resources.path(f"letters/{kind}.toml") for kind in LetterKind]


def _own(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.toml")) if folder.is_dir() else []


def _read(path: Path) -> LetterFile:
    try:
        return read_letter_file(path.read_text("utf-8"), str(path))
    except UnicodeDecodeError as error:
        raise BadInput("file", "not_utf8", str(path)) from error
    except OSError as error:
        raise BadInput("file", "unreadable", str(path)) from error
