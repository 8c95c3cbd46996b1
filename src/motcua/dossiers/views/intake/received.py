"""What stands on the screen once a dossier is received: its code, its day, and the next thing to do."""

import secrets

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.counters import public as counters
from motcua.dossiers import public as dossiers
from motcua.dossiers.queries.tables import subject
from motcua.dossiers.views import showing
from motcua.dossiers.views.intake.counter import ticket_of
from motcua.foundation import clock
from motcua.organization import public as organization
from motcua.owed_documents import public as owed

#: Kept with the look, in Vietnamese whatever the reader's language: the log is evidence.
RECEIVED = gettext_noop("Vừa tiếp nhận")


@login_required
@never_cache
@require_safe
def received(request: organization.Request, code: str) -> HttpResponse:
    """Print the receipt, hand the dossier over, call the next."""
    at, actor = clock.now(), request.actor
    desk = dossiers.require_desk(actor)
    detail = dossiers.dossier_for_staff(code=code, actor=actor, at=at)
    dossiers.record_look(dossier_id=detail.dossier.id, standing=detail.standing, actor=actor, at=at, purpose=RECEIVED)
    receipt = [one for one in owed.issued(subject=subject(detail.dossier.id)) if one.kind == owed.Kind.RECEIPT]
    buttons = showing.buttons(dossiers.possible(actor, detail.standing), detail, actor)
    step = showing.here(detail)
    ticket = ticket_of(request.GET.get("ve"), desk)
    screen = {
        "d": detail.dossier, "detail": detail, "desk": desk, "key": secrets.token_urlsafe(12), "at": at, "step": step,
        "look": showing.look_of(detail.dossier), "receipt": receipt[-1] if receipt else None, "ticket": ticket,
        "counter": _seat(actor, ticket), "competent": organization.agency(detail.dossier.competent_id),
        "forward": next((one for one in buttons if one.name == "forward" and one.at_once), None),
        "hand_over_by": step.due_at if step and step.kind == "receive" else None,
    }  # fmt: skip
    return render(request, "dossiers/officer/received.html", screen)


def _seat(actor: organization.Actor, ticket: counters.Ticket | None) -> counters.CounterFact | None:
    """The counter at which this person serves the ticket."""
    if ticket is None:
        return None
    return next((one for one in counters.counters(ticket.room_id) if one.official_id == actor.user_id), None)
