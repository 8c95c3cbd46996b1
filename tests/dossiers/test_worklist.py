"""My work: what is due first stands first, what waits stands last, page by page, and nobody sees another agency's."""

from datetime import datetime, timedelta

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, Lives, World, vn
from tests.dossiers.statements import statements

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Counted, Filter, Holder, WorkRow
from motcua.foundation.errors import DomainError
from motcua.foundation.paging import BadCursor
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.public import Actor, Role

SEEN = vn("2026-11-18 08:00")


def codes(actor: Actor, which: Filter, *, at: datetime = SEEN, words: str = "") -> list[str]:
    return [row.code for row in dossiers.worklist(actor=actor, which=which, at=at, narrowed=dossiers.Narrowed(words=words)).rows]


def paged(actor: Actor, which: Filter, size: int, *, at: datetime = SEEN) -> list[str]:
    found: list[str] = []
    cursor: str | None = None
    while True:
        page = dossiers.worklist(actor=actor, which=which, at=at, cursor=cursor, size=size)
        found += [row.code for row in page.rows]
        if page.next is None:
            return found
        assert len(page.rows) == size
        cursor = page.next


def test_what_is_due_first_stands_first_and_what_waits_last(world: World, life: Lives) -> None:
    later = given.code(life.in_process(at=vn("2026-11-17 08:00")))
    waits = given.code(life.awaiting_supplement(at=vn("2026-11-02 08:00")))
    first = given.code(life.in_process(at=vn("2026-11-10 08:00")))
    official = world.who("official", world.rach_gia)

    assert codes(official, Filter.UNIT) == [first, later, waits]
    assert codes(official, Filter.MY_TURN) == [first, later]  # nothing can be done while the applicant is awaited


@pytest.mark.parametrize("size", [1, 2, 3, 7])
def test_pages_cover_every_line_once_though_many_are_due_at_the_same_moment(world: World, life: Lives, size: int) -> None:
    same = [given.code(life.in_process()) for _ in range(5)]
    other = given.code(life.in_process(at=vn("2026-11-17 08:00")))

    assert paged(world.who("official", world.rach_gia), Filter.UNIT, size) == [*same, other]


def test_a_line_that_is_mine_by_two_ways_stands_once(world: World, life: Lives) -> None:
    official = world.who("official", world.rach_gia)
    both = organization.Actor(
        user_id=official.user_id, name="Kiêm nhiệm",
        holdings=official.holdings | {organization.Holding(Role.HEAD, world.rach_gia.id), organization.Holding(Role.CLERK, world.rach_gia.id)},
    )  # fmt: skip
    dossier = life.in_process()
    life.do("assign", dossier, actor=official, to_user_id=official.user_id)

    for which in (Filter.MY_TURN, Filter.UNIT):
        assert codes(both, which) == [given.code(dossier)]
    assert dossiers.counts(actor=both, at=SEEN)[Filter.UNIT] == Counted(shown=1, more=False)


def test_my_work_is_mine_or_free_for_my_role_and_never_a_colleagues(world: World, life: Lives) -> None:
    official, head = world.who("official", world.rach_gia), world.who("head", world.rach_gia)
    colleague = given.official(Role.OFFICIAL, world.rach_gia, username="official.hai")
    mine, free, theirs, heads = (life.in_process() for _ in range(4))
    life.do("assign", mine, actor=official, to_user_id=official.user_id)
    life.do("assign", theirs, actor=head, to_user_id=colleague.user_id)
    life.do("complete_step", heads)

    assert set(codes(official, Filter.MY_TURN)) == {given.code(mine), given.code(free)}
    assert codes(official, Filter.UNTAKEN) == [given.code(free), given.code(heads)]
    assert len(codes(official, Filter.UNIT)) == 4
    assert codes(head, Filter.MY_TURN) == [given.code(heads)]


def test_filters_cut_by_time(world: World, life: Lives) -> None:
    official = world.who("official", world.rach_gia)
    overdue = given.code(life.in_process(at=vn("2026-11-09 08:00")))  # due Mon 16
    today = given.code(life.in_process(at=vn("2026-11-11 08:00")))  # due Wed 18
    later = given.code(life.in_process(at=vn("2026-11-17 08:00")))
    waiting = given.code(life.awaiting_payment(at=vn("2026-11-09 08:00")))

    assert codes(official, Filter.OVERDUE) == [overdue]
    assert codes(official, Filter.UNIT_OVERDUE) == [overdue]
    assert codes(official, Filter.TODAY) == [today]
    assert codes(official, Filter.WAITING) == [waiting]
    assert codes(official, Filter.MY_TURN) == [overdue, today, later]


def test_the_due_moment_itself_is_not_overdue(world: World, life: Lives) -> None:
    code = given.code(life.in_process())
    official, due = world.who("official", world.rach_gia), vn("2026-11-23 17:00")

    assert codes(official, Filter.OVERDUE, at=due) == []
    assert codes(official, Filter.TODAY, at=due) == [code]
    assert codes(official, Filter.OVERDUE, at=due + timedelta(seconds=1)) == [code]


