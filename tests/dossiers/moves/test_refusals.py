"""Whatever the table, the roles, the order of time or the law refuse is told plainly and writes nothing."""

from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, LATER, LIVES, Lives, World, vn
from tests.dossiers.moves.ready import READY, arguments, come_to
from tests.dossiers.rows import nothing_is_written

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import CLOSED, MOVES, Outcome, State
from motcua.foundation.errors import DomainError
from motcua.organization import public as organization
from motcua.organization.public import Actor, Role, citizen_actor


def _arguments(world: World, move: str) -> dict[str, Any]:
    return arguments(move, world) if move in READY else {}


def refused(world: World, life: Lives, move: str, dossier: int, actor: Actor, *, at: datetime = LATER, **more: Any) -> str:
    with nothing_is_written(), pytest.raises(DomainError) as caught:
        life.do(move, dossier, at=at, actor=actor, **(_arguments(world, move) | more))
    assert caught.value.sentence_vi
    assert caught.value.sentence_en
    return caught.value.code


@pytest.mark.parametrize("state", sorted(State))
def test_moves_that_the_table_does_not_know_from_a_state_are_refused(world: World, life: Lives, state: State) -> None:
    dossier = getattr(life, LIVES[state])()
    everything = Actor(
        user_id=world.who("head", world.rach_gia).user_id, name="Mọi vai trò",
        holdings=frozenset(
            organization.Holding(role, place.id) for role in Role for place in (world.rach_gia, world.rach_gia_centre, world.police)
        ),
    )  # fmt: skip

    for move in MOVES:
        if move.name != "submit" and state not in move.frm:
            assert refused(world, life, move.name, dossier, everything) == "move_not_possible", move.name


STRANGERS: list[tuple[str, Callable[[World], Actor]]] = [
    ("the same role in another commune", lambda w: _all_roles_at(w, w.phu_quoc, w.phu_quoc_centre)),
    ("who only runs the machine", lambda w: w.who("operator", w.top)),
    ("who controls procedures", lambda w: w.who("control", w.office)),
    ("an inspector", lambda w: w.who("inspector", w.top)),
    ("somebody without a post", lambda w: Actor(user_id=w.who("reform", w.office).user_id, name="Không vai trò")),
]


def _all_roles_at(world: World, *places: organization.AgencyFact) -> Actor:
    held = frozenset(organization.Holding(role, place.id) for role in Role for place in places)
    return Actor(user_id=world.who("head", places[0]).user_id, name="Người xã bên", holdings=held)


@pytest.mark.parametrize("move", sorted(READY))
def test_a_move_by_somebody_without_the_post_for_it_is_refused(world: World, life: Lives, move: str) -> None:
    dossier = come_to(move, life)

    public = [] if move in {"withdraw", "receive_supplement"} else [("the public", lambda _: citizen_actor())]
    strangers = STRANGERS[1:] if move == "receive_supplement" else STRANGERS  # any counter may take a supplement in
    for who, stranger in [*strangers, *public]:
        assert refused(world, life, move, dossier, stranger(world)) == "move_not_allowed", who


@pytest.mark.parametrize(
    ("move", "role", "place"),
    [
        ("accept", "official", "rach_gia"),
        ("forward", "head", "rach_gia"),
        ("complete_step", "clerk", "rach_gia"),
        ("complete_step", "counter", "rach_gia_centre"),
        ("extend", "official", "rach_gia"),
        ("apologise", "official", "rach_gia"),
        ("correct", "official", "rach_gia"),
        ("correct", "leader", "rach_gia"),
        ("stop", "official", "rach_gia"),
        ("stop", "counter", "rach_gia_centre"),
        ("finish", "official", "rach_gia"),
        ("return_result", "clerk", "rach_gia"),
        ("receive_supplement", "official", "rach_gia"),
        ("settle_payment", "clerk", "rach_gia"),
    ],
)
def test_a_move_by_the_wrong_role_in_the_right_house_is_refused(
    world: World, life: Lives, move: str, role: str, place: str
) -> None:
    dossier = come_to(move, life)

    assert refused(world, life, move, dossier, world.who(role, getattr(world, place))) == "move_not_allowed"


