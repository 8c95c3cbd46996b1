"""What a device needs to receive without its line: procedures, their cases and papers, and until when each would be ready."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from motcua.catalogue import public as catalogue
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.errors import DomainError
from motcua.offline.rules import permissions
from motcua.organization import public as organization

#: How many procedures and, of each, agencies a device holds.
MOST, AGENCIES = 40, 3
#: How far back "of late" goes.
LATELY = timedelta(days=30)
_HOURS = range(6, 20)


def prepared(*, centre_id: int, codes: Sequence[str], actor: organization.Actor, at: datetime) -> list[dict[str, Any]]:
    """The procedures that this counter received most often of late, and those named; those that cannot be received now are left out.

    Raises NotYourCodes.
    """
    permissions.require(actor, centre_id)
    often = dossiers.usual_procedures(centre_id=centre_id, since=at - LATELY, most=MOST)
    wanted = list(dict.fromkeys([*codes, *often]))[:MOST]
    return [told for code in wanted if (told := _procedure(code, centre_id, at))]


def _procedure(code: str, centre_id: int, at: datetime) -> dict[str, Any] | None:
    day = clock.local_day(at)
    try:
        terms = catalogue.terms_in_force(procedure_code=code, on=day)
        agencies = dossiers.competent_agencies(terms=terms, centre_id=centre_id, on=day)[:AGENCIES]
    except DomainError:
        return None
    if not agencies:
        return None
    replaced = catalogue.replaced_by_data(code=terms.code, names=[c.name for c in terms.components], on=day)
    papers = [
        {
            "name": one.name, "case": one.case.strip(" *:-."), "originals": one.originals, "copies": one.copies,
            "database": replaced[one.name].database if one.name in replaced else "",
        }
        for one in terms.components
    ]  # fmt: skip
    ready = [{"id": one.id, "name": one.name, "due": _due(terms, centre_id, one.id, at)} for one in agencies]
    return {"code": terms.code, "name": terms.short_name, "cases": list(terms.cases), "papers": papers, "agencies": ready}


def _due(terms: catalogue.Terms, centre_id: int, competent_id: int, at: datetime) -> list[list[str]]:
    """[from, before, due] for today and tomorrow, only where it is the same whenever within the hour something is received."""

    def due(moment: datetime) -> datetime | None:
        return dossiers.promise(terms=terms, centre_id=centre_id, competent_id=competent_id, at=moment).due_at

    found: list[list[str]] = []
    for day in (clock.local_day(at), clock.local_day(at) + timedelta(days=1)):
        for hour in _HOURS:
            start = datetime.combine(day, time(hour), tzinfo=clock.TIME_ZONE)
            end = start + timedelta(hours=1)
            first, last = due(start), due(end - timedelta(minutes=1))
            if first is None or first != last:
                continue
            if found and found[-1][1:] == [start.isoformat(), first.isoformat()]:
                found[-1][1] = end.isoformat()
            else:
                found.append([start.isoformat(), end.isoformat(), first.isoformat()])
    return found
