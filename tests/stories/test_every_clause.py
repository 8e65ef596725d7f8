"""Every clause of the charter is met: by steps of a script, by a rule, by a screen, and by what counts it.

An id added to `resources/charter/clauses.toml` without a place here fails, and so does a place that is gone.
"""

from importlib import import_module
from itertools import chain

import pytest

import resources
from desk_app.core.charter import read_clauses
from desk_app.usecases.compliance import load_measures
from desk_app.usecases.executor import UseCase
from desk_app.usecases.scripts import load_scripts

CLAUSES = read_clauses(resources.read_text("charter/clauses.toml"))
SCRIPTS = load_scripts()

STEPS: dict[str, tuple[str, ...]] = {
    "P-2": ("phone.explain", "abuse.first_notice"),
    "P-3": ("phone.objection", "visit.objection"),
    "P-4": ("phone.listen", "visit.listen", "callback.open"),
    "P-5": ("visit.see_off",),
    "I-1-1": ("visit.welcome", "visit.see_off"),
    "I-1-2": ("visit.welcome", "visit.guide", "visit.wait"),
    "I-1-3": ("visit.introduce",),
    "I-1-4": ("visit.cover",),
    "I-1-5": ("visit.explain", "visit.objection", "phone.objection"),
    "I-2-1": ("phone.greet", "phone.close", "callback.open"),
    "I-2-2": ("phone.pick_up", "phone.connect"),
    "I-2-3": ("phone.promise", "visit.promise", "callback.dial"),
    "I-2-4": ("phone.visit_needed", "visit.visit_needed", "callback.change"),
}
"""Which steps say or do what a clause asks, as `script.step`."""

RULES: dict[str, tuple[str, ...]] = {
    "P-2": ("usecases.board:list_board",),
    "P-3": ("usecases.complaints:record_complaint", "usecases.complaints:close_complaint"),
    "P-4": ("usecases.faq:search_faq", "core.korean:mask_name", "core.personal_ids:starred"),
    "P-5": ("usecases.surveys:answer_survey", "usecases.survey_results:read_results"),
    "I-1-4": ("core.deputies:cover", "usecases.hand_over_briefs:hand_over_brief"),
    "I-1-5": ("usecases.complaints:record_complaint",),
    "I-2-2": ("core.ring_calls:Calls", "core.contacts:rings_after"),
    "I-2-3": ("usecases.promises:keep_promise", "core.alerts:plan"),
    "I-2-4": ("usecases.appointments:book_appointment", "core.visit_notices:slip"),
    "I-3-1": ("usecases.inquiry_intake:receive_inquiry", "usecases.inquiry_replies:send_reply"),
    "I-3-2": ("core.deadlines:reply_dates", "usecases.inquiry_replies:send_interim"),
    "II-1-1": ("usecases.faq:search_faq",),
    "II-1-2": ("usecases.faq:search_faq",),
    "II-2-1": ("usecases.inquiry_intake:accept_inquiry",),
    "II-2-2": ("usecases.faq_entries:review_entry", "usecases.faq_candidates:list_candidates"),
    "III-1": ("usecases.complaints:decide_opinion",),
    "III-2-1": ("usecases.monitoring:write_sheet", "core.monitoring:score"),
    "III-2-2": ("usecases.awards:award_candidates", "usecases.awards:decide_award"),
    "III-3-1": ("usecases.redress:earlier_visit",),
    "III-3-2": ("usecases.redress:owe_apology", "usecases.redress:record_unfriendly_call"),
    "III-3-3": ("core.korean_telling:telling_parts", "usecases.public_apologies:post_apology"),
    "III-4": ("core.surveys:read_baselines",),
}
"""Which rules and verbs keep it, as `module:name` below `desk_app`."""

SCREENS: dict[str, tuple[str, ...]] = {
    "P-2": ("gui.promises.page:PromisesPage",),
    "P-3": ("gui.complaints.section:ComplaintsSection",),
    "P-4": ("gui.faq.guidance:GuidanceCard", "gui.office.lock:Lock"),
    "P-5": ("gui.surveys.window:SurveyWindow", "gui.surveys.section:SurveySection"),
    "I-1-4": ("gui.settings.deputies:DeputiesSection",),
    "I-1-5": ("gui.complaints.section:ComplaintsSection",),
    "I-2-2": ("gui.rings.banner:RingBanner",),
    "I-2-3": ("gui.promises.page:PromisesPage", "gui.alert_strip:AlertStrip"),
    "I-2-4": ("gui.appointments.page:AppointmentsPage",),
    "I-3-1": ("gui.inquiries.page:InquiriesPage",),
    "I-3-2": ("gui.inquiries.page:InquiriesPage",),
    "II-1-1": ("gui.faq.guidance:GuidanceCard",),
    "II-1-2": ("gui.faq.guidance:GuidanceCard",),
    "II-2-1": ("gui.inquiries.page:InquiriesPage",),
    "II-2-2": ("gui.faq.page:FaqPage",),
    "III-1": ("gui.complaints.section:ComplaintsSection",),
    "III-2-1": ("gui.monitoring.section:MonitoringSection",),
    "III-2-2": ("gui.monitoring.section:MonitoringSection",),
    "III-3-1": ("gui.complaints.section:ComplaintsSection",),
    "III-3-2": ("gui.complaints.section:ComplaintsSection",),
    "III-3-3": ("gui.complaints.section:ComplaintsSection",),
    "III-4": ("gui.surveys.section:SurveySection",),
}
"""Where staff see and do it."""

UNMEASURED = {"II-1-1", "II-1-2", "III-2-2"}
"""What the list of clauses gives no figure: the website's general pages, and awards."""


@pytest.mark.parametrize("clause", CLAUSES)
def test_a_clause_has_its_place_in_the_program(clause: str) -> None:
    assert STEPS.get(clause) or (RULES.get(clause) and SCREENS.get(clause))


def test_no_place_is_named_for_a_clause_that_the_charter_does_not_have() -> None:
    assert set(STEPS) | set(RULES) | set(SCREENS) <= set(CLAUSES)


@pytest.mark.parametrize(
    ("clause", "step"), [(each, step) for each, steps in STEPS.items() for step in steps]
)
def test_the_script_says_it_and_names_the_clause(clause: str, step: str) -> None:
    script, _, step_id = step.partition(".")
    found = SCRIPTS[script].step(step_id)
    assert found is not None
    assert clause in found.clauses


@pytest.mark.parametrize("name", sorted(set(chain.from_iterable(RULES.values()))))
def test_the_rule_is_there(name: str) -> None:
    found = _find(name)
    assert callable(found.verb if isinstance(found, UseCase) else found)


@pytest.mark.parametrize("name", sorted(set(chain.from_iterable(SCREENS.values()))))
def test_the_screen_is_there(name: str) -> None:
    assert isinstance(_find(name), type)


def test_every_clause_is_counted_but_those_that_have_no_figure() -> None:
    assert {one.clause_id for one in load_measures()} == set(CLAUSES) - UNMEASURED


def _find(name: str) -> object:
    module, _, attribute = name.partition(":")
    return getattr(import_module(f"desk_app.{module}"), attribute)
