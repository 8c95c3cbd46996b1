"""Proposing to simplify a procedure, and changing what is proposed while nobody has judged it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from motcua.catalogue import public as catalogue
from motcua.foundation import clock
from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import Invalid, NotPossible, StalePage
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.simplification import models, queries
from motcua.simplification.facts import Activity, Effort, Frequency, Kind, State
from motcua.simplification.rules import permissions
from motcua.simplification.rules.permissions import Actor

MOST_ACTIVITIES = 60
MOST_DONG = 10**12
MOST_HOURS = Decimal(10_000)


class WordsMissing(Invalid):
    code = "proposal_words_missing"
    vi = "Cần ghi nội dung, lý do và nguồn số liệu."
    en = "What is proposed, why, and where the numbers come from must be said."


class NumbersNotSensible(Invalid):
    code = "proposal_numbers"
    vi = "Số liệu không hợp lý: {why_vi}."
    en = "The numbers are not sensible: {why_en}."


class NotYourProcedure(NotPossible):
    code = "proposal_not_your_procedure"
    vi = "Thủ tục {procedure_code} không do cấp của cơ quan bạn giải quyết."
    en = "The procedure {procedure_code} is not handled at the level of your agency."


class AlreadyJudged(NotPossible):
    code = "proposal_already_judged"
    vi = "Đề xuất đã được xem xét hoặc đã rút nên không sửa nữa."
    en = "The proposal has been judged or withdrawn and is no longer changed."


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What the cost is computed from."""

    activities: Sequence[Activity]
    now: Frequency
    then: Frequency
    basis: str
    confidence: Confidence


@transaction.atomic
def propose(*, procedure_code: str, agency_id: int, kind: Kind, title: str, reason: str, actor: Actor, at: datetime) -> int:
    """Begin a proposal with what the catalogue knows of the procedure: its papers, its fee; everything stays as it is so far.

    Raises NotAProposer, WordsMissing, AgencyUnknown, UnknownProcedure, ProcedureNotInForce, NotYourProcedure, NoHourPrice.
    """
    permissions.require_proposer(actor, agency_id)
    title, reason, on = tidy(title)[:300], reason.strip()[:5000], clock.local_day(at)
    if not title or not reason:
        raise WordsMissing
    activities = queries.activities_to_begin_with(procedure_code, on)
    version_id = _version(procedure_code, agency_id, actor, on)

    row = models.Proposal(
        procedure_version_id=version_id, agency_id=agency_id, kind=kind, title=title, reason=reason, state=State.PROPOSED,
        proposed_by=[actor.label], proposed_at=at, times_now=1, times_then=1, people_now=0, people_then=0,
        frequency_basis="Chưa có số liệu", frequency_confidence=Confidence.ESTIMATE,
    )  # fmt: skip
    _price(row, on)
    row.save()
    _save_activities(row, activities)

    record("ProcedureSimplificationProposed", row, actor=actor, at=at, procedure=procedure_code, kind=kind.value)
    return row.pk


def _version(procedure_code: str, agency_id: int, actor: Actor, on: date) -> int:
    found = catalogue.by_codes([procedure_code], on=on)[0]
    level = organization.agency(agency_id).level
    if not actor.holds_over(None, permissions.CONTROL) and level not in found.levels:
        raise NotYourProcedure(procedure_code=procedure_code)
    return found.version_id


@transaction.atomic
def change_numbers(*, proposal_id: int, revision: int, numbers: Numbers, actor: Actor, at: datetime) -> None:
    """Put other numbers into a proposal, at the price of an hour of today.

    Raises ProposalUnknown, NotAProposer, AlreadyJudged, StalePage, WordsMissing, NumbersNotSensible, NoHourPrice.
    """
    row = lock(proposal_id)
    permissions.require_proposer(actor, row.agency_id)
    require_open(row, revision)
    _require_sense(numbers)

    row.times_now, row.people_now = numbers.now.times, numbers.now.people
    row.times_then, row.people_then = numbers.then.times, numbers.then.people
    row.frequency_basis, row.frequency_confidence = tidy(numbers.basis)[:500], numbers.confidence
    _price(row, clock.local_day(at))
    _touch(row, actor)
    row.activities.all().delete()
    _save_activities(row, numbers.activities)

    record("ProcedureSimplificationChanged", row, actor=actor, at=at, activities=len(numbers.activities))


