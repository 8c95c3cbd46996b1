"""A form as the public fills it in, without scripts."""

import html
import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.eforms import given
from tests.eforms.given import AT, CODE, DESIGNER

from motcua.eforms.models import FormVersion
from motcua.eforms.operations import approving

pytestmark = pytest.mark.django_db
PAGE = f"/thu-tuc/{CODE}/bieu-mau/"
ANSWERS = {"name": "Trần Thị Bích", "born": "05/02/1990", "married": "Không", "children.n": "1"}


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.foundation.clock.now", lambda: AT)


def _post(client: Client, do: str = "kiem-tra", **more: str) -> tuple[int, str]:
    response = client.post(PAGE, ANSWERS | more | {"_do": do})
    return response.status_code, html.unescape(response.content.decode())


def test_the_page_asks_and_says_that_the_form_is_not_compared_yet(client: Client) -> None:
    given.in_use()

    page = html.unescape(client.get(PAGE).content.decode())

    assert "Tờ khai thử" in page
    assert "Chưa đối chiếu với mẫu chính thức" in page
    assert "Máy chủ không giữ lại gì" in page
    assert 'data-when="married" data-wanted=\'["Có"]\' hidden' in page or 'data-wanted="["Có"]" hidden' in page


def test_a_procedure_without_a_form_has_no_such_page_and_no_link(client: Client) -> None:
    from tests.catalogue import given as catalogues  # noqa: PLC0415

    catalogues.procedure(CODE)

    assert client.get(PAGE).status_code == 404
    assert client.get("/thu-tuc/khong-co/bieu-mau/").status_code == 404
    assert "Có mẫu điền sẵn" not in client.get(f"/thu-tuc/{CODE}/").content.decode()


def test_the_page_of_the_procedure_leads_to_the_form(client: Client) -> None:
    given.in_use()

    page = client.get(f"/thu-tuc/{CODE}/").content.decode()

    assert "Có mẫu điền sẵn" in page
    assert f'href="{PAGE}"' in page


def test_errors_stand_on_top_with_links_and_what_was_typed_stays(client: Client) -> None:
    given.in_use()

    status, page = _post(client, born="31/02/1990", married="Có")

    assert status == 422
    assert "Còn 2 chỗ cần sửa" in page
    assert '<a href="#f-born">Thông tin chung: Ngày sinh cần là một ngày có thật' in page
    assert '<a href="#f-spouse">Thông tin chung: Vợ hoặc chồng chưa điền.' in page
    assert 'value="31/02/1990"' in page
    assert 'value="Trần Thị Bích"' in page


def test_answers_in_order_are_read_over_and_printed_and_nothing_is_kept(client: Client) -> None:
    version_id = given.in_use()
    before = FormVersion.objects.values().get(pk=version_id)

    status, page = _post(
        client, **{"children.n": "2", "children.0.name": "Trần Văn An", "children.1.name": "", "ban": str(version_id)}
    )

    assert status == 200
    for words in ("Trần Thị Bích", "05/02/1990", "Trần Văn An", "Người khai", "Máy chủ không giữ lại gì của trang này"):
        assert words in page
    assert FormVersion.objects.values().get(pk=version_id) == before


def test_one_can_go_back_from_reading_with_everything_in_its_place(client: Client) -> None:
    given.in_use()
    _, page = _post(client, **{"children.0.name": "Trần Văn An", "pledge": "on"})
    carried = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page))

    response = client.post(PAGE, {**carried, "_do": "sua"})

    again = html.unescape(response.content.decode())
    assert response.status_code == 200
    assert 'name="children.0.name"' in again
    assert 'value="Trần Văn An"' in again
    assert re.search(r'name="pledge" value="on" checked', again)


def test_rows_come_and_go_by_buttons_and_keep_what_was_typed(client: Client) -> None:
    given.in_use()

    status, page = _post(client, "add:children", **{"children.0.name": "An"})
    assert status == 200
    assert 'name="children.1.name"' in page
    assert "errsum" not in page

    rows = {"children.n": "2", "children.0.name": "An", "children.1.name": "Bình"}
    _, page = _post(client, "remove:children.0", **rows)
    assert 'name="children.0.name" type="text" inputmode="text" value="Bình"' in page
    assert 'name="children.1.name"' not in page


def test_no_more_rows_than_the_form_allows(client: Client) -> None:
    given.in_use()

    _, page = _post(client, "add:children", **{"children.n": "3", "children.2.name": "Ba"})

    assert 'name="children.3.name"' not in page
    assert 'value="add:children"' not in page


@pytest.mark.parametrize(
    "do", ["add:", "add:name", "add:children.0", "remove:children.99", "remove:x.0", "bậy", "add:children.0.name"]
)
def test_buttons_that_the_page_does_not_have_change_nothing(client: Client, do: str) -> None:
    given.in_use()

    assert _post(client, do)[0] == 200


def test_a_choice_shows_its_question_when_the_page_is_sent_again(client: Client) -> None:
    given.in_use()

    _, page = _post(client, "hien", married="Có")

    assert "hidden" not in re.search(r'data-when="married"[^>]*>', page)[0]  # type: ignore[index]


@pytest.mark.parametrize("name", ["children.n", "name", "_do", "la", "children.0.name"])
@pytest.mark.parametrize("value", ["", "-1", "9" * 400, "\0", "<script>alert(1)</script>", "１"])
def test_what_no_browser_sends_is_answered_in_words(client: Client, name: str, value: str) -> None:
    given.in_use()
    client.raise_request_exception = False

    response = client.post(PAGE, ANSWERS | {name: value})

    assert response.status_code in {200, 400, 422}
    assert "<script>alert" not in response.content.decode()


def test_a_form_that_changed_in_between_is_shown_again_before_it_is_accepted(client: Client) -> None:
    given.in_use()

    status, page = _post(client, ban="999999")

    assert status == 200
    assert "Biểu mẫu vừa đổi sang bản mới" in page
    assert 'value="Trần Thị Bích"' in page


def test_two_cases_are_chosen_between(client: Client) -> None:
    given.in_use()
    given.approve(given.draft("to-khai-uy-quyen", case="Ủy quyền"))

    page = client.get(PAGE).content.decode()

    assert "?mau=to-khai-uy-quyen" in page
    assert client.get(PAGE + "?mau=to-khai-uy-quyen").status_code == 200


def test_a_withdrawn_form_is_no_longer_given_out(client: Client) -> None:
    version_id = given.in_use()
    approving.withdraw_version(version_id=version_id, reason="Sai", actor=DESIGNER, at=AT - timedelta(hours=1))

    assert client.get(PAGE).status_code == 404
