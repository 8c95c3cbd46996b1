"""What holds for every form and every answer."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.eforms.documents import AROUND, answers, documents

from motcua.eforms.facts import Form, Kind
from motcua.eforms.rules import checking, document, vocabulary
from motcua.eforms.rules.plain import plain_schema

_BOTH = documents().flatmap(lambda doc: st.tuples(st.just(doc), answers(doc)))


@settings(max_examples=300, deadline=None)
@given(_BOTH)
def test_what_passes_the_check_is_valid_under_the_plain_schema(both: tuple[dict[str, Any], dict[str, Any]]) -> None:
    said, given_answers = both
    form = document.read(said)

    checked = checking.check(form, given_answers, AROUND)

    if checked.ok:
        assert [error.message for error in Draft202012Validator(plain_schema(said)).iter_errors(checked.values)] == []


@settings(max_examples=300, deadline=None)
@given(_BOTH)
def test_hidden_fields_never_appear_and_are_never_asked(both: tuple[dict[str, Any], dict[str, Any]]) -> None:
    said, given_answers = both
    form = document.read(said)

    checked = checking.check(form, given_answers, AROUND)

    shown = checking.Answers(form, given_answers, AROUND)
    hidden = {field.key for field in form.fields if not shown.is_shown(field, (field.key,))}
    assert hidden.isdisjoint(checked.values)
    assert hidden.isdisjoint(error.at[0] for error in checked.errors)


@settings(max_examples=200, deadline=None)
@given(_BOTH, st.randoms(use_true_random=False))
def test_the_order_of_answers_and_fields_does_not_matter(both: tuple[dict[str, Any], dict[str, Any]], shuffled: Any) -> None:
    said, given_answers = both
    form = document.read(said)

    first = checking.check(form, given_answers, AROUND)
    again = checking.check(document.read(_shuffled(said, shuffled)), _shuffled(given_answers, shuffled), AROUND)

    assert again.values == first.values
    assert set(again.errors) == set(first.errors)


@settings(max_examples=200, deadline=None)
@given(_BOTH)
def test_what_was_checked_passes_again_unchanged(both: tuple[dict[str, Any], dict[str, Any]]) -> None:
    said, given_answers = both
    form = document.read(said)

    first = checking.check(form, given_answers, AROUND)

    if first.ok and not _has_ambiguous_numbers(form):
        assert checking.check(form, first.values, AROUND).values == first.values


@settings(max_examples=200, deadline=None)
@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=8),
                    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
                        ["type", "title", "properties", "$schema", "sections", "key", "items", "required", "enum", "x"]), inner, max_size=5)))  # fmt: skip
def test_no_document_however_wrong_breaks_the_reader(anything: Any) -> None:
    found = document.problems(anything)

    assert found or vocabulary.misshapen(anything) == ()


def _has_ambiguous_numbers(form: Form) -> bool:
    return any(field.kind is Kind.ROWS for field in form.fields)


def _shuffled(value: Any, shuffled: Any) -> Any:
    if isinstance(value, dict):
        pairs = [(key, _shuffled(part, shuffled)) for key, part in value.items()]
        shuffled.shuffle(pairs)
        return dict(pairs)
    return [_shuffled(part, shuffled) for part in value] if isinstance(value, list) else value