def test_today_ends_at_midnight_in_viet_nam(world: World, life: Lives) -> None:
    code = given.code(life.in_process())
    official = world.who("official", world.rach_gia)

    assert codes(official, Filter.TODAY, at=vn("2026-11-22 23:59")) == []
    assert codes(official, Filter.TODAY, at=vn("2026-11-23 00:00")) == [code]


def test_a_made_result_waits_at_the_centre_and_is_never_overdue_work(world: World, life: Lives) -> None:
    code = given.code(life.done())
    counter = world.who("counter", world.rach_gia_centre)

    assert codes(counter, Filter.TO_RETURN, at=vn("2026-12-31 08:00")) == [code]
    assert codes(counter, Filter.OVERDUE, at=vn("2026-12-31 08:00")) == []


def test_a_consulted_agency_sees_what_it_is_asked_in_order_of_its_own_limits(world: World, life: Lives) -> None:
    second, first, answered = (life.in_process() for _ in range(3))
    police = world.who("official", world.police)
    for dossier, limit in ((second, "2026-11-20 17:00"), (first, "2026-11-19 17:00"), (answered, "2026-11-18 17:00")):
        life.do("consult", dossier, agency_id=world.police.id, content="?", due_at=vn(limit))
    life.do("answer_consultation", answered, actor=police, answer="Đạt", agrees=True)

    assert codes(police, Filter.CONSULTED) == [given.code(first), given.code(second)]
    assert paged(police, Filter.CONSULTED, 1) == [given.code(first), given.code(second)]
    assert dossiers.counts(actor=police, at=SEEN)[Filter.CONSULTED].shown == 2


@pytest.mark.parametrize("which", list(Filter))
def test_nobody_sees_another_agencys_work(world: World, life: Lives, which: Filter) -> None:
    life.one_of_each(at=vn("2026-11-02 08:00"))
    life.consulted()

    for role, place in (
        ("official", world.phu_quoc),
        ("head", world.phu_quoc),
        ("counter", world.phu_quoc_centre),
        ("operator", world.top),
    ):
        assert codes(world.who(role, place), which) == []
        assert dossiers.counts(actor=world.who(role, place), at=SEEN)[which] == Counted(shown=0, more=False)


@pytest.mark.parametrize("which", list(Filter))
def test_a_count_is_the_length_of_its_list(world: World, life: Lives, which: Filter) -> None:
    life.one_of_each(at=vn("2026-11-02 08:00"))
    life.at_last_step(at=vn("2026-11-02 08:00"))
    life.consulted()

    for role, place in (
        ("counter", world.rach_gia_centre),
        ("official", world.rach_gia),
        ("clerk", world.rach_gia),
        ("head", world.police),
    ):
        actor = world.who(role, place)
        assert dossiers.counts(actor=actor, at=SEEN)[which].shown == len(codes(actor, which)), role


def test_a_deputy_has_the_work_of_who_is_away(world: World, life: Lives) -> None:
    official, clerk = world.who("official", world.rach_gia), world.who("clerk", world.rach_gia)
    code = given.code(life.in_process())

    deputy = given.away(official, deputy=clerk, since=SEEN)

    assert codes(deputy, Filter.MY_TURN) == [code]
    assert codes(organization.actor_of(clerk.user_id or 0, at=SEEN + timedelta(days=3)), Filter.MY_TURN) == []


def away(world: World) -> tuple[Actor, Actor]:
    """The official of Rạch Giá from Wednesday for three days, and the clerk who stands in meanwhile."""
    official = world.who("official", world.rach_gia)
    return official, given.away(official, deputy=world.who("clerk", world.rach_gia), since=SEEN)


def test_a_deputy_takes_over_what_who_is_away_holds_and_the_facts_say_who_acted(world: World, life: Lives) -> None:
    dossier, colleagues = life.in_process(), life.in_process()
    colleague = given.official(Role.OFFICIAL, world.rach_gia, username="official.hai")
    head = world.who("head", world.rach_gia)
    official, deputy = away(world)
    life.do("assign", dossier, actor=head, to_user_id=official.user_id)
    life.do("assign", colleagues, actor=head, to_user_id=colleague.user_id)

    for which in (Filter.MY_TURN, Filter.UNIT):
        rows = dossiers.worklist(actor=deputy, which=which, at=SEEN).rows
        assert (dossier, official.user_id) in [(row.dossier_id, row.stands_in_for) for row in rows]
    assert codes(deputy, Filter.MY_TURN) == [given.code(dossier)]
    assert dossiers.counts(actor=deputy, at=SEEN)[Filter.MY_TURN].shown == 1
    assert dossiers.worklist(actor=official, which=Filter.MY_TURN, at=SEEN).rows[0].stands_in_for is None
    life.do("complete_step", dossier, at=SEEN, actor=deputy)

    step = given.dossier(dossier).steps.get(kind="examine")
    assert (step.assignee_id, step.closed_by_id) == (official.user_id, deputy.user_id)
    assert journal.history(f"dossier:{dossier}")[-1].actor == deputy.label
    with pytest.raises(DomainError, match="somebody else"):
        life.do("complete_step", colleagues, at=SEEN, actor=deputy)


