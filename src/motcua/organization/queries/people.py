"""Who holds what, whose account, and what they see."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import F, Q
from django.utils.translation import gettext as _

from motcua.foundation import clock, paging
from motcua.foundation.errors import NotFound
from motcua.foundation.paging import Page
from motcua.foundation.rows import fetch
from motcua.foundation.text import fold, whole
from motcua.organization import models
from motcua.organization.facts import (
    CENTRES,
    SYSTEM,
    AbsenceFact,
    Actor,
    AgencyFact,
    Holding,
    HoldingFact,
    HoldingKind,
    Official,
    Role,
    StandIn,
    TokenFact,
    UserFact,
    citizen_actor,
)
from motcua.organization.queries.agencies import agency, tree
from motcua.organization.rules import administration, scope


class UserUnknown(NotFound):
    code = "user_unknown"
    vi = "Không có tài khoản này."
    en = "There is no such account."


def desk_of(actor: Actor) -> AgencyFact | None:
    """The centre at whose counter this actor receives, if any: other agencies have counter staff too, but receive nothing."""
    posts = (agency(agency_id) for agency_id in sorted(actor.agencies(Role.COUNTER)))
    return next((post for post in posts if post.kind in CENTRES), None)


def is_province_wide(actor: Actor, role: Role) -> bool:
    """Whether the actor holds the role where it looks over the whole province."""
    return scope.is_province_wide(actor, role, tree())


def sees_everything(actor: Actor) -> bool:
    """Whether no dossier of the province is hidden from this actor."""
    return scope.sees_everything(actor, tree())


def sees_all_figures(actor: Actor) -> bool:
    """Whether this actor may see the counts of every unit and the dossiers behind them, persons hidden unless they are in sight."""
    return scope.sees_all_figures(actor, tree())


def visible_agencies(actor: Actor) -> frozenset[int]:
    """The agencies whose dossiers this actor sees on the actor's own day, unless `sees_everything`."""
    return scope.visible_agencies(actor, tree())


def manageable_agencies(actor: Actor, *, on: date | None = None) -> frozenset[int]:
    """The agencies whose accounts this actor may manage."""
    return administration.manageable_agencies(actor, tree(), on=on)


def manages_accounts(actor: Actor) -> bool:
    """Whether there is any agency whose accounts this actor may manage."""
    return bool(manageable_agencies(actor, on=actor.on))


_ACTOR = """
SELECT person.full_name, held.role, held.agency_id, held.absent_id, held.kind
FROM organization_user person
LEFT JOIN (
    SELECT own.role, own.agency_id, NULL::bigint AS absent_id, own.kind
    FROM organization_roleholding own
    WHERE own.user_id = %(user)s AND own.valid_from <= %(day)s AND (own.valid_to IS NULL OR own.valid_to > %(day)s)
    UNION ALL
    SELECT theirs.role, theirs.agency_id, theirs.user_id, ''
    FROM organization_absence absence
    JOIN organization_user absent ON absent.id = absence.user_id AND absent.is_active
    JOIN organization_roleholding theirs ON theirs.user_id = absence.user_id
        AND theirs.valid_from <= %(day)s AND (theirs.valid_to IS NULL OR theirs.valid_to > %(day)s)
    WHERE absence.deputy_id = %(user)s AND absence.first_day <= %(day)s AND absence.until > %(day)s
) held ON true
WHERE person.id = %(user)s AND person.is_active
"""


def actor_of(user_id: int, *, at: datetime, kind: str = "person") -> Actor:
    """Somebody with the roles in force at a moment, those of absent colleagues included. One statement.

    Standing in is not handed on: who stands in for a deputy does not thereby stand in for the one the deputy replaces.
    Raises UserUnknown (also for a deactivated account).
    """
    rows = fetch(_ACTOR, {"user": user_id, "day": clock.local_day(at)})
    if not rows:
        raise UserUnknown
    held = [(Role(role), agency_id, absent_id) for _, role, agency_id, absent_id, _kind in rows if role]
    day, known = clock.local_day(at), tree()
    own = {role for role, _, absent_id in held if absent_id is None}
    left = {agency_id: known.work_left_by(agency_id, on=day) for _, agency_id, _ in held}
    return Actor(
        user_id=user_id,
        name=rows[0][0],
        kind=kind,
        lent=frozenset(
            StandIn(role, agency_id, absent_id) for role, agency_id, absent_id in held if absent_id and role not in own
        ),
        holdings=frozenset(Holding(role, agency_id) for role, agency_id, _ in held),
        stands_in=frozenset(
            StandIn(role, handled, absent_id)
            for role, agency_id, absent_id in held
            if absent_id is not None
            for handled in (agency_id, *left[agency_id])
        ),
        inherited=frozenset(Holding(role, before) for role, agency_id, _ in held for before in left[agency_id]),
        areas=tuple(scope.area(role, agency_id, known, on=day) for role, agency_id, _ in held),
        as_deputy=_deputies([(row[1], row[2], row[4]) for row in rows if row[1] and row[3] is None], left),
        on=day,
    )


