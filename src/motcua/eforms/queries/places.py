"""Provinces and, of our own, the communes: what an address may name."""

import csv
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib import resources

from motcua.organization import public as organization


@cache
def _provinces() -> tuple[str, ...]:
    lines = resources.files("motcua.eforms").joinpath("data", "provinces.csv").read_text("utf-8").splitlines()
    return tuple(row["name"] for row in csv.DictReader(lines))


def places(on: date) -> Mapping[str, frozenset[str]]:
    """Each province with its communes on a day, our own first; a province whose communes are not known takes any name."""
    here = organization.province_names(on=on).area
    own = (
        {here: frozenset(agency.name for agency in organization.agencies(kind=organization.Kind.COMMUNE, on=on))} if here else {}
    )
    return own | {name: frozenset() for name in _provinces() if name not in own}
