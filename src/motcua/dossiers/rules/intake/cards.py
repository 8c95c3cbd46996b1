"""What does the code on an identity card say, as a reader types it?

The reader stands in for a keyboard: the text of the code and Enter arrive in the field where the number is typed.
"""

import re
from dataclasses import dataclass
from datetime import date

from motcua.foundation.errors import Invalid
from motcua.foundation.text import tidy

_SIGN = "|"
_NUMBER = re.compile(r"[0-9]{12}")
_DAY = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
#: Number, former number, name, born, sex, address; the day of issue and whatever else follows need not be there.
_FEWEST = 6


class CardNotRead(Invalid):
    code = "card_not_read"
    vi = "Mã trên căn cước đọc không trọn. Đọc lại, hoặc gõ 12 số."
    en = "The code of the identity card was not read whole. Read it again, or type the 12 digits."


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands in the code. Nothing of it is proved: the card itself is looked at."""

    number: str
    name: str
    address: str
    former_number: str = ""
    sex: str = ""
    born: date | None = None
    issued: date | None = None


def read_card(text: str) -> Card | None:
    """The card in a text; None where the text is no code of a card, but a number. Raises CardNotRead.

    Seven parts between bars: number|former number|name|ddmmyyyy|sex|address|ddmmyyyy. Later cards add parts, which are passed over.

    Basis: house choice (the layout is read from cards [inf]: no published text of it was found).
    """
    if _SIGN not in text:
        return None
    parts = [tidy(part) for part in text.split(_SIGN)]
    if len(parts) < _FEWEST or not _NUMBER.fullmatch(parts[0]) or not parts[2]:
        raise CardNotRead
    number, former, name, born, sex, address, *rest = parts
    return Card(
        number=number, former_number=former, name=name, born=_day(born), sex=sex, address=address, issued=_day(rest[0]) if rest else None
    )  # fmt: skip


def _day(text: str) -> date | None:
    """A day without signs; None for what is no day, such as a year of birth alone."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
