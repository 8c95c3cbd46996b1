"""What the catalogue tells others, by what it tells of."""

from motcua.catalogue.facts.kinds import (
    Channel,
    Detail,
    Level,
    LimitUnit,
    Place,
    ProcessStatus,
    ServiceLevel,
    StepKind,
)
from motcua.catalogue.facts.procedures import (
    DatabaseComponent,
    FieldFound,
    Fileable,
    ImportReport,
    LifeEvent,
    ProcedureFound,
    VersionFact,
    VersionName,
)
from motcua.catalogue.facts.terms import (
    ClockRules,
    ComponentFact,
    FeeFact,
    LegalValue,
    StepTerms,
    Terms,
)

__all__ = [
    "Channel",
    "ClockRules",
    "ComponentFact",
    "DatabaseComponent",
    "Detail",
    "FeeFact",
    "FieldFound",
    "Fileable",
    "ImportReport",
    "LegalValue",
    "Level",
    "LifeEvent",
    "LimitUnit",
    "Place",
    "ProcedureFound",
    "ProcessStatus",
    "ServiceLevel",
    "StepKind",
    "StepTerms",
    "Terms",
    "VersionFact",
    "VersionName",
]