def _deputies(own: Sequence[tuple[str, int, str]], left: Mapping[int, Iterable[int]]) -> frozenset[Holding]:
    """The posts among one's own, there and at the agencies that went before, that are held as a deputy only."""
    in_full = {(role, agency_id) for role, agency_id, kind in own if kind != HoldingKind.DEPUTY}
    lesser = {(role, agency_id) for role, agency_id, _kind in own} - in_full
    return frozenset(Holding(Role(role), handled) for role, agency_id in lesser for handled in (agency_id, *left[agency_id]))


def official_names(user_ids: Iterable[int]) -> dict[int, str]:
    """Full names by id."""
    return dict(models.User.objects.filter(pk__in=set(user_ids)).values_list("pk", "full_name"))


def names_by_label(labels: Iterable[str]) -> dict[str, str]:
    """Who is meant by the labels under which the journal keeps actors; one behind which nobody is found stays as it is."""
    wanted = set(labels)
    known = {SYSTEM.label: _("Hệ thống"), citizen_actor().label: _("Người dân")}
    ids = {label: number for label in wanted if (number := whole(label.partition(":")[2])) is not None}
    names = official_names(ids.values()) if ids else {}
    return {label: names.get(ids.get(label, 0)) or known.get(label, label) for label in wanted}


def _in_force(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))


#: Whoever is not absent has no deputy and no day of return.
_HERE: tuple[int | None, date | None] = (None, None)


def officials(agency_id: int, role: Role | str | None = None, *, at: datetime) -> tuple[Official, ...]:
    """Who holds a role at an agency, or at what it has become, at a moment (every role when none is named).

    The absent are marked, with their deputy.
    """
    day = clock.local_day(at)
    now = [agency.id for agency in tree().become(agency_id, on=day)]
    rows = models.RoleHolding.objects.filter(_in_force(day), agency_id__in=now, user__is_active=True)
    if role is not None:
        rows = rows.filter(role=Role(role))
    found = list(rows.order_by("user__sort_name", "user_id").values_list("user_id", "user__full_name", "role", "kind"))
    absences = models.Absence.objects.filter(user_id__in=[user for user, *_ in found], first_day__lte=day, until__gt=day)
    away = {who: (deputy, until) for who, deputy, until in absences.values_list("user_id", "deputy_id", "until")} if found else {}
    return tuple(
        Official(
            user_id=user,
            name=name,
            role=Role(held),
            agency_id=agency_id,
            kind=HoldingKind(kind),
            absent=user in away,
            deputy_id=away.get(user, _HERE)[0],
            back_on=away.get(user, _HERE)[1],
        )
        for user, name, held, kind in found
    )


def holdings_of(user_id: int, *, on: date | None = None) -> tuple[HoldingFact, ...]:
    """The roles of somebody: those in force on a day, or all of them, the latest first."""
    rows = models.RoleHolding.objects.filter(user_id=user_id).exclude(valid_to=F("valid_from"))
    if on is not None:
        rows = rows.filter(_in_force(on))
    return tuple(_holding_fact(row) for row in rows.order_by("-valid_from", "-pk"))


def _holding_fact(row: models.RoleHolding) -> HoldingFact:
    return HoldingFact(
        id=row.pk,
        user_id=row.user_id,
        role=Role(row.role),
        agency_id=row.agency_id,
        agency_name=tree().get(row.agency_id).short_name,
        kind=HoldingKind(row.kind),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        home_agency_id=row.home_agency_id,
    )


def roles_ahead(user_id: int, *, on: date, own_only: bool = False) -> frozenset[tuple[Role, int]]:
    """Every role, with its agency, that an account has on a day or will have: its own and, unless `own_only`, those of the
    colleagues for whom it stands in or is to stand in."""
    lasting = models.RoleHolding.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on)).exclude(valid_to=F("valid_from"))
    found = lasting.filter(user_id=user_id).values_list("role", "agency_id")
    if not own_only:
        away, absence = "user__absences__", models.Absence.objects.filter(deputy_id=user_id, until__gt=on)
        of_others = lasting.filter(
            Q(valid_to=None) | Q(valid_to__gt=F(f"{away}first_day")),
            valid_from__lt=F(f"{away}until"),
            user__absences__in=absence.filter(until__gt=F("first_day")),
        )
        found = found.union(of_others.values_list("role", "agency_id"))
    return frozenset((Role(role), agency_id) for role, agency_id in found)


