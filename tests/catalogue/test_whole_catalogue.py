"""The real catalogue, imported once for all tests here: search, screens and processes at full size."""

import gzip
import json
from collections.abc import Iterator
from importlib.resources import files

import pytest
from django.db import transaction
from django.test import Client
from pytest_django import DjangoDbBlocker
from tests.catalogue import given
from tests.catalogue.factories import AT

from motcua.catalogue import public as catalogue
from motcua.catalogue.queries import changes
from motcua.catalogue.queries.citizen import browsing
from motcua.catalogue.queries.finding import browse
from motcua.foundation import clock, stamped
from motcua.foundation.errors import Invalid
from motcua.foundation.text import fold

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_whole", "_kept")]


@pytest.fixture(scope="module")
def _whole(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        given.whole_catalogue()
        yield
        transaction.set_rollback(True)
    changes.forget()


@pytest.fixture
def _kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamped, "TRUST", 3_600.0)
    monkeypatch.setattr(clock, "now", lambda: AT)


def test_nine_of_ten_questions_find_their_procedure_among_the_first_five_with_and_without_diacritics() -> None:
    raw = gzip.decompress((files("motcua.catalogue") / "data" / "questions.jsonl.gz").read_bytes())
    asked = [question for question in map(json.loads, raw.splitlines()) if question["codes"]]
    known = {found.code for found in _all()}
    asked = [question for question in asked if known & set(question["codes"])]

    for spelling in (str, fold):
        found = sum(_hit(spelling(question["question"]), question["codes"]) for question in asked)
        assert found / len(asked) >= 0.9


def test_pages_follow_one_another_without_repeats() -> None:
    first = catalogue.search("giấy phép", size=10)
    second = catalogue.search("giấy phép", size=10, cursor=first.next)

    assert len(first.rows) == len(second.rows) == 10
    assert not {row.code for row in first.rows} & {row.code for row in second.rows}


def test_level_and_field_narrow_what_is_found() -> None:
    rows = catalogue.search("đăng ký", level="commune", field="ho-tich").rows

    assert rows
    assert all("commune" in row.levels and row.field == "Hộ tịch" for row in rows)


def test_a_torn_cursor_is_refused() -> None:
    with pytest.raises(Invalid):
        catalogue.search("giấy phép", cursor="%%%")


def test_an_answer_in_memory_costs_no_statement(django_assert_num_queries: pytest.FixtureRequest) -> None:
    changes.forget()

    with django_assert_num_queries(4):  # type: ignore[operator]  # the stamp, names, processes, properties
        catalogue.search("khai sinh")
    with django_assert_num_queries(0):  # type: ignore[operator]
        catalogue.search("tách thửa")


def test_the_list_costs_four_statements_cold_and_one_warm(
    client: Client, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    changes.forget()

    with django_assert_num_queries(4):  # type: ignore[operator]  # stamp, fields, page, properties
        given.page(client, "/thu-tuc/")
    with django_assert_num_queries(2):  # type: ignore[operator]  # stamp, fields that were merged: kept from then on
        given.page(client, "/thu-tuc/?linh-vuc=ho-tich")
    with django_assert_num_queries(1):  # type: ignore[operator]
        given.page(client, "/thu-tuc/?linh-vuc=dat-dai")
    with django_assert_num_queries(1):  # type: ignore[operator]
        given.page(client, "/thu-tuc/?viec=sinh-con")


def test_a_search_page_costs_no_statement_when_warm(client: Client, django_assert_num_queries: pytest.FixtureRequest) -> None:
    given.page(client, "/thu-tuc/?q=khai+sinh")

    with django_assert_num_queries(0):  # type: ignore[operator]
        given.page(client, "/thu-tuc/?q=tach+thua")


def test_suggestions_while_typing_cost_no_statement_when_warm_and_stay_small(
    client: Client, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    given.page(client, "/thu-tuc/goi-y/?q=khai")

    with django_assert_num_queries(0):  # type: ignore[operator]
        found = given.page(client, "/thu-tuc/goi-y/?q=dang+ky+khai+s")
    assert found.count('role="option"') == 8
    assert 'data-href="/thu-tuc/1.001193/"' in found
    assert len(found) < 4_000


def test_doors_show_as_many_as_stand_behind_them(client: Client) -> None:
    known = browsing.doors(on=given.FIRST_DAY)

    assert known.levels["commune"] > 250
    for door in (*known.fields[:5], *known.fields[-5:]):
        behind = browse(on=given.FIRST_DAY, field=door.slug, size=1_000)
        assert len(behind.rows) == door.count
    ministry = next(door for door in known.ministries if door.name == "Bộ Tư pháp")
    assert len(browse(on=given.FIRST_DAY, ministry=ministry.name, size=1_000).rows) == ministry.count
    page = given.page(client, f"/thu-tuc/?nganh={ministry.slug}&cap=xa&q=chung+thuc")
    assert '<option value="bo-tu-phap" selected>' in page
    assert "2.000815" in page


def test_a_word_typed_wrong_is_put_right_and_offered(client: Client) -> None:
    page = given.page(client, "/thu-tuc/?q=dang+ky+khai+snh")

    assert "Có phải bạn muốn tìm" in page
    assert 'href="/thu-tuc/?q=dang%20ky%20khai%20sinh"' in page
    assert "Có phải bạn muốn tìm" not in given.page(client, "/thu-tuc/?q=dang+ky+khai+sinh")


def test_no_step_of_the_real_catalogue_breaks_its_limit() -> None:
    ready = catalogue.fileable(on=given.FIRST_DAY)

    assert len(ready) > 750
    for found in ready:
        terms = catalogue.terms_in_force(procedure_code=found.code, on=given.FIRST_DAY)
        assert terms.limit or terms.same_day
        if terms.limit and terms.limit[1] == "working_days":
            assert sum(step.minutes for step in terms.steps) <= terms.limit[0] * 480


def _all() -> tuple[catalogue.ProcedureFound, ...]:
    rows: list[catalogue.ProcedureFound] = []
    page = browse(on=given.FIRST_DAY, size=1_000, everything=True)
    rows += page.rows
    while page.next:
        page = browse(on=given.FIRST_DAY, size=1_000, everything=True, cursor=page.next)
        rows += page.rows
    return tuple(rows)


def _hit(question: str, codes: list[str]) -> bool:
    return any(row.code in codes for row in catalogue.search(question, size=5).rows)


def test_what_can_be_received_here_stands_before_what_only_sounds_alike() -> None:
    for words, code in (("khai sinh cho con", "1.001193"), ("khai tử", "1.000656"), ("chứng thực bản sao", "2.000815")):
        assert catalogue.search(words, on=given.FIRST_DAY).rows[0].code == code, words
