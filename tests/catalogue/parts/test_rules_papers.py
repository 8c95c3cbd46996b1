"""Which paper is which."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.rules.parts.papers import key, meant


def test_a_paper_keeps_its_key_when_only_marks_and_spaces_change() -> None:
    assert key("Giấy chứng sinh;") == key("  giấy  CHỨNG SINH. ") == key("- Giấy chứng sinh")
    assert key("Giấy chứng sinh") != key("Giấy chứng tử")


@pytest.mark.parametrize(
    ("component", "places"),
    [
        ("Giấy chứng nhận đăng ký doanh nghiệp", (0,)),
        ("Căn cước công dân", (1,)),
        ("Giấy chứng nhận quyền sử dụng đất", ()),
        ("", ()),
    ],
)
def test_the_annex_means_the_papers_that_say_its_words(component: str, places: tuple[int, ...]) -> None:
    names = ("Bản sao hợp lệ Giấy chứng nhận đăng ký doanh nghiệp", "Bản chụp Căn cước công dân hoặc hộ chiếu", "Đơn đề nghị")

    assert meant(component, names) == places


@given(st.text(max_size=80), st.lists(st.text(max_size=80), max_size=6))
def test_a_paper_that_says_exactly_the_annexs_words_is_meant_and_places_exist(component: str, names: list[str]) -> None:
    found = meant(component, [component, *names])

    assert set(found) <= set(range(len(names) + 1))
    assert 0 in found or not meant(component, [component])
