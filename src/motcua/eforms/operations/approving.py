"""Letting a form be used, and taking it back."""

from datetime import date, datetime

from django.db import transaction

from motcua.eforms.facts import State
from motcua.eforms.models import FormUse, FormVersion
from motcua.eforms.operations.drafting import lock_uses, lock_version, require_draft
from motcua.eforms.queries.keeping import taken_by_others
from motcua.eforms.rules.document import read
from motcua.eforms.rules.permissions import APPROVERS, Actor, require_reader
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible, ReasonMissing
from motcua.foundation.text import tidy
from motcua.journal import public as journal


class BeginsTooEarly(Invalid):
    code = "form_begins_too_early"
    vi = "Biểu mẫu chỉ dùng được từ {first:%d/%m/%Y} trở đi."
    en = "The form can be used from {first} on at the earliest."


class CaseTaken(NotPossible):
    code = "form_case_taken"
    vi = "Thủ tục này đã có biểu mẫu «{name}» cho cùng trường hợp: rút mẫu đó trước, hoặc gắn cho trường hợp khác."
    en = "The procedure has the form “{name}” for the same case: withdraw that one first, or choose another case."


class NotInUse(NotPossible):
    code = "form_not_in_use"
    vi = "Bản này không ở trạng thái đang dùng nên không rút được."
    en = "This version is not in use, so it cannot be withdrawn."


@transaction.atomic
def approve_version(*, version_id: int, revision: int, valid_from: date, actor: Actor, at: datetime) -> None:
    """Let a draft be used from a day on, in the place of the version before it.

    Raises NotAnApprover, OwnWork, FormVersionUnknown, NotADraft, StalePage, FormNotSound, BeginsTooEarly, CaseTaken.
    """
    lock_uses()
    row = lock_version(version_id)
    APPROVERS.require(actor, row.drafted_by)
    require_draft(row, revision)
    read(row.document)
    before = row.form.versions.filter(state=State.APPROVED, valid_to=None).order_by("-number").first()
    first = max(clock.local_day(at), before.valid_from if before and before.valid_from else date.min)
    if valid_from < first:
        raise BeginsTooEarly(first=first)
    for use in row.uses.order_by("id"):
        require_free(use, valid_from)

    if before is not None:
        before.valid_to = valid_from
        before.save(update_fields=["valid_to"])
    row.state, row.valid_from, row.approved_by, row.approved_at = State.APPROVED, valid_from, actor.label, at
    row.save()

    payload = {"form": row.form.code, "version": row.pk, "number": row.number, "valid_from": valid_from.isoformat()}
    journal.record(name="FormApproved", subject=f"form:{row.form_id}", actor=actor.label, at=at, payload=payload)


def require_free(use: FormUse, valid_from: date) -> None:
    """Nobody else's form answers the same case from that day on. Raises CaseTaken."""
    taken = taken_by_others([use], valid_from).get(use.pk)
    if taken is not None:
        raise CaseTaken(name=taken)


@transaction.atomic
def withdraw_version(*, version_id: int, reason: str, actor: Actor, at: datetime) -> None:
    """Take an approved version out of use from today; one that has not begun yet gives the days back to the version before it.

    Raises NotAnApprover, FormVersionUnknown, NotInUse, ReasonMissing, CaseTaken.
    """
    lock_uses()
    row = lock_version(version_id)
    require_reader(actor)
    today = clock.local_day(at)
    _require_in_use(row, today)
    because = tidy(reason)[:500]
    if not because:
        raise ReasonMissing

    begins, ended = row.valid_from or today, row.valid_to
    row.state, row.valid_to = State.WITHDRAWN, max(today, begins)
    row.save(update_fields=["state", "valid_to"])
    if today < begins:
        _give_back(row, begins, until=ended)

    payload = {"form": row.form.code, "version": row.pk, "number": row.number, "reason": because}
    journal.record(name="FormWithdrawn", subject=f"form:{row.form_id}", actor=actor.label, at=at, payload=payload)


def _give_back(row: FormVersion, begins: date, *, until: date | None) -> None:
    """The days of a version that never began, up to the version after it. Raises CaseTaken."""
    before = row.form.versions.filter(state=State.APPROVED, valid_to=begins).order_by("-number").first()
    if before is None:
        return
    for use in before.uses.order_by("id"):
        require_free(use, begins)
    before.valid_to = until
    before.save(update_fields=["valid_to"])


def _require_in_use(row: FormVersion, today: date) -> None:
    if row.state != State.APPROVED or (row.valid_to is not None and row.valid_to <= today):
        raise NotInUse
