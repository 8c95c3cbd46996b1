"""Which form holds on which day, and how numbers, times and headings are written."""

from datetime import date

import pytest
from tests.dossiers.given import vn

from motcua.foundation.confidence import Confidence
from motcua.owed_documents import queries
from motcua.owed_documents.facts import Kind
from motcua.owed_documents.rules import form_sets, writing
from motcua.owed_documents.rules.form_sets import NoFormInForce


def test_every_kind_has_a_form_on_every_day_since_the_one_stop_decree() -> None:
    for day in (date(2025, 7, 1), date(2025, 9, 14), date(2025, 9, 15), date(2026, 11, 23), date(2030, 1, 1)):
        for kind in Kind:
            form_sets.in_force(queries.forms(), kind, on=day, by_centre=False)


def test_a_centre_and_another_desk_sign_receipts_with_symbols_of_their_own() -> None:
    day = date(2026, 11, 16)

    assert form_sets.in_force(queries.forms(), Kind.RECEIPT, on=day, by_centre=True).symbol == "TTPVHCC"
    assert form_sets.in_force(queries.forms(), Kind.RECEIPT, on=day, by_centre=False).symbol == "BPTNTKQ"


def test_before_the_first_set_no_number_is_invented() -> None:
    with pytest.raises(NoFormInForce):
        form_sets.in_force(queries.forms(), Kind.REFUSAL, on=date(2025, 6, 30), by_centre=True)


def test_the_form_that_nobody_has_read_says_so() -> None:
    stop = form_sets.in_force(queries.forms(), Kind.STOP_NOTICE, on=date(2026, 1, 1), by_centre=True)

    assert stop.confidence == Confidence.INFERRED
    assert "đối chiếu" in stop.note


def test_numbers_below_ten_have_a_nought() -> None:
    assert [writing.number_text(n, "PBS") for n in (1, 9, 10, 12345)] == ["01/PBS", "09/PBS", "10/PBS", "12345/PBS"]


def test_a_moment_is_said_in_vietnamese_time() -> None:
    assert writing.moment_text(vn("2026-11-23 17:00")) == "17 giờ 00 phút, ngày 23/11/2026"
    assert writing.hour_text(vn("2026-11-23 07:05")) == "07 giờ 05 phút, ngày 23/11/2026"
    assert writing.hour_text(vn("2026-11-23 17:00")) == "17 giờ, ngày 23/11/2026"
    assert writing.moment_text(None) == writing.day_text(None) == ""


@pytest.mark.parametrize(
    ("names", "communes", "expected"),
    [
        (("Trung tâm Phục vụ hành chính công phường Rạch Giá", "Phường Rạch Giá"), (False, True), ("UBND phường Rạch Giá", "Rạch Giá")),
        (("Phường Rạch Giá", "UBND tỉnh An Giang"), (True, False), ("UBND tỉnh An Giang", "Rạch Giá")),
        (("Sở Xây dựng", "UBND tỉnh An Giang"), (False, False), ("UBND tỉnh An Giang", "An Giang")),
        (("UBND tỉnh An Giang",), (False,), ("", "An Giang")),
    ],
)  # fmt: skip
def test_the_heading_names_the_body_above_and_the_place(
    names: tuple[str, ...], communes: tuple[bool, ...], expected: tuple[str, str]
) -> None:
    head = writing.heading(names, is_commune=communes, area="tỉnh An Giang")

    assert (head.above, head.place) == expected


def test_a_commune_writes_as_its_committee() -> None:
    assert writing.heading(["Phường Rạch Giá"], is_commune=[True], area="").unit == "Ủy ban nhân dân phường Rạch Giá"
