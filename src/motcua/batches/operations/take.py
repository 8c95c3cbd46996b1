"""A table of a list is taken away: its wrong lines hold what was written of persons, so who took how many is recorded."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from motcua.batches.facts import Part
from motcua.batches.queries.lists import result_table, wrong_table
from motcua.journal import public as journal
from motcua.organization import public as organization

_TABLES = {Part.WRONG: wrong_table, Part.RESULT: result_table}


@transaction.atomic
def take_list(*, list_id: int, part: Part, actor: organization.Actor, at: datetime) -> list[Sequence[object]]:
    """The rows of a table, its heading first, for whoever takes it away. Raises NoSuchIntakeList, NotYourList."""
    rows: list[Sequence[object]] = list(_TABLES[part](list_id, actor=actor))

    payload = {"part": str(part), "rows": len(rows) - 1}
    journal.record(name="ListTaken", subject=f"list:{list_id}", actor=actor.label, at=at, payload=payload)
    return rows
