"""What the tables of several rooms say alike: the words of a kind, that a value is one of them, that two labels are not one person."""

from collections.abc import Iterable
from enum import StrEnum

from django.db.models import F, Func, IntegerField, Q, TextField, Value
from django.db.models.lookups import Exact, IsNull


def choices(kinds: type[StrEnum]) -> list[tuple[str, str]]:
    """Each value with the words that people read."""
    return [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]


def one_of(field: str, kinds: Iterable[str]) -> Q:
    """The database keeps no value that the code does not know."""
    return Q(**{f"{field}__in": [str(kind) for kind in kinds]})


def same_person(field: str, other: str) -> Q:
    """As `four_eyes` sees them: machine:7 is the same pair of eyes as user:7."""
    return Q(Exact(_person(F(field)), _person(F(other))))


def not_among(field: str, hands: str) -> Q:
    """The person of a label is none of those of a list of labels (which hold no spaces)."""
    listed = Func(F(hands), Value(" "), function="array_to_string", output_field=TextField())
    bare = Func(listed, Value("[^ ]*:"), Value(""), Value("g"), function="regexp_replace", output_field=TextField())
    people = Func(bare, Value(" "), function="string_to_array")
    return Q(IsNull(Func(people, _person(F(field)), function="array_position", output_field=IntegerField()), True))  # noqa: FBT003


def _person(label: F) -> Func:
    return Func(label, Value("^.*:"), Value(""), function="regexp_replace", output_field=TextField())
