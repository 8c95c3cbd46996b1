"""Which field does a condition ask, and do conditions go round in a circle?"""

from collections.abc import Iterator, Mapping

from motcua.eforms.facts import Field, Kind

Path = tuple[str, ...]


def find(asked: str, *, at: Path, kinds: Mapping[Path, Kind]) -> Path | None:
    """The field that a name means at a place of the form: a neighbour before one further out; a dot leads inside.

    None where there is no such field, or where it stands in rows that this place is not in: nobody could say which row.
    Basis: house choice.
    """
    names = tuple(asked.split("."))
    for depth in range(len(at) - 1, -1, -1):
        path = at[:depth] + names
        if path in kinds:
            return path if all(at[: len(row)] == row for row in _rows_around(path, kinds)) else None
    return None


def _rows_around(path: Path, kinds: Mapping[Path, Kind]) -> Iterator[Path]:
    return (path[:depth] for depth in range(1, len(path)) if kinds.get(path[:depth]) is Kind.ROWS)


def loop(fields: tuple[Field, ...]) -> tuple[Field, ...]:
    """The first circle among the conditions, as the fields one comes by; empty when there is none.

    A field depends on what its condition asks and on the group around it. Basis: house choice (issue: a form with a loop in its
    conditions is refused).
    """
    by_path = {field.path: field for field in flat(fields)}
    done: set[Path] = set()
    for path in by_path:
        if circle := _circle(path, by_path, done):
            return tuple(by_path[one] for one in circle)
    return ()


def flat(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Every field with those inside it, from the top. Basis: house choice."""
    for field in fields:
        yield field
        yield from flat(field.fields)


def _circle(start: Path, by_path: Mapping[Path, Field], done: set[Path]) -> list[Path]:
    """Walk on from a field until nothing is left or a field comes again. Without calling itself: a chain may be 400 long."""
    way: list[Path] = []
    ahead = [(start, iter(_needs(by_path[start])))]
    way.append(start)
    while ahead:
        path, needs = ahead[-1]
        need = next((one for one in needs if one not in done and one in by_path), None)
        if need is None:
            ahead.pop()
            way.pop()
            done.add(path)
        elif need in way:
            return [*way[way.index(need) :], need]
        else:
            ahead.append((need, iter(_needs(by_path[need]))))
            way.append(need)
    return []


def _needs(field: Field) -> list[Path]:
    around = [field.path[:-1]] if len(field.path) > 1 else []
    return [*around, field.shown_when.asks] if field.shown_when else around
