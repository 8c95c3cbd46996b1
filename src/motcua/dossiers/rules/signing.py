"""Must the form of a dossier that was filed online be signed?"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

#: Systems in which one signs in with an identity that the state has checked.
SYSTEMS = frozenset({"portal", "vneid"})


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningRule:
    """From a day to another: who signed in by one of these systems need not sign the form."""

    systems: frozenset[str]
    valid_from: date
    valid_to: date | None
    basis: str


def need_not_sign(rules: Sequence[SigningRule], *, identified_by: str, on: date) -> SigningRule | None:
    """The rule by which a form without a signature is no defect, if one holds on the day for how its filer signed in.

    Basis: Nghị quyết 66.7/2025/NQ-CP Điều 2 khoản 4, by the dated rows.
    """
    holding = (rule for rule in rules if rule.valid_from <= on and (rule.valid_to is None or on < rule.valid_to))
    return next((rule for rule in holding if identified_by in rule.systems), None)
