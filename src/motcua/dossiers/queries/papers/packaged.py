"""Dated rows about papers: who need not sign, and what the law says of each kind of request."""

from collections.abc import Mapping
from datetime import date

from motcua.dossiers.rules import signing
from motcua.foundation import dated
from motcua.foundation.dated import Dated


def need_not_sign(*, identified_by: str, on: date) -> Dated | None:
    """The rule by which who signed in like this need not sign the form."""
    return signing.need_not_sign(_held("signing_rules.csv", on), identified_by=identified_by)


def laws_of_lacks(*, on: date) -> Mapping[str, Dated]:
    """What the law says on a day of each kind of reason for asking."""
    return _held("supplement_reasons.csv", on)


def _held(name: str, on: date) -> dict[str, Dated]:
    return dated.on_day(dated.packaged("motcua.dossiers", name), on)
