"""Which transactions had ended at a given moment? A snapshot says it as "xmin:xmax:running,running", as PostgreSQL does."""

from typing import NamedTuple

from motcua.foundation.paging import BadCursor


class Snapshot(NamedTuple):
    #: Every transaction before this one had ended
    xmin: int
    #: This one and those after it had not
    xmax: int
    #: Those in between that had not
    running: tuple[int, ...]

    def __str__(self) -> str:
        return f"{self.xmin}:{self.xmax}:{','.join(map(str, self.running))}"


#: Of a follower that has seen nothing
NOTHING = Snapshot(1, 1, ())


def read(text: str) -> Snapshot:
    """The snapshot that a text stands for. Raises BadCursor. Basis: house choice."""
    try:
        xmin, xmax, running = text.split(":")
        snapshot = Snapshot(int(xmin), int(xmax), tuple(int(xid) for xid in running.split(",") if running))
    except ValueError:
        raise BadCursor from None
    within = all(snapshot.xmin <= xid < snapshot.xmax for xid in snapshot.running)
    if not (0 < snapshot.xmin <= snapshot.xmax < 2**63 and within and list(snapshot.running) == sorted(set(snapshot.running))):
        raise BadCursor
    return snapshot


def still_running(snapshot: Snapshot, own: int | None) -> Snapshot:
    """The same with our own transaction among the running ones: PostgreSQL leaves it out. Basis: house choice."""
    if own is None or own >= snapshot.xmax:
        return snapshot
    return snapshot._replace(xmin=min(snapshot.xmin, own), running=tuple(sorted({*snapshot.running, own})))
