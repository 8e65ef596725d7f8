"""An apology tells of nobody, however somebody is written: names, days, numbers."""

import unicodedata
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from desk_app.core.korean import surname_and_given
from desk_app.core.korean_cases import people_named, places_named
from desk_app.core.korean_telling import Case, Telling, masked, telling_parts

CASE = Case(
    names=("강지훈",),
    staff_names=("이수민",),
    dates=(date(2026, 11, 24),),
    numbers=("01024817736", "2026-0012"),
    may_stand=("1670-7004",),
)
HARMLESS = (
    "저희 업무 처리에 잘못이 있어 고객님께 불편을 드렸습니다. 다시는 이런 일이 없도록 2027. 1. 4.부터"
    " 두 사람이 확인하겠습니다. 문의: 1670-7004 (09:00~18:00)"
)
_ALSO_WORDS = "이한전모현양주신구고남여두제"
"""Family names that are another word before a space: 한 고객님 tells of nobody."""
_GAPS = st.text(st.sampled_from(" \t\n.-·_,*\u200b\u00a0"), max_size=4)
_SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
_AFTER = st.sampled_from(["", "님", " 고객님께서", "이", "은", "에게", " 씨의"])


def kinds(text: str, case: Case = CASE) -> list[Telling]:
    return [found.kind for found in telling_parts(text, case)]


def test_an_apology_that_tells_of_nobody_may_stand() -> None:
    assert telling_parts(HARMLESS, CASE) == ()


@pytest.mark.parametrize(
    "name",
    ["강지훈", "강 지 훈", "강.지.훈 님", "지훈 님께", "지 훈이가", "강○○ 고객님", "강모 씨", "강씨"],
)
def test_a_name_is_found_however_it_is_written(name: str) -> None:
    (found,) = telling_parts(f"그날 {name} 불편을 겪으셨습니다.", CASE)
    assert found.kind is Telling.NAME
    assert found.text in name or name in found.text


def test_what_is_found_is_named_as_it_stands() -> None:
    text = "그날 강-지-훈 님께"
    (found,) = telling_parts(text, CASE)
    assert (found.text, text[found.start : found.end]) == ("강-지-훈", "강-지-훈")


def test_letters_in_pieces_hide_nothing() -> None:
    (found,) = telling_parts(unicodedata.normalize("NFD", "그날 강지훈 님께"), CASE)
    assert found.text == "강지훈"


def test_staff_are_found_too() -> None:
    assert kinds("이수민 담당자가") == [Telling.STAFF_NAME]


def test_a_foreign_name_is_found_by_any_of_its_words() -> None:
    case = Case(names=("Nguyen Van Thanh",))
    assert kinds("for MR. NGUYEN of", case) == [Telling.NAME]
    assert kinds("Nguyen-Van Thanh", case) == [Telling.NAME]


@pytest.mark.parametrize(
    "day",
    [
        "2026-11-24",
        "2026. 11. 24.",
        "26.11.24",
        "11월 24일",
        "2026년 11월 24일",
        "11/24",
        "20261124",
        "261124",
        "십일월 이십사일",
        "11월 이십사 일",
        "’26. 11. 24",
    ],
)
def test_the_day_of_the_case_is_found_in_any_notation(day: str) -> None:
    assert kinds(f"지난 {day} 일로") == [Telling.DATE]


def test_other_days_may_stand() -> None:
    assert kinds("2026. 11. 25., 1월 24일, 11월 4일, 2026년 12월 1일 10:30") == []


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        ("010-2481-7736", Telling.CASE_NUMBER),
        ("010 2481 7736", Telling.CASE_NUMBER),
        ("0 1 0 2 4 8 1 7 7 3 6", Telling.CASE_NUMBER),
        ("2026-0012", Telling.CASE_NUMBER),
        ("031-555-0143", Telling.NUMBER),
        ("계좌 110-234-567890", Telling.NUMBER),
        ("공일공 이사팔일 칠칠삼육", Telling.CASE_NUMBER),
        ("공이 일이삼사 오육칠팔", Telling.NUMBER),
        ("010-2012-10-10", Telling.NUMBER),
    ],
)
def test_numbers_of_the_case_and_all_long_ones_are_found(number: str, kind: Telling) -> None:
    assert kinds(f"번호는 {number}번") == [kind]


@given(st.text(_SYLLABLES, min_size=2, max_size=4), st.lists(_GAPS, min_size=4, max_size=4), _AFTER)
def test_any_name_is_found_however_spaced(name: str, gaps: list[str], after: str) -> None:
    assume(name[0] not in _ALSO_WORDS)
    written = "".join(letter + gap for letter, gap in zip(name, gaps, strict=False)).rstrip() + after
    assert Telling.NAME in kinds(f"그날, {written} 불편", Case(names=(name,)))


