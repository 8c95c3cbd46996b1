"""Planning a verification, recording it, putting it off."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers import public as dossiers
from motcua.drafting.facts import Held, Minutes, Plan
from motcua.drafting.models import Verification
from motcua.drafting.operations.told import tell
from motcua.drafting.queries.reading import NothingWritten
from motcua.drafting.rules.verifying import require_minutes, require_plan, require_planned
from motcua.foundation.errors import ReasonMissing, StalePage
from motcua.foundation.text import tidy
from motcua.organization import public as organization


class PutOffWithoutReason(ReasonMissing):
    vi = "Ghi lý do hoãn."
    en = "Say why it is put off."


@transaction.atomic
def plan_verification(*, dossier_id: int, plan: Plan, key: str, actor: organization.Actor, at: datetime) -> int:
    """Plan a verification; the same `key` again makes nothing new. Raises BadPlan, and what hold_for_work raises."""
    dossiers.hold_for_work(dossier_id=dossier_id, actor=actor, at=at)
    made = Verification.objects.filter(dossier=dossier_id, request_key=key).first()
    if made is not None:
        return made.pk
    require_plan(plan, at=at)
    row = Verification.objects.create(
        dossier_id=dossier_id, kind=plan.kind, planned_at=plan.planned_at, place=tidy(plan.place)[:500], asked=plan.asked.strip()[:2000],
        applicant_must=plan.applicant_must, purpose=plan.purpose.strip()[:2000], planned_by_id=actor.user_id, made_at=at, request_key=key,
    )  # fmt: skip
    tell(
        "VerificationPlanned", what=f"verification:{row.pk}", dossier_id=dossier_id, actor=actor, at=at, kind=str(plan.kind),
        planned=plan.planned_at.isoformat(), applicant_must=plan.applicant_must, texts=(row.place, row.asked, row.purpose),
    )  # fmt: skip
    return row.pk


@transaction.atomic
def record_verification(
    *, dossier_id: int, verification_id: int, minutes: Minutes, seen: int, actor: organization.Actor, at: datetime
) -> None:
    """Write the record of a verification, once. Raises BadMinutes, AlreadySettled, StalePage, NothingWritten."""
    row = _planned(dossier_id, verification_id, seen, actor, at)
    require_minutes(minutes, at=at)
    row.state, row.held_at, row.recorded_by_id, row.applicant_came = (
        Held.HELD,
        minutes.held_at,
        actor.user_id,
        minutes.applicant_came,
    )
    row.attendees, row.content, row.conclusion = (
        minutes.attendees.strip()[:4000],
        minutes.content.strip(),
        minutes.conclusion.strip()[:4000],
    )
    row.revision += 1
    row.save()
    tell(
        "VerificationHeld", what=f"verification:{row.pk}", dossier_id=dossier_id, actor=actor, at=at, held=minutes.held_at.isoformat(),
        applicant_came=minutes.applicant_came, texts=(row.attendees, row.content, row.conclusion),
    )  # fmt: skip


@transaction.atomic
def put_off_verification(
    *, dossier_id: int, verification_id: int, reason: str, seen: int, actor: organization.Actor, at: datetime
) -> None:
    """Put a verification off, with why; another time is another plan. Raises PutOffWithoutReason, AlreadySettled, StalePage."""
    row = _planned(dossier_id, verification_id, seen, actor, at)
    if not reason.strip():
        raise PutOffWithoutReason
    row.state, row.reason, row.recorded_by_id = Held.PUT_OFF, reason.strip()[:2000], actor.user_id
    row.revision += 1
    row.save()
    tell("VerificationPutOff", what=f"verification:{row.pk}", dossier_id=dossier_id, actor=actor, at=at, texts=(row.reason,))


def _planned(dossier_id: int, verification_id: int, seen: int, actor: organization.Actor, at: datetime) -> Verification:
    dossiers.hold_for_work(dossier_id=dossier_id, actor=actor, at=at)
    row = Verification.objects.filter(dossier=dossier_id, pk=verification_id).first()
    if row is None:
        raise NothingWritten
    require_planned(Held(row.state))
    if row.revision != seen:
        raise StalePage
    return row
