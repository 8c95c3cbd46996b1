"""The rules of fees, kept in memory, and what somebody pays by them."""

from collections.abc import Collection
from datetime import date

from motcua.catalogue.facts import Due, FeeRule
from motcua.catalogue.models import ChargeRule
from motcua.catalogue.queries import changes
from motcua.catalogue.queries.terms import fees_of, version_in_force
from motcua.catalogue.rules.parts import charging
from motcua.foundation.confidence import Confidence


def rules(*, on: date) -> tuple[FeeRule, ...]:
    """The rules that hold on a day or will, the newest first."""
    return tuple(rule for rule in _all() if rule.valid_to is None or rule.valid_to > on)


def of(code: str, *, field_slug: str, on: date) -> tuple[FeeRule, ...]:
    """The rules that hold on a day and concern a procedure, whoever files it and however."""
    return charging.applying_anywhere([rule for rule in rules(on=on) if rule.valid_from <= on], code=code, field_slug=field_slug)


def due(code: str, *, channel: str, groups: Collection[str] = (), on: date) -> Due:
    """What somebody of these groups pays through a channel on a day. Raises UnknownProcedure, ProcedureNotInForce."""
    version = version_in_force(code, on)
    held = charging.applying(_all(), code=code, field_slug=version.field_slug, channel=channel, groups=groups, on=on)
    return charging.due(fees_of(version), held, channel=channel)


def _all() -> tuple[FeeRule, ...]:
    return changes.kept("charges", lambda: tuple(map(_rule, ChargeRule.objects.order_by("-valid_from", "-id"))))


def _rule(row: ChargeRule) -> FeeRule:
    return FeeRule(
        id=row.pk,
        codes=frozenset(row.codes),
        field_slug=row.field_slug,
        channel=row.channel,
        group=row.group,
        amount=row.amount,
        percent=row.percent,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        basis=row.basis,
        confidence=Confidence(row.confidence),
    )
