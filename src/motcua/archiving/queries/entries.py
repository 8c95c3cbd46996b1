"""Which dossiers can be closed, which are, until when each is kept; each reader sees those of the agencies whose records are theirs."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.module_loading import import_string

from motcua.archiving import facts
from motcua.archiving.facts import Lack, Retention
from motcua.archiving.models import Entry
from motcua.archiving.rules import closing, retention
from motcua.dossiers import public as dossiers
from motcua.foundation import clock, dated, paging
from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import NotAllowed
from motcua.organization import public as organization
from motcua.owed_documents import public as owed

SIZE = 50
#: What the last move of a dossier owes, by the state it led to.
_OWES = {move.to: move.owes for move in dossiers.MOVES if move.to in dossiers.CLOSED and move.owes}


class KeepsNoRecords(NotAllowed):
    code = "keeps_no_records"
    vi = "Trang lưu trữ dành cho văn thư, trưởng đơn vị, lãnh đạo của nơi có hồ sơ, và cho kiểm soát thủ tục, thanh tra của tỉnh (chỉ xem)."
    en = "The archive is for clerks, heads and leaders of the agencies that have dossiers, and for control and inspection of the province, who only read."


def kept_agencies(actor: organization.Actor) -> frozenset[int]:
    """The agencies whose records this actor keeps."""
    return frozenset(post.agency_id for post in actor.posts if post.role in dossiers.KEEPERS)


def opens(actor: organization.Actor) -> bool:
    """Whether the archive opens to this actor at all."""
    return bool(kept_agencies(actor)) or organization.sees_everything(actor)


def reach(actor: organization.Actor) -> frozenset[int] | None:
    """The agencies whose archive this actor reads; None: all of the province. Raises KeepsNoRecords."""
    if organization.sees_everything(actor):
        return None
    if not (kept := kept_agencies(actor)):
        raise KeepsNoRecords
    return kept


def held_on(day: date) -> dict[str, dated.Dated]:
    """The rules of a day."""
    return dated.on_day(dated.packaged("motcua.archiving", "retention.csv"), day)


def retention_for(told: dossiers.Ended, *, day: date) -> Retention:
    """How long a dossier is kept by the rules of a day."""
    return retention.retention_of(held_on(day), procedure_code=told.procedure_code, field=told.field)


def lacks_of(told: dossiers.Ended, *, at: datetime) -> tuple[Lack, ...]:
    """What is still owed of an ended dossier. Rooms beside this one say what they wait for (ARCHIVING_WAITS_FOR)."""
    waited = sum(len(import_string(source)(dossier_id=told.dossier_id)) for source in settings.ARCHIVING_WAITS_FOR)
    detail = dossiers.dossier_for_staff(code=told.code, actor=organization.SYSTEM, at=at)
    return closing.lacks(
        opinions=dossiers.open_consultations(told.dossier_id), alarms=waited, owes=_OWES.get(told.state, ""),
        issued={one.kind for one in owed.issued(subject=f"dossier:{told.dossier_id}")},
        is_file_missing=any(defect.code == "file_missing" for file in detail.files for defect in file.kept.defects),
    )  # fmt: skip


def closable(
    *, actor: organization.Actor, at: datetime, cursor: str | None = None, agency_id: int | None = None
) -> paging.Page[dossiers.Ended]:
    """Ended dossiers that are not closed yet, the longest ended first. Raises KeepsNoRecords, BadCursor."""
    agencies = _narrowed(reach(actor), agency_id)
    after = tuple(paging.decode(cursor, datetime, int)) if cursor else None
    rows = dossiers.ended_unlocked(agencies=agencies, until=at + timedelta(seconds=1), after=after, size=SIZE + 1)
    return paging.page(rows, size=SIZE, key=lambda one: [one.closed_at.isoformat(), one.dossier_id])


def entries(
    *, actor: organization.Actor, day: date, is_due: bool = False, cursor: str | None = None, agency_id: int | None = None
) -> paging.Page[facts.Entry]:
    """Closed dossiers, the latest first; `is_due`: those that need not be kept any more, for the archive to decide about. Raises KeepsNoRecords."""
    rows = _of(_narrowed(reach(actor), agency_id))
    if is_due:
        rows = rows.filter(keep_until__lte=day)
    after = paging.decode(cursor, int)[0] if cursor else None
    if after is not None:
        rows = rows.filter(pk__lt=after)
    found = list(rows.order_by("-pk").select_related("package")[: SIZE + 1])
    told = dossiers.ended([row.dossier_id for row in found])
    return paging.page([entry_of(row, told[row.dossier_id], day) for row in found], size=SIZE, key=lambda one: [one.id])


def entry_for(dossier_id: int, *, day: date) -> facts.Entry | None:
    """The entry of a dossier, if it is closed; the caller has asked whether the actor may read it."""
    row = Entry.objects.filter(dossier=dossier_id, reopened_at=None).select_related("package").first()
    return entry_of(row, dossiers.ended([dossier_id])[dossier_id], day) if row else None


def years_ready(*, agencies: Collection[int]) -> list[tuple[int, int, int]]:
    """Agency, year and how many dossiers are closed and in no package."""
    from django.db.models import Count  # noqa: PLC0415 (used once)

    rows = Entry.objects.filter(agency__in=agencies, reopened_at=None, package=None).values_list("agency", "year")
    return [(agency, year, n) for agency, year, n in rows.annotate(n=Count("pk")).order_by("agency", "year")]


def entry_of(row: Entry, told: dossiers.Ended, day: date) -> facts.Entry:
    kept = Retention(years=row.years, rule=row.rule, basis=row.basis, confidence=Confidence(row.confidence))
    handed = row.package is not None and row.package.progress == facts.Progress.HANDED_OVER
    track = retention.track_of(has_ended=True, is_locked=True, is_handed_over=handed, until=row.keep_until, day=day)
    return facts.Entry(
        id=row.pk, dossier_id=row.dossier_id, code=told.code, agency_id=row.agency_id, closed_on=row.closed_on, locked_at=row.locked_at,
        retention=kept, keep_until=row.keep_until, track=track, package_id=row.package_id, procedure=told.procedure,
    )  # fmt: skip


def _narrowed(agencies: frozenset[int] | None, agency_id: int | None) -> frozenset[int] | None:
    if agency_id is None:
        return agencies
    return frozenset({agency_id}) if agencies is None else agencies & {agency_id}


def _of(agencies: Collection[int] | None) -> "QuerySet[Entry]":
    rows = Entry.objects.filter(reopened_at=None)
    return rows if agencies is None else rows.filter(Q(agency__in=agencies) | Q(centre__in=agencies))


def closed_day(told: dossiers.Ended) -> date:
    return clock.local_day(told.closed_at)
