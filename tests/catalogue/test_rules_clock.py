"""Which dated rule of the clock holds."""

from datetime import date, time

import pytest

from motcua.catalogue.queries.packaged import clock_rule_rows
from motcua.catalogue.rules import clock_rules
from motcua.catalogue.rules.clock_rules import ClockRule, Subject
from motcua.foundation.confidence import Confidence


def _rule(value: str, **changes: object) -> ClockRule:
    given = {
        "rule": "cutoff",
        "value": value,
        "codes": frozenset(),
        "fields": frozenset(),
        "needs": frozenset(),
        "valid_from": date(2025, 1, 1),
        "valid_to": None,
        "basis": "Điều 1",
        "confidence": Confidence.READ,
    }
    return ClockRule(**(given | changes))  # type: ignore[arg-type]


def _subject(
    code: str = "1.000001", field: str = "Hộ tịch", *, limit: bool = False, stated: bool = False, unit: str = ""
) -> Subject:
    return Subject(code=code, field=field, has_limit=limit, same_day_stated=stated, limit_unit=unit)


def _packaged(subject: Subject, on: date) -> dict[str, ClockRule]:
    return clock_rules.in_force(clock_rule_rows(), subject, on)


def test_a_rule_for_the_procedure_beats_one_for_its_field_and_that_one_beats_the_general_one() -> None:
    rules = [
        _rule("15:00", codes=frozenset({"1.000001"})),
        _rule("16:00", fields=frozenset({"Hộ tịch"})),
        _rule("17:00"),
    ]
    on = date(2026, 1, 1)

    assert clock_rules.cutoff(clock_rules.in_force(rules, _subject(), on)) == time(15)
    assert clock_rules.cutoff(clock_rules.in_force(rules, _subject("1.000002"), on)) == time(16)
    assert clock_rules.cutoff(clock_rules.in_force(rules, _subject("1.000002", "Đất đai"), on)) == time(17)


def test_a_rule_holds_from_its_first_day_until_the_day_before_its_end() -> None:
    rules = [_rule("15:00", valid_from=date(2026, 1, 1), valid_to=date(2026, 7, 1))]

    held = [
        bool(clock_rules.in_force(rules, _subject(), day))
        for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 6, 30), date(2026, 7, 1))
    ]

    assert held == [False, True, True, False]


@pytest.mark.parametrize("code", ["1.001193", "1.000894", "1.000656"])
def test_civil_status_without_a_limit_is_a_matter_of_the_day_until_15_o_clock(code: str) -> None:
    held = _packaged(_subject(code), date(2026, 11, 2))

    assert clock_rules.same_day(held)
    assert clock_rules.cutoff(held) == time(15)


def test_a_stated_limit_is_not_overruled_by_the_same_day_rule() -> None:
    assert not clock_rules.same_day(_packaged(_subject("1.001193", limit=True), date(2026, 11, 2)))


def test_other_civil_status_matters_are_of_the_day_only_when_their_source_says_so() -> None:
    assert not clock_rules.same_day(_packaged(_subject("1.004884"), date(2026, 11, 2)))
    assert clock_rules.same_day(_packaged(_subject("1.000110", stated=True), date(2026, 11, 2)))


def test_silence_closes_after_seven_days_only_in_the_groups_that_the_decree_names() -> None:
    group = clock_rules.clock_rules(_packaged(_subject("2.000986"), date(2026, 11, 2)))
    before = clock_rules.clock_rules(_packaged(_subject("2.000986"), date(2026, 8, 31)))

    assert (group.close_unanswered_after_days, before.close_unanswered_after_days) == (7, 15)


@pytest.mark.parametrize(
    ("code", "unit", "on", "policy"),
    [
        ("1.000001", "working_days", date(2026, 11, 2), "civil"),
        ("1.000001", "calendar_days", date(2026, 11, 2), "civil"),
        ("1.000001", "", date(2026, 11, 2), "civil"),
        ("1.000001", "working_hours", date(2026, 11, 2), "hours"),
        ("1.000001", "working_hours", date(2016, 12, 31), "civil"),  # before any rule
        # One procedure has a rule of its own, for a year.
        ("1.000002", "working_days", date(2025, 12, 31), "civil"),
        ("1.000002", "working_days", date(2026, 11, 2), "hours"),
        ("1.000002", "working_days", date(2027, 1, 1), "civil"),
    ],
)
def test_how_days_are_counted_is_a_dated_rule(code: str, unit: str, on: date, policy: str) -> None:
    own = _rule(
        "hours", rule="policy", codes=frozenset({"1.000002"}), valid_from=date(2026, 1, 1), valid_to=date(2027, 1, 1)
    )  # fmt: skip
    rules = [own, *clock_rule_rows()]

    for held in (rules, rules[::-1]):
        assert clock_rules.policy(clock_rules.in_force(held, _subject(code, unit=unit), on)) == policy


def test_every_rule_on_every_day_names_its_basis_and_how_sure_we_are() -> None:
    for rule in clock_rule_rows():
        assert rule.basis
        assert rule.valid_to is None or rule.valid_from < rule.valid_to


def test_the_rules_of_law_onestop_4_hold_today() -> None:
    rules = clock_rules.clock_rules(_packaged(_subject(), date(2026, 11, 2)))

    assert (rules.supplement_return_days, rules.supplement_restarts, rules.supplement_requests_max) == (3, True, 1)
    assert (rules.notice_hours_online, rules.notice_days_counter) == (8, 1)
    assert (rules.extension_notice_days, rules.extensions_max, rules.boundary_start) == (1, 1, "competent")
    assert rules.source_of("supplement_restarts").confidence == Confidence.PREVIOUS  # type: ignore[union-attr]
