"""What does somebody mean who types this into a field, and may it be?

Every kind of field has one reader: it takes what a person typed or a machine sent, and gives the value as JSON keeps it, or says in
both languages what must be put right.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from motcua.eforms.facts import Field, Kind, Surroundings
from motcua.eforms.rules.patterns import fits
from motcua.foundation.text import digits, fold, phone_digits, tidy

#: Năm lập sổ hộ tịch đầu tiên còn tra được; typed years below it are slips of the finger.
FIRST_YEAR = 1880
LAST_YEAR = 2200
_EMAIL = re.compile(r"[A-Za-z0-9._%+\-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9\-]{0,61}[A-Za-z0-9])?\.){1,5}[A-Za-z]{2,24}")
_DAY = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})|([0-9]{2})([0-9]{2})([0-9]{4})")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
#: 1.234.567 and 1 234 567 are Vietnamese thousands; 1.5 is not.
_THOUSANDS = re.compile(r"-?[0-9]{1,3}(?:[. ][0-9]{3})+(?:,[0-9]+)?")
_PLAIN = re.compile(r"-?[0-9]+(?:,[0-9]+)?")
_EXACT = re.compile(r"-?[0-9]+\.[0-9]+")


class Refused(Exception):
    """A value that cannot be taken; says why, after the name of the field."""

    def __init__(self, code: str, vi: str, en: str) -> None:
        super().__init__(code)
        self.code, self.vi, self.en = code, vi, en


def is_empty(raw: object) -> bool:
    """Whether nothing was said. An unticked box says nothing. Basis: house choice."""
    if isinstance(raw, str):
        return not tidy(raw)
    if isinstance(raw, Mapping):
        return all(is_empty(part) for part in raw.values())
    if isinstance(raw, list | tuple):
        return all(is_empty(part) for part in raw)
    return raw is None or raw is False


def value_of(field: Field, raw: object, around: Surroundings) -> Any:
    """The value of a field that holds no other fields. Raises Refused.

    Basis: house choice (days and numbers as official papers write them).
    """
    return _READERS[field.kind](field, raw, around)


def _text(field: Field, raw: object, _around: Surroundings) -> str:
    said = _plain(raw, keep_lines=field.kind is Kind.LONG_TEXT)
    if len(said) > field.longest:
        raise Refused("too_long", f"dài {len(said)} ký tự, nhiều nhất {field.longest}",
                      f"has {len(said)} letters; {field.longest} are the most")  # fmt: skip
    if len(said) < field.shortest:
        raise Refused("too_short", f"cần ít nhất {field.shortest} ký tự", f"needs at least {field.shortest} letters")
    if field.pattern and not fits(field.pattern, said):
        raise Refused("pattern", f"cần viết như sau: {field.pattern_help}", f"must be written like this: {field.pattern_help}")
    return said


def _plain(raw: object, *, keep_lines: bool = False) -> str:
    if not isinstance(raw, str):
        raise Refused("not_text", "cần là chữ", "must be text")
    return "\n".join(tidy(line) for line in raw.splitlines()).strip() if keep_lines else tidy(raw)


def _choice(field: Field, raw: object, _around: Surroundings) -> str:
    said = _plain(raw)
    if said not in field.choices:
        raise Refused("not_a_choice", "chọn một trong các lựa chọn đã cho", "choose one of those given")
    return said


def _choices(field: Field, raw: object, _around: Surroundings) -> list[str]:
    given = [raw] if isinstance(raw, str) else raw
    if not isinstance(given, list | tuple):
        raise Refused("not_a_choice", "chọn trong các lựa chọn đã cho", "choose among those given")
    if any(one not in field.choices for one in given):
        raise Refused("not_a_choice", "chọn trong các lựa chọn đã cho", "choose among those given")
    chosen = [choice for choice in field.choices if choice in given]
    if len(chosen) < field.fewest:
        raise Refused("too_few", f"chọn ít nhất {field.fewest}", f"choose at least {field.fewest}")
    if len(chosen) > field.at_most:
        raise Refused("too_many", f"chọn nhiều nhất {field.at_most}", f"choose {field.at_most} at most")
    return chosen


def _tick(_field: Field, raw: object, _around: Surroundings) -> bool:
    if raw is True or (isinstance(raw, str) and raw in {"on", "1", "true"}):
        return True
    raise Refused("not_a_tick", "chỉ là có hoặc không", "is yes or no only")


def _date(field: Field, raw: object, around: Surroundings) -> str:
    day = day_of(_plain(raw))
    if day is None:
        raise Refused("not_a_date", "cần là một ngày có thật, viết như 05/11/2026", "must be a real day, written like 05/11/2026")
    least, most = (_bound(text, around.today) for text in (field.not_before, field.not_after))
    if least and day < least:
        vi, en = _named(least, around.today, "hôm nay", "today")
        raise Refused("too_early", f"không thể trước {vi}", f"cannot be before {en}")
    if most and day > most:
        vi, en = _named(most, around.today, "hôm nay", "today")
        raise Refused("too_late", f"không thể sau {vi}", f"cannot be after {en}")
    return day.isoformat()


def day_of(text: str) -> date | None:
    """The day that somebody wrote: 05/11/2026, 5-11-2026, 05112026 or 2026-11-05. Basis: house choice."""
    try:
        if _ISO.fullmatch(text):
            day = date.fromisoformat(text)
        elif found := _DAY.fullmatch(text):
            day_, month, year = (int(part) for part in found.groups() if part)
            day = date(year, month, day_)
        else:
            return None
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR else None


def _bound(text: str, today: date) -> date | None:
    return today if text == "today" else date.fromisoformat(text) if text else None


def _named(day: date, today: date, vi: str, en: str) -> tuple[str, str]:
    said = f"{day:%d/%m/%Y}"
    return (f"{vi}, {said}", f"{en}, {said}") if day == today else (said, said)


def _number(field: Field, raw: object, _around: Surroundings) -> int | float:
    amount = number_of(raw)
    if amount is None:
        raise Refused("not_a_number", "cần là số, viết như 1.250 hoặc 1.250,5", "must be a number")
    if field.is_whole and amount % 1:
        raise Refused("not_whole", "cần là số nguyên", "must be a whole number")
    if field.least is not None and amount < field.least:
        raise Refused("too_small", f"ít nhất là {said_number(field.least)}", f"is at least {field.least:,f}")
    if field.most is not None and amount > field.most:
        raise Refused("too_big", f"nhiều nhất là {said_number(field.most)}", f"is at most {field.most:,f}")
    return int(amount) if not amount % 1 else float(amount)


def number_of(raw: object) -> Decimal | None:
    """The number that somebody wrote in the Vietnamese way (1.250,5), or a machine sent. Basis: house choice."""
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        text = str(raw)
    elif isinstance(raw, str):
        text = tidy(raw).removesuffix("đồng").removesuffix("đ").strip()
        if _THOUSANDS.fullmatch(text):
            text = text.replace(".", "").replace(" ", "")
        elif not (_PLAIN.fullmatch(text) or _EXACT.fullmatch(text)):
            return None
        text = text.replace(",", ".")
    else:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and abs(amount) <= Decimal(10) ** 15 else None


def said_number(amount: Decimal | float) -> str:
    """1.234,5 in the Vietnamese way. Basis: house choice."""
    return f"{Decimal(str(amount)):,f}".translate(str.maketrans(",.", ".,"))


def _identity(_field: Field, raw: object, _around: Surroundings) -> str:
    said = _spaceless(raw)
    if not re.fullmatch(r"[0-9]{12}", said):
        raise Refused("not_an_identity_number", "cần đủ 12 chữ số", "must have 12 digits")
    return said


def _enterprise(_field: Field, raw: object, _around: Surroundings) -> str:
    said = _spaceless(raw)
    if not re.fullmatch(r"[0-9]{10}(-?[0-9]{3})?", said):
        raise Refused("not_an_enterprise_code", "cần đủ 10 chữ số", "must have 10 digits")
    return said


def _spaceless(raw: object) -> str:
    return re.sub(r"[\s.]", "", _plain(str(raw) if isinstance(raw, int) and not isinstance(raw, bool) else raw))


def _phone(_field: Field, raw: object, _around: Surroundings) -> str:
    said = phone_digits(_plain(raw))
    if not re.fullmatch(r"0[0-9]{9,10}", said) or re.search(r"[^0-9\s+().\-]", _plain(raw)) or not digits(said):
        raise Refused("not_a_phone", "cần là số điện thoại, ví dụ 0918 012 264", "must be a phone number, such as 0918 012 264")
    return said


def _email(_field: Field, raw: object, _around: Surroundings) -> str:
    said = _plain(raw)
    if not _EMAIL.fullmatch(said):
        raise Refused("not_an_email", "cần có dạng ten@vidu.vn", "must look like ten@vidu.vn")
    return said


def _address(_field: Field, raw: object, around: Surroundings) -> dict[str, str]:
    if not isinstance(raw, Mapping) or not all(isinstance(part, str) for part in raw.values()):
        raise Refused("not_an_address", "cần có tỉnh, xã và số nhà, đường, ấp", "needs province, commune and street")
    said = {name: tidy(raw.get(name, "")) for name in ("province", "commune", "detail")}
    provinces = {short(name): name for name in around.places}
    province = provinces.get(short(said["province"]))
    if province is None:
        raise Refused("province_unknown", "chưa chọn tỉnh, thành phố", "its province is not chosen")
    if not said["commune"]:
        raise Refused("commune_missing", "chưa ghi xã, phường", "its commune is missing")
    if around.places[province]:
        communes = {short(name): name for name in sorted(around.places[province])}
        said["commune"] = communes.get(short(said["commune"])) or _only_one(said["commune"], around.places[province], province)
    if max(map(len, said.values())) > 200:
        raise Refused("too_long", "quá dài", "is too long")
    return {"province": province} | {name: text for name, text in said.items() if name != "province" and text}


def short(name: str) -> str:
    """A place by its full name, for comparison without marks: 'Phường Long Xuyên' and 'phuong long  xuyen' are one.

    Basis: house choice.
    """
    return " ".join(fold(name).split())


def _only_one(said: str, communes: frozenset[str], province: str) -> str:
    """The commune called so without its kind, when there is one only: 'Long Xuyên'."""
    ends = [name for name in communes if short(name).endswith(" " + short(said)) and len(name.split()) - len(said.split()) <= 2]
    if len(ends) == 1:
        return ends[0]
    raise Refused("commune_unknown", f"«{said[:60]}» không phải xã, phường, đặc khu nào của {province} từ 01/7/2025",
                  f"“{said[:60]}” is no commune of {province} since 1 July 2025")  # fmt: skip


_READERS: Mapping[Kind, Callable[[Field, object, Surroundings], Any]] = {
    Kind.TEXT: _text,
    Kind.LONG_TEXT: _text,
    Kind.DATE: _date,
    Kind.NUMBER: _number,
    Kind.MONEY: _number,
    Kind.SELECT: _choice,
    Kind.RADIO: _choice,
    Kind.CHECKBOX: _tick,
    Kind.CHECKBOXES: _choices,
    Kind.IDENTITY: _identity,
    Kind.ENTERPRISE: _enterprise,
    Kind.PHONE: _phone,
    Kind.EMAIL: _email,
    Kind.ADDRESS: _address,
}
