"""Kinds of users, and what a line of the table of addresses says."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from django.urls import reverse
from tests.dossiers.given import World

NOBODY = "nobody"
HANDLERS = frozenset({"counter", "official", "head", "leader", "clerk"})
OVERSEERS = frozenset({"head", "leader", "control", "reform", "inspector"})
STAFF = HANDLERS | OVERSEERS | {"operator"}
EVERYBODY = STAFF | {NOBODY}


@dataclass(frozen=True)
class Seeded:
    """What the pages show."""

    world: World
    codes: Mapping[str, str]
    ids: Mapping[str, int]
    extra: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """Addresses of one URL name, and the roles that are answered with 200."""

    opens_for: frozenset[str]
    addresses: Callable[[Seeded], list[str]]
    #: Looks the same to everybody who may open it: judged by one of them.
    is_alike: bool = False

    def is_judged_by(self, kind: str, kinds: Sequence[str], number: int, place: int) -> bool:
        """Addresses are shared out among the kinds of user they open for; the first of a name is looked at by two of them."""
        openers = [one for one in kinds if one in self.opens_for]
        if kind not in openers:
            return False
        turn = (openers.index(kind) - number - place) % len(openers)
        return turn == 0 or (number == 0 and not self.is_alike and turn == len(openers) // 2)


def plain(name: str, *queries: str) -> Callable[[Seeded], list[str]]:
    return lambda _seeded: [reverse(name) + query for query in (queries or ("",))]
