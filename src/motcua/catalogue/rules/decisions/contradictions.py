"""Which lines of a decision contradict what is in force, another decision, or each other?"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from motcua.catalogue.facts import Act, Detail, ListedLine, RowRefused
from motcua.catalogue.rules.decisions import refusing
from motcua.catalogue.rules.decisions.refusing import Why


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What stands of one code around the day of effect."""

    #: First day and detail of what is in force on that day
    since: date | None = None
    detail: str = ""
    #: The last day on which anything ended, before
    ended: date | None = None
    #: The first day of a version that begins later
    later: date | None = None
    #: The day from which what is in force on that day ends for good, by a decision that came before this one
    ends: date | None = None
    #: The other decision that changes it from that very day on
    decided_by: str = ""


NOTHING = Known()


def contradictions(
    lines: Sequence[ListedLine], known: Mapping[str, Known], effective_on: date
) -> tuple[list[ListedLine], list[RowRefused]]:
    """The lines that can be taken, a repeated one once, and those that cannot, with why.

    Basis: Nghị định 63/2010/NĐ-CP Điều 14, 15 (a procedure is new, amended, replaced or abolished); house choice for the rest.
    """
    kept, refused = _once(lines)
    by_code = {line.code: line for line in kept}
    first: dict[str, ListedLine] = {}
    for line in kept:
        for code in line.replaces:
            first.setdefault(code, line)
    taken = []
    for line in kept:
        why = [*_against(line, known, effective_on), *_each_other(line, by_code, first)]
        refused += [refusing.refused(line.place, line.place_en, line.code, one) for one in why[:1]]
        if not why:
            taken.append(line)
    return taken, refused


def _once(lines: Iterable[ListedLine]) -> tuple[list[ListedLine], list[RowRefused]]:
    """A procedure of two levels stands in both parts of a list: the same words twice are one line for both levels."""
    first: dict[str, ListedLine] = {}
    levels: dict[str, list[str]] = {}
    refused = []
    for line in lines:
        before = first.setdefault(line.code, line)
        if before.said != line.said:
            why = refusing.duplicate(before.place, before.place_en)
            refused.append(refusing.refused(line.place, line.place_en, line.code, why))
            continue
        held = levels.setdefault(line.code, [])
        held += [level for level in line.levels if level not in held]
    return [_with_levels(line, tuple(levels[code])) for code, line in first.items()], refused


def _with_levels(line: ListedLine, levels: tuple[str, ...]) -> ListedLine:
    return line if line.levels == levels else replace(line, levels=levels)


def _against(line: ListedLine, known: Mapping[str, Known], effective_on: date) -> Iterator[Why]:
    """What stands already speaks against the line."""
    own = known.get(line.code, NOTHING)
    makes = line.act is Act.NEW or (line.act is Act.REPLACED and own.since is None)
    yield from _others(line.code, own, effective_on)
    if line.act is Act.NEW and own.since and own.detail != Detail.NAME_ONLY:
        yield refusing.in_force_already(line.code, own.since)
    if makes and line.act is Act.REPLACED and not set(line.replaces) - {line.code}:
        yield refusing.REPLACES_UNSAID
    if not makes and own.since is None:
        yield _absent(line.code, own)
    for code in line.replaces:
        if code != line.code:
            yield from _replaced(code, known.get(code, NOTHING), effective_on)


def _replaced(code: str, known: Known, effective_on: date) -> Iterator[Why]:
    yield from _others(code, known, effective_on)
    if known.since is None:
        yield _absent(code, known)


def _others(code: str, known: Known, effective_on: date) -> Iterator[Why]:
    """Another decision changes it from this day on, or later."""
    if known.decided_by:
        yield refusing.two_decisions(code, known.decided_by, effective_on)
    if known.later:
        yield refusing.not_yet(code, known.later)
    if known.ends:
        yield refusing.ends_later(code, known.ends)


def _absent(code: str, known: Known) -> Why:
    return refusing.ended(code, known.ended) if known.ended else refusing.unknown(code)


def _each_other(line: ListedLine, by_code: Mapping[str, ListedLine], first: Mapping[str, ListedLine]) -> Iterator[Why]:
    """A line ends a procedure that another line keeps, or that one before it ends for something else."""
    for code in sorted(set(line.replaces) - {line.code}):
        other, before = by_code.get(code), first[code]
        if other is not None and other.act is not Act.ABOLISHED:
            yield refusing.replaced_twice(code, other.place, other.place_en)
        elif before is not line:
            yield refusing.replaced_twice(code, before.place, before.place_en)
