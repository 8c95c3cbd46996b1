"""Everything that happened to a procedure, as the journal keeps it."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.catalogue.facts import Property, Source
from motcua.catalogue.models import Procedure
from motcua.catalogue.queries.properties import words
from motcua.journal import public as journal
from motcua.organization import public as organization

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    at: datetime
    who: str
    #: The fact's name: the page has its words.
    name: str
    #: The property that was set
    label: str
    #: The version's number, the property's value, or where a paper comes from.
    what: str
    #: From when on it holds
    day: date | None


def of_procedure(code: str) -> tuple[Happened, ...]:
    """The facts of a procedure, the newest first, at most a hundred; nothing for an unknown code."""
    procedure_id = Procedure.objects.filter(code=code).values_list("pk", flat=True).first()
    facts = journal.history(f"procedure:{procedure_id}")[-MOST:] if procedure_id else ()
    people = organization.names_by_label(fact.actor for fact in facts)
    return tuple(
        Happened(
            at=fact.at,
            who=people[fact.actor],
            name=fact.name,
            label=_label(fact.payload),
            what=_what(fact.name, fact.payload),
            day=_day(fact.payload),
        )
        for fact in reversed(facts)
    )


def _label(payload: journal.Payload) -> str:
    return Property(str(payload["property"])).label if "property" in payload else ""


def _what(name: str, payload: journal.Payload) -> str:
    if name == "ProcedurePropertySet":
        return words(Property(str(payload["property"])), str(payload["value"]))
    if name == "PaperDescribed":
        return Source(str(payload["source"])).label
    return str(payload.get("number", ""))


def _day(payload: journal.Payload) -> date | None:
    first = payload.get("from")
    return date.fromisoformat(first) if isinstance(first, str) else None
