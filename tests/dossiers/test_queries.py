"""Reading a dossier, finding one, counting them: right, within one's scope, at a fixed price."""

import itertools
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext
from tests.dossiers import given
from tests.dossiers.factories import ID_NUMBER, LAND, filer, owner
from tests.dossiers.given import AT, LIVES, Lives, World, vn
from tests.dossiers.statements import statements

from motcua.calendar import public as calendar
from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Look
from motcua.dossiers.operations.looks import PersonsHidden, PurposeMissing
from motcua.dossiers.public import Holder, NotFollowed, Outcome, Part, State, UnitCount, Verdict
from motcua.foundation.errors import DomainError
from motcua.organization.public import SYSTEM, Actor

NEXT_WEEK = vn("2026-11-25 09:00")


def a_full_life(world: World, life: Lives) -> int:
    """Taken late, asked of the police, waited for twice, extended, returned a step, done."""
    official = world.who("official", world.rach_gia)
    dossier = life.accepted(at=vn("2026-11-02 08:00"), persons=(filer(), owner()))
    life.do("forward", dossier, at=vn("2026-11-02 14:00"))
    life.do("assign", dossier, at=vn("2026-11-03 08:00"), actor=official, to_user_id=official.user_id)
    life.do("request_supplement", dossier, at=vn("2026-11-03 10:00"), items=["Bản vẽ"], reason="Thiếu")
    life.do("receive_supplement", dossier, at=vn("2026-11-05 09:00"))
    life.do("consult", dossier, at=vn("2026-11-05 10:00"), agency_id=world.police.id, content="?", due_at=vn("2026-11-06 17:00"))
    life.do("answer_consultation", dossier, at=vn("2026-11-09 09:00"), actor=world.who("official", world.police), answer="Đạt", agrees=True)  # fmt: skip
    life.do("require_payment", dossier, at=vn("2026-11-09 10:00"), amount=_dong(150_000), reason="Phí")
    life.do("settle_payment", dossier, at=vn("2026-11-10 10:00"), evidence="BL 1")
    life.do("complete_step", dossier, at=vn("2026-11-10 16:00"))
    life.do("return_step", dossier, at=vn("2026-11-11 08:00"), reason="Xem lại")
    life.do("complete_step", dossier, at=vn("2026-11-11 09:00"))
    life.do("complete_step", dossier, at=vn("2026-11-11 10:00"))
    life.do("complete_step", dossier, at=vn("2026-11-11 11:00"))
    life.do("finish", dossier, at=vn("2026-11-11 14:00"), outcome=Outcome.GRANTED)
    return dossier


def _dong(amount: int) -> Any:
    from decimal import Decimal  # noqa: PLC0415

    return Decimal(amount)


def test_the_ledger_of_a_whole_life_sums_to_its_working_time(world: World, life: Lives) -> None:
    dossier = a_full_life(world, life)

    for at in ("2026-11-11 14:00", "2026-11-12 09:00", "2026-12-01 08:00"):
        parts = given.dossier_detail(dossier, at=vn(at)).segments
        whole = calendar.calendar_of(agency_id=world.rach_gia.id).between(vn("2026-11-02 08:00"), vn("2026-11-11 14:00"))
        assert sum(dossiers.shares(parts).values()) == whole == 3_600  # 7 days of 8 h, and 7 h + ... = 60 h
        assert all(a.end == b.start for a, b in itertools.pairwise(parts))


def test_the_ledger_names_each_holder_and_their_time(world: World, life: Lives) -> None:
    shares = dossiers.shares(given.dossier_detail(a_full_life(world, life)).segments)

    # The applicant: Tue 3/11 10:00 – Thu 5/11 09:00 is 5 + 8 + 2 = 15 h; Mon 9/11 10:00 – Tue 10/11 10:00 is 8 h.
    assert shares[Holder.APPLICANT] == (15 + 8) * 60
    # The police: Thu 5/11 10:00 – Mon 9/11 09:00 is 5 + 8 + 2 = 15 h.
    assert shares[Holder.OTHER_AGENCY] == 15 * 60
    assert shares[Holder.NOBODY] + shares[Holder.UNIT] == 3_600 - (15 + 8 + 15) * 60


