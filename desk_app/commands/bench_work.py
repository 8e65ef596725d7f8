"""What is measured: the desk's own use-cases, each beside the same work done by plain `sqlite3`."""

import json
import os
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import msgspec

from desk_app.commands import bench_plain as plain
from desk_app.commands.bench_measure import (
    Timing,
    Work,
    commits_in_log,
    counting,
    ours_and_plain,
    syncs_by_kernel,
)
from desk_app.commands.bench_office import (
    DESK,
    NOW,
    PASSWORD,
    SIGN_IN_NAME,
    TOPIC,
    Pair,
    digits_of,
    insert_into,
    leave_open,
    name_of,
    stored,
)
from desk_app.core.clock import FixedClock
from desk_app.core.contacts import Channel, Draft
from desk_app.core.korean import initials
from desk_app.core.scripts import answer, begin, run_to_dict
from desk_app.usecases.alerts import due_alerts
from desk_app.usecases.board import kept_rate, list_board
from desk_app.usecases.contacts import begin_contact, finish_contact
from desk_app.usecases.customers import find_callers, open_caller
from desk_app.usecases.executor import Executor
from desk_app.usecases.scripts import load_scripts
from desk_app.usecases.signing_in import sign_in

WATCHED = (
    15  # contacts saved while commits and syncs are counted: too few for a checkpoint to fall among them
)
_NAMES = "김박정강윤장임한"  # with a final consonant, so that the prefix is exactly this syllable
_INITIALS = ("ㄱㅈ", "ㅇㅎ", "ㅂㅅ", "ㄱㅎ")
_DRAFT = insert_into("drafts", "staff_id desk begun_at saved_at parked body")


@dataclass(frozen=True)
class Counts:
    """What no machine's mood can change; syncs are `None` where nobody could count them."""

    commits_per_contact: float
    pages_per_contact: float
    syncs_per_contact: float | None


def measure_reads(pairs: Mapping[str, Pair], rounds: int) -> dict[str, dict[str, Timing]]:
    """Return how long each look-up takes in each office, after all were done once: a desk's cache is warm."""
    works = {size: _reads(pair, rounds) for size, pair in pairs.items()}
    return {
        name: ours_and_plain({size: works[size][name] for size in pairs}, rounds, warm_up=rounds)
        for name in works[next(iter(pairs))]
    }