def test_somebody_elses_step_stays_theirs_but_for_the_head(world: World, life: Lives) -> None:
    dossier = life.in_process()
    second = given.official(Role.OFFICIAL, world.rach_gia, username="official.hai")
    life.do("assign", dossier, actor=world.who("head", world.rach_gia), to_user_id=second.user_id)

    assert refused(world, life, "complete_step", dossier, world.who("official", world.rach_gia)) == "held_by_another"
    assert life.do("complete_step", dossier, at=LATER, actor=world.who("head", world.rach_gia)).state == State.IN_PROCESS


def test_only_a_head_gives_work_to_others_and_only_to_who_can_do_it(world: World, life: Lives) -> None:
    dossier = life.in_process()
    official, head, clerk = (world.who(role, world.rach_gia) for role in ("official", "head", "clerk"))

    assert refused(world, life, "assign", dossier, official, to_user_id=head.user_id) == "only_head_assigns"
    assert refused(world, life, "assign", dossier, head, to_user_id=clerk.user_id) == "cannot_take_step"
    assert refused(world, life, "assign", dossier, head, to_user_id=999_999_999) == "cannot_take_step"


@pytest.mark.parametrize("move", sorted(READY))
def test_no_move_by_a_page_that_saw_less_nor_before_the_last_one(world: World, life: Lives, move: str) -> None:
    dossier = come_to(move, life)
    seen, mover = given.dossier(dossier).moves, life.mover(move, dossier)

    for wrong in (seen - 1, seen + 1, 0):
        assert refused(world, life, move, dossier, mover, seen=wrong) == "stale_page"
    assert refused(world, life, move, dossier, mover, at=vn("2026-11-16 07:59")) == "out_of_order"


def test_a_page_that_saw_the_latest_may_go_on(world: World, life: Lives) -> None:
    dossier = life.filed()

    assert life.do("accept", dossier, at=LATER, seen=given.dossier(dossier).moves).moves == 2


@pytest.mark.parametrize(
    "move", ["refuse", "return_step", "request_supplement", "require_payment", "extend", "apologise", "withdraw", "stop"]
)
def test_what_goes_against_the_applicant_needs_a_reason(world: World, life: Lives, move: str) -> None:
    dossier = come_to(move, life)

    for blank in ("", "  \n "):
        assert refused(world, life, move, dossier, life.mover(move, dossier), reason=blank) == "reason_missing"


def test_an_unknown_dossier_and_an_unknown_move_are_named(world: World, life: Lives) -> None:
    counter = world.who("counter", world.rach_gia_centre)

    assert refused(world, life, "accept", 999_999_999, counter) == "unknown_dossier"
    assert refused(world, life, "fly", life.filed(), counter) == "unknown_move"


@pytest.mark.parametrize(
    ("move", "given_arguments", "words"),
    [("accept", {"note": "x"}, "note"), ("refuse", {}, "reason"), ("finish", {"result": "granted"}, "outcome")],
)
def test_a_move_takes_its_own_arguments_only(
    world: World, life: Lives, move: str, given_arguments: dict[str, Any], words: str
) -> None:
    dossier = life.filed()

    with nothing_is_written(), pytest.raises(DomainError, match=words) as caught:
        life.do(move, dossier, at=LATER, actor=world.who("counter", world.rach_gia_centre), **given_arguments)

    assert caught.value.code == "wrong_arguments"


def test_a_supplement_request_names_what_is_missing(world: World, life: Lives) -> None:
    dossier = life.in_process()

    assert refused(world, life, "request_supplement", dossier, life.mover("complete_step", dossier), items=[]) == "nothing_asked"
    assert (
        refused(world, life, "request_supplement", dossier, life.mover("complete_step", dossier), items=[" ", ""])
        == "nothing_asked"
    )


