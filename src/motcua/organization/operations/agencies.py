"""Making, naming, closing agencies."""

from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Q, Value
from django.db.models.functions import Greatest

from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotAllowed, NotPossible
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.organization import models, queries
from motcua.organization.facts import Actor, AgencyFact, IdentifierStatus, NewAgency, Role
from motcua.organization.rules.identifiers import DEMONSTRATION_SERIES, require_identifier
from motcua.organization.rules.naming import short_name
from motcua.organization.rules.tree import AgencyTree, AgencyUnknown


class StructureNotYoursToChange(NotAllowed):
    code = "structure_not_yours_to_change"
    vi = "Chỉ người quản trị của cơ quan cấp trên được thay đổi tổ chức ở đây."
    en = "Only an operator of the agency above may change the organization here."


class IdentifierTaken(NotPossible):
    code = "identifier_taken"
    vi = "Mã định danh {identifier} đã thuộc về {name}."
    en = "The identifier {identifier} belongs to {name} already."


class IdentifierStaysOfficial(NotPossible):
    code = "identifier_stays_official"
    vi = "{name} đã có mã định danh chính thức, không thay bằng mã {status}."
    en = "{name} has an official identifier; it is not replaced by a {status} one."


class AgencyBeginsThatDay(NotPossible):
    code = "agency_begins_that_day"
    vi = "{name} bắt đầu hoạt động từ ngày {day}, chỉ kết thúc được sau ngày đó."
    en = "{name} begins on {day}; it can only end after that day."


class AgencyNameMissing(Invalid):
    code = "agency_name_missing"
    vi = "Nhập tên cơ quan, đơn vị."
    en = "Give the agency a name."


