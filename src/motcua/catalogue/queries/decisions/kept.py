"""Decisions as they are kept: their lines, and what they would change or have changed."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from motcua.catalogue.facts import Act, DecisionPreview, DecisionState, LinePreview, ListedLine
from motcua.catalogue.models import Decision, DecisionLine, ProcedureVersion
from motcua.catalogue.queries.decisions.contents import contents_of
from motcua.catalogue.queries.decisions.files import decided
from motcua.catalogue.queries.decisions.plan import Plan, plan
from motcua.catalogue.rules.decisions.comparing import differences
from motcua.catalogue.rules.decisions.naming import number_of
from motcua.catalogue.rules.parts import written
from motcua.foundation.errors import Invalid, NotFound


class UnknownDecision(NotFound):
    code = "unknown_decision"
    vi = "Không có quyết định này."
    en = "There is no such decision."


class DecisionNumberAmbiguous(Invalid):
    code = "decision_number_ambiguous"
    vi = "Có {count} quyết định số {number}. Ghi thêm ngày ký."
    en = "There are {count} decisions numbered {number}. Give the day of signing as well."


def decision_numbered(*, number: str, signed_on: date | None = None) -> int:
    """The id of the decision of a number that has not been withdrawn. Raises UnknownDecision, DecisionNumberAmbiguous."""
    rows = Decision.objects.exclude(state=DecisionState.WITHDRAWN).filter(number=number_of(number))
    found = list(rows.filter(signed_on=signed_on) if signed_on else rows)
    if not found:
        raise UnknownDecision
    if len(found) > 1:
        raise DecisionNumberAmbiguous(number=number, count=len(found))
    return found[0].id


def kept_lines(decision: Decision) -> tuple[ListedLine, ...]:
    return tuple(_line(row) for row in decision.lines.order_by("number"))


def kept_plan(decision: Decision) -> Plan:
    """What a draft would change, as things stand now."""
    return plan(kept_lines(decision), decided=decided(decision.about), effective_on=decision.effective_on)


def kept_preview(decision: Decision, planned: Plan) -> DecisionPreview:
    """What a draft would change, for people."""
    return DecisionPreview(
        about=decision.about,
        source=decision.source_name,
        lines=tuple(one.preview() for one in planned.lines),
        refused=planned.refused,
        decision_id=decision.id,
        state=DecisionState(decision.state),
    )


def mark_of(preview: DecisionPreview) -> str:
    """What tells this preview from one of another day."""
    return written.mark([preview.about, *preview.lines, *preview.refused])


def kept_outcome(decision: Decision, *, act: str = "", after: int = -1, size: int = 50) -> list[LinePreview]:
    """What some lines of a decision that is no draft any more have changed, told like a preview."""
    rows = decision.lines.filter(number__gt=after, **{"act": act} if act else {}).order_by("number")[:size]
    lines = [_line(row) for row in rows]
    codes = [line.code for line in lines]
    versions = decision.versions.filter(procedure__code__in=codes).select_related("procedure").defer("source_record")
    made = {one.procedure.code: one for one in versions}
    ended = {one.procedure.code: one for one in _before(made.values())}
    abolished = dict(decision.ended_versions.filter(procedure__code__in=codes).values_list("procedure__code", "number"))
    contents = contents_of([*made.values(), *ended.values()])
    told = []
    for line in lines:
        new, old = made.get(line.code), ended.get(line.code)
        changes = differences(contents[old.id] if old else None, contents[new.id]) if new else ()
        version = new.number if new else abolished.get(line.code, 0)
        told.append(LinePreview(changes=changes, warnings=(), version=version, **{name: getattr(line, name) for name in _TOLD}))
    return told


_TOLD = ("number", "place", "place_en", "act", "code", "name", "replaces")


def _before(made: Iterable[ProcedureVersion]) -> Iterator[ProcedureVersion]:
    """The version before each one that a decision made: after an undoing no longer marked as ended by it."""
    before: dict[int, ProcedureVersion] = {}
    numbers = {version.procedure_id: version.number for version in made}
    earlier = ProcedureVersion.objects.filter(procedure__in=numbers).select_related("procedure").defer("source_record")
    for version in earlier.order_by("number"):
        if version.number < numbers[version.procedure_id]:
            before[version.procedure_id] = version
    yield from before.values()


def _line(row: DecisionLine) -> ListedLine:
    said: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.content.items()}
    return ListedLine(
        number=row.number,
        place=row.place,
        place_en=row.place_en,
        act=Act(row.act),
        code=row.code,
        name=row.name,
        replaces=tuple(row.replaces),
        **said,
    )
