"""Trying what a page was asked to do: what cannot be done is said on the page, with all that was typed."""

from collections.abc import Callable

from django.forms import BaseForm
from django.http import HttpRequest

from motcua.foundation.errors import DomainError, NotAllowed
from motcua.foundation.language import sentence
from motcua.foundation.text import whole


def refusal_of(change: Callable[[], object]) -> DomainError | None:
    """Do it; answers why it could not be done, for the page to say. Raises NotAllowed, which has a page of its own."""
    try:
        change()
    except NotAllowed:
        raise
    except DomainError as error:
        return error
    return None


def done(form: BaseForm, change: Callable[[], object], *, field: str | Callable[[DomainError], str | None] | None = None) -> bool:
    """Whether it was done; if not, the form says why, at the field that the refusal is about. Raises NotAllowed."""
    error = refusal_of(change)
    if error:
        form.add_error(field(error) if callable(field) else field, sentence(error))
    return error is None


def revision_of(request: HttpRequest) -> int:
    """Which state of a thing the page showed to whoever sends it; what is no number was never shown."""
    return whole(request.POST.get("revision", "")) or 0
