"""The work that is measured, written by hand for plain `sqlite3`: the least that any program could do."""

import sqlite3
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from desk_app.commands.bench_office import DESK, NOW, TOPIC, insert_into, stored
from desk_app.core.alerts import plan
from desk_app.core.contacts import Draft
from desk_app.core.korean import initials
from desk_app.core.office import Settings
from desk_app.core.promises import PromiseKind
from desk_app.core.scripts import StepState, finish, run_from_dict
from desk_app.usecases.calendars import base_calendar
from desk_app.usecases.scripts import load_scripts

_AT = stored(NOW)
_BY = "한지부 지부장"

_CUSTOMER = insert_into(
    "customers", "name initials contact_hours created_at version changed_at changed_by changed_desk"
)
_PHONE = insert_into("customer_phones", "customer_id digits reversed")
_CONTACT = insert_into(
    "contacts",
    "channel outcome customer_id caller_name phone topic_id assignee_id summary note rings script_id"
    " script_version started_at finished_at taken_by_id desk",
)
_STEP = insert_into("contact_steps", "contact_id position script_id step_id clauses done choice at")
_PROMISE = insert_into(
    "promises",
    "kind state due_at told_at broken attempts last_attempt owner_id taken_by_id contact_id customer_id"
    " caller_name phone topic_id summary note made_at version changed_at changed_by changed_desk",
)
_EVENT = insert_into("promise_events", "promise_id at by_id desk what detail due_at told to_id")
_ALERT = insert_into("alerts", "promise_id level audience due_at speaks_at closed_by")
_ACCESS = insert_into("access_log", "at staff_id desk customer_id action")
_COUNTERS = (
    "UPDATE revisions SET counter = counter + 1"
    " WHERE area IN ('alerts', 'contacts', 'customers', 'drafts', 'promises')"
)


@dataclass(frozen=True)
class Prepared:
    """A contact to save, in the columns of the tables; what leads to them is not timed."""

    draft_id: int
    customer: tuple[Any, ...]
    digits: str
    contact: tuple[Any, ...]
    steps: tuple[tuple[Any, ...], ...]
    promise: tuple[Any, ...]
    due_at: str
    alerts: tuple[tuple[Any, ...], ...]


def prepare(draft_id: int, draft: Draft) -> Prepared:
    """Return the rows of a new customer's contact with a promise to call back."""
    assert draft.due_at is not None
    script = load_scripts()["phone"]
    run = finish(script, run_from_dict(script, draft.run), NOW)
    walked = [(visited, script.step(visited.step)) for visited in run.visited]
    due_at, name, digits = stored(draft.due_at), draft.customer_name, draft.phone
    planned = plan(
        PromiseKind.CALLBACK, due_at=draft.due_at, now=NOW, settings=Settings(), calendar=base_calendar()
    )
    return Prepared(
        draft_id=draft_id,
        customer=(name, initials(name), "", _AT, 1, _AT, _BY, DESK),
        digits=digits,
        contact=(
            digits,
            TOPIC,
            draft.assignee_id,
            draft.summary,
            "",
            2,
            "phone",
            script.version,
            stored(draft.started_at),
        ),
        steps=tuple(
            (
                place,
                "phone",
                visited.step,
                " ".join(step.clauses) if step else "",
                visited.state is StepState.DONE,
                visited.label,
                stored(visited.at),
            )
            for place, (visited, step) in enumerate(walked)
        ),
        promise=(name, digits, TOPIC, draft.summary, "", _AT, 1, _AT, _BY, DESK),
        due_at=due_at,
        alerts=tuple(
            (alert.level, alert.audience.value, due_at, stored(alert.speaks_at), "") for alert in planned
        ),
    )


def save(database: sqlite3.Connection, rows: Prepared) -> int:
    """Record the contact in one durable transaction and return its id."""
    run = database.execute
    run("BEGIN IMMEDIATE")
    run("DELETE FROM drafts WHERE id = ?", (rows.draft_id,))
    customer = run(_CUSTOMER, rows.customer).lastrowid
    run(_PHONE, (customer, rows.digits, rows.digits[::-1]))
    name = rows.customer[0]
    contact = run(_CONTACT, ("phone", "callback", customer, name, *rows.contact, _AT, 1, DESK)).lastrowid
    database.executemany(_STEP, [(contact, *step) for step in rows.steps])
    told = ("callback", "open", rows.due_at, rows.due_at, False, 0, "", 1, 1)
    promise = run(_PROMISE, (*told, contact, customer, *rows.promise)).lastrowid
    run(_EVENT, (promise, _AT, 1, DESK, "made", "", rows.due_at, True, 1))
    database.executemany(_ALERT, [(promise, *alert) for alert in rows.alerts])
    run(_ACCESS, (_AT, 1, DESK, customer, "contact.record"))
    run(_COUNTERS)
    run("COMMIT")
    assert contact is not None
    return contact


