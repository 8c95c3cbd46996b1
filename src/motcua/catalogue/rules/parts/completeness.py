"""Which parts of a procedure does its publication leave out?

Seven parts every procedure has; the others it has "where applicable", so their absence is told apart and never counted.
"""

import re
from dataclasses import dataclass

from motcua.catalogue.facts import Part

#: What criterion 1.3 of the quality index counts.
ALWAYS = (Part.NAME, Part.STEPS, Part.MANNER, Part.COMPONENTS, Part.TIME_LIMIT, Part.APPLICANTS, Part.AGENCIES)
WHERE_APPLICABLE = (Part.RESULTS, Part.REQUIREMENTS, Part.FEES, Part.FORMS, Part.LEGAL_BASES)
_LENGTH = re.compile(
    r"\d\s*(?:\([^)]{1,20}\)\s*)?(?:ngày|giờ|tháng|năm)|(?:trong|ngay|cùng)\s+(?:ngày|buổi)|ngay\s+(?:sau|khi)|không\s+quy\s+định",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a publication says of each part."""

    name: str
    steps: str
    channels: int
    components: int
    has_limit: bool
    #: Words beside the channels, where a time limit may stand
    words: str
    applicants: int
    agencies: str
    results: int
    requirements: str
    fees: bool
    forms: int
    legal_bases: int


def speaks_of_time(words: str) -> bool:
    """Whether the words state a time limit, be it one that cannot be computed with.

    Basis: house choice (reading of the published text).
    """
    return bool(_LENGTH.search(words))


def left_out(said: Said) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """The parts that are missing, and those of which nothing is said though a procedure may have none.

    Basis: Nghị định 63/2010/NĐ-CP Điều 8 khoản 2; criterion 1.3 of the quality index (QĐ 766).
    """
    there = {
        Part.NAME: said.name,
        Part.STEPS: said.steps,
        Part.MANNER: said.channels,
        Part.COMPONENTS: said.components,
        Part.TIME_LIMIT: said.has_limit or speaks_of_time(f"{said.words}\n{said.steps}"),
        Part.APPLICANTS: said.applicants,
        Part.AGENCIES: said.agencies,
        Part.RESULTS: said.results,
        Part.REQUIREMENTS: said.requirements,
        Part.FEES: said.fees,
        Part.FORMS: said.forms,
        Part.LEGAL_BASES: said.legal_bases,
    }
    missing = tuple(part for part in ALWAYS if not there[part])
    return missing, tuple(part for part in WHERE_APPLICABLE if not there[part])