@pytest.mark.parametrize("state", sorted(State))
def test_the_ledger_of_every_state_sums_to_the_whole(world: World, life: Lives, state: State) -> None:
    dossier = getattr(life, LIVES[state])()
    detail = given.dossier_detail(dossier, at=NEXT_WEEK)
    end = detail.dossier.finished_at or detail.dossier.closed_at or NEXT_WEEK

    whole = calendar.calendar_of(agency_id=world.rach_gia.id).between(detail.dossier.filed_at, end)
    assert sum(dossiers.shares(detail.segments).values()) == whole


def test_a_detail_tells_everything_of_a_dossier(world: World, life: Lives) -> None:
    detail = given.dossier_detail(a_full_life(world, life), at=NEXT_WEEK)

    assert [step.status for step in detail.steps] == ["past"] * 7 + ["here"]
    assert [step.kind for step in detail.steps] == [
        "receive", "examine", "review", "examine", "review", "sign", "issue", "return",
    ]  # fmt: skip
    assert [(wait.kind, wait.answered_at is not None) for wait in detail.waits] == [("supplement", True), ("payment", True)]
    assert detail.waits[1].amount == 150_000
    assert detail.consultations[0].is_late  # answered Mon, owed Fri
    assert [person.part for person in detail.persons] == [Part.FILER, Part.OWNER]
    assert detail.dossier.procedure_code == "1.000001"
    assert detail.minutes_left is None  # it is done
    # The full dossier came Thu 5/11: 6, 9, 10, 11, 12; a day's payment makes it Fri 13. The first promise was Mon 9 + 15 h + 8 h.
    assert detail.dossier.due_at == vn("2026-11-13 17:00")
    assert (detail.dossier.legal, detail.dossier.indicator) == (Verdict.EARLY, Verdict.EARLY)


def test_steps_ahead_are_shown_until_the_end(life: Lives) -> None:
    assert [step.status for step in given.dossier_detail(life.in_process()).steps] == ["past", "here"] + ["ahead"] * 4


@pytest.mark.parametrize(
    ("at", "left"),
    [
        ("2026-11-16 08:00", 5 * 480 + 420),  # 7 h of Monday and five whole days: 17, 18, 19, 20, 23
        ("2026-11-23 16:00", 60),
        ("2026-11-23 17:00", 0),
        ("2026-11-25 08:00", -60),
    ],
)
def test_minutes_left_are_working_minutes_below_zero_when_late(life: Lives, at: str, left: int) -> None:
    assert given.dossier_detail(life.in_process(), at=vn(at)).minutes_left == left


def test_numbers_are_masked_until_somebody_says_what_for(world: World, life: Lives) -> None:
    dossier = life.accepted()
    official = world.who("official", world.rach_gia)

    shown = given.dossier_detail(dossier).persons[0]
    assert (shown.id_masked, shown.phone_masked) == ("089\u00a0•••\u00a0123", "091\u00a0•••\u00a0264")
    with pytest.raises(PurposeMissing):
        dossiers.reveal_numbers(code=given.code(dossier), actor=official, at=AT, purpose="  ")
    clear = dossiers.reveal_numbers(code=given.code(dossier), actor=official, at=AT, purpose="Gọi xác minh")

    assert clear[Part.FILER] == (ID_NUMBER, "0918 012 264")
    look = Look.objects.get()
    assert (look.user_id, look.at, look.purpose) == (official.user_id, AT, "Gọi xác minh")


READERS = [
    ("counter", "rach_gia_centre", True), ("official", "rach_gia", True), ("head", "rach_gia", True), ("clerk", "rach_gia", True),
    ("control", "office", True), ("inspector", "top", True), ("counter", "phu_quoc_centre", False), ("head", "phu_quoc", False),
    ("official", "police", False), ("operator", "top", False), ("leader", "construction", False),
]  # fmt: skip


