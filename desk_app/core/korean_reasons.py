"""Finds in a reason to extend what the law names as none (영 제21조 제1항), however it is worded.

A text is read a sentence at a time and without its spaces. A rule is whose matter it is, how little may stand
between, and what is said of it. The words of a rule are stems, apart by spaces; their particles are `_IS`.
"""

import re
import unicodedata

from desk_app.core.inquiries import ForbiddenReason


def _any(words: str) -> str:
    """Return what finds any one of some patterns written apart by spaces."""
    return f"(?:{'|'.join(words.split())})"


# -- another's: their people and their work are none of ours -------------------------------------------

_NOT_OURS = "(?<!우리)(?<!저희)(?<!본)(?<!(?<![해담])당)"
_BODY = _NOT_OURS + _any(
    """
    기관 부처 (?:다른|타)지부 지자체 법무부 노동부 복지부 [시구군도찰육동무세]청 경찰서? 검찰 세무서 소방서
    법원
    재판부 교도소 구치소 소년원 관찰소 교정시설 병원 의원 보건소 학교 대학교? 학원 회사 인사팀 직장 공장 가게
    업체 은행 금고 조합 [농수축신]협 우체국 협의?회 [연중][합앙]회 재단 공사 한전 LH 위원회
    (?<!보호복지)(?<=[지금험조력통원설경])공단
    [동읍면]사무소 관리사무소 (?<!상담)(?<!콜)센터 (?<=[가-힣]{2})상담센터 복지관 [대영]사관 쉼터 관리소
    (?:통신|보험|카드|금융|신용정보|건설|시공|협력|항공|대부|추심)사
    """
)
_NAMED_BODY = _any(
    """
    [가-힣](?<![즉다역임혹당수드일동상한잠표지게실응공고출])시 여수시 안동시 [가-힣](?<!직)군
    [가-힣](?<![요연친누기청복도출가창식입지인항])구 (?:경기|강원|제주|[가-힣][남북])도 [가-힣](?<![신요])청
    [가-힣](?<![지내일전간세여공본총외기])(?<!총무)(?<!사업)(?<!관리)(?<!운영)(?<!상담)(?<!기획)부
    [가-힣](?<![상대수])처
    (?:감사|[요휴]양|보육|교육|연수|진흥|정보|기술|평가|심평|금감|고시|개발|소비자)원 (?:소방|수사|대책)본부
    [가-힣]{2}(?<![소주보이기유총연습상무약정])관 사무소
    """
)
"""Whose name alone says what it is; too short to be looked for anywhere but before what is theirs."""
_CALLED_ANOTHER = "(?:다른|타|관계|상대)기관.{0,12}"
_PERSON = _any(
    """
    고객 신청인 의뢰인 당사자 상대방 보호자 보증인 가족 배우자 부모 자녀 어머니 아버지 의사 전문가 위원 변호사
    통역사? 공무원 판사 검사 [가-힣][찰도사독행무]관 감정인 증인 참고인 목격자 임대인 집주인 관리인 사업주
    고용주
    사장 [노법세]무사 회계사 평가사 간호사 기사
    """
)
_NEW_CLAUSE = _any(
    "하고 했고 이고 었고 았고 며 으나 지만 는데 은데 므로 [해아어여]서 으니 많아 동안 우리 저희 제가"
)
_NEAR = f"(?:(?!{_NEW_CLAUSE}|{_BODY}(?!으?로)|{_PERSON}).)"
_OWNS = _any("의 에서[는도의]? [측쪽][의이은]? 내 이 가 께서 은 는 도")
_OFFICE = "[가-힣]{1,5}(?:과|팀|계|실|부서)|복지|민원|총무|여권|주택|건축|세무|접수|처리|심사|조사"
_HANDED_TO_US = "님?(?:의|이|께서)?(?:문의|민원|질문|상담|신청하|요청하|건)"
_OF_ANOTHER = re.compile(
    f"(?:(?:{_BODY}|{_NOT_OURS}{_NAMED_BODY})(?:{_OFFICE})?(?:{_OWNS}{_NEAR}{{0,12}})?|{_CALLED_ANOTHER}"
    f"|{_PERSON}(?!{_HANDED_TO_US})(?:님|들)?{_OWNS}{_NEAR}{{0,12}})$"
)
_STILL_THEIRS = 6
"""How many letters at most stand between what is another's and what follows from it, which is theirs too."""
_OURS = re.compile("우리|저희|제가")
_AS_FAR_BACK = 40

# -- what stands between -------------------------------------------------------------------------------