@given(st.text(_SYLLABLES, min_size=3, max_size=4), _GAPS)
def test_a_given_name_alone_is_found(name: str, gap: str) -> None:
    _, given_name = surname_and_given(name)
    assert Telling.NAME in kinds(f"그날, {gap.join(given_name)}님", Case(names=(name,)))


@given(
    st.text("0123456789", min_size=7, max_size=12), st.lists(st.sampled_from(["", " ", "-", ".", " - ", ")"]))
)
def test_any_long_number_is_found_however_spaced(digits: str, gaps: list[str]) -> None:
    marks = [*gaps, *[""] * len(digits)]
    written = "".join(digit + mark for digit, mark in zip(digits, marks, strict=False)).rstrip(" -.)")
    assert kinds(f"번호 {written}번", Case(numbers=(digits,))) == [Telling.CASE_NUMBER]


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from(["-", ".", ". ", "/", " / ", "월 "]))
def test_any_day_is_found_with_or_without_its_year(day: date, between: str) -> None:
    case = Case(dates=(day,))
    short, full = f"{day.month}{between}{day.day}", f"{day.month:02}{between}{day.day:02}"
    for written in (short, full, f"{day.year}. {short}", f"{day:%y}년 {full}일", f"{day:%Y%m%d}"):
        assert kinds(f"그날({written})의 일", case) == [Telling.DATE], written


# -- what is refused and what may stand ----------------------------------------------------------

FRIDAY = date(2026, 11, 27)
WIDE = Case(
    names=("김철수", "박민수", "강지훈 어머니"),
    staff_names=("이수민",),
    dates=(date(2026, 11, 17), date(2026, 11, 24)),
    numbers=("01024817736", "0315550143", "2026-0012", "2026고단1234"),
    may_stand=("1670-7004",),
    sums=(300_000, 1_250_000),
    places=("상계동", "한빛아파트"),
    today=FRIDAY,
)
NAMED = (
    *("김철수 님", "김 철 수 님", "철수 님", "김 고객님께", "김고객님께", "김 선생님", "김 씨가"),
    *("김씨는", "김 군이", "김양에게", "김모 씨", "김 모 씨", "김모가", "김모(40대)", "김철*님"),
    *("김*수 고객", "*철수 님", "김○○ 고객님", "김○수", "김ㅇㅇ 님", "김00 고객", "김OO", "K씨"),
    *("K 모 씨", "K모씨", "G 고객님", "ㄱ씨", "ㄱ 모 씨", "ㄱㅊㅅ", "김\u200b철수", "K.C.S.", "KCS 고객"),
    *("김 아무개 씨", "김 팀장님", "김 학생", "김 청년", "김 목사님", "김 민원인", "고객 김", "(김) 고객"),
    *("Mr. Kim", "김0수", "김ㅊㅅ", "ㅊㅅ 님", "김 철수"),
    *("동행하신 박민수 님", "박 선생님", "강지훈 님"),
)
DATED = (
    *(
        "지난 2\u200b4일",
        "11月 24日",
        "지난 24일",
        "24일에 오셨을",
        "지난달 24일",
        "같은 달 24일",
        "11월 23~24일",
        "11월 23일~24일",
    ),
    *("11월 23·24일", "11월 24일과 25일", "11월의 24일", "11월 중 24일", "스무나흘", "11월 스무나흗날"),
    *("11월 이십사일", "24일부터 26일", "23일부터 26일까지", "11월 22일부터 25일", "이십사일 오전"),
    *("지난주 화요일", "지난 화요일", "이번 주 화요일", "화요일에", "사흘 전", "3일 전에"),
    *("2026년 11월 24일", "26. 11. 24.", "2026.11.23~24", "24,25일", "23, 24일에", "24∙25일"),
    *("25일 전날", "11월 25일 전날", "11월 23일 다음 날", "23일 이튿날에"),
)
NUMBERED = (
    *("끝번호 7736", "7736번", "77-36", "7 7 3 6", "칠칠삼육", "칠칠 삼육", "0143번"),
    *("공일공에 이사팔일에 칠칠삼육", "77\u200b36", "사건 0012", "2026고단1234", "2026 고단 1234호"),
)
SUMS = ("30만 원", "30만원", "300,000원", "삼십만원", "125만 원", "백이십오만원", "1,250,000")
PLACED = ("상계동", "한빛 아파트")
REFUSED = [
    *((Telling.NAME, each) for each in NAMED),
    *((Telling.DATE, each) for each in DATED),
    *((Telling.CASE_NUMBER, each) for each in NUMBERED),
    *((Telling.SUM, each) for each in SUMS),
    *((Telling.PLACE, each) for each in PLACED),
]
ALLOWED = (
    "안내가 충분하지 않아 두 번 오시게 했습니다. 10월 한 달 동안 안내문을 고쳤습니다.",
    "11월에 있었던 일입니다.",
    "11월 말부터 두 사람이 확인합니다.",
    "7일 안에 답변드리겠습니다.",
    "24일 안에 다시 살피겠습니다.",
    "24일 이내에 답하겠습니다.",
    "사흘 동안 직원 교육을 했습니다.",
    "2027. 1. 4.부터 두 사람이 확인하겠습니다.",
    "문의: 1670-7004 (09:00~18:00)",
    "12월 24일부터 새 안내문을 씁니다.",
    "1월 23~24일에 교육합니다.",
    "2025년 11월 24일에 만든 안내문이었습니다.",
    "고객님께 깊이 사과드립니다.",
    "한 고객님께 불편을 드렸습니다.",
    "이 고객님과 같은 일이 없도록 하겠습니다.",
    "선생님께 드린 안내가 틀렸습니다.",
    "월요일부터 금요일까지 09:00~18:00에 받습니다.",
    "매주 화요일마다 교육을 합니다.",
    "매월 24일에 안내문을 살핍니다.",
    "매달 24일까지 고칩니다.",
    "오늘부터 두 사람이 확인합니다.",
    "하루 두 번 살피겠습니다.",
    "이틀 뒤에 다시 안내드렸습니다.",
    "20만 원을 잘못 안내했습니다.",
    "A씨께 사과드립니다.",
    "김포에서도 상담합니다.",
    "모든 직원이 교육을 받았습니다.",
    "앞으로 1년에 두 번 점검합니다.",
    "민원처리법 시행령 제19조에 따라 세었습니다.",
    "2026년 하반기에 직원 24명이 교육을 받았습니다.",
    "24시간 안에 연락드립니다.",
    "박수를 받을 만한 응대를 하겠습니다.",
)


