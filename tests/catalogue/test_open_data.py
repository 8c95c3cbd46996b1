"""Open data: a table that proves what it holds, linked data, and a feed whose entries keep their ids."""

import csv
import hashlib
import io
import json
import os
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree  # reads our own feed

import pytest
from django.test import Client
from ninja.testing import TestClient
from tests.catalogue import given
from tests.catalogue.decisions import lists
from tests.catalogue.factories import AT, line, listing
from tests.organization import given as people

from motcua.catalogue.api import router
from motcua.catalogue.operations.decisions.approve import undo_decision
from motcua.catalogue.queries import changes
from motcua.catalogue.queries.citizen import open_data
from motcua.catalogue.rules.open_data import table
from motcua.foundation import clock, paging, stamped
from motcua.organization.public import Kind, Level

pytestmark = pytest.mark.django_db

GOLDEN = Path(__file__).parent / "golden"
ATOM = "{http://www.w3.org/2005/Atom}"
LATER = date(2026, 11, 20)


@pytest.fixture(autouse=True)
def _on_a_known_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamped, "TRUST", 3_600.0)
    monkeypatch.setattr(clock, "now", lambda: AT + timedelta(days=20))
    changes.forget()


def _golden(name: str, body: bytes) -> None:
    """Compare, or write again with MOTCUA_GOLDEN=write and read the difference."""
    path = GOLDEN / name
    if os.environ.get("MOTCUA_GOLDEN") == "write":
        path.write_bytes(body)
    assert body.decode() == path.read_text()


def _two_versions() -> None:
    people.agency("UBND tỉnh An Giang", Kind.PROVINCE, level=Level.PROVINCE)
    given.procedure("1.000001", name="Thủ tục cấp phép thử", requirements="Đủ 18 tuổi", source_url="https://dichvucong.gov.vn/x")
    given.imported([line("1.000001", name="Thủ tục cấp phép thử, tên mới", legal_bases=["2/2026/NĐ-CP"])], effective=LATER)


def test_a_procedure_reads_as_a_government_service(client: Client) -> None:
    _two_versions()

    answer = client.get("/thu-tuc/1.000001.jsonld")

    assert answer["Content-Type"] == "application/ld+json"
    _golden("service.jsonld", answer.content)


def test_what_is_not_known_is_left_out(client: Client) -> None:
    given.imported(listing("1.000001,Chỉ có tên,,,xa,,,src"))

    told = json.loads(client.get("/thu-tuc/1.000001.jsonld").content)

    assert set(told) == {"@context", "@type", "@id", "url", "identifier", "name", "mainEntityOfPage"}


