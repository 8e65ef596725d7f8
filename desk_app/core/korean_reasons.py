"""Finds in a reason to extend what the law names as none (영 제21조 제1항), however it is worded."""

import re
import unicodedata

from desk_app.core.inquiries import ForbiddenReason

_IN_CHARGE = "담당(?:자|직원|팀장|과장|대리|주임)?(?:님)?[가이의은는도를을]?"
_TOO_MUCH = "과중|과다|과부하|폭주|폭증|너무많|많아|많은관계|밀려|밀린|몰려|몰린|바쁘|바쁜|바빠"
_LATE = "지연|늦|안되|안돼|안된|되지않|하지못|못"
_AWAY = "부재|공석|휴가|연가|병가|휴직|퇴직|퇴사|교육중|없어|없는|없음|자리를비|출장(?!.{0,12}(?:확인|조사))"
_WORDS = {
    ForbiddenReason.WORKLOAD: (
        f"업무량?[이가은는도의]?(?:{_TOO_MUCH})|업무량(?:증가|때문|으로)"
        "|(?:인력|인원|일손)[이가은는도의]?(?:부족|모자)"
    ),
    ForbiddenReason.LATE_ASSIGNMENT: f"{_IN_CHARGE}(?:미지정|미배정|(?:지정|배정)[이을도]?(?:{_LATE}))",
    ForbiddenReason.ABSENCE: f"{_IN_CHARGE}(?:{_AWAY})",
}
_SAID = {reason: re.compile(f"(?:{words})(?!.{{0,8}}아니)") for reason, words in _WORDS.items()}
_OF_ANOTHER_BODY = re.compile(
    r"(?:(?<!우리)(?<!저희)(?<!본)(?<!당)기관|부처|법무부|[시구군도찰육]청|경찰서|법원|교도소|구치소|관찰소"
    r"|병원|학교|회사|업체|은행|협회|재단|주민센터|복지센터)(?:에서|쪽|측)?의?$"
)


def forbidden_in(text: str) -> ForbiddenReason | None:
    """Return which forbidden reason a text gives: workload, a late assignment or absence; else `None`.

    The person in charge at another body is none of ours: that they are away is a matter of its cooperation.
    Neither is what the text says it was not.
    """
    plain = re.sub(r"[\s·,./~-]", "", unicodedata.normalize("NFC", text))
    for reason, said in _SAID.items():
        for found in said.finditer(plain):
            if not _OF_ANOTHER_BODY.search(plain, 0, found.start()):
                return reason
    return None