def measure_crowded_board(pair: Pair, rounds: int) -> Timing:
    """Return how long the board takes with one per cent of all contacts open."""
    leave_open(pair, max(1, pair.contacts // 100))
    crowded = ours_and_plain({"": _reads(pair, rounds)["board"]}, rounds)[""]
    leave_open(pair, pair.open)
    return crowded


def measure_saves(pairs: Mapping[str, Pair], rounds: int, warm_up: int = 5) -> dict[str, Timing]:
    """Return how long it takes to record a call of a new customer that ends in a promise to call back."""
    works = {size: _saves(pair, warm_up + rounds) for size, pair in pairs.items()}
    return ours_and_plain(works, rounds, warm_up)


def count_statements(pair: Pair) -> dict[str, int]:
    """Return how many statements each page runs: as many at every size, where no query runs per row."""
    run = pair.executor.run
    number, draft = digits_of(1), _call(pair.customers + 1_000_000)
    draft_id = run(begin_contact, draft=draft).value
    pages: dict[str, Work] = {
        "board": lambda _n: (run(list_board), run(due_alerts), run(kept_rate)),
        "caller_card": lambda _n: run(open_caller, customer_id=1, topic_id=TOPIC),
        "find_by_number": lambda _n: run(find_callers, phone=number),
        "find_by_last_four": lambda _n: run(find_callers, phone=number[-4:]),
        "find_by_name": lambda _n: run(find_callers, name=name_of(1)[0]),
        "find_by_initials": lambda _n: run(find_callers, name=initials(name_of(1))),
        "save": lambda _n: run(finish_contact, draft_id=draft_id, draft=draft),
    }
    statements = {}
    for page, work in pages.items():
        with counting(pair.opened.engine) as counted:
            work(0)
        statements[page] = counted.statements
    return statements


def count_commits(pair: Pair, folder: Path) -> Counts:
    """Return the commits and pages of one saved contact as the log has them, and its syncs."""
    _save_into_empty_log(pair.executor, 2_000_000, lambda: None)
    commits, pages = commits_in_log(pair.opened.path)
    mark = folder / "mark"
    program = (
        "from pathlib import Path; from desk_app.commands import bench_work as b;"
        f"b.save_watched(Path({str(pair.opened.path)!r}), Path({str(mark)!r}))"
    )
    syncs = syncs_by_kernel(program, pair.opened.path, mark)
    saved = WATCHED + 1
    return Counts(commits / saved, pages / saved, None if syncs is None else syncs / WATCHED)


def save_watched(database: Path, mark: Path) -> None:
    """Save contacts while this process's syncs are counted; syncing the file `mark` says where to begin."""
    signed_in = sign_in(database, FixedClock(NOW), sign_in_name=SIGN_IN_NAME, password=PASSWORD, desk=DESK)

    def begun() -> None:
        with mark.open("wb") as file:
            os.fsync(file.fileno())

    _save_into_empty_log(signed_in.executor, 3_000_000, begun)
    os._exit(0)  # closing the database would sync it once more


def _save_into_empty_log(executor: Executor, first: int, begun: Callable[[], None]) -> None:
    """Save a contact and, after `begun`, `WATCHED` more; the first in an empty log syncs its header too."""
    drafts = [_call(first + n) for n in range(WATCHED + 1)]
    ids = [executor.run(begin_contact, draft=draft).value for draft in drafts]
    with closing(executor.engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for n, draft in enumerate(drafts):
        executor.run(finish_contact, draft_id=ids[n], draft=draft)
        if n == 0:
            begun()


def _saves(pair: Pair, count: int) -> tuple[Work, Work]:
    drafts = [_call(pair.customers + 1 + n) for n in range(count)]
    ids = [_begin(pair, draft) for draft in drafts]
    rows = [plain.prepare(draft_id, draft) for draft_id, draft in zip(ids, drafts, strict=True)]
    return (
        lambda n: pair.executor.run(finish_contact, draft_id=ids[n], draft=drafts[n]),
        lambda n: plain.save(pair.plain, rows[n]),
    )


def _reads(pair: Pair, rounds: int) -> dict[str, tuple[Work, Work]]:
    run, other = pair.executor.run, pair.plain

    def customer(n: int) -> int:
        return n % rounds * 37 % pair.customers + 1

    return {
        "by_number": (
            lambda n: run(find_callers, phone=digits_of(customer(n))),
            lambda n: plain.by_number(other, digits_of(customer(n))),
        ),
        "by_last_four": (
            lambda n: run(find_callers, phone=digits_of(customer(n))[-4:]),
            lambda n: plain.by_last_four(other, digits_of(customer(n))[-4:]),
        ),
        "by_name": (
            lambda n: run(find_callers, name=_NAMES[n % len(_NAMES)]),
            lambda n: plain.by_name(other, _NAMES[n % len(_NAMES)]),
        ),
        "by_initials": (
            lambda n: run(find_callers, name=_INITIALS[n % len(_INITIALS)]),
            lambda n: plain.by_initials(other, _INITIALS[n % len(_INITIALS)]),
        ),
        "caller_card": (
            lambda n: run(open_caller, customer_id=customer(n), topic_id=TOPIC),
            lambda n: plain.card(other, customer(n)),
        ),
        "board": (lambda _n: run(list_board), lambda _n: plain.board(other)),
    }


def _call(customer: int) -> Draft:
    """Return the draft of a call of somebody new, read back and ready to be recorded."""
    script = load_scripts()["phone"]
    run = begin(script, (), NOW)
    for key in (2, None, None, None):
        run = answer(script, run, key, NOW)
    return Draft(
        Channel.PHONE,
        NOW,
        customer_name=f"새고객{customer}",
        phone=f"010{customer:08}",
        topic_id=TOPIC,
        assignee_id=1,
        summary="직업훈련 과정의 모집 시기와 준비할 서류를 물으셨음",
        rings=2,
        due_at=NOW + timedelta(hours=1),
        run=run_to_dict(run),
    )


def _begin(pair: Pair, draft: Draft) -> int:
    """Keep the draft in both databases and return its id, the same in both."""
    draft_id = pair.executor.run(begin_contact, draft=draft).value
    body = json.dumps(msgspec.to_builtins(draft))
    kept = pair.plain.execute(_DRAFT, (1, DESK, stored(NOW), stored(NOW), False, body)).lastrowid
    pair.plain.execute("UPDATE revisions SET counter = counter + 1 WHERE area = 'drafts'")
    assert kept == draft_id
    return draft_id