def test_a_second_supplement_request_is_not_a_subordinates(world: World, life: Lives) -> None:
    dossier = life.awaiting_supplement()
    life.do("receive_supplement", dossier, at=LATER)

    assert refused(world, life, "request_supplement", dossier, world.who("official", world.rach_gia)) == "supplement_already_used"
    again = life.do(
        "request_supplement",
        dossier,
        at=LATER,
        actor=world.who("head", world.rach_gia),
        items=["x"],
        reason="Bản vẽ mờ",
        again_reason="Sót",
    )
    assert again.state == State.AWAITING_SUPPLEMENT


def test_an_amount_is_whole_dong_above_zero(world: World, life: Lives) -> None:
    dossier = life.in_process()

    for amount in ("0", "-1", "0.5", "NaN", "sNaN", "Infinity", "1E+14"):
        code = refused(world, life, "require_payment", dossier, world.who("official", world.rach_gia), amount=Decimal(amount))
        assert code == "bad_amount", amount


@pytest.mark.parametrize(
    ("at", "new_day", "code"),
    [
        ("2026-11-23 08:00", date(2026, 12, 4), "too_late_to_extend"),  # the due day itself
        ("2026-11-25 08:00", date(2026, 12, 4), "too_late_to_extend"),  # after it
        ("2026-11-20 08:00", date(2026, 11, 23), "new_date_not_later"),
        ("2026-11-20 08:00", date(2026, 11, 24), "new_date_not_later"),  # a day off
        ("2026-11-20 08:00", date(2020, 1, 1), "new_date_not_later"),
        ("2026-11-20 08:00", date(2027, 12, 3), "new_date_too_far"),  # a slip of the year
        ("2026-11-20 08:00", date(9999, 12, 31), "new_date_too_far"),
    ],
)
def test_a_new_date_comes_in_time_and_lies_after_the_old(world: World, life: Lives, at: str, new_day: date, code: str) -> None:
    dossier = life.in_process()

    assert refused(world, life, "extend", dossier, world.who("head", world.rach_gia), at=vn(at), new_day=new_day) == code


