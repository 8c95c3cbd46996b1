"""Roles given and ended, absences with their deputies."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotFound, NotPossible
from motcua.journal import public as journal
from motcua.organization import models, queries
from motcua.organization.facts import Actor, HoldingKind, Role
from motcua.organization.operations.accounts import AccountInactive, locked_user, require_managed
from motcua.organization.rules.administration import OwnRolesAreGivenByOthers, require_role_management


class RoleHeldAlready(NotPossible):
    code = "role_held_already"
    vi = "{name} đã giữ vai trò {role} ở đơn vị này trong thời gian đó."
    en = "{name} holds this role at this agency in that time already."


class RoleUnknown(NotFound):
    code = "role_unknown"
    vi = "Không có vai trò này."
    en = "There is no such role holding."


class DatesReversed(Invalid):
    code = "dates_reversed"
    vi = "Ngày kết thúc phải sau ngày bắt đầu."
    en = "The end must come after the beginning."


#: A term of office is five years: who entered it at its beginning is entered with that day. Decisions are not made years ahead.
ROLE_BEGINS_YEARS_BEFORE = 5
ROLE_BEGINS_YEARS_AFTER = 1


class RoleBeginsImplausibly(Invalid):
    code = "role_begins_implausibly"
    vi = "Vai trò bắt đầu sớm nhất {before} năm trước và muộn nhất {after} năm sau hôm nay. Xem lại năm đã nhập."
    en = "A role begins at most {before} years before and {after} year after today. Check the year given."


class DeputyWorksElsewhere(NotPossible):
    code = "deputy_works_elsewhere"
    vi = "Người thay phải đang có vai trò ở cùng đơn vị. Người khác đơn vị cần người quản trị giao vai trò trước."
    en = "The deputy must hold a role at the same agency. Somebody from elsewhere needs a role there first."


class AbsencesOverlap(NotPossible):
    code = "absences_overlap"
    vi = "Đã ghi một lần vắng mặt khác trong những ngày này."
    en = "Another absence is recorded for these days."


#: A duty or study abroad runs three or four years; what lasts longer is a role given to somebody else, not an absence.
LONGEST_ABSENCE_YEARS = 5


class AbsenceNotSensible(Invalid):
    code = "absence_not_sensible"
    vi = "Một đợt vắng mặt dài nhất {years} năm và bắt đầu trong vòng {years} năm trước hoặc sau hôm nay. Xem lại năm đã nhập."
    en = "An absence lasts at most {years} years and begins within {years} years before or after today. Check the years given."


class AbsenceUnknown(NotFound):
    code = "absence_unknown"
    vi = "Không có lần vắng mặt này."
    en = "There is no such absence."


@transaction.atomic
def appoint(
    *,
    user_id: int,
    role: Role | str,
    agency_id: int,
    actor: Actor,
    at: datetime,
    valid_from: date | None = None,
    valid_to: date | None = None,
    kind: HoldingKind | str = HoldingKind.OWN,
    home_agency_id: int | None = None,
    basis: str = "",
) -> int:
    """Give somebody a role at an agency, from a day on (today when none is given) and, if said, until a day.

    Returns the id of the holding. Raises UserUnknown, AccountInactive, AgencyUnknown, AgencyClosed, RoleNotYoursToGive,
    OwnRolesAreGivenByOthers, RoleBeginsImplausibly, DatesReversed, RoleHeldAlready.
    """
    row, today = locked_user(user_id), clock.local_day(at)
    role, kind, start = Role(role), HoldingKind(kind), valid_from or today

    require_role_management(actor, queries.tree(), role=role, agency_id=agency_id, user_id=user_id, on=today)

    if not row.is_active:
        raise AccountInactive
    if not timedelta(days=-366 * ROLE_BEGINS_YEARS_BEFORE) <= start - today <= timedelta(days=366 * ROLE_BEGINS_YEARS_AFTER):
        raise RoleBeginsImplausibly(before=ROLE_BEGINS_YEARS_BEFORE, after=ROLE_BEGINS_YEARS_AFTER)
    if valid_to is not None and valid_to <= start:
        raise DatesReversed
    queries.require_open(agency_id, on=start)
    if home_agency_id is not None:
        queries.agency(home_agency_id)
    held = models.RoleHolding.objects.filter(user_id=user_id, agency_id=agency_id, role=role)
    if _overlapping(held, start, valid_to).exists():
        raise RoleHeldAlready(name=row.full_name, role=role.label)

    holding = models.RoleHolding.objects.create(
        user_id=user_id,
        agency_id=agency_id,
        role=role,
        kind=kind,
        home_agency_id=home_agency_id,
        basis=basis,
        valid_from=start,
        valid_to=valid_to,
    )

    payload: journal.Payload = {
        "holding": holding.pk,
        "role": role.value,
        "agency": agency_id,
        "kind": kind.value,
        "from": start.isoformat(),
        "to": valid_to.isoformat() if valid_to else None,
        "basis": basis,
    }
    journal.record(name="RoleGiven", subject=f"user:{user_id}", actor=actor.label, at=at, payload=payload)
    return holding.pk


@transaction.atomic
def end_appointment(*, holding_id: int, actor: Actor, at: datetime, on: date | None = None, basis: str = "") -> None:
    """End a role; `on` is the first day without it (today when none is given, which takes effect at once).

    Raises RoleUnknown, RoleNotYoursToGive, OwnRolesAreGivenByOthers.
    """
    holding = models.RoleHolding.objects.select_for_update().filter(pk=holding_id).first()
    if holding is None:
        raise RoleUnknown
    today = clock.local_day(at)

    require_role_management(
        actor, queries.tree(), role=Role(holding.role), agency_id=holding.agency_id, user_id=holding.user_id, on=today
    )

    last = max(on or today, holding.valid_from)
    if holding.valid_to is not None and holding.valid_to <= last:
        return

    holding.valid_to = last
    holding.save(update_fields=["valid_to"])

    payload: journal.Payload = {
        "holding": holding_id,
        "role": holding.role,
        "agency": holding.agency_id,
        "to": last.isoformat(),
        "basis": basis,
    }
    journal.record(name="RoleEnded", subject=f"user:{holding.user_id}", actor=actor.label, at=at, payload=payload)


@transaction.atomic
def record_absence(
    *, user_id: int, first_day: date, until: date, actor: Actor, at: datetime, deputy_id: int | None = None
) -> int:
    """Record that somebody is away from a day until the day of return; the deputy has the same roles meanwhile.

    Returns the id. Raises UserUnknown, AccountNotYoursToManage, AccountInactive, DatesReversed, AbsenceNotSensible,
    AbsencesOverlap, DeputyWorksElsewhere, OwnRolesAreGivenByOthers.
    """
    row, held = locked_user(user_id), queries.holdings_of(user_id, on=first_day)

    if actor.user_id != user_id:
        require_managed(actor, row, at=at, own_only=True)  # standing in is not handed on
    if deputy_id is not None and deputy_id == actor.user_id:
        raise OwnRolesAreGivenByOthers

    if until <= first_day:
        raise DatesReversed
    longest = timedelta(days=LONGEST_ABSENCE_YEARS * 366)
    if until - first_day > longest or abs(first_day - clock.local_day(at)) > longest:
        raise AbsenceNotSensible(years=LONGEST_ABSENCE_YEARS)
    if models.Absence.objects.filter(user_id=user_id, first_day__lt=until, until__gt=first_day).exists():
        raise AbsencesOverlap
    if deputy_id is not None:
        _require_colleague(deputy_id, {one.agency_id for one in held}, on=first_day)

    absence = models.Absence.objects.create(user_id=user_id, deputy_id=deputy_id, first_day=first_day, until=until)

    payload: journal.Payload = {
        "absence": absence.pk,
        "from": first_day.isoformat(),
        "until": until.isoformat(),
        "deputy": deputy_id,
    }
    journal.record(name="AbsenceRecorded", subject=f"user:{user_id}", actor=actor.label, at=at, payload=payload)
    return absence.pk


@transaction.atomic
def end_absence(*, absence_id: int, actor: Actor, at: datetime, on: date | None = None) -> None:
    """Let somebody be back earlier: `on` is the first day at work again (today when none is given).

    Raises AbsenceUnknown, AccountNotYoursToManage.
    """
    absence = models.Absence.objects.select_for_update(of=("self",)).select_related("user").filter(pk=absence_id).first()
    if absence is None:
        raise AbsenceUnknown
    today = clock.local_day(at)

    if actor.user_id != absence.user_id:
        require_managed(actor, absence.user, at=at, own_only=True)

    back = max(on or today, absence.first_day)
    if absence.until <= back:
        return

    absence.until = back
    absence.save(update_fields=["until"])

    payload: journal.Payload = {"absence": absence_id, "until": back.isoformat()}
    journal.record(name="AbsenceEnded", subject=f"user:{absence.user_id}", actor=actor.label, at=at, payload=payload)


def _overlapping(rows: QuerySet[models.RoleHolding], start: date, end: date | None) -> QuerySet[models.RoleHolding]:
    lasting = rows.filter(Q(valid_to=None) | Q(valid_to__gt=start))
    return lasting if end is None else lasting.filter(valid_from__lt=end)


def _require_colleague(deputy_id: int, agency_ids: set[int], *, on: date) -> None:
    tree = queries.tree()
    deputy = models.User.objects.filter(pk=deputy_id).first()
    if deputy is None:
        raise queries.UserUnknown
    if not deputy.is_active:
        raise AccountInactive
    works_at = {tree.whole_agency(one.agency_id, on=on) for one in queries.holdings_of(deputy_id, on=on)}
    if not works_at & {tree.whole_agency(agency_id, on=on) for agency_id in agency_ids}:
        raise DeputyWorksElsewhere
