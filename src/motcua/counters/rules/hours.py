"""When is a waiting room open, and which slots of a day can be booked?"""

from collections.abc import Iterable, Sequence

Minutes = tuple[int, int]


def gives_tickets(periods: Sequence[Minutes], *, minute: int, before: int) -> bool:
    """Whether tickets are given at this minute of the day: from some time before the first opening until the last close.

    Basis: house choice; the hours are the calendar's.
    """
    return bool(periods) and periods[0][0] - before <= minute < periods[-1][1]


def slots(periods: Iterable[Minutes], *, length: int) -> tuple[int, ...]:
    """The minutes of the day at which a slot begins that ends within working time. Basis: house choice; the hours are the calendar's."""
    return tuple(begin for opens, closes in periods for begin in range(opens, closes - length + 1, length))
