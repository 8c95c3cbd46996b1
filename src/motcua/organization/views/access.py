"""What every signed-in screen of this room begins with."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpResponseBase
from django.views.decorators.cache import never_cache

from motcua.organization.facts import Actor
from motcua.organization.middleware import Request

P = ParamSpec("P")
View = Callable[Concatenate[Request, Actor, P], HttpResponseBase]


def signed_in(view: View[P]) -> Callable[Concatenate[Request, P], HttpResponseBase]:
    """Give the view the actor behind the request; send strangers to the sign-in page."""

    @login_required
    @never_cache
    @wraps(view)
    def asked(request: Request, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        return view(request, request.actor, *args, **kwargs)

    return cast(Callable[Concatenate[Request, P], HttpResponseBase], asked)
