"""Waiting for the applicant: one supplement request that names every defect, and financial obligations."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from motcua.documents import public as documents
from motcua.dossiers.facts import DossierMoved, Paper, WaitKind
from motcua.dossiers.models import AWAITED, Wait
from motcua.dossiers.models import Paper as PaperRow
from motcua.dossiers.operations.files.checking import require_sound
from motcua.dossiers.operations.files.reasons import require_reasons
from motcua.dossiers.operations.moving import Case
from motcua.dossiers.operations.receive import require_reason
from motcua.dossiers.operations.requests import RequestKey, once
from motcua.dossiers.queries.papers.packaged import laws_of_lacks
from motcua.dossiers.queries.tables import subject
from motcua.dossiers.rules import clocks
from motcua.dossiers.rules.supplementing import AskedItem, kept, read_item, with_law
from motcua.foundation import clock
from motcua.foundation.errors import Invalid
from motcua.organization import public as organization


class NothingAsked(Invalid):
    code = "nothing_asked"
    vi = "Phải ghi ít nhất một giấy tờ hoặc một chỗ cần sửa, trong cùng một lần yêu cầu."
    en = "Name at least one paper or defect; all of them go into one request."


class AgainNeedsReason(Invalid):
    code = "again_needs_reason"
    vi = "Đã yêu cầu bổ sung {count} lần; luật chỉ cho {most} lần. Yêu cầu lần nữa phải ghi vì sao không hỏi hết từ trước."
    en = "A supplement was requested {count} time(s) already and the law allows {most}. Say why it was not all asked before."


class BadAmount(Invalid):
    code = "bad_amount"
    vi = "Số tiền phải là số đồng nguyên, lớn hơn 0."
    en = "The amount must be a whole number of đồng above 0."


def request_supplement(
    *, dossier_id: int, items: Sequence[str | Mapping[str, Any] | AskedItem], reason: str, actor: organization.Actor, at: datetime, again_reason: str = "",
    seen: int | None = None, request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Ask, once, for everything that is missing; a head who asks again says why.

    An item is a plain text, or says what kind of lack it is: then the law's reason of the day goes with it.

    Raises NothingAsked, DataReplacesPaper, UnknownAskingReason, MoveWithoutReason, SupplementNeedsLeader, AgainNeedsReason.
    """

    def act() -> DossierMoved:
        case = Case.begin("request_supplement", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        text = require_reason(case.move, reason)
        asked = _asked(items, case)
        lines = [item.line for item in asked]
        again = again_reason.strip()[:2000] if case.standing.is_asked_enough else ""
        if case.standing.is_asked_enough and not again:
            raise AgainNeedsReason(count=case.standing.supplement_count, most=case.standing.supplements_max)
        days = case.terms.rules.close_unanswered_after_days
        closes_at = case.calendar.close_of(case.calendar.add_working_days(clock.local_day(at), days)) if days else None
        Wait.objects.create(
            dossier=case.dossier, kind=WaitKind.SUPPLEMENT, before_reception=case.standing.before_reception, asked_at=at,
            asked_by_id=actor.user_id, reason=text, again_reason=again, items=[kept(item) for item in asked], closes_at=closes_at,
            notice_due_at=case.open_step().due_at if case.standing.before_reception else None,
        )  # fmt: skip
        case.set(supplement_count=case.dossier.supplement_count + 1)
        if clocks.is_counted_anew(case.standing, due_at=case.dossier.due_at, asked_at=at):
            case.set(due_at=None)
        case.enter()
        case.open_step().supplement_by = None
        case.resort(AWAITED)
        return case.finish(
            items=len(asked), count=case.dossier.supplement_count, before_reception=case.standing.before_reception,
            texts={"reason": text, "again_reason": again, "items": "\n".join(lines)},
            owed={"reason": text, "again_reason": again, "items": lines, "closes_at": closes_at}, issuer_id=case.standing.step_agency_id,
        )  # fmt: skip

    return once(request, at=at, act=act)


def _asked(items: Sequence[str | Mapping[str, Any] | AskedItem], case: Case) -> tuple[AskedItem, ...]:
    day = clock.local_day(case.at)
    asked = with_law((item for item in map(read_item, items) if item.what), laws_of_lacks(on=day))
    if not asked:
        raise NothingAsked
    require_reasons(((item.component, item.asking_reason) for item in asked), procedure_code=case.terms.code, on=day)
    return asked


def receive_supplement(
    *, dossier_id: int, actor: organization.Actor, at: datetime, papers: Sequence[Paper] = (), seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Take the supplement in, at whichever centre it was brought to; the legal clock starts again from zero, unless it was over already."""

    def act() -> DossierMoved:
        case = Case.begin("receive_supplement", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        require_sound(papers, actor=actor, at=at)
        documents.hold_files(refs=[paper.file_ref for paper in papers], subject=subject(dossier_id), at=at)
        case.end_wait(anew=case.standing.before_reception or case.terms.rules.supplement_restarts)
        PaperRow.objects.bulk_create(
            PaperRow(
                dossier=case.dossier,
                component=p.component,
                name=p.name,
                file_ref=p.file_ref,
                originals=p.originals,
                copies=p.copies,
                asking_reason=p.asking_reason,
                given_at=at,
            )
            for p in papers
        )
        case.enter()
        if case.standing.before_reception:
            case.resort(case.open_step().due_at)
        else:
            if case.dossier.due_at is None:
                case.set(due_at=case.legal_due())
            case.resort(case.dossier.due_at)
        return case.finish(papers=len(papers), brought_to=_brought_to(case))

    return once(request, at=at, act=act)


def _brought_to(case: Case) -> int | None:
    """The counter that took it in; None where the applicant sent it."""
    desks = case.actor.agencies(organization.Role.COUNTER)
    return case.dossier.centre_id if case.dossier.centre_id in desks else min(desks, default=None)


def require_payment(
    *, dossier_id: int, amount: Decimal, reason: str, actor: organization.Actor, at: datetime, seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Tell the applicant of a financial obligation; the legal clock pauses until it is settled."""

    def act() -> DossierMoved:
        case = Case.begin("require_payment", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        text = require_reason(case.move, reason)
        if not amount.is_finite() or amount <= 0 or amount != amount.to_integral_value() or amount >= Decimal(10) ** 14:
            raise BadAmount
        Wait.objects.create(
            dossier=case.dossier, kind=WaitKind.PAYMENT, asked_at=at, asked_by_id=actor.user_id, reason=text, amount=amount
        )
        case.enter()
        case.resort(AWAITED)
        return case.finish(amount=int(amount), texts={"reason": text})

    return once(request, at=at, act=act)


def settle_payment(
    *,
    dossier_id: int,
    actor: organization.Actor,
    at: datetime,
    evidence: str = "",
    seen: int | None = None,
    request: RequestKey | None = None,
) -> DossierMoved:
    """Record that the obligation is met; the legal clock goes on where it stood."""

    def act() -> DossierMoved:
        case = Case.begin("settle_payment", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        proof = evidence.strip()[:300]
        case.end_wait(evidence=proof)
        case.enter()
        case.resort(case.dossier.due_at)
        return case.finish(texts={"evidence": proof})

    return once(request, at=at, act=act)
