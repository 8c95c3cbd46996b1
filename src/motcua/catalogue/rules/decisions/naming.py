"""By what is a decision known: from the file, or from whoever brings it?"""

import re
from dataclasses import dataclass
from datetime import date

from motcua.catalogue.facts import DecisionAbout, DecisionLevel
from motcua.catalogue.rules.decisions.about import Stated
from motcua.foundation.errors import Invalid, NotPossible
from motcua.foundation.text import tidy

PROVINCE = "Ủy ban nhân dân tỉnh"
#: Of a decision's number
MOST_LETTERS = 100
_FIRST, _LAST = date(2000, 1, 1), date(2100, 1, 1)


class DecisionUnsaid(Invalid):
    code = "decision_unsaid"
    vi = "Tệp không ghi rõ {what_vi} của quyết định. Hãy ghi thêm."
    en = "The file does not say the decision's {what_en}. Please give it."


class SigningToCome(NotPossible):
    code = "decision_signing_to_come"
    vi = "Ngày ký {day:%d/%m/%Y} chưa đến nên chưa đưa vào danh mục được. Xem trước, hoặc giữ là dự thảo; ký xong thì nhập lại."
    en = "The day of signing, {day}, has not come yet. Preview it or keep it as a draft, and import it once it is signed."


class DecisionNumberTooLong(Invalid):
    code = "decision_number_too_long"
    vi = "Số quyết định dài quá {most} ký tự. Chỉ ghi số và ký hiệu, ví dụ 2770/QĐ-UBND."
    en = "The decision's number is longer than {most} letters. Give number and sign only, such as 2770/QĐ-UBND."


class DecisionDayOdd(Invalid):
    code = "decision_day_odd"
    vi = "Ngày {day:%d/%m/%Y} của quyết định không hợp lý: {why_vi}."
    en = "The decision's day {day} cannot be right: {why_en}."


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What whoever brings the file says of the decision; it wins over what the file says."""

    number: str = ""
    issuer: str = ""
    level: DecisionLevel = DecisionLevel.PROVINCE
    title: str = ""
    signed_on: date | None = None
    effective_on: date | None = None
    shortened: bool = False
    law_effective_on: date | None = None


def about(stated: Stated, given: Given, today: date) -> DecisionAbout:
    """The decision's own data, as far as it is said. One whose day of signing has not come is not signed: it has no such day yet.

    Without its day of effect it can be previewed, against what is in force today, and not be kept: what its lines change, and
    whether they contradict others, is worked out for that day. Raises DecisionDayOdd, DecisionNumberTooLong.

    Basis: Nghị định 63/2010/NĐ-CP Điều 15 (a decision is signed, then takes effect); house choice.
    """
    signed, effective = _days(stated, given)
    _check(signed, effective)
    check_day(given.law_effective_on)
    return DecisionAbout(
        number=number_of(given.number or stated.number),
        issuer=tidy(given.issuer)[:300] or (PROVINCE if given.level is DecisionLevel.PROVINCE else "Bộ"),
        level=given.level,
        title=tidy(given.title or stated.title)[:2_000],
        signed_on=signed if signed and signed <= today else None,
        effective_on=effective,
        shortened=given.shortened,
        law_effective_on=given.law_effective_on,
    )


def number_of(words: str) -> str:
    """A decision's number as everybody writes it: "11 /qđ-ubnd" is "11/QĐ-UBND". Raises DecisionNumberTooLong.

    Basis: Nghị định 30/2020/NĐ-CP Phụ lục I (number and sign of a document); house choice.
    """
    number = re.sub(r"\s*([/-])\s*", r"\1", tidy(words)).upper()
    if len(number) > MOST_LETTERS:
        raise DecisionNumberTooLong(most=MOST_LETTERS)
    return number


def require_signed(stated: Stated, given: Given, today: date) -> None:
    """What changes the catalogue at once is signed, and says all of itself. Raises SigningToCome, DecisionUnsaid, DecisionDayOdd.

    Basis: as for `about`.
    """
    signed, _ = _days(stated, given)
    if signed and signed > today:
        raise SigningToCome(day=signed)
    require_said(*about(stated, given, today).missing)


def require_said(*missing: str) -> None:
    """Raises DecisionUnsaid, naming what is missing. Basis: as for `about`."""
    if missing:
        words = [_WORDS[name] for name in missing]
        raise DecisionUnsaid(what_vi=", ".join(vi for vi, _ in words), what_en=", ".join(en for _, en in words))


def check_signing(signed: date, effective: date, today: date) -> None:
    """A decision is signed today at the latest, and takes effect from that day on. Raises DecisionDayOdd.

    Basis: as for `about`.
    """
    _check(signed, effective)
    if signed > today:
        raise DecisionDayOdd(day=signed, why_vi="chưa đến ngày ký", why_en="the day of signing has not come yet")


def check_day(day: date | None) -> None:
    """Raises DecisionDayOdd. Basis: house choice."""
    if day and not _FIRST <= day < _LAST:
        raise DecisionDayOdd(day=day, why_vi="chỉ nhận từ năm 2000 đến năm 2099", why_en="only 2000 to 2099 are taken")


_WORDS = {
    "number": ("số", "number"),
    "signed_on": ("ngày ký", "day of signing"),
    "effective_on": ("ngày có hiệu lực", "day of effect"),
}


def _days(stated: Stated, given: Given) -> tuple[date | None, date | None]:
    return given.signed_on or stated.signed_on, given.effective_on or stated.effective_on


def _check(signed: date | None, effective: date | None) -> None:
    for day in (signed, effective):
        check_day(day)
    if signed and effective and effective < signed:
        why_vi = f"quyết định có hiệu lực sớm nhất từ ngày ký, {signed:%d/%m/%Y}; hồ sơ nhận trước đó theo bản cũ"
        why_en = (
            f"a decision takes effect on the day of signing, {signed}, at the earliest; dossiers before are under the old version"
        )
        raise DecisionDayOdd(day=effective, why_vi=why_vi, why_en=why_en)
