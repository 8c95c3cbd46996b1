"""Pages on which a draft is designed: questions, sections, and the document as a file."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.eforms import forms
from motcua.eforms.operations import drafting
from motcua.eforms.queries import keeping
from motcua.eforms.rules import designing, permissions, texts
from motcua.eforms.rules.document import read
from motcua.eforms.shown import VersionShown
from motcua.eforms.views.officer import Request, show
from motcua.foundation import clock
from motcua.foundation.attempts import done, revision_of

Document = dict[str, Any]


def _save(request: Request, version_id: int, document: Document) -> None:
    drafting.change_draft(
        version_id=version_id, revision=revision_of(request), document=document, actor=request.actor, at=clock.now()
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, version_id: int, name: str = "") -> HttpResponse:
    """One question, to change or to add; ?trong= names the group that a new one goes into, ?phan= its section."""
    permissions.require_designer(request.actor)
    shown = keeping.version(version_id, actor=request.actor, on=clock.local_day(clock.now()))
    document = keeping.document(version_id, actor=request.actor)
    path = tuple(name.split(".")) if name else ()
    inside = path[:-1] if path else tuple(part for part in request.GET.get("trong", "").split(".") if part)
    form = _question_form(request, document, path, inside)
    if (
        request.method == "POST"
        and form.is_valid()
        and done(form, lambda: _put(request, version_id, document, path, inside, form))
    ):
        return redirect("eforms:version", version_id=version_id)
    context = {"version": shown, "form": form, "name": name, "is_new": not path}
    return render(request, "eforms/officer/question.html", context, status=422 if form.errors else 200)


def _question_form(request: Request, document: Document, path: designing.Path, inside: designing.Path) -> forms.Question:
    wanted = designing.wanted_of(document, path) if path else None
    sections = [(section["key"], section["title"]) for section in document["sections"]]
    askable = [(row.name, f"{row.title} ({row.name})") for row in designing.rows(document) if row.path != path]
    if wanted and wanted.asks and wanted.asks not in dict(askable):
        askable.append((wanted.asks, wanted.asks))
    form = forms.Question(
        request.POST or None,
        sections=sections,
        askable=askable,
        wanted=wanted,
        initial={"section": request.GET.get("phan", sections[0][0]), "kind": "text"},
    )
    if inside:
        del form.fields["section"]
    return form


def _put(
    request: Request, version_id: int, document: Document, path: designing.Path, inside: designing.Path, form: forms.Question
) -> None:
    form.cleaned_data.setdefault("section", "")
    wanted = form.wanted()
    place = path or (*inside, designing.new_key(document, inside, wanted.title))
    _save(request, version_id, designing.put(document, place, wanted))


#: What a button of the list asks: its word, and what happens to the document.
_ARRANGE: dict[str, Callable[[Document, str], Document]] = {
    "up": lambda document, name: designing.moved(document, tuple(name.split(".")), -1),
    "down": lambda document, name: designing.moved(document, tuple(name.split(".")), 1),
    "remove": lambda document, name: designing.removed(document, tuple(name.split("."))),
    "section-up": lambda document, key: designing.section_changed(document, key, step=-1),
    "section-down": lambda document, key: designing.section_changed(document, key, step=1),
    "section-remove": designing.without_section,
}


@login_required
@require_POST
def arrange(request: Request, version_id: int) -> HttpResponse:
    """Move or remove a question or a section."""
    document = keeping.document(version_id, actor=request.actor)
    asked, _colon, name = request.POST.get("_do", "").partition(":")
    if asked in _ARRANGE:
        _save(request, version_id, _ARRANGE[asked](document, name))
    return redirect("eforms:version", version_id=version_id)


@login_required
@require_POST
def section(request: Request, version_id: int, key: str = "") -> HttpResponse:
    """Add a section, or name one otherwise."""
    form = forms.Section(request.POST)
    document = keeping.document(version_id, actor=request.actor)

    def change() -> None:
        title = form.cleaned_data["title"]
        new = designing.section_changed(document, key, title=title) if key else designing.with_section(document, title)
        _save(request, version_id, new)

    if form.is_valid() and done(form, change):
        return redirect("eforms:version", version_id=version_id)
    return show(request, version_id, status=422, section_form=form)


@login_required
@require_safe
def document(request: Request, version_id: int) -> HttpResponse:
    """The document as a file."""
    shown: VersionShown = keeping.version(version_id, actor=request.actor, on=clock.local_day(clock.now()))
    text = texts.written(keeping.document(version_id, actor=request.actor))
    response = HttpResponse(text, content_type="application/schema+json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{shown.form_code}-{shown.number}.json"'
    return response


@login_required
@require_POST
def take_document(request: Request, version_id: int) -> HttpResponse:
    """Put the document of a file in the place of the draft's. Only a sound one is taken."""
    form = forms.Document(request.POST, request.FILES)

    def change() -> None:
        said = texts.numbered(texts.parsed(form.cleaned_data["file"].read(texts.MOST_BYTES + 1)))
        read(said)
        _save(request, version_id, said)

    if form.is_valid() and done(form, change):
        messages.success(request, _("Đã nhận biểu mẫu từ tệp."))
        return redirect("eforms:version", version_id=version_id)
    return show(request, version_id, status=422, document_form=form)