def test_the_feed_tells_new_and_amended_and_keeps_its_ids(client: Client) -> None:
    _two_versions()

    first = client.get("/du-lieu-mo/thay-doi.xml")

    _golden("changes.atom", first.content)
    again = client.get("/du-lieu-mo/thay-doi.xml", headers={"Host": "motcua.example"}, HTTP_HOST="localhost")
    ids = [
        [entry.findtext(f"{ATOM}id") for entry in ElementTree.fromstring(body).iter(f"{ATOM}entry")]
        for body in (first.content, again.content)
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_a_decision_of_a_day_to_come_is_news_of_the_day_on_which_it_was_approved(client: Client) -> None:
    people.agency("UBND tỉnh An Giang", Kind.PROVINCE, level=Level.PROVINCE)
    given.procedure()
    given.procedure("1.000002")
    later = {"effective_on": LATER + timedelta(days=30), "signed_on": AT.date()}
    lists.imported(lists.AMENDED, lists.row("1.000001", limit="03 ngày làm việc"), number="1/QĐ-UBND", **later)
    lists.imported(lists.AMENDED, lists.row("1.000002", limit="03 ngày làm việc"), number="2/QĐ-UBND", effective_on=LATER)

    read = ElementTree.fromstring(client.get("/du-lieu-mo/thay-doi.xml").content)

    days = [found.findtext(f"{ATOM}updated") for found in (read, *read.iter(f"{ATOM}entry"))]
    assert days[:3] == [AT.astimezone(clock.TIME_ZONE).isoformat()] * 3
    assert "20/12/2026" in str(read.find(f"{ATOM}entry").findtext(f"{ATOM}summary"))


def test_an_empty_catalogue_still_has_a_feed_a_table_and_a_page(client: Client) -> None:
    assert ElementTree.fromstring(client.get("/du-lieu-mo/thay-doi.xml").content).findtext(f"{ATOM}updated")
    assert client.get("/du-lieu-mo/thu-tuc.csv")["X-Row-Count"] == "0"
    assert "Chưa có thay đổi nào" in given.page(client, "/du-lieu-mo/")
    assert client.get("/thu-tuc/1.000001.jsonld").status_code == 404


def test_the_table_says_filter_rows_and_hash_of_what_it_sends(client: Client) -> None:
    given.imported(
        [line(f"1.{n:06}", name=f"Thủ tục «{n}», có phẩy", levels=["xa"] if n % 2 else ["tinh"]) for n in range(1, 21)]
    )

    for query, rows, words in (
        ("", 20, "tat-ca"),
        ("?cap=xa", 10, "cap=commune"),
        ("?linh-vuc=thu-nghiem", 20, "linh-vuc=thu-nghiem"),
    ):
        answer = client.get(f"/du-lieu-mo/thu-tuc.csv{query}")
        assert answer.streaming
        body = b"".join(answer.streaming_content)  # type: ignore[arg-type]
        read = list(csv.DictReader(io.StringIO(body.decode())))
        assert (len(read), answer["X-Row-Count"], answer["X-Filter"]) == (rows, str(rows), words)
        assert answer["X-SHA256"] == hashlib.sha256(body).hexdigest()
        assert answer["Content-Length"] == str(len(body))
        assert read[0]["ten"] == f"Thủ tục «{read[0]['ma'][-2:].lstrip('0')}», có phẩy"


@pytest.mark.parametrize("query", ["?cap=huyen", "?linh-vuc=khong-co", "?nganh=khong-co"])
def test_an_unknown_filter_is_no_empty_table(client: Client, query: str) -> None:
    given.procedure()

    assert client.get(f"/du-lieu-mo/thu-tuc.csv{query}").status_code == 404


def test_a_cell_that_a_spreadsheet_would_compute_is_text() -> None:
    read = list(csv.reader(io.StringIO("".join(table.lines([["1.000001", "=1+1", "@x", None]])))))

    assert read[1] == ["1.000001", "'=1+1", "'@x", ""]


@pytest.mark.parametrize(
    "path", ["/thu-tuc/1.000001.jsonld", "/du-lieu-mo/danh-muc.jsonld", "/du-lieu-mo/thay-doi.xml", "/du-lieu-mo/thu-tuc.csv"]
)
def test_who_has_it_already_is_told_so_and_a_change_is_seen(client: Client, path: str) -> None:
    _two_versions()
    first = client.get(path)

    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304
    given.imported([line("1.000001", name="Tên thứ ba")], effective=date(2026, 11, 22))
    changes.forget()
    assert client.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert "max-age=300" in first["Cache-Control"]


def test_the_dataset_names_its_files_with_their_hash_and_its_terms(client: Client) -> None:
    _two_versions()

    told = json.loads(client.get("/du-lieu-mo/danh-muc.jsonld").content)

    table_ = told["distribution"][0]
    assert told["@type"] == "Dataset"
    assert table_["sha256"] == client.get("/du-lieu-mo/thu-tuc.csv")["X-SHA256"]
    assert "license" not in told
    assert "giấy phép" in told["usageInfo"]
    assert table_["sha256"] in given.page(client, "/du-lieu-mo/")


def test_the_api_pages_through_changes_once_and_in_order() -> None:
    given.imported([line(f"1.{n:06}") for n in range(1, 8)])
    given.imported([line(f"1.{n:06}", name="Tên khác") for n in range(1, 4)], effective=LATER)
    api, seen, address = TestClient(router), [], "/changes?since=2026-11-01&size=4"

    following = address
    while following:
        page = api.get(following).json()
        seen += [(one["on"], one["version"], one["code"]) for one in page["items"]]
        following = f"{address}&cursor={page['next']}" if page["next"] else ""

    assert len(seen) == len(set(seen)) == 10
    assert [one[0] for one in seen] == sorted(one[0] for one in seen)
    assert api.get("/changes?since=2026-11-10").json()["items"][0]["kind"] == "amended"


def test_who_follows_changes_misses_none_that_is_approved_later_for_an_earlier_day() -> None:
    """By day of effect, what begins in between would never be asked for again."""
    given.imported([line(f"1.{n:06}") for n in range(1, 4)])
    given.imported([line("1.000001", name="Tên khác")], effective=date(2027, 1, 4))
    api = TestClient(router)

    def news(cursor: str) -> tuple[list[tuple[str, int, str]], str]:
        page = api.get(f"/changes?size=2&cursor={cursor}").json()
        return [(one["code"], one["version"], one["kind"]) for one in page["items"]], page["next"]

    seen, cursor = [], ""
    while (page := news(cursor))[0]:
        seen, cursor = seen + page[0], page[1]
    assert seen[-1] == ("1.000001", 2, "amended")
    assert len(seen) == 4
    assert news(cursor) == ([], cursor)

    decision = lists.imported(lists.AMENDED, lists.row("1.000002", fee="1.000 đồng"), lists.ABOLISHED, lists.row("1.000003"))
    told, cursor = news(cursor)
    told += news(cursor)[0]
    assert set(told) >= {("1.000002", 2, "amended"), ("1.000003", 1, "abolished")}
    cursor = news(cursor)[1]

    assert decision.decision_id
    undo_decision(decision_id=decision.decision_id, reason="Sai tệp", actor=lists.APPROVER, at=AT)
    told, cursor = news(cursor)
    told += news(cursor)[0]
    assert set(told) >= {("1.000002", 2, "withdrawn"), ("1.000003", 1, "new")}


@pytest.mark.parametrize("key", [[1, 2, 3], ["hôm qua", 0, 1], ["2026-11-10", 0], ["2026-11-10", "x", 1]])
def test_a_torn_cursor_of_changes_is_refused(key: list[object]) -> None:
    with pytest.raises(paging.BadCursor):
        open_data.changed_since(date(2026, 11, 1), cursor=paging.encode(key))


def test_a_huge_number_in_a_cursor_is_the_end() -> None:
    given.procedure()

    for kind in (0, 1, 7):
        cursor = paging.encode(["2026-11-02", kind, 10**30])
        assert open_data.changed_since(date(2026, 11, 1), cursor=cursor).rows == ()


def test_heads_of_pages_name_their_other_forms(client: Client) -> None:
    given.procedure()

    assert 'type="application/ld+json" href="/thu-tuc/1.000001.jsonld"' in given.page(client, "/thu-tuc/1.000001/")
    assert 'type="application/atom+xml" href="/du-lieu-mo/thay-doi.xml"' in given.page(client, "/thu-tuc/")


def test_open_data_costs_few_statements(client: Client, django_assert_num_queries: pytest.FixtureRequest) -> None:
    _two_versions()
    client.get("/du-lieu-mo/")
    client.get("/du-lieu-mo/thu-tuc.csv")

    with django_assert_num_queries(2):  # type: ignore[operator]  # versions that begin, versions that end
        client.get("/du-lieu-mo/")
    with django_assert_num_queries(2):  # type: ignore[operator]
        client.get("/du-lieu-mo/thay-doi.xml")
    with django_assert_num_queries(1):  # type: ignore[operator]
        b"".join(client.get("/du-lieu-mo/thu-tuc.csv").streaming_content)  # type: ignore[arg-type]
