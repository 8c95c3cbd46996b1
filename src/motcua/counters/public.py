"""The door of the waiting room."""

from motcua.counters.facts import CounterFact, Rules, State, Ticket, Way
from motcua.counters.operations.calling import NobodyWaits, call_next, finish_ticket, serve_ticket, tell_outcome
from motcua.counters.operations.rooms import open_room
from motcua.counters.operations.seats import leave_counter, sit_down
from motcua.counters.operations.taking import take_ticket
from motcua.counters.queries.rooms import TicketUnknown, counters, groups, opens, room_of, ticket
from motcua.counters.rules.permissions import may_keep, may_read, may_serve

__all__ = [
    "CounterFact",
    "NobodyWaits",
    "Rules",
    "State",
    "Ticket",
    "TicketUnknown",
    "Way",
    "call_next",
    "counters",
    "finish_ticket",
    "groups",
    "leave_counter",
    "may_keep",
    "may_read",
    "may_serve",
    "open_room",
    "opens",
    "room_of",
    "serve_ticket",
    "sit_down",
    "take_ticket",
    "tell_outcome",
    "ticket",
]
