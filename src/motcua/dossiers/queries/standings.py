"""Where a dossier stands: what the rules must know to say which move comes next, and what its process still wants asked."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import Standing, State, Way
from motcua.dossiers.models import Consultation, Dossier, Step, Wait
from motcua.dossiers.rules.expected import expected
from motcua.dossiers.rules.ways import ways
from motcua.dossiers.shown import ExpectedConsultation
from motcua.organization import public as organization


def houses(centre_id: int) -> frozenset[int]:
    """A centre and the agencies under whose roof it receives: no boundary is crossed between them."""
    return frozenset({centre_id, *(agency.id for agency in organization.served_by(centre_id))})


def ways_of(dossier: Dossier, step: Step | None, terms: catalogue.Terms) -> tuple[Way, ...]:
    """Every way on from the open step by the process that the dossier is pinned to."""
    here = next((one for one in terms.steps if step is not None and one.number == step.number), None)
    return ways(here, terms.line(dossier.case)) if here else ()


def standing_of(
    dossier: Dossier, step: Step | None, wait: Wait | None, consultations: Sequence[Consultation], terms: catalogue.Terms
) -> Standing:
    return Standing(
        state=State(dossier.state),
        centre_id=dossier.centre_id,
        competent_id=dossier.competent_id,
        moves=dossier.moves,
        supplement_count=dossier.supplement_count,
        supplements_max=terms.rules.supplement_requests_max,
        extension_count=dossier.extension_count,
        extensions_max=terms.rules.extensions_max,
        supplement_restarts=terms.rules.supplement_restarts,
        is_apologised=dossier.apologised_at is not None,
        before_reception=wait.before_reception if wait else dossier.accepted_at is None,
        step_kind=step.kind if step else "",
        step_role=step.role if step else "",
        step_agency_id=step.agency_id if step else None,
        assignee_id=step.assignee_id if step else None,
        tried_by=dossier.tried_by_id,
        ways=ways_of(dossier, step, terms),
        open_consultations=len(consultations),
        consulted_ids=frozenset(asked.agency_id for asked in consultations),
    )


def expected_of(
    dossier: Dossier, step: Step | None, asked: Iterable[Consultation], terms: catalogue.Terms, at: datetime
) -> tuple[ExpectedConsultation, ...]:
    """The consultations of the open step that nobody has asked yet. `asked`: all that ever were."""
    if step is None or not terms.consultations or dossier.state != State.IN_PROCESS:
        return ()
    asked = list(asked)
    found = expected(
        terms.consultations,
        step=next((one.key for one in terms.steps if one.number == step.number), ""),
        case=dossier.case,
        asked={one.number for one in asked if one.number is not None},
        busy={dossier.competent_id, *(one.agency_id for one in asked if one.answered_at is None)},
    )
    return tuple(_shown(one, dossier, at) for one in found)


def _shown(one: catalogue.StepTerms, dossier: Dossier, at: datetime) -> ExpectedConsultation:
    working = calendar.calendar_of(agency_id=one.agency_id or dossier.competent_id)
    return ExpectedConsultation(
        number=one.number, agency_id=one.agency_id, agency=one.agency, content=one.work.strip()[:2000] or one.name, minutes=one.minutes,
        due_at=working.add(at, one.minutes),
    )  # fmt: skip
