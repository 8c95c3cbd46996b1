"""The tree of agencies, kept in memory."""

from collections.abc import Iterable
from datetime import date

from django.db import connection
from django.db.models import F

from motcua.foundation.stamped import Stamped
from motcua.organization import models
from motcua.organization.facts import (
    AgencyFact,
    Existence,
    IdentifierStatus,
    Kind,
    Level,
    Placement,
    ProvinceNames,
    SuccessionKind,
    Successor,
)
from motcua.organization.rules import naming
from motcua.organization.rules.tree import AgencyTree


def tree() -> AgencyTree:
    """Every agency, present and past. Read once; a change by another process is seen within a second."""
    return _tree.get()


def _read_stamp() -> object:
    with connection.cursor() as cursor:
        cursor.execute("SELECT stamp FROM organization_changestamp")
        return cursor.fetchone()


def _read_tree(_stamp: object) -> AgencyTree:
    placements = models.Placement.objects.order_by(F("valid_from").asc(nulls_first=True)).values_list(
        "agency_id", "parent_id", "valid_from", "valid_to"
    )
    last_parent = {agency: parent for agency, parent, *_ in placements}
    successions = models.Succession.objects.values_list("predecessor_id", "successor_id", "on", "kind")
    return AgencyTree(
        [fact_of(row, parent_id=last_parent.get(row.pk)) for row in models.Agency.objects.all()],
        [Placement(agency_id=a, parent_id=p, valid_from=start, valid_to=end) for a, p, start, end in placements],
        [Successor(predecessor_id=a, successor_id=b, on=on, kind=SuccessionKind(kind)) for a, b, on, kind in successions],
        models.RoleHolding.objects.filter(agency__in=models.Succession.objects.values("predecessor")).values_list(
            "agency_id", flat=True
        ),
    )


_tree = Stamped(stamp=_read_stamp, read=_read_tree)
tree_changed, forget_tree = _tree.changed, _tree.forget


def fact_of(row: models.Agency, *, parent_id: int | None = None) -> AgencyFact:
    return AgencyFact(
        id=row.pk, name=row.name, short_name=row.short_name, kind=Kind(row.kind), level=Level(row.level),
        identifier=row.identifier or None, identifier_status=IdentifierStatus(row.identifier_status),
        identifier_basis=row.identifier_basis, parent_id=parent_id, valid_from=row.valid_from, valid_to=row.valid_to,
        statistical_code=row.statistical_code, existence=Existence(row.existence), note=row.note,
    )  # fmt: skip


def agency(agency_id: int) -> AgencyFact:
    """One agency, open or closed. Raises AgencyUnknown."""
    return tree().get(agency_id)


def require_open(agency_id: int, *, on: date) -> AgencyFact:
    """One agency, if it exists on that day. Raises AgencyUnknown, AgencyClosed."""
    return tree().require_open(agency_id, on=on)


def agency_called(named: str, *, on: date) -> AgencyFact:
    """The one agency of a day with this statistical code, identifier or whole name. Raises AgencyNotCalledThat, AgencyNameShared."""
    return tree().called(named, on=on)


def agencies(*, kind: Kind | str | Iterable[Kind | str] | None = None, on: date | None = None) -> tuple[AgencyFact, ...]:
    """The agencies of a kind (or several) that exist on a day; without a day, closed ones too."""
    if kind is None:
        return tree().select(on=on)
    kinds = frozenset({Kind(kind)} if isinstance(kind, str) else map(Kind, kind))
    return tree().select(kinds=kinds, on=on)


def province_names(*, on: date) -> ProvinceNames:
    """What the province of this installation is called on a day."""
    found = agencies(kind=Kind.PROVINCE, on=on)
    return naming.province_names(found[0].name) if found else ProvinceNames()


def children(agency_id: int, *, on: date | None = None) -> tuple[AgencyFact, ...]:
    """The agencies right below one."""
    return tree().children_of(agency_id, on=on)


def subtree_ids(agency_id: int, *, on: date | None = None) -> frozenset[int]:
    """An agency and everything below it."""
    return tree().subtree(agency_id, on=on)


def served_by(centre_id: int, *, on: date | None = None) -> tuple[AgencyFact, ...]:
    """The agencies whose dossiers a centre receives by its place."""
    return tree().served_by(centre_id, on=on)


def centre_of(agency_id: int, *, on: date | None = None) -> AgencyFact | None:
    """The centre where an agency's dossiers come in."""
    return tree().centre_of(agency_id, on=on)


def succeeded_by(*, statistical_code: str = "", name: str = "", on: date) -> tuple[AgencyFact, ...]:
    """What an old code or name has become on a day: several for a divided unit, none for an unknown one."""
    return tree().succeeded_by(statistical_code=statistical_code, name=name, on=on)


def current(agency_id: int, *, on: date) -> AgencyFact:
    """The one agency that goes on with this one's work. Raises AgencyUnknown, AgencyClosed, AgencyWasSplit."""
    return tree().current(agency_id, on=on)


def code_prefix(agency_id: int) -> str:
    """The identifier that begins this agency's dossier codes. Raises AgencyHasNoIdentifier."""
    return tree().code_prefix(agency_id)
