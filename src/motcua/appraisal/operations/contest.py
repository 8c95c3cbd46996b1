"""A point that somebody finds wrong: asked for with a reason, decided by somebody else with a reason, never wiped."""

from datetime import datetime

from django.db import IntegrityError, transaction

from motcua.appraisal.facts import OF_A_DOSSIER, Indicator, Verdict
from motcua.appraisal.models import Contest, Points
from motcua.appraisal.queries.access import judges_province
from motcua.appraisal.rules import permissions
from motcua.appraisal.rules.points import place_of
from motcua.foundation.errors import Invalid, NotFound, NotPossible, ReasonMissing
from motcua.journal import public as journal
from motcua.organization import public as organization


class NoSuchPoints(NotFound):
    code = "no_such_points"
    vi = "Không có điểm này, hoặc bạn không có quyền xem."
    en = "There is no such point, or you may not see it."


class NothingToCorrect(Invalid):
    code = "nothing_to_correct"
    vi = "Điểm đề nghị phải là 0, 1 hoặc 2, khác điểm đang tính, của một chỉ số chấm theo hồ sơ."
    en = "Ask for 0, 1 or 2 points other than those counted now, of an indicator that is given by dossier."


class ContestReasonMissing(ReasonMissing):
    vi = "Ghi lý do: người xem xét đọc lý do này."
    en = "Give the reason: whoever decides reads it."


class ContestedAlready(NotPossible):
    code = "contested_already"
    vi = "Điểm này đang được xem xét. Chờ kết luận rồi đề nghị tiếp."
    en = "This point is being looked into already. Wait for the decision."


class ContestDecided(NotPossible):
    code = "contest_decided"
    vi = "Đề nghị này đã có kết luận."
    en = "This request has been decided already."


def _written(text: str) -> str:
    if not text.strip():
        raise ContestReasonMissing
    return text.strip()[:2000]


@transaction.atomic
def contest_point(
    *, points_id: int, indicator: Indicator, wanted: int, reason: str, actor: organization.Actor, at: datetime
) -> int:
    """Ask for a correction. Raises NoSuchPoints, MayNotContest, NothingToCorrect, ContestReasonMissing, ContestedAlready."""
    row = Points.objects.select_for_update(of=("self",)).filter(pk=points_id).first()
    if row is None or actor.user_id is None:
        raise NoSuchPoints
    permissions.require_contest(actor, agency_id=row.agency_id, user_id=row.user_id)
    if indicator not in OF_A_DOSSIER or wanted not in {0, 1, 2}:
        raise NothingToCorrect
    was = row.counted[place_of(indicator)]
    if was is None or was == wanted:
        raise NothingToCorrect
    text = _written(reason)

    try:
        with transaction.atomic():
            made = Contest.objects.create(
                points=row, indicator=indicator, was=was, wanted=wanted, reason=text, asked_by_id=actor.user_id, asked_at=at
            )
    except IntegrityError:
        raise ContestedAlready from None

    journal.record(
        name="PointContested", subject=f"contest:{made.pk}", actor=actor.label, at=at,
        payload={"dossier": row.dossier_id, "agency": row.agency_id, "official": row.user_id, "indicator": int(indicator), "was": was, "wanted": wanted},
    )  # fmt: skip
    return made.pk


@transaction.atomic
def decide_contest(*, contest_id: int, accept: bool, reason: str, actor: organization.Actor, at: datetime) -> None:
    """Correct the point or leave it. Raises NoSuchPoints, MayNotDecide, ContestDecided, ContestReasonMissing."""
    row = Contest.objects.select_for_update(of=("self",)).select_related("points").filter(pk=contest_id).first()
    if row is None:
        raise NoSuchPoints
    if not permissions.may_decide(actor, asked_by=row.asked_by_id, judged=row.points, judges_province=judges_province(actor)):
        raise permissions.MayNotDecide
    if row.verdict != Verdict.OPEN:
        raise ContestDecided
    text = _written(reason)

    row.verdict, row.decided_by_id, row.decided_at, row.decision = (
        Verdict.ACCEPTED if accept else Verdict.REJECTED,
        actor.user_id,
        at,
        text,
    )
    row.save(update_fields=["verdict", "decided_by", "decided_at", "decision"])
    if accept:
        points = Points.objects.select_for_update(of=("self",)).get(pk=row.points_id)
        points.counted[place_of(Indicator(row.indicator))] = row.wanted
        points.save(update_fields=["counted"])

    journal.record(
        name="ContestDecided", subject=f"contest:{row.pk}", actor=actor.label, at=at,
        payload={"accepted": accept, "points": row.points_id, "indicator": row.indicator, "wanted": row.wanted},
    )  # fmt: skip
