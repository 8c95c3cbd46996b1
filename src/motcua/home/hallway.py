"""Menu and name of whoever is signed in, for every office page."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.appraisal import public as appraisal
from motcua.archiving import public as archiving
from motcua.calendar import public as calendar
from motcua.counters import public as counters
from motcua.dossiers import public as dossiers
from motcua.home import queries
from motcua.home.facts import Item, Who
from motcua.organization import public as organization
from motcua.organization.public import Role
from motcua.processes import public as processes
from motcua.simplification import public as simplification

#: Doors that the bar has room for at 1280 pixels, the one to the others among them.
IN_THE_BAR = 6
_DESKS = {Role.COUNTER, Role.OFFICIAL, Role.CLERK}


def menu(request: organization.Request) -> dict[str, Any]:
    """Context processor: `menu` and `who` for people with a post; nothing for the public."""
    if not hasattr(request, "actor") or not request.user.is_authenticated:  # refused before anybody asked who it is
        return {"menu": (), "more": (), "who": None}
    doors = items(request.actor, request.path)
    room = len(doors) if len(doors) <= IN_THE_BAR else IN_THE_BAR - 1
    return {"menu": doors[:room], "more": doors[room:], "who": who(request.actor)}


def items(actor: organization.Actor, path: str) -> tuple[Item, ...]:
    """The doors that open to this person, those of every day first."""
    handles, watches = bool(actor.roles & dossiers.HANDLERS), queries.watches(actor)
    at_desk = organization.desk_of(actor) is not None
    doors = [
        (_("Việc của tôi"), "my_work", handles),
        (_("Tiếp nhận"), "choose_procedure", at_desk),
        (_("Quầy"), "counters:panel", at_desk),
        (_("Hồ sơ"), "dossiers", handles or watches),
        (_("Điều hành"), "overview", watches),
        (_("Kiểm soát thủ tục"), "control", queries.controls(actor)),
        (_("Thủ tục"), "procedures", bool(actor.roles)),
        (_("Theo danh sách"), "batches:lists", at_desk),
        (_("Đánh giá"), "appraisal:front", appraisal.opens(actor)),
        (_("Quy trình"), "processes:drafts", processes.opens(actor) and not queries.controls(actor)),
        (_("Rà soát"), "simplification:proposals", simplification.opens(actor) and not queries.controls(actor)),
        (_("Lịch làm việc"), "calendar:this_year", calendar.may_edit(actor)),
        (_("Tài khoản"), "user_accounts", organization.manages_accounts(actor)),
        (_("Phòng chờ"), "counters:rooms", counters.opens(actor)),
        (_("Lưu trữ"), "archiving:front", archiving.opens(actor)),
    ]
    found = [(label, reverse(name)) for label, name, is_open in doors if is_open]
    return tuple(Item(label=label, url=url, is_here=path.startswith(url)) for label, url in found)


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
