"""What may go on of the answers, and what people are told to put right."""

from dataclasses import replace
from typing import Any

import pytest
from tests.eforms.documents import AROUND, choice, day, document, rows, text

from motcua.eforms.facts import Checked, Prefill
from motcua.eforms.rules import checking
from motcua.eforms.rules.document import read


def _check(said: dict[str, Any], **given: Any) -> Checked:
    return checking.check(read(said), given, AROUND)


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        (text(), "  Trần   Thị B ", "Trần Thị B"),
        (day(), "5/11/1990", "1990-11-05"),
        (day(), "05111990", "1990-11-05"),
        (day(), "1990-11-05", "1990-11-05"),
        ({"type": "string", "format": "phone", "title": "ĐT"}, "+84 918 012.264", "0918012264"),
        ({"type": "string", "format": "identity-number", "title": "Số"}, "089 123 456 789", "089123456789"),
        ({"type": "string", "format": "enterprise-code", "title": "Mã"}, "1600123456", "1600123456"),
        ({"type": "string", "format": "email", "title": "Thư"}, "a.b@angiang.gov.vn", "a.b@angiang.gov.vn"),
        ({"type": "integer", "widget": "money", "title": "Vốn"}, "50.000.000 đồng", 50_000_000),
        ({"type": "number", "title": "Diện tích"}, "120,5", 120.5),
        ({"type": "number", "title": "Diện tích"}, "1.250,5", 1250.5),
        ({"type": "boolean", "title": "Cam đoan"}, "on", True),
        (choice(), "Nữ", "Nữ"),
        (
            {"type": "object", "widget": "address", "title": "Nơi ở"},
            {"province": "Tỉnh An Giang", "commune": "long xuyên", "detail": "Số 1  Tôn Đức Thắng"},
            {"province": "Tỉnh An Giang", "commune": "Phường Long Xuyên", "detail": "Số 1 Tôn Đức Thắng"},
        ),
    ],
)
def test_what_people_type_becomes_one_value(field: dict[str, Any], typed: Any, kept: Any) -> None:
    checked = _check(document(x=field), x=typed)

    assert checked.errors == ()
    assert checked.values == {"x": kept}