@pytest.mark.parametrize(("role", "place", "reads"), READERS)
def test_who_reads_finds_and_lists_a_dossier(world: World, life: Lives, role: str, place: str, reads: bool) -> None:
    dossier = life.in_process()
    code, actor = given.code(dossier), world.who(role, getattr(world, place))

    def open_it() -> bool:
        try:
            return dossiers.dossier_for_staff(code=code, actor=actor, at=AT).dossier.id == dossier
        except DomainError:
            return False

    def id_known() -> bool:
        try:
            return dossiers.id_of(code=code, actor=actor) == dossier
        except DomainError:
            return False

    assert open_it() is reads
    assert id_known() is reads
    for words in (code, "0918 012 264", ID_NUMBER, "bích thuy"):
        assert bool(dossiers.search(actor=actor, words=words)) is reads, words
    assert bool(dossiers.dossiers(actor=actor).rows) is reads


def test_the_reform_office_reads_every_dossier_without_its_persons(world: World, life: Lives) -> None:
    code, reform = given.code(life.in_process()), world.who("reform", world.office)

    assert [line.applicant for line in dossiers.dossiers(actor=reform).rows] == ["Trần Thị B*** T***"]
    assert [line.applicant for line in dossiers.search(actor=reform, words=code)] == ["Trần Thị B*** T***"]
    for words in ("0918 012 264", ID_NUMBER, "bích thuy"):
        assert dossiers.search(actor=reform, words=words) == ()
    detail = dossiers.dossier_for_staff(code=code, actor=reform, at=AT)
    assert (detail.is_hidden, detail.dossier.applicant) == (True, "Trần Thị B*** T***")
    assert dossiers.possible(reform, detail.standing) == ()


def test_any_counter_opens_by_its_code_what_awaits_a_supplement_with_persons_hidden(world: World, life: Lives) -> None:
    dossier, other = life.awaiting_supplement(), life.in_process()
    code, counter = given.code(dossier), world.who("counter", world.phu_quoc_centre)

    assert [line.applicant for line in dossiers.search(actor=counter, words=code)] == ["Trần Thị B*** T***"]
    assert dossiers.search(actor=counter, words="bích thuy") == ()
    assert dossiers.search(actor=counter, words=given.code(other)) == ()
    assert dossiers.id_of(code=code, actor=counter) == dossier
    assert dossiers.dossier_fact(code=code, actor=counter, at=AT)[0].applicant == "Trần Thị B*** T***"
    detail = dossiers.dossier_for_staff(code=code, actor=counter, at=AT)
    (person,) = detail.persons
    assert (detail.dossier.applicant, person.name, person.id_masked, person.phone_masked, person.address) == (
        "Trần Thị B*** T***", "Trần Thị B*** T***", "", "", "",
    )  # fmt: skip
    with pytest.raises(PersonsHidden):
        dossiers.reveal_numbers(code=code, actor=counter, at=AT, purpose="Tò mò")
    assert Look.objects.count() == 0


def test_a_consulted_agency_reads_while_it_is_asked(world: World, life: Lives) -> None:
    dossier = life.in_process()
    police = world.who("official", world.police)
    life.do("consult", dossier, agency_id=world.police.id, content="?", due_at=vn("2026-11-20 17:00"))

    code = given.code(dossier)
    assert dossiers.dossier_for_staff(code=code, actor=police, at=AT).dossier.id == dossier
    assert dossiers.id_of(code=code, actor=police) == dossier
    assert [line.code for line in dossiers.dossiers(actor=police).rows] == [code]
    for words in (code, "0918 012 264", "bích thuy"):
        assert [line.code for line in dossiers.search(actor=police, words=words)] == [code]
    life.do("answer_consultation", dossier, actor=police, answer="Đạt", agrees=True)
    with pytest.raises(DomainError):
        dossiers.dossier_for_staff(code=code, actor=police, at=AT)
    assert dossiers.dossiers(actor=police).rows == dossiers.search(actor=police, words=code) == ()


