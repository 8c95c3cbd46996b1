"""Decisions as they are kept: their lines, and what they would change or have changed."""

from datetime import date
from typing import Any

from motcua.catalogue.facts import Act, DecisionAbout, DecisionLevel, DecisionPreview, DecisionState, ListedLine
from motcua.catalogue.models import Decision, DecisionLine
from motcua.catalogue.queries.decisions.files import decided
from motcua.catalogue.queries.decisions.plan import Plan, plan
from motcua.foundation.errors import Invalid, NotFound
from motcua.foundation.text import tidy


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
    rows = Decision.objects.exclude(state=DecisionState.WITHDRAWN).filter(number=tidy(number))
    found = list(rows.filter(signed_on=signed_on) if signed_on else rows)
    if not found:
        raise UnknownDecision
    if len(found) > 1:
        raise DecisionNumberAmbiguous(number=number, count=len(found))
    return found[0].id


def about_of(decision: Decision) -> DecisionAbout:
    return DecisionAbout(
        number=decision.number,
        issuer=decision.issuer,
        level=DecisionLevel(decision.level),
        title=decision.title,
        signed_on=decision.signed_on,
        effective_on=decision.effective_on,
        shortened=decision.shortened,
    )


def kept_lines(decision: Decision) -> tuple[ListedLine, ...]:
    return tuple(_line(row) for row in decision.lines.order_by("number"))


def kept_plan(decision: Decision) -> Plan:
    """What a draft would change, as things stand now."""
    return plan(kept_lines(decision), decided=decided(about_of(decision)), effective_on=decision.effective_on)


def kept_preview(decision: Decision, planned: Plan) -> DecisionPreview:
    """What a draft would change, for people."""
    return DecisionPreview(
        about=about_of(decision),
        source=decision.source_name,
        lines=tuple(one.preview() for one in planned.lines),
        refused=planned.refused,
        decision_id=decision.id,
        state=DecisionState(decision.state),
    )


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
