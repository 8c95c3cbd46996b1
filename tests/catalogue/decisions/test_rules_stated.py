"""What a decision says of itself: its number, the day it was signed, the day it takes effect."""

from datetime import date

import pytest

from motcua.catalogue.rules.decisions.about import stated


def test_two_numbers_of_its_own_are_no_number() -> None:
    said = stated(
        [
            "(Kèm theo Quyết định số 1/QĐ-UBND ngày 02/11/2026)",
            "(Kèm theo Quyết định số 2/QĐ-UBND ngày 02/11/2026)",
            "Quyết định này có hiệu lực kể từ ngày ký",
        ]
    )

    assert (said.number, said.signed_on, said.effective_on) == ("", date(2026, 11, 2), date(2026, 11, 2))


def test_a_day_that_does_not_exist_is_no_day() -> None:
    assert stated(["(Kèm theo Quyết định số 1/QĐ-UBND ngày 31/02/2026)"]).signed_on is None


@pytest.mark.parametrize(
    "said",
    [
        "(Có hiệu lực kể từ ngày 25/11/2026)",
        "có hiệu lực thi hành từ ngày 25 tháng 11 năm 2026.",
        "Danh mục này có hiệu lực thi hành kể từ ngày 25/11/2026",
        "(Kèm theo Quyết định số 1/QĐ-UBND ngày 02/11/2026 của Chủ tịch UBND tỉnh, có hiệu lực kể từ ngày 25/11/2026)",
        "DANH MỤC THỦ TỤC HÀNH CHÍNH LĨNH VỰC LUẬT SƯ\n(có hiệu lực từ ngày 25/11/2026)",
        "(Kèm theo Quyết định số 1/QĐ-UBND ngày 02/11/2026)\n(Có hiệu lực từ ngày 25/11/2026)",
    ],
)
def test_a_title_that_says_the_day_of_effect_says_it_of_its_decision(said: str) -> None:
    assert stated([said]).effective_on == date(2026, 11, 25)


@pytest.mark.parametrize(
    "said",
    [
        "Căn cứ Luật Hộ tịch có hiệu lực thi hành từ ngày 25/11/2026;",
        "Căn cứ Quyết định số 3111/QĐ-BTP của Bộ trưởng Bộ Tư pháp\ncó hiệu lực kể từ ngày 25/11/2026;",
        "Nghị định số 5/2026/NĐ-CP\n(có hiệu lực từ ngày 25/11/2026)",
        "Danh mục thủ tục sửa đổi theo Thông tư có hiệu lực từ ngày 25/11/2026",
        "(Kèm theo Quyết định số 1/QĐ-UBND thi hành Nghị định số 5/2026/NĐ-CP có hiệu lực từ ngày 25/11/2026)",
        "(Có hiệu lực từ ngày 25/11/2026)\n(Có hiệu lực từ ngày 26/11/2026)",
    ],
)
def test_the_day_of_another_document_is_not_the_decisions_day_of_effect(said: str) -> None:
    assert stated([said]).effective_on is None


def test_the_decisions_own_sentence_wins_over_a_title_that_says_another_day() -> None:
    said = stated(["(Có hiệu lực kể từ ngày 25/11/2026)", "Điều 2. Quyết định này có hiệu lực thi hành kể từ ngày 01/12/2026."])

    assert said.effective_on == date(2026, 12, 1)
