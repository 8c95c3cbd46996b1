"""What a decision says against what stands, against another decision, or against itself is refused with its reason."""

from datetime import date, timedelta

import pytest
from tests.catalogue import given
from tests.catalogue.decisions import lists
from tests.catalogue.decisions.lists import ABOLISHED, AMENDED, EFFECT, NEW, REPLACED, reasons, row
from tests.catalogue.factories import line

from motcua.catalogue.queries.decisions.files import preview_decision, read_decision

pytestmark = pytest.mark.django_db

LATER = EFFECT + timedelta(days=10)


def test_contradictions_are_refused_with_their_reason() -> None:
    given.procedure("1.000001")
    given.procedure("1.000002")
    given.procedure("1.000003")
    given.imported([line("1.000003", name="Bản sau")], effective=EFFECT + timedelta(days=3))
    lists.imported(ABOLISHED, row("1.000002"), number="1/QĐ-UBND", effective_on=date(2026, 11, 20))

    seen = lists.previewed(
        NEW, row("1.000001"), AMENDED, row("1.000002"), row("1.000003"), row("1.000404"), ABOLISHED, row("1.000404", "Khác")
    )

    assert reasons(seen) == [
        ("1.000001", "already_in_force"),
        ("1.000002", "ended_code"),
        ("1.000003", "later_version"),
        ("1.000404", "unknown_code"),
        ("1.000404", "duplicate_in_file"),
    ]
    assert all(one.detail and one.detail_en and "dòng" in one.place for one in seen.refused)


@pytest.mark.parametrize("first", [AMENDED, ABOLISHED])
def test_two_decisions_do_not_change_one_procedure_on_one_day(first: str) -> None:
    given.procedure()
    lists.imported(first, row("1.000001", limit="03 ngày làm việc"), number="1/QĐ-UBND")

    seen = lists.previewed(AMENDED, row("1.000001", limit="02 ngày làm việc"))

    assert reasons(seen) == [("1.000001", "two_decisions")]
    assert "1/QĐ-UBND" in seen.refused[0].detail


def test_what_one_line_replaces_no_other_line_amends() -> None:
    given.procedure()
    headings = ("STT", "Mã TTHC bị thay thế", "Mã TTHC", "Tên TTHC")
    rows = (REPLACED, ["1", "1.000001", "1.000009", "Mới"], AMENDED, ["2", "", "1.000001", "Cũ"])
    file = read_decision(lists.workbook(*rows, headings=headings), name="x")

    seen = preview_decision(file=file, given=lists.given(), on=given.FIRST_DAY)

    assert reasons(seen) == [("1.000009", "replaced_and_kept")]


@pytest.mark.parametrize("then", [AMENDED, ABOLISHED])
def test_a_decision_does_not_silently_take_the_place_of_one_that_abolishes_later(then: str) -> None:
    given.procedure()
    lists.imported(ABOLISHED, row("1.000001"), number="1/QĐ-UBND", effective_on=LATER)

    seen = lists.previewed(then, row("1.000001", limit="02 ngày làm việc"))

    assert reasons(seen) == [("1.000001", "ends_later")]
    assert f"{LATER:%d/%m/%Y}" in seen.refused[0].detail


def test_what_a_later_decision_abolishes_is_not_replaced_before() -> None:
    given.procedure()
    lists.imported(ABOLISHED, row("1.000001"), number="1/QĐ-UBND", effective_on=LATER)
    headings = ("STT", "Mã TTHC bị thay thế", "Mã TTHC", "Tên TTHC")
    file = read_decision(lists.workbook(REPLACED, ["1", "1.000001", "1.000009", "Mới"], headings=headings), name="x")

    seen = preview_decision(file=file, given=lists.given(), on=given.FIRST_DAY)

    assert reasons(seen) == [("1.000009", "ends_later")]
