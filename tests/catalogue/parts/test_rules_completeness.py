"""Which parts a publication leaves out."""

from dataclasses import replace

import pytest

from motcua.catalogue.facts import Part
from motcua.catalogue.rules.parts.completeness import ALWAYS, Said, left_out, speaks_of_time

WHOLE = Said(
    name="Đăng ký khai sinh", steps="Bước 1", channels=2, components=3, has_limit=True, words="", applicants=1, agencies="UBND xã",
    results=1, requirements="Không", fees=True, forms=1, legal_bases=2,
)  # fmt: skip


def test_a_whole_publication_leaves_nothing_out() -> None:
    assert left_out(WHOLE) == ((), ())


@pytest.mark.parametrize(
    ("change", "missing", "silent"),
    [
        ({"steps": ""}, (Part.STEPS,), ()),
        ({"channels": 0}, (Part.MANNER,), ()),
        ({"components": 0}, (Part.COMPONENTS,), ()),
        ({"has_limit": False}, (Part.TIME_LIMIT,), ()),
        ({"has_limit": False, "words": "05 ngày kể từ khi nhận hồ sơ"}, (), ()),
        ({"applicants": 0, "agencies": ""}, (Part.APPLICANTS, Part.AGENCIES), ()),
        ({"forms": 0, "fees": False}, (), (Part.FEES, Part.FORMS)),
        ({"results": 0, "requirements": "", "legal_bases": 0}, (), (Part.RESULTS, Part.REQUIREMENTS, Part.LEGAL_BASES)),
    ],
)
def test_what_is_missing_and_what_is_only_silent(change: dict, missing: tuple, silent: tuple) -> None:
    assert left_out(replace(WHOLE, **change)) == (missing, silent)


def test_the_index_counts_the_seven_parts_of_the_decree() -> None:
    assert [part.label for part in ALWAYS] == [
        "Tên thủ tục", "Trình tự thực hiện", "Cách thức thực hiện", "Thành phần, số lượng hồ sơ", "Thời hạn giải quyết",
        "Đối tượng thực hiện", "Cơ quan thực hiện",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("Trong ngày làm việc", True), ("15 (mười lăm) ngày", True), ("ngay sau khi nhận đủ hồ sơ", True), ("08 giờ", True),
        ("theo quy định của pháp luật", False), ("", False), ("Thông tư 15/2026", False),
    ],
)  # fmt: skip
def test_words_that_state_a_time(words: str, says: bool) -> None:
    assert speaks_of_time(words) is says
