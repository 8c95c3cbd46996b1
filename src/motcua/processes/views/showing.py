"""What the pages show of steps: rows in words, the drawing, sums and problems."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from motcua.foundation.language import chosen
from motcua.organization import public as organization
from motcua.processes.facts import CaseSum, Event, Frame, Kind, Onward, Place, Problem, Step
from motcua.processes.rules import checking, lines
from motcua.processes.rules.drawing.picture import picture_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RowShown:
    step: Step
    kind: str
    who: str
    where: str
    beside: str
    outcomes: tuple[tuple[str, str], ...]


def rows_of(steps: Sequence[Step]) -> tuple[RowShown, ...]:
    """Steps as people read them."""
    names = {step.key: f"{step.number}. {step.name}" for step in steps}
    return tuple(
        RowShown(
            step=step, kind=_(Kind(step.kind).label) if step.kind else _("chưa chọn"), who=role_of(step), where=place_of(step), beside=names.get(step.beside, ""),
            outcomes=tuple((one.label, _leads(one.target, names)) for one in step.outcomes),
        )
        for step in steps
    )  # fmt: skip


def _leads(target: str, names: dict[str, str]) -> str:
    if target in set(Onward):
        return _(Onward(target).label)
    return names.get(target, _("chưa rõ"))


def role_of(step: Step) -> str:
    return _(organization.Role(step.role).label) if step.role in checking.ROLES else _("chưa rõ ai làm")


def place_of(step: Step) -> str:
    if step.place != Place.AGENCY:
        return _(Place(step.place).label) if step.place else ""
    if step.agency_id:
        return organization.agency(step.agency_id).short_name
    return step.agency or _(Place.AGENCY.label)


def lane_of(step: Step) -> str:
    """The lane of a step: who does it, and where."""
    return f"{role_of(step)} · {place_of(step)}"


def said(problem: Problem) -> tuple[Problem, str]:
    return problem, chosen(problem.vi, problem.en)


def checked(steps: Sequence[Step], frame: Frame) -> dict[str, Any]:
    """Sums and problems of the steps as they stand."""
    found = checking.problems(steps, frame)
    return {
        "sums": _together(lines.sums(steps, frame)) if steps else (),
        "problems": [said(one) for one in found],
        "is_right": not checking.stops(found),
    }


def _together(sums: Sequence[CaseSum]) -> list[tuple[CaseSum, list[str]]]:
    """Cases of the same length stand together; when all are of one length, without their names."""
    found: dict[int, tuple[CaseSum, list[str]]] = {}
    for one in sums:
        found.setdefault(one.minutes, (one, []))[1].append(one.case)
    return [(one, cases if len(found) > 1 else []) for one, cases in found.values()]


def drawn(steps: Sequence[Step], frame: Frame) -> Any:
    """The drawing; None for a process without a step of the main line."""
    return picture_of(steps, frame.cases, lane_of) if any(not step.beside for step in steps) else None


def event_words(event: Event) -> str:
    """What was decided or chosen, in words; empty where somebody's own words say it."""
    values = event.said
    if "agencies" in values:
        count = values["agencies"]
        return _("%(count)s cơ quan") % {"count": count} if count else _("Mọi cơ quan giải quyết thủ tục")
    if "decision" not in values:
        return ""
    days = {
        name: f"{date.fromisoformat(values[name]):%d/%m/%Y}"
        for name in ("decided_on", "valid_from", "stops_on")
        if name in values
    }
    words: str = _("%(decision)s ngày %(decided_on)s, áp dụng từ %(valid_from)s") % {**values, **days}
    if "stops_on" not in days:
        return words
    return words + "; " + _("không dùng tiếp cho bản công bố từ %(day)s") % {"day": days["stops_on"]}
