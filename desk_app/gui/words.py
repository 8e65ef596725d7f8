"""One sentence for everything that can go wrong, saying what to do next (house, decision 15)."""

from desk_app.core.clock import seoul
from desk_app.core.errors import (
    BadInput,
    CalendarEnds,
    Conflict,
    DeskError,
    NotAllowed,
    NotFound,
    NoWorkingDay,
    SignedOut,
    World,
    WorldProblem,
)
from desk_app.gui import monitoring_words, redress_words
from desk_app.gui.i18n import mark, tr
from desk_app.gui.inquiries.refusals import REFUSALS


def say_error(error: DeskError) -> str:
    """Return one clear sentence in the language on screen that says what is wrong and what to do."""
    match error:
        case BadInput():
            return _bad_input(error)
        case World(problem=problem, where=where):
            return tr(WORLD[problem], where=where or tr("the data folder"))
        case NotFound(what=what):
            name = tr(_THINGS.get(what, _A_THING))
            return tr("{what} is not there any more. Refresh the list and choose again.", what=name)
        case _:
            return _rare(error)


def _rare(error: DeskError) -> str:
    said = tr("It could not be done, and nothing was changed. Try again.")
    match error:
        case NotAllowed(needs=needs):
            roles = ", ".join(tr(_ROLES.get(role, role)) for role in needs.split(", "))
            said = tr("Only {roles} may do this. Ask one of them.", roles=roles)
        case Conflict(who=who, desk=desk, at=at):
            said = tr(
                "{who} changed it at {time} at {desk}. Look at it again and repeat what you meant to do.",
                who=who,
                desk=desk,
                time=f"{seoul(at):%H:%M}",
            )
        case CalendarEnds(covered=covered):
            said = tr(
                "The holiday table ends with {year}. Ask a supervisor to bring in the new one.", year=covered
            )
        case SignedOut():
            said = tr("You are no longer on the list of staff. Ask a supervisor.")
        case NoWorkingDay():
            said = tr("The office hours hold no working time. Ask a supervisor to correct the office hours.")
    return said


def field_name(field: str) -> str:
    """Return the name on screen of a field's id, or "the entry" for one without a name."""
    return tr(FIELDS.get(field, _AN_ENTRY))


def _bad_input(error: BadInput) -> str:
    source = SPECIAL.get((error.field, error.problem)) or PROBLEMS.get(error.problem, _CHECK_FIELD)
    return tr(source, field=field_name(error.field), value=error.value)


_AN_ENTRY = mark("the entry")
_A_THING = mark("What you chose")
_CHECK_FIELD = mark("Check {field} and enter it again.")

WORLD: dict[WorldProblem, str] = {
    WorldProblem.WRONG_PASSWORD: mark(
        "The password is not right. Check Caps Lock and 한/영 and type it again."
    ),
    WorldProblem.UNKNOWN_PERSON: mark(
        "There is nobody with this sign-in name. Check the name, or ask a supervisor to add you."
    ),
    WorldProblem.KEY_FILE_MISSING: mark(
        "The key file is missing: {where}. Put it back from the backup; without it nothing can be opened."
    ),
    WorldProblem.KEY_FILE_DAMAGED: mark(
        "The key file is damaged: {where}. Put it back from the backup; without it nothing can be opened."
    ),
    WorldProblem.KEY_FILE_OTHER: mark(
        "The key file belongs to another database: {where}. Put back the key file that came with this one."
    ),
    WorldProblem.DATABASE_MISSING: mark(
        "The database is not there: {where}. Check the folder, or put it back from the backup."
    ),
    WorldProblem.DATABASE_DAMAGED: mark(
        "The database is damaged: {where}. Leave it as it is, put back the backup and tell head office."
    ),
    WorldProblem.DATABASE_NEWER: mark(
        "The data was written by a newer program. Install the newest program at this desk."
    ),
    WorldProblem.DATABASE_BUSY: mark("Another desk is just saving. Try again in a moment."),
    WorldProblem.READ_ONLY: mark(
        "Nothing can be written to {where}. Ask for permission to write to this folder."
    ),
    WorldProblem.DISK_FULL: mark(
        "The disk is full: {where}. Make room and try again; what you typed is kept."
    ),
    WorldProblem.NETWORK_DRIVE: mark(
        "The database must not lie on a network drive: {where}. Choose a folder on this computer."
    ),
    WorldProblem.SERVER_AWAY: mark("The server does not answer. Check the network and try again."),
    WorldProblem.ALREADY_SET_UP: mark("This office is set up already. Sign in instead."),
}

