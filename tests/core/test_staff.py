"""Where somebody is at any hour: set by hand, planned, both, and back again by itself."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.clock import seoul_at
from desk_app.core.staff import Away, Presence, PresenceState

TUESDAY = date(2026, 11, 24)
HERE, BUSY, OUT, MEETING, LEAVE = (
    PresenceState.HERE,
    PresenceState.BUSY,
    PresenceState.OUT,
    PresenceState.MEETING,
    PresenceState.LEAVE,
)


def at(text: str) -> datetime:
    return seoul_at(TUESDAY, time.fromisoformat(text))


def away(state: PresenceState, begins: str, ends: str) -> Away:
    return Away(state, at(begins), at(ends), "note")


def stands(presence: Presence, hour: str) -> str:
    there = presence.at(at(hour))
    back = f" {there.back_at.astimezone(at('09:00').tzinfo):%H:%M}" if there.back_at else ""
    past = f" since {there.reverted_at.astimezone(at('09:00').tzinfo):%H:%M}" if there.reverted_at else ""
    return there.state + back + past


def test_an_absence_set_by_hand_ends_when_its_time_has_passed_and_says_so_that_day() -> None:
    out = Presence(OUT, at("15:30"), "이동상담", set_at=at("13:00"))
    assert stands(out, "15:29") == "out 15:30"
    assert stands(out, "15:30") == "here since 15:30"
    assert out.at(at("15:30")).note == ""
    assert out.at(at("15:30") + timedelta(days=1)).reverted_at is None
    assert stands(Presence(OUT, set_at=at("13:00")), "18:00") == "out", (
        "who says no time is away until they say"
    )


def test_a_planned_absence_begins_and_ends_by_itself() -> None:
    presence = Presence(planned=(away(MEETING, "14:00", "15:00"),))
    assert stands(presence, "13:59") == "here"
    assert stands(presence, "14:00") == "meeting 15:00"
    assert presence.at(at("14:00")).note == "note"
    assert stands(presence, "15:00") == "here since 15:00"


def test_what_is_set_by_hand_outweighs_the_plan_until_the_next_one_begins() -> None:
    planned = (away(LEAVE, "09:00", "18:00"),)
    assert stands(Presence(HERE, set_at=at("10:00"), planned=planned), "11:00") == "here"
    came_in = Presence(OUT, at("11:00"), set_at=at("10:00"), planned=planned)
    assert stands(came_in, "10:30") == "out 11:00"
    assert stands(came_in, "11:00") == "here since 11:00"
    assert stands(Presence(HERE, set_at=at("08:00"), planned=planned), "11:00") == "leave 18:00"


def test_of_two_absences_the_longer_one_counts() -> None:
    meeting = away(MEETING, "14:00", "15:00")
    assert stands(Presence(planned=(away(LEAVE, "09:00", "18:00"), meeting)), "14:30") == "leave 18:00"
    on_leave = Presence(LEAVE, at("17:00"), set_at=at("09:00"), planned=(meeting,))
    assert stands(on_leave, "14:30") == "leave 17:00"
    assert stands(on_leave, "16:00") == "leave 17:00"
    assert stands(on_leave, "17:30") == "here since 17:00"


def test_a_talk_gives_way_to_a_planned_absence_and_goes_on_after_it() -> None:
    busy = Presence(BUSY, at("16:30"), set_at=at("13:50"), planned=(away(MEETING, "14:00", "15:00"),))
    assert stands(busy, "13:55") == "busy 16:30"
    assert stands(busy, "14:10") == "meeting 15:00"
    assert stands(busy, "15:10") == "busy 16:30"
    assert not busy.at(at("13:55")).is_away


def test_an_absence_that_goes_over_into_the_next_ends_with_that() -> None:
    presence = Presence(OUT, at("14:00"), set_at=at("13:00"), planned=(away(MEETING, "14:00", "15:00"),))
    assert stands(presence, "13:30") == "out 15:00"
    assert stands(presence, "14:30") == "meeting 15:00"
    assert stands(presence, "15:00") == "here since 15:00"


@pytest.mark.parametrize("state", list(PresenceState))
def test_only_who_is_out_in_a_meeting_on_leave_or_gone_is_away(state: PresenceState) -> None:
    assert Presence(state).is_away == (state not in {HERE, BUSY})


_minutes = st.integers(0, 600)
_hands = st.builds(
    lambda state, set_at, length: Presence(
        state, None if state is HERE else at("09:00") + (set_at + length) * timedelta(minutes=1),
        set_at=at("09:00") + set_at * timedelta(minutes=1),
    ),
    st.sampled_from(PresenceState), _minutes, st.integers(1, 300),
)  # fmt: skip
_planned = st.lists(
    st.builds(
        lambda state, begins, length: Away(
            state, at("09:00") + begins * timedelta(minutes=1),
            at("09:00") + (begins + length) * timedelta(minutes=1),
        ),
        st.sampled_from((OUT, MEETING, LEAVE)), _minutes, st.integers(1, 300),
    ),
    max_size=4,
)  # fmt: skip


@given(_hands, _planned, _minutes, _minutes)
def test_asked_twice_or_once_it_stands_the_same_and_a_return_is_always_to_come(
    hand: Presence, planned: list[Away], first: int, later: int
) -> None:
    presence = Presence(hand.state, hand.back_at, set_at=hand.set_at, planned=tuple(planned))
    soon, then = sorted(at("09:00") + each * timedelta(minutes=1) for each in (first, later))
    there = presence.at(then)
    assert presence.at(soon).at(then) == there
    assert there.here or there.back_at is None or there.back_at > then
    if there.here and there.back_at is None and there.reverted_at is not None:
        assert there.reverted_at <= then
    if there.is_away and there.back_at is not None:
        assert not presence.at(there.back_at).is_away, "who is said to return then is back then"
