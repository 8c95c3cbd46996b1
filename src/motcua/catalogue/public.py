"""The door of the catalogue."""

from motcua.catalogue.facts import (
    Approved,
    ComponentFact,
    ProcedureFound,
    ProcessFrame,
    ProcessInForce,
    PutInForce,
    StepOutcome,
    StepTerms,
    Terms,
    VersionName,
)
from motcua.catalogue.operations.in_force import put_process_in_force, write_trial
from motcua.catalogue.operations.publish import import_procedures
from motcua.catalogue.queries.control.waiting import ControlCounts, control_counts
from motcua.catalogue.queries.finding import by_codes, search
from motcua.catalogue.queries.listing import fileable, names, procedure_id
from motcua.catalogue.queries.packaged import life_events, packaged_lines
from motcua.catalogue.queries.parts import asking_reasons
from motcua.catalogue.queries.processes import process_frame, processes_of, version_frame
from motcua.catalogue.queries.reading import procedure
from motcua.catalogue.queries.replaced import replaced_by_data
from motcua.catalogue.queries.terms import ProcedureNotInForce, terms_in_force, terms_of_version
from motcua.catalogue.rules.checklist import is_for_some
from motcua.catalogue.rules.permissions import watches_control

__all__ = [
    "Approved",
    "ComponentFact",
    "ControlCounts",
    "ProcedureFound",
    "ProcedureNotInForce",
    "ProcessFrame",
    "ProcessInForce",
    "PutInForce",
    "StepOutcome",
    "StepTerms",
    "Terms",
    "VersionName",
    "asking_reasons",
    "by_codes",
    "control_counts",
    "fileable",
    "import_procedures",
    "is_for_some",
    "life_events",
    "names",
    "packaged_lines",
    "procedure",
    "procedure_id",
    "process_frame",
    "processes_of",
    "put_process_in_force",
    "replaced_by_data",
    "search",
    "terms_in_force",
    "terms_of_version",
    "version_frame",
    "watches_control",
    "write_trial",
]
