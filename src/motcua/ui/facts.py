"""What the rooms hand to the components: plain values, already in words."""

from dataclasses import dataclass
from enum import StrEnum


class Hue(StrEnum):
    """Whose turn it is. A hue has one meaning everywhere."""

    SONG = "song"  #: the unit holds it; our own actions
    LUA = "lua"  #: the applicant's turn; due very soon
    CHAM = "cham"  #: another agency's turn
    DA = "da"  #: nobody's turn: closed, stopped, not applicable
    LA = "la"  #: done as promised, valid
    GACH = "gach"  #: overdue, failed, cannot be undone


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A stretch of working time in a time strip. `hue` is song, lua, cham or da (nobody)."""

    hue: str
    minutes: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Track:
    """One of the five tracks of a dossier."""

    icon: str
    label: str
    state: str
    hue: str = ""
    note: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One stage of a path: past, here or to come."""

    label: str
    note: str = ""
    past: bool = False
    here: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Crumb:
    """A place on the way to this page; the last one has no address."""

    label: str
    href: str = ""
    code: bool = False