_IS = "들?수?(?:께서는?|에게|한테|께|[이가은는도의을를에])?"
_ADVERB = _any(
    """
    너무나? 매우 아주 몹시 워낙 꽤 무척 계속(?:해서)? 자꾸 갑자기 한꺼번에 한번에 동시에 일시에 잔뜩 많이
    상당히 지나치게 최근에? 요즘 크게 대폭 급격히 [연월]말에 (?:평소|예상)(?:보다|의) 산더미처럼 줄줄이 이미
    아직도? 현재 지금 당장 당분간 따로 여태 제때 미처 바로 새로 오늘 며칠째 내부에서 자리에 사무실에 더 좀 다
    """
)
_VERY = f"{_ADVERB}*"

# -- 업무 과중 -----------------------------------------------------------------------------------------

_CROWD = _any(
    """
    밀[려렸리린립] 몰[려렸리린립] 쌓 적체 폭주 폭증 급증 쇄도 쏟아 정체 산더미 넘[쳐치] 빗발 줄을?서 꽉 가득
    """
)
_MANY = _any("많(?!이) 많이(?:들어|접수|생기|생겨) 늘어 증가 과다 [두세몇]배")
_MUCH = _any(
    f"""
    {_CROWD} {_MANY} 과중 과도 과부하 초과 벅[차찬찹] 버[거겁] 산적 포화 집중 누적 가중 겹[쳐쳤치친] 감당
    부담(?!금)
    바[쁘빠쁜쁩] 치[여이]
    """
)
_TASK = "일(?!자리|정|부|시|반)"
_WAITING = _any("할 해야할 하지못한 중인 대기중?인? 앞선 먼저(?:접수된|온) 맡은 남은 밀린")
_WORK = _any(
    f"""
    업무량? 일감 일거리 (?<=[할한른희리라의은는이가도로에여어고데]){_TASK} (?<![가-힣]){_TASK}
    (?<=[요현최지][즘재근금]){_TASK}
    (?:처리|답변|검토|심사|회신|확인)?{_WAITING}(?:건|것|업무|민원|문의|사건|분) 처리(?:건수?|량|업무)
    """
)
_COMES_IN = _any(
    "(?:민원|문의|상담|신청|접수|전화|방문|고객|대기)(?:인|자|객|량|건수?|업무|예약)? (?<!피해)건수 물량"
)
_STANDS_IN_LINE = _any("서류 심사 검토 결재 처리 답변 회신 (?<!추첨)(?<!입소)(?<!입주)순[서번] 차례 사건")
_HANDS = _any("인력 (?<!참여)(?<!수강)(?<!모집)(?<!신청)인원 일손 손 사람 직원")
_BUT_THERE = f"(?![아어여로]?서?(?:{_BODY}|{_NAMED_BODY}|.{{0,6}}(?:누리집|홈페이지|사이트|서버)|감정))"
_MOST = _any("한도 용량 능력 기준")
_HEAPED = _any("밀린 쌓인 많은 과[중다도]한 지나친 넘치는 늘어난 급증한 몰린 폭주하는")
_WORKLOAD = _any(
    f"""
    {_WORK}{_IS}{_VERY}{_MUCH}
    {_COMES_IN}{_IS}{_VERY}(?:{_CROWD}|{_MANY}){_BUT_THERE}
    {_COMES_IN}{_IS}(?:한꺼번에|한번에)(?:들어|접수)
    (?:순서|차례)(?:대로|로)(?:보|처리|검토|답변|확인)(?:하?고있|하?는중|중) 회의[가는도]?{_VERY}많
    {_STANDS_IN_LINE}{_IS}{_VERY}{_CROWD}
    {_HEAPED}(?:업무|{_TASK}|민원|문의|처리|상담|접수)
    (?:여러|모든|온갖|두)(?:가지)?(?:업무|일)[을를]?(?:함께|혼자|동시에)?(?:맡|겸|담당|(?:처리)?하느라)
    (?:결산|감사|행사|평가|이전|이사)(?:업무|준비)(?:로|때문|하느라|중)
    초과근무(?!수당) 야근(?:을|중|으로|까지|하) 철야(?:로|근무|작업)
    {_WORK}(?:때문(?!에(?:생|다[친쳐]|걸[린려]|얻))|으?로인[해한하](?!.?(?:질병|부상|재해|산재|사고))|상?(?:사정|형편|일정)(?:상|으로|때문|이))
    다른(?:급한|긴급한|중요한|시급한)?(?:업무|{_TASK})(?:[로를을가이에와]|때문|처리|부터|먼저|우선)
    다른(?:민원|사건|문의|건)[을를]?(?:부터|먼저|우선|때문|처리하느라)
    (?:처리|상담|담당|접수)(?:가능|할수있는)?(?:건수|량|{_MOST}){_IS}(?:{_MOST}[을를]?)?{_VERY}(?:초과|넘|한계)
    {_HANDS}수[가는도]?{_VERY}적
    {_HANDS}수?[이가은는도]?{_VERY}(?:부족|모자[라란랍]|[달딸][려리]|줄[어었]|감축|결원)
    (?<!제적)(?<!전적)(?:시간|여력|여유|겨를|짬|틈)[이가을도]?(?:부족|모자[라란]|없(?!으[시셔셨신])|안나|나지않|내지못|못내)
    바(?:쁘(?![시셔셨신])|빠|쁜|쁩|쁨) 분주(?:하(?![시셔셨신])|해) 정신이?없(?!으[시셔]) 눈코뜰
    (?<![가-힣])과부하 workload toobusy (?:short|under)staffed backlog
    """
)

