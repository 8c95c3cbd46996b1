"""Judging a proposal, taking it back, and saying which publication decision carried it out; the price of an hour."""

from datetime import date, datetime

from django.db import transaction

from motcua.foundation import clock
from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import Invalid, NotPossible, ReasonMissing
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.simplification import models
from motcua.simplification.facts import State
from motcua.simplification.operations.propose import lock, record, require_open
from motcua.simplification.rules import permissions
from motcua.simplification.rules.permissions import Actor


class PublicationMissing(Invalid):
    code = "proposal_publication_missing"
    vi = "Cần ghi số và ngày của quyết định công bố, không sau hôm nay."
    en = "Number and day of the publication decision are needed, not after today."


class NotAccepted(NotPossible):
    code = "proposal_not_accepted"
    vi = "Chỉ đề xuất đã chấp nhận mới ghi quyết định công bố."
    en = "Only an accepted proposal is carried out by a publication decision."


class PriceNotWaiting(NotPossible):
    code = "hour_price_not_waiting"
    vi = "Giá này đã được duyệt hoặc đã được ghi lại. Xem bảng mới nhất rồi duyệt."
    en = "This price has been approved or entered anew. Look at the newest table, then approve."


class PriceNotSensible(Invalid):
    code = "hour_price_not_sensible"
    vi = "Giá một giờ cần từ 1.000 đến 10.000.000 đồng và có căn cứ."
    en = "The price of an hour is 1,000 to 10,000,000 đồng and has a basis."


@transaction.atomic
def accept(*, proposal_id: int, revision: int, reason: str = "", actor: Actor, at: datetime) -> None:
    """Accept a proposal; it then waits for a publication decision.

    Raises ProposalUnknown, NotAJudge, OwnWork, AlreadyJudged, StalePage.
    """
    row = lock(proposal_id)
    permissions.JUDGES.require(actor, row.proposed_by)
    require_open(row, revision)

    _decide(row, State.ACCEPTED, reason, actor, at)

    record("ProcedureSimplificationAccepted", row, actor=actor, at=at)


@transaction.atomic
def reject(*, proposal_id: int, revision: int, reason: str, actor: Actor, at: datetime) -> None:
    """Refuse a proposal with the reason.

    Raises ProposalUnknown, NotAJudge, OwnWork, AlreadyJudged, StalePage, ReasonMissing.
    """
    row = lock(proposal_id)
    permissions.JUDGES.require(actor, row.proposed_by)
    require_open(row, revision)
    if not tidy(reason):
        raise ReasonMissing

    _decide(row, State.REJECTED, reason, actor, at)

    record("ProcedureSimplificationRejected", row, actor=actor, at=at)


@transaction.atomic
def withdraw(*, proposal_id: int, revision: int, actor: Actor, at: datetime) -> None:
    """Take a proposal back. Raises ProposalUnknown, NotAProposer, AlreadyJudged, StalePage."""
    row = lock(proposal_id)
    permissions.require_proposer(actor, row.agency_id)
    require_open(row, revision)

    row.state = State.WITHDRAWN
    row.save(update_fields=["state"])

    record("ProcedureSimplificationWithdrawn", row, actor=actor, at=at)


@transaction.atomic
def carry_out(*, proposal_id: int, publication: str, published_on: date, actor: Actor, at: datetime) -> None:
    """Say by which publication decision an accepted proposal became law.

    Raises ProposalUnknown, NotAJudge, NotAccepted, PublicationMissing.
    """
    row = lock(proposal_id)
    permissions.JUDGES.require(actor)
    if row.state != State.ACCEPTED:
        raise NotAccepted
    number = tidy(publication)[:200]
    if not number or published_on > clock.local_day(at):
        raise PublicationMissing

    row.state, row.publication, row.published_on = State.CARRIED_OUT, number, published_on
    row.save(update_fields=["state", "publication", "published_on"])

    record("ProcedureSimplificationPublished", row, actor=actor, at=at, publication=number, on=published_on.isoformat())


@transaction.atomic
def ask_hour_price(*, valid_from: date, amount: int, basis: str, confidence: Confidence, actor: Actor, at: datetime) -> None:
    """Enter the price of an hour from a day on; it waits for another person, in the place of one that waits for the same day.

    Raises NotAJudge, PriceNotSensible.
    """
    permissions.JUDGES.require(actor)
    said = tidy(basis)[:500]
    if not 1_000 <= amount <= 10_000_000 or not said:
        raise PriceNotSensible

    models.HourPrice.objects.update_or_create(
        valid_from=valid_from,
        approved_by="",
        defaults={"amount": amount, "basis": said, "confidence": confidence, "entered_by": actor.label, "entered_at": at},
    )

    payload = {"valid_from": valid_from.isoformat(), "amount": amount, "basis": said, "confidence": confidence.value}
    journal.record(name="HourPriceAsked", subject="simplification:hour_price", actor=actor.label, at=at, payload=payload)


@transaction.atomic
def approve_hour_price(*, price_id: int, actor: Actor, at: datetime) -> None:
    """Let a price count from its day on, in the place of the one of the same day. Raises NotAJudge, OwnWork, PriceNotWaiting."""
    row = models.HourPrice.objects.select_for_update(of=("self",)).filter(pk=price_id, approved_by="").first()
    permissions.JUDGES.require(actor, [row.entered_by] if row else ())
    if row is None:
        raise PriceNotWaiting

    models.HourPrice.objects.filter(valid_from=row.valid_from).exclude(pk=row.pk).delete()
    row.approved_by, row.approved_at = actor.label, at
    row.save(update_fields=["approved_by", "approved_at"])

    payload = {"valid_from": row.valid_from.isoformat(), "amount": row.amount, "basis": row.basis, "confidence": row.confidence}
    journal.record(name="HourPriceSet", subject="simplification:hour_price", actor=actor.label, at=at, payload=payload)


def _decide(row: models.Proposal, state: State, reason: str, actor: Actor, at: datetime) -> None:
    row.state, row.decided_by, row.decided_at = state, actor.label, at
    row.decision_reason = tidy(reason)[:1000]
    row.save(update_fields=["state", "decided_by", "decided_at", "decision_reason"])
