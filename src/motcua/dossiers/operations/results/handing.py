"""Handing the result over: how it is to go, and that it went."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings

from motcua.dossiers.facts import Channel, DossierMoved, Handover, Part
from motcua.dossiers.models import CorrectedDetails, Party
from motcua.dossiers.models import Handover as HandoverRow
from motcua.dossiers.operations.file import AddressMissing
from motcua.dossiers.operations.looks import looks_for
from motcua.dossiers.operations.moving import Case
from motcua.dossiers.operations.receive import require_reason
from motcua.dossiers.operations.requests import RequestKey, once
from motcua.dossiers.rules import results
from motcua.foundation import clock
from motcua.foundation.errors import Invalid
from motcua.foundation.sealing import seal
from motcua.foundation.text import tidy
from motcua.organization import public as organization


class SameWay(Invalid):
    code = "same_return_way"
    vi = "Hồ sơ đang nhận kết quả bằng cách này rồi: {way}. Chọn cách khác, hoặc quay lại."
    en = "The result already goes this way: {way_en}. Choose another way, or go back."


def return_result(
    *, dossier_id: int, actor: organization.Actor, at: datetime, evidence: str = "", handover: Handover | None = None,
    seen: int | None = None, request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Give the result to the applicant or an authorised person, with what proves it: in `handover`, or as one line of text.

    Raises EvidenceMissing, AuthorityMissing, PostedTomorrow, BadReceiverNumber.
    """

    def act() -> DossierMoved:
        case = Case.begin("return_result", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        way, proof = Channel(case.dossier.return_way), evidence.strip()[:300]
        results.require_handed_over(handover, way=way, evidence=proof, today=clock.local_day(at))
        proof = proof or results.evidence_of(handover, way=way)[:300]
        if handover is not None:
            _keep(case, handover, way)
        case.set(returned_at=at)
        case.enter()
        case.close_step(outcome="returned", note=proof)
        to: dict[str, Any] = {"to": str(handover.receiver), "originals": handover.originals_returned} if handover else {}
        return case.finish(way=int(way), **to, texts={"evidence": proof})

    return once(request, at=at, act=act)


def _keep(case: Case, given: Handover, way: Channel) -> None:
    HandoverRow.objects.create(
        dossier=case.dossier, way=way, receiver=given.receiver, name=tidy(given.name)[:300],
        id_sealed=seal(given.id_number.strip(), secret=settings.IDENTITY_KEY), authority_paper=tidy(given.authority_paper)[:300],
        postal_number=tidy(given.postal_number)[:50], posted_on=given.posted_on, electronic_at=tidy(given.electronic_at)[:300],
        originals_returned=given.originals_returned, fee_note=tidy(given.fee_note)[:300],
    )  # fmt: skip


def change_return_way(
    *, dossier_id: int, return_way: Channel, reason: str, actor: organization.Actor, at: datetime, asked_by: Part = Part.FILER,
    seen: int | None = None, request: RequestKey | None = None,
) -> DossierMoved:  # fmt: skip
    """Change how the result is to go, as long as it has not gone. Raises SameWay, AddressMissing, MoveWithoutReason."""

    def act() -> DossierMoved:
        case = Case.begin("change_return_way", dossier_id=dossier_id, actor=actor, at=at, seen=seen)
        text, was = require_reason(case.move, reason), Channel(case.dossier.return_way)
        if return_way is was:
            raise SameWay(way=was.label.lower(), way_en=was.key)
        if (
            return_way is Channel.POSTAL
            and not Party.objects.filter(dossier=case.dossier, part=Part.FILER).exclude(address="").exists()
        ):
            raise AddressMissing
        before = json.dumps({"return_way": was.label}, ensure_ascii=False)
        CorrectedDetails.objects.create(
            dossier=case.dossier, at=at, by_id=actor.user_id, reason=text, was_sealed=seal(before, secret=settings.IDENTITY_KEY)
        )
        case.set(return_way=return_way)
        return case.finish(
            way=int(return_way), was=int(was), asked_by=str(asked_by), fields=["return_way"], agency=looks_for(actor, case.standing),
            texts={"reason": text},
        )  # fmt: skip

    return once(request, at=at, act=act)
