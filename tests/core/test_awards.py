"""Who comes first among candidates, and what a small sample does not do."""

from desk_app.core.awards import Candidate, Mean, ranked
from desk_app.core.compliance import Count

NOTHING = Mean()


def test_reasons_count_and_small_samples_speak_for_nobody() -> None:
    both = Candidate(1, "가", Count(96, 100), Mean(92.0, 4), NOTHING)
    one = Candidate(2, "나", Count(100, 100), Mean(100.0, 1, few=True), Mean(80.0, 40))
    small = Candidate(3, "다", Count(3, 3), Mean(100.0, 1, few=True), Mean(100.0, 6, few=True))
    nothing = Candidate(4, "라", Count(), NOTHING, NOTHING)
    weak = Candidate(5, "마", Count(94, 100), Mean(89.9, 4), NOTHING)
    assert [each.staff_id for each in ranked([nothing, weak, small, one, both])] == [1, 2]
    assert (both.reasons, one.reasons, small.reasons) == (2, 1, 0)
    assert (small.few_promises, both.few_promises, nothing.few_promises) == (True, False, False)


def test_of_equal_reasons_the_better_kept_promises_come_first() -> None:
    good = Candidate(1, "가", Count(96, 100), NOTHING, NOTHING)
    better = Candidate(2, "나", Count(100, 100), NOTHING, NOTHING)
    assert [each.staff_id for each in ranked([good, better])] == [2, 1]
