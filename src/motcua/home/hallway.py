"""Menu and name of whoever is signed in, for every office page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.foundation import clock
from motcua.home.facts import Item, Who
from motcua.organization import public as organization
from motcua.organization.public import Role

_HANDLERS = {Role.COUNTER, Role.OFFICIAL, Role.HEAD, Role.LEADER, Role.CLERK}
_OVERSEERS = {Role.HEAD, Role.LEADER, Role.CONTROL, Role.REFORM, Role.INSPECTOR}


def menu(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `menu`, `who` and `actor` for people with a post; nothing for the public."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"menu": (), "who": None}
    actor = getattr(request, "actor", None) or organization.actor_of(user.pk, at=clock.now())
    request.actor = actor  # type: ignore[attr-defined]
    return {"menu": items(actor, request.path), "who": who(actor), "actor": actor}


def items(actor: organization.Actor, path: str) -> tuple[Item, ...]:
    """The doors that this person's roles open."""
    doors = [
        (_("Việc của tôi"), "my_work", _HANDLERS),
        (_("Tiếp nhận"), "choose_procedure", {Role.COUNTER}),
        (_("Hồ sơ"), "dossiers", _HANDLERS | _OVERSEERS),
        (_("Điều hành"), "overview", _OVERSEERS),
        (_("Thủ tục"), "procedures", set(Role)),
        (_("Lịch làm việc"), "calendar:this_year", {Role.CONTROL, Role.OPERATOR}),
        (_("Tài khoản"), "user_accounts", {Role.OPERATOR, Role.HEAD}),
    ]
    found = [(label, reverse(name)) for label, name, roles in doors if actor.roles & roles]
    return tuple(Item(label=label, url=url, is_here=path.startswith(url)) for label, url in found)


def who(actor: organization.Actor) -> Who:
    words = actor.name.split()
    initials = "".join(word[0] for word in (words[:1] + words[-1:])).upper()
    held = sorted(actor.holdings, key=lambda h: (list(Role).index(h.role), h.agency_id))
    post = f"{held[0].role.label} · {organization.agency(held[0].agency_id).short_name}" if held else _("Chưa có vai trò")
    return Who(name=actor.name, initials=initials, post=post)
