"""Everything that happened to a procedure or a decision, as the journal keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType

from motcua.catalogue.facts import DecisionFact, Property, Source
from motcua.catalogue.facts.happened import HAPPENED
from motcua.catalogue.models import Procedure
from motcua.catalogue.queries.properties import words
from motcua.journal import public as journal
from motcua.organization import public as organization

MOST = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Happened:
    at: datetime
    who: str
    #: What happened, in words
    said: str
    #: The property that was set
    label: str
    #: The property's value, where a paper comes from, the decision by which a process was approved, or why one was undone
    what: str
    #: The number of the version that was published
    version: str
    #: From when on it holds
    day: date | None


def of_procedure(code: str) -> tuple[Happened, ...]:
    """The facts of a procedure, the newest first, at most a hundred; nothing for an unknown code."""
    procedure_id = Procedure.objects.filter(code=code).values_list("pk", flat=True).first()
    return _happened(f"procedure:{procedure_id}") if procedure_id else ()


def of_decision(decision: DecisionFact) -> tuple[Happened, ...]:
    """The facts of a decision, the newest first; why it was undone, which the journal does not keep, from the decision."""
    return _happened(f"decision:{decision.id}", {"DecisionUndone": decision.undo_reason})


def _happened(subject: str, known: Mapping[str, str] = MappingProxyType({})) -> tuple[Happened, ...]:
    facts = journal.history(subject)[-MOST:]
    people = organization.names_by_label(fact.actor for fact in facts)
    return tuple(
        Happened(
            at=fact.at,
            who=people[fact.actor],
            said=HAPPENED.get(fact.name, fact.name),
            label=_label(fact.payload),
            what=known.get(fact.name) or _what(fact.name, fact.payload),
            version=str(fact.payload["number"]) if fact.name in {"ProcedurePublished", "ProcedureChanged"} else "",
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
    return str(payload["decision"]) if name == "ProcessPutInForce" else ""


def _day(payload: journal.Payload) -> date | None:
    first = payload.get("from")
    return date.fromisoformat(first) if isinstance(first, str) else None