def absences_of(user_id: int, *, on: date) -> tuple[AbsenceFact, ...]:
    """Present and coming absences of somebody."""
    return _absences(Q(user_id=user_id), on)


def away(*, on: date) -> dict[int, int | None]:
    """Everybody who is away on a day, with whoever stands in for them. One statement."""
    return dict(models.Absence.objects.filter(first_day__lte=on, until__gt=on).order_by("pk").values_list("user_id", "deputy_id"))


def stands_in_for(user_id: int, *, on: date) -> tuple[AbsenceFact, ...]:
    """The absences during which somebody is the deputy."""
    return _absences(Q(deputy_id=user_id), on)


def _absences(whose: Q, on: date) -> tuple[AbsenceFact, ...]:
    rows = models.Absence.objects.filter(whose, until__gt=on).select_related("user", "deputy").order_by("first_day", "pk")
    return tuple(_absence_fact(row) for row in rows)


def _absence_fact(row: models.Absence) -> AbsenceFact:
    return AbsenceFact(
        id=row.pk,
        user_id=row.user_id,
        name=row.user.full_name,
        deputy_id=row.deputy_id,
        deputy_name=row.deputy.full_name if row.deputy else "",
        first_day=row.first_day,
        until=row.until,
    )


def user(user_id: int, *, on: date | None = None) -> UserFact:
    """One account with its roles. Raises UserUnknown."""
    row = models.User.objects.filter(pk=user_id).first()
    if row is None:
        raise UserUnknown
    return _user_fact(row, holdings_of(user_id, on=on))


def user_by_name(username: str) -> UserFact:
    """One account by its sign-in name. Raises UserUnknown."""
    row = models.User.objects.filter(username=username.strip().lower()).first()
    if row is None:
        raise UserUnknown
    return _user_fact(row, ())


def _user_fact(row: models.User, holdings: tuple[HoldingFact, ...]) -> UserFact:
    return UserFact(
        id=row.pk,
        username=row.username,
        name=row.full_name,
        email=row.email,
        phone=row.phone,
        is_active=row.is_active,
        agency_id=row.agency_id,
        holdings=holdings,
    )


def users_of(agency_ids: Iterable[int], *, on: date, text: str = "", size: int = 50, cursor: str | None = None) -> Page[UserFact]:
    """Accounts employed at, or holding a role at, these agencies, by name; two statements a page."""
    ids = list(agency_ids)
    working_there = models.RoleHolding.objects.filter(_in_force(on), agency_id__in=ids).values("user_id")
    rows = models.User.objects.filter(Q(agency_id__in=ids) | Q(pk__in=working_there))
    if text:
        rows = rows.filter(Q(sort_name__contains=fold(text)) | Q(username__contains=fold(text)))
    if cursor:
        name, after = paging.decode(cursor, str, int)
        rows = rows.filter(Q(sort_name__gt=name) | Q(sort_name=name, pk__gt=after))
    found = paging.page(list(rows.order_by("sort_name", "pk")[: size + 1]), size=size, key=lambda row: (row.sort_name, row.pk))
    held: dict[int, list[HoldingFact]] = {row.pk: [] for row in found.rows}
    for holding in models.RoleHolding.objects.filter(_in_force(on), user_id__in=held).order_by("pk"):
        held[holding.user_id].append(_holding_fact(holding))
    return Page(rows=tuple(_user_fact(row, tuple(held[row.pk])) for row in found.rows), next=found.next)


def is_of(user_id: int, agency_ids: Iterable[int], *, on: date) -> bool:
    """Whether an account is employed at, or holds a role at, one of these agencies."""
    ids = list(agency_ids)
    here = models.RoleHolding.objects.filter(_in_force(on), agency_id__in=ids, user_id=user_id)
    return models.User.objects.filter(pk=user_id, agency_id__in=ids).exists() or here.exists()


def tokens_of(user_id: int) -> tuple[TokenFact, ...]:
    """The API tokens of an account, the latest first; never their text."""
    rows = models.ApiToken.objects.filter(user_id=user_id).order_by("-created_at", "-pk")
    return tuple(
        TokenFact(
            id=row.pk,
            name=row.name,
            created_at=row.created_at,
            expires_at=row.expires_at,
            revoked_at=row.revoked_at,
            last_used_on=row.last_used_on,
        )
        for row in rows
    )
