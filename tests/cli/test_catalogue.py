"""`motcua catalogue`: what a control office asks of the catalogue at the command line."""

import http.server
import threading
from collections.abc import Iterator

import pytest
from tests.catalogue import given
from tests.catalogue.decisions import lists
from tests.cli.words import Words

from motcua.cli.links import silent


@pytest.mark.django_db
def test_a_check_tells_what_is_missing_and_ends_well(motcua: Words) -> None:
    given.procedure(steps="")

    told = motcua.done("catalogue", "check", "--on", "2026-11-23")

    assert told["completeness"]["public"] == 1
    assert [(one["code"], one["missing"]) for one in told["completeness"]["incomplete"]] == [("1.000001", ["steps"])]
    assert told["processes"]["too_long"] == []
    assert told["dead_links"]["addresses"] is None


@pytest.mark.django_db
def test_a_check_in_words_speaks_both_languages(motcua: Words) -> None:
    given.procedure(steps="")

    code, told, _ = motcua("catalogue", "check", "--on", "2026-11-23")

    assert code == 0
    assert "Đủ bộ phận / complete: 0 / 1" in told
    assert "thiếu / missing Trình tự thực hiện" in told


@pytest.mark.django_db
def test_what_was_published_is_told_procedure_by_procedure_with_its_clock(motcua: Words) -> None:
    given.procedure()
    lists.imported(lists.AMENDED, lists.row("1.000001", fee="1.000 đồng"))

    told = motcua.done("catalogue", "published", "--since", "2026-11-01", "--until", "2026-12-01", "--on", "2026-11-23")
    _, said, _ = motcua("catalogue", "published", "--since", "2026-12-01", "--until", "2027-01-01", "--on", "2026-11-23")

    (one,) = told["items"]
    assert (one["code"], one["act"], one["signed_on"], one["signed_days_late"]) == ("1.000001", "amended", "2026-11-02", 0)
    assert one["portal_signed_in_time"] is True
    assert said.startswith("0 thủ tục công bố")


@pytest.fixture
def portal() -> Iterator[str]:
    class Page(http.server.BaseHTTPRequestHandler):
        def do_HEAD(self) -> None:
            self.send_response({"/co": 200, "/mat": 404}.get(self.path, 500))
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Page)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_addresses_that_give_no_page_are_told_with_what_they_said(portal: str) -> None:
    asked: list[int] = []
    links = [("1.000001", f"{portal}/co"), ("1.000002", f"{portal}/mat"), ("1.000003", "http://127.0.0.1:1/tat")]

    found = list(silent(links, progress=asked.append))

    assert [(one.code, one.said) for one in found] == [("1.000002", "404"), ("1.000003", "URLError")]
    assert asked == [1, 2, 3]
