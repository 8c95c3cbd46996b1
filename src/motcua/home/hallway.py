"""Menu and name of whoever is signed in, for every office page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.appraisal import public as appraisal
from motcua.calendar import public as calendar
from motcua.counters import public as counters
from motcua.dossiers import public as dossiers
from motcua.home import queries
from motcua.home.facts import Item, Who
from motcua.organization import public as organization
from motcua.organization.public import Role
from motcua.processes import public as processes
from motcua.simplification import public as simplification

_DESKS = {Role.COUNTER, Role.OFFICIAL, Role.CLERK}


def menu(request: organization.Request) -> dict[str, Any]:
    """Context processor: `menu` and `who` for people with a post; nothing for the public."""
    if not hasattr(request, "actor") or not request.user.is_authenticated:  # refused before anybody asked who it is
        return {"menu": (), "aside": (), "who": None}
    return {"menu": items(request.actor, request.path), "aside": aside(request.actor, request.path), "who": who(request.actor)}


def items(actor: organization.Actor, path: str) -> tuple[Item, ...]:
    """The doors that open to this person."""
    handles, watches = bool(actor.roles & dossiers.HANDLERS), queries.watches(actor)
    doors = [
        (_("Việc của tôi"), "my_work", handles),
        (_("Tiếp nhận"), "choose_procedure", organization.desk_of(actor) is not None),
        (_("Quầy"), "counters:panel", organization.desk_of(actor) is not None),
        (_("Theo danh sách"), "batches:lists", organization.desk_of(actor) is not None),
        (_("Hồ sơ"), "dossiers", handles or watches),
        (_("Điều hành"), "overview", watches),
        (_("Đánh giá"), "appraisal:front", appraisal.opens(actor)),
        (_("Thủ tục"), "procedures", bool(actor.roles)),
        (_("Kiểm soát thủ tục"), "control", queries.controls(actor)),
        (_("Quy trình"), "processes:drafts", processes.opens(actor) and not queries.controls(actor)),
        (_("Rà soát"), "simplification:proposals", simplification.opens(actor) and not queries.controls(actor)),
        (_("Lịch làm việc"), "calendar:this_year", calendar.may_edit(actor)),
        (_("Tài khoản"), "user_accounts", organization.manages_accounts(actor)),
    ]
    found = [(label, reverse(name)) for label, name, is_open in doors if is_open]
    return tuple(Item(label=label, url=url, is_here=path.startswith(url)) for label, url in found)


def aside(actor: organization.Actor, path: str) -> tuple[Item, ...]:
    """Doors that are seldom opened: they stand under the name, since the bar has no more room."""
    if not counters.opens(actor):
        return ()
    url = reverse("counters:rooms")
    return (Item(label=_("Phòng chờ"), url=url, is_here=path.startswith(url)),)


def first_page(actor: organization.Actor) -> str:
    """Where this person's day begins: the figures for whoever watches the province, the accounts for who keeps them, else their work."""
    if not actor.roles & _DESKS and organization.sees_all_figures(actor):
        return reverse("overview")
    if actor.roles & dossiers.HANDLERS:
        return reverse("my_work")
    if Role.OPERATOR in actor.roles:
        return reverse("user_accounts")
    doors = items(actor, "")
    return doors[0].url if doors else reverse("procedures")


def who(actor: organization.Actor) -> Who:
    words = actor.name.split()
    initials = "".join(word[0] for word in (words[:1] + words[-1:])).upper()
    held = sorted(actor.holdings, key=lambda h: (list(Role).index(h.role), h.agency_id))
    post = f"{_(held[0].role.label)} · {organization.agency(held[0].agency_id).short_name}" if held else _("Chưa có vai trò")
    return Who(name=actor.name, initials=initials, post=post)