def lock_tree() -> AgencyTree:
    """One change of the tree at a time; other processes see it by the stamp of this transaction."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organization_changestamp (id, stamp) VALUES (1, pg_current_xact_id()::text)"
            " ON CONFLICT (id) DO UPDATE SET stamp = excluded.stamp"
        )
    queries.tree_changed()
    return queries.tree()


def require_structure(actor: Actor, tree: AgencyTree, agency_id: int | None, *, on: date) -> None:
    """Raises StructureNotYoursToChange unless the actor is an operator of this agency or one above it."""
    if actor.kind == "system":
        return
    line = frozenset(tree.line_above(agency_id, on=on)) if agency_id is not None else frozenset()
    if not line & actor.agencies(Role.OPERATOR):
        raise StructureNotYoursToChange


@transaction.atomic
def create_agency(*, new: NewAgency, actor: Actor, at: datetime, valid_from: date | None = None) -> AgencyFact:
    """Make an agency below its parent, from a day on (today when none is given).

    Raises StructureNotYoursToChange, AgencyUnknown, AgencyClosed, AgencyNameMissing, IdentifierTaken.
    """
    tree = lock_tree()
    start = valid_from or clock.local_day(at)

    require_structure(actor, tree, new.parent_id, on=clock.local_day(at))

    if not tidy(new.name):
        raise AgencyNameMissing
    if new.parent_id is not None:
        tree.require_open(new.parent_id, on=start)
    _require_free(tree, new.identifier)

    row = insert(new, valid_from=start)
    queries.tree_changed()

    journal.record(
        name="AgencyCreated", subject=f"agency:{row.pk}", actor=actor.label, at=at, payload=_described(row, new.parent_id)
    )
    return queries.agency(row.pk)


@transaction.atomic
def close_agency(*, agency_id: int, on: date, basis: str, actor: Actor, at: datetime) -> AgencyFact:
    """Let an agency end without a successor.

    Raises StructureNotYoursToChange, AgencyUnknown, AgencyClosed, AgencyBeginsThatDay.
    """
    tree = lock_tree()
    agency = tree.require_open(agency_id, on=on)

    require_structure(actor, tree, agency_id, on=clock.local_day(at))

    end(agency, on=on)
    lasting = models.RoleHolding.objects.filter(Q(valid_to=None) | Q(valid_to__gt=on), agency_id=agency_id)
    lasting.update(valid_to=Greatest("valid_from", Value(on)))
    queries.tree_changed()

    payload = {"on": on.isoformat(), "basis": basis, "name": agency.name}
    journal.record(name="AgencyClosed", subject=f"agency:{agency_id}", actor=actor.label, at=at, payload=payload)
    return queries.agency(agency_id)


@transaction.atomic
def identify_agency(
    *, agency_id: int, identifier: str, status: IdentifierStatus, basis: str, actor: Actor, at: datetime
) -> AgencyFact:
    """Enter the electronic identifier that an agency was given; the same once more changes nothing.

    Raises StructureNotYoursToChange, AgencyUnknown, IdentifierTaken, IdentifierStaysOfficial, IdentifierNotPlain,
    IdentifierOnlyDemonstrates, IdentifierHasNoBasis.
    """
    tree = lock_tree()
    agency, identifier, basis = tree.get(agency_id), tidy(identifier), tidy(basis)[:500]

    require_structure(actor, tree, agency_id, on=clock.local_day(at))

    if agency.identifier_status is IdentifierStatus.OFFICIAL and status is not IdentifierStatus.OFFICIAL:
        raise IdentifierStaysOfficial(name=agency.name, status=status.value)
    if identifier:
        require_identifier(identifier, status=status, basis=basis)
    if identifier != agency.identifier:
        _require_free(tree, identifier)

    status, basis = (status, basis) if identifier else (IdentifierStatus.NONE, "")
    if (identifier, status, basis) == (agency.identifier or "", agency.identifier_status, agency.identifier_basis):
        return agency
    models.Agency.objects.filter(pk=agency_id).update(identifier=identifier, identifier_status=status, identifier_basis=basis)
    queries.tree_changed()

    payload = {"identifier": identifier, "status": status.value, "before": agency.identifier or ""}
    journal.record(name="AgencyIdentified", subject=f"agency:{agency_id}", actor=actor.label, at=at, payload=payload)
    return queries.agency(agency_id)


@transaction.atomic
def give_demonstration_identifiers(*, actor: Actor, at: datetime) -> int:
    """Give every open agency without an identifier one of the series DEMO.001 …, so that dossier codes can be shown.

    Never touches an identifier that is there. Returns how many were given. Raises StructureNotYoursToChange.
    """
    tree = lock_tree()
    day = clock.local_day(at)

    if actor.kind != "system" and not any(agency.parent_id is None for agency in map(tree.get, actor.agencies(Role.OPERATOR))):
        raise StructureNotYoursToChange

    used = models.Agency.objects.filter(identifier__startswith=DEMONSTRATION_SERIES).values_list("identifier", flat=True)
    number = max((int(code.removeprefix(DEMONSTRATION_SERIES)) for code in used), default=0)
    rows = models.Agency.objects.in_bulk([agency.id for agency in tree.select(on=day) if agency.identifier is None])
    given = [rows[agency.id] for agency in tree.select(on=day) if agency.id in rows]
    for row in given:
        number += 1
        row.identifier, row.identifier_status = f"{DEMONSTRATION_SERIES}{number:03}", IdentifierStatus.DEMONSTRATION

    models.Agency.objects.bulk_update(given, ["identifier", "identifier_status"])
    queries.tree_changed()

    journal.record_many(
        [
            journal.Fact(
                name="AgencyIdentified",
                subject=f"agency:{row.pk}",
                actor=actor.label,
                at=at,
                payload={"identifier": row.identifier, "status": "demonstration", "before": ""},
            )
            for row in given
        ]
    )
    return len(given)


def insert(new: NewAgency, *, valid_from: date | None) -> models.Agency:
    """One agency with its placement, unchecked."""
    row = models.Agency.objects.create(
        name=tidy(new.name),
        short_name=tidy(new.short_name) or short_name(tidy(new.name)),
        kind=new.kind,
        level=new.level,
        identifier=new.identifier,
        identifier_status=new.identifier_status,
        statistical_code=new.statistical_code,
        existence=new.existence,
        note=new.note,
        valid_from=valid_from,
    )
    if new.parent_id is not None:
        models.Placement.objects.create(agency=row, parent_id=new.parent_id, valid_from=valid_from)
    return row


def end(agency: AgencyFact, *, on: date) -> None:
    """Close an agency and its placement on a day. Raises AgencyBeginsThatDay."""
    if agency.valid_from and agency.valid_from >= on:
        raise AgencyBeginsThatDay(name=agency.name, day=f"{agency.valid_from:%d/%m/%Y}")
    models.Agency.objects.filter(pk=agency.id).update(valid_to=on)
    _leave_place(agency.id, on=on)


def place(agency_id: int, *, parent_id: int, on: date) -> None:
    """Put an agency under another parent from a day on, unchecked."""
    _leave_place(agency_id, on=on)
    models.Placement.objects.create(agency_id=agency_id, parent_id=parent_id, valid_from=on)


def _leave_place(agency_id: int, *, on: date) -> None:
    models.Placement.objects.filter(agency_id=agency_id, valid_from__gte=on).delete()
    models.Placement.objects.filter(agency_id=agency_id, valid_to=None).update(valid_to=on)


def _require_free(tree: AgencyTree, identifier: str) -> None:
    if identifier and (holder := tree.by_identifier(identifier)) and holder.valid_to is None:
        raise IdentifierTaken(identifier=identifier, name=holder.name)


def _described(row: models.Agency, parent_id: int | None) -> journal.Payload:
    return {
        "name": row.name,
        "kind": str(row.kind),
        "parent": parent_id,
        "statistical_code": row.statistical_code,
        "identifier": row.identifier,
        "valid_from": row.valid_from.isoformat() if row.valid_from else None,
    }


__all__ = [
    "AgencyBeginsThatDay",
    "AgencyNameMissing",
    "AgencyUnknown",
    "IdentifierStaysOfficial",
    "IdentifierTaken",
    "StructureNotYoursToChange",
    "close_agency",
    "create_agency",
    "give_demonstration_identifiers",
    "identify_agency",
]
