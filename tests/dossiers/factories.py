"""What is handed in: people, papers, filings, with traits named by situation."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any

from tests.catalogue.factories import line

from motcua.catalogue import public as catalogue
from motcua.dossiers.public import Channel, Filing, Paper, Part, Person

#: A made-up commune procedure of five working days: easy sums. The others are real, from the packaged list.
FIVE_DAYS = "1.000001"
BIRTH, MARRIAGE, COPIES = "1.001193", "1.000894", "2.000815"
BUILDING, LAND, ENVIRONMENT = "1.013225", "1.013980", "1.010727"
INTERLINKED_BIRTH = "2.000986"
NAME_ONLY = "1.000004"
_REAL = frozenset({BIRTH, MARRIAGE, COPIES, BUILDING, LAND, ENVIRONMENT, INTERLINKED_BIRTH})

PHONE, ID_NUMBER = "0918 012 264", "089181000123"


@cache
def procedure_lines() -> tuple[bytes, ...]:
    """The few lines of the packaged catalogue that these tests live on, and the made-up one."""
    real = [raw for raw in catalogue.packaged_lines("procedures") if json.loads(raw)["code"] in _REAL]
    # The packaged source marks this one as not handled by the province; here it is, so that its rule of seven days can be seen.
    real = [json.dumps(json.loads(raw) | {"local_gov": True}, ensure_ascii=False).encode() + b"\n" for raw in real]
    return (line(FIVE_DAYS, ministry="Bộ Xây dựng"), *real)


def name_only_lines() -> Iterator[bytes]:
    """The heading and the one line of the list that has names only."""
    rows = catalogue.packaged_lines("catalog")
    yield next(rows)
    yield next(row for row in rows if row.startswith(NAME_ONLY.encode()))


def filer(**more: Any) -> Person:
    return Person(**({"name": "Trần Thị Bích Thủy", "id_number": ID_NUMBER, "phone": PHONE, "address": "12 Nguyễn Trãi"} | more))


def owner(**more: Any) -> Person:
    return Person(**({"name": "Trần Văn Út", "part": Part.OWNER, "id_number": "089055000456"} | more))


def filing(*, centre_id: int, competent_id: int, procedure: str = FIVE_DAYS, **more: Any) -> Filing:
    given: dict[str, Any] = {
        "channel": Channel.DIRECT,
        "persons": (filer(),),
        "papers": (Paper(name="Đơn đề nghị", originals=1),),
    }
    return Filing(procedure_code=procedure, centre_id=centre_id, competent_id=competent_id, **(given | more))
