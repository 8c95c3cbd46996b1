"""By what is a decision known: from the file, or from whoever brings it?"""

from dataclasses import dataclass
from datetime import date

from motcua.catalogue.facts import DecisionAbout, DecisionLevel
from motcua.catalogue.rules.decisions.about import Stated
from motcua.foundation.errors import Invalid
from motcua.foundation.text import tidy

PROVINCE = "Ủy ban nhân dân tỉnh"
_FIRST, _LAST = date(2000, 1, 1), date(2100, 1, 1)


class DecisionUnsaid(Invalid):
    code = "decision_unsaid"
    vi = "Tệp không ghi rõ {what_vi} của quyết định. Hãy ghi thêm."
    en = "The file does not say the decision's {what_en}. Please give it."


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


def about(stated: Stated, given: Given, today: date) -> DecisionAbout:
    """The decision's own data. Raises DecisionUnsaid, DecisionDayOdd.

    Basis: Nghị định 63/2010/NĐ-CP Điều 15 (a decision is signed, then takes effect); house choice.
    """
    number = tidy(given.number or stated.number)[:100]
    signed, effective = given.signed_on or stated.signed_on, given.effective_on or stated.effective_on
    unsaid = [words for value, words in ((number, _NUMBER), (signed, _SIGNED), (effective, _EFFECT)) if not value]
    if unsaid or not signed or not effective:
        raise DecisionUnsaid(what_vi=", ".join(vi for vi, _ in unsaid), what_en=", ".join(en for _, en in unsaid))
    _check(signed, effective, today)
    return DecisionAbout(
        number=number,
        issuer=tidy(given.issuer)[:300] or (PROVINCE if given.level is DecisionLevel.PROVINCE else "Bộ"),
        level=given.level,
        title=tidy(given.title or stated.title)[:2_000],
        signed_on=signed,
        effective_on=effective,
        shortened=given.shortened,
    )


_NUMBER, _SIGNED, _EFFECT = ("số", "number"), ("ngày ký", "day of signing"), ("ngày có hiệu lực", "day of effect")


def _check(signed: date, effective: date, today: date) -> None:
    for day in (signed, effective):
        if not _FIRST <= day < _LAST:
            raise DecisionDayOdd(day=day, why_vi="chỉ nhận từ năm 2000 đến năm 2099", why_en="only 2000 to 2099 are taken")
    if signed > today:
        raise DecisionDayOdd(day=signed, why_vi="chưa đến ngày ký", why_en="the day of signing has not come yet")
    if effective < signed:
        why_vi = f"quyết định có hiệu lực sớm nhất từ ngày ký, {signed:%d/%m/%Y}; hồ sơ nhận trước đó theo bản cũ"
        why_en = (
            f"a decision takes effect on the day of signing, {signed}, at the earliest; dossiers before are under the old version"
        )
        raise DecisionDayOdd(day=effective, why_vi=why_vi, why_en=why_en)
