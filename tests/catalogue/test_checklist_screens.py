"""Which papers do I need: a form whose answers stand in the address, and a list to print."""

import re

import pytest
from django.test import Client
from tests.catalogue import given

pytestmark = pytest.mark.django_db

CASES = [
    {"case": "", "items": [{"name": "Đơn đề nghị", "originals": 1, "has_form": True}]},
    {"case": "Đối với nhà ở riêng lẻ:", "items": [{"name": "Bản vẽ nhà", "originals": 2, "copies": 1}]},
    {"case": "Đối với công trình tôn giáo:", "items": [{"name": "Ý kiến cơ quan tôn giáo", "originals": 1}]},
    {"case": "Giấy tờ khác", "items": [{"name": "Trường hợp trẻ em bị bỏ rơi thì phải có biên bản", "originals": 1}]},
]


def _choices(page: str) -> dict[str, str]:
    found = re.findall(r'name="truong-hop" value="(\w+)"[^>]*><span lang="vi">([^<]+)', page)
    return {words: key for key, words in found}


def test_nothing_answered_shows_everything_and_a_choice_shows_less(client: Client) -> None:
    given.procedure(components=CASES)

    page = given.page(client, "/thu-tuc/1.000001/chuan-bi/")
    chosen = given.page(client, f"/thu-tuc/1.000001/chuan-bi/?truong-hop={_choices(page)['Đối với nhà ở riêng lẻ']}")

    assert "Đủ 4 loại giấy tờ" in page
    assert "3 trong 4 loại giấy tờ" in chosen
    assert "Bản vẽ nhà" in chosen
    assert "2 bản chính · 1 bản sao" in chosen
    assert "Ý kiến cơ quan tôn giáo</span><small>" not in chosen
    assert chosen.count(" checked>") == 2  # the choice, and "not known" of the one question


def test_a_no_is_kept_in_the_address_that_is_shared_and_printed(client: Client) -> None:
    given.procedure(components=CASES)
    page = given.page(client, "/thu-tuc/1.000001/chuan-bi/")
    question = re.findall(r'name="(\w{8})" value="khong"', page)[0]

    answered = given.page(client, f"/thu-tuc/1.000001/chuan-bi/?{question}=khong&la=%3Cscript%3E&x=co")

    assert "3 trong 4 loại giấy tờ" in answered
    assert f'href="http://testserver/thu-tuc/1.000001/chuan-bi/?{question}=khong"' in answered
    assert "<script>" not in answered
    assert 'class="qr__code"' in answered
    assert " style=" not in answered


def test_how_one_files_is_asked_once_and_stands_in_the_address(client: Client) -> None:
    given.whole_catalogue()

    page = given.page(client, "/thu-tuc/1.001193/chuan-bi/")
    direct = given.page(client, "/thu-tuc/1.001193/chuan-bi/?cach-nop=truc-tiep")

    assert page.count('name="cach-nop"') == 4
    assert "hình thức trực tuyến</b>" not in page
    assert "Tờ khai đăng ký khai sinh" in direct
    assert "Biểu mẫu điện tử tương tác" not in direct
    assert 'chuan-bi/?cach-nop=truc-tiep"' in direct


def test_a_paper_that_a_database_answers_for_is_marked(client: Client) -> None:
    given.whole_catalogue()

    page = given.page(client, "/thu-tuc/1.013225/chuan-bi/")

    assert "Cơ quan tự lấy" in page
    assert "Đủ 53 loại giấy tờ" in page


@pytest.mark.parametrize("query", ["?truong-hop=zzz", "?truong-hop=", "?a=khong&b=co", "?" + "truong-hop=x&" * 200, "?q=%ff"])
def test_odd_answers_take_nothing_away(client: Client, query: str) -> None:
    given.procedure(components=CASES)

    assert "Đủ 4 loại giấy tờ" in given.page(client, f"/thu-tuc/1.000001/chuan-bi/{query}")


def test_a_procedure_without_papers_says_so_and_an_unknown_one_is_a_404(client: Client) -> None:
    given.procedure(components=[])

    assert "Nguồn không ghi giấy tờ nào" in given.page(client, "/thu-tuc/1.000001/chuan-bi/")
    assert client.get("/thu-tuc/9.999999/chuan-bi/").status_code == 404


def test_the_checklist_costs_as_much_as_the_page(client: Client, django_assert_num_queries: pytest.FixtureRequest) -> None:
    given.procedure(components=CASES)
    given.page(client, "/thu-tuc/1.000001/chuan-bi/")

    with django_assert_num_queries(4):  # type: ignore[operator]
        given.page(client, "/thu-tuc/1.000001/chuan-bi/")
