"""Who acts for whom: the first of the chain who is present, never the person, and never without end."""

from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.deputies import Chains, Cover, NoDeputy, cover

SUMIN, DAEUN, MINHO, BOSS, OTHER_BOSS = 1, 2, 3, 8, 9
JOBS, MONEY = 1, 2

people = st.integers(1, 9)
topics = st.one_of(st.none(), st.integers(1, 3))
chains = st.dictionaries(st.tuples(people, topics), st.lists(people, max_size=4).map(tuple)).map(Chains)
aways = st.frozensets(people)
bosses = st.lists(people, max_size=3, unique=True).map(tuple)


def acting(chain: Chains, away: set[int], topic: int | None = None) -> Cover:
    return cover(SUMIN, topic, chains=chain, away=away | {SUMIN}, supervisors=(BOSS, OTHER_BOSS))


def test_the_first_of_the_chain_who_is_present_acts() -> None:
    chain = Chains({(SUMIN, None): (DAEUN, MINHO)})
    assert acting(chain, set()) == Cover(DAEUN)
    assert acting(chain, {DAEUN}) == Cover(MINHO)


def test_a_topic_has_its_own_chain_first_and_then_the_one_for_everything() -> None:
    chain = Chains({(SUMIN, None): (DAEUN,), (SUMIN, JOBS): (MINHO,)})
    assert acting(chain, set(), JOBS) == Cover(MINHO)
    assert acting(chain, set(), MONEY) == acting(chain, set()) == Cover(DAEUN)
    assert acting(chain, {MINHO}, JOBS) == Cover(DAEUN)
    assert chain.topics == {JOBS}


def test_where_all_are_away_their_own_deputies_are_asked_and_circles_end() -> None:
    chain = Chains({(SUMIN, None): (DAEUN,), (DAEUN, None): (SUMIN, MINHO), (MINHO, None): (DAEUN,)})
    assert acting(chain, {DAEUN}) == Cover(MINHO)
    assert acting(chain, {DAEUN, MINHO}) == Cover(BOSS, supervisor=True, why=NoDeputy.ALL_AWAY)


def test_a_chain_that_ends_nowhere_goes_to_a_supervisor_and_says_why() -> None:
    assert acting(Chains(), set()) == Cover(BOSS, supervisor=True, why=NoDeputy.NO_CHAIN)
    assert acting(Chains(), {BOSS}) == Cover(OTHER_BOSS, supervisor=True, why=NoDeputy.NO_CHAIN)
    assert acting(Chains(), {BOSS, OTHER_BOSS}).person_id == BOSS, "away too, but answerable"
    alone = cover(BOSS, None, chains=Chains(), away={BOSS}, supervisors=(BOSS,))
    assert alone == Cover(None, supervisor=True, why=NoDeputy.NO_CHAIN)


@given(chains, people, topics, aways, bosses)
def test_whatever_the_chains_nobody_acts_for_themself_and_nobody_away_but_a_supervisor(
    chain: Chains, staff_id: int, topic: int | None, away: frozenset[int], supervisors: tuple[int, ...]
) -> None:
    found = cover(staff_id, topic, chains=chain, away=away, supervisors=supervisors)
    assert found.person_id != staff_id
    assert found.supervisor == (found.why is not None)
    if not found.supervisor:
        assert found.person_id is not None
        assert found.person_id not in away
    elif found.person_id in away:
        assert away >= set(supervisors) - {staff_id}, "a supervisor who is present comes first"
    present = [each for each in chain.of(staff_id, topic) if each not in away and each != staff_id]
    if present:
        assert found == Cover(present[0])
    if found.why is NoDeputy.NO_CHAIN:
        assert set(chain.of(staff_id, topic)) <= {staff_id}
