"""How much is due through a channel on a day, for somebody of these groups?

An amount set by a rule stands in for the published one, the most particular first; of the reductions that apply the most
favourable is taken, once. Each answer names the rules it rests on.
"""

from collections.abc import Collection, Sequence
from datetime import date

from motcua.catalogue.facts import Due, FeeFact, FeeRule
from motcua.foundation.confidence import Confidence


def applying(
    rules: Sequence[FeeRule], *, code: str, field_slug: str, channel: str, groups: Collection[str], on: date
) -> tuple[FeeRule, ...]:
    """The rules that hold for a procedure, a channel and a person on a day, the most particular first.

    Basis: house choice (lex specialis); each rule names its own.
    """
    found = [
        rule
        for rule in applying_anywhere(rules, code=code, field_slug=field_slug)
        if rule.valid_from <= on
        and (rule.valid_to is None or on < rule.valid_to)
        and rule.channel in {"", channel}
        and (not rule.group or rule.group in groups)
    ]
    return tuple(sorted(found, key=lambda rule: (_rank(rule, code), rule.valid_from, rule.id), reverse=True))


def applying_anywhere(rules: Sequence[FeeRule], *, code: str, field_slug: str) -> tuple[FeeRule, ...]:
    """The rules that name a procedure, its field, or all procedures, whatever the channel, the person and the day.

    Basis: house choice.
    """
    return tuple(
        rule
        for rule in rules
        if rule.is_general or code in rule.codes or (rule.field_slug != "" and rule.field_slug == field_slug)
    )


def _rank(rule: FeeRule, code: str) -> tuple[int, bool, bool]:
    return 2 if code in rule.codes else 1 if rule.field_slug else 0, bool(rule.group), bool(rule.channel)


def due(published: Sequence[FeeFact], rules: Sequence[FeeRule], *, channel: str) -> Due:
    """What is to be paid: the published amount or the one that a rule sets, less the best reduction.

    Basis: Luật Phí và lệ phí 97/2015/QH13 (amounts and exemptions are set by rules with dates); the choice among them is a house choice.
    """
    setting = next((rule for rule in rules if rule.amount is not None), None)
    reducing = min((rule for rule in rules if rule.percent is not None), key=lambda rule: rule.percent or 0, default=None)
    full = setting.amount if setting else _published(published, channel)
    amount = full
    if reducing is not None:
        amount = 0 if reducing.percent == 0 else None if full is None else full * (reducing.percent or 0) // 100
    used = [rule for rule in (setting, reducing) if rule]
    return Due(
        amount=amount,
        full=full,
        bases=tuple(dict.fromkeys(rule.basis for rule in used)),
        is_certain=amount is not None and all(rule.confidence == Confidence.READ for rule in used),
    )


def _published(published: Sequence[FeeFact], channel: str) -> int | None:
    """The one amount that the channel publishes: several, or words, leave it open."""
    amounts = {fee.amount for fee in published if fee.channel == channel}
    return amounts.pop() if len(amounts) == 1 else None
