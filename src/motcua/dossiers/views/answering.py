"""The applicant answers a supplement request from home: a file or a photograph for each asked item, each looked at at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import Paper, State, WaitKind
from motcua.dossiers.shown import DossierDetail, WaitShown
from motcua.dossiers.views import citizen, uploads
from motcua.foundation import clock
from motcua.foundation.errors import DomainError, Invalid
from motcua.organization import public as organization


class ItemsWithoutFile(Invalid):
    code = "items_without_file"
    vi = "Còn {n} mục chưa có tệp mở được. Các tệp tốt đã giữ ở đây; thêm tệp còn thiếu rồi gửi lại."
    en = "{n} item(s) still without a file that opens. The good ones are kept here; add the missing ones and send again."


@never_cache
@require_POST
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Take the files in; what is good stays on the page while the rest is mended."""
    at, actor = clock.now(), organization.citizen_actor()
    by = citizen.unlocked_by(request, code, at)
    if by is None:
        return citizen.ask_again(code)
    try:
        detail = dossiers.dossier_unlocked(code=code, by=by, at=at)
    except dossiers.NotFollowed:
        return citizen.ask_again(code)
    wait = open_request(detail)
    if wait is None:  # answered meanwhile: the page says how it stands
        return redirect("followed", code=code)
    sent = uploads.attached(request, places(wait), actor, at)
    try:
        papers = _papers(wait, list(sent.values()))
        dossiers.receive_supplement(dossier_id=detail.dossier.id, papers=papers, actor=actor, at=at, seen=detail.dossier.moves)
    except DomainError as error:
        return citizen.page(request, detail, at, uploads=list(sent.values()), error=error, status=error.status)
    messages.success(request, _("Đã gửi bổ sung. Trung tâm kiểm tra tiếp, bạn chưa cần làm gì."))
    return redirect("followed", code=code)


def open_request(detail: DossierDetail) -> WaitShown | None:
    """The supplement request that waits for the applicant."""
    if detail.dossier.state is not State.AWAITING_SUPPLEMENT:
        return None
    return next((wait for wait in detail.waits if wait.answered_at is None and wait.kind == WaitKind.SUPPLEMENT), None)


def places(wait: WaitShown) -> list[str]:
    return [str(number) for number in range(len(wait.asked))]


def _papers(wait: WaitShown, sent: list[uploads.Upload]) -> tuple[Paper, ...]:
    """Raises ItemsWithoutFile."""
    lacking = sum(1 for one in sent if not one.ref or any(defect.is_blocking for defect in one.said))
    if lacking:
        raise ItemsWithoutFile(n=lacking)
    return tuple(
        Paper(name=item.what, component=item.component, file_ref=one.ref) for item, one in zip(wait.asked, sent, strict=True)
    )
