"""Each working minute of a dossier belongs to exactly one holder; whoever had a step keeps its time when it goes to another."""

import importlib
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from django.apps import apps
from django.db import transaction
from hypothesis import given as suppose
from hypothesis import settings
from hypothesis import strategies as st
from tests.dossiers import given
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now

from motcua.calendar import public as calendar
from motcua.dossiers.models import PastHolding
from motcua.dossiers.public import Holder
from motcua.dossiers.queries.ledger import holds
from motcua.dossiers.rules.ledger import Hold, segments, shares
from motcua.journal import public as journal
from motcua.organization.public import Role

START = vn("2026-11-16 08:00")


def people(world: World) -> list[int]:
    """The official of the world, and two colleagues."""
    more = [given.official(Role.OFFICIAL, world.rach_gia, username=f"official.{n}").user_id for n in ("hai", "ba")]
    return [one for one in (world.who("official", world.rach_gia).user_id, *more) if one is not None]


def by_journal(dossier: int, *, until: datetime) -> dict[int, int]:
    """Working minutes of each holder of the first step after the hand-over, read from the facts alone."""
    working = calendar.calendar_of(agency_id=given.dossier(dossier).competent_id)
    given_out = [f for f in journal.history(f"dossier:{dossier}") if f.name == "DossierAssigned"]
    ends = [*(fact.at for fact in given_out[1:]), until]
    found: Counter[int] = Counter()
    for fact, end in zip(given_out, ends, strict=True):
        found[fact.payload["to"]] += working.between(fact.at, end)
    return {user: minutes for user, minutes in found.items() if minutes}


def by_ledger(dossier: int, *, at: datetime) -> dict[int, int]:
    found: Counter[int] = Counter()
    for part in given.dossier_detail(dossier, at=at).segments:
        if part.holder is Holder.UNIT and part.user_id and part.agency_id == given.dossier(dossier).competent_id:
            found[part.user_id] += part.minutes
    return {user: minutes for user, minutes in found.items() if minutes}


@settings(max_examples=25)
@suppose(course=st.lists(st.tuples(st.integers(0, 2), st.integers(0, 3000)), min_size=1, max_size=6), last=st.integers(0, 3000))
def test_after_any_reassignments_the_parts_add_up_and_each_holder_has_what_the_journal_says(
    world: World, life: Lives, course: list[tuple[int, int]], last: int
) -> None:
    with transaction.atomic():
        given.forget()
        users, dossier, at = people(world), life.in_process(at=START), START
        for person, pause in course:
            at += timedelta(minutes=pause)
            life.do("assign", dossier, at=at, actor=world.who("head", world.rach_gia), to_user_id=users[person])
        end = at + timedelta(minutes=last)

        working = calendar.calendar_of(agency_id=world.rach_gia.id)
        parts = given.dossier_detail(dossier, at=end).segments
        assert sum(part.minutes for part in parts) == working.between(START, end)
        assert by_ledger(dossier, at=end) == by_journal(dossier, until=end)
        transaction.set_rollback(True)


def test_the_page_shows_who_had_the_step_before_it_was_given_to_another(world: World, life: Lives, now: Now) -> None:
    dossier, head = life.in_process(at=START), world.who("head", world.rach_gia)
    first, second, _third = people(world)
    life.do("assign", dossier, at=vn("2026-11-16 09:00"), actor=head, to_user_id=first)
    life.do("assign", dossier, at=vn("2026-11-17 09:00"), actor=head, to_user_id=second)
    now.at = vn("2026-11-18 08:00")

    page = Browser(head).open(f"/can-bo/ho-so/{given.code(dossier)}/").text

    table = page.partition("Từng khoảng")[2].partition("</table>")[0]
    assert table.count("Chưa ai nhận") == 1
    assert table.count(world.who("official", world.rach_gia).name) == 2  # both officials are named alike
    assert by_ledger(dossier, at=now.at) == {first: 8 * 60, second: 7 * 60}


def test_who_is_given_what_they_have_has_it_since_the_first_time(world: World, life: Lives) -> None:
    dossier, head = life.in_process(at=START), world.who("head", world.rach_gia)
    first, *_others = people(world)

    for at in ("2026-11-16 09:00", "2026-11-17 09:00"):
        life.do("assign", dossier, at=vn(at), actor=head, to_user_id=first)

    assert given.open_step(dossier).assigned_at == vn("2026-11-16 09:00")
    assert not PastHolding.objects.exists()


