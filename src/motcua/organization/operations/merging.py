"""Two agencies become one: staff, parts and running work go on under the successor."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible
from motcua.journal import public as journal
from motcua.organization import models, queries
from motcua.organization.facts import CENTRES, Actor, AgencyFact, Kind, NewAgency, SuccessionKind
from motcua.organization.operations import agencies
from motcua.organization.rules.naming import centre_name
from motcua.organization.rules.tree import AgencyTree


class NothingToMerge(Invalid):
    code = "nothing_to_merge"
    vi = "Chọn ít nhất một cơ quan sẽ kết thúc và một cơ quan kế thừa khác nó."
    en = "Choose at least one agency that ends, and a successor that is another one."


class MergedAgenciesDiffer(NotPossible):
    code = "merged_agencies_differ"
    vi = "Chỉ sáp nhập các cơ quan cùng loại."
    en = "Only agencies of one kind are merged."


@dataclass
class _Merger:
    on: date
    basis: str
    actor: Actor
    at: datetime
    facts: list[journal.Fact] = field(default_factory=list)

    def note(self, fact: str, subject: str, **payload: Any) -> None:
        self.facts.append(
            journal.Fact(
                name=fact,
                subject=subject,
                actor=self.actor.label,
                at=self.at,
                payload={"on": self.on.isoformat(), "basis": self.basis, **payload},
            )
        )


@transaction.atomic
def merge_agencies(
    *, predecessors: Sequence[int], successor: int | NewAgency, on: date, basis: str, actor: Actor, at: datetime
) -> AgencyFact:
    """Let agencies end on a day and go on as one: an existing agency (which may be one of them) or a new one.

    Roles held beyond that day go over with their end dates, divisions and reception points move, centres become one centre.
    Identifiers and names of the old agencies stay with them, so that an old code still leads here (`current`).
    Raises NothingToMerge, MergedAgenciesDiffer, StructureNotYoursToChange, AgencyUnknown, AgencyClosed,
    AgencyBeginsThatDay.
    """
    tree = agencies.lock_tree()
    old = [tree.require_open(agency_id, on=on) for agency_id in dict.fromkeys(predecessors)]

    for above in {*(tree.parent_of(agency.id, on=on) for agency in old), _above(tree, successor, old, on=on)}:
        agencies.require_structure(actor, tree, above, on=clock.local_day(at))

    _require_alike(tree, old, successor, on=on)

    merger = _Merger(on=on, basis=basis, actor=actor, at=at)
    if isinstance(successor, int):
        successor_id = successor
    else:
        successor_id = _make(merger, replace(successor, parent_id=_above(tree, successor, old, on=on)))
    name = tree.get(successor_id).name if isinstance(successor, int) else successor.name
    _join(merger, tree, [agency for agency in old if agency.id != successor_id], successor_id, name)
    queries.tree_changed()

    journal.record_many(merger.facts)
    return queries.agency(successor_id)


def _above(tree: AgencyTree, successor: int | NewAgency, old: Sequence[AgencyFact], *, on: date) -> int | None:
    """The agency below which the successor stands: a new one, unless it says where, beside the first of the old."""
    if isinstance(successor, int):
        return tree.parent_of(successor, on=on)
    if successor.parent_id is not None:
        return successor.parent_id
    return tree.parent_of(old[0].id, on=on) if old else None


def _require_alike(tree: AgencyTree, old: Sequence[AgencyFact], successor: int | NewAgency, *, on: date) -> None:
    after = tree.require_open(successor, on=on) if isinstance(successor, int) else successor
    if not [agency for agency in old if agency.id != successor]:
        raise NothingToMerge
    if {agency.kind for agency in old} != {after.kind}:
        raise MergedAgenciesDiffer


def _make(merger: _Merger, new: NewAgency) -> int:
    row = agencies.insert(new, valid_from=merger.on)
    merger.note("AgencyCreated", f"agency:{row.pk}", name=row.name, kind=str(row.kind), parent=new.parent_id)
    return row.pk


def _join(merger: _Merger, tree: AgencyTree, old: Sequence[AgencyFact], successor_id: int, name: str) -> None:
    """End the old agencies in favour of one; their parts first find their new place."""
    kind = SuccessionKind.MERGED if len(old) > 1 or successor_id in tree.by_id else SuccessionKind.RENAMED
    _join_parts(merger, tree, old, successor_id, name)
    for agency in old:
        agencies.end(agency, on=merger.on)
        models.Succession.objects.create(
            predecessor_id=agency.id, successor_id=successor_id, on=merger.on, kind=kind, basis=merger.basis
        )
        _move_roles(merger, agency.id, successor_id)
        merger.note("AgencyMerged", f"agency:{agency.id}", into=successor_id)
    merger.note("AgencySucceeded", f"agency:{successor_id}", predecessors=[agency.id for agency in old])


def _join_parts(merger: _Merger, tree: AgencyTree, old: Sequence[AgencyFact], successor_id: int, name: str) -> None:
    parts = [child for agency in old for child in tree.children_of(agency.id, on=merger.on)]
    for part in (part for part in parts if part.kind not in CENTRES):
        agencies.place(part.id, parent_id=successor_id, on=merger.on)
        merger.note("AgencyMoved", f"agency:{part.id}", parent=successor_id)
    centres = [part for part in parts if part.kind in CENTRES]
    if not centres:
        return
    kept = tree.children_of(successor_id, on=merger.on) if successor_id in tree.by_id else ()
    centre = next((child for child in kept if child.kind is centres[0].kind), None)
    title = centre.name if centre else centre_name(name)
    centre_id = centre.id if centre else _make_centre(merger, title, centres[0], successor_id)
    _join(merger, tree, centres, centre_id, title)


def _make_centre(merger: _Merger, name: str, like: AgencyFact, parent_id: int) -> int:
    new = NewAgency(name=name, kind=Kind(like.kind), level=like.level, parent_id=parent_id, existence=like.existence)
    return _make(merger, new)


def _move_roles(merger: _Merger, agency_id: int, successor_id: int) -> None:
    """Roles that last beyond the day end with the old agency and go on, to the same end, at the new one."""
    lasting = models.RoleHolding.objects.select_for_update().filter(
        Q(valid_to=None) | Q(valid_to__gt=merger.on), agency_id=agency_id
    )
    held = set(
        models.RoleHolding.objects.filter(Q(valid_to=None) | Q(valid_to__gt=merger.on), agency_id=successor_id).values_list(
            "user_id", "role"
        )
    )
    for holding in lasting.order_by("pk"):
        start, ends = max(holding.valid_from, merger.on), holding.valid_to
        holding.valid_to = max(merger.on, holding.valid_from)
        holding.save(update_fields=["valid_to"])
        if (holding.user_id, holding.role) not in held:
            held.add((holding.user_id, holding.role))
            holding.pk, holding.agency_id, holding.valid_from, holding.valid_to = None, successor_id, start, ends
            holding.save(force_insert=True)
        merger.note("RoleMoved", f"user:{holding.user_id}", role=str(holding.role), agency=agency_id, into=successor_id)
