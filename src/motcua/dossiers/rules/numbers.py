"""Could a number that is given of a person be theirs? With the dossier's code it opens the dossier to its applicant."""

import re

from motcua.foundation.text import digits

#: Fewer digits than these are guessed: nobody files, and nobody follows, by them.
FEWEST = 6
_RUN, _CODE = re.compile(r"(?:[0-9][ .+\-]*){8,}"), re.compile(r"(?=[0-9.]*[A-Z])[0-9A-Z.]{3,}-[0-9]{0,6}(-[0-9]{0,9})?")
_PHONE, _IDENTITY = re.compile(r"[0-9+\-. ]*"), re.compile(r"[0-9A-Za-z\-. ]*")


def is_phone(text: str) -> bool:
    """Eight to fifteen digits, with the signs that people set between them.

    Basis: ITU-T E.164 (at most fifteen); the fewest is a house choice.
    """
    return _PHONE.fullmatch(text) is not None and 8 <= len(digits(text)) <= 15


def is_id_number(text: str) -> bool:
    """Six to twenty letters and digits, at least six of them digits: a personal, passport, tax or enterprise number.

    Basis: house choice.
    """
    return _IDENTITY.fullmatch(text) is not None and len(digits(text)) >= FEWEST and sum(c.isalnum() for c in text) <= 20


def holds_number(text: str) -> bool:
    """Whether words hold what could be somebody's number, so that nobody keeps them in clear; a dossier's code, or its beginning, is none.

    Basis: house choice (numbers of persons are kept sealed).
    """
    said = text.strip()
    if _CODE.fullmatch(said.upper()):
        return False
    return is_phone(said) or is_id_number(said) or _RUN.search(said) is not None
