"""Public pages: honest, readable without script, with a known number of statements."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.catalogue import given
from tests.catalogue.factories import AT, line, listing

from motcua.foundation import clock, stamped

pytestmark = pytest.mark.django_db

LATER = AT + timedelta(days=20)


@pytest.fixture(autouse=True)
def _on_a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamped, "TRUST", 3_600.0)
    monkeypatch.setattr(clock, "now", lambda: LATER)


def test_a_procedure_is_found_by_words_and_read(client: Client) -> None:
    given.procedure("1.001193", name="Thủ tục đăng ký khai sinh")

    found = given.page(client, "/thu-tuc/?q=lam+giay+khai+sinh")
    page = given.page(client, "/thu-tuc/1.001193/")

    assert "/thu-tuc/1.001193/" in found
    for words in ("Bao lâu", "Tốn bao nhiêu", "Mang gì", "Ở đâu", "Miễn phí", "Đơn đề nghị theo mẫu", "chưa phê duyệt"):
        assert words in page


def test_what_the_source_does_not_say_is_said_to_be_unsaid(client: Client) -> None:
    given.procedure(time_limit=None, channels=[], components=[], legal_bases=[], steps="", agencies="")

    page = given.page(client, "/thu-tuc/1.000001/")

    assert page.count("Nguồn không ghi") >= 5
    assert "Chưa nhận hồ sơ thủ tục này ở đây" in page


def test_who_files_over_the_net_is_led_to_the_national_portal(client: Client) -> None:
    """Nothing is taken over the net here."""
    here, nowhere = "https://dichvucong.gov.vn/thu-tuc-hanh-chinh/x", "https://dichvucong.gov.vn/"
    given.imported([line("1.000001", source_url=here), line("1.000002")])

    for code, address in (("1.000001", here), ("1.000002", nowhere)):
        page = given.page(client, f"/thu-tuc/{code}/")
        assert f'<a href="{address}" rel="external noreferrer">hoặc nộp trên mạng</a>' in page
        assert f'<a href="{address}" rel="external noreferrer">Nộp trên Cổng Dịch vụ công quốc gia</a>' in page
        told = json.loads(client.get(f"/thu-tuc/{code}.jsonld").content)
        ways = {way["name"]: way["serviceUrl"] for way in told["availableChannel"]}
        assert ways == {"Trực tiếp": f"http://testserver/thu-tuc/{code}/", "Trực tuyến": address}


def test_how_to_file_and_its_form_come_before_the_code_to_scan(client: Client) -> None:
    given.procedure()

    page = given.page(client, "/thu-tuc/1.000001/")

    assert page.index('id="cach-nop"') < page.index('id="giay-to"') < page.index('class="qr__code"')


def test_a_bare_name_is_shown_as_such(client: Client) -> None:
    given.imported(listing("1.000001,Chỉ có tên,Thử,,xa,,,src"))

    page = given.page(client, "/thu-tuc/1.000001/")

    assert "Mới có tên, chưa có nội dung" in page
    assert "Bao lâu" not in page


def test_an_empty_answer_says_what_to_do_next(client: Client) -> None:
    given.procedure()

    page = given.page(client, "/thu-tuc/?q=zzzzqqqq")

    assert "Không thấy thủ tục nào cho «zzzzqqqq»" in page
    assert "Theo việc trong đời" in page


def test_words_of_a_visitor_and_of_a_source_are_escaped(client: Client) -> None:
    given.procedure(name="<script>alert(1)</script> tên", steps="<b>x</b>", source_url="javascript:alert(1)")

    for address, said in (
        ("/thu-tuc/?q=<script>alert(2)</script>", "&lt;script&gt;alert(2)"),
        ("/thu-tuc/?q=ten", "&lt;script&gt;alert(1)"),
        ("/thu-tuc/1.000001/", "&lt;b&gt;x&lt;/b&gt;"),
    ):
        page = given.page(client, address)
        assert said in page
        assert "<script>alert" not in page
        assert "<b>x</b>" not in page
        assert "javascript:" not in page


def test_an_older_version_is_marked_and_leads_back(client: Client) -> None:
    given.procedure(name="Tên cũ", legal_bases=[])
    given.imported([_renamed()], effective=clock.local_day(LATER))

    page = given.page(client, "/thu-tuc/1.000001/?ban=1")

    assert "Tên cũ" in page
    assert "không còn hiệu lực" in page
    assert "Xem bản đang có hiệu lực" in page


def test_what_is_in_force_is_not_called_old_because_a_change_is_coming(client: Client) -> None:
    given.procedure(name="Tên cũ")
    given.imported([_renamed()], effective=clock.local_day(LATER) + timedelta(days=9))

    now, coming = (given.page(client, f"/thu-tuc/1.000001/{asked}") for asked in ("", "?ban=2"))

    assert "Từ 01/12/2026 thủ tục này thay đổi." in now
    assert "Xem bản đang có hiệu lực" not in now
    assert "/thu-tuc/1.000001/chuan-bi/" in now
    assert "chưa có hiệu lực: áp dụng từ 01/12/2026" in coming
    assert "/thu-tuc/1.000001/chuan-bi/" not in coming


def _renamed() -> bytes:
    return line(name="Tên mới")


@pytest.mark.parametrize("address", ["/thu-tuc/9.999999/", "/thu-tuc/abc/", "/thu-tuc/1.00119/"])
def test_an_unknown_code_is_a_404(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        "?cap=zzz",
        "?linh-vuc=khong-co",
        "?viec=khong-co",
        "?nganh=khong-co",
        "?nganh=bo-tu-phap&q=phep",
        "goi-y/?q=x",
        "goi-y/?q=" + "y" * 3_000,
        "goi-y/?q=<b>",
        "?q=" + "x" * 5_000,
        "?q=%ff",
        "?viec=sinh-con",
        "?cap=xa&linh-vuc=thu-nghiem",
    ],
)
def test_odd_addresses_still_give_a_page(client: Client, query: str) -> None:
    given.procedure()

    given.page(client, f"/thu-tuc/{query}")


def test_an_empty_catalogue_shows_doors_with_nothing_behind_them(client: Client) -> None:
    page = given.page(client, "/thu-tuc/")

    assert page.count("0 thủ tục") == 2
    assert "UNDEFINED" not in page


def test_a_torn_page_mark_is_refused(client: Client) -> None:
    assert client.get("/thu-tuc/?sau=%%%").status_code == 422


def test_a_search_with_a_nul_is_refused_with_a_page(client: Client) -> None:
    refused = client.get("/thu-tuc/?q=%00")

    assert refused.status_code == 400
    assert "<h1" in refused.content.decode()


def test_pages_carry_no_inline_style_or_script(client: Client) -> None:
    given.procedure()

    for address in ("/thu-tuc/", "/thu-tuc/1.000001/"):
        page = given.page(client, address)
        assert " style=" not in page
        assert "<script>" not in page
        assert " onclick" not in page


def test_a_procedure_page_costs_five_statements(client: Client, django_assert_num_queries: pytest.FixtureRequest) -> None:
    given.procedure()
    given.page(client, "/thu-tuc/1.000001/")  # properties and fee rules are kept in memory from the first page on

    with django_assert_num_queries(5):  # type: ignore[operator]  # versions, version, papers, steps, forms
        given.page(client, "/thu-tuc/1.000001/")


def test_browsing_by_name_reaches_every_procedure_once(client: Client) -> None:
    given.imported([_numbered(n) for n in range(1, 46)])
    codes: list[str] = []
    address = "/thu-tuc/"
    while address:
        page = given.page(client, address)
        codes += re.findall(r'href="/thu-tuc/(1\.00\d{4})/"', page)
        following = re.search(r'href="(\?sau=[^"]+)" rel="next"', page)
        address = f"/thu-tuc/{following.group(1)}" if following else ""

    assert len(codes) == len(set(codes)) == 45


def _numbered(number: int) -> bytes:
    return line(f"1.{number:06}", name=f"Thủ tục số {number}")
