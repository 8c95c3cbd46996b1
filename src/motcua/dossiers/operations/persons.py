"""What is written of a person becomes columns of a row: tidied, and the numbers sealed beside the index that finds them."""

from typing import Any

from django.conf import settings

from motcua.dossiers.facts import Person
from motcua.foundation.sealing import blind_index, seal
from motcua.foundation.text import digits, phone_digits, tidy


def columns_of(person: Person) -> dict[str, Any]:
    """All columns of a person."""
    columns: dict[str, Any] = {"part": person.part, "is_organisation": person.is_organisation}
    for name in FIELDS:
        columns |= columns_of_field(name, getattr(person, name))
    return columns


#: What is typed of a person, and may be put right.
FIELDS = ("name", "id_number", "phone", "email", "address", "authority_paper")


def as_kept(name: str, text: str) -> str:
    """How a text is written down."""
    return tidy(text) if name in {"name", "address"} else text


def columns_of_field(name: str, text: str) -> dict[str, Any]:
    secret = settings.IDENTITY_KEY
    if name == "id_number":
        return {"id_sealed": seal(text, secret=secret), "id_index": blind_index(digits(text), secret=secret)}
    if name == "phone":
        return {"phone_sealed": seal(text, secret=secret), "phone_index": blind_index(phone_digits(text), secret=secret)}
    return {name: as_kept(name, text)}
