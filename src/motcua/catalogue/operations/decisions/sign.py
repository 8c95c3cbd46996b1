"""A draft is signed: it gets its number and its day, and waits for approval."""

from datetime import date, datetime

from django.db import transaction

from motcua.catalogue.facts import DecisionState
from motcua.catalogue.operations.decisions.draft import locked, record
from motcua.catalogue.operations.locking import lock_catalogue
from motcua.catalogue.queries.decisions.files import named_alike
from motcua.catalogue.rules.decisions.naming import check_signing, number_of, require_said
from motcua.catalogue.rules.permissions import Actor, require_keeper
from motcua.foundation import clock
from motcua.foundation.errors import NotPossible


class NotADraft(NotPossible):
    code = "decision_not_a_draft"
    vi = "Quyết định {number} không còn là dự thảo."
    en = "Decision {number} is no draft any more."


class NumberTaken(NotPossible):
    code = "decision_number_taken"
    vi = "Đã có quyết định số {number} của cơ quan này, hoặc một dự thảo mang số ấy. Xem lại số và ngày ký."
    en = (
        "There is a decision {number} of this issuer already, or a draft of that number. Look at number and day of signing again."
    )


@transaction.atomic
def sign_decision(*, decision_id: int, number: str, signed_on: date, effective_on: date, actor: Actor, at: datetime) -> None:
    """Say a draft's number and day of signing. Its day of effect may move with them: what its lines change is planned for that day.

    Raises NotAKeeper, UnknownDecision, NotADraft, DecisionUnsaid, DecisionNumberTooLong, DecisionDayOdd, NumberTaken.
    """
    at = lock_catalogue(at)
    decision = locked(decision_id)
    require_keeper(actor)
    if decision.state != DecisionState.DRAFT:
        raise NotADraft(number=decision.called)
    number = number_of(number)
    require_said(*([] if number else ["number"]))
    check_signing(signed_on, effective_on, clock.local_day(at))
    if named_alike(number=number, issuer=decision.issuer, signed_on=signed_on).exclude(id=decision.id).exists():
        raise NumberTaken(number=number)

    decision.number, decision.signed_on, decision.effective_on = number, signed_on, effective_on
    decision.state, decision.signed_in_by, decision.signed_in_at = DecisionState.SIGNED, actor.label, at
    decision.save(update_fields=["number", "signed_on", "effective_on", "state", "signed_in_by", "signed_in_at"])

    record(decision, "DecisionSigned", actor, at, signed_on=signed_on.isoformat())
