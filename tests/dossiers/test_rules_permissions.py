"""Who may make which move: by role, at the place the table names."""

from dataclasses import dataclass, replace

import pytest

from motcua.dossiers.facts import Part, Standing, State, Way
from motcua.dossiers.rules import lifecycle, permissions
from motcua.dossiers.rules.lifecycle import MOVES

CENTRE, COMPETENT, CONSULTED, ELSEWHERE = 1, 2, 3, 4


@dataclass(frozen=True)
class Somebody:
    holds: frozenset[tuple[str, int]]
    user_id: int | None = 7
    kind: str = "person"
    #: For whom this one stands in as an official of the competent agency.
    away: frozenset[int] = frozenset()

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _ in self.holds)

    def has(self, role: str, agency_id: int, /) -> bool:
        return (role, agency_id) in self.holds

    def acts_for(self, role: str, agency_id: int, /) -> frozenset[int]:
        mine = frozenset() if self.user_id is None else frozenset({self.user_id})
        return mine | (self.away if (role, agency_id) == ("official", COMPETENT) else frozenset())


def who(role: str, agency: int, **more: object) -> Somebody:
    return Somebody(frozenset({(role, agency)}), **more)  # type: ignore[arg-type]


def at_step(kind: str = "examine", role: str = "official", **more: object) -> Standing:
    place = CENTRE if kind in {"receive", "return"} else COMPETENT
    base = {
        "state": State.IN_PROCESS,
        "centre_id": CENTRE,
        "competent_id": COMPETENT,
        "moves": 3,
        "step_kind": kind,
        "step_role": role,
    }
    return Standing(**(base | {"step_agency_id": place} | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("actor", "move", "standing", "allowed"),
    [
        (who("counter", CENTRE), "accept", at_step("receive", "counter", state=State.SUBMITTED), True),
        (who("counter", COMPETENT), "accept", at_step("receive", "counter", state=State.SUBMITTED), False),
        (who("official", CENTRE), "accept", at_step("receive", "counter", state=State.SUBMITTED), False),
        (who("official", COMPETENT), "complete_step", at_step(), True),
        (who("official", ELSEWHERE), "complete_step", at_step(), False),
        (who("clerk", COMPETENT), "complete_step", at_step(), False),
        (who("head", COMPETENT), "complete_step", at_step(), True),
        (who("head", COMPETENT), "complete_step", at_step("sign", "leader"), False),  # nobody signs in the leader's place
        (who("leader", COMPETENT), "complete_step", at_step("sign", "leader"), True),
        (who("leader", COMPETENT), "complete_step", at_step("review", "head"), True),
        (who("official", COMPETENT), "complete_step", at_step(assignee_id=9), False),
        (who("official", COMPETENT), "complete_step", at_step(assignee_id=7), True),
        (who("head", COMPETENT), "complete_step", at_step(assignee_id=9), True),
        (who("official", COMPETENT, away=frozenset({9})), "complete_step", at_step(assignee_id=9), True),
        (who("official", COMPETENT, away=frozenset({9})), "assign", at_step(assignee_id=9), True),
        (who("official", COMPETENT, away=frozenset({8})), "complete_step", at_step(assignee_id=9), False),
        (who("clerk", COMPETENT, away=frozenset({9})), "finish", at_step("issue", "clerk", assignee_id=9), False),
        (
            who("official", CONSULTED),
            "answer_consultation",
            at_step(consulted_ids=frozenset({CONSULTED}), open_consultations=1),
            True,
        ),
        (
            who("official", COMPETENT),
            "answer_consultation",
            at_step(consulted_ids=frozenset({CONSULTED}), open_consultations=1),
            False,
        ),
        (who("official", COMPETENT), "extend", at_step(), False),
        (who("head", COMPETENT), "extend", at_step(), True),
        (who("counter", CENTRE), "return_result", at_step("return", "counter", state=State.DONE), True),
        (who("operator", COMPETENT), "complete_step", at_step(), False),
        (who("counter", ELSEWHERE), "receive_supplement", at_step(state=State.AWAITING_SUPPLEMENT), True),
        (who("official", COMPETENT), "receive_supplement", at_step(state=State.AWAITING_SUPPLEMENT), False),
        (who("counter", CENTRE), "settle_payment", at_step(state=State.AWAITING_PAYMENT), True),
        (who("counter", ELSEWHERE), "settle_payment", at_step(state=State.AWAITING_PAYMENT), False),
        (Somebody(frozenset(), None, "citizen"), "withdraw", at_step(), True),
        (Somebody(frozenset(), None, "citizen"), "complete_step", at_step(), False),
        (Somebody(frozenset(), None, "system"), "stop", at_step(), True),
        (Somebody(frozenset(), None, "system"), "finish", at_step(), False),
    ],
)
def test_a_move_belongs_to_the_roles_and_places_of_the_table(
    actor: Somebody, move: str, standing: Standing, allowed: bool
) -> None:
    assert permissions.may(actor, lifecycle.move_named(move), standing) is allowed


def test_the_table_says_of_filing_what_filing_asks() -> None:
    submit, filed = lifecycle.move_named("submit"), at_step("receive", "counter", state=State.SUBMITTED)

    assert permissions.may(who("counter", CENTRE), submit, filed)
    assert not permissions.may(who("counter", ELSEWHERE), submit, filed)
    assert permissions.may(Somebody(frozenset(), None, "citizen"), submit, filed)
    assert permissions.may(who("counter", CENTRE, kind="machine"), submit, filed)
    assert not permissions.may(Somebody(frozenset(), 7, "machine"), submit, filed)


def test_a_second_supplement_request_needs_the_head() -> None:
    move = lifecycle.move_named("request_supplement")
    once_asked = at_step(supplement_count=1, supplements_max=1)

    with pytest.raises(lifecycle.SupplementNeedsLeader):
        permissions.require(who("official", COMPETENT), move, once_asked)
    permissions.require(who("head", COMPETENT), move, once_asked)


def test_a_second_request_before_reception_is_the_competent_heads() -> None:
    move = lifecycle.move_named("request_supplement")
    at_the_centre = at_step("receive", "counter", state=State.SUBMITTED)
    once_asked = replace(at_the_centre, supplement_count=1, supplements_max=1)

    assert permissions.may(who("counter", CENTRE), move, at_the_centre)
    assert not permissions.may(who("head", COMPETENT), move, at_the_centre)
    with pytest.raises(lifecycle.SupplementNeedsLeader):
        permissions.require(who("counter", CENTRE), move, once_asked)
    for actor in (who("head", COMPETENT), who("leader", COMPETENT), who("head", CENTRE)):
        permissions.require(actor, move, once_asked)
    assert not permissions.may(who("head", ELSEWHERE), move, once_asked)


@pytest.mark.parametrize(
    ("asked", "most", "allowed"), [(0, 1, True), (1, 1, False), (1, 2, True), (2, 2, False), (0, 0, False), (5, None, True)]
)
def test_an_official_asks_for_supplements_as_often_as_the_rule_allows(asked: int, most: int | None, allowed: bool) -> None:
    standing = at_step(supplement_count=asked, supplements_max=most)

    assert permissions.may(who("official", COMPETENT), lifecycle.move_named("request_supplement"), standing) is allowed


def test_buttons_are_exactly_what_the_operations_allow() -> None:
    actor = who("head", COMPETENT)
    standing = at_step(ways=(Way(move="finish"),))

    offered = {move.name for move in permissions.possible(actor, standing)}

    allowed = set()
    for move in MOVES:
        try:
            lifecycle.require_possible(move.name, standing)
        except lifecycle.NotPossible:
            continue
        if permissions.may(actor, move, standing):
            allowed.add(move.name)
    assert offered == allowed
    assert "finish" in offered
    assert "complete_step" not in offered


def test_reading_needs_a_part_in_the_dossier() -> None:
    parts = frozenset({CENTRE, COMPETENT, CONSULTED})

    def reads(actor: Somebody, state: State, *visible: int) -> bool:
        return permissions.may_read(actor, state=state, parts=parts, visible=frozenset(visible))

    assert reads(who("official", COMPETENT), State.IN_PROCESS, COMPETENT)
    assert reads(who("official", CONSULTED), State.IN_PROCESS, CONSULTED, ELSEWHERE)
    assert not reads(who("official", ELSEWHERE), State.AWAITING_SUPPLEMENT, ELSEWHERE)
    assert not reads(who("counter", ELSEWHERE), State.IN_PROCESS, ELSEWHERE)
    assert reads(who("counter", ELSEWHERE), State.AWAITING_SUPPLEMENT, ELSEWHERE)
    assert not permissions.knows_persons(parts=parts, visible=frozenset({ELSEWHERE}))


@pytest.mark.parametrize(
    ("actor", "state", "allowed"),
    [
        (who("counter", CENTRE), State.IN_PROCESS, True),
        (who("counter", CENTRE), State.DONE, False),
        (who("head", CENTRE), State.DONE, True),
        (who("head", COMPETENT), State.DONE, True),
        (who("head", ELSEWHERE), State.DONE, False),
    ],
)
def test_a_result_that_is_out_is_corrected_by_a_head(actor: Somebody, state: State, allowed: bool) -> None:
    assert permissions.may(actor, lifecycle.move_named("correct"), at_step("return", "counter", state=state)) is allowed


@pytest.mark.parametrize(
    ("now", "before", "refused"),
    [
        ({"name"}, set(), False),
        ({"id_number", "phone"}, set(), False),
        ({"name", "id_number"}, set(), True),
        ({"name"}, {"id_number"}, True),
        ({"phone"}, {"name", "id_number"}, False),  # done by a head before
    ],
)
def test_a_name_and_a_number_together_are_a_person(now: set[str], before: set[str], refused: bool) -> None:
    fields = {"now": [(Part.FILER, name) for name in now], "before": [(Part.FILER, name) for name in before]}

    permissions.require_same_persons(who("head", CENTRE), at_step(), **fields)
    if refused:
        with pytest.raises(permissions.IdentityNeedsHead):
            permissions.require_same_persons(who("counter", CENTRE), at_step(), **fields)
    else:
        permissions.require_same_persons(who("counter", CENTRE), at_step(), **fields)


def test_the_name_of_one_and_the_number_of_another_are_two_slips() -> None:
    permissions.require_same_persons(
        who("counter", CENTRE), at_step(), now=[(Part.FILER, "name")], before=[(Part.OWNER, "id_number")]
    )


def test_who_tries_a_process_does_everybodys_part_and_nobody_else_any() -> None:
    tried = at_step("sign", "leader", tried_by=7, assignee_id=7, consulted_ids=frozenset({CONSULTED}), open_consultations=1)
    tester, leader = who("control", ELSEWHERE), who("leader", COMPETENT, user_id=8)

    offered = {move.name for move in permissions.possible(tester, tried)}

    assert {"complete_step", "return_step", "consult", "answer_consultation", "request_supplement", "stop"} <= offered
    assert "assign" not in offered
    assert permissions.possible(leader, tried) == ()
    assert permissions.tries(tester, tried)
    assert not permissions.tries(leader, tried)
    assert not permissions.tries(tester, at_step())


def test_who_tries_a_process_answers_what_every_agency_was_asked() -> None:
    @dataclass(frozen=True)
    class Asked:
        agency_id: int

    first, second = Asked(CONSULTED), Asked(ELSEWHERE)
    tester, tried = who("control", 9), at_step(tried_by=7, consulted_ids=frozenset({CONSULTED, ELSEWHERE}))

    assert permissions.to_answer(tester, tried, (first, second)) == first
    assert permissions.to_answer(tester, at_step(), (first, second)) is None
