"""Where a dossier stands: what the rules must know to say which move comes next."""

from collections.abc import Sequence

from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import Standing, State
from motcua.dossiers.models import Consultation, Dossier, Step, Wait
from motcua.organization import public as organization


def houses(centre_id: int) -> frozenset[int]:
    """A centre and the agencies under whose roof it receives: no boundary is crossed between them."""
    return frozenset({centre_id, *(agency.id for agency in organization.served_by(centre_id))})


def last_step(terms: catalogue.Terms, case: str) -> catalogue.StepTerms:
    """The step that makes the result of a case: the last one before it is returned."""
    return next(step for step in reversed(terms.line(case)) if step.kind != "return")


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
        # At or past it: a case put right on the way may leave the open step outside the line.
        is_last_step=step is not None and step.kind != "return" and step.number >= last_step(terms, dossier.case).number,
        open_consultations=len(consultations),
        consulted_ids=frozenset(asked.agency_id for asked in consultations),
    )
