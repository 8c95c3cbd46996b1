"""People find a procedure in their own words."""

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from motcua.catalogue.queries.packaged import search_words
from motcua.catalogue.rules import searching
from motcua.catalogue.rules.cleaning import short_name
from motcua.catalogue.rules.searching import Words
from motcua.catalogue.rules.searching.accents import Accents
from motcua.catalogue.rules.searching.phrases import LOOSE, PART, WHOLE, said_in
from motcua.catalogue.rules.searching.questions import heard, tokens_of

NAMES = {
    "1.001193": "Thủ tục đăng ký khai sinh",
    "1.004884": "Thủ tục đăng ký lại khai sinh",
    "1.000894": "Thủ tục đăng ký kết hôn",
    "1.000656": "Thủ tục đăng ký khai tử",
    "1.010038": "Tách hộ",
    "1.012784": "Tách thửa hoặc hợp thửa đất",
    "1.013225": "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV",
    "1.014061": "Cấp thẻ căn cước cho người từ đủ 14 tuổi trở lên",
    "1.013980": "Đăng ký biến động đối với trường hợp thay đổi quyền sử dụng đất, quyền sở hữu tài sản gắn liền với đất",
    "1.013520": "Cấp chứng nhận đăng ký xe, biển số xe trong trường hợp thay đổi chủ xe (đăng ký sang tên xe)",
}


def _index() -> searching.Index:
    documents = [
        searching.Document(id=number, code=code, name=name, short_name=short_name(name), aside="", boost=1.0)
        for number, (code, name) in enumerate(NAMES.items())
    ]
    return searching.index(documents, search_words())


def _first(question: str) -> str:
    found = searching.search(_index(), question, lambda _: True)
    return list(NAMES)[found[0]] if found else ""


@pytest.mark.parametrize(
    ("question", "code"),
    [
        ("khai sinh", "1.001193"),
        ("KHAI SINH", "1.001193"),
        ("lam giay khai sinh cho con", "1.001193"),
        ("khaisinh", "1.001193"),  # the space left out
        ("khai snh", "1.001193"),  # a letter left out
        ("ket hno", "1.000894"),  # two letters swapped
        ("đám cưới xong đăng ký ở đâu", "1.000894"),
        ("ông tôi chết thì làm gì", "1.000656"),
        ("tach ho mat bao lau", "1.010038"),
        ("muốn cất nhà", "1.013225"),
        ("cccd", "1.014061"),
        ("mua nha sang ten", "1.013980"),
        ("1.012784", "1.012784"),
        ("thủ tục 1.012784 cần gì", "1.012784"),
        ("", ""),
        ("zzzz qqqq", ""),
        ("'; DROP TABLE catalogue_procedure; --", ""),
    ],
)
def test_everyday_words_typos_and_codes_find_the_procedure(question: str, code: str) -> None:
    assert _first(question) == code


def test_diacritics_typed_by_the_asker_tell_words_apart() -> None:
    assert _first("cuối năm") != "1.000894"  # "cuối" is not "cưới"


@pytest.mark.parametrize(
    ("typed", "code"),
    [("đăng ký kh", "1.001193"), ("dang ky ket h", "1.000894"), ("tách th", "1.012784"), ("cấp thẻ că", "1.014061"), ("k", "")],
)
def test_an_unfinished_word_finds_what_it_may_become(typed: str, code: str) -> None:
    found = [list(NAMES)[id_] for id_ in searching.search(_index(), typed, lambda _: True, unfinished=True)]

    assert not code or code in found[:3]


@pytest.mark.parametrize(
    ("question", "meant"),
    [
        ("khai snh", "khai sinh"),
        ("ket hno o xa", "ket hôn o xa"),
        ("đăng ký khaisinh", "đăng ký khai sinh"),
        ("khai sinh cho con", ""),
        ("zzzz qqqq", ""),
        ("", ""),
    ],
)
def test_a_word_nobody_holds_is_put_right_and_a_right_one_left_alone(question: str, meant: str) -> None:
    assert searching.corrected(_index(), question) == meant


@pytest.mark.parametrize("asked", ["muốn cất nhà", "muốn cất nhà mới", "muon cat nha"])
def test_an_everyday_phrase_is_found_with_and_without_diacritics(asked: str) -> None:
    assert _first(asked) == "1.013225"


@pytest.mark.parametrize(("typed", "meant"), [("sỗ", "sổ"), ("hoà", "hòa"), ("thuỷ", "thủy"), ("nghĩ", "nghỉ"), ("quý", "quý")])
def test_a_common_slip_with_diacritics_is_heard_as_the_word_meant(typed: str, meant: str) -> None:
    assert heard(typed) == heard(meant)


@pytest.mark.parametrize(
    ("one", "two"), [("má", "mà"), ("mẹ", "me"), ("dùng", "dụng"), ("cho", "chở"), ("đất", "dất"), ("sổ", "số")]
)
def test_other_diacritics_still_tell_words_apart(one: str, two: str) -> None:
    assert heard(one) != heard(two)


