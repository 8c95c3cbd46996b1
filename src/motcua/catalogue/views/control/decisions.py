"""Publication decisions: the list, taking one over from a file, approving it, undoing it, and keeping its clock."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.catalogue import forms
from motcua.catalogue.facts import Act, DecisionFact, DecisionPreview, DecisionState, LinePreview
from motcua.catalogue.operations.decisions.approve import NotSignedYet, approve_decision, undo_decision
from motcua.catalogue.operations.decisions.draft import DecisionRefused, EffectUnsaid, draft_decision, withdraw_decision
from motcua.catalogue.operations.decisions.record import record_cause, record_law_day, record_posting
from motcua.catalogue.operations.decisions.sign import sign_decision
from motcua.catalogue.queries.control import log
from motcua.catalogue.queries.decisions import files, listing
from motcua.catalogue.queries.decisions.undoing import undoing
from motcua.catalogue.rules.permissions import DECIDERS, NotAKeeper, may_keep, require_keeper
from motcua.foundation import clock, uploads
from motcua.foundation.attempts import refusal_of
from motcua.foundation.errors import NotAllowed, NotPossible
from motcua.foundation.language import sentence
from motcua.organization import public as organization
from motcua.ui.downloads import csv_file

LATE = "cham"
#: Decisions of the sheet that are read at once.
_PART = 500
#: Lines of a file that is not taken: the rows to mend stand above them.
SHOWN = 50


@login_required
@require_safe
def decision_list(request: organization.Request) -> HttpResponse:
    state, page = _asked(request, cursor=request.GET.get("sau") or None)
    screen = {"page": page, "state": state, "states": list(DecisionState), "may_keep": may_keep(request.actor)}
    return render(request, "catalogue/control/decisions.html", screen)


@login_required
@require_safe
def decisions_csv(request: organization.Request) -> HttpResponse:
    """The list as it is narrowed, for a sheet."""
    state, page = _asked(request, size=_PART)
    rows = list(page.rows)
    while page.next:
        state, page = _asked(request, size=_PART, cursor=page.next)
        rows += page.rows
    name = f"quyet-dinh-{clock.local_day(clock.now()):%Y%m%d}"
    return csv_file([_HEADINGS, *(_cells(one) for one in rows)], name=name, narrowed={"tt": state})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision_new(request: organization.Request) -> HttpResponse:
    """Take over a decision from its file: it waits for approval, or the page tells every row to mend."""
    require_keeper(request.actor)
    form = forms.DecisionForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "catalogue/control/decision_new.html", {"form": form})
    refused: DecisionPreview | None = None
    lines: list[LinePreview] = []
    if form.is_valid():
        taken: list[HttpResponse] = []
        error = refusal_of(lambda: taken.append(_drafted(request, form)))
        if taken:
            return taken[0]
        if isinstance(error, DecisionRefused):
            refused = error.preview
            lines = listing.foremost(error.preview.lines)[:SHOWN]
            if isinstance(error, EffectUnsaid):
                form.add_error("effective_on", sentence(error))
        elif error:
            form.add_error("file" if error.code.startswith("sheet_") else None, sentence(error))
    elif uploads.is_too_big(request):
        form.errors["file"] = form.error_class([_("Tệp lớn quá 20 MB. Bỏ hình ảnh, trang không cần, hoặc chia thành nhiều tệp.")])
    return render(request, "catalogue/control/decision_new.html", {"form": form, "refused": refused, "lines": lines}, status=422)


@login_required
@require_safe
def decision(request: organization.Request, decision_id: int) -> HttpResponse:
    return _decision(request, decision_id, {})


@login_required
@require_POST
def approve(request: organization.Request, decision_id: int) -> HttpResponse:
    def done() -> str:
        approve_decision(decision_id=decision_id, actor=request.actor, at=clock.now(), seen=request.POST.get("mark", ""))
        return _("Đã duyệt. Các bản mới có hiệu lực từ ngày của quyết định.")

    return _changed(request, decision_id, done)


@login_required
@require_POST
def sign(request: organization.Request, decision_id: int) -> HttpResponse:
    form = forms.SigningForm(request.POST)

    def done() -> str:
        sign_decision(decision_id=decision_id, actor=request.actor, at=clock.now(), **form.cleaned_data)
        return _("Đã ghi số, ngày ký. Quyết định chờ người khác duyệt.")

    return _changed(request, decision_id, done, signing=form)


@login_required
@require_POST
def withdraw(request: organization.Request, decision_id: int) -> HttpResponse:
    def done() -> str:
        withdraw_decision(decision_id=decision_id, actor=request.actor, at=clock.now())
        return _("Đã hủy. Có thể nhập lại tệp đã sửa.")

    return _changed(request, decision_id, done)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def undo(request: organization.Request, decision_id: int) -> HttpResponse:
    """What comes back, and for which reason; then it is done."""
    form, now, status = forms.UndoForm(request.POST if request.method == "POST" else None), clock.now(), 200
    meant = request.POST.get("ending_processes") == "1"
    back = undoing(actor=request.actor, decision_id=decision_id, at=now)
    if form.is_valid():
        said = form.cleaned_data | {"ending_processes": meant}
        error = refusal_of(lambda: undo_decision(decision_id=decision_id, actor=request.actor, at=now, **said))
        if error is None:
            messages.success(request, _("Đã hoàn tác: %(count)s thủ tục trở lại như trước.") % {"count": len(back.codes)})
            return redirect("control_decision", decision_id=decision_id)
        form.add_error(None, sentence(error))
        status = error.status
    elif form.is_bound:
        status = 422
    screen = {"form": form, "undoing": back, "meant": meant}
    return render(request, "catalogue/control/decision_undo.html", screen, status=status)


@login_required
@require_POST
def post(request: organization.Request, decision_id: int) -> HttpResponse:
    form = forms.PostingForm(request.POST)

    def done() -> str:
        record_posting(decision_id=decision_id, actor=request.actor, at=clock.now(), posted_on=form.cleaned_data["posted_on"])
        return _("Đã ghi ngày công khai.")

    return _changed(request, decision_id, done, posting=form)


@login_required
@require_POST
def law_day(request: organization.Request, decision_id: int) -> HttpResponse:
    form = forms.LawDayForm(request.POST)

    def done() -> str:
        day = form.cleaned_data["law_effective_on"]
        record_law_day(decision_id=decision_id, actor=request.actor, at=clock.now(), law_effective_on=day)
        return _("Đã ghi ngày văn bản có hiệu lực. Hạn ký tính lại theo ngày này.")

    return _changed(request, decision_id, done, law_day=form)


@login_required
@require_POST
def cause(request: organization.Request, decision_id: int) -> HttpResponse:
    form = forms.CauseForm(request.POST)

    def done() -> str:
        record_cause(decision_id=decision_id, actor=request.actor, at=clock.now(), cause=form.cause())
        return _("Đã ghi quyết định của bộ và chứng cứ.")

    return _changed(request, decision_id, done, cause=form)


def _drafted(request: organization.Request, form: forms.DecisionForm) -> HttpResponse:
    sent = form.cleaned_data["file"]
    file = files.read_decision(sent, name=sent.name)
    preview = draft_decision(file=file, given=form.given(), actor=request.actor, at=clock.now())
    if preview.unchanged:
        told = _("Tệp này đã nhập rồi, không đổi gì.")
    elif preview.state is DecisionState.DRAFT:
        told = _("Đã đọc tệp, giữ là dự thảo. Ký xong thì ghi số và ngày ký.")
    else:
        told = _("Đã đọc tệp. Chưa đổi gì cho đến khi được duyệt.")
    messages.success(request, told)
    return redirect("control_decision", decision_id=preview.decision_id)


def _changed(request: organization.Request, decision_id: int, done: Callable[[], str], **given: Form) -> HttpResponse:
    """Do it and go back to the decision; what cannot be done is said on the page, and typed text stays."""
    if not all(form.is_valid() for form in given.values()):
        return _decision(request, decision_id, given, status=422)
    error = refusal_of(lambda: messages.success(request, done()))
    if error:
        for form in given.values():
            form.add_error(None, sentence(error))
        return _decision(request, decision_id, given, status=error.status, wrong="" if given else sentence(error))
    return redirect("control_decision", decision_id=decision_id)


def _decision(
    request: organization.Request, decision_id: int, given: dict[str, Form], status: int = 200, wrong: str = ""
) -> HttpResponse:
    act = request.GET.get("loai", "")
    read = listing.decision(
        actor=request.actor,
        decision_id=decision_id,
        on=clock.local_day(clock.now()),
        act=act if act in set(Act) else "",
        cursor=request.GET.get("sau") or None,
    )
    fact = read.fact
    refusal = _why_not(request, read)
    people = organization.names_by_label((fact.drafted_by, fact.signed_in_by, fact.approved_by, fact.withdrawn_by))
    screen: dict[str, Any] = {
        "read": read,
        "facts": log.of_decision(fact),
        "act": act,
        "decision": fact,
        "drafter": people[fact.drafted_by],
        "signer_in": people[fact.signed_in_by],
        "approver": people[fact.approved_by],
        "withdrawer": people[fact.withdrawn_by],
        "wrong": wrong,
        "may_approve": read.is_open and refusal is None and not read.refused,
        "why_not": sentence(refusal) if refusal else "",
        "may_sign": read.is_draft and may_keep(request.actor),
        "may_withdraw": read.is_open and may_keep(request.actor),
        "may_undo": read.can_be_undone and DECIDERS.may(request.actor),
        "may_keep": may_keep(request.actor) and fact.state is not DecisionState.WITHDRAWN,
        "signing": given.get("signing")
        or forms.SigningForm(initial={"number": fact.about.number, "effective_on": fact.about.effective_on}),
        "posting": given.get("posting") or forms.PostingForm(initial={"posted_on": fact.posted_on}),
        "law_day": given.get("law_day") or forms.LawDayForm(initial={"law_effective_on": fact.about.law_effective_on}),
        "cause": given.get("cause") or forms.CauseForm(initial=_cause(fact)),
    }
    return render(request, "catalogue/control/decision.html", screen, status=status)


def _why_not(request: organization.Request, read: listing.DecisionRead) -> NotAllowed | NotPossible | None:
    """Why this person cannot do what a decision waits for: a draft its signing, a signed one its approval."""
    if read.is_draft:
        return NotSignedYet() if may_keep(request.actor) else NotAKeeper()
    return DECIDERS.why_not(request.actor, (read.fact.drafted_by, read.fact.signed_in_by))


def _cause(fact: DecisionFact) -> dict[str, Any]:
    return {name: getattr(fact.cause, name) for name in fact.cause.__slots__} if fact.cause else {}


def _asked(request: organization.Request, **more: Any) -> tuple[str, Any]:
    state = request.GET.get("tt", "")
    state = state if state in {LATE, *DecisionState} else ""
    on = clock.local_day(clock.now())
    narrowed = {"late": True} if state == LATE else {"state": state}
    return state, listing.decisions(actor=request.actor, on=on, **narrowed, **more)


_HEADINGS = (
    "Số", "Cơ quan ban hành", "Trạng thái", "Ngày ký", "Có hiệu lực", "Văn bản có hiệu lực", "Số thủ tục", "Phải ký trước", "Ký chậm (ngày)", "Do ai",
    "Phải công khai trước", "Công khai ngày", "Công khai chậm (ngày)", "Quyết định của bộ", "Chứng cứ",
)  # fmt: skip


def _cells(one: DecisionFact) -> list[object]:
    about, timing = one.about, one.timing
    days = [about.signed_on, about.effective_on, about.law_effective_on, timing.sign_by, timing.post_by, one.posted_on]
    signed, effective, law, sign_by, post_by, posted = (f"{day:%d/%m/%Y}" if day else "" for day in days)
    late = [timing.sign_late, timing.sign_fault.label] if about.signed_on else ["", ""]
    return [
        about.number, about.issuer, one.state.label, signed, effective, law, one.lines, sign_by, *late,
        post_by, posted, timing.post_late if about.signed_on else "", one.cause.number if one.cause else "", one.cause.evidence if one.cause else "",
    ]  # fmt: skip
