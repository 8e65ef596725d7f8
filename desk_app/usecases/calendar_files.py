"""A visit as a file for the customer's own calendar (RFC 5545, RFC 5546), as discreet as the slip."""

from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone, TimezoneStandard, vCalAddress, vText

from desk_app.core.clock import SEOUL, seoul
from desk_app.core.visit_notices import VisitNotice, discreet, slip
from desk_app.usecases.notices import visit_wording

_NOBODY = "mailto:noreply@visit.invalid"  # RFC 5546 wants an organizer; no answer may go anywhere
_KOREA = timedelta(hours=9)


def calendar_file(notice: VisitNotice, made_at: datetime) -> bytes:
    """Return the `.ics` file that puts the visit into a calendar, moves it there or takes it out.

    A later file of the same visit has the same UID and a higher SEQUENCE; a cancelled one says CANCEL.
    """
    told, shown = discreet(notice, visit_wording()), slip(notice, visit_wording())
    calendar = Calendar()
    calendar.add("prodid", "-//visit//KO")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "CANCEL" if told.cancelled else "PUBLISH")
    calendar.add_component(_seoul_time())
    event = Event()
    event.add("uid", told.uid)
    event.add("sequence", told.sequence)
    event.add("dtstamp", made_at.astimezone(UTC))
    event.add("dtstart", seoul(told.starts_at))
    event.add("dtend", seoul(told.ends_at))
    event.add("summary", visit_wording().summary)
    event.add("status", "CANCELLED" if told.cancelled else "CONFIRMED")
    event.add("organizer", _organizer(told.branch or visit_wording().summary))
    where = ", ".join(part for part in (told.place, told.address) if part)
    if where:
        event.add("location", where)
    event.add("description", "\n".join(f"{name}: {fact}" for name, fact in shown.facts))
    event.add("class", "PRIVATE")
    calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _organizer(name: str) -> vCalAddress:
    address = vCalAddress(_NOBODY)
    address.params["CN"] = vText(name)
    return address


def _seoul_time() -> Timezone:
    """Return what a calendar needs to know of Seoul's clock: nine hours ahead, all year round."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1988, 10, 9))  # noqa: DTZ001 - a VTIMEZONE begins on its own clock
    standard.add("tzoffsetfrom", _KOREA)
    standard.add("tzoffsetto", _KOREA)
    standard.add("tzname", "KST")
    zone = Timezone()
    zone.add("tzid", str(SEOUL))
    zone.add_component(standard)
    return zone
