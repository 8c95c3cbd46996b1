"""The agencies API."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Path, Query, Router, Schema

from motcua.foundation import clock, paging
from motcua.organization import public as organization

router = Router()


class AgencyOut(Schema):
    id: int
    name: str
    short_name: str
    kind: str
    level: str
    identifier: str | None
    identifier_status: str
    statistical_code: str
    parent_id: int | None
    valid_from: date | None
    valid_to: date | None


class AgenciesOut(Schema):
    items: list[AgencyOut]
    next: str | None


@router.get("", response=AgenciesOut, summary="List agencies in being on a day (default today)")
def listing(
    request: HttpRequest,
    kind: organization.Kind | None = None,
    on: date | None = None,
    cursor: Annotated[str | None, Query(max_length=200)] = None,
    size: Annotated[int, Query(ge=1, le=500)] = 200,
) -> dict[str, Any]:
    after = paging.decode(cursor, int)[0] if cursor else 0
    found = sorted(organization.agencies(kind=kind, on=on or clock.local_day(clock.now())), key=lambda agency: agency.id)
    page = paging.page([agency for agency in found if agency.id > after], size=size, key=lambda agency: [agency.id])
    return {"items": [_agency(agency) for agency in page.rows], "next": page.next}


@router.get("/{agency_id}", response=AgencyOut, summary="Read an agency")
def read(request: HttpRequest, agency_id: Annotated[int, Path(ge=1, lt=2**63)]) -> dict[str, Any]:
    return _agency(organization.agency(agency_id))


def _agency(agency: organization.AgencyFact) -> dict[str, Any]:
    return {name: getattr(agency, name) for name in AgencyOut.model_fields} | {"identifier": agency.identifier or None}