FIELDS: dict[str, str] = (
    redress_words.FIELDS
    | monitoring_words.FIELDS
    | {
        "phone": mark("the phone number"),
        "due": mark("the promised time"),
        "customer_name": mark("the customer's name"),
        "name": mark("the name"),
        "sign_in_name": mark("the sign-in name"),
        "password": mark("the password"),
        "position": mark("the position"),
        "role": mark("the role"),
        "staff": mark("the member of staff"),
        "owner": mark("the person in charge"),
        "assignee": mark("the person in charge"),
        "assignee_id": mark("the person in charge"),
        "branch": mark("the branch"),
        "desk": mark("the desk's name"),
        "group": mark("the group"),
        "topic": mark("the topic"),
        "summary": mark("what was asked"),
        "note": mark("the note"),
        "safe_contact": mark("the hours to call"),
        "reason": mark("the reason"),
        "promise": mark("the promise"),
        "appointment": mark("the appointment"),
        "slot": mark("the time of the visit"),
        "minutes": mark("the length of the visit"),
        "place": mark("the place of the visit"),
        "matter": mark("what the visit is about"),
        "bring": mark("what to bring"),
        "override": mark("the reason"),
        "by_id": mark("whoever helps instead"),
        "back_at": mark("the time of return"),
        "day": mark("the day"),
        "day_name": mark("the day's name"),
        "days": mark("the number of days"),
        "hours": mark("the office hours"),
        "file": mark("the file"),
        "line": mark("the telephone's message"),
        "event": mark("the telephone's message"),
        "call_id": mark("the telephone's message"),
        "told": mark("whether the customer was told"),
        "length": mark("the length"),
        "received": mark("the time of receipt"),
        "rule": mark("the counting rule"),
        "told_rule": mark("the counting rule"),
        "callback_alerts": mark("the callback alerts"),
        "reply_alerts_days": mark("the reply alerts"),
        "callback_supervisor_after": mark("the time until the supervisor is told"),
        "snooze_for": mark("the time until the alert comes again"),
        "retry_no_answer": mark("the time until the next try after no answer"),
        "retry_busy": mark("the time until the next try after a busy line"),
        "after_return": mark("the time after a person's return"),
        "same_matter_days": mark("the days for the same matter"),
        "faq_review_days": mark("the days until a review"),
        "question": mark("the wording of the question"),
        "answer": mark("the answer"),
        "ring_period_s": mark("the ring's period"),
        "answer_target_s": mark("the answer target"),
        "answer_limit_s": mark("the answer limit"),
        "idle_lock": mark("the time until the screen locks"),
        "advised_call": mark("the advised length of a call"),
        "survey_small": mark("the size of a small sample"),
        "survey_least": mark("the fewest answers for a mean"),
        "points": mark("the points"),
        "word": mark("the customer's word"),
        "year": mark("the year"),
        "busy_for": mark("the usual length of a talk"),
        "out_for": mark("the usual length of an outing"),
        "meeting_for": mark("the usual length of a meeting"),
        "appointment_step": mark("the step at which appointments begin"),
        "appointment_buffer": mark("the room between appointments"),
        "appointment_alerts": mark("the appointment alerts"),
        "no_show_after": mark("the time until a visitor counts as late"),
        "remind_by": mark("the hour of the reminder"),
        "places": mark("the places of visits"),
        "visit_for": mark("the usual length of a visit"),
        "starts_at": mark("the beginning of the absence"),
        "state": mark("the kind of absence"),
        "ends_at": mark("the end of the absence"),
        "deputies": mark("the deputies"),
        "inquiry": mark("the question"),
        "arrived_at": mark("the arrival"),
        "period": mark("the period in days"),
        "subject": mark("the subject"),
        "text": mark("the text of the question"),
        "answer_to": mark("where the answer goes"),
        "supplement": mark("what to supplement"),
        "due_on": mark("the day to supplement by"),
        "returned_on": mark("the day of return"),
        "extension_reason": mark("the reason of the extension"),
        "detail": mark("the details of the reason"),
        "progress": mark("the progress so far"),
        "expected_on": mark("the date to answer by"),
        "reply": mark("the reply"),
        "sent_at": mark("the time of sending"),
        "to": mark("whom it goes to"),
        "purpose": mark("what the field inquiry is for"),
        "until": mark("the last day of the field inquiry"),
        "ended_on": mark("the day the field inquiry was over"),
    }
)