@transaction.atomic
def change_words(*, proposal_id: int, revision: int, kind: Kind, title: str, reason: str, actor: Actor, at: datetime) -> None:
    """Say otherwise what is proposed and why. Raises ProposalUnknown, NotAProposer, AlreadyJudged, StalePage, WordsMissing."""
    row = lock(proposal_id)
    permissions.require_proposer(actor, row.agency_id)
    require_open(row, revision)
    title, reason = tidy(title)[:300], reason.strip()[:5000]
    if not title or not reason:
        raise WordsMissing

    row.kind, row.title, row.reason = kind, title, reason
    _touch(row, actor)

    record("ProcedureSimplificationChanged", row, actor=actor, at=at, kind=kind.value)


def _require_sense(numbers: Numbers) -> None:
    if not tidy(numbers.basis):
        raise WordsMissing
    if not 0 < len(numbers.activities) <= MOST_ACTIVITIES:
        raise NumbersNotSensible(why_vi=f"cần từ 1 đến {MOST_ACTIVITIES} hoạt động", why_en=f"1 to {MOST_ACTIVITIES} activities")
    for often in (numbers.now, numbers.then):
        if not (0 <= often.times <= 10_000 and 0 <= often.people <= 10_000_000):
            raise NumbersNotSensible(why_vi="số lần hoặc số đối tượng ngoài khoảng", why_en="times or people are out of range")
    for activity in numbers.activities:
        if not tidy(activity.name):
            raise NumbersNotSensible(why_vi="có hoạt động chưa ghi tên", why_en="an activity has no name")
        if not all(map(_is_sensible, (activity.now, activity.then))):
            raise NumbersNotSensible(
                why_vi=f"«{activity.name}» có số ngoài khoảng", why_en=f"“{activity.name}” has a number out of range"
            )


def _is_sensible(effort: Effort) -> bool:
    return 0 <= effort.hours <= MOST_HOURS and all(0 <= dong <= MOST_DONG for dong in (effort.service, effort.fee, effort.other))


def lock(proposal_id: int) -> models.Proposal:
    """Raises ProposalUnknown."""
    row = models.Proposal.objects.select_for_update(of=("self",)).filter(pk=proposal_id).first()
    if row is None:
        raise queries.ProposalUnknown(proposal_id=proposal_id)
    return row


def require_open(row: models.Proposal, revision: int) -> None:
    """Raises AlreadyJudged, StalePage."""
    if row.state != State.PROPOSED:
        raise AlreadyJudged
    if row.revision != revision:
        raise StalePage


def _price(row: models.Proposal, on: date) -> None:
    price = queries.hour_price(on)
    row.price_from, row.price_amount = price.valid_from, price.amount
    row.price_basis, row.price_confidence = price.basis, price.confidence


def _touch(row: models.Proposal, actor: Actor) -> None:
    row.revision += 1
    row.proposed_by = list(dict.fromkeys([*row.proposed_by, actor.label]))
    row.save()


def _save_activities(row: models.Proposal, activities: Sequence[Activity]) -> None:
    models.Activity.objects.bulk_create(
        models.Activity(
            proposal=row, number=number, work=one.work, name=tidy(one.name)[:300],
            hours_now=one.now.hours, hours_then=one.then.hours, service_now=one.now.service, service_then=one.then.service,
            fee_now=one.now.fee, fee_then=one.then.fee, other_now=one.now.other, other_then=one.then.other,
        )
        for number, one in enumerate(activities, start=1)
    )  # fmt: skip


def record(name: str, row: models.Proposal, *, actor: Actor, at: datetime, **more: object) -> None:
    """Tell the journal what happened to a proposal."""
    payload = {"proposal": row.pk, "procedure_version": row.procedure_version_id, "agency": row.agency_id, **more}
    journal.record(name=name, subject=f"proposal:{row.pk}", actor=actor.label, at=at, payload=payload)
