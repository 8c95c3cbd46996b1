"""Drafts in a list and one by one, and what the catalogue says they must keep within."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from motcua.catalogue import public as catalogue
from motcua.foundation.errors import NotFound
from motcua.foundation.paging import Page, decode, page
from motcua.foundation.text import fold
from motcua.organization import public as organization
from motcua.processes.facts import DraftLine, DraftRead, DraftState, Frame
from motcua.processes.facts import Event as EventFact
from motcua.processes.models import Draft, Event
from motcua.processes.rules import comparing, permissions, written_steps

PAGE = 50
#: What makes somebody an author: who wrote it does not judge it.
WRITING = frozenset({"started", "imported", "copied", "saved", "agencies"})


class UnknownDraft(NotFound):
    code = "unknown_draft"
    vi = "Không có dự thảo quy trình số {draft}, hoặc bạn không có quyền xem."
    en = "There is no draft of a process with number {draft}, or you may not see it."


def departments() -> frozenset[int]:
    """The agencies of the province that decide procedures: theirs are the drafts."""
    return frozenset(agency.id for agency in organization.agencies(kind=organization.PROVINCIAL))


def opens(actor: organization.Actor) -> bool:
    """Whether the list of processes is for this actor at all."""
    return permissions.may_read_approved(actor)


def may_read_drafts(actor: organization.Actor) -> bool:
    """Whether any drafts are the actor's to read, and not only approved processes."""
    return permissions.may_read_all(actor) or bool(permissions.drafts_at(actor, departments()))


def readable(actor: organization.Actor) -> QuerySet[Draft]:
    if permissions.may_read_all(actor):
        return Draft.objects.all()
    return Draft.objects.filter(agency__in=permissions.drafts_at(actor, departments()))


def _listed(actor: organization.Actor) -> QuerySet[Draft]:
    """What the actor drafts, and what was approved for an agency where the actor works, or for all that decide at its level."""
    if permissions.may_read_all(actor):
        return Draft.objects.all()
    own = actor.agencies()
    levels = sorted({organization.agency(agency_id).level for agency_id in own})
    bound = Q(state=DraftState.APPROVED) & (
        Q(agency_ids__overlap=sorted(own)) | Q(agency_ids=[], version__levels__overlap=levels)
    )
    return Draft.objects.filter(bound | Q(agency__in=permissions.drafts_at(actor, departments())))


def drafts(
    *,
    actor: organization.Actor,
    words: str = "",
    states: Collection[DraftState] = (),
    cursor: str | None = None,
    size: int = PAGE,
) -> Page[DraftLine]:
    """A page of the drafts that the actor may see and of approved ones that bind, the latest changed first. Raises BadCursor."""
    rows = _listed(actor)
    for word in fold(words).split()[:8]:
        rows = rows.filter(folded__contains=word)
    if states:
        rows = rows.filter(state__in=list(states))
    if cursor:
        after, number = decode(cursor, datetime, int)
        rows = rows.filter(changed_at__lte=after).exclude(changed_at=after, id__gte=number)
    found = page(
        list(rows.order_by("-changed_at", "-id")[: size + 1]), size=size, key=lambda row: [row.changed_at.isoformat(), row.id]
    )
    own = None if permissions.may_read_all(actor) else permissions.drafts_at(actor, departments())
    return Page(rows=tuple(_line(row, is_open=own is None or row.agency_id in own) for row in found.rows), next=found.next)


def counts(*, actor: organization.Actor) -> dict[DraftState, int]:
    """How many of the drafts that the actor may see stand in each state."""
    rows = readable(actor).values_list("state").annotate(number=Count("id")).order_by()
    return {DraftState(state): number for state, number in rows}


def _line(row: Draft, *, is_open: bool = True) -> DraftLine:
    return DraftLine(
        id=row.id, code=row.code, procedure=row.procedure, name=row.name, state=DraftState(row.state), agency_id=row.agency_id,
        agencies=len(row.agency_ids), changed_at=row.changed_at, is_open=is_open,
    )  # fmt: skip


def draft(*, draft_id: int, actor: organization.Actor) -> DraftRead:
    """One draft with its history. Raises UnknownDraft, also when it exists but is not theirs to see."""
    row = readable(actor).filter(id=draft_id).first()
    if row is None:
        raise UnknownDraft(draft=draft_id)
    events = list(Event.objects.filter(draft=row).order_by("number"))
    return DraftRead(
        id=row.id, version_id=row.version_id, code=row.code, procedure=row.procedure, name=row.name, state=DraftState(row.state),
        revision=row.revision, agency_id=row.agency_id, agency_ids=tuple(row.agency_ids), steps=written_steps.read(row.steps),
        editors=editors(events), appraised_by=label_of(row.appraised_by_id), return_note=row.return_note, decision=row.decision,
        decided_on=row.decided_on, valid_from=row.valid_from, process_id=row.process_id, source=row.source, history=_history(events),
    )  # fmt: skip


def editors(events: Collection[Event]) -> frozenset[str]:
    return frozenset(label_of(event.by_id) for event in events if event.what in WRITING)


def label_of(user_id: int | None) -> str:
    """As the journal names them."""
    return organization.SYSTEM.label if user_id is None else f"user:{user_id}"


def _history(events: Collection[Event]) -> tuple[EventFact, ...]:
    found, before = [], None
    for event in events:
        steps = written_steps.read(event.steps) if event.steps is not None else None
        told = comparing.changes(before, steps) if before is not None and steps is not None else ()
        found.append(
            EventFact(
                number=event.number,
                what=event.what,
                by_id=event.by_id,
                at=event.at,
                note=event.note,
                said=event.said,
                changes=told,
            )
        )
        before = steps if steps is not None else before
    return tuple(reversed(found))


def frame_of(frame: catalogue.ProcessFrame) -> Frame:
    """As much of the procedure as the rules ask for."""
    return Frame(allowed=frame.allowed, cases=frame.cases, limits_by_case=frame.limits_by_case)


def drafts_of(*, version_id: int, actor: organization.Actor) -> tuple[DraftLine, ...]:
    """The drafts of one version of a procedure that the actor may see."""
    return tuple(map(_line, readable(actor).filter(version=version_id).order_by("-changed_at", "-id")[:PAGE]))
