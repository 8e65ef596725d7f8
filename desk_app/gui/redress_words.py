"""The sentences for what can go wrong with complaints and redress; `desk_app/gui/words.py` speaks them."""

from desk_app.gui.i18n import mark

FIELDS: dict[str, str] = {
    "complaint": mark("the complaint"),
    "complaint_about": mark("what it is about"),
    "complaint_wants": mark("what the customer wants"),
    "complaint_done": mark("what was done about it"),
    "complaint_step": mark("the step taken"),
    "customer_said": mark("what the customer said to it"),
    "what_changed": mark("what changed"),
    "decision": mark("the decision"),
    "told_by": mark("how the customer was told"),
    "result": mark("the result"),
    "cause": mark("why the customer had to come twice"),
    "apology": mark("the public apology"),
    "apology_text": mark("the text of the apology"),
    "posted_on": mark("the day of posting"),
    "posted_where": mark("where it was posted"),
    "repeat": mark("the second visit"),
    "action": mark("caution or training"),
    "action_what": mark("what the caution or training is about"),
    "action_done": mark("what was done"),
    "second_visit_days": mark("the days for a second visit"),
    "complaint_days": mark("the days for a complaint"),
    "public_apology_days": mark("the days for a public apology"),
    "opinion_address": mark("the address for opinions"),
    "opinion_phones": mark("the telephones for opinions"),
}

SPECIAL: dict[tuple[str, str], str] = {
    ("promise", "of_complaint"): mark(
        "This promise belongs to a complaint. Open the complaint and settle it there."
    ),
    ("owner", "about_them"): mark("The complaint is about this person. Choose somebody else."),
    ("owner", "not_in_hand"): mark(
        "This belongs to a complaint. Ask whoever has it in hand, or a supervisor, to hand it over."
    ),
    ("owner", "may_not_see"): mark(
        "This may be seen by supervisors and the person concerned. Choose a supervisor."
    ),
    ("complaint", "already_closed"): mark("This is closed already. Record what is new as another one."),
    ("complaint", "is_opinion"): mark(
        "This is an opinion. Decide it, and tell the customer what came of it."
    ),
    ("complaint", "no_opinion"): mark(
        "This is no opinion. Close it with its result and what the customer said."
    ),
    ("told_by", "can_be_told"): mark("The customer can be reached. Tell them first, and note how."),
    ("decision", "missing"): mark("Decide the opinion first."),
    **dict.fromkeys(
        (("apology_text", "telling"), ("posted_where", "telling")),
        mark("This could tell whose case it is: {value}. Write it without these words."),
    ),
    ("apology", "owed_already"): mark(
        "The apology is promised or made already. Look at the complaint again."
    ),
    ("apology", "nobody_to_tell"): mark(
        "Nobody knows who the customer is, so nobody can apologise to them. Note a step instead."
    ),
    ("repeat", "not_ours"): mark("This visit does not count as our fault, so there is nothing to take back."),
    ("apology", "not_confirmed"): mark("No mistake is confirmed yet. Ask a supervisor to confirm it first."),
    ("apology", "already_confirmed"): mark("The mistake is confirmed already. Write the apology."),
    ("apology", "already_approved"): mark("This text is approved already. Post it, and note where."),
    ("apology", "same_person"): mark("Whoever wrote the text cannot approve it. Ask another supervisor."),
    ("apology", "not_approved"): mark("The text is not approved yet. Ask another supervisor to approve it."),
    ("apology", "already_posted"): mark("The apology is posted already, so it cannot be changed any more."),
    ("posted_on", "before_approval"): mark("This lies before the approval. Check the day of posting."),
    **dict.fromkeys(
        [(field, "names_customer") for field in ("action_what", "action_done", "reason", "note")],
        mark("No customer stands here: {value}. Write it without the name or the number."),
    ),
    ("action", "same_person"): mark("You cannot decide this about yourself. Ask another supervisor."),
    ("action", "already_owed"): mark("This is noted for the person already. Look at the complaint again."),
}

THINGS = {"Complaint": mark("The complaint"), "RepeatVisit": mark("The second visit")}