@pytest.mark.parametrize(
    ("field", "typed", "vi"),
    [
        (day(notAfter="today"), "23/11/2026", "Ngày sinh không thể sau hôm nay, 22/11/2026."),
        (day(notBefore="2026-01-01"), "31/12/2025", "Ngày sinh không thể trước 01/01/2026."),
        (day(), "30/02/2026", "Ngày sinh cần là một ngày có thật, viết như 05/11/2026."),
        (day(), "11/2026", "Ngày sinh cần là một ngày có thật, viết như 05/11/2026."),
        (day(), "01/01/0026", "Ngày sinh cần là một ngày có thật, viết như 05/11/2026."),
        (text(minLength=5), "Bé", "Họ tên cần ít nhất 5 ký tự."),
        (text(maxLength=3), "Trần Thị B", "Họ tên dài 10 ký tự, nhiều nhất 3."),
        (text("Số GCN", pattern="^[A-Z]{2}[0-9]{6}$", patternHelp="AA 123456", maxLength=9), "AA12", "Số GCN cần viết như sau: AA 123456."),
        (choice(), "Khác", "Giới tính chọn một trong các lựa chọn đã cho."),
        ({"type": "string", "format": "identity-number", "title": "Số định danh"}, "35012345", "Số định danh cần đủ 12 chữ số."),
        ({"type": "string", "format": "phone", "title": "Điện thoại"}, "0918 abc", "Điện thoại cần là số điện thoại, ví dụ 0918 012 264."),
        ({"type": "integer", "title": "Số con", "maximum": 20}, "1.5", "Số con cần là số nguyên."),
        ({"type": "integer", "title": "Số con", "maximum": 20}, "1.500", "Số con nhiều nhất là 20."),
        ({"type": "number", "title": "Diện tích"}, "chín", "Diện tích cần là số, viết như 1.250 hoặc 1.250,5."),
        (
            {"type": "object", "widget": "address", "title": "Nơi ở"},
            {"province": "Tỉnh An Giang", "commune": "Phường Mỹ Bình"},
            "Nơi ở «Phường Mỹ Bình» không phải xã, phường, đặc khu nào của Tỉnh An Giang từ 01/7/2025.",
        ),
        ({"type": "object", "widget": "address", "title": "Nơi ở"}, {"commune": "Óc Eo"}, "Nơi ở chưa chọn tỉnh, thành phố."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_in_words_that_help(field: dict[str, Any], typed: Any, vi: str) -> None:
    checked = _check(document(x=field), x=typed)

    assert [error.vi for error in checked.errors] == [vi]
    assert checked.values == {}
    assert all(error.en and error.en != error.vi for error in checked.errors)


@pytest.mark.parametrize("raw", [[], {}, 3, True, ["a"], {"province": 3}, "\0", "\ud800", 10**400])
def test_values_of_the_wrong_shape_are_refused_not_broken(raw: Any) -> None:
    fields = {"a": text(), "b": day(), "c": {"type": "number", "title": "Số"}, "d": {"type": "object", "widget": "address", "title": "Nơi ở"},
              "e": rows(), "f": choice(), "g": {"type": "boolean", "title": "Có"}}  # fmt: skip

    checked = _check(document(**fields), **dict.fromkeys(fields, raw))

    assert all(error.vi.endswith(".") for error in checked.errors)


def test_a_hidden_field_is_neither_asked_nor_passed_on() -> None:
    said = document(
        ("married",),
        married=choice("Đã kết hôn", "Có", "Không"),
        spouse=text("Vợ hoặc chồng", shownWhen={"field": "married", "equals": "Có"}, requiredWhenShown=True),
        job=text("Nghề của vợ hoặc chồng", shownWhen={"field": "spouse", "filled": True}),
    )

    assert [error.vi for error in _check(said, married="Có").errors] == ["Vợ hoặc chồng chưa điền."]
    assert _check(said, married="Không", spouse="Lê C", job="May").values == {"married": "Không"}


def test_a_field_behind_a_hidden_field_is_hidden_even_if_it_asks_for_not_ticked() -> None:
    said = document(
        a=choice("A", "Có", "Không"),
        b={"type": "boolean", "title": "B", "shownWhen": {"field": "a", "equals": "Có"}},
        c=text("C", shownWhen={"field": "b", "equals": False}),
    )

    assert _check(said, a="Không", c="x").values == {"a": "Không"}
    assert _check(said, a="Có", c="x").values == {"a": "Có", "c": "x"}


def test_rows_left_empty_are_no_rows_and_errors_name_the_row() -> None:
    said = document(("children",), children=rows(required=("name",), properties={"name": text(), "born": day(notAfter="today")}))

    checked = _check(said, children=[{"name": ""}, {"name": "An", "born": ""}, {"name": "", "born": "01/01/2027"}])

    assert checked.values == {"children": [{"name": "An"}, {}]}
    assert [(error.pointer, error.vi) for error in checked.errors] == [
        ("/children/2/name", "Họ tên (3) chưa điền."),
        ("/children/2/born", "Ngày sinh (3) không thể sau hôm nay, 22/11/2026."),
    ]


def test_each_row_shows_its_own_fields() -> None:
    inside = {"kind": choice("Loại", "Đất", "Nhà"), "floors": text("Số tầng", shownWhen={"field": "kind", "equals": "Nhà"})}

    checked = _check(
        document(things=rows(properties=inside)), things=[{"kind": "Đất", "floors": "2"}, {"kind": "Nhà", "floors": "3"}]
    )

    assert checked.values == {"things": [{"kind": "Đất"}, {"kind": "Nhà", "floors": "3"}]}


@pytest.mark.parametrize(("count", "code"), [(0, "too_few"), (4, "too_many")])
def test_too_few_and_too_many_rows_are_said(count: int, code: str) -> None:
    checked = _check(document(children=rows(minItems=1, maxItems=3)), children=[{"name": "An"}] * count)

    assert [error.code for error in checked.errors] == [code]


def test_what_the_state_knows_stands_before_what_was_typed() -> None:
    said = read(document(("name",), name=text(prefill="applicant.full_name")))

    checked = checking.check(said, {"name": "Người Khác"}, replace(AROUND, known={Prefill.FULL_NAME: "Trần Thị Bích"}))

    assert checked.values == {"name": "Trần Thị Bích"}


def test_an_answer_to_a_question_that_is_not_there_is_refused() -> None:
    checked = _check(document(x=text(), children=rows()), y="1", children=[{"name": "An", "age": 3}])

    assert [(error.pointer, error.code) for error in checked.errors] == [("/y", "not_asked"), ("/children/0/age", "not_asked")]