@pytest.mark.parametrize(("kind", "telling"), REFUSED)
def test_whatever_tells_is_refused_by_its_kind(kind: Telling, telling: str) -> None:
    found = telling_parts(f"그날 {telling} 불편을 드렸습니다.", WIDE)
    assert kind in {each.kind for each in found}


@pytest.mark.parametrize("text", ALLOWED)
def test_what_tells_of_nobody_is_allowed(text: str) -> None:
    assert telling_parts(text, WIDE) == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("김지연", "처리가 지연되어"),
        ("김지연", "지연이 되어"),
        ("박미숙", "미숙한 안내"),
        ("김수정", "안내문을 수정했습니다"),
        ("김지원", "취업 지원 안내"),
        ("한지민", "한 고객님"),
        ("김영수", "영수증"),
        ("한지원", "취업에 대한 지원을"),
        ("이지연", "많이 지연"),
        ("이지연", "이 지연으로"),
        ("이수민", "이 고객님"),
        ("전지원", "전 고객님"),
        ("손민수", "손님께"),
        ("전모수", "전모를"),
    ],
)
def test_a_word_like_a_name_may_stand(name: str, text: str) -> None:
    assert telling_parts(text, Case(names=(name,), staff_names=(name,))) == ()


@pytest.mark.parametrize(
    "told",
    [
        *(
            "이지연",
            "이 지 연",
            "이 지연 님",
            "이지연 고객님",
            "지연 님",
            "지연이가",
            "이고객님",
            "이씨",
            "이 씨",
        ),
        *("이모 씨", "이 모 씨", "이○○", "이*연", "*지연 님"),
    ],
)
def test_a_name_that_is_a_word_too_is_still_found_as_a_name(told: str) -> None:
    assert Telling.NAME in kinds(f"그날 {told} 불편을 드렸습니다.", Case(names=("이지연",)))


@pytest.mark.parametrize("name", ["김은장", "박소함", "가가됨", "최의서", "주민"])
def test_a_recorded_name_is_searched_for_whatever_it_ends_with(name: str) -> None:
    assert Telling.NAME in kinds(f"그날 {name} 님께", Case(names=(name,)))


