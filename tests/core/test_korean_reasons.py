"""What the law names as no reason to extend is found in what was typed, and nothing else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.inquiries import ForbiddenReason
from desk_app.core.korean_reasons import forbidden_in

FORBIDDEN = {
    "단순 업무과중": ForbiddenReason.WORKLOAD,
    "연말이라 업무가 너무 많아 처리가 늦습니다": ForbiddenReason.WORKLOAD,
    "업무량 증가": ForbiddenReason.WORKLOAD,
    "업무가 밀려 있어": ForbiddenReason.WORKLOAD,
    "업무 폭주로": ForbiddenReason.WORKLOAD,
    "인력이 부족하여": ForbiddenReason.WORKLOAD,
    "담당자 미지정": ForbiddenReason.LATE_ASSIGNMENT,
    "담당자의 지정 지연": ForbiddenReason.LATE_ASSIGNMENT,
    "담당자 배정이 늦어져": ForbiddenReason.LATE_ASSIGNMENT,
    "담당 직원이 지정되지 않아": ForbiddenReason.LATE_ASSIGNMENT,
    "담당자 부재": ForbiddenReason.ABSENCE,
    "담당자가 휴가 중이라": ForbiddenReason.ABSENCE,
    "담당 팀장이 병가여서": ForbiddenReason.ABSENCE,
    "담당자 출장으로": ForbiddenReason.ABSENCE,
    "담당자가 자리를 비워": ForbiddenReason.ABSENCE,
    "다른 부서 담당자 부재": ForbiddenReason.ABSENCE,
    "우리 기관의 담당자 부재": ForbiddenReason.ABSENCE,
    "본부와 협의 중이며 담당자가 없어 늦어집니다": ForbiddenReason.ABSENCE,
}
ALLOWED = (
    "",
    "다른 기관 담당자 부재",
    "의정부시청의 담당자가 휴가 중이라 회신을 받지 못함",
    "병원 담당자 부재로 진단서 발급이 늦음",
    "태풍으로 우편이 끊겨",
    "담당자가 출장하여 현장을 확인하는 중",
    "업무 협약 기관의 심사가 늦어짐",
    "고객이 바쁘셔서 서류를 늦게 주심",
    "업무 과중 때문이 아니라 전산 장애로",
    "담당자가 관련 법령을 검토하고 있음",
    "휴일이 많아 우편이 늦음",
    "서류 제출일이 밀려",
    "타 기관의 업무 폭주로 회신을 받지 못함",
    "담당 의사의 소견이 필요함",
    "일자리 사업의 지침이 바뀜",
    "휴가철 교통 통제로 현장에 갈 수 없음",
    "직업훈련 기관의 업무 일정",
)


@pytest.mark.parametrize(("text", "reason"), FORBIDDEN.items())
def test_a_forbidden_reason_is_recognised(text: str, reason: ForbiddenReason) -> None:
    assert forbidden_in(text) is reason


@pytest.mark.parametrize("text", ALLOWED)
def test_what_is_a_reason_is_no_false_alarm(text: str) -> None:
    assert forbidden_in(text) is None


@given(st.sampled_from(sorted(FORBIDDEN)), st.data())
def test_spaces_and_lines_do_not_hide_it(text: str, data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.sampled_from(["", " ", "\n"]), min_size=len(text), max_size=len(text)))
    spaced = "".join(letter + gap for letter, gap in zip(text, gaps, strict=True))
    assert forbidden_in(spaced) is FORBIDDEN[text]