_MATCH = """
SELECT c.id, c.name, {phone},
       (SELECT count(*) FROM contacts WHERE customer_id = c.id),
       (SELECT max(started_at) FROM contacts WHERE customer_id = c.id),
       (SELECT count(*) FROM promises WHERE customer_id = c.id AND state = 'open')
FROM ({found}) AS f JOIN customers AS c ON c.id = f.id
"""
_FIRST_PHONE = "(SELECT digits FROM customer_phones WHERE customer_id = c.id ORDER BY id LIMIT 1)"
_BY_NUMBER, _BY_LAST_FOUR = (
    _MATCH.format(
        phone="f.digits",
        found=f"SELECT customer_id AS id, digits FROM customer_phones WHERE {column} >= ? AND {column} < ?"  # noqa: S608
        f" ORDER BY {column}, customer_id LIMIT 8",
    )
    for column in ("digits", "reversed")
)
_BY_NAME, _BY_INITIALS = (
    _MATCH.format(
        phone=_FIRST_PHONE,
        found=f"SELECT id FROM customers WHERE {column} >= ? AND {column} < ? ORDER BY {column}, id LIMIT 8",  # noqa: S608
    )
    for column in ("name", "initials")
)


def by_number(database: sqlite3.Connection, digits: str) -> list[Any]:
    """Return who has a number that begins with `digits`."""
    return database.execute(_BY_NUMBER, _range(digits)).fetchall()


def by_last_four(database: sqlite3.Connection, digits: str) -> list[Any]:
    """Return who has a number that ends with `digits`."""
    return database.execute(_BY_LAST_FOUR, _range(digits[::-1])).fetchall()


def by_name(database: sqlite3.Connection, prefix: str) -> list[Any]:
    """Return whose name begins with the syllables `prefix`, the last of them with a final consonant."""
    return database.execute(_BY_NAME, _range(prefix)).fetchall()


def by_initials(database: sqlite3.Connection, prefix: str) -> list[Any]:
    """Return whose 초성 begin with `prefix`."""
    return database.execute(_BY_INITIALS, _range(prefix)).fetchall()


BOARD = (
    "SELECT p.id, p.version, p.kind, p.due_at, p.told_at, coalesce(c.name, p.caller_name), p.phone,"
    " coalesce(t.name, ''), p.summary, p.owner_id, s.name, s.position, s.presence, s.back_at,"
    " s.presence_note, s.presence_at, p.attempts, p.last_attempt, p.next_try_at, p.topic_id"
    " FROM promises p JOIN staff s ON s.id = p.owner_id LEFT JOIN customers c ON c.id = p.customer_id"
    " LEFT JOIN topics t ON t.id = p.topic_id"
    " WHERE p.state = 'open' ORDER BY p.due_at, p.id LIMIT 1001"
)


_AWAY = (
    "SELECT staff_id, state, note, starts_at, ends_at, rrule, skipped FROM absences"
    " WHERE cancelled_at IS NULL AND starts_at < ? AND (until_at IS NULL OR until_at > ?)"
)
_DEPUTIES = "SELECT staff_id, topic_id, deputy_id FROM deputies ORDER BY staff_id, position, id"


def board(database: sqlite3.Connection) -> list[Any]:
    """Return what is open, nearest hour first, with all that tells who acts for whom."""
    around = stored(NOW + timedelta(days=3)), stored(NOW - timedelta(days=1))
    return [
        *database.execute(BOARD).fetchall(),
        *database.execute(_AWAY, around).fetchall(),
        *database.execute(_DEPUTIES).fetchall(),
    ]


def card(database: sqlite3.Connection, customer: int) -> list[Any]:
    """Return all that the desk shows of a customer and log, durably, that it was seen."""
    run, since = database.execute, stored(NOW - timedelta(days=30))
    run("BEGIN IMMEDIATE")
    seen = [
        run("SELECT * FROM customers WHERE id = ?", (customer,)).fetchone(),
        run("SELECT digits FROM customer_phones WHERE customer_id = ? ORDER BY id", (customer,)).fetchall(),
        run("SELECT count(*) FROM contacts WHERE customer_id = ?", (customer,)).fetchone()[0],
        run(f"{_PAST} WHERE k.customer_id = ? {_LATEST} LIMIT 30", (customer,)).fetchall(),
        run(
            f"{_PAST} WHERE k.customer_id = ? AND k.topic_id = ? AND k.started_at >= ? {_LATEST} LIMIT 1",
            (customer, TOPIC, since),
        ).fetchall(),
        run(
            "SELECT p.id, p.kind, p.due_at, p.summary, coalesce(t.name, ''), s.name FROM promises p"
            " JOIN staff s ON s.id = p.owner_id LEFT JOIN topics t ON t.id = p.topic_id"
            " WHERE p.customer_id = ? AND p.state = 'open' ORDER BY p.due_at",
            (customer,),
        ).fetchall(),
    ]
    run(_ACCESS, (_AT, 1, DESK, customer, "customer.open"))
    run("COMMIT")
    return seen


_PAST = (
    "SELECT k.id, k.channel, k.outcome, k.started_at, coalesce(t.name, ''), k.summary, s.name"
    " FROM contacts k JOIN staff s ON s.id = k.taken_by_id LEFT JOIN topics t ON t.id = k.topic_id"
)
_LATEST = "ORDER BY k.started_at DESC, k.id DESC"


def _range(prefix: str) -> tuple[str, str]:
    return prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)
