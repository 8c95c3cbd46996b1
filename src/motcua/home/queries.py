"""The overview of the province or of the units somebody heads."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.catalogue import public as catalogue
from motcua.dossiers import public as dossiers
from motcua.eforms import public as eforms
from motcua.foundation import clock
from motcua.foundation.errors import NotAllowed, NotFound
from motcua.foundation.text import alphabetical
from motcua.organization import public as organization
from motcua.organization.public import Level, Role
from motcua.processes import public as processes
from motcua.simplification import public as simplification


class NoOverview(NotAllowed):
    code = "no_overview"
    vi = "Trang điều hành dành cho lãnh đạo, trưởng đơn vị, kiểm soát thủ tục và thanh tra."
    en = "The overview is for leaders, heads of units, procedure control and inspectors."


class NoSuchOverview(NotFound):
    code = "no_such_overview"
    vi = "Trang điều hành không có «{name}={value}»."
    en = "The overview has no “{name}={value}”."


#: Who watches over others' work, each within what they see.
_WATCHING = {Role.HEAD, Role.LEADER, Role.CONTROL, Role.INSPECTOR}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    id: int
    name: str
    level: str
    received: int
    in_process: int
    due_soon: int
    overdue: int
    waiting: int
    #: Of the overdue: those for which the agency has apologised, in time or late.
    overdue_apologised: int

    @property
    def overdue_silent(self) -> int:
        return self.overdue - self.overdue_apologised

    @property
    def overdue_share(self) -> float:
        """Per cent of what is in process."""
        return 100 * self.overdue / self.in_process if self.in_process else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    since: datetime
    units: tuple[Unit, ...]
    total: Unit
    is_whole_province: bool


ORDERS = {
    "ten": "name",
    "nhan": "received",
    "dang": "in_process",
    "sap": "due_soon",
    "qua": "overdue",
    "cho": "waiting",
    "ty-le": "overdue_share",
}


def watches(actor: organization.Actor) -> bool:
    """Whether the overview is for this actor."""
    return organization.sees_all_figures(actor) or not actor.roles.isdisjoint(_WATCHING)


def overview(*, actor: organization.Actor, at: datetime, level: str = "", order: str = "qua") -> Overview:
    """Each unit's standing since the first of the month. Raises NoOverview, NoSuchOverview. Two statements over partial indexes."""
    if not watches(actor):
        raise NoOverview
    if level and level not in set(Level):
        raise NoSuchOverview(name="cap", value=level)
    if order not in ORDERS:
        raise NoSuchOverview(name="xep", value=order)
    whole, watched = organization.sees_all_figures(actor), organization.visible_agencies(actor)
    since = clock.midnight(clock.local_day(at).replace(day=1))
    counted = dossiers.unit_counts(agency_ids=None if whole else watched, since=since, at=at, soon=at + dossiers.SOON)
    units = [_unit(count) for count in counted]
    chosen = [unit for unit in units if not level or unit.level == level]
    ranked = sorted(chosen, key=lambda unit: alphabetical(unit.name))
    if order != "ten":
        ranked.sort(key=lambda unit: -getattr(unit, ORDERS[order]))
    return Overview(since=since, units=tuple(ranked), total=_total(chosen), is_whole_province=whole)


def _unit(count: dossiers.UnitCount) -> Unit:
    agency = organization.agency(count.agency_id)
    return Unit(
        id=agency.id, name=agency.short_name, level=str(agency.level), received=count.received, in_process=count.in_process,
        due_soon=count.due_soon, overdue=count.overdue, waiting=count.waiting, overdue_apologised=count.overdue_apologised,
    )  # fmt: skip


def _total(units: list[Unit]) -> Unit:
    names = ("received", "in_process", "due_soon", "overdue", "waiting", "overdue_apologised")
    return Unit(id=0, name="", level="", **{name: sum(getattr(unit, name) for unit in units) for name in names})


class NoControl(NotAllowed):
    code = "no_control"
    vi = "Trang kiểm soát thủ tục dành cho cán bộ kiểm soát thủ tục và lãnh đạo của tỉnh."
    en = "The page of procedure control is for the province's procedure control and leaders."


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What waits in the rooms of procedure control."""

    catalogue: catalogue.ControlCounts
    drafts_to_appraise: int
    drafts_to_approve: int
    forms: eforms.FormCounts
    proposals: int
    prices: int

    @property
    def are_none(self) -> bool:
        """Nothing of all this waits for anybody; what the check finds wrong is told beside."""
        asked = (self.catalogue.decisions_drafted, self.catalogue.decisions_waiting, self.catalogue.edits_waiting)
        drafted = (self.drafts_to_appraise, self.drafts_to_approve, self.forms.drafts, self.forms.to_pin)
        return not any((*asked, *drafted, self.proposals, self.prices))


def controls(actor: organization.Actor) -> bool:
    """Whether the page of procedure control is for this actor: who keeps the catalogue or decides on it."""
    return catalogue.watches_control(actor)


def waits(*, actor: organization.Actor, on: date) -> Waits:
    """What waits for this actor on a day. Raises NoControl."""
    if not controls(actor):
        raise NoControl
    drafts = processes.counts(actor=actor)
    return Waits(
        catalogue=catalogue.control_counts(actor=actor, on=on),
        drafts_to_appraise=drafts.get(processes.DraftState.SUBMITTED, 0),
        drafts_to_approve=drafts.get(processes.DraftState.APPRAISED, 0),
        forms=eforms.counts(actor=actor, on=on),
        proposals=simplification.waiting(actor=actor),
        prices=simplification.prices_waiting(actor=actor),
    )
