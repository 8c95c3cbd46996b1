"""What cannot be done is said on the form; who may not is sent to a page of their own."""

import pytest
from django import forms
from django.test import RequestFactory

from motcua.foundation.attempts import done, refusal_of, revision_of
from motcua.foundation.errors import NotAllowed, NotFound, NotPossible


class Code(forms.Form):
    code = forms.CharField()


def refuses(error: type[Exception]) -> None:
    raise error


@pytest.mark.parametrize("error", [NotPossible, NotFound])
def test_a_refusal_stands_on_the_form_beside_what_was_typed(error: type[NotPossible]) -> None:
    form = Code({"code": "1.000001"})

    assert form.is_valid()
    assert not done(form, lambda: refuses(error), field="code")
    assert form.errors["code"] == [error.vi]
    assert form["code"].value() == "1.000001"
    assert refusal_of(lambda: None) is None


def test_somebody_without_the_right_goes_up() -> None:
    with pytest.raises(NotAllowed):
        done(Code({"code": "x"}), lambda: refuses(NotAllowed))


@pytest.mark.parametrize(("said", "revision"), [("3", 3), ("", 0), ("x", 0), ("-1", 0), ("9" * 30, 0)])
def test_the_state_that_a_page_showed_is_a_number_or_was_never_shown(said: str, revision: int) -> None:
    assert revision_of(RequestFactory().post("/", {"revision": said})) == revision
