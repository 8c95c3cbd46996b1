"""Decisions as the control office sees them: the list, and one with its lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from motcua.catalogue.facts import OPEN, Act, DecisionFact, DecisionState, LinePreview, RowRefused
from motcua.catalogue.models import Decision
from motcua.catalogue.queries.decisions.clock import decision_facts, lateness
from motcua.catalogue.queries.decisions.kept import UnknownDecision, kept_outcome, kept_plan, kept_preview, mark_of
from motcua.catalogue.rules.permissions import Actor, require_reader
from motcua.foundation import paging
from motcua.foundation.paging import Page


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRead:
    """One decision, what its lines change or have changed, and what can be done with it on a day."""

    fact: DecisionFact
    #: How many lines of each act
    counts: dict[Act, int]
    #: Some of the lines, those to look at first
    page: Page[LinePreview]
    refused: tuple[RowRefused, ...]
    on: date
    #: Of what it would change, for whoever approves it; empty once it is approved or given up
    mark: str

    @property
    def is_draft(self) -> bool:
        return self.fact.state is DecisionState.DRAFT

    @property
    def is_open(self) -> bool:
        """Not approved and not given up: it changes nothing yet."""
        return self.fact.state in OPEN

    @property
    def is_approved(self) -> bool:
        return self.fact.state is DecisionState.APPROVED

    @property
    def can_be_undone(self) -> bool:
        return self.is_approved and self.fact.about.effective_on is not None and self.on < self.fact.about.effective_on


def decisions(
    *, actor: Actor, on: date, state: str = "", late: bool = False, cursor: str | None = None, size: int = 30
) -> Page[DecisionFact]:
    """Decisions: those to be signed, then the latest signed first; `late`: those that kept nobody's clock. Raises NotAKeeper."""
    require_reader(actor)
    if late:
        return Page(rows=lateness(on=on), next=None)
    rows = Decision.objects.annotate(line_count=Count("lines"))
    if state:
        rows = rows.filter(state=state)
    if cursor:
        signed, id_ = paging.decode(cursor, date, int)
        # A draft has no day of signing: it stands before all, as if signed on the last of days.
        later = Q(signed_on__isnull=False) if signed == date.max else Q(signed_on__lt=signed)
        rows = rows.filter(later | Q(signed_on=None if signed == date.max else signed, id__lt=id_))
    read = decision_facts(rows.order_by("-signed_on", "-id")[: size + 1], on=on)
    return paging.page(read, size=size, key=lambda one: [(one.about.signed_on or date.max).isoformat(), one.id])


def decision(
    *, actor: Actor, decision_id: int, on: date, act: str = "", cursor: str | None = None, size: int = 50
) -> DecisionRead:
    """One decision with a page of its lines, or of those of one act. Raises NotAKeeper, UnknownDecision, BadCursor."""
    require_reader(actor)
    row = Decision.objects.filter(id=decision_id).first()
    if row is None:
        raise UnknownDecision
    (fact,) = decision_facts([row], on=on)
    after = paging.decode(cursor, int, int) if cursor else [-1, -1]
    if row.state in OPEN:
        preview = kept_preview(row, kept_plan(row))
        counts, refused, mark = preview.counts, preview.refused, mark_of(preview)
        found = [line for line in foremost(preview.lines) if act in {"", line.act} and _place(line) > after][: size + 1]
    else:
        told = dict(row.lines.order_by().values("act").annotate(count=Count("id")).values_list("act", "count"))
        counts, refused, mark = {one: told.get(one, 0) for one in Act}, (), ""
        found = kept_outcome(row, act=act, after=after[1], size=size + 1)
    page = paging.page(found, size=size, key=_place)
    return DecisionRead(fact=fact, counts=counts, page=page, refused=refused, on=on, mark=mark)


def foremost(lines: Iterable[LinePreview]) -> list[LinePreview]:
    """Lines with something to look at first, else as they stand in the list."""
    return sorted(lines, key=_place)


def _place(line: LinePreview) -> list[int]:
    return [0 if line.warnings else 1, line.number]
