"""Whether an office's books are whole: every contact with all that belongs to it, nothing half."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from db.engine import for_reading
from db.models import Access, Alert, Contact, ContactStep, Draft, Jotting, Promise, PromiseEvent, Revision
from desk_app.core.areas import Area
from desk_app.core.contacts import Outcome


def ids(engine: sa.Engine, model: type[Contact | Promise]) -> set[int]:
    """Return the ids of all contacts or promises."""
    return set(_read(engine, sa.select(model.id)))


def drafts(engine: sa.Engine) -> list[str]:
    """Return what was asked, as far as it is kept, of every unfinished contact."""
    return [body["summary"] for body in _read(engine, sa.select(Draft.body))]


def jottings(engine: sa.Engine) -> list[str]:
    """Return what stands typed in every form, as far as it is kept."""
    return [body["text"] for body in _read(engine, sa.select(Jotting.body))]


def counter(engine: sa.Engine, area: Area) -> int:
    """Return the revision counter of an area."""
    return int(_read(engine, sa.select(Revision.counter).where(Revision.area == area))[0])


def faults(engine: sa.Engine) -> list[str]:
    """Return what is half or damaged in the books of an office that recorded calls and nothing else.

    The founding counts as the first change of every area.
    """
    with_steps, with_promise = sa.select(ContactStep.contact_id), sa.select(Promise.contact_id)
    half = {
        "contact without steps": sa.select(Contact.id).where(Contact.id.not_in(with_steps)),
        "step without contact": sa.select(ContactStep.id).where(
            ContactStep.contact_id.not_in(sa.select(Contact.id))
        ),
        "callback without promise": sa.select(Contact.id).where(
            Contact.outcome == Outcome.CALLBACK, Contact.id.not_in(with_promise)
        ),
        "promise without contact": sa.select(Promise.id).where(
            Promise.contact_id.not_in(sa.select(Contact.id))
        ),
        "promise without alerts": sa.select(Promise.id).where(Promise.id.not_in(sa.select(Alert.promise_id))),
        "promise without history": sa.select(Promise.id).where(
            Promise.id.not_in(sa.select(PromiseEvent.promise_id))
        ),
        "alert without promise": sa.select(Alert.id).where(Alert.promise_id.not_in(sa.select(Promise.id))),
    }
    found = [f"{what}: {rows}" for what, query in half.items() if (rows := _read(engine, query))]
    recorded = len(_read(engine, sa.select(Contact.id)))
    logged = len(_read(engine, sa.select(Access.id).where(Access.action == "contact.record")))
    told = counter(engine, Area.CONTACTS) - 1
    if not recorded == logged == told:
        found.append(f"{recorded} contacts, {logged} lines in the access log, counter {told}")
    told_of = set(_read(engine, sa.select(Contact.summary)))
    found += [f"recorded and still a draft: {text}" for text in drafts(engine) if text in told_of]
    return found + _damage(engine)


def _damage(engine: sa.Engine) -> list[str]:
    if engine.dialect.name != "sqlite":
        return []
    with for_reading(engine).connect() as connection:
        return [
            str(row)
            for check in ("integrity_check", "cipher_integrity_check", "foreign_key_check")
            for row in connection.exec_driver_sql(f"PRAGMA {check}").all()
            if row != ("ok",)
        ]


def _read(engine: sa.Engine, query: sa.Select[Any]) -> Sequence[Any]:
    with for_reading(engine).connect() as connection:
        return connection.scalars(query).all()
