"""Provinces and, of our own, the communes: what an address may name."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from motcua.organization import public as organization

#: The province that this installation serves; of the others the communes are not known here.
OWN = "Tỉnh An Giang"


@cache
def _provinces() -> tuple[str, ...]:
    lines = resources.files("motcua.eforms").joinpath("data", "provinces.csv").read_text("utf-8").splitlines()
    return tuple(row["name"] for row in csv.DictReader(lines))


def places(on: date) -> Mapping[str, frozenset[str]]:
    """Each province with its communes on a day, our own first; a province whose communes are not known takes any name."""
    own = frozenset(agency.name for agency in organization.agencies(kind=organization.Kind.COMMUNE, on=on))
    return {OWN: own} | {name: frozenset() for name in _provinces() if name != OWN}
