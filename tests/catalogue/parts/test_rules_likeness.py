"""Entries that may be one thing written twice."""

import pytest

from motcua.catalogue.facts import DictionaryKind, EntryFact
from motcua.catalogue.rules.parts.likeness import pairs


def entry(name: str) -> EntryFact:
    return EntryFact(kind=DictionaryKind.FIELD, code=name, name=name, uses=1, merged_into="", valid_to=None, is_kept=False)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Đầu tư tại Việt Nam", "Đầu tư tại Việt nam", True),
        ("Trồng trọt và Bảo vệ thực vật", "Trồng trọt và bảo vệ thực vật.", True),
        ("Giấy phép lái xe hạng 1", "Giấy phép lái xe hạng 2", False),
        ("Hộ tịch", "Quốc tịch", False),
        ("Chính sách BHXH", "Chính sách BHYT", False),
        ("Chính sách BHXH", "CHÍNH SÁCH BHXH", True),
        ("CHÍNH SÁCH XÃ HỘI", "Chính sách xã hộ", True),
        ("Đất đai", "Đất đai và nhà ở", False),
    ],
)
def test_what_may_be_the_same(one: str, other: str, alike: bool) -> None:
    assert bool(pairs([entry(one), entry(other)])) is alike
