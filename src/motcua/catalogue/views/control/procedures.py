"""Procedures as the control office sees them: what is left out, what stands beside the text, and changing it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import forms
from motcua.catalogue.facts import DictionaryKind, Property, PropertyFact
from motcua.catalogue.operations.edits.papers import UnknownPaper
from motcua.catalogue.operations.edits.properties import UnknownProcedures
from motcua.catalogue.queries import parts
from motcua.catalogue.queries.citizen import browsing
from motcua.catalogue.queries.control import dictionary, edits, lines, log, papers
from motcua.catalogue.queries.properties import words
from motcua.catalogue.rules.permissions import require_keeper, require_reader
from motcua.catalogue.views.control.asking import asked_or_shown
from motcua.catalogue.views.control.wording import title
from motcua.foundation import clock
from motcua.foundation.errors import NotFound
from motcua.foundation.text import tidy
from motcua.organization import public as organization
from motcua.ui.downloads import csv_file


class NoSuchProperty(NotFound):
    code = "no_such_property"
    vi = "Không có thuộc tính «{name}»."
    en = "There is no property “{name}”."


def _asked(request: organization.Request) -> dict[str, Any]:
    narrowed = request.GET.get("loc", "")
    return {
        "text": tidy(request.GET.get("q", ""))[:200],
        "field": browsing.field_now(request.GET.get("linh-vuc", "")[:200]),
        "narrowed": narrowed if narrowed in lines.NARROWED else "",
    }


@login_required
@require_safe
def procedures(request: organization.Request) -> HttpResponse:
    on, asked = clock.local_day(clock.now()), _asked(request)
    page = lines.lines(actor=request.actor, on=on, cursor=request.GET.get("sau") or None, **asked)
    screen = {"page": page, "fields": dictionary.entries(DictionaryKind.FIELD, on=on), "properties": list(Property), **asked}
    return render(request, "catalogue/control/procedures.html", screen)


@login_required
@require_safe
def procedures_csv(request: organization.Request) -> HttpResponse:
    """The list as it is narrowed, for a sheet."""
    on, asked = clock.local_day(clock.now()), _asked(request)
    found = lines.chosen(actor=request.actor, on=on, **asked)
    narrowed = {"q": asked["text"], "linh-vuc": asked["field"], "loc": asked["narrowed"]}
    return csv_file(lines.rows(found), name=f"thu-tuc-{on:%Y%m%d}", narrowed=narrowed)


@login_required
@require_safe
def procedure(request: organization.Request, code: str) -> HttpResponse:
    on = clock.local_day(clock.now())
    require_reader(request.actor)
    held = parts.parts(code, on=on)
    screen = {
        "parts": held,
        "properties": [(name, _shown(held, name)) for name in Property],
        "facts": log.of_procedure(code),
        "edits": [(one, title(one)) for one in edits.edits(actor=request.actor, code=code, size=10).rows],
        "reasons": parts.asking_reasons(on=on),
        "on": on,
    }
    return render(request, "catalogue/control/procedure.html", screen)


def _shown(held: parts.Parts, name: Property) -> dict[str, Any]:
    """What a property is, and what it will be."""
    return {
        "now": [_said(one) for one in held.properties if one.name is name],
        "coming": [_said(one) for one in held.coming if one.name is name],
        "otherwise": words(name, held.otherwise.get(name, "")),
    }


def _said(fact: PropertyFact) -> tuple[str, PropertyFact]:
    return words(fact.name, fact.value), fact


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_property(request: organization.Request, name: str) -> HttpResponse:
    """Ask for a property of one procedure, or of all that are ticked in the list."""
    require_keeper(request.actor)
    if name not in set(Property):
        raise NoSuchProperty(name=name[:40])
    on = clock.local_day(clock.now())
    codes = list(dict.fromkeys((request.POST or request.GET).getlist("ma")))[:4_000]
    if not codes:
        raise UnknownProcedures(codes="…")
    agencies = organization.agencies(kind=organization.PROVINCIAL, on=on) if name == Property.COMPETENT else ()
    form = forms.PropertyForm(
        request.POST or None,
        name=Property(name),
        agencies=[(agency.id, agency.name) for agency in agencies],
        initial={"valid_from": on},
    )
    context = {"title": _(Property(name).label), "codes": codes, "back": codes[0] if len(codes) == 1 else ""}
    return asked_or_shown(request, form, lambda: form.asked(codes), template="catalogue/control/ask.html", context=context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def describe_paper(request: organization.Request, code: str, key: str) -> HttpResponse:
    """Ask for an account of a paper, here or in every procedure that asks for a paper of this name."""
    require_keeper(request.actor)
    on = clock.local_day(clock.now())
    held = parts.parts(code, on=on)
    paper = next((one for one in held.papers if one.key == key), None)
    if paper is None:
        raise UnknownPaper(procedure=code, on=on)
    same = papers.same(key, on=on)
    initial = {
        "valid_from": on, "source": paper.source.value, "source_name": paper.source_name, "type_code": paper.type_code,
        "e_copy": {True: "1", False: "0", None: ""}[paper.e_copy], "basis": paper.basis,
    }  # fmt: skip
    form = forms.PaperForm(request.POST or None, types=dictionary.entries(DictionaryKind.PAPER, on=on), initial=initial)
    form.fields["everywhere"].help_text = _("%(count)s thủ tục đang hỏi giấy tờ này.") % {"count": len(same)}
    context = {"title": paper.name, "codes": [code], "back": code, "paper": paper}
    return asked_or_shown(
        request,
        form,
        lambda: form.asked((one, key) for one in (same if form.cleaned_data["everywhere"] else [code])),
        template="catalogue/control/ask.html",
        context=context,
    )
