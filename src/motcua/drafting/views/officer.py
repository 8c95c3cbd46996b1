"""What a dossier's page shows of its drafts and verifications, and who may write them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TypeVar

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from motcua.dossiers import public as dossiers
from motcua.drafting import public as drafting
from motcua.drafting.facts import Held
from motcua.drafting.queries import reading
from motcua.drafting.rules.approving import hands_of
from motcua.foundation import clock
from motcua.foundation.errors import NotAllowed
from motcua.foundation.four_eyes import is_among
from motcua.organization import public as organization

Answer = TypeVar("Answer")
_FINISHING = frozenset({"complete_step", "finish"})
#: Kept with the look, in Vietnamese whatever the reader's language.
_PURPOSE = "Dự thảo, xác minh"


class NotYoursToWrite(NotAllowed):
    code = "not_yours_to_write"
    vi = "Chỉ người đang làm bước mở của hồ sơ viết dự thảo và hẹn xác minh."
    en = "Only who does the open step of the dossier writes drafts and plans verifications."


def opened(code: str, actor: organization.Actor, at: datetime) -> dossiers.DossierDetail:
    """The dossier, for somebody who may read what is written about its persons; the look is noted. Raises NothingWritten."""
    detail = dossiers.dossier_for_staff(code=code, actor=actor, at=at)
    if detail.is_hidden:
        raise reading.NothingWritten
    dossiers.record_look(dossier_id=detail.dossier.id, standing=detail.standing, actor=actor, at=at, purpose=_PURPOSE)
    return detail


def may_write(detail: dossiers.DossierDetail, actor: organization.Actor) -> bool:
    """Whether this person may finish the open step, and so write beside it."""
    return any(move.name in _FINISHING for move in dossiers.possible(actor, detail.standing))


def require_writer(detail: dossiers.DossierDetail, actor: organization.Actor) -> None:
    """A page to write on is for who may send it. Raises NotYoursToWrite."""
    if not may_write(detail, actor):
        raise NotYoursToWrite


def may_approve(
    detail: dossiers.DossierDetail, actor: organization.Actor, versions: Sequence[drafting.VersionShown], number: int
) -> bool:
    """Whether this person may approve a version: at their step, and of somebody else's hand."""
    if detail.standing.step_role not in dossiers.LEADING or not may_write(detail, actor):
        return False
    return not is_among(actor, dossiers.LEADING, hands_of(versions, number))


def in_turn(act: Callable[[datetime], Answer]) -> Answer:
    """Write at this moment, as dossiers.in_turn."""
    return dossiers.in_turn(act, now=clock.now)


def card(detail: dossiers.DossierDetail, actor: organization.Actor, at: datetime) -> SafeString:
    """Verifications and drafts on the dossier's page; nothing for who may not read what was written."""
    if detail.is_hidden:
        return SafeString("")
    visits, drafts = reading.verifications_of(detail.dossier.id), reading.drafts_of(detail.dossier.id)
    writes = may_write(detail, actor)
    if not (visits or drafts or writes):
        return SafeString("")
    issued = {paper.source for paper in detail.dossier.results}
    screen = {
        "d": detail.dossier, "visits": visits, "writes": writes, "at": at, "PLANNED": Held.PLANNED,
        "drafts": [(one, reading.source_of(one.id, one.approved or 0) in issued) for one in drafts],
    }  # fmt: skip
    return SafeString(render_to_string("drafting/card.html", screen))
