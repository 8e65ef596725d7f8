"""The office that the tour plays in, and who will call there."""

from dataclasses import dataclass
from datetime import UTC, date, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from db import files
from desk_app.commands.bench_office import add_history
from desk_app.core.clock import FixedClock, seoul_at
from desk_app.demo import DEMO_PASSWORD, found_demo
from desk_app.settings import Places

TODAY = date(2026, 11, 24)
BEGINS_AT = seoul_at(TODAY, time(14, 6))
SIGN_IN_NAME = "haneul"
HANDLER = "seoyeon"  # who answers the letter


@dataclass(frozen=True)
class Caller:
    """Somebody of the invented office who has called before."""

    name: str
    number: str
    topic: str


_WHO_CALLS = sa.text("""
    SELECT customers.name, min(customer_phones.digits), min(topics.name)
    FROM contacts
    JOIN customers ON customers.id = contacts.customer_id
    JOIN customer_phones ON customer_phones.customer_id = customers.id
    JOIN topics ON topics.id = contacts.topic_id
    JOIN staff ON staff.id = topics.assignee_id
    WHERE staff.back_at IS NOT NULL AND staff.presence NOT IN ('here', 'busy')
      AND NOT EXISTS (SELECT 1 FROM promises WHERE promises.customer_id = customers.id AND state = 'open')
    GROUP BY customers.id
    HAVING count(DISTINCT customer_phones.digits) = 1 AND count(DISTINCT topics.id) = 1
    ORDER BY max(contacts.started_at) > :lately DESC, count(*) DESC, customers.id
    LIMIT 1
""")


def found_for_tour(places: Places, clock: FixedClock, contacts: int) -> tuple[str, Caller]:
    """Found the invented office, `contacts` more contacts behind it; return its desk and who will call."""
    with files.founding(places.database, SIGN_IN_NAME, DEMO_PASSWORD) as (opened, _code):
        if contacts:
            add_history(opened.engine, contacts)
        desk = found_demo(opened.engine, clock)[1]
        return desk, _caller(opened.engine)


def found_for_letter(places: Places, clock: FixedClock) -> str:
    """Found the invented office for `HANDLER`; return the desk they sit at."""
    with files.founding(places.database, HANDLER, DEMO_PASSWORD) as (opened, _code):
        return found_demo(opened.engine, clock)[1]


def _caller(engine: sa.Engine) -> Caller:
    """Return whoever turned to us most often lately about a matter whose person is away now."""
    lately = BEGINS_AT.astimezone(UTC) - timedelta(days=21)
    with Session(engine) as session:
        name, digits, topic = session.execute(_WHO_CALLS, {"lately": f"{lately:%Y-%m-%d %H:%M:%S}"}).one()
    return Caller(name, digits, topic)
