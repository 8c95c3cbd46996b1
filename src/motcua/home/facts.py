"""What the hallway shows: menu items and who is signed in."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    label: str
    url: str
    is_here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    name: str
    initials: str
    post: str
