"""Where a dossier stands: what the rules must know to say which move comes next, and what its process still wants asked."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import AskedFor, DossierId, Standing, State, Way
from motcua.dossiers.models import Consultation, Dossier, Step, Wait
from motcua.dossiers.queries.counting import terms_of
from motcua.dossiers.queries.tables import CONSULTATIONS, DOSSIERS, STEPS, WAITS
from motcua.dossiers.rules import permissions
from motcua.dossiers.rules.expected import expected
from motcua.dossiers.rules.ways import ways
from motcua.dossiers.shown import Chosen, ExpectedConsultation
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
        consulted_ids=frozenset(asked.agency_id for asked in consultations if asked.kind == AskedFor.OPINION),
        involved_ids=frozenset(asked.agency_id for asked in consultations if asked.kind == AskedFor.TASK),
    )


def standings(*, dossier_ids: Collection[int], actor: organization.Actor) -> tuple[Chosen, ...]:
    """How many dossiers stand, in the order given; those whose persons the actor may not know are left out."""
    ids = [list(dossier_ids)]
    found = {dossier.pk: dossier for dossier in DOSSIERS.select("id = ANY(%s)", ids)}
    steps = {step.dossier_id: step for step in STEPS.select("dossier_id = ANY(%s) AND closed_at IS NULL", ids)}
    waits = {wait.dossier_id: wait for wait in WAITS.select("dossier_id = ANY(%s) AND answered_at IS NULL", ids)}
    asked = defaultdict(list)
    for one in CONSULTATIONS.select("dossier_id = ANY(%s) AND answered_at IS NULL ORDER BY id", ids):
        asked[one.dossier_id].append(one)
    visible, sees_all = organization.visible_agencies(actor), organization.sees_everything(actor)
    chosen = []
    for dossier in (found[one] for one in dossier_ids if one in found):
        terms, step = terms_of(dossier), steps.get(dossier.pk)
        standing = standing_of(dossier, step, waits.get(dossier.pk), asked[dossier.pk], terms)
        if sees_all or permissions.tries(actor, standing) or permissions.knows_persons(parts=standing.parts, visible=visible):
            chosen.append(
                Chosen(
                    DossierId(dossier.pk), dossier.code, dossier.applicant, terms.short_name, step.name if step else "", standing
                )
            )
    return tuple(chosen)


def expected_of(
    dossier: Dossier, step: Step | None, asked: Iterable[Consultation], terms: catalogue.Terms, at: datetime
) -> tuple[ExpectedConsultation, ...]:
    """The consultations of the open step that nobody has asked yet. `asked`: all that ever were."""
    if step is None or not terms.consultations or dossier.state != State.IN_PROCESS:
        return ()
    asked = [one for one in asked if one.kind == AskedFor.OPINION]
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
