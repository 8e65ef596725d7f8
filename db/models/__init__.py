"""Every table of the office's database."""

from db.models.appointments import Appointment, AppointmentEvent
from db.models.base import Base
from db.models.complaints import ApologyText, Complaint, ComplaintEvent, PublicApology, RepeatVisit
from db.models.contacts import Contact, ContactStep, Customer, CustomerPhone, Draft, Ring
from db.models.faq import FaqDismissal, FaqEntry, FaqMiss, FaqTerm, FaqUse, FaqVersion
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
from db.models.monitoring import Award, ScoreSheet, ScoreSheetChange
from db.models.office import CalendarChange, Desk, Office, Revision, Topic
from db.models.promises import Alert, Promise, PromiseEvent
from db.models.staff import Absence, Access, Change, Deputy, Duty, Staff
from db.models.surveys import SurveyFile, SurveyScore, SurveySheet, SurveyTally, SurveyWord

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
    "FaqDismissal",
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
    "ScoreSheetChange",
    "Staff",
    "Supplement",
    "SurveyFile",
    "SurveyScore",
    "SurveySheet",
    "SurveyTally",
    "SurveyWord",
    "Topic",
]
