"""Rules of fees and charges."""

from typing import Any

from motcua.catalogue.facts import Channel, DictionaryKind, EditLine, EndCharge, SetCharge
from motcua.catalogue.models import ChargeRule, DictionaryEntry, ProcedureVersion
from motcua.catalogue.operations.edits.papers import UnknownWord
from motcua.catalogue.operations.edits.properties import named, require_basis
from motcua.foundation.errors import Invalid, NotFound, NotPossible

LARGEST = 10**12


class BadCharge(Invalid):
    code = "bad_charge"
    vi = "Ghi hoặc mức thu (đồng, từ 0 đến 1.000 tỷ) hoặc phần phải nộp (0 đến 100 %), không ghi cả hai."
    en = "Give either the amount (0 to 1,000 billion đồng) or the share to pay (0 to 100 %), not both."


class UnknownField(NotFound):
    code = "unknown_field"
    vi = "Không có lĩnh vực «{field}»."
    en = "There is no field “{field}”."


class UnknownChannel(Invalid):
    code = "unknown_channel"
    vi = "Không có hình thức nộp «{channel}»."
    en = "There is no channel “{channel}”."


class BadPeriod(Invalid):
    code = "bad_period"
    vi = "Ngày kết thúc phải sau ngày áp dụng."
    en = "The end must be after the first day."


class UnknownCharge(NotFound):
    code = "unknown_charge"
    vi = "Không có quy tắc thu số {charge_id}."
    en = "There is no fee rule number {charge_id}."


class ChargeEnded(NotPossible):
    code = "charge_ended"
    vi = "Quy tắc thu số {charge_id} đã kết thúc."
    en = "Fee rule number {charge_id} has ended."


class _Setting:
    def lines(self, asked: SetCharge) -> tuple[EditLine, ...]:
        _require(asked)
        scope = _scope(asked)
        return (EditLine(subject=", ".join(asked.codes[:5]), name=scope, before="", after=said(asked.amount, asked.percent)),)

    def apply(self, asked: SetCharge) -> list[tuple[str, str, dict[str, Any]]]:
        rule = ChargeRule.objects.create(
            codes=list(asked.codes),
            field_slug=asked.field_slug,
            channel=asked.channel,
            group=asked.group,
            amount=asked.amount,
            percent=asked.percent,
            valid_from=asked.valid_from,
            valid_to=asked.valid_to,
            basis=asked.basis,
            confidence=asked.confidence,
        )
        return [(f"charge:{rule.pk}", "ChargeSet", {"amount": asked.amount, "percent": asked.percent, "basis": asked.basis})]


class _Ending:
    def lines(self, asked: EndCharge) -> tuple[EditLine, ...]:
        require_basis(asked.basis)
        rule = _charge(asked)
        until = f"đến trước {asked.valid_to:%d/%m/%Y}"
        return (EditLine(subject=f"#{rule.pk}", name=rule.basis, before=said(rule.amount, rule.percent), after=until),)

    def apply(self, asked: EndCharge) -> list[tuple[str, str, dict[str, Any]]]:
        rule = _charge(asked)
        rule.valid_to = asked.valid_to
        rule.save(update_fields=["valid_to"])
        return [(f"charge:{rule.pk}", "ChargeEnded", {"until": asked.valid_to.isoformat(), "basis": asked.basis})]


SETTING, ENDING = _Setting(), _Ending()


def said(amount: int | None, percent: int | None) -> str:
    """A rule in few words."""
    if amount is not None:
        return f"{amount:,} đồng".replace(",", ".")
    return "miễn" if percent == 0 else f"nộp {percent} %"


def _require(asked: SetCharge) -> None:
    require_basis(asked.basis)
    amount, percent = asked.amount, asked.percent
    right = (amount is None) != (percent is None) and 0 <= (amount or 0) <= LARGEST and 0 <= (percent or 0) <= 100
    if not right:
        raise BadCharge
    if asked.valid_to and asked.valid_to <= asked.valid_from:
        raise BadPeriod
    if asked.channel and asked.channel not in set(Channel):
        raise UnknownChannel(channel=asked.channel[:20])
    if asked.codes:
        named(asked.codes)
    if asked.field_slug and not ProcedureVersion.objects.filter(field_slug=asked.field_slug).exists():
        raise UnknownField(field=asked.field_slug[:60])
    if asked.group and not _is_group(asked.group):
        raise UnknownWord(dictionary=DictionaryKind.GROUP.label, dictionary_en=DictionaryKind.GROUP.value, entry=asked.group[:60])


def _is_group(code: str) -> bool:
    return DictionaryEntry.objects.filter(kind=DictionaryKind.GROUP, code=code, valid_to=None, merged_into=None).exists()


def _scope(asked: SetCharge) -> str:
    if asked.codes:
        where = f"{len(asked.codes)} thủ tục"
    else:
        where = f"lĩnh vực {asked.field_slug}" if asked.field_slug else "mọi thủ tục"
    channel = Channel(asked.channel).label if asked.channel else "mọi hình thức nộp"
    return ", ".join(filter(None, (where, channel, asked.group)))


def _charge(asked: EndCharge) -> ChargeRule:
    rule = ChargeRule.objects.filter(pk=asked.charge_id).first()
    if rule is None:
        raise UnknownCharge(charge_id=asked.charge_id)
    if rule.valid_to is not None and rule.valid_to <= asked.valid_to:
        raise ChargeEnded(charge_id=asked.charge_id)
    if asked.valid_to < rule.valid_from:
        raise BadPeriod
    return rule
