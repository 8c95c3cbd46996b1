"""Catalogues built by real imports."""

from collections.abc import Iterable
from datetime import date, datetime

from django.test import Client
from tests.catalogue.factories import AT, Keeper, line

from motcua.catalogue import public as catalogue
from motcua.catalogue.facts import ImportReport

FIRST_DAY = date(2026, 11, 2)


def imported(
    lines: Iterable[bytes], *, effective: date = FIRST_DAY, source: str = "thu.jsonl", at: datetime = AT
) -> ImportReport:
    return catalogue.import_procedures(lines=list(lines), source=source, actor=Keeper(), at=at, effective=effective)


def procedure(code: str = "1.000001", **changes: object) -> None:
    report = imported([line(code, **changes)])
    assert not report.refused, report.refused


def whole_catalogue(*, effective: date = FIRST_DAY) -> None:
    for name in ("procedures", "catalog"):
        imported(catalogue.packaged_lines(name), effective=effective, source=name)


def page(client: Client, address: str) -> str:
    """A page that opens."""
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()
