"""A counter: files and receives one dossier after another until its input ends, then says how long each took."""

import select
import sys
import time
from random import Random
from typing import Any

from motcua.demo.operations.errands.wanted import Place, Wanted, places
from motcua.demo.rules import people
from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Channel, Filing, Paper, Person
from motcua.organization import public as organization

#: Seconds between two people: far busier than any counter.
PAUSE = 0.05


def run(wanted: Wanted) -> dict[str, Any]:
    """`seed` says at which of the places. Marks come in by standard input: from each on the times are counted anew."""
    found = places(wanted.now())
    place = found[wanted.seed % len(found)]
    random = Random(wanted.seed)  # noqa: S311 (invented people, no secret)
    _file(place, random, wanted)
    wanted.told("open")
    counted: list[list[float]] = [[]]
    codes: list[str] = []
    while not (word := _heard()) or word != "end":
        if word == "mark":
            counted.append([])
        start = time.perf_counter()
        codes.append(_file(place, random, wanted))
        counted[-1].append(1000 * (time.perf_counter() - start))
        time.sleep(PAUSE)
    return {"ok": True, "centre": place.centre.id, "times": counted, "codes": codes}


def _heard() -> str:
    if not select.select([sys.stdin], [], [], 0)[0]:
        return ""
    return sys.stdin.readline().strip() or "end"


def _file(place: Place, random: Random, wanted: Wanted) -> str:
    at = wanted.now()
    filing = Filing(
        procedure_code=place.terms.code, centre_id=place.centre.id, competent_id=place.competent.id, channel=Channel.DIRECT,
        persons=(Person(name=people.person_name(random), id_number=people.id_number(random), phone=people.phone_number(random)),),
        papers=(Paper(name="Đơn đề nghị", originals=1),),
    )  # fmt: skip
    return dossiers.file_dossier(filing=filing, actor=organization.actor_of(place.user_id, at=at), at=at, accept=True).code
