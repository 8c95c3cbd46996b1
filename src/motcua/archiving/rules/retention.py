"""How long is a dossier kept, and from when on may the archive decide about its destruction?"""

from collections.abc import Mapping
from datetime import date

from motcua.archiving.facts import Retention, Track
from motcua.foundation.dated import Dated

PERMANENT = "permanent"


def retention_of(held: Mapping[str, Dated], *, procedure_code: str, field: str) -> Retention:
    """The rule of the procedure, else of its field, else the default.

    Basis: Luật Lưu trữ 33/2024/QH15 (retention by lists of periods); the rows of data/retention.csv name each one's own.
    """
    names = (f"procedure:{procedure_code}", f"field:{field}", "default")
    found = next(held[name] for name in names if name in held)
    years = None if found.value == PERMANENT else int(found.value)
    return Retention(years=years, rule=found.rule, basis=found.basis, confidence=found.confidence)


def keep_until(closed_on: date, years: int | None) -> date | None:
    """The first day on which a dossier need not be kept: whole years after the end of the year in which it ended; None: for ever.

    Basis: house choice (counted from the end of the year of ending, until the list of periods says otherwise).
    """
    return None if years is None else date(closed_on.year + 1 + years, 1, 1)


def track_of(*, has_ended: bool, is_locked: bool, is_handed_over: bool, until: date | None, day: date) -> Track:
    """Where a dossier stands. What is due is never destroyed here: the archive decides.

    Basis: Luật Lưu trữ 33/2024/QH15 (records are destroyed by decision only); TT 13/2023/TT-BNV (handing over).
    """
    if is_locked and until is not None and until <= day:
        return Track.EXPIRED
    if is_handed_over:
        return Track.HANDED_OVER
    if is_locked:
        return Track.LOCKED
    return Track.CLOSING if has_ended else Track.NOT_YET