def test_a_deputy_or_the_head_gives_the_work_of_who_is_away_to_the_deputy(world: World, life: Lives) -> None:
    taken, handed = life.in_process(), life.in_process()
    head = world.who("head", world.rach_gia)
    official, deputy = away(world)
    life.do("assign", taken, actor=head, to_user_id=official.user_id)

    life.do("assign", taken, at=SEEN, actor=deputy, to_user_id=deputy.user_id)
    life.do("assign", handed, at=SEEN, actor=head, to_user_id=deputy.user_id)

    assert [given.open_step(one).assignee_id for one in (taken, handed)] == [deputy.user_id] * 2
    with pytest.raises(DomainError, match="does not hold the role"):
        life.do("assign", life.in_process(), at=SEEN + timedelta(days=3), actor=head, to_user_id=deputy.user_id)


@pytest.mark.parametrize("words", ["thủy", "THUY", "bich th", "  Thủy ", "-0001"])
def test_a_list_is_searched_by_name_without_diacritics_or_by_code(world: World, life: Lives, words: str) -> None:
    from tests.dossiers.factories import filer  # noqa: PLC0415

    code = given.code(life.in_process())
    life.in_process(persons=(filer(name="Nguyễn Văn Hai"),))

    assert codes(world.who("official", world.rach_gia), Filter.MY_TURN, words=words) == [code]


@pytest.mark.parametrize("words", ["%", "_", "\\", "'", "100%"])
def test_signs_of_patterns_are_only_signs(world: World, life: Lives, words: str) -> None:
    life.in_process()

    assert codes(world.who("official", world.rach_gia), Filter.MY_TURN, words=words) == []


@pytest.mark.parametrize("cursor", ["x", "WzFd", "WyJuaWUiLDFd", "WyIyMDI2LTExLTE2VDA4OjAwOjAwIiwxXQ"])
@pytest.mark.parametrize("which", [Filter.MY_TURN, Filter.CONSULTED])
def test_a_cursor_that_nobody_gave_is_refused(world: World, cursor: str, which: Filter) -> None:
    # The last one is a moment without an offset: whose midnight would that be?
    with pytest.raises(BadCursor):
        dossiers.worklist(actor=world.who("official", world.rach_gia), which=which, at=SEEN, cursor=cursor)


def row_of(world: World, dossier: int, *, at: datetime = SEEN) -> WorkRow:
    return next(
        row for row in dossiers.worklist(actor=world.who("official", world.rach_gia), which=Filter.UNIT, at=at).rows
        if row.dossier_id == dossier
    )  # fmt: skip


def test_a_line_tells_whose_the_time_was(world: World, life: Lives) -> None:
    dossier = life.in_process()
    official = world.who("official", world.rach_gia)
    life.do("assign", dossier, at=vn("2026-11-16 10:00"), actor=official, to_user_id=official.user_id)

    row = row_of(world, dossier)

    # Mon 08:00–10:00 nobody's, then the official's: Mon 1 h + 4 h, Tue 8 h, Wed 1 h.
    assert dossiers.shares(row.segments) == {Holder.UNIT: 840, Holder.NOBODY: 120, Holder.APPLICANT: 0, Holder.OTHER_AGENCY: 0}


def test_a_list_costs_the_same_statements_with_one_line_and_with_many(world: World, life: Lives) -> None:
    official = world.who("official", world.rach_gia)

    def work() -> list[str]:
        return statements(lambda: dossiers.worklist(actor=official, which=Filter.MY_TURN, at=SEEN))

    life.in_process()
    one = work()
    for _ in range(4):
        life.in_process()

    assert len(work()) == len(one) == 3, one  # keys, steps with dossiers, the ledger


def test_all_counts_are_one_statement(world: World, life: Lives) -> None:
    life.in_process()

    assert len(statements(lambda: dossiers.counts(actor=world.who("official", world.rach_gia), at=SEEN))) == 1


def test_who_is_asked_reads_until_when_to_answer_and_not_when_the_dossier_is_due(world: World, life: Lives) -> None:
    dossier, until = life.in_process(), vn("2026-11-19 10:00")
    life.do("consult", dossier, agency_id=world.police.id, content="?", due_at=until)

    (row,) = dossiers.worklist(actor=world.who("official", world.police), which=Filter.CONSULTED, at=AT).rows

    assert (row.due_at, row.minutes_left, row.supplement_by) == (until, 3 * 480 + 2 * 60, None)
