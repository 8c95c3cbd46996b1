"""Which procedures a form version stands with."""

from datetime import date, datetime

from django.db import transaction

from motcua.catalogue import public as catalogue
from motcua.eforms.facts import State
from motcua.eforms.models import FormUse
from motcua.eforms.operations.approving import require_free
from motcua.eforms.operations.drafting import lock_uses, lock_version, require_draft
from motcua.eforms.rules.permissions import Actor, require_designer
from motcua.foundation import clock
from motcua.foundation.errors import NotFound, NotPossible
from motcua.foundation.text import tidy
from motcua.journal import public as journal


class PinUnknown(NotFound):
    code = "form_pin_unknown"
    vi = "Không có lần gắn số {use_id}."
    en = "There is no pin number {use_id}."


class NothingToFollow(NotPossible):
    code = "form_pin_is_current"
    vi = "Biểu mẫu đã gắn với phiên bản đang có hiệu lực của thủ tục."
    en = "The form stands with the version of the procedure that is in force already."


@transaction.atomic
def pin(*, version_id: int, procedure_code: str, case: str = "", actor: Actor, at: datetime) -> None:
    """Let a draft stand with a procedure as it is in force today; a second time changes nothing.

    Raises NotADesigner, FormVersionUnknown, NotADraft, UnknownProcedure, ProcedureNotInForce.
    """
    row = lock_version(version_id)
    require_designer(actor)
    require_draft(row)
    procedure_version_id = _current(procedure_code, clock.local_day(at))

    _, is_new = FormUse.objects.get_or_create(
        version=row,
        procedure_version_id=procedure_version_id,
        case=tidy(case)[:500],
        defaults={"pinned_by": actor.label, "pinned_at": at},
    )

    if is_new:
        _record("FormPinned", row.form_id, row.pk, procedure_code, procedure_version_id, actor=actor, at=at)


def _current(procedure_code: str, on: date) -> int:
    """Raises UnknownProcedure, ProcedureNotInForce."""
    found = catalogue.by_codes([procedure_code], on=on)
    if not found:
        catalogue.procedure_id(code=procedure_code)
        raise catalogue.ProcedureNotInForce(procedure_code=procedure_code, on=on)
    return found[0].version_id


@transaction.atomic
def unpin(*, use_id: int, actor: Actor, at: datetime) -> None:
    """Take a procedure off a draft. Raises NotADesigner, PinUnknown, NotADraft."""
    use = _use(use_id)
    row = lock_version(use.version_id)
    require_designer(actor)
    require_draft(row)
    name = catalogue.names(version_ids=[use.procedure_version_id])[use.procedure_version_id]

    use.delete()

    _record("FormUnpinned", row.form_id, row.pk, name.code, use.procedure_version_id, actor=actor, at=at)


@transaction.atomic
def pin_again(*, use_id: int, actor: Actor, at: datetime) -> None:
    """Let an approved form version stand with the procedure's version of today too, after its old one was replaced.

    The officer who presses has looked whether the form still asks what the new version asks. Raises NotADesigner, PinUnknown,
    NothingToFollow, CaseTaken, UnknownProcedure, ProcedureNotInForce.
    """
    lock_uses()
    use = _use(use_id)
    row = lock_version(use.version_id)
    require_designer(actor)
    today = clock.local_day(at)
    code = catalogue.names(version_ids=[use.procedure_version_id])[use.procedure_version_id].code
    current = _current(code, today)
    if FormUse.objects.filter(version=row, procedure_version_id=current, case=use.case).exists():
        raise NothingToFollow
    follower = FormUse(version=row, procedure_version_id=current, case=use.case, pinned_by=actor.label, pinned_at=at)
    if row.state == State.APPROVED:
        require_free(follower, today)

    follower.save()

    _record("FormPinned", row.form_id, row.pk, code, current, actor=actor, at=at)


def _use(use_id: int) -> FormUse:
    use = FormUse.objects.filter(pk=use_id).first()
    if use is None:
        raise PinUnknown(use_id=use_id)
    return use


def _record(
    name: str, form_id: int, version_id: int, procedure_code: str, procedure_version_id: int, *, actor: Actor, at: datetime
) -> None:
    payload = {"version": version_id, "procedure": procedure_code, "procedure_version": procedure_version_id}
    journal.record(name=name, subject=f"form:{form_id}", actor=actor.label, at=at, payload=payload)