def test_a_word_without_diacritics_stands_for_others_only_where_nothing_is_written_out() -> None:
    words = Words.of([("means", "chở cá", "kiểm dịch"), ("means", "sổ đỏ", "giấy chứng nhận")])

    def meant(question: str) -> list[str]:
        return [" ".join(word for word, _ in said.means) for said in said_in(tokens_of(question), words)]

    assert meant("giấy phép cấp cho cá nhân") == []
    assert meant("cho ca di tinh khac") == ["kiểm dịch"]
    assert meant("mất sỗ đỏ rồi") == ["giấy chứng nhận"]


@pytest.mark.parametrize(
    ("question", "worth"),
    [
        ("sai tên má", WHOLE),
        ("sai tên của má", WHOLE),
        ("sai cái tên má", LOOSE),
        ("tên má bị sai", LOOSE),
        ("ten ma sai", LOOSE),
        ("má tôi bị sai chữ trong cái tên ghi ở khai sinh", LOOSE),
        ("má tôi đi làm lại giấy tờ mới hay là bị sai cái tên", PART),
        ("sai tên ba", PART),
        ("tên ba", None),
        ("sai một chữ nào đó hồi ghi trong sổ cũ tên", None),
    ],
)
def test_a_phrase_is_worth_less_the_looser_it_is_said(question: str, worth: float | None) -> None:
    words = Words.of([("means", "sai tên má", "cải chính"), ("word", "của", "")])
    said = said_in(tokens_of(question), words)
    assert [one.worth for one in said] == ([worth] if worth else [])


@pytest.mark.parametrize(("meanings", "worth"), [(1, PART), (2, PART / 2), (3, PART / 3), (4, None)])
def test_what_is_part_of_many_phrases_says_less_of_each_and_soon_nothing(meanings: int, worth: float | None) -> None:
    words = Words.of([("means", f"khai sinh {number}", f"việc {number}") for number in range(meanings)])
    assert {one.worth for one in said_in(tokens_of("khai sinh"), words)} == ({worth} if worth else set())


def test_a_phrase_of_two_words_is_not_heard_in_one_of_them() -> None:
    words = Words.of([("means", "cất nhà", "giấy phép xây dựng")])
    assert said_in(tokens_of("cất xe"), words) == []
    assert said_in(tokens_of("nhà nhà"), words) == []


def test_a_longer_phrase_stands_for_the_shorter_one_within() -> None:
    words = Words.of(
        [("means", "ghe", "phương tiện thủy"), ("means", "ghe biển", "tàu cá"), ("means", "ghe biển cũ hư", "xóa đăng ký")]
    )
    assert [" ".join(word for word, _ in one.means) for one in said_in(tokens_of("mua ghe biển"), words)] == ["tàu cá"]
    both = said_in(tokens_of("ghe này với ghe biển"), words)
    assert {" ".join(word for word, _ in one.means) for one in both} == {"phương tiện thủy", "tàu cá"}


@pytest.mark.parametrize("asked", ["ba mất", "ba tôi mất", "ba của tôi mất", "bố của em vừa mất", "me toi mat"])
def test_small_words_inside_an_everyday_phrase_do_not_hide_it(asked: str) -> None:
    assert _first(asked) == "1.000656"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("mat so dat", "mất sổ đất"),
        ("muon cat nha", "muốn cất nhà"),
        ("ong noi mat roi dang ky khai tu", "ông nội mất rồi đăng ký khai tử"),
        ("xin visa", "xin visa"),
        ("zzzz khai sinh", "zzzz khai sinh"),
        ("", ""),
    ],
)
def test_a_question_typed_without_diacritics_is_read_with_those_it_most_likely_has(typed: str, meant: str) -> None:
    accents = Accents.of([*((tuple(tokens_of(name)), 1) for name in NAMES.values()), *search_words().written])
    assert " ".join(word for word, _ in accents.restored(tokens_of(typed))) == meant


@drawn(st.lists(st.sampled_from(["ba", "bà", "mat", "mất", "dat", "đất", "so", "sổ", "zz"]), max_size=8))
def test_giving_diacritics_back_changes_no_letter_and_leaves_no_word_out(words: list[str]) -> None:
    tokens = tokens_of(" ".join(words))
    accents = Accents.of([(tuple(tokens_of("mất sổ đất của bà")), 2), (tuple(tokens_of("ba mặt")), 1)])
    assert [bare for _, bare in accents.restored(tokens)] == [bare for _, bare in tokens]


def test_diacritics_that_somebody_typed_and_a_word_still_being_typed_stay_as_they_are() -> None:
    names = ["Sổ đất", "Số nhà"]
    documents = [
        searching.Document(id=n, code=str(n), name=name, short_name=name, aside="", boost=1) for n, name in enumerate(names)
    ]
    index = searching.index(documents, Words.of([("means", "sổ mất", "sổ đất")]))

    assert searching.search(index, "số", lambda _: True)[0] == 1
    assert searching.search(index, "so", lambda _: True, unfinished=True) == [0, 1]
