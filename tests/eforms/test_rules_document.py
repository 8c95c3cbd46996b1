"""What a document may say, and what is refused, with the place and the reason."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator
from tests.eforms.documents import choice, day, document, rows, text

from motcua.eforms.facts import Kind
from motcua.eforms.rules import patterns, vocabulary
from motcua.eforms.rules.document import FormNotSound, problems, read


def _found(said: object) -> list[tuple[str, str]]:
    return [(problem.pointer, problem.code) for problem in problems(said)]


def test_the_vocabulary_is_itself_a_schema_of_2020_12() -> None:
    Draft202012Validator.check_schema(vocabulary.meta_schema())


def test_a_document_is_read_in_the_order_of_its_sections_and_fields() -> None:
    said = document(("name",), born=day(order=2), name=text(order=1))

    form = read(said)

    assert [(field.key, field.kind, field.required) for field in form.fields] == [
        ("name", Kind.TEXT, True),
        ("born", Kind.DATE, False),
    ]


@pytest.mark.parametrize(
    ("field", "place", "code"),
    [
        (text(colour="red"), "/colour", "unknown_keyword"),
        (text(minimum=3), "/minimum", "unknown_keyword"),
        (text(title=""), "/title", "bad_minLength"),
        ({"type": "string"}, "", "bad_required"),
        ({"type": "file", "title": "Tệp"}, "/type", "bad_enum"),
        (text(widget="slider"), "/widget", "bad_enum"),
        (text(widget="date"), "/widget", "widget_mismatch"),
        (text(widget="select"), "", "choices_missing"),
        (choice(widget="text"), "", "choices_missing"),
        (text(section="khac"), "/section", "section_unknown"),
        (text(prefill="applicant.salary"), "/prefill", "prefill_unknown"),
        (text(pattern="^(a+)+$", maxLength=50, patternHelp="aaa"), "/pattern", "pattern_not_safe"),
        (text(pattern="^a$"), "", "bad_dependentRequired"),
        (text(minLength=9, maxLength=3), "/minLength", "bounds_crossed"),
        (text(notAfter="today"), "/notAfter", "bad_day"),
        (day(notAfter="2026-02-30"), "/notAfter", "bad_day"),
        (text(requiredWhenShown=True), "/requiredWhenShown", "condition_missing"),
        (rows(maxItems=500), "/maxItems", "bad_maximum"),
        ({"type": "object", "title": "Nhóm"}, "", "fields_missing"),
        (text(shownWhen={"field": "vo_hinh", "filled": True}), "/shownWhen/field", "condition_on_unknown_field"),
        (text(shownWhen={"field": "sex", "equals": "Khác"}), "/shownWhen", "condition_never_true"),
        (text(shownWhen={"field": "sex"}), "/shownWhen", "bad_minProperties"),
        (text(shownWhen={"field": "sex", "matches": "N"}), "/shownWhen/matches", "unknown_keyword"),
    ],
)
def test_what_leaves_the_vocabulary_is_refused_at_its_place(field: dict[str, Any], place: str, code: str) -> None:
    assert (f"/properties/x{place}", code) in _found(document(x=field, sex=choice()))


def test_a_key_that_could_not_be_a_name_is_refused() -> None:
    assert _found(document(**{"Họ tên": text()})) == [("/properties/Họ tên", "bad_pattern")]


def test_a_loop_in_the_conditions_is_refused_and_named() -> None:
    said = document(
        a=text("Có đất không", shownWhen={"field": "c", "filled": True}),
        b=text("Diện tích", shownWhen={"field": "a", "filled": True}),
        c=text("Số thửa", shownWhen={"field": "b", "filled": True}),
    )

    with pytest.raises(FormNotSound) as refused:
        read(said)

    assert [problem.code for problem in refused.value.problems] == ["loop"]
    assert "«Có đất không» → «Số thửa» → «Diện tích» → «Có đất không»" in refused.value.sentence_vi


def test_a_field_that_asks_itself_is_a_loop() -> None:
    assert [code for _, code in _found(document(a=text(shownWhen={"field": "a", "filled": True})))] == ["loop"]


def test_a_group_that_asks_its_own_field_is_a_loop() -> None:
    group = {
        "type": "object",
        "title": "Mẹ",
        "properties": {"name": text()},
        "shownWhen": {"field": "mother.name", "filled": True},
    }

    assert [code for _, code in _found(document(mother=group))] == ["loop"]


def test_a_chain_of_four_hundred_conditions_is_no_loop_and_one_more_field_is_too_many() -> None:
    chain = {f"f{n}": text(shownWhen={"field": f"f{n - 1}", "filled": True}) if n else text() for n in range(400)}

    assert problems(document(**chain)) == ()
    assert [code for _, code in _found(document(**chain, last=text()))] == ["too_many_fields"]


def test_a_condition_from_outside_cannot_ask_a_row() -> None:
    said = document(children=rows(), x=text(shownWhen={"field": "children.name", "filled": True}))

    assert ("/properties/x/shownWhen/field", "condition_on_unknown_field") in _found(said)


def test_a_field_in_a_row_asks_its_neighbour_before_one_of_the_same_name_outside() -> None:
    inside = {"name": text(), "job": text(shownWhen={"field": "name", "filled": True})}

    form = read(document(name=text(), children=rows(properties=inside)))

    assert next(field.fields[1].shown_when.asks for field in form.fields if field.key == "children") == ("children", "name")


def test_required_on_a_conditional_field_is_refused_because_a_plain_reader_would_ask_for_it_always() -> None:
    said = document(("b",), a=text(), b=text(shownWhen={"field": "a", "filled": True}))

    assert ("/required", "required_but_conditional") in _found(said)


def test_a_thousand_brackets_are_refused_without_falling_over() -> None:
    nested: dict[str, Any] = {}
    for _ in range(5000):
        nested = {"properties": nested}

    assert _found(nested) == [("", "too_big")]


@pytest.mark.parametrize(
    ("pattern", "safe"),
    [
        (r"^[A-Z]{2}[0-9]{6,8}$", True),
        (r"^\d{3}-\d{4}$", True),
        (r"^[A-Za-z0-9/\-]{1,30}$", True),
        (r"^a+$", True),
        (r"^a+a+a+$", False),
        (r"^(a|a)*$", False),
        (r"^(?=a)b$", False),
        (r"^.*$", False),
        (r"^\w+$", False),
        ("a+", False),
        (r"^[z-a]$", False),
        (r"^a{2}{3}$", False),
        (r"^\$", False),
        (r"^[a&&b]$", False),
        (r"^[a||b~~c]$", False),
        (r"^[a--b]$", False),
    ],
)
def test_only_patterns_that_end_soon_are_taken(pattern: str, safe: bool) -> None:
    assert patterns.is_safe(pattern) is safe
