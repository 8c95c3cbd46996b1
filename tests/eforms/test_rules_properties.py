"""What holds for every form and every answer."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from tests.eforms.documents import AROUND, answers, documents

from motcua.eforms.facts import Kind
from motcua.eforms.rules import checking, document, vocabulary
from motcua.eforms.rules.plain import plain_schema

_BOTH = documents().flatmap(lambda doc: st.tuples(st.just(doc), answers(doc)))


@settings(max_examples=300)
@given(_BOTH)
def test_what_passes_the_check_is_valid_under_the_plain_schema(both: tuple[dict[str, Any], dict[str, Any]]) -> None:
    said, given_answers = both
    form = document.read(said)

    checked = checking.check(form, given_answers, AROUND)

    if checked.ok:
        assert [error.message for error in Draft202012Validator(plain_schema(said)).iter_errors(checked.values)] == []


@settings(max_examples=300)
@given(_BOTH)
def test_hidden_fields_never_appear_and_are_never_asked(both: tuple[dict[str, Any], dict[str, Any]]) -> None:
    said, given_answers = both
    form = document.read(said)

    checked = checking.check(form, given_answers, AROUND)

    shown = checking.Answers(form, given_answers, AROUND)
    hidden = {field.key for field in form.fields if not shown.is_shown(field, (field.key,))}
    assert hidden.isdisjoint(checked.values)
    assert hidden.isdisjoint(error.at[0] for error in checked.errors)


@settings(max_examples=200)
@given(_BOTH, st.randoms(use_true_random=False))
def test_the_order_of_answers_and_fields_does_not_matter(both: tuple[dict[str, Any], dict[str, Any]], shuffled: Any) -> None:
    said, given_answers = both
    form = document.read(said)

    first = checking.check(form, given_answers, AROUND)
    again = checking.check(document.read(_shuffled(said, shuffled)), _shuffled(given_answers, shuffled), AROUND)

    assert again.values == first.values
    assert set(again.errors) == set(first.errors)


@settings(max_examples=200)
@given(_BOTH)
def test_what_was_checked_passes_again_unchanged(both: tuple[dict[str, Any], dict[str, Any]]) -> None:
    said, given_answers = both
    form = document.read(said)

    first = checking.check(form, given_answers, AROUND)

    if first.ok and not any(field.kind is Kind.ROWS for field in form.fields):
        assert checking.check(form, first.values, AROUND).values == first.values


_WORDS = st.sampled_from(
    ["type", "title", "properties", "$schema", "sections", "key", "items", "required", "enum", "widget", "shownWhen", "x"]
)
_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8) | _WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_WORDS, inner, max_size=5),
)


@settings(max_examples=200)
@given(_ANYTHING)
def test_no_document_however_wrong_breaks_the_reader(anything: Any) -> None:
    found = document.problems(anything)

    assert found or vocabulary.misshapen(anything) == ()


@settings(max_examples=300)
@given(documents(), _ANYTHING, st.data())
def test_a_sound_document_with_one_part_turned_into_anything_is_refused_or_read(
    said: Any, anything: Any, data: st.DataObject
) -> None:
    place = said
    while isinstance(place, dict | list) and place and data.draw(st.integers(0, 3)):
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not isinstance(place[key], dict | list) or not place[key] or not data.draw(st.integers(0, 2)):
            place[key] = anything
            break
        place = place[key]

    if not document.problems(said):
        checking.check(document.read(said), {}, AROUND)


def _shuffled(value: Any, shuffled: Any) -> Any:
    if isinstance(value, dict):
        pairs = [(key, _shuffled(part, shuffled)) for key, part in value.items()]
        shuffled.shuffle(pairs)
        return dict(pairs)
    return [_shuffled(part, shuffled) for part in value] if isinstance(value, list) else value
