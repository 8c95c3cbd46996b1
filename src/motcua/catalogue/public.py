"""The door of the catalogue."""

from motcua.catalogue.facts import (
    Approved,
    ClockRules,
    ComponentFact,
    FeeFact,
    FieldFound,
    Fileable,
    ImportReport,
    LegalValue,
    Level,
    LifeEvent,
    Onward,
    Place,
    ProcedureFound,
    ProcessFrame,
    ProcessInForce,
    ServiceLevel,
    StepKind,
    StepOutcome,
    StepTerms,
    Terms,
    VersionFact,
    VersionName,
    line_of,
)
from motcua.catalogue.operations.in_force import put_process_in_force
from motcua.catalogue.operations.processes import derive_processes
from motcua.catalogue.operations.publish import import_procedures
from motcua.catalogue.queries.changes import forget
from motcua.catalogue.queries.check import Checked, check, links
from motcua.catalogue.queries.finding import browse, by_codes, fields, search
from motcua.catalogue.queries.listing import fileable, names, procedure_id
from motcua.catalogue.queries.packaged import life_events, packaged_lines
from motcua.catalogue.queries.processes import process_frame, processes_of, version_frame
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
    "Approved",
    "Checked",
    "ClockRules",
    "ComponentFact",
    "FeeFact",
    "FieldFound",
    "Fileable",
    "ImportReport",
    "LegalValue",
    "Level",
    "LifeEvent",
    "Onward",
    "Place",
    "ProcedureFound",
    "ProcedureNotInForce",
    "ProcedureNotReady",
    "ProcedureRead",
    "ProcessFrame",
    "ProcessInForce",
    "ServiceLevel",
    "StepKind",
    "StepOutcome",
    "StepTerms",
    "Terms",
    "UnknownProcedure",
    "UnknownTerms",
    "VersionFact",
    "VersionName",
    "browse",
    "by_codes",
    "check",
    "derive_processes",
    "fields",
    "fileable",
    "forget",
    "history",
    "import_procedures",
    "life_events",
    "line_of",
    "links",
    "names",
    "packaged_lines",
    "procedure",
    "procedure_id",
    "process_frame",
    "processes_of",
    "put_process_in_force",
    "search",
    "terms_in_force",
    "terms_of_version",
    "version_frame",
]
