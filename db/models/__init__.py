"""Every table of the office's database."""

from db.models.appointments import Appointment, AppointmentEvent
from db.models.base import Base
from db.models.contacts import Contact, ContactStep, Customer, CustomerPhone, Draft, Ring
from db.models.office import CalendarChange, Desk, Office, Revision, Topic
from db.models.promises import Alert, Promise, PromiseEvent
from db.models.staff import Absence, Access, Change, Deputy, Duty, Staff

__all__ = [
    "Absence",
    "Access",
    "Alert",
    "Appointment",
    "AppointmentEvent",
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
    "Office",
    "Promise",
    "PromiseEvent",
    "Revision",
    "Ring",
    "Staff",
    "Topic",
]
