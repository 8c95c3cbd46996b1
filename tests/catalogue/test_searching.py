"""People find a procedure in their own words."""

import gzip
import json
from importlib.resources import files

import pytest

from motcua.catalogue import public as catalogue
from motcua.catalogue.queries import changes
from motcua.catalogue.rules import searching
from motcua.foundation.errors import Invalid
from motcua.foundation.text import fold
from tests.catalogue import given

NAMES = {
    "1.001193": "Thủ tục đăng ký khai sinh",
    "1.004884": "Thủ tục đăng ký lại khai sinh",
    "1.000894": "Thủ tục đăng ký kết hôn",
    "1.000656": "Thủ tục đăng ký khai tử",
    "1.010038": "Tách hộ",
    "1.012784": "Tách thửa hoặc hợp thửa đất",
    "1.013225": "Cấp giấy phép xây dựng mới đối với công trình cấp III, cấp IV",
    "1.014061": "Cấp thẻ căn cước cho người từ đủ 14 tuổi trở lên",
}


def _index() -> searching.Index:
    from motcua.catalogue.queries.packaged import search_words
    from motcua.catalogue.rules.cleaning import short_name

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


@pytest.fixture
def _whole(db: None) -> None:
    given.whole_catalogue()


@pytest.mark.usefixtures("_whole")
class TestWithTheWholeCatalogue:
    def test_nine_of_ten_questions_find_their_procedure_among_the_first_five_with_and_without_diacritics(self) -> None:
        raw = gzip.decompress((files("motcua.catalogue") / "data" / "questions.jsonl.gz").read_bytes())
        asked = [question for question in map(json.loads, raw.splitlines()) if question["codes"]]
        known = {found.code for found in _all()}
        asked = [question for question in asked if known & set(question["codes"])]

        for spelling in (str, fold):
            found = sum(_hit(spelling(question["question"]), question["codes"]) for question in asked)
            assert found / len(asked) >= 0.9

    def test_pages_follow_one_another_without_repeats(self) -> None:
        first = catalogue.search("giấy phép", size=10)
        second = catalogue.search("giấy phép", size=10, cursor=first.next)

        assert len(first.rows) == len(second.rows) == 10
        assert not {row.code for row in first.rows} & {row.code for row in second.rows}

    def test_level_and_field_narrow_what_is_found(self) -> None:
        rows = catalogue.search("đăng ký", level="commune", field="ho-tich").rows

        assert rows
        assert all("commune" in row.levels and row.field == "Hộ tịch" for row in rows)

    def test_a_torn_cursor_is_refused(self) -> None:
        with pytest.raises(Invalid):
            catalogue.search("giấy phép", cursor="%%%")

    def test_an_answer_in_memory_costs_no_statement(
        self, django_assert_num_queries: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(changes, "LOOK_EVERY", 3_600.0)
        changes.forget()
        with django_assert_num_queries(2):  # type: ignore[operator]  # the stamp, the names
            catalogue.search("khai sinh")
        with django_assert_num_queries(0):  # type: ignore[operator]
            catalogue.search("tách thửa")


def _all() -> tuple[catalogue.ProcedureFound, ...]:
    rows: list[catalogue.ProcedureFound] = []
    page = catalogue.browse(on=given.FIRST_DAY, size=1_000, everything=True)
    rows += page.rows
    while page.next:
        page = catalogue.browse(on=given.FIRST_DAY, size=1_000, everything=True, cursor=page.next)
        rows += page.rows
    return tuple(rows)


def _hit(question: str, codes: list[str]) -> bool:
    return any(row.code in codes for row in catalogue.search(question, size=5).rows)