# -- 담당자의 지정 지연 --------------------------------------------------------------------------------

_ROLE = _any(
    """
    담당(?!의사|교수|변호|판사|검사|수사|형사|교사|강사|공무원|의의)(?:자|직원|[팀과]장|대리|주임|상담사|인력|선생)?
    직원 실무자 책임자 처리자 상담[원사] 팀장 과장 계장 부장(?![검판]) 대리(?!인) 주임 지부장 국장 결재권?자
    대행자 전임자? 맡은(?:사람|분)
    """
)
_IN_CHARGE = f"{_ROLE}님?"
_IN_CHARGE_OF_THEM = re.compile(f"(?:고객|신청인|의뢰인)님?의?{_ROLE}")
_WHO = _any(f"{_IN_CHARGE} 후임자? 새담당자? 담당부서 담당팀 주무부서 업무분장")
_NAMED = _any("지정 배정 배당 배치 정[해하] 선정 선임 임명 확정 결정 발령 채용 충원 구[해하]")
_LATE = _any(
    """
    지연 지체 늦 안[되돼된됨했한] 아직 전이 전[임입] [되하지받]?지[않못] 못 중[이인입에으] 중$ 대기 기다 미뤄
    보류 오래 시간이?걸 는데(?:시간|오래) [될질]때까지 하는중 하고있 하느라
    """
)
_TARDY = _any("뒤?늦게(?:야|서야)? 늦어서야 이제(?:야|막) 나중에야? [가-힣]{0,4}에야")
_WITHIN = _any("접수[후뒤]? 업무 사건 내부 팀내? 부서")
_LATE_ASSIGNMENT = _any(
    f"""
    {_WHO}{_IS}{_VERY}미(?:지정|배정|선정|확정|배치|정)
    {_WHO}{_IS}{_VERY}{_NAMED}{_IS}{_VERY}{_LATE}
    (?<![가-힣])(?:{_WITHIN}{_IS}{_VERY})?(?:배정|배당|지정){_IS}{_VERY}{_LATE}
    {_WHO}{_IS}{_VERY}(?:{_TARDY}|안|못|아직){_NAMED} {_TARDY}{_WHO}{_IS}{_NAMED}
    담당(?:자|부서|팀)[을를]?찾[느는지] 누가(?:맡을|할|(?:처리|담당)할)지.{{0,6}}(?:{_LATE}|정[하해])
    업무분장[이가은도을를]?(?:{_LATE}|조정)
    후임자?{_IS}{_VERY}(?:없|오지|안[와왔오]|못|공석)
    (?:인수인계|(?:업무|담당자?)의?인[수계])[이가은도을를]?{_VERY}(?:{_LATE}|로|때문|기간|관계|끝나지|마치지)
    """
)

# -- 담당자의 부재 -------------------------------------------------------------------------------------

