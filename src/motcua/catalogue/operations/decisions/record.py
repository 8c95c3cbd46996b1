"""What happened to a decision outside: when it was posted, and which ministry's decision it followed, with proof."""

from datetime import date, datetime

from django.db import transaction

from motcua.catalogue.facts import Cause, DecisionLevel, DecisionState
from motcua.catalogue.operations.decisions.draft import locked, record
from motcua.catalogue.rules.decisions.naming import check_day
from motcua.catalogue.rules.permissions import Actor, require_keeper
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible
from motcua.foundation.text import tidy


class PostingDayOdd(Invalid):
    code = "posting_day_odd"
    vi = "Ngày công khai phải từ ngày ký {signed:%d/%m/%Y} đến hôm nay."
    en = "The day of posting lies between the day of signing, {signed}, and today."


class PostedUnsigned(NotPossible):
    code = "posted_unsigned"
    vi = "Chưa ký: ghi số và ngày ký trước khi ghi ngày công khai."
    en = "Not signed yet: give the number and the day of signing before the day of posting."


class CauseIncomplete(Invalid):
    code = "cause_incomplete"
    vi = "Cần số quyết định của bộ, ngày ký, ngày tỉnh nhận (không trước ngày ký, không sau hôm nay) và chứng cứ."
    en = "The ministry's decision needs its number, day of signing, day of receipt (not before, not after today) and proof."


class NotOfTheProvince(NotPossible):
    code = "decision_not_of_the_province"
    vi = "Quyết định này do bộ ban hành, không theo quyết định nào khác."
    en = "This decision is a ministry's own; it follows no other."


class DecisionWithdrawn(NotPossible):
    code = "decision_withdrawn"
    vi = "Quyết định {number} đã hủy."
    en = "Decision {number} has been withdrawn."


@transaction.atomic
def record_posting(*, decision_id: int, posted_on: date, actor: Actor, at: datetime) -> None:
    """Say when a decision's procedures became public in the national database.

    Raises NotAKeeper, UnknownDecision, DecisionWithdrawn, PostedUnsigned, PostingDayOdd.
    """
    decision = locked(decision_id)
    require_keeper(actor)
    _require_live(decision.state, decision.called)
    if decision.signed_on is None:
        raise PostedUnsigned
    if not decision.signed_on <= posted_on <= clock.local_day(at):
        raise PostingDayOdd(signed=decision.signed_on)

    decision.posted_on = posted_on
    decision.save(update_fields=["posted_on"])

    record(decision, "DecisionPosted", actor, at, posted_on=posted_on.isoformat())


@transaction.atomic
def record_law_day(*, decision_id: int, law_effective_on: date, actor: Actor, at: datetime) -> None:
    """Say from which day the legal documents of a decision are in effect: the law wants it signed before that day.

    Raises NotAKeeper, UnknownDecision, DecisionWithdrawn, DecisionDayOdd.
    """
    decision = locked(decision_id)
    require_keeper(actor)
    _require_live(decision.state, decision.called)
    check_day(law_effective_on)

    decision.law_effective_on = law_effective_on
    decision.save(update_fields=["law_effective_on"])

    record(decision, "DecisionLawDayRecorded", actor, at, law_effective_on=law_effective_on.isoformat())


@transaction.atomic
def record_cause(*, decision_id: int, cause: Cause, actor: Actor, at: datetime) -> None:
    """Say which ministry's decision this one follows, when it was signed and came, and what proves it.

    Raises NotAKeeper, UnknownDecision, DecisionWithdrawn, NotOfTheProvince, CauseIncomplete.
    """
    decision = locked(decision_id)
    require_keeper(actor)
    _require_live(decision.state, decision.called)
    if decision.level != DecisionLevel.PROVINCE:
        raise NotOfTheProvince
    number, evidence = tidy(cause.number)[:100], tidy(cause.evidence)[:5_000]
    if not (number and evidence and cause.signed_on <= cause.received_on <= clock.local_day(at)):
        raise CauseIncomplete

    decision.cause_number, decision.cause_evidence = number, evidence
    decision.cause_signed_on, decision.cause_received_on = cause.signed_on, cause.received_on
    decision.save(update_fields=["cause_number", "cause_evidence", "cause_signed_on", "cause_received_on"])

    days = {"signed_on": cause.signed_on.isoformat(), "received_on": cause.received_on.isoformat()}
    record(decision, "DecisionCauseRecorded", actor, at, cause=number, **days)


def _require_live(state: str, number: str) -> None:
    if state == DecisionState.WITHDRAWN:
        raise DecisionWithdrawn(number=number)
