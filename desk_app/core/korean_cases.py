"""What the texts of a case name beside the customer: other people, places, sums of money, file numbers."""

import re
from collections.abc import Iterator

_SURNAMES = (
    "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구나민진지엄채원천방공현함변염여추도소석선설마"
    "길연위표명기반왕금옥육인맹제모탁국어은편용예경봉사부가복태목형피두감호빈동"
)
_KIN = (
    "어머니|아버지|어머님|아버님|모친|부친|부모|배우자|아내|남편|아들|딸|형|형님|누나|오빠|언니|동생|친구|지인|동행|동행인|보호자"
    "|대리인|가족|본인|이모|고모|삼촌|할머니|할아버지|며느리|사위|조카|장모|장인"
)
_CALLED = r"님|씨|군|양"
_NO_NAME = re.compile(
    rf"(?:{_KIN}|고객|손님|선생|익명|무명|미상|담당|담당자|상담사|선생님|기사|사장|과장|부장|팀장|원장|소장|대표|교수|의사|변호사|간호사|주임|대리"
    r"|지부장|본부장|공무원|주무관|이용자|이용객|신청인|신청자|방문자|민원인|상담원|목사|반장|학생|공단|아드|따|사모|여사|어르신|어머|아버|할아버|할머)"
)
_END = r"(?=(?:은|는|이|가|을|를|의|과|와|도|에게|께|께서|한테|랑|이랑|이라고|라고)?(?:[^가-힣]|$))"
_PEOPLE = (
    re.compile(rf"(?<![가-힣])(?P<name>[{_SURNAMES}][가-힣]{{1,3}})\s?(?:{_CALLED}){_END}"),
    re.compile(
        rf"(?<![가-힣])(?:{_KIN})(?:\s?\(\s?|(?<=\(\w\w)\s|(?<=\(\w\w\w)\s)"
        rf"(?P<name>[{_SURNAMES}](?!.(?:함|됨|증|장)|청서|의서)[가-힣]{{2}})\s?\)"
    ),
)


def people_named(text: str) -> Iterator[str]:
    """Yield the names of people in a text: whoever is called 님 or 씨, or stands in 아들(박민수)."""
    for pattern in _PEOPLE:
        for found in pattern.finditer(text):
            if not _NO_NAME.fullmatch(found["name"]):
                yield found["name"]


def name_words(name: str) -> Iterator[str]:
    """Yield a recorded name and each word of it that is a name of its own: 강지훈 of '강지훈 어머니'."""
    words = [word for word in re.split(r"[\s(),/]+", name) if word and not _NO_NAME.fullmatch(word)]
    hangul = [word for word in words if re.fullmatch("[가-힣]{2,5}", word)]
    if len(hangul) == len(words) > 1:
        yield from hangul
    elif words:
        yield " ".join(words)


# -- places --------------------------------------------------------------------------------------

_PLACE = re.compile(
    r"(?<![가-힣0-9A-Za-z])(?P<place>[가-힣][가-힣0-9]{1,11}?(?:특별시|광역시|군|구|동|읍|역|아파트|빌라|오피스텔|병원|의원|약국"
    r"|학교|대학|대학교|교도소|구치소|소년원|마을|쉼터|고시원|복지관|주민센터|시장|공장|교회|성당|경찰서|파출소|법원|마트|식당))"
    r"(?=(?:은|는|이|가|을|를|의|과|와|도|에|에서|에게|으로|로|까지|부터|이라고|라고|앞|옆|근처)?(?:[^가-힣]|$))"
)
_NO_PLACE = re.compile(
    r".*(?:활동|운동|행동|자동|이동|변동|공동|노동|감동|작동|아동|행복동|다시|역시|잠시|표시|지시|혹시|즉시|당시|몇시|일시|임시|실시"
    r"|바로|대로|서로|새로|스스로|별로|따로|주로|절로|으로|경로|진로|자료로|우리|자리|관리|처리|정리|수리|빨리|거리|권리|심리|논리"
    r"|누구|친구|요구|연구|식구|도구|입구|출구|하면|되면|으면|다면|라면|방면|서면|화면|장면|반면|측면|대면|전면|가면|오면|보면"
    r"|고등학교|중학교|초등학교|종합병원|대학병원|전통시장|지방법원|가정법원|지역|내역|영역|구역|통역|직업|이시|셨군|군데|계시|하시|오시|주시|합동|부동|또는면)"
)
_TOWN = (
    "의정부|동두천|포천|연천|양주|남양주|고양|파주|구리|가평|김포|서울|인천|부천|광명|안양|군포|수원|성남|용인|안산|시흥|화성|평택"
    "|안성|하남|여주|춘천|원주|강릉|속초|철원|대전|청주|충주|천안|아산|세종|대구|포항|구미|부산|울산|창원|김해|광주|목포|순천|여수"
    "|전주|익산|군산|제주"
)
_TOWN_NAMED = re.compile(
    rf"(?<![가-힣])(?P<place>(?:{_TOWN})(?:시|군)(?=에|의|로|까지|부터|는|가|[^가-힣]|$)"
    rf"|(?:{_TOWN})(?=에서|까지|에 (?:사|살|거주)))"
)
_STREET = re.compile(
    r"(?<![가-힣0-9])(?P<place>[가-힣][가-힣0-9]{1,9}(?:로|길)\s?\d+(?:번길)?)(?![0-9]|\s?(?:일|월|년|시|분|번(?!길)|회|건|명|개|원|만))"
)
_COUNTRY = re.compile(
    rf"(?<![가-힣])(?:{_TOWN})(?:시|군)?\s(?:[가-힣]{{1,4}}[군구읍면]\s)?(?P<place>[가-힣]{{1,4}}[면리])(?![가-힣])"
)
_FIRM = re.compile(
    r"(?<![가-힣])(?P<place>[가-힣]{2,6}(?:물산|상사|건설|산업|전자|식품|화학)(?=에|의|은|이|을|과|와|로|[^가-힣]|$)"
    r"|(?:주식회사|\(주\))\s?[가-힣A-Za-z]{2,10})"
)
_AGE = re.compile(r"(?<!\d)(?P<place>\d{2}\s?[세살])(?=[^가-힣]|이|의|인|로|$)")


