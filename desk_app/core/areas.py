"""The areas of the office's data: what a commit touched and what a page watches."""

from enum import StrEnum


class Area(StrEnum):
    """A part of the office's data with a revision counter of its own (house, decision 6)."""

    CUSTOMERS = "customers"
    CONTACTS = "contacts"
    DRAFTS = "drafts"
    PROMISES = "promises"
    APPOINTMENTS = "appointments"
    INQUIRIES = "inquiries"
    COMPLAINTS = "complaints"
    FAQ = "faq"
    MONITORING = "monitoring"
    SURVEYS = "surveys"
    ALERTS = "alerts"
    RINGS = "rings"
    STAFF = "staff"
    TOPICS = "topics"
    CALENDAR = "calendar"
    OFFICE = "office"
