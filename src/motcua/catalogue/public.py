"""The door of the catalogue."""

from motcua.catalogue.facts import (
    ClockRules,
    ComponentFact,
    FeeFact,
    FieldFound,
    ImportReport,
    LegalValue,
    Level,
    LifeEvent,
    ProcedureFound,
    Refused,
    ServiceLevel,
    StepTerms,
    Terms,
    VersionFact,
)
from motcua.catalogue.operations.processes import derive_processes
from motcua.catalogue.operations.publish import import_procedures
from motcua.catalogue.queries.changes import forget
from motcua.catalogue.queries.finding import browse, by_codes, fields, search
from motcua.catalogue.queries.packaged import life_events, packaged_lines
from motcua.catalogue.queries.reading import ProcedureRead, history, procedure
from motcua.catalogue.queries.terms import (
    ProcedureNotInForce,
    ProcedureNotReady,
    UnknownProcedure,
    UnknownTerms,
    terms_in_force,
    terms_of_version,
)

__all__ = [
    "ClockRules",
    "ComponentFact",
    "FeeFact",
    "FieldFound",
    "ImportReport",
    "LegalValue",
    "Level",
    "LifeEvent",
    "ProcedureFound",
    "ProcedureNotInForce",
    "ProcedureNotReady",
    "ProcedureRead",
    "Refused",
    "ServiceLevel",
    "StepTerms",
    "Terms",
    "UnknownProcedure",
    "UnknownTerms",
    "VersionFact",
    "browse",
    "by_codes",
    "derive_processes",
    "fields",
    "forget",
    "history",
    "import_procedures",
    "life_events",
    "packaged_lines",
    "procedure",
    "search",
    "terms_in_force",
    "terms_of_version",
]
