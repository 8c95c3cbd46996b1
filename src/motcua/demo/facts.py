"""How a demonstration is asked for, and what it says when it is made."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What was asked for. The same wish gives the same province."""

    dossiers: int = 3000
    days: int = 30
    seed: int = 2026
    #: The simulated life ends here, at the close of a working day.
    until: datetime


@dataclass(slots=True, kw_only=True)
class Made:
    """The province as it stands after its simulated weeks."""

    communes: int
    centres: int
    officials: int
    procedures: int
    dossiers: int = 0
    operations: int = 0
    by_state: dict[str, int] = field(default_factory=dict)
    journal_facts: int = 0
    audit_ok: bool = False
    accounts: dict[str, str] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)
    #: It was there already, and asked for differently.
    is_other_wish: bool = False
