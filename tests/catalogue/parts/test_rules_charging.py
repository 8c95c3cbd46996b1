"""What is to be paid, with rules that set amounts and rules that reduce them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.catalogue.facts import FeeFact, FeeRule
from motcua.catalogue.rules.parts.charging import applying, due
from motcua.foundation.confidence import Confidence

DAY = date(2026, 11, 23)
PUBLISHED = (
    FeeFact(channel="direct", text="50.000 đồng", amount=50_000), FeeFact(channel="online", text="50.000 đồng", amount=50_000),
)  # fmt: skip


def rule(**changes: object) -> FeeRule:
    held: dict = {
        "id": 1, "codes": frozenset(), "field_slug": "", "channel": "", "group": "", "amount": None, "percent": 0,
        "valid_from": date(2026, 1, 1), "valid_to": None, "basis": "Nghị quyết thử", "confidence": Confidence.READ,
    }  # fmt: skip
    return FeeRule(**held | changes)


def asked(rules: list[FeeRule], *, channel: str = "online", groups: tuple[str, ...] = (), on: date = DAY) -> int | None:
    held = applying(rules, code="1.001193", field_slug="ho-tich", channel=channel, groups=groups, on=on)
    return due(PUBLISHED, held, channel=channel).amount


ZERO_ONLINE = rule(channel="online")
POOR = rule(id=2, group="ho-ngheo")
HALF_ONLINE = rule(id=3, channel="online", percent=50)
SET = rule(id=4, codes=frozenset({"1.001193"}), amount=30_000, percent=None)
FIELD = rule(id=5, field_slug="ho-tich", amount=40_000, percent=None)


@pytest.mark.parametrize(
    ("rules", "channel", "groups", "on", "amount"),
    [
        ([], "direct", (), DAY, 50_000),
        ([ZERO_ONLINE], "online", (), DAY, 0),
        ([ZERO_ONLINE], "direct", (), DAY, 50_000),
        ([ZERO_ONLINE], "online", (), date(2025, 12, 31), 50_000),
        ([rule(channel="online", valid_to=DAY)], "online", (), DAY, 50_000),
        ([POOR], "direct", (), DAY, 50_000),
        ([POOR], "direct", ("ho-ngheo",), DAY, 0),
        ([HALF_ONLINE], "online", (), DAY, 25_000),
        ([HALF_ONLINE, POOR], "online", ("ho-ngheo",), DAY, 0),  # the best reduction, once
        ([FIELD, SET], "direct", (), DAY, 30_000),  # the procedure's own rule before its field's
        ([SET, HALF_ONLINE], "online", (), DAY, 15_000),
    ],
)
def test_what_is_due(rules: list[FeeRule], channel: str, groups: tuple[str, ...], on: date, amount: int) -> None:
    assert asked(rules, channel=channel, groups=groups, on=on) == amount


def test_nought_is_certain_even_where_the_published_words_leave_the_fee_open() -> None:
    open_words = (FeeFact(channel="online", text="Theo nghị quyết của HĐND", amount=None),)

    assert due(open_words, (ZERO_ONLINE,), channel="online").amount == 0
    assert due(open_words, (HALF_ONLINE,), channel="online").amount is None
    assert due(open_words, (), channel="online").amount is None


def test_a_rule_that_is_only_remembered_makes_the_answer_uncertain() -> None:
    remembered = rule(confidence=Confidence.REMEMBERED)

    assert due(PUBLISHED, (ZERO_ONLINE,), channel="online").is_certain
    assert not due(PUBLISHED, (remembered,), channel="online").is_certain
    assert due(PUBLISHED, (remembered,), channel="online").bases == ("Nghị quyết thử",)


@given(st.lists(st.integers(0, 100), max_size=5))
def test_more_reductions_never_make_it_dearer_and_never_stack(shares: list[int]) -> None:
    rules = [rule(id=number, percent=share) for number, share in enumerate(shares)]

    assert asked(rules) == 50_000 * min(shares, default=100) // 100