PROBLEMS: dict[str, str] = {
    "missing": mark("Enter {field}."),
    "too_long": mark("{field} is too long. Make it shorter."),
    "too_short": mark("{field} is too short. Check it and enter it again."),
    "taken": mark("{field} is in use already. Choose another one."),
    "has_space": mark("Enter {field} without spaces."),
    "in_the_past": mark("{field} is already past. Choose a later one."),
    "not_understood": mark("{field} was not understood. Write it like 11/18 09:20 or yesterday 15:00."),
    "no_time": mark("Add the hour to {field}, like yesterday 15:00."),
    "morning_or_evening": mark("Say whether {field} is in the morning or the afternoon."),
    "no_such_time": mark("There is no such time in {field}. Check the hour and enter it again."),
    "no_such_date": mark("There is no such date in {field}. Check month and day."),
    "weekday_differs": mark("Date and weekday of {field} do not agree. Check which one is right."),
    "in_the_future": mark("{field} is still to come. Check date and time."),
    "too_far": mark("{field} is more than a year away. Choose a nearer one."),
    "out_of_range": mark("Choose {field} within {value}."),
    "unknown": mark("Choose {field} from the list."),
    "personal_id": mark(
        "A resident registration number must not be kept here. Take it out of {field} and save again."
    ),
    "not_utf8": mark("The file cannot be read as text: {value}. Save it as UTF-8."),
    "unreadable": mark("The file cannot be read: {value}. Check its name and permissions."),
    "not_a_message": mark("The telephone sent something that is not understood. Check how it is connected."),
    "negative": mark("Enter {field} as zero or more."),
    "not_a_number": mark("Enter {field} as a number."),
}