_LEAVE = _any(
    """
    부재 공석 결근 결원 유고 휴가 연가 [연월]차 반차 조퇴 병가 휴직 휴무 퇴직 퇴사 사직 이직 전출(?!입) 전보
    인사이동 인사발령 발령(?!이?(?:늦|지연|대기)) 파견 (?:병원에)?입원 격리 예비군 민방위 워크숍 경조사
    출산(?!가정)
    결혼(?!이민) 신혼여행 장례 상중 상을?당
    (?:출장|외근)(?!(?:하여|해|[을를]?나?가).{0,10}(?:확인|조사|점검|실사|면담)(?!이|도|을?못|하지못))
    """
)
_ON_SITE = re.compile(
    "(?:확인|조사|점검|실사|면담|방문)(?:[을를]?위[해하한]|차|때문|[을를]?하[러려]).{0,10}(?:출장|외근)$"
)
"""Who is away to see for themselves what it is about is at work on it."""
_GOES_ON = _any(
    """
    중 사용 로 으 이 여(?!부) 라 를 을 인 입 에(?!관|대) 때문 관계 기간 상태 하 해 했 한 함 되 된 됨 임 나 내
    들 갔 간 가 다 및 와 과 후 셔 신 복귀 $
    """
)
_TAUGHT = _any(
    """
    중 으?로 때문 이[라어여있] 기간 참[석가] 이수 입[소교] 받 에(?:가|참|들) [을를](?:받|가|떠) 가 관계
    일정 $
    """
)
_AWAY = f"(?:{_LEAVE}(?!(?:한|된|중인)(?:{_BODY}|{_PERSON}))(?={_GOES_ON})|(?:교육|연수|훈련|회의){_TAUGHT})"
_SO = _any(
    """
    (?:중|기간)(?:이|인[관데]|으?로|입|임|에|$) 으?로(?!인한) 이?[라여]서? 이[어었므] 때문 관계로 인[관데]
    입니
    복귀 [을를](?:가[서느]|써서|쓰느|내[어서]|다녀|떠나|받[느고]) 에[가서] $
    """
)
_NOT_THERE = _any(
    """
    없(?!이) 비[어었우워웠] 쉬[어고는] 쉽 떠[나났난] (?:몸이)?아[프파픈] 다[쳐치] 빠[져졌] 바[뀌뀐꼈] 교체
    변경 이동(?:으로|때문) 그만 안[계나] 나오지 출근하지
    """
)
_SELF = (
    "(?:(?<![가-힣])|(?<=[제저]가)|(?<=저는)|(?<=[팀서부][이가])|(?<=부서)|(?<=팀))(?:장기|하계|여름|연말)?"
)
_ABSENCE = _any(
    f"""
    {_IN_CHARGE}{_IS}{_NEAR}{{0,10}}?(?:{_AWAY}|자리[가를에]?{_VERY}(?:비|없|안))
    {_IN_CHARGE}{_IS}{_VERY}{_NOT_THERE}
    {_SELF}(?:{_LEAVE}|교육|연수|훈련|회의)(?={_SO})(?!.{{0,4}}[셔셨])
    인사(?:이동|발령)(?:으?로|때문|이|기간|철|시기|관계)
    """
)

_RULES = {
    ForbiddenReason.WORKLOAD: re.compile(_WORKLOAD, re.IGNORECASE),
    ForbiddenReason.LATE_ASSIGNMENT: re.compile(_LATE_ASSIGNMENT),
    ForbiddenReason.ABSENCE: re.compile(_ABSENCE),
}
_BUT_NOT = re.compile(".{0,8}아[니닌님닙]|.{0,4}다고하[시셔셨신심]|[을를](?:요청|요구|원하|이유로한)")


def forbidden_in(text: str) -> ForbiddenReason | None:
    """Return which forbidden reason a text gives first: workload, a late assignment, absence; else `None`.

    Whoever is in charge at another body is none of ours, nor is its work: that is for it to cooperate.
    Neither is what the customer said of themselves, or what the text says it was not.
    """
    for sentence in re.split(r"[.;!?]\s+", unicodedata.normalize("NFC", text)):
        if (reason := _forbidden_in(re.sub(r"[\W_]", "", sentence))) is not None:
            return reason
    return None


def _forbidden_in(plain: str) -> ForbiddenReason | None:
    found = sorted((*said.span(), reason) for reason, rule in _RULES.items() for said in rule.finditer(plain))
    theirs_until: int | None = None
    for start, end, reason in found:
        if _is_theirs(plain, start, end, theirs_until):
            theirs_until = end
        elif not _BUT_NOT.match(plain, end) and not _ON_SITE.search(plain, max(0, start - _AS_FAR_BACK), end):
            return reason
    return None


def _is_theirs(plain: str, start: int, end: int, theirs_until: int | None) -> bool:
    if _IN_CHARGE_OF_THEM.search(plain, max(0, start - 5), end):
        return False
    follows = (
        theirs_until is not None
        and start - theirs_until <= _STILL_THEIRS
        and not _OURS.search(plain, theirs_until, start)
    )
    return follows or _OF_ANOTHER.search(plain, max(0, start - _AS_FAR_BACK), start) is not None
