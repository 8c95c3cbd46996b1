"""The documents that a dossier was given: listed, printed by staff, opened by the applicant; a receipt for who asks for one."""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from motcua.dossiers import public as dossiers
from motcua.dossiers.operations.owed.owing import give_receipt
from motcua.dossiers.operations.owed.prints import print_for_follower, print_for_staff
from motcua.dossiers.queries.tables import subject
from motcua.dossiers.views.citizen import ask_again, unlocked_by
from motcua.foundation import clock
from motcua.organization import public as organization
from motcua.owed_documents import public as owed


@login_required
@never_cache
@require_safe
def document(request: organization.Request, code: str, document_id: int) -> HttpResponse:
    """One document as PDF; that it was printed is noted."""
    address = _address(request, code)
    printed = print_for_staff(code=code, document_id=document_id, actor=request.actor, at=clock.now(), address=address)
    return pdf_answer(printed)


@never_cache
@require_safe
def own_document(request: HttpRequest, code: str, document_id: int) -> HttpResponse:
    """The same for the applicant, in the session that has shown a number of the dossier."""
    at = clock.now()
    by = unlocked_by(request, code, at)
    if by is None:
        return ask_again(code)
    try:
        printed = print_for_follower(code=code, by=by, document_id=document_id, at=at, address=_address(request, code))
    except dossiers.NotFollowed:
        return ask_again(code)
    return pdf_answer(printed)


@login_required
@require_POST
def ask_receipt(request: organization.Request, code: str) -> HttpResponse:
    """The receipt that nobody owed before somebody asked."""
    actor = request.actor
    dossier_id = dossiers.id_of(code=code, actor=actor)
    issued = give_receipt(dossier_id=dossier_id, actor=actor, at=clock.now())
    messages.success(request, with_print(_("Đã cấp giấy tiếp nhận."), code, issued))
    return redirect("dossier", code=code)


def with_print(said: str, code: str, issued: owed.Issued) -> SafeString:
    """What was done, and the door to the paper that goes with it."""
    link = _("In {kind} số {number}").format(kind=_(issued.kind.label).lower(), number=issued.number)
    url = reverse("document", kwargs={"code": code, "document_id": issued.id})
    return format_html('{} <a href="{}">{}</a>', said, url, link)


def after_move(said: str, moved: dossiers.DossierMoved, owes: str) -> str | SafeString:
    """The same after a move that owes a document, where it was given one."""
    given = [one for one in owed.issued(subject=subject(moved.dossier_id)) if one.kind == owes] if owes else []
    return with_print(said, moved.code, given[-1]) if given else said


def pdf_answer(printed: owed.Printed) -> HttpResponse:
    response = HttpResponse(printed.pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{owed.name_of(printed.document)}.pdf"'
    response["X-SHA256"] = printed.sha256
    return response


def _address(request: HttpRequest, code: str) -> str:
    """Where the dossier is followed, as a paper says it."""
    base = settings.PUBLIC_URL or request.build_absolute_uri("/")
    return f"{base.rstrip('/')}{reverse('follow')}?{urlencode({'ma': code})}"
