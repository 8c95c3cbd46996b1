"""In which of its two languages something is said to whoever asks."""

from typing import TypeVar

from django.utils.translation import get_language

from motcua.foundation.errors import DomainError

T = TypeVar("T")


def chosen(vi: T, en: T) -> T:
    """Of two sayings of the same, the one in the language of now."""
    return en if get_language() == "en" else vi


def sentence(error: DomainError) -> str:
    """Why something cannot be done."""
    return chosen(error.sentence_vi, error.sentence_en)
