"""What is written of a person: looked at once, at filing and at correcting alike; then columns of a row, tidied, and the numbers
sealed beside the index that finds them.
"""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from motcua.dossiers.facts import Part, Person
from motcua.dossiers.rules import numbers
from motcua.foundation.errors import Invalid
from motcua.foundation.sealing import blind_index, seal
from motcua.foundation.text import digits, phone_digits, tidy


class BadPhone(Invalid):
    code = "bad_phone"
    vi = "Số điện thoại {part} phải có từ 8 đến 15 chữ số; không có thì để trống."
    en = "The telephone number of “{part_en}” needs 8 to 15 digits; leave it empty if there is none."


class BadIdNumber(Invalid):
    code = "bad_id_number"
    vi = "Số định danh {part} phải có từ 6 đến 20 chữ và số, trong đó ít nhất 6 chữ số; không có thì để trống."
    en = "The identity number of “{part_en}” needs 6 to 20 letters and digits, at least 6 of them digits; leave it empty if there is none."


class BadEmail(Invalid):
    code = "bad_email"
    vi = "Địa chỉ thư điện tử {part} viết như ten@coquan.vn; không có thì để trống."
    en = "The e-mail address of “{part_en}” is written like name@office.vn; leave it empty if there is none."


def is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return text.isprintable()  # a domain in another script may hold what turns the line around


_LOOKED_AT = {
    "id_number": (numbers.is_id_number, BadIdNumber),
    "phone": (numbers.is_phone, BadPhone),
    "email": (is_email, BadEmail),
}


def require_plausible(part: Part, name: str, text: str) -> None:
    """Whether a text could be what it says it is; an empty one is not given. Raises BadPhone, BadIdNumber, BadEmail."""
    if text and name in _LOOKED_AT:
        could_be, error = _LOOKED_AT[name]
        if not could_be(text):
            raise error(part=part.label.lower(), part_en=part.value)


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
