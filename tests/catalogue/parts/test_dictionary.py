"""Words that all procedures share: entered, merged, and found where they are used."""

import json

import pytest
from tests.catalogue import given
from tests.catalogue.factories import api_record
from tests.catalogue.parts.asked import DAY, charge, done

from motcua.catalogue.facts import (
    DictionaryKind,
    EnterWord,
    MergeWords,
)
from motcua.catalogue.queries.charges import due as charged
from motcua.catalogue.queries.control.dictionary import ended, entries

pytestmark = pytest.mark.django_db


def test_an_exempt_group_is_an_entry_of_the_dictionary() -> None:
    given.procedure(
        channels=[{"channel": "truc_tiep", "time_value": 5, "time_unit": "ngày làm việc", "fee": "8.000 đồng", "note": ""}]
    )
    done(EnterWord(dictionary=DictionaryKind.GROUP, code="ho-ngheo", name="Hộ nghèo", valid_from=DAY, basis=""))
    done(charge(channel="", group="ho-ngheo"))

    assert charged("1.000001", channel="direct", groups=["ho-ngheo"], on=DAY).amount == 0
    assert charged("1.000001", channel="direct", on=DAY).amount == 8_000


def test_two_spellings_of_a_field_become_one() -> None:
    given.procedure(field="Đầu tư tại Việt Nam")
    given.procedure("1.000002", field="Đầu tư Việt nam")

    done(
        MergeWords(
            dictionary=DictionaryKind.FIELD, code="dau-tu-viet-nam", into="dau-tu-tai-viet-nam", valid_from=DAY, basis="Trùng"
        )
    )

    assert [(one.code, one.uses) for one in entries(DictionaryKind.FIELD)] == [("dau-tu-tai-viet-nam", 2)]

    given.procedure("1.000003", field="Đầu tư Việt nam")  # the source goes on writing it the old way
    assert [(one.code, one.uses) for one in entries(DictionaryKind.FIELD)] == [("dau-tu-tai-viet-nam", 3)]
    assert [(one.code, one.merged_into) for one in ended(DictionaryKind.FIELD)] == [("dau-tu-viet-nam", "dau-tu-tai-viet-nam")]


def test_an_entry_that_was_merged_and_is_entered_anew_stands_for_itself_again() -> None:
    fields = {"dictionary": DictionaryKind.FIELD, "valid_from": DAY, "basis": "Trùng"}
    given.procedure(field="Đất đai")
    given.procedure("1.000002", field="Nhà đất")
    done(MergeWords(code="nha-dat", into="dat-dai", **fields))

    done(EnterWord(code="nha-dat", name="Nhà, đất", **fields))

    given.procedure("1.000003", field="Nhà đất")
    assert {(one.code, one.uses, one.merged_into) for one in entries(DictionaryKind.FIELD)} == {
        ("dat-dai", 2, ""),
        ("nha-dat", 1, ""),
    }

    done(MergeWords(code="dat-dai", into="nha-dat", **fields))  # the other way round is no circle
    assert [(one.code, one.uses) for one in entries(DictionaryKind.FIELD)] == [("nha-dat", 3)]
    assert [(one.code, one.merged_into) for one in ended(DictionaryKind.FIELD)] == [("dat-dai", "nha-dat")]


def test_results_and_kinds_of_papers_in_use_stand_in_their_dictionaries() -> None:
    paper = {"TENGIAYTO": "Giấy chứng sinh", "MAGIAYTO": "G15-KQ004389", "SOBANCHINH": "1"}
    given.imported([json.dumps(api_record(THANHPHANHOSO=[{"TRUONGHOP": "", "GIAYTO": [paper]}])).encode()])

    assert [(one.code, one.name, one.uses) for one in entries(DictionaryKind.PAPER)] == [("G15-KQ004389", "Giấy chứng sinh", 1)]
    assert [(one.code, one.name) for one in entries(DictionaryKind.RESULT)] == [("KQ.1", "Giấy phép thử")]
