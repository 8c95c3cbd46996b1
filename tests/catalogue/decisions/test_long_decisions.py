"""A long decision is read page by page, costs what a short one costs, and hides no refused row."""

import re

import pytest
from django.test import Client
from tests.catalogue import given as catalogue_given
from tests.catalogue.decisions.lists import AMENDED, row
from tests.catalogue.decisions.lists import NEW as NEW_ONES
from tests.catalogue.decisions.screens import LIST, approved, send, shown


def test_a_list_costs_the_same_however_long(control: Client, code: str, effect: str, django_assert_max_num_queries) -> None:
    for number in range(1, 4):
        send(control, AMENDED, row(code, limit=f"{number} ngày"), effective_on=effect, number=f"{number}/QĐ-UBND")

    shown(control, LIST)
    with django_assert_max_num_queries(6):
        shown(control, LIST)


@pytest.fixture
def long_decision(control: Client, effect: str) -> str:
    """130 lines: 60 amended, one of which asks to be looked at, and 70 new ones."""
    for number in range(60):
        catalogue_given.procedure(f"7.{number:06}")
    amended = [row(f"7.{number:06}", fee="1.000 đồng") for number in range(60)]
    amended[-1] = row("7.000059", limit="Không rõ bao lâu")
    new = [row(f"8.{number:06}", limit="3 ngày làm việc", agency="Ủy ban nhân dân cấp xã") for number in range(70)]
    return str(send(control, AMENDED, *amended, NEW_ONES, *new, effective_on=effect)["Location"])


def test_a_long_decision_is_read_page_by_page_with_what_to_look_at_first(
    control: Client, second: Client, long_decision: str, django_assert_max_num_queries
) -> None:
    def codes(page: str) -> list[str]:
        return re.findall(r'<small><span class="code">(\d\.\d{6})</span>', page)

    first = shown(control, long_decision)
    assert len(codes(first)) == 50
    assert codes(first)[:2] == ["7.000059", "8.000000"], "lines with something to look at, in the order of the list"
    assert len(first) < 60_000
    with django_assert_max_num_queries(22):
        new = shown(control, f"{long_decision}?loai=new")
    assert codes(new)[0] == "8.000000"
    (after,) = re.findall(r'href="\?([^"]*sau=[^"]*)" rel="next"', new)
    assert codes(shown(control, f"{long_decision}?{after.replace('&amp;', '&')}")) == [f"8.{n:06}" for n in range(50, 70)]
    assert control.get(f"{long_decision}?sau=x").status_code == 422

    approved(second, long_decision)

    with django_assert_max_num_queries(20):
        assert codes(shown(control, long_decision)) == [f"7.{n:06}" for n in range(50)]


def test_a_long_file_that_is_not_taken_shows_its_refused_rows_and_some_of_the_others(control: Client, effect: str) -> None:
    new = [row(f"8.{number:06}", limit="3 ngày làm việc", agency="Ủy ban nhân dân cấp xã") for number in range(70)]

    answer = send(control, NEW_ONES, *new, row("kho"), effective_on=effect)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "1 dòng không nhận được" in page
    assert "Đang hiện 50 trong 70 dòng." in page
    faults, form, fold = (page.index(told) for told in ('id="khong-nhan"', 'name="file"', "Các dòng đọc được: 70"))
    assert faults < form < fold
    assert re.search(r'<details class="more"><summary>Các dòng đọc được: 70', page), "folded: faults and form stand together"


def test_many_refused_rows_leave_the_form_in_sight(control: Client, effect: str) -> None:
    page = send(
        control, NEW_ONES, *(row("kho", f"Thủ tục {number}") for number in range(30)), effective_on=effect
    ).content.decode()

    first, rest = page.split("Các dòng còn lại trong 30 dòng")
    assert (first.count('<th scope="row">'), rest.count('<th scope="row">')) == (10, 20)
