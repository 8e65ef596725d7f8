"""Every table of the office's database."""

from db.models.appointments import Appointment, AppointmentEvent
from db.models.base import Base
from db.models.contacts import Contact, ContactStep, Customer, CustomerPhone, Draft, Ring
from db.models.inquiries import (
    Attachment,
    Extension,
    Inquiry,
    InquiryEvent,
    InterimReply,
    Reply,
    Supplement,
)
from db.models.jottings import Jotting
from db.models.office import CalendarChange, Desk, Office, Revision, Topic
from db.models.promises import Alert, Promise, PromiseEvent
from db.models.staff import Absence, Access, Change, Deputy, Duty, Staff

__all__ = [
    "Absence",
    "Access",
    "Alert",
    "Appointment",
    "AppointmentEvent",
    "Attachment",
    "Base",
    "CalendarChange",
    "Change",
    "Contact",
    "ContactStep",
    "Customer",
    "CustomerPhone",
    "Deputy",
    "Desk",
    "Draft",
    "Duty",
    "Extension",
    "Inquiry",
    "InquiryEvent",
    "InterimReply",
    "Jotting",
    "Office",
    "Promise",
    "PromiseEvent",
    "Reply",
    "Revision",
    "Ring",
    "Staff",
    "Supplement",
    "Topic",
]
