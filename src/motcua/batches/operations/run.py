"""A checked list is filed, set after set: each set is one transaction, so that a line is filed exactly once whoever is killed."""

import json
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from motcua.batches.facts import OVER, LineState, State
from motcua.batches.models import IntakeList, Line
from motcua.batches.operations.check import filing_of, locked, wrong_of
from motcua.batches.queries.lists import cells_of, columns_of, handed_of
from motcua.batches.rules import permissions
from motcua.batches.rules.lines import said_of
from motcua.dossiers import public as dossiers
from motcua.dossiers.public import DossierMoved, RequestKey
from motcua.foundation.errors import DomainError, NotAllowed, NotPossible
from motcua.foundation.jobs import put_off
from motcua.foundation.rows import execute
from motcua.journal import public as journal
from motcua.organization import public as organization

#: Lines of one transaction: as long as it lasts, the centre's next code is waited for.
SET = 100
_WRITE = """
UPDATE batches_line SET state = new.state, dossier_id = new.dossier, code = new.code, due_at = new.due, wrong = new.wrong::jsonb
FROM unnest(%s::bigint[], %s::smallint[], %s::bigint[], %s::text[], %s::timestamptz[], %s::text[]) AS new (id, state, dossier, code, due, wrong)
WHERE batches_line.id = new.id
"""


class ListNotReady(NotPossible):
    code = "list_not_ready"
    vi = "Danh sách đang ở tình trạng «{state}» nên chưa làm được việc này."
    en = "The list is “{state_en}”; this cannot be done now."


class NothingToFile(NotPossible):
    code = "list_nothing_to_file"
    vi = "Không có dòng nào đúng để nộp. Sửa các dòng sai rồi tải tệp lên lại."
    en = "No line can be filed. Mend the wrong lines and hand the file in again."


def start_list(*, list_id: int, actor: organization.Actor, at: datetime) -> None:
    """File every line that is right, in the background; also to go on after a pause. Raises NotYourList, ListNotReady, NothingToFile."""
    _turn(list_id, actor, at, frm={State.CHECKED, State.PAUSED}, to=State.RUNNING, fact="ListStarted")


def pause_list(*, list_id: int, actor: organization.Actor, at: datetime) -> None:
    """Stop after the set that is being filed. Raises NotYourList, ListNotReady."""
    _turn(list_id, actor, at, frm={State.RUNNING}, to=State.PAUSED, fact="ListPaused")


def leave_out_rest(*, list_id: int, actor: organization.Actor, at: datetime) -> None:
    """File nothing more of it, however far it is; what was filed stays. Raises NotYourList, ListNotReady."""
    _turn(list_id, actor, at, frm=set(State) - OVER, to=State.DONE, fact="ListLeftOut")


@transaction.atomic
def _turn(list_id: int, actor: organization.Actor, at: datetime, *, frm: set[State], to: State, fact: str) -> None:
    found = locked(list_id)
    permissions.require(actor, found.centre_id)
    state = State(found.state)
    if state not in frm:
        raise ListNotReady(state=state.label.lower(), state_en=state.value)
    good = Line.objects.filter(list=found, state=LineState.GOOD)
    if to is State.RUNNING and not good.exists():
        raise NothingToFile

    found.state, found.note = to, ""
    if to is State.RUNNING:
        found.started_by_id, found.started_at = actor.user_id, found.started_at or at
        put_off("file_list", list_id=found.pk)
    if to is State.DONE:
        leave_out(found, at)
    found.save(update_fields=["state", "note", "started_by", "started_at", "done_at", "file_sealed"])

    journal.record(name=fact, subject=f"list:{found.pk}", actor=actor.label, at=at, payload={"state": str(found.state)})


def leave_out(found: IntakeList, at: datetime) -> None:
    """Nothing more of a locked list is read or filed; the caller saves it."""
    lines = Line.objects.filter(list=found)
    lines.filter(state__in=[LineState.UNCHECKED, LineState.GOOD]).update(state=LineState.LEFT_OUT)
    is_filed = lines.filter(state__in=[LineState.FILED, LineState.BEFORE]).exists()
    found.state, found.done_at, found.file_sealed = State.DONE if is_filed else State.DROPPED, at, b""


@transaction.atomic
def file_next(*, list_id: int, at: datetime) -> int:
    """File the next set of a running list; returns how many lines were dealt with, 0 when there is nothing to do."""
    began = time.perf_counter()
    found = locked(list_id)
    if found.state != State.RUNNING or found.started_by_id is None:
        return 0
    lines = list(Line.objects.filter(list=found, state=LineState.GOOD).order_by("number")[:SET])
    actor = organization.actor_of(found.started_by_id, at=at)
    if not lines:
        _finish(found, actor, at)
        return 0
    answers = dossiers.file_many(filings=_asked(found, lines), actor=actor, at=at, accept=True)
    lost = next((one for one in answers if isinstance(one, NotAllowed)), None)
    if lost:
        found.state, found.note = State.PAUSED, lost.sentence_vi[:1000]
        found.save(update_fields=["state", "note"])
        return 0

    _write(lines, answers)
    found.filed_here += sum(isinstance(one, DossierMoved) for one in answers)
    found.filed_seconds += time.perf_counter() - began
    found.save(update_fields=["filed_here", "filed_seconds"])
    return len(lines)


def _asked(found: IntakeList, lines: Sequence[Line]) -> list[tuple[dossiers.Filing, RequestKey]]:
    handed, columns, sender = handed_of(found), columns_of(found), f"list:{found.centre_id}"
    return [
        (filing_of(handed, said_of(cells_of(line), columns)), RequestKey(sender=sender, key=bytes(line.key).hex(), digest=bytes(line.key)))
        for line in lines
    ]  # fmt: skip


def _write(lines: Sequence[Line], answers: Sequence[DossierMoved | DomainError]) -> None:
    rows = [
        (line.pk, int(LineState.BEFORE if answer.repeated else LineState.FILED), answer.dossier_id, answer.code, answer.due_at, "[]")
        if isinstance(answer, DossierMoved)
        else (line.pk, int(LineState.WRONG), None, "", None, json.dumps([asdict(wrong_of(answer))], ensure_ascii=False))
        for line, answer in zip(lines, answers, strict=True)
    ]  # fmt: skip
    execute(_WRITE, [list(column) for column in zip(*rows, strict=True)])


def _finish(found: IntakeList, actor: organization.Actor, at: datetime) -> None:
    found.state, found.done_at = State.DONE, at
    found.save(update_fields=["state", "done_at"])
    journal.record(
        name="ListDone",
        subject=f"list:{found.pk}",
        actor=actor.label,
        at=at,
        payload={"state": str(State.DONE), "filed": found.filed_here},
    )
