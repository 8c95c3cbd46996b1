"""Run inside the installation: what was acknowledged (JSON on standard input) against what the database holds. Prints each difference."""

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import datetime
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import django

if TYPE_CHECKING:
    from motcua.dossiers.models import Dossier

Told = dict[str, list[dict[str, Any]]]
_WAIT_BEGINS, _WAIT_ENDS = {"SupplementRequested", "PaymentRequired"}, {"SupplementReceived", "PaymentSettled"}


def main() -> None:
    django.setup()
    told: Told = json.load(sys.stdin)
    json.dump([*_dossiers(told), *_codes(), *_requests(told), *_facts_of_nobody()], sys.stdout, ensure_ascii=False)


def _dossiers(told: Told) -> Iterator[str]:
    from motcua.dossiers.models import Dossier  # noqa: PLC0415

    found = {dossier.code: dossier for dossier in Dossier.objects.prefetch_related("steps", "waits", "parties", "papers")}
    yield from (f"{code} was acknowledged and is gone" for code in told.keys() - found.keys())
    yield from (f"{code} was never asked for, or twice" for code in found.keys() - told.keys())
    for code in told.keys() & found.keys():
        yield from (f"{code}: {what}" for what in _one(found[code], told[code]))


def _one(dossier: "Dossier", answers: list[dict[str, Any]]) -> Iterator[str]:
    from motcua.journal import public as journal  # noqa: PLC0415

    facts = journal.history(f"dossier:{dossier.pk}")
    names = [fact.name for fact in facts]
    if names != (owed := _names(answers)):
        yield f"the journal has {names}, acknowledged were {owed}"
        return
    if [fact.position for fact in facts] != list(range(1, len(facts) + 1)):
        yield "positions in the journal have a gap"
    last = answers[-1]
    if (dossier.pk, dossier.state, dossier.moves, dossier.due_at) != (
        last["id"],
        last["state"],
        last["moves"],
        _at(last["due_at"]),
    ):
        yield f"the dossier is not as the last answer told: {last}"
    if (dossier.moves, dossier.state, dossier.last_at) != (len(facts), facts[-1].payload["state"], facts[-1].at):
        yield f"the dossier and its last fact differ: {dossier.moves} moves, state {dossier.state}, {facts[-1]}"
    if (dossier.parties.count(), dossier.papers.count()) != (1, 1 + names.count("SupplementReceived")):
        yield "persons or papers are missing or double"
    yield from _time(dossier, names, {fact.at for fact in facts})


def _names(answers: list[dict[str, Any]]) -> list[str]:
    """The facts that the acknowledged moves owe."""
    from motcua.dossiers.rules.lifecycle import BY_NAME  # noqa: PLC0415

    moves = [move for answer in answers for move in answer["move"].split("_and_")]
    return [BY_NAME[move].fact for move in moves]


def _time(dossier: "Dossier", names: list[str], moments: set[datetime]) -> Iterator[str]:
    """The sources of the time ledger: steps follow each other without gap, waits are asked and answered by facts."""
    steps = sorted(dossier.steps.all(), key=lambda step: step.pk)
    waits = list(dossier.waits.all())
    if any(before.closed_at != after.opened_at for before, after in pairwise(steps)):
        yield "a gap between two steps"
    if (steps[-1].closed_at is None) != (dossier.closed_at is None):
        yield f"the last step and the dossier do not end together: {steps[-1].closed_at}, {dossier.closed_at}"
    if len(waits) != sum(name in _WAIT_BEGINS for name in names):
        yield f"{len(waits)} waits"
    if sum(wait.answered_at is not None for wait in waits) != sum(name in _WAIT_ENDS for name in names):
        yield "a wait without its answer, or an answer without its wait"
    written = {step.closed_at for step in steps} | {wait.asked_at for wait in waits} | {wait.answered_at for wait in waits}
    if not written - {None} <= moments:
        yield "a step or a wait at a moment of which the journal knows nothing"


def _codes() -> Iterator[str]:
    from motcua.dossiers.models import CodeCounter, Dossier  # noqa: PLC0415

    serials: dict[str, list[int]] = defaultdict(list)
    for code in Dossier.objects.values_list("code", flat=True):
        series, _, serial = code.rpartition("-")
        serials[series].append(int(serial))
    for series, given in serials.items():
        if sorted(given) != list(range(1, len(given) + 1)):
            yield f"the codes {series}-… have a gap or a double"
    counted = {f"{counter.prefix}-{counter.day:%y%m%d}": counter.last for counter in CodeCounter.objects.all()}
    if counted != {series: len(given) for series, given in serials.items()}:
        yield f"the counters of codes are at {counted}"


def _requests(told: Told) -> Iterator[str]:
    """One remembered answer for every acknowledged request, and it says what the client was told."""
    from motcua.dossiers.models import Request  # noqa: PLC0415

    kept = Counter(
        (answer["code"], answer["moves"], answer["state"]) for answer in Request.objects.values_list("answer", flat=True)
    )
    owed = Counter((code, answer["moves"], answer["state"]) for code, answers in told.items() for answer in answers)
    yield from (f"an answer that nobody remembers: {what}" for what in owed - kept)
    yield from (f"a remembered answer that nobody got: {what}" for what in kept - owed)


def _facts_of_nobody() -> Iterator[str]:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT subject FROM journal_fact WHERE subject LIKE 'dossier:%' "
            "AND NOT EXISTS (SELECT FROM dossiers_dossier WHERE id = split_part(subject, ':', 2)::bigint)"
        )
        yield from (f"facts without a dossier: {subject}" for (subject,) in cursor.fetchall())


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


if __name__ == "__main__":
    main()
