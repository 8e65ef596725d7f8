"""Every table of the office's database."""

from db.models.base import Base
from db.models.contacts import Contact, ContactStep, Customer, CustomerPhone, Draft, Ring
from db.models.office import CalendarChange, Desk, Office, Revision, Topic
from db.models.promises import Alert, Promise, PromiseEvent
from db.models.staff import Access, Change, Staff

__all__ = [
    "Access",
    "Alert",
    "Base",
    "CalendarChange",
    "Change",
    "Contact",
    "ContactStep",
    "Customer",
    "CustomerPhone",
    "Desk",
    "Draft",
    "Office",
    "Promise",
    "PromiseEvent",
    "Revision",
    "Ring",
    "Staff",
    "Topic",
]
