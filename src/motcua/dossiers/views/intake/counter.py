"""Who receives, what, and for which ticket of the waiting room."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.catalogue import public as catalogue
from motcua.counters import public as counters
from motcua.dossiers import public as dossiers
from motcua.dossiers.forms.intake import IntakeForm
from motcua.foundation import clock
from motcua.foundation.errors import NotAllowed, NotFound
from motcua.foundation.text import whole
from motcua.organization import public as organization
from motcua.ui.templatetags.values import vn_date


class TicketOfAnotherCentre(NotAllowed):
    code = "ticket_of_another_centre"
    vi = "Số thứ tự này của trung tâm khác, không tiếp nhận ở đây được. Quay lại quầy và lấy số đang phục vụ."
    en = "This ticket is of another centre and cannot be served here. Go back to the counter and take the ticket being served."


def ticket_of(said: object, desk: organization.AgencyFact) -> counters.Ticket | None:
    """The ticket that is served, where one came along; without a waiting room there is none. Raises TicketOfAnotherCentre."""
    number = whole(said)
    if number is None:
        return None
    try:
        ticket = counters.ticket(number)
    except counters.TicketUnknown:
        return None
    try:
        is_here = counters.room_of(desk.id).id == ticket.room_id
    except NotFound:
        is_here = False
    if not is_here:
        raise TicketOfAnotherCentre
    return ticket


def may_test(actor: organization.Actor) -> bool:
    """Procedure control proves a process with dossiers that are never counted: nobody else takes a dossier out of the figures."""
    return organization.Role.CONTROL in actor.roles


@dataclass(frozen=True, kw_only=True)
class Counter:
    """One person at one counter, about to receive a dossier of one procedure."""

    actor: organization.Actor
    desk: organization.AgencyFact
    terms: catalogue.Terms
    at: datetime
    agencies: tuple[organization.AgencyFact, ...]
    served: counters.Ticket | None

    @classmethod
    def of(cls, request: organization.Request, procedure: str, at: datetime) -> Self:
        """Raises NotCounterStaff, TicketOfAnotherCentre and what the catalogue raises of a procedure."""
        desk, day = dossiers.require_desk(request.actor), clock.local_day(at)
        terms = catalogue.terms_in_force(procedure_code=procedure, on=day)
        return cls(
            actor=request.actor, desk=desk, terms=terms, at=at,
            agencies=dossiers.competent_agencies(terms=terms, centre_id=desk.id, on=day),
            served=ticket_of(request.POST.get("ve") or request.GET.get("ve"), desk),
        )  # fmt: skip

    @property
    def day(self) -> date:
        return clock.local_day(self.at)

    @cached_property
    def obvious(self) -> organization.AgencyFact | None:
        """The agency that nobody has to choose: the only one that may decide of those that this centre serves, or the only one at all."""
        served = organization.served_by(self.desk.id, on=self.day)
        own = [agency for agency in self.agencies if agency in served]
        found = own if len(own) == 1 else self.agencies
        return found[0] if len(found) == 1 else None

    @cached_property
    def processes(self) -> list[tuple[int, str]]:
        """What may be tried before its first day."""
        if not may_test(self.actor):
            return []
        coming = (one for one in catalogue.processes_of(version_id=self.terms.version_id) if one.valid_from > self.day)
        return [
            (one.process_id, _("{name}, áp dụng từ {day}").format(name=one.name, day=vn_date(one.valid_from))) for one in coming
        ]

    @cached_property
    def databases(self) -> dict[str, str]:
        """The database that replaces a component, by its name."""
        names = [component.name for component in self.terms.components]
        found = catalogue.replaced_by_data(code=self.terms.code, names=names, on=self.day)
        return {name: one.database for name, one in found.items()}

    @property
    def replaced(self) -> frozenset[str]:
        return frozenset(self.databases)

    def places(self, names: list[str]) -> list[int]:
        """Where these components stand among those of the procedure, each name once: as a request for more lists them."""
        order = list(dict.fromkeys(component.name for component in self.terms.components))
        return [order.index(name) for name in names]

    def ticket(self, said: int | None) -> counters.Ticket | None:
        return self.served if self.served is not None and self.served.id == said else None

    def form(self, data: QueryDict | None, *, is_sent: bool, known: bool) -> IntakeForm:
        """The page as it was typed, or empty."""
        counts = (
            dossiers.usual_cases(procedure_id=self.terms.procedure_id, centre_id=self.desk.id)
            if len(self.terms.cases) > 1
            else {}
        )
        return IntakeForm(
            data, agencies=[(one.id, one.name) for one in self.agencies], obvious=self.obvious.id if self.obvious else None, terms=self.terms, usual=counts, processes=self.processes,
            initial={"key": secrets.token_urlsafe(12), "ve": self.served.id if self.served else None}, is_sent=is_sent,
            focus="phone" if known else "name" if data is not None else "id_number",
        )  # fmt: skip
