"""Each working minute of a dossier belongs to exactly one holder."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.facts import Holder
from motcua.dossiers.rules.ledger import Hold, segments, shares


class EveryMinute:
    """A calendar in which every minute works, so that sums can be seen by eye."""

    def between(self, start: datetime, end: datetime, /) -> int:
        return int((end - start).total_seconds() // 60)


START = datetime(2026, 11, 2, 1, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


holds = st.lists(
    st.builds(
        lambda holder, a, length, agency: Hold(
            holder=holder, start=at(a), end=at(a + length) if length is not None else None, agency_id=agency
        ),
        st.sampled_from(list(Holder)), st.integers(-50, 400), st.one_of(st.none(), st.integers(0, 300)), st.integers(1, 3),
    ),
    max_size=12,
)  # fmt: skip


@given(recorded=holds, length=st.integers(1, 300))
def test_the_parts_cover_the_whole_time_without_gap_or_overlap(recorded: list[Hold], length: int) -> None:
    parts = segments(start=START, end=at(length), holds=recorded, calendar=EveryMinute())

    assert parts[0].start == START
    assert parts[-1].end == at(length)
    assert all(a.end == b.start for a, b in pairwise(parts))
    assert sum(shares(parts).values()) == length


@given(recorded=holds, length=st.integers(1, 300))
def test_while_the_applicant_is_awaited_nobody_else_has_the_time(recorded: list[Hold], length: int) -> None:
    parts = segments(start=START, end=at(length), holds=recorded, calendar=EveryMinute())
    awaited = [hold for hold in recorded if hold.holder is Holder.APPLICANT]

    for minute in map(at, range(length)):
        holder = next(part.holder for part in parts if part.start <= minute < part.end)
        inside = any(hold.start <= minute and (hold.end is None or minute < hold.end) for hold in awaited)
        assert (holder is Holder.APPLICANT) == inside


def test_a_late_consulted_agency_has_its_days_in_its_own_name() -> None:
    recorded = [
        Hold(holder=Holder.NOBODY, start=at(0), end=at(30), agency_id=2),
        Hold(holder=Holder.UNIT, start=at(30), agency_id=2, user_id=7),
        Hold(holder=Holder.OTHER_AGENCY, start=at(100), end=at(250), agency_id=3),
    ]

    parts = segments(start=START, end=at(300), holds=recorded, calendar=EveryMinute())

    assert [(p.holder, p.minutes, p.agency_id) for p in parts] == [
        (Holder.NOBODY, 30, 2),
        (Holder.UNIT, 70, 2),
        (Holder.OTHER_AGENCY, 150, 3),
        (Holder.UNIT, 50, 2),
    ]


def test_nothing_has_been_held_before_the_start() -> None:
    assert segments(start=START, end=START, holds=[], calendar=EveryMinute()) == ()
