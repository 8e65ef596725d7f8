"""Why something cannot be done with a written question, each with what to do instead."""

from desk_app.gui.i18n import mark

REFUSALS: dict[tuple[str, str], str] = {
    ("promise", "of_inquiry"): mark(
        "This promise belongs to a written question. Open the question and settle it there."
    ),
    ("inquiry", "wrong_state"): mark(
        "The question stands differently now, so this cannot be done. Look at it again."
    ),
    ("inquiry", "already_waiting"): mark(
        "The customer was asked to supplement already. Note first what came back."
    ),
    ("inquiry", "not_waiting"): mark("The customer was not asked to supplement. Look at the question again."),
    ("inquiry", "already_passing"): mark("It is noted already that this question is to be passed on."),
    ("inquiry", "same_inquiry"): mark("A question cannot be linked with itself. Choose another one."),
    ("returned_on", "not_after"): mark("This lies before the customer was asked. Check the day of return."),
    ("sent_at", "not_after"): mark("This lies before the question arrived. Check the time of sending."),
    ("extension_reason", "forbidden"): mark(
        "Much work, a late assignment or an absence of the person in charge are no reasons to extend"
        " (Decree on Civil Petitions, Article 21). Answer in time, or send an interim reply."
    ),
    ("detail", "forbidden"): mark(
        "Much work, a late assignment or an absence of our person in charge are no reasons to extend, however"
        " they are worded (Decree on Civil Petitions, Article 21). Say what else it is. If it is another"
        " agency’s, write that as “another agency (its name)”."
    ),
    ("days", "after_period"): mark(
        "The period is over, so it cannot be extended any more. Answer at once, or send an interim reply."
    ),
    ("days", "still_past"): mark("So few days lead to a day that is past already. Extend it by more."),
    ("days", "not_extendable"): mark("What is answered at once has no period to extend. Answer now."),
    ("reply", "missing"): mark("Write the reply first."),
    ("reply", "not_latest"): mark("There is a newer version of the reply. Look at that one first."),
    ("reply", "same_person"): mark("Whoever wrote the reply cannot check it. Ask a colleague."),
    ("reply", "unchecked"): mark(
        "A second person must check this reply before it goes out. Ask a colleague."
    ),
    ("field_inquiry", "not_grievance"): mark(
        "Only a grievance is looked into on the spot (Decree on Civil Petitions, Article 17)."
        " Set right what it is first."
    ),
    ("field_inquiry", "only_once"): mark(
        "There was a field inquiry already, and it is not begun twice (Decree, Article 17)."
        " Answer, or send an interim reply."
    ),
    ("field_inquiry", "not_running"): mark(
        "No field inquiry is going on: its days are over, and the period counts again (Decree, Article 17)."
    ),
    ("field_inquiry", "extended_once"): mark(
        "The field inquiry was extended already, which may be done once (Decree, Article 17)."
        " End it and answer, or send an interim reply."
    ),
    ("until", "too_long"): mark(
        "A field inquiry lasts 14 days at most, today included (Decree, Article 17). Choose an earlier day."
    ),
    ("until", "too_long_extended"): mark(
        "A field inquiry is extended by 7 days at most, to 21 in all (Decree, Article 17)."
        " Choose an earlier day."
    ),
    ("until", "not_later"): mark("It is planned until then already. Choose a later day."),
    ("ended_on", "not_after"): mark("This lies before the field inquiry began. Check the day it was over."),
    ("kind", "field_inquiry"): mark(
        "It was looked into on the spot, which only a grievance is (Decree, Article 17)."
        " Leave it a grievance."
    ),
}