_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+")


def places_named(text: str) -> Iterator[str]:
    """Yield the places in a text by what their names end with, firms, ages, and electronic addresses.

    What ends with 시, 로, 길, 면 or 리 is one only as a known town, with a number or after a town.
    상계동, 의정부역, 한빛아파트; of a town its name without 시, 군 or 구 as well.
    """
    for found in _PLACE.finditer(text):
        place = found["place"]
        if not _NO_PLACE.fullmatch(place):
            yield place
            if len(place) > 3 and place[-1] in "시군구":
                yield place[:-1]
    for pattern in (_TOWN_NAMED, _STREET, _COUNTRY, _FIRM, _AGE):
        for found in pattern.finditer(text):
            yield found["place"]
            if pattern is _TOWN_NAMED and len(found["place"]) > 3:
                yield found["place"].rstrip("시군")
    yield from _MAIL.findall(text)


# -- sums of money -------------------------------------------------------------------------------

_COUNT = r"(?:\d[\d,]*(?:\.\d+)?|[일이삼사오육칠팔구십백천]+)"
_SUM = re.compile(
    rf"(?<![\d,.가-힣])(?P<sum>(?:{_COUNT}\s?[십백천]?\s?[만억]\s?)*(?:{_COUNT}\s?[백천]?)?)\s?원(?!장)"
)
_BARE_SUM = re.compile(r"(?<![\d,.])(?P<sum>\d{1,3}(?:,\d{3})+|\d+\s?[십백천]?\s?[만억])(?![\d,])")
_FIGURES = {letter: at for at, letter in enumerate("영일이삼사오육칠팔구")}
_TIMES = {"십": 10, "백": 100, "천": 1000}


def sums_told(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield each sum of money in a text with where it begins and ends: 30만 원, 1,250,000원, 삼십만원."""
    for pattern in (_SUM, _BARE_SUM):
        for found in pattern.finditer(text):
            won = _won("".join(found["sum"].split()).replace(",", ""))
            if won:
                yield won, found.start(), found.end()


def _won(said: str) -> int:
    """Return the sum in won, 0 where it is none."""
    total = 0
    for part in re.findall(r"[^억만]+[억만]?", said):
        times = {"억": 10**8, "만": 10**4}.get(part[-1], 1)
        total += round(_small(part.rstrip("억만")) * times)
    return total


def _small(said: str) -> float:
    """Return a number below ten thousand: 3백, 이천오백, 1.5."""
    total, one = 0.0, 0.0
    for part in re.findall(r"\d+(?:\.\d+)?|[^\d.]", said):
        if part in _TIMES:
            total, one = total + (one or 1) * _TIMES[part], 0.0
        else:
            one = float(part) if part[0].isdecimal() else one * 10 + _FIGURES.get(part, 0)
    return total + one


# -- file numbers --------------------------------------------------------------------------------

_FILE = re.compile(
    r"(?<![\dA-Za-z])(?:(?<![가-힣])|(?<=제))(?P<file>\d{2,4}\s?[가-힣]{1,3}\s?\d{1,7}(?![\d가-힣])|[A-Za-z]{1,5}-?\d{2,}(?:-\d+)*"
    r"|\d+(?:-\d+)+|\d{4,})(?![\dA-Za-z])"
)
_NO_FILE = re.compile(
    r"(?:19|20)\d\d(?:-\d\d?-\d\d?)?|\d{1,4}\s?(?:년|월|일|시|명|개|번|건|회|층|호|만|천|원|분).*"
)


def file_numbers(text: str) -> Iterator[str]:
    """Yield what numbers a file in a text: 2026고단1234, 제2026-31호, A-1207; no years, days or hours."""
    for found in _FILE.finditer(text):
        if not _NO_FILE.fullmatch(found["file"]):
            yield found["file"]
