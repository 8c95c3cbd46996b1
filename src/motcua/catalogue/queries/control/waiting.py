"""What waits for procedure control, in numbers: each opens its list."""

from dataclasses import dataclass
from datetime import date

from motcua.catalogue.facts import DecisionState, EditState
from motcua.catalogue.models import Decision, Edit
from motcua.catalogue.queries import changes
from motcua.catalogue.queries.control.check import Checked, check
from motcua.catalogue.queries.decisions.clock import lateness
from motcua.catalogue.rules.permissions import Actor, require_reader


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlCounts:
    decisions_drafted: int
    decisions_waiting: int
    decisions_late: int
    edits_waiting: int
    public: int
    incomplete: int
    without_process: int
    too_long: int
    stopped: int
    dead_links: int


def control_counts(*, actor: Actor, on: date) -> ControlCounts:
    """What waits on a day. Raises NotAKeeper."""
    require_reader(actor)
    found = checked(on=on)
    return ControlCounts(
        decisions_drafted=Decision.objects.filter(state=DecisionState.DRAFT).count(),
        decisions_waiting=Decision.objects.filter(state=DecisionState.SIGNED).count(),
        decisions_late=len(lateness(on=on)),
        edits_waiting=Edit.objects.filter(state=EditState.WAITING).count(),
        public=found.public,
        incomplete=len(found.incomplete),
        without_process=len(found.without_process),
        too_long=len(found.too_long),
        stopped=len(found.stopped),
        dead_links=len(found.dead_links),
    )


def checked(*, on: date) -> Checked:
    """The check of a day, made once until the catalogue changes."""
    return changes.kept(("check", on), lambda: check(on=on))
