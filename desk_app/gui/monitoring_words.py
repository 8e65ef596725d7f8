"""The sentences for what can go wrong with monitoring and awards; `desk_app/gui/words.py` speaks them."""

from desk_app.gui.i18n import mark

FIELDS: dict[str, str] = {
    "comment": mark("the comment"),
    "sheet_why": mark("the reason for the correction"),
    "sheet_answer": mark("the answer to the sheet"),
    "award_reason": mark("the reason for the award"),
    "monitoring_days": mark("the days before a round ends"),
    "training_below": mark("the score below which there is training"),
    "training_days": mark("the days for a training"),
}
_NAMES_CUSTOMER = mark("No customer stands here: {value}. Write it without the name or the number.")
SPECIAL: dict[tuple[str, str], str] = {
    ("staff", "evaluates_self"): mark("Nobody evaluates themselves. Ask another supervisor."),
    ("staff", "rewards_self"): mark("Nobody rewards themselves. Ask another supervisor."),
    ("marks", "nothing_applies"): mark("Nothing applied, so there is no score. Mark one item at least."),
    ("marks", "unmarked"): mark("{value} has no points yet. Give points, or N where it did not apply."),
    ("marks", "too_many_points"): mark("Give points within {value}."),
    ("marks", "unknown"): mark("The sheet has other items now. Start the program anew and fill it in again."),
    ("comment", "names_customer"): _NAMES_CUSTOMER,
    ("sheet_answer", "names_customer"): _NAMES_CUSTOMER,
    ("sheet_why", "names_customer"): _NAMES_CUSTOMER,
    ("award_reason", "names_customer"): _NAMES_CUSTOMER,
    ("month", "not_over"): mark("This month is still going on. Look through its access log once it is over."),
    ("sheet", "already_answered"): mark("This sheet is answered already, so it stays as it is."),
}
THINGS = {"ScoreSheet": mark("The score sheet")}
