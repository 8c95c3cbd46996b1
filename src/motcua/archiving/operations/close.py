"""Closing an ended dossier for the archive, by hand or by itself, and opening it again."""

from datetime import datetime, timedelta

from django.db import transaction

from motcua.archiving import facts
from motcua.archiving.models import Entry
from motcua.archiving.queries import entries
from motcua.archiving.rules import retention
from motcua.calendar import public as calendar
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.errors import DomainError, NotPossible, ReasonMissing
from motcua.foundation.text import tidy
from motcua.organization import public as organization


class StillOwed(NotPossible):
    code = "still_owed"
    vi = "Hồ sơ {code} chưa khóa được: {missing}. Làm xong rồi khóa lại."
    en = "Dossier {code} cannot be closed yet: {missing}. See to that, then close it."

    def __init__(self, known: object = None, /, *, lacks: tuple[facts.Lack, ...] = (), **values: object) -> None:
        missing = "; ".join(lack.label.lower() for lack in lacks)
        super().__init__(known if isinstance(known, dict) else {"missing": missing, **values})


class ReopeningReasonMissing(ReasonMissing):
    code = "reopening_reason_missing"
    vi = "Ghi lý do mở lại hồ sơ đã khóa."
    en = "Say why the locked dossier is opened again."


class AlreadyInPackage(NotPossible):
    code = "already_in_package"
    vi = "Hồ sơ {code} đã vào gói giao nộp số {package} nên không mở lại được. Gói chưa giao thì bỏ gói trước; đã giao thì làm việc với lưu trữ."
    en = "Dossier {code} is in package {package} and cannot be opened again. Discard the package first; if it was handed over, turn to the archive."


@transaction.atomic
def close_dossier(*, dossier_id: int, actor: organization.Actor, at: datetime) -> facts.Entry:
    """Close an ended dossier of which nothing is owed: it is locked, and kept as the rules of the day say.

    Raises NoSuchDossier, NotItsKeeper, DossierLocked, NotEnded, StillOwed.
    """
    told = dossiers.hold_ended(dossier_id=dossier_id, actor=actor, at=at)
    if lacking := entries.lacks_of(told, at=at):
        raise StillOwed(code=told.code, lacks=lacking)
    day, closed_on = clock.local_day(at), entries.closed_day(told)
    kept = entries.retention_for(told, day=day)
    until = retention.keep_until(closed_on, kept.years)

    dossiers.lock_dossier(
        dossier_id=dossier_id, actor=actor, at=at,
        said={"years": kept.years, "rule": kept.rule, "until": until.isoformat() if until else None},
    )  # fmt: skip
    row = Entry.objects.create(
        dossier_id=dossier_id, agency_id=told.competent_id, centre_id=told.centre_id, closed_on=closed_on, year=closed_on.year,
        locked_at=at, locked_by_id=actor.user_id, years=kept.years, keep_until=until, rule=kept.rule, basis=kept.basis,
        confidence=kept.confidence,
    )  # fmt: skip
    return entries.entry_of(row, told, day)


@transaction.atomic
def reopen_dossier(*, dossier_id: int, reason: str, actor: organization.Actor, at: datetime) -> None:
    """Open a closed dossier again, for a leader with a reason, while it is in no package. Raises ReopeningReasonMissing, NotItsKeeper, NotLocked, AlreadyInPackage."""
    text = tidy(reason)[:2000]
    if not text:
        raise ReopeningReasonMissing
    told = dossiers.unlock_dossier(dossier_id=dossier_id, reason=text, actor=actor, at=at)
    row = Entry.objects.select_for_update().get(dossier=dossier_id, reopened_at=None)
    if row.package_id is not None:
        raise AlreadyInPackage(code=told.code, package=row.package_id)

    row.reopened_at, row.reopened_by_id, row.reopened_reason = at, actor.user_id, text
    row.save(update_fields=["reopened_at", "reopened_by", "reopened_reason"])


def close_due(*, at: datetime) -> int:
    """Close what ended so many working days ago and owes nothing; what still owes something waits. Returns how many."""
    day, count = clock.local_day(at), 0
    days = int(entries.held_on(day)["close_after_days"].value)
    for told in dossiers.all_ended_unlocked(until=at - timedelta(days=days)):
        working = calendar.calendar_of(agency_id=told.competent_id)
        if working.add_working_days(entries.closed_day(told), days) > day:
            continue
        try:
            close_dossier(dossier_id=told.dossier_id, actor=organization.SYSTEM, at=at)
        except DomainError:
            continue  # still owed, or somebody was faster: looked at again tomorrow
        count += 1
    return count
