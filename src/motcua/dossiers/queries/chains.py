"""Does the journal still hold as many facts of each dossier as the dossier says it was told?

A chain whose newest facts were removed and its head set back, or that was removed whole, is without a flaw in itself.
"""

from collections.abc import Callable, Iterator
from itertools import count

from motcua.dossiers.models import Dossier
from motcua.foundation.text import whole
from motcua.journal import public as journal

_BATCH = 10_000
_KIND = "dossier:"


def chains_cut(
    *, subject: str | None = None, progress: Callable[[int], None] = lambda _dossiers: None
) -> Iterator[journal.Problem]:
    """A problem for each dossier whose chain is shorter or longer than it says. With a subject, that dossier alone.

    `progress` is told the number of dossiers compared so far.
    """
    if subject is not None:
        yield from _cut(_said(pk=_id_of(subject)))
        return
    last = 0
    for batch in count(1):
        said = _said(pk__gt=last)
        yield from _cut(said)
        if len(said) < _BATCH:
            break
        last = max(said)
        progress(batch * _BATCH)


def _said(**which: int | None) -> dict[int, tuple[str, int]]:
    """Code and number of facts of the next dossiers, by id."""
    rows = Dossier.objects.filter(**which).order_by("pk").values_list("pk", "code", "moves")[:_BATCH]
    return {pk: (code, moves) for pk, code, moves in rows}


def _cut(said: dict[int, tuple[str, int]]) -> Iterator[journal.Problem]:
    lengths = journal.chain_lengths(f"{_KIND}{pk}" for pk in said)
    differing = {pk: moves for pk, (_, moves) in said.items() if lengths.get(f"{_KIND}{pk}", 0) != moves}
    if not differing:
        return
    now = dict(Dossier.objects.filter(pk__in=differing).values_list("pk", "moves"))
    for pk, moves in differing.items():
        told = lengths.get(f"{_KIND}{pk}", 0)
        if not moves <= told <= now.get(pk, moves):  # else it was moved between the two readings
            yield _problem(pk, said[pk][0], moves, told)


def _problem(pk: int, code: str, moves: int, told: int) -> journal.Problem:
    return journal.Problem(
        kind=journal.ProblemKind.CUT,
        subject=f"{_KIND}{pk}",
        position=min(moves, told) + 1,
        vi=f"Hồ sơ {code} ({_KIND}{pk}) ghi {moves} sự kiện, chuỗi nhật ký của hồ sơ có {told}: chuỗi hoặc hồ sơ đã bị cắt, sửa.",
        en=f"Dossier {code} ({_KIND}{pk}) says {moves} facts, its chain has {told}: the chain or the dossier was cut or changed.",
    )


def _id_of(subject: str) -> int | None:
    return whole(subject.removeprefix(_KIND)) if subject.startswith(_KIND) else None
