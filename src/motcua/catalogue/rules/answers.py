"""The four answers a citizen reads first: how long, how much, what to bring, where. What does the source let us say?"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import time

from motcua.catalogue.facts import Channel, FeeFact, Level, LimitUnit
from motcua.catalogue.rules.cases import is_case

FIRST_PAPER = 70


@dataclass(frozen=True, slots=True, kw_only=True)
class HowLong:
    """kind: same_day, limit, unknown."""

    kind: str
    amount: int = 0
    unit: str = ""
    hour: int | None = None
    by_case: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HowMuch:
    """kind: free, amount, from (several amounts), see (words that need reading), unknown."""

    kind: str
    amount: int = 0
    #: Words stand beside the amount: a copy, a rise, an exemption
    has_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatToBring:
    """kind: one, several, unknown."""

    kind: str
    count: int = 0
    cases: int = 0
    first: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """kind: commune, province, elsewhere (not the province's to decide), unknown."""

    kind: str
    any_centre: bool = False
    online: bool = False
    postal: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    how_long: HowLong
    how_much: HowMuch
    bring: WhatToBring
    where: Where


def how_long(*, limit: tuple[int, str] | None, same_day: bool, cutoff: time | None, by_case: bool) -> HowLong:
    """The time limit in plain words, or that the source states none.

    Basis: Nghị định 63/2010/NĐ-CP Điều 8.
    """
    if same_day:
        return HowLong(kind="same_day", hour=cutoff.hour if cutoff else None)
    if limit is None:
        return HowLong(kind="unknown")
    return HowLong(kind="limit", amount=limit[0], unit=LimitUnit(limit[1]).label, by_case=by_case)


def how_much(fees: Sequence[FeeFact]) -> HowMuch:
    """The fee in plain words: an amount only where every channel's words are certain.

    Basis: Nghị định 63/2010/NĐ-CP Điều 8.
    """
    said = [fee for fee in fees if fee.text]
    if not said:
        return HowMuch(kind="unknown")
    if any(fee.amount is None for fee in said):
        return HowMuch(kind="see")
    amounts = sorted({fee.amount for fee in said if fee.amount is not None})
    has_words = any(" · " in fee.text for fee in said)
    if amounts == [0]:
        return HowMuch(kind="free", has_words=has_words)
    return HowMuch(kind="amount" if len(amounts) == 1 else "from", amount=amounts[0], has_words=has_words)


def what_to_bring(cases: Sequence[tuple[str, Sequence[str]]]) -> WhatToBring:
    """How many papers, and the first one by name where they are few.

    Basis: Nghị định 63/2010/NĐ-CP Điều 8.
    """
    papers = [paper for _, held in cases for paper in held]
    if not papers:
        return WhatToBring(kind="unknown")
    first = papers[0] if len(papers[0]) <= FIRST_PAPER else papers[0][:FIRST_PAPER].rsplit(" ", 1)[0].rstrip(",;: (") + "…"
    kind = "one" if len(papers) == 1 else "several"
    return WhatToBring(kind=kind, count=len(papers), cases=len({name if is_case(name) else "" for name, _ in cases}), first=first)


def where(*, levels: Collection[str], offered: bool, boundary: str, channels: Collection[str]) -> Where:
    """At which centres a dossier may be filed.

    Basis: Nghị định 118/2025/NĐ-CP Điều 14 khoản 2.
    """
    if not offered:
        return Where(kind="elsewhere" if levels else "unknown")
    return Where(
        kind="commune" if Level.COMMUNE in levels else "province",
        any_centre=boundary in {"province", "nationwide"},
        online=Channel.ONLINE in channels,
        postal=Channel.POSTAL in channels,
    )