@pytest.mark.parametrize("number", ["0918012264", "0918 012 264", "0918.012.264", ID_NUMBER, "089-181-000-123"])
def test_the_applicant_follows_by_code_and_a_number_given_when_filing(life: Lives, number: str) -> None:
    code = given.code(life.accepted())

    assert dossiers.dossier_for_follower(code=f" {code.lower()} ", number=number, at=AT).dossier.code == code


@pytest.mark.parametrize(
    "typed", ["+84918012264", "84918012264", "+84 (0)918 012 264", "+84 918 012 264", "0084.918.012.264", "0918 012 264"]
)
@pytest.mark.parametrize("filed", ["+84 918.012.264", "84918012264", "0918012264"])
def test_a_telephone_number_is_one_number_however_it_is_written(world: World, life: Lives, filed: str, typed: str) -> None:
    code = given.code(life.accepted(persons=(filer(phone=filed),)))

    assert dossiers.dossier_for_follower(code=code, number=typed, at=AT).dossier.code == code
    assert [line.code for line in dossiers.search(actor=world.who("official", world.rach_gia), words=typed)] == [code]


def test_the_owner_follows_by_their_own_number(life: Lives) -> None:
    code = given.code(life.accepted(persons=(filer(), owner())))

    assert dossiers.dossier_for_follower(code=code, number="089055000456", at=AT)


@pytest.mark.parametrize("number", ["", "0", "0918012265", "abc", "•", "0" * 5000])
def test_nobody_follows_without_the_number(life: Lives, number: str) -> None:
    code = given.code(life.accepted(persons=(filer(id_number=""), owner(id_number=""))))

    for asked in (code, "H01-261116-9999"):
        with pytest.raises(NotFollowed):
            dossiers.dossier_for_follower(code=asked, number=number, at=AT)


@pytest.mark.parametrize("words", ["", " ", "x", "%%", "0918", "123456789", "zzzz", "'; DROP TABLE", "-1"])
def test_words_that_mean_nothing_find_nothing(life: Lives, words: str) -> None:
    life.accepted()

    assert dossiers.search(actor=SYSTEM, words=words) == ()


def test_search_by_the_beginning_of_a_code_lists_the_newest_first(life: Lives) -> None:
    codes = [given.code(life.filed()) for _ in range(3)]

    assert [line.code for line in dossiers.search(actor=SYSTEM, words=codes[0][:-1].lower())] == codes[::-1]


def test_listings_filter_by_every_door(world: World, life: Lives) -> None:
    filed, running, waiting = life.filed(), life.in_process(), life.awaiting_supplement()
    land = life.in_process(procedure=LAND, competent=world.environment, at=vn("2026-11-17 08:00"))

    def listed(**door: Any) -> set[int]:
        return {line.id for line in dossiers.dossiers(actor=SYSTEM, **door).rows}

    assert listed() == {filed, running, waiting, land}
    assert listed(agency_id=world.environment.id) == {land}
    assert listed(states=[State.SUBMITTED]) == {filed}
    assert listed(procedure_code=LAND) == {land}
    assert listed(accepted_from=vn("2026-11-17 00:00")) == {land}
    assert listed(accepted_to=vn("2026-11-17 00:00")) == {running, waiting}
    assert listed(overdue_at=vn("2026-11-24 08:00")) == {running}
    assert listed(due_from=vn("2026-11-23 17:00"), due_before=vn("2026-11-24 00:00"), states=[State.IN_PROCESS]) == {running}


def counts(world: World, agency: Any, at: datetime) -> UnitCount | None:
    found = dossiers.unit_counts(
        agency_ids=frozenset({agency.id}), since=vn("2026-11-01 00:00"), at=at, soon=at + timedelta(days=2)
    )
    return found[0] if found else None


