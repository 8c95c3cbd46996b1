"""What becomes of the lines of a file that is taken over line by line."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LineRefused:
    """Of a file that is taken over line by line, one that was not taken: what it calls its thing, and why, in both languages."""

    line: int
    code: str
    reason: str
    detail: str
    detail_en: str