def test_all_stretches_of_many_dossiers_are_read_with_one_statement(world: World, life: Lives) -> None:
    dossiers, head, users = [life.in_process(at=START) for _ in range(3)], world.who("head", world.rach_gia), people(world)
    for n, dossier in enumerate(dossiers):
        for hour, user in enumerate(users[: n + 1]):
            life.do("assign", dossier, at=START + timedelta(hours=hour), actor=head, to_user_id=user)

    assert len(statements(lambda: holds(dossiers))) == 1


def test_holdings_written_over_before_they_were_kept_come_back_from_the_journal(world: World, life: Lives) -> None:
    head, users = world.who("head", world.rach_gia), people(world)
    dossier = life.in_process(at=START)
    for day, user in ((16, users[0]), (17, users[1]), (18, users[2])):
        life.do("assign", dossier, at=vn(f"2026-11-{day} 10:00"), actor=head, to_user_id=user)
    life.do("complete_step", dossier, at=vn("2026-11-18 11:00"), actor=head)
    life.do("return_step", dossier, at=vn("2026-11-18 14:00"), reason="Xem lại")
    life.do("assign", dossier, at=vn("2026-11-18 16:00"), actor=head, to_user_id=users[0])  # comes back to the third, until here
    kept = list(PastHolding.objects.order_by("id").values_list("step", "user", "since", "until"))
    assert len(kept) == 3

    PastHolding.objects.all().delete()
    migration = importlib.import_module("motcua.dossiers.migrations.0010_past_holdings")
    migration.from_journal(apps, None)

    assert list(PastHolding.objects.order_by("id").values_list("step", "user", "since", "until")) == kept


class EveryMinute:
    """A calendar in which every minute works, so that sums can be seen by eye."""

    def between(self, start: datetime, end: datetime, /) -> int:
        return int((end - start).total_seconds() // 60)


BEGIN = datetime(2026, 11, 2, 1, tzinfo=UTC)


def moment(minutes: int) -> datetime:
    return BEGIN + timedelta(minutes=minutes)


recorded_holds = st.lists(
    st.builds(
        lambda holder, a, length, agency: Hold(
            holder=holder, start=moment(a), end=moment(a + length) if length is not None else None, agency_id=agency
        ),
        st.sampled_from(list(Holder)), st.integers(-50, 400), st.one_of(st.none(), st.integers(0, 300)), st.integers(1, 3),
    ),
    max_size=12,
)  # fmt: skip


@suppose(recorded=recorded_holds, length=st.integers(1, 300))
def test_the_parts_cover_the_whole_time_without_gap_or_overlap(recorded: list[Hold], length: int) -> None:
    parts = segments(start=BEGIN, end=moment(length), holds=recorded, calendar=EveryMinute())

    assert parts[0].start == BEGIN
    assert parts[-1].end == moment(length)
    assert all(a.end == b.start for a, b in pairwise(parts))
    assert sum(shares(parts).values()) == length


@suppose(recorded=recorded_holds, length=st.integers(1, 300))
def test_while_the_applicant_is_awaited_nobody_else_has_the_time(recorded: list[Hold], length: int) -> None:
    parts = segments(start=BEGIN, end=moment(length), holds=recorded, calendar=EveryMinute())
    awaited = [hold for hold in recorded if hold.holder is Holder.APPLICANT]

    for minute in map(moment, range(length)):
        holder = next(part.holder for part in parts if part.start <= minute < part.end)
        inside = any(hold.start <= minute and (hold.end is None or minute < hold.end) for hold in awaited)
        assert (holder is Holder.APPLICANT) == inside


def test_a_late_consulted_agency_has_its_days_in_its_own_name() -> None:
    recorded = [
        Hold(holder=Holder.NOBODY, start=moment(0), end=moment(30), agency_id=2),
        Hold(holder=Holder.UNIT, start=moment(30), agency_id=2, user_id=7),
        Hold(holder=Holder.OTHER_AGENCY, start=moment(100), end=moment(250), agency_id=3),
    ]

    parts = segments(start=BEGIN, end=moment(300), holds=recorded, calendar=EveryMinute())

    assert [(p.holder, p.minutes, p.agency_id) for p in parts] == [
        (Holder.NOBODY, 30, 2),
        (Holder.UNIT, 70, 2),
        (Holder.OTHER_AGENCY, 150, 3),
        (Holder.UNIT, 50, 2),
    ]


def test_nothing_has_been_held_before_the_start() -> None:
    assert segments(start=BEGIN, end=BEGIN, holds=[], calendar=EveryMinute()) == ()
