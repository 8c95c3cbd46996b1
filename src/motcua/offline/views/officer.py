"""The register of held codes, what to look at again, and the way in from intake."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.foundation import clock
from motcua.foundation.attempts import done, refusal_of
from motcua.foundation.errors import NotFound
from motcua.foundation.language import sentence
from motcua.offline import public as offline
from motcua.offline.forms import Close, Resolve
from motcua.offline.operations.handing_in import NoSuchReview
from motcua.offline.public import CodeState
from motcua.organization import public as organization


class NoSuchDay(NotFound):
    code = "no_such_day"
    vi = "Không có ngày «{day}». Ngày viết như 2026-11-16."
    en = "There is no day “{day}”. Write it as 2026-11-16."


@login_required
@require_safe
def register(request: organization.Request) -> HttpResponse:
    """Every code that was held for a day and what became of it."""
    desk = organization.desk_of(request.actor)
    if desk is None:
        raise offline.NotYourCodes
    today, day = clock.local_day(clock.now()), _day(request)
    rows = offline.register(centre_id=desk.id, day=day or today, actor=request.actor)
    counts = {state: sum(row.state is state for row in rows) for state in CodeState}
    screen = {
        "desk": desk, "rows": rows, "day": day or today, "today": today, "days": offline.days_held(centre_id=desk.id),
        "counts": [(state.label, counts[state], state.hue) for state in CodeState if counts[state]],
        "reviews": offline.reviews(actor=request.actor), "out": _out(rows), "form": Close(),
    }  # fmt: skip
    return render(request, "offline/register.html", screen)


def _out(rows: tuple[offline.CodeLine, ...]) -> list[dict[str, Any]]:
    """The blocks that still hold codes."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        if row.state is CodeState.HELD and row.in_review is None:
            block = found.setdefault(row.block_id, {"id": row.block_id, "who": row.who, "held_at": row.held_at, "count": 0})
            block["count"] += 1
    return list(found.values())


def _day(request: organization.Request) -> date | None:
    said = request.GET.get("ngay", "")
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        raise NoSuchDay(day=said[:20]) from None


@login_required
@require_POST
def close(request: organization.Request, block_id: int) -> HttpResponse:
    """Write the codes left as not used: the device will not send them."""
    reason = request.POST.get("reason", "")
    error = refusal_of(lambda: offline.close_block(block_id=block_id, reason=reason, actor=request.actor, at=clock.now()))
    if error:
        messages.error(request, sentence(error))
    else:
        messages.success(request, _("Đã ghi các mã còn lại là không dùng. Hồ sơ máy gửi đến sau vẫn được nhận."))
    return redirect("offline:register")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: organization.Request, review_id: int) -> HttpResponse:
    """Look at one again: set the time that somebody answers for, and file it."""
    line = offline.review_line(review_id, actor=request.actor)
    if line is None:
        raise NoSuchReview
    form = Resolve(request.POST or None, initial={"received_at": clock.local(line.stated_at)})
    filed: list[offline.Answer] = []

    def file() -> None:
        filed.append(
            offline.resolve_review(
                review_id=review_id,
                received_at=form.moment(),
                note=form.cleaned_data["note"],
                actor=request.actor,
                at=clock.now(),
            )
        )

    if request.method == "POST" and form.is_valid() and done(form, file):
        messages.success(request, _("Đã ghi hồ sơ {code}.").format(code=filed[0].code))
        return redirect("dossier", code=filed[0].code)
    return render(request, "offline/review.html", {"line": line, "form": form}, status=422 if form.errors else 200)


def way_in(request: organization.Request) -> SafeString:
    """On the page of intake: the page that works without a line, and what waits to be looked at."""
    waiting = len(offline.reviews(actor=request.actor))
    return SafeString(render_to_string("offline/way_in.html", {"waiting": waiting}))