def test_a_new_date_is_given_once(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("extend", dossier, at=LATER, new_day=date(2026, 11, 27), reason="x")

    assert refused(world, life, "extend", dossier, world.who("head", world.rach_gia)) == "extension_used"


def test_a_result_does_not_pass_an_open_consultation(world: World, life: Lives) -> None:
    dossier = life.at_last_step()
    life.do("consult", dossier, at=AT, agency_id=world.police.id, content="x", due_at=vn("2026-11-19 17:00"))

    assert refused(world, life, "finish", dossier, world.who("clerk", world.rach_gia)) == "consultation_open"
    assert refused(world, life, "finish", dossier, world.who("clerk", world.rach_gia), waive_reason="  ") == "consultation_open"


def test_a_step_does_not_pass_an_open_consultation(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, at=AT, agency_id=world.police.id, content="x", due_at=vn("2026-11-19 17:00"))

    assert refused(world, life, "complete_step", dossier, world.who("official", world.rach_gia)) == "consultation_open"


def test_a_consultation_asks_another_living_agency_with_a_limit_to_come(world: World, life: Lives) -> None:
    dossier = life.in_process()
    official = world.who("official", world.rach_gia)
    organization.close_agency(
        agency_id=world.environment.id,
        on=date(2026, 11, 1),
        basis="Sáp nhập",
        actor=organization.SYSTEM,
        at=vn("2026-10-30 08:00"),
    )

    def consult(**change: Any) -> str:
        return refused(world, life, "consult", dossier, official, **change)

    assert consult(content=" ") == "bad_consultation"
    assert consult(due_at=LATER) == "bad_consultation"
    assert consult(agency_id=world.rach_gia.id) == "bad_consultation"
    assert consult(due_at=vn("2027-11-19 08:00")) == "limit_too_far"
    assert consult(due_at=datetime(9999, 12, 31, 23, 59, 59, tzinfo=timezone(timedelta(hours=-12)))) == "limit_too_far"
    assert consult(agency_id=world.phu_quoc_centre.id) == "centre_consulted"
    assert consult(agency_id=999_999_999) == "agency_unknown"
    assert consult(agency_id=world.environment.id) == "agency_closed"


def test_an_agency_is_asked_once_at_a_time(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, at=AT, agency_id=world.police.id, content="x", due_at=vn("2026-11-19 17:00"))

    assert refused(world, life, "consult", dossier, world.who("official", world.rach_gia)) == "already_consulted"


def test_an_answer_says_something_and_comes_from_who_was_asked(world: World, life: Lives) -> None:
    dossier = life.in_process()
    life.do("consult", dossier, at=AT, agency_id=world.police.id, content="x", due_at=vn("2026-11-19 17:00"))

    assert (
        refused(world, life, "answer_consultation", dossier, world.who("official", world.police), answer=" ")
        == "bad_consultation"
    )
    assert refused(world, life, "answer_consultation", dossier, world.who("official", world.environment)) == "move_not_allowed"


def test_a_first_step_has_no_earlier_one(world: World, life: Lives) -> None:
    dossier = life.in_process()

    assert refused(world, life, "return_step", dossier, world.who("official", world.rach_gia)) == "no_earlier_step"


@pytest.mark.parametrize(("stage", "told"), [("done", "Đã có kết quả"), ("returned", "Hồ sơ đã kết thúc")])
def test_what_has_a_result_is_not_withdrawn(world: World, life: Lives, stage: str, told: str) -> None:
    dossier = getattr(life, stage)()

    with nothing_is_written(), pytest.raises(DomainError) as caught:
        life.do("withdraw", dossier, at=LATER, reason="Đổi ý")

    assert caught.value.code == "move_not_possible"
    assert told in caught.value.sentence_vi


def test_a_procedure_without_a_limit_has_no_date_to_move(world: World, life: Lives) -> None:
    dossier = life.awaiting_supplement()  # its limit is being counted anew: nothing is promised now
    life.do("receive_supplement", dossier, at=LATER)
    given.dossier(dossier)
    type(given.dossier(dossier)).objects.filter(pk=dossier).update(due_at=None)

    assert refused(world, life, "extend", dossier, world.who("head", world.rach_gia)) == "no_due_time"


@pytest.mark.parametrize("state", sorted(CLOSED))
def test_a_closed_dossier_offers_nothing_to_anybody(world: World, life: Lives, state: State) -> None:
    dossier = getattr(life, LIVES[state])()
    standing = given.dossier_detail(dossier).standing

    assert not any(dossiers.possible(actor, standing) for actor in world.people.values())
    assert not dossiers.possible(citizen_actor(), standing)


def test_a_refusal_of_the_request_needs_its_reason_and_only_a_refusal_has_one(world: World, life: Lives) -> None:
    dossier, clerk = life.at_last_step(), world.who("clerk", world.rach_gia)

    for blank in ("", "  \n "):
        assert refused(world, life, "finish", dossier, clerk, outcome=Outcome.REFUSED, reason=blank) == "refusal_needs_reason"
    assert refused(world, life, "finish", dossier, clerk, reason="Đất đang tranh chấp") == "reason_without_refusal"


def test_a_head_who_asks_again_says_why(world: World, life: Lives) -> None:
    dossier, head = life.awaiting_supplement(), world.who("head", world.rach_gia)
    life.do("receive_supplement", dossier)

    for blank in ("", "  \n "):
        assert refused(world, life, "request_supplement", dossier, head, again_reason=blank) == "again_needs_reason"
