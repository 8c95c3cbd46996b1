"""The four answers say no more than the source."""

from datetime import time

import pytest

from motcua.catalogue.facts import FeeFact
from motcua.catalogue.rules import answers


def _fee(amount: int | None, text: str = "x", channel: str = "direct") -> FeeFact:
    return FeeFact(channel=channel, text=text, amount=amount)


@pytest.mark.parametrize(
    ("fees", "kind", "amount"),
    [
        ([], "unknown", 0),
        ([_fee(None, text="")], "unknown", 0),
        ([_fee(0), _fee(0, channel="online")], "free", 0),
        ([_fee(50_000)], "amount", 50_000),
        ([_fee(50_000), _fee(25_000, channel="online")], "from", 25_000),
        ([_fee(50_000), _fee(None)], "see", 0),
    ],
)
def test_a_fee_is_named_only_where_every_channel_is_certain(fees: list[FeeFact], kind: str, amount: int) -> None:
    said = answers.how_much(fees)

    assert (said.kind, said.amount) == (kind, amount)


def test_a_time_limit_is_said_or_unsaid() -> None:
    def said(**given: object) -> str:
        return answers.how_long(**({"limit": None, "same_day": False, "cutoff": None, "by_case": False} | given)).kind  # type: ignore[arg-type]

    assert said() == "unknown"
    assert said(limit=(5, "working_days")) == "limit"
    assert said(same_day=True, cutoff=time(15)) == "same_day"


def test_papers_are_counted_and_a_long_name_is_cut_at_a_word() -> None:
    one = answers.what_to_bring([("", ["Giấy chứng sinh"])])
    many = answers.what_to_bring([("", ["Giấy " * 40, "Hai"]), ("Khác", ["Ba"])])

    assert (one.kind, one.first) == ("one", "Giấy chứng sinh")
    assert (many.kind, many.count, many.cases) == ("several", 3, 2)
    assert many.first.endswith("Giấy…")
    assert len(many.first) <= 71
    assert answers.what_to_bring([]).kind == "unknown"


@pytest.mark.parametrize(
    ("levels", "offered", "boundary", "kind", "anywhere"),
    [
        (["commune"], True, "province", "commune", True),
        (["province"], True, "none", "province", False),
        (["ministry"], False, "province", "elsewhere", False),
        ([], False, "none", "unknown", False),
    ],
)
def test_where_follows_from_level_and_boundary(
    levels: list[str], offered: bool, boundary: str, kind: str, anywhere: bool
) -> None:
    said = answers.where(levels=levels, offered=offered, boundary=boundary, channels={"online"})

    assert (said.kind, said.any_centre) == (kind, anywhere)
