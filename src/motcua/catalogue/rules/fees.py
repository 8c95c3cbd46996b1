"""How much does a procedure cost, where the published words leave no doubt?"""

import re

_FREE = re.compile(
    r"^(?:(?:được )?miễn (?:thu )?(?:phí, |phí và )?(?:lệ )?phí|không (?:thu|mất|có) (?:phí, )?(?:lệ )?phí|không(?: có| thu)?|(?:lệ )?phí\s*:\s*(?:không|0)\s*đồng)$",
    re.IGNORECASE,
)
_DONG = re.compile(
    r"^(?:(?:lệ )?phí\s*:\s*)?([0-9]{1,3}(?:[.,][0-9]{3})+|[0-9]{4,9})\s*(?:vnđ|đồng|việt nam đồng)$", re.IGNORECASE
)
_LEADING = re.compile(r"^([0-9]{1,3}(?:[.,][0-9]{3})+\s*(?:vnđ|việt nam đồng)|[0-9][0-9.,]*\s*(?:usd|đô la mỹ))", re.IGNORECASE)
_ELSEWHERE = re.compile(r"theo quy định|nghị quyết|hội đồng nhân dân|hđnd|thông tư|biểu mức", re.IGNORECASE)
_ABOUT_MONEY = re.compile(r"\bphí\b|[0-9]\s*(?:đồng|vnđ|vnd|usd|triệu|nghìn)", re.IGNORECASE)
_ABOUT_TIME = re.compile(r"\b(?:ngày|giờ|thời hạn|thời gian)\b", re.IGNORECASE)
_MONEY = re.compile(r"[0-9][0-9.,]*\s*(?:đồng|vnđ|vnd|đ\b|usd|triệu|nghìn|%)", re.IGNORECASE)


def published(fee: str, note: str) -> tuple[str, str]:
    """Fee and note apart: some pages glue the amount to the front of the note.

    Basis: house choice.
    """
    fee, note = fee.strip(), _unwrapped(note)
    if not fee and (leading := _LEADING.match(note)):
        fee, note = leading.group(1), _unwrapped(note[leading.end() :])
    return fee, note


def _unwrapped(note: str) -> str:
    note = note.strip()
    while len(note) > 1 and note[0] == "(" and note[-1] == ")":
        note = note[1:-1].strip()
    return "" if note.casefold() in {"không quy định", "không có", "không", "không có thông tin"} else note


def amount(fee: str, note: str) -> int | None:
    """Đồng, or None when the words name no amount, another currency, several amounts or an impossible one.

    Basis: house choice (an amount is shown as certain only when it is).
    """
    if _MONEY.search(note):
        return None
    if _FREE.match(fee):
        return None if _ELSEWHERE.search(note) and not note.casefold().startswith("miễn") else 0
    found = _DONG.match(fee)
    return int(re.sub(r"[^0-9]", "", found.group(1))) if found else None


def without_fees(note: str) -> str:
    """A note without what it says of money: the fee that it explained is no longer the one that is published.

    Basis: house choice (a new fee must not stand beside the words of the old one; words about time stay).
    """
    return " ".join(left for sentence in re.split(r"(?<=\n)\s*|(?<=\.)\s+", note) for left in _clauses_left(sentence)).strip(" ;")


def _clauses_left(sentence: str) -> list[str]:
    left, of_money = [], False
    for clause in re.split(r"(?<=;)\s*", sentence):
        # "Miễn lệ phí cho người có công; người khuyết tật": what follows a clause about money goes on with it.
        of_money = bool(_ABOUT_MONEY.search(clause)) or (of_money and not _ABOUT_TIME.search(clause))
        left += [clause] if clause and not of_money else []
    return left