SPECIAL: dict[tuple[str, str], str] = {
    **REFUSALS,
    **redress_words.SPECIAL,
    **monitoring_words.SPECIAL,
    ("phone", "not_a_phone"): mark(
        "This is no phone number. Enter it with its area code, like 010-1234-5678."
    ),
    ("phone", "too_short"): mark("The phone number lacks digits. Enter it with its area code."),
    ("phone", "too_long"): mark("The phone number has too many digits. Check it and enter it again."),
    ("phone", "personal_id"): mark(
        "This looks like a resident registration number, which is not kept. Enter the phone number."
    ),
    ("phone", "missing_for_callback"): mark("A callback needs a number. Ask for it and enter it."),
    ("due", "missing"): mark("Say by when, like 오늘 17시 or 30분 뒤."),
    ("due", "not_understood"): mark("This time was not understood. Write it like 내일 오전 10시 or 30분 뒤."),
    ("due", "no_time"): mark("Add the hour too, like 내일 오전 10시."),
    ("due", "morning_or_evening"): mark("Say 오전 or 오후 as well, like 오전 7시."),
    ("due", "no_such_time"): mark("There is no such time. Enter it again, like 오후 3시 30분."),
    ("due", "no_such_date"): mark("There is no such date. Check month and day."),
    ("due", "weekday_differs"): mark("Date and weekday do not agree. Check which one is right."),
    ("due", "in_the_past"): mark("This time is already past. Choose a later one."),
    ("draft", "in_use"): mark(
        "This contact is being typed at another desk ({value}). Try again once it is set aside there."
    ),
    ("draft", "taken_over"): mark(
        "Another desk took this contact over. What you type is kept apart;"
        " Ctrl Enter would record it once more."
    ),
    ("draft", "gone"): mark(
        "This contact was recorded or thrown away already. Look at today's contacts;"
        " Ctrl Enter would record it anew."
    ),
    ("promise", "still_open"): mark("This promise is still open. Record its outcome first."),
    ("promise", "already_closed"): mark("This promise is closed already. Promise anew in a new contact."),
    ("promise", "of_faq"): mark(
        "This is the review of an entry of the guidance. Open the entry and say that it is still right."
    ),
    ("answer", "unchanged"): mark("This is what it says already. Write what should be different."),
    ("entry", "moved_on"): mark(
        "The entry was changed after this was proposed. Write it in, or turn it down."
    ),
    ("entry", "wrong_state"): mark("The entry stands differently now, so this cannot be done. Look again."),
    ("file", "too_large"): mark("One file may hold {value} MB at most. Make it smaller or split it."),
    ("file", "empty"): mark("The file is empty. Choose the right one."),
    ("file", "same_file"): mark("This very file was brought in already ({value}). Choose another one."),
    ("points", "missing"): mark("Enter the points of one question at least."),
    ("last", "before_first"): mark("The last day lies before the first one. Write it after the first day."),
    ("last", "too_far"): mark("These are more than ten years. Choose fewer days."),
    ("told", "missing"): mark("Say whether the customer was told."),
    ("owner", "same_owner"): mark("This person is in charge already. Choose somebody else."),
    ("staff", "still_owes"): mark("{value} open promises are in this person's name. Hand them over first."),
    ("staff", "still_expected"): mark(
        "{value} visits are agreed with this person. Hand them over or cancel them first."
    ),
    ("slot", "in_the_past"): mark("This time is already past. Choose a later one."),
    ("slot", "over_midnight"): mark(
        "A visit ends on the day it begins. Choose an earlier hour or a shorter visit."
    ),
    ("slot", "taken"): mark("Another visit is agreed with this person then. Choose one of the free times."),
    ("slot", "needs_reason"): mark(
        "Something stands against this time. Choose a free time, or write the reason to book it all the same."
    ),
    ("minutes", "not_positive"): mark("Enter the length of the visit as 1 minute or more."),
    ("minutes", "too_long"): mark("A visit takes eight hours at most. Make it shorter."),
    ("staff", "retired"): mark("This person does not work here any more. Choose somebody else."),
    ("staff", "ambiguous"): mark("Several people have this name: {value}. Add the position."),
    ("appointment", "wrong_state"): mark(
        "The visit stands differently now, so this cannot be done. Look at it again."
    ),
    ("appointment", "too_early"): mark("The hour of the visit has not come yet. Note this after it."),
    ("appointment", "same_time"): mark("Nothing would change. Choose another time, person or place."),
    ("by_id", "same_person"): mark("This person is in charge already. Choose who helps instead."),
    ("ends_at", "not_after"): mark("The absence ends before it begins. Write the end like 16:00 or 12/3."),
    ("ends_at", "too_long"): mark("An absence lasts a year at most. Choose a nearer end."),
    ("ends_at", "in_the_past"): mark("This absence would be over already. Choose a later end."),
    ("rrule", "overlaps"): mark(
        "It comes again before it has ended. Choose a shorter absence or repeat it less."
    ),
    ("rrule", "never"): mark("The last day lies before the first one. Choose a later last day."),
    ("rrule", "not_a_rule"): mark(
        "The absence cannot be repeated like this. Choose how often from the list."
    ),
    ("day", "no_absence"): mark("The absence does not begin on this day. Choose a day on which it does."),
    ("deputies", "same_person"): mark("{value} cannot act for themself. Choose somebody else."),
    ("deputies", "twice"): mark("Somebody is named twice. Take one of them out."),
    ("role", "last_supervisor"): mark("One supervisor must remain. Make somebody else a supervisor first."),
    ("password", "too_short"): mark("The password needs at least {value} characters."),
    ("day", "no_holiday"): mark("This day is no holiday, so it cannot be taken away."),
    ("day", "already_holiday"): mark("This day is a holiday already ({value})."),
    ("day", "already_changed"): mark("This day was changed already. Undo that change first."),
    ("days", "not_a_length"): mark("Write the length like 7, 7+5, 2W or 1M."),
    ("days", "not_positive"): mark("Enter the number of days as 1 or more."),
    ("days", "too_many_extensions"): mark("A deadline is extended twice at most. Take one extension out."),
    ("days", "extension_too_long"): mark("The extension must not be longer than the first time limit."),
    ("days", "needs_consent"): mark("A second extension needs the customer's consent."),
    ("days", "too_long_for_hours"): mark(
        "Lengths over five days are not counted in hours. Choose another rule."
    ),
    ("days", "not_for_rule"): mark("This length does not go with the rule chosen. Change one of them."),
    ("days", "too_long"): mark("The number of days is too large. Make it smaller."),
    ("received", "not_a_time"): mark("Write the time of receipt like 2026-11-24T14:06."),
    ("hours", "overlap"): mark("The office hours overlap. Set them one after the other."),
    ("hours", "empty"): mark("The office hours are empty. Enter opening and closing."),
    ("hours", "inverted"): mark("Opening lies after closing. Enter them the other way round."),
    ("day", "not_a_date"): mark("Write the day like 12/31 or 2026-12-31."),
    ("hours", "not_hours"): mark("Write the hours like 09:00-12:00, 13:00-18:00."),
    ("hours", "never_open"): mark(
        "The desk must be open on one day of the week at least. Enter hours for it."
    ),
    ("month", "in_the_future"): mark("This month has not begun yet. Choose an earlier one."),
    ("hours", "not_a_week"): mark("Enter office hours for all seven days."),
}

_ROLES = {
    "receptionist": mark("reception staff"),
    "handler": mark("case staff"),
    "supervisor": mark("supervisors"),
}

_THINGS = (
    redress_words.THINGS
    | monitoring_words.THINGS
    | {
        "Absence": mark("The planned absence"),
        "Alert": mark("The alert"),
        "Appointment": mark("The appointment"),
        "CalendarChange": mark("The change of the calendar"),
        "Contact": mark("The contact"),
        "Customer": mark("The customer"),
        "Attachment": mark("The file"),
        "Inquiry": mark("The question"),
        "Draft": mark("The unfinished contact"),
        "Office": mark("The office"),
        "FaqEntry": mark("The entry of the guidance"),
        "Promise": mark("The promise"),
        "Ring": mark("The call"),
        "Staff": mark("The member of staff"),
        "SurveyWord": mark("The customer's word"),
        "Topic": mark("The topic"),
    }
)
