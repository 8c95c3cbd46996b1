"""Dated rows about papers: who need not sign, and what the law says of each kind of request."""

import csv
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path

from motcua.dossiers.rules import signing
from motcua.dossiers.rules.asking import Lack, LawOfLack
from motcua.dossiers.rules.signing import SigningRule

_FOLDER = Path(__file__).resolve().parents[2] / "data"


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _days(row: dict[str, str]) -> tuple[date, date | None]:
    return date.fromisoformat(row["valid_from"]), date.fromisoformat(row["valid_to"]) if row["valid_to"] else None


@cache
def signing_rules() -> tuple[SigningRule, ...]:
    """Who need not sign the form, from when to when."""
    return tuple(
        SigningRule(systems=frozenset(row["systems"].split()), valid_from=begins, valid_to=ends, basis=row["basis"])
        for row in _rows("signing_rules.csv")
        for begins, ends in [_days(row)]
    )


def need_not_sign(*, identified_by: str, on: date) -> SigningRule | None:
    """The rule by which who signed in like this need not sign the form."""
    return signing.need_not_sign(signing_rules(), identified_by=identified_by, on=on)


@cache
def laws_of_lacks() -> tuple[LawOfLack, ...]:
    """What the law says of each kind of reason for asking, from when to when."""
    return tuple(
        LawOfLack(lack=Lack(row["lack"]), law=row["law"], basis=row["basis"], valid_from=begins, valid_to=ends)
        for row in _rows("supplement_reasons.csv")
        for begins, ends in [_days(row)]
    )
