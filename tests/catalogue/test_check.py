"""What the catalogue finds wrong with itself."""

from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.catalogue import given
from tests.catalogue.factories import Keeper, listing

from motcua.catalogue.facts import Property, SetProperty
from motcua.catalogue.models import ProcedureVersion, ProcessStep
from motcua.catalogue.operations.edits.deciding import approve_edit, ask_edit
from motcua.catalogue.queries.control.check import check, links
from motcua.catalogue.queries.parts import incomplete
from motcua.foundation.confidence import Confidence

DAY = date(2026, 11, 23)
AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_a_whole_procedure_with_a_process_has_nothing_wrong() -> None:
    given.procedure()

    found = check(on=DAY)

    assert (found.public, found.incomplete, found.too_long, found.without_process, found.name_only) == (1, (), (), (), 0)
    assert [link for link in found.dead_links if link.kind != "life_event"] == []


def test_what_has_only_a_name_or_no_process_is_told() -> None:
    given.procedure(time_limit=None, channels=[])
    given.imported(listing("1.000009,Chỉ có tên,Thử,Bộ Y tế,tinh,,,x"))

    found = check(on=DAY)

    assert found.name_only == 1
    assert found.without_process == ("1.000001",)
    assert {one.code: [str(part) for part in one.missing] for one in found.incomplete} == {
        "1.000001": ["manner", "time_limit"],
        "1.000009": ["steps", "manner", "components", "time_limit", "applicants", "agencies"],
    }


def test_a_process_longer_than_the_law_allows_is_told() -> None:
    given.procedure()
    ProcessStep.objects.filter(key="examine").update(minutes=10_000)  # as a restored database may hold it: no operation makes one

    (long,) = check(on=DAY).too_long

    assert (long.code, long.allowed) == ("1.000001", 5 * 480)
    assert long.minutes > 10_000


def test_a_process_of_a_same_day_matter_that_takes_days_is_told() -> None:
    given.procedure("1.001193", time_limit=None, channels=[])
    ProcessStep.objects.filter(key="examine").update(minutes=10_000)

    assert [(long.code, long.allowed) for long in check(on=DAY).too_long] == [("1.001193", 120)]


def test_references_that_lead_nowhere_are_told() -> None:
    given.procedure(
        source_url="ftp://cu",
        components=[{"case": "", "items": [{"name": "Đơn", "originals": 1, "copies": 0, "has_form": True, "form_file": ""}]}],
    )
    asked = SetProperty(
        codes=("1.000001",), name=Property.COMPETENT, value="agency:999999", valid_from=DAY, basis="x", confidence=Confidence.READ
    )
    edit = ask_edit(asked=asked, actor=Keeper(label="user:1", roles=frozenset({"control"})), at=AT)
    approve_edit(edit_id=edit.id, actor=Keeper(label="user:2", roles=frozenset({"control"})), at=AT)

    found = {(link.kind, link.code, link.target) for link in check(on=DAY).dead_links if link.kind != "life_event"}

    assert found == {
        ("closed_agency", "1.000001", "agency:999999"), ("form_without_file", "1.000001", "Đơn"), ("bad_address", "1.000001", "ftp://cu"),
    }  # fmt: skip
    assert ("life_event", "sinh-con", "1.001193") in {(link.kind, link.code, link.target) for link in check(on=DAY).dead_links}


def test_addresses_outside_are_listed_with_who_shows_them() -> None:
    given.procedure(source_url="https://dichvucong.gov.vn/1")
    given.procedure("1.000002")

    assert links(on=DAY) == (("1.000001", "https://dichvucong.gov.vn/1"),)


def test_the_number_of_statements_does_not_grow_with_the_catalogue(django_assert_max_num_queries) -> None:
    for number in range(1, 12):
        given.procedure(f"1.00000{number:02}"[:8])
    check(on=DAY)  # what is kept in memory is read once

    with django_assert_max_num_queries(14):
        check(on=DAY)


def test_the_steps_of_many_processes_that_may_be_too_long_are_read_at_once() -> None:
    for number in range(1, 6):
        given.procedure(f"1.00000{number}")
    ProcessStep.objects.filter(key="examine").update(minutes=10_000)

    with CaptureQueriesContext(connection) as asked:
        found = check(on=DAY).too_long

    assert len(found) == 5
    assert sum("catalogue_processstep" in one["sql"] for one in asked) == 2  # their sums, their steps


def test_after_a_change_only_versions_not_met_before_are_read_for_what_they_leave_out(django_assert_num_queries) -> None:
    given.procedure("1.000001", steps="")
    before = incomplete(on=DAY)
    given.procedure("1.000002", time_limit=None, channels=[])

    with django_assert_num_queries(2) as asked:
        after = incomplete(on=DAY)
    with django_assert_num_queries(1):
        assert incomplete(on=DAY) == after

    assert [one.code for one in after[1]] == [*(one.code for one in before[1]), "1.000002"]
    new = ProcedureVersion.objects.get(procedure__code="1.000002").id
    assert f" IN ({new})" in asked[1]["sql"]
