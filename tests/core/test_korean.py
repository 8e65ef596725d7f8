"""Names are found however they are typed, particles agree, and a visitor reads no whole name."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desk_app.core.korean import (
    INITIALS,
    PARTICLES,
    NameQuery,
    initials,
    is_initials_query,
    mask_name,
    mask_phone,
    name_query,
    name_range,
    particle,
    sort_key,
    tidy_name,
    with_particle,
)

syllables = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
korean_names = st.text(syllables, min_size=1, max_size=4)
foreign_names = st.from_regex(r"[A-Z][a-z]{1,7}( [A-Z][a-z]{0,7}){0,2}", fullmatch=True)
names = st.one_of(korean_names, foreign_names)


def found_by(query: NameQuery, name: str) -> bool:
    """Ask the two columns as the database does, then drop what only looks alike."""
    in_names = query.names is None or query.names[0] <= name < query.names[1]
    in_initials = query.initials is None or query.initials[0] <= initials(name) < query.initials[1]
    return in_names and in_initials and query.matches(name)


# -- 초성 -----------------------------------------------------------------------------------------


def test_the_initials_of_names() -> None:
    assert initials("강지훈") == "ㄱㅈㅎ"
    assert initials("까치 뿌리") == "ㄲㅊㅃㄹ"
    assert initials("Nguyen Van A") == "nguyenvana"
    assert initials("김Tony") == "ㄱtony"
    assert initials("") == ""


def test_initials_read_the_same_however_the_text_was_composed() -> None:
    assert initials(unicodedata.normalize("NFD", "강지훈")) == "ㄱㅈㅎ"
    assert initials("\u1100\u110c\u1112") == "ㄱㅈㅎ"  # conjoining jamo, from macOS file names
    assert initials("ﾡﾸﾾ") == "ㄱㅈㅎ"  # half-width jamo
    assert initials("ㄳ") == "ㄱㅅ"  # an input method fuses ㄱ and ㅅ


@given(st.text())
def test_initials_of_initials_are_themselves(text: str) -> None:
    assert initials(initials(text)) == initials(text)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("ㄱㅈㅎ", True),
        ("ㄱ ㅈ", True),
        ("ㄳ", True),
        ("강ㅈ", False),
        ("강", False),
        ("", False),
        ("a", False),
    ],
)
def test_nothing_but_initials_was_typed(text: str, asks: bool) -> None:
    assert is_initials_query(text) is asks


# -- looking up by name ---------------------------------------------------------------------------


def test_an_open_syllable_stands_for_all_of_its_kind() -> None:
    assert name_range("기") == ("기", chr(ord("깋") + 1))
    assert name_range("김") == ("김", chr(ord("김") + 1))
    assert name_range("강ㅈ") == ("강자", "강짜")
    assert name_range("ㄱㅈ") == ("가", "까")
    assert name_range("이Tony") == ("이", "익")
    assert name_range("Tony") is None
    assert name_range("") is None


@pytest.mark.parametrize(
    ("typed", "finds", "passes_over"),
    [
        ("강", "강지훈", "가지훈"),
        ("가", "강지훈", "거지훈"),
        ("강지", "강진영", "강저영"),
        ("ㄱㅈ", "강지훈", "강수진"),
        ("ㄱㅈㅎ", "강지훈", "강지영"),
        ("강ㅈ", "강지훈", "강훈지"),
        ("강ㅈㅎ", "강지훈", "강지영"),
        ("강ㅈ훈", "강지훈", "강지호"),
        ("ㄱ지", "강진영", "강수영"),
        ("nguyen", "Nguyen Van A", "Ngo Van A"),
        ("NGUYEN V", "Nguyen Van A", "Nguyen Thi"),
        ("강 지훈", "강지훈", "강지"),
        ("응우옌 ㅂ", "응우옌 반 아", "응우옌 티 아"),
        ("ㅎ", "허난", "강허난"),
        ("ㅎ", "힣힣", "나힣"),
    ],
)
def test_a_caller_is_found_while_the_name_is_being_typed(typed: str, finds: str, passes_over: str) -> None:
    assert found_by(name_query(typed), finds)
    assert not found_by(name_query(typed), passes_over)


def test_an_initial_drawn_into_the_syllable_before_it_still_finds_the_caller() -> None:
    query = name_query("잊")
    assert not found_by(query, "이지훈")
    assert query.otherwise is not None
    assert found_by(query.otherwise, "이지훈")
    double = name_query("갃").otherwise
    assert double is not None
    assert found_by(double, "각수")
    assert name_query("이").otherwise is None


def test_nothing_typed_asks_nothing() -> None:
    assert name_query(" ") == NameQuery("")


@given(names, st.data())
def test_every_beginning_of_a_name_finds_it(name: str, data: st.DataObject) -> None:
    name = tidy_name(name)
    typed = name[: data.draw(st.integers(1, len(name)))]
    assert found_by(name_query(typed), name)
    asked_by_initials = "".join(initials(letter) if data.draw(st.booleans()) else letter for letter in typed)
    assert found_by(name_query(asked_by_initials), name)


@given(st.text(), names)
def test_what_matches_is_never_outside_the_ranges(typed: str, name: str) -> None:
    query = name_query(typed)
    if query.matches(name):
        assert found_by(query, tidy_name(name))
    for low, high in filter(None, (query.names, query.initials)):
        assert low < high
        (low + high).encode()  # a database driver must be able to send them


# -- keeping and sorting --------------------------------------------------------------------------


@given(st.text())
def test_a_tidy_name_stays_as_it_is(text: str) -> None:
    assert tidy_name(tidy_name(text)) == tidy_name(text)


def test_names_are_kept_tidy() -> None:
    assert tidy_name(" 강  지훈 ") == "강지훈"
    assert tidy_name("응우옌  반 아") == "응우옌 반 아"
    assert tidy_name("강\u200b지\n훈\x00") == "강지훈"


def test_names_sort_as_the_dictionary_has_them() -> None:
    mixed = ["Tony", "하늘", "7번", "가람", "anna", "까치", "나래", "강지훈", ""]
    assert sorted(mixed, key=sort_key) == [
        "가람",
        "강지훈",
        "까치",
        "나래",
        "하늘",
        "anna",
        "Tony",
        "",
        "7번",
    ]


@given(st.permutations(["강지훈", "강 지훈", "anna", "Anna", "ANNA", "", "1번"]))
def test_sorting_does_not_depend_on_the_order_before(some: list[str]) -> None:
    assert sorted(some, key=sort_key) == ["강 지훈", "강지훈", "ANNA", "Anna", "anna", "", "1번"]


# -- masks ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("강지훈", "강*훈"),
        ("강훈", "강*"),
        ("강", "*"),
        ("남궁지훈", "남궁*훈"),
        ("남궁훈", "남궁*"),
        ("김빛나라", "김**라"),
        ("Nguyen Van A", "N***** V** *"),
        ("응우옌 반 아", "응** * *"),
        ("강지훈(부)", "강*****"),
        ("", ""),
    ],
)
def test_a_visitor_reads_no_whole_name(name: str, shown: str) -> None:
    assert mask_name(name) == shown


@given(st.text(st.characters(exclude_characters="*")))
def test_a_mask_hides_a_letter_of_every_word_and_invents_none(name: str) -> None:
    kept, shown = tidy_name(name), mask_name(name)
    assert len(shown) == len(kept)
    assert all("*" in word for word in shown.split())
    assert all(after in ("*", before) for before, after in zip(kept, shown, strict=True))


@pytest.mark.parametrize(
    ("digits", "shown"),
    [
        ("01024817736", "010-****-7736"),
        ("021234567", "02-***-4567"),
        ("050412345678", "0504-****-5678"),
        ("16707004", "1670-****"),
        ("112", "***"),
        ("+12025550123", "+1 ***-***-0123"),
        ("+1234567", "+*******"),
        ("", ""),
    ],
)
def test_a_visitor_reads_no_whole_number(digits: str, shown: str) -> None:
    assert mask_phone(digits) == shown


# -- particles ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "pair", "said"),
    [
        ("강지훈", "이/가", "강지훈이"),
        ("이수민 대리", "이/가", "이수민 대리가"),
        ("약속", "을/를", "약속을"),
        ("전화", "을/를", "전화를"),
        ("지부", "은/는", "지부는"),
        ("신청", "과/와", "신청과"),
        ("서류", "과/와", "서류와"),
        ("서울", "으로/로", "서울로"),
        ("서울", "을/를", "서울을"),
        ("본관", "으로/로", "본관으로"),
        ("본부", "으로/로", "본부로"),
        ("공단", "이라/라", "공단이라"),
        ("김하늘", "이에요/예요", "김하늘이에요"),
        ("최민호", "이에요/예요", "최민호예요"),
        ("지훈", "아/야", "지훈아"),
        ("10", "을/를", "10을"),
        ("100", "으로/로", "100으로"),
        ("3", "이/가", "3이"),
        ("7", "으로/로", "7로"),
        ("1,2", "이/가", "1,2가"),
        ("0", "은/는", "0은"),
        ("1000000000000", "이/가", "1000000000000가"),
        ("3시", "이/가", "3시가"),
        ("17:00", "이/가", "17:00가"),
        ("17:30", "이/가", "17:30이"),
        ("010-2481-7736", "을/를", "010-2481-7736을"),
        ("KBS", "이/가", "KBS가"),
        ("FM", "이/가", "FM이"),
        ("URL", "으로/로", "URL로"),
        ("Nguyen", "이/가", "Nguyen이"),
        ("Facebook", "을/를", "Facebook을"),
        ("Apple", "으로/로", "Apple로"),
        ("Robert", "이/가", "Robert가"),
        ("‘자주하는 질문’", "을/를", "‘자주하는 질문’을"),
        ("「약속」", "을/를", "「약속」을"),
        ("이수민(대리)", "이/가", "이수민(대리)이"),
        ("(대리)", "이/가", "(대리)가"),
        ("이수민(02-123-4567) ", "이/가", "이수민(02-123-4567) 이"),
        ("ㄱ", "을/를", "ㄱ을"),
        ("", "이/가", "가"),
        (")", "이/가", ")가"),
    ],
)
def test_particles_agree_with_the_word_before_them(word: str, pair: str, said: str) -> None:
    assert with_particle(word, pair) == said


def test_a_pair_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="pair"):
        particle("강지훈", "가/이")


@given(st.text(), st.sampled_from(sorted(PARTICLES)))
def test_some_particle_stands_after_any_text(word: str, pair: str) -> None:
    assert particle(word, pair) in pair.split("/")


@given(st.text(), syllables)
def test_a_final_consonant_decides(before: str, last: str) -> None:
    closed = unicodedata.normalize("NFD", last)[2:] != ""
    assert particle(before + last, "이/가") == ("이" if closed else "가")


def test_there_are_nineteen_initials() -> None:
    assert [initials(chr(0xAC00 + 588 * i)) for i in range(19)] == list(INITIALS)
