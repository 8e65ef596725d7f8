"""Every table of the office's database."""

from db.models.appointments import Appointment, AppointmentEvent
from db.models.base import Base
from db.models.complaints import ApologyText, Complaint, ComplaintEvent, PublicApology, RepeatVisit
from db.models.contacts import Contact, ContactStep, Customer, CustomerPhone, Draft, Ring
from db.models.faq import FaqEntry, FaqMiss, FaqTerm, FaqUse, FaqVersion
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
from db.models.monitoring import Award, ScoreSheet
from db.models.office import CalendarChange, Desk, Office, Revision, Topic
from db.models.promises import Alert, Promise, PromiseEvent
from db.models.staff import Absence, Access, Change, Deputy, Duty, Staff
from db.models.surveys import SurveyAnswer, SurveyFile, SurveySheet, SurveyTally

__all__ = [
    "Absence",
    "Access",
    "Alert",
    "ApologyText",
    "Appointment",
    "AppointmentEvent",
    "Attachment",
    "Award",
    "Base",
    "CalendarChange",
    "Change",
    "Complaint",
    "ComplaintEvent",
    "Contact",
    "ContactStep",
    "Customer",
    "CustomerPhone",
    "Deputy",
    "Desk",
    "Draft",
    "Duty",
    "Extension",
    "FaqEntry",
    "FaqMiss",
    "FaqTerm",
    "FaqUse",
    "FaqVersion",
    "Inquiry",
    "InquiryEvent",
    "InterimReply",
    "Jotting",
    "Office",
    "Promise",
    "PromiseEvent",
    "PublicApology",
    "RepeatVisit",
    "Reply",
    "Revision",
    "Ring",
    "ScoreSheet",
    "Staff",
    "Supplement",
    "SurveyAnswer",
    "SurveyFile",
    "SurveySheet",
    "SurveyTally",
    "Topic",
]
