"""The door of the catalogue."""

from motcua.catalogue.facts import (
    ClockRules,
    ComponentFact,
    FeeFact,
    FieldFound,
    Fileable,
    ImportReport,
    LegalValue,
    Level,
    LifeEvent,
    ProcedureFound,
    ServiceLevel,
    StepTerms,
    Terms,
    VersionFact,
    VersionName,
)
from motcua.catalogue.operations.processes import derive_processes
from motcua.catalogue.operations.publish import import_procedures
from motcua.catalogue.queries.changes import forget
from motcua.catalogue.queries.finding import browse, by_codes, fields, search
from motcua.catalogue.queries.listing import fileable, names, procedure_id
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
    "Fileable",
    "ImportReport",
    "LegalValue",
    "Level",
    "LifeEvent",
    "ProcedureFound",
    "ProcedureNotInForce",
    "ProcedureNotReady",
    "ProcedureRead",
    "ServiceLevel",
    "StepTerms",
    "Terms",
    "UnknownProcedure",
    "UnknownTerms",
    "VersionFact",
    "VersionName",
    "browse",
    "by_codes",
    "derive_processes",
    "fields",
    "fileable",
    "forget",
    "history",
    "import_procedures",
    "life_events",
    "names",
    "packaged_lines",
    "procedure",
    "procedure_id",
    "search",
    "terms_in_force",
    "terms_of_version",
]
