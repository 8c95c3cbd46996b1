"""Dictionaries and fee rules: lists that the control office keeps for every procedure."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.catalogue import forms
from motcua.catalogue.facts import DictionaryKind, EditAsked, EndCharge
from motcua.catalogue.queries.charges import rules as charge_rules
from motcua.catalogue.queries.control import dictionary
from motcua.catalogue.rules.permissions import require_keeper, require_reader
from motcua.catalogue.views.control.asking import asked_or_shown
from motcua.foundation import clock
from motcua.foundation.errors import NotFound
from motcua.organization import public as organization


class NoSuchDictionary(NotFound):
    code = "no_such_dictionary"
    vi = "Không có từ điển «{name}»."
    en = "There is no dictionary “{name}”."


class NoSuchEntry(NotFound):
    code = "no_such_entry"
    vi = "Từ điển không có mã «{entry}» đang dùng."
    en = "The dictionary has no entry “{entry}” in use."


@login_required
@require_safe
def dictionaries(_request: organization.Request) -> HttpResponse:
    return redirect("control_dictionary", kind=DictionaryKind.FIELD)


def _kind(name: str) -> DictionaryKind:
    if name not in set(DictionaryKind):
        raise NoSuchDictionary(name=name[:40])
    return DictionaryKind(name)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: organization.Request, kind: str) -> HttpResponse:
    """The entries of a dictionary, and asking for a new one."""
    require_reader(request.actor)
    chosen, on = _kind(kind), clock.local_day(clock.now())
    form = forms.WordForm(request.POST or None)
    context = {
        "kind": chosen,
        "kinds": list(DictionaryKind),
        "entries": dictionary.entries(chosen, on=on),
        "ended": dictionary.ended(chosen),
        "alike": dictionary.alike(chosen, on=on),
    }
    return asked_or_shown(
        request,
        form,
        lambda: form.asked(chosen, on),
        template="catalogue/control/dictionary.html",
        context=context,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: organization.Request, kind: str, code: str) -> HttpResponse:
    """One entry: rename it, merge it into another, end it."""
    require_keeper(request.actor)
    chosen, on = _kind(kind), clock.local_day(clock.now())
    entries = dictionary.entries(chosen, on=on)
    found = next((one for one in entries if one.code == code), None)
    if found is None:
        into = next((one.merged_into for one in dictionary.ended(chosen) if one.code == code and one.merged_into), None)
        if into is None:
            raise NoSuchEntry(entry=code[:60])
        messages.info(request, _("Mã %(code)s đã được gộp vào mục này.") % {"code": code})
        return redirect("control_word", kind=chosen, code=into)
    act = request.POST.get("act", "")
    rename = forms.WordForm(request.POST if act == "rename" else None, initial={"code": code, "name": found.name})
    merge = forms.MergeForm(request.POST if act == "merge" else None, others=[one for one in entries if one.code != code])
    end = forms.EndForm(request.POST if act == "end" else None)
    form: Any = {"merge": merge, "end": end}.get(act, rename)

    def asked() -> EditAsked:
        if act == "merge":
            return merge.asked(chosen, code, on)
        return end.asked(chosen, code, on) if act == "end" else rename.asked(chosen, on)

    context = {"kind": chosen, "entry": found, "rename": rename, "merge": merge, "end": end, "act": act}
    return asked_or_shown(
        request,
        form,
        asked,
        template="catalogue/control/word.html",
        context=context,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def charges(request: organization.Request) -> HttpResponse:
    """The rules of fees that hold or will, and asking for a new one."""
    require_reader(request.actor)
    on = clock.local_day(clock.now())
    groups, fields = (dictionary.entries(kind, on=on) for kind in (DictionaryKind.GROUP, DictionaryKind.FIELD))
    form = forms.ChargeForm(request.POST or None, fields=fields, groups=groups, initial={"valid_from": on})
    names = {one.code: one.name for one in fields}
    context = {"rules": [(rule, names.get(rule.field_slug, rule.field_slug)) for rule in charge_rules(on=on)]}
    return asked_or_shown(
        request,
        form,
        form.asked,
        template="catalogue/control/charges.html",
        context=context,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def end_charge(request: organization.Request, charge_id: int) -> HttpResponse:
    require_keeper(request.actor)
    form = forms.EndChargeForm(request.POST or None, initial={"valid_to": clock.local_day(clock.now())})

    def asked() -> EndCharge:
        return EndCharge(charge_id=charge_id, valid_to=form.cleaned_data["valid_to"], basis=form.cleaned_data["basis"])

    context = {"title": _("Kết thúc quy tắc thu số %(id)s") % {"id": charge_id}, "codes": [], "back": ""}
    return asked_or_shown(
        request,
        form,
        asked,
        template="catalogue/control/ask.html",
        context=context,
    )