@pytest.mark.parametrize(
    "record",
    [
        *(
            "직원 실수로",
            "전화로",
            "부주의로",
            "착오로",
            "안내로",
            "방문시",
            "하려면",
            "문자로",
            "그러면",
            "아니면",
        ),
        *("실제로", "마무리", "원하시면", "필요시", "본인 신청을", "본인 방문을 요청받고", "본인 여부를"),
        *("본인 서류를", "보호자 동의가", "지인 소개로", "대리인(신청서)"),
    ],
)
def test_a_word_of_a_record_is_no_name_and_no_place(record: str) -> None:
    assert [*people_named(record), *places_named(record)] == []


def test_a_record_names_people_places_firms_and_ages() -> None:
    record = "47세, 한빛물산 근무, 동두천에서 오심. 양주시 남면 신산리, 호원로 12. 아들(박민수) 이정희 씨"
    assert set(people_named(record)) == {"이정희", "박민수"}
    assert {*places_named(record)} == {"동두천", "양주시", "호원로 12", "신산리", "한빛물산", "47세"}


@pytest.mark.parametrize(
    ("line", "stands"),
    [
        ("2026. 11. 24.", True),
        ("2026년 11월 24일 (화)", True),
        ("2026년 11월 24일 한국법무보호복지공단 경기북부지부", True),
        ("2026년 11월 24일 오신 분께", False),
        ("11월 24일", False),
        ("2026. 11. 17.", False),
        ("2026. 12. 3.", True),
    ],
)
def test_the_day_of_posting_may_date_the_text(line: str, stands: bool) -> None:
    case = Case(dates=(*WIDE.dates, date(2026, 12, 3)), today=date(2026, 11, 24))
    assert (telling_parts(f"죄송합니다.\n{line}", case) == ()) is stands


def test_what_was_found_is_named_without_being_told() -> None:
    found = telling_parts("김철수 님이 24일에 칠칠삼육, 30만 원으로", WIDE)
    assert masked(found) == "이름(김**), 날짜(2**), 고객이나 건의 번호(칠***), 금액(3** *)"


@st.composite
def _customers(draw: st.DrawFn) -> tuple[str, str, date]:
    name = draw(st.sampled_from("김박최정강조윤장임한오서신권황안송류홍")) + draw(
        st.text(st.sampled_from("지훈철수민영하늘서연도현우진은혜경"), min_size=2, max_size=2)
    )
    return (
        name,
        "010" + draw(st.from_regex("[2-9][0-9]{7}", fullmatch=True)),
        draw(st.dates(date(2024, 1, 1), date(2028, 12, 31))),
    )


def _sino(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("", "십", "이십", "삼십")[tens] + "영일이삼사오육칠팔구"[ones].strip("영")


def _spoken(digits: str) -> str:
    return digits.translate(str.maketrans("0123456789", "공일이삼사오육칠팔구"))


def _forms(name: str, phone: str, day: date) -> dict[Telling, list[str]]:
    """Return every way in which a customer, their number and a day of theirs are written here."""
    family, given, last = name[0], name[1:], phone[-4:]
    called = [f"{family}{title}" for title in ("고객님", "선생님", "씨", " 씨", "모 씨", "모", " 모 씨")]
    if family not in _ALSO_WORDS:
        called += [f"{family} {title}" for title in ("고객님", "선생님", "모")]
    hidden = [f"{family}○○", f"{family}*{given[1]}", f"{name[:2]}*", f"*{given}"]
    days = [f"{day.day}일", f"{_sino(day.day)}일" if day.day > 9 else f"{day.day}일", f"{day.day}일부터"]
    dated = [f"{day.month}월의 {day.day}일", f"{day.month}월 {_sino(day.day)}일", f"{day:%Y. %m. %d}."]
    spoken = [_spoken(last), _spoken(phone)]
    return {
        Telling.NAME: [name, " ".join(name), f"{given} 님", f"{given}이가", *called, *hidden],
        Telling.DATE: [*days, *dated, "어제"],
        Telling.CASE_NUMBER: [last, "-".join(last), " ".join(last), phone, *spoken],
    }


@given(_customers(), st.data())
def test_no_customer_is_told_in_any_form(customer: tuple[str, str, date], data: st.DataObject) -> None:
    name, phone, day = customer
    case = Case(names=(name,), dates=(day,), numbers=(phone,), today=day + timedelta(days=1))
    kind, forms = data.draw(st.sampled_from(list(_forms(name, phone, day).items())))
    form = data.draw(st.sampled_from(forms))
    found = telling_parts(f"그래서 {form} 불편을 드렸습니다.", case)
    assert kind in {each.kind for each in found}, form
    said = masked(found)
    assert said
    assert name not in said
    assert phone[-4:] not in said
