"""Which dated rules of the clock hold for a procedure on a day?

The rules are rows of data (`data/clock_rules.csv`): a rule for named procedures beats one for their field, and that one beats a
rule for all; of two such, the one that needs more of a procedure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from motcua.catalogue.facts import ClockRules, LegalValue
from motcua.foundation.confidence import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    rule: str
    value: str
    codes: frozenset[str]
    fields: frozenset[str]
    needs: frozenset[str]
    valid_from: date
    valid_to: date | None
    basis: str
    confidence: Confidence

    def rank(self) -> tuple[int, int]:
        return 2 if self.codes else 1 if self.fields else 0, len(self.needs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a rule may ask about a procedure."""

    code: str
    field: str
    has_limit: bool
    same_day_stated: bool
    limit_unit: str = ""

    def properties(self) -> set[str]:
        held = {"limit"} if self.has_limit else {"no_limit"}
        return held | {self.limit_unit} | ({"same_day_stated"} if self.same_day_stated else set())


def in_force(rules: Sequence[ClockRule], subject: Subject, on: date) -> dict[str, ClockRule]:
    """The rule of each name that holds, the most particular and then the latest first.

    Basis: house choice (lex specialis, lex posterior).
    """
    chosen: dict[str, ClockRule] = {}
    for rule in sorted(rules, key=lambda rule: (rule.rank(), rule.valid_from)):
        if rule.valid_from <= on and (rule.valid_to is None or on < rule.valid_to) and _concerns(rule, subject):
            chosen[rule.rule] = rule
    return chosen


def _concerns(rule: ClockRule, subject: Subject) -> bool:
    named = not (rule.codes or rule.fields) or subject.code in rule.codes or subject.field in rule.fields
    return named and rule.needs <= subject.properties()


def clock_rules(chosen: dict[str, ClockRule]) -> ClockRules:
    """The rules as one fact, each with its source.

    Basis: law-onestop §4; each row names its own.
    """
    return ClockRules(
        supplement_return_days=_number(chosen, "supplement_return_days"),
        supplement_restarts=_value(chosen, "supplement_restarts") == "1",
        supplement_requests_max=_number(chosen, "supplement_requests_max"),
        close_unanswered_after_days=_number(chosen, "close_unanswered_after_days"),
        extension_notice_days=_number(chosen, "extension_notice_days"),
        extensions_max=_number(chosen, "extensions_max"),
        notice_hours_online=_number(chosen, "notice_hours_online"),
        notice_days_counter=_number(chosen, "notice_days_counter"),
        boundary_start=_value(chosen, "boundary_start") or "competent",
        forward_cutoff=_time(chosen, "forward_cutoff"),
        incident_pauses=_value(chosen, "incident_pauses") == "1",
        calendar_edit=_value(chosen, "calendar_edit") or "keep",
        sources=tuple(_source(rule) for rule in chosen.values()),
    )


def same_day(chosen: dict[str, ClockRule]) -> bool:
    """The matter is due at the close of the day of receipt.

    Basis: Luật Hộ tịch Điều 5 khoản 3.
    """
    return "same_day" in chosen


def cutoff(chosen: dict[str, ClockRule]) -> time | None:
    """From this hour on, receipt counts as of the next working day.

    Basis: Luật Hộ tịch Điều 5 khoản 3; never one hour for all procedures.
    """
    return _time(chosen, "same_day") or _time(chosen, "cutoff")


def policy(chosen: dict[str, ClockRule]) -> str:
    """How working days are counted: civil (whole days after the day of receipt) or hours (working minutes from the receipt).

    Basis: Bộ luật Dân sự 2015 Điều 147 khoản 2, or what a dated rule says instead.
    """
    return _value(chosen, "policy") or "civil"


def boundary(chosen: dict[str, ClockRule]) -> str:
    """Where a dossier may be filed: none (own unit only), province, nationwide.

    Basis: Nghị định 118/2025/NĐ-CP Điều 14 khoản 2; Nghị định 309/2026/NĐ-CP Điều 7.
    """
    return _value(chosen, "boundary") or "none"


def turning_days(rules: Sequence[ClockRule]) -> tuple[date, ...]:
    """The days on which any rule begins or ends: between two of them the law stands still.

    Basis: house choice.
    """
    return tuple(sorted({day for rule in rules for day in (rule.valid_from, rule.valid_to) if day}))


def _value(chosen: dict[str, ClockRule], name: str) -> str:
    return chosen[name].value if name in chosen else ""


def _number(chosen: dict[str, ClockRule], name: str) -> int | None:
    value = _value(chosen, name)
    return int(value) if value else None


def _time(chosen: dict[str, ClockRule], name: str) -> time | None:
    value = _value(chosen, name)
    return time.fromisoformat(value) if value else None


def _source(rule: ClockRule) -> LegalValue:
    return LegalValue(
        rule=rule.rule,
        value=rule.value,
        basis=rule.basis,
        confidence=rule.confidence,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
    )