def test_a_units_line_counts_what_its_words_say(world: World, life: Lives) -> None:
    life.one_of_each()
    life.in_process(at=vn("2026-11-09 08:00"))  # due Mon 16
    life.in_process(is_test=True)
    life.in_process(competent=world.phu_quoc)

    line = counts(world, world.rach_gia, vn("2026-11-22 08:00"))

    assert line == UnitCount(
        agency_id=world.rach_gia.id,
        received=9,  # all but the filed and the refused, and the earlier one
        in_process=5,  # accepted, in process twice, waiting twice
        due_soon=2,  # Mon 23, without those that wait
        overdue=1,
        waiting=2,
    )


def test_an_agency_without_dossiers_has_no_line(world: World, life: Lives) -> None:
    life.in_process()

    assert counts(world, world.long_xuyen, AT) is None


def test_the_tally_counts_every_state(world: World, life: Lives) -> None:
    life.one_of_each()

    assert dossiers.tally() == {state.key: 1 for state in State}


def price(work: Any) -> int:
    return len(statements(work))


def test_what_reading_costs(world: World, life: Lives) -> None:
    a_full_life(world, life)
    dossier = a_full_life(world, life)
    code, official = given.code(dossier), world.who("official", world.rach_gia)

    assert price(lambda: dossiers.dossier_for_staff(code=code, actor=official, at=NEXT_WEEK)) == 9
    assert price(lambda: dossiers.dossier_for_follower(code=code, number=ID_NUMBER, at=NEXT_WEEK)) == 10
    assert price(lambda: dossiers.dossier_fact(code=code, actor=official, at=NEXT_WEEK)) <= 5
    assert price(lambda: dossiers.search(actor=official, words="bich")) <= 2
    assert price(lambda: dossiers.search(actor=official, words="0918012264")) <= 3
    assert price(lambda: dossiers.dossiers(actor=official)) <= 2
    assert price(lambda: dossiers.unit_counts(agency_ids=None, since=AT, at=AT, soon=AT)) == 2


@pytest.mark.parametrize(("move", "most"), [("accept", 14), ("forward", 14), ("complete_step", 16)])
def test_what_a_move_costs(world: World, life: Lives, move: str, most: int) -> None:
    from django.db import connection  # noqa: PLC0415

    stage = {"accept": "filed", "forward": "accepted", "complete_step": "in_process"}[move]
    getattr(life, stage)()
    dossier = getattr(life, stage)()
    actor: Actor = life.mover(move, dossier)

    with CaptureQueriesContext(connection) as seen:
        life.do(move, dossier, actor=actor)

    assert len(seen.captured_queries) <= most, [query["sql"][:90] for query in seen.captured_queries]


@pytest.mark.parametrize("words", ["bich", "thi bich", "Thuy Tran", "tran thi bich thuy", "  BÍCH   thúy ", "thu bi tr"])
def test_a_name_is_found_by_the_beginnings_of_its_words_in_any_order(world: World, life: Lives, words: str) -> None:
    mine, elsewhere = life.in_process(), life.in_process(competent=world.phu_quoc)

    assert [line.id for line in dossiers.search(actor=world.who("official", world.rach_gia), words=words)] == [mine]
    assert [line.id for line in dossiers.search(actor=world.who("official", world.phu_quoc), words=words)] == [elsewhere]
    assert {line.id for line in dossiers.search(actor=world.who("inspector", world.top), words=words)} == {mine, elsewhere}


@pytest.mark.parametrize("words", ["bichx", "ich", "tran van", "' | '0/tran", "\\", "a':* | 'b", "🙂 <b>", "&!():*", "-- ()"])
def test_other_words_and_signs_find_nobody_and_break_nothing(world: World, life: Lives, words: str) -> None:
    life.in_process()

    assert dossiers.search(actor=world.who("official", world.rach_gia), words=words) == ()


def test_who_is_consulted_finds_the_dossier_by_its_name(world: World, life: Lives) -> None:
    asked = life.consulted()
    life.in_process()

    assert [line.id for line in dossiers.search(actor=world.who("official", world.police), words="tran thi bich")] == [asked]
