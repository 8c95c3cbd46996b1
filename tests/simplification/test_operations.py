"""A proposal from its first numbers to the decision that carries it out."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.catalogue import given as catalogues
from tests.catalogue.factories import line
from tests.organization import given as people

from motcua.catalogue.queries.terms import UnknownProcedure
from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import ReasonMissing, StalePage
from motcua.foundation.four_eyes import OwnWork
from motcua.journal import public as journal
from motcua.organization.public import AgencyFact, Level, Role
from motcua.organization.public import Kind as AgencyKind
from motcua.simplification import models, queries
from motcua.simplification.facts import Activity, Effort, Frequency, Kind, Proposal, State, Work
from motcua.simplification.operations import judge, propose
from motcua.simplification.rules import permissions

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
CODE = "1.000001"
D = Decimal


@dataclass(frozen=True)
class Person:
    label: str
    roles: frozenset[str]
    over: int | None = None

    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool:
        return not self.roles.isdisjoint(roles) and (self.over is None or self.over == agency_id)

    lent = ()


CONTROL, COLLEAGUE = Person("user:1", frozenset({"control"})), Person("user:2", frozenset({"control"}))


@pytest.fixture
def ward() -> AgencyFact:
    catalogues.imported([line(CODE, channels=[{"channel": "truc_tiep", "time_value": 5, "time_unit": "ngày làm việc",
                                               "fee": "8.000 đồng", "note": ""}])])  # fmt: skip
    return people.agency("Phường Long Xuyên", AgencyKind.COMMUNE)


def _propose(ward: AgencyFact, actor: Person = CONTROL, **more: Any) -> int:
    said = {
        "procedure_code": CODE,
        "kind": Kind.CUT_PAPER,
        "title": "Bỏ bản sao căn cước",
        "reason": "Đã có trong CSDL dân cư",
    } | more
    return propose.propose(agency_id=ward.id, actor=actor, at=AT, **said)


def _numbers(**more: Any) -> propose.Numbers:
    paper = Activity(work=Work.PREPARE, name="Bản sao căn cước", now=Effort(hours=D(1), other=2_000), then=Effort())
    same = Effort(hours=D(2), fee=8_000)
    rest = Activity(work=Work.SUBMIT, name="Đi nộp", now=same, then=same)
    often = Frequency(times=D(1), people=1_000)
    said = propose.Numbers(activities=[paper, rest], now=often, then=often, basis="Hồ sơ năm 2025", confidence=Confidence.READ)
    return replace(said, **more)


def _read(proposal_id: int, actor: Person = CONTROL) -> Proposal:
    return queries.proposal(proposal_id, actor=actor, on=TODAY)


def test_a_proposal_begins_with_what_the_catalogue_knows(ward: AgencyFact) -> None:
    found = _read(_propose(ward))

    assert [(one.work, one.name, one.now.fee) for one in found.activities] == [
        (Work.PREPARE, "Đơn đề nghị theo mẫu", 0),
        (Work.SUBMIT, "Đi lại, nộp hồ sơ", 0),
        (Work.PAY, "Phí, lệ phí", 8_000),
        (Work.RECEIVE, "Đi lại, nhận kết quả", 0),
    ]
    assert (found.price.amount, found.price.confidence) == (30_682, Confidence.REMEMBERED)
    assert found.cost.saved == 0


def test_the_cost_follows_the_numbers(ward: AgencyFact) -> None:
    proposal_id = _propose(ward)

    propose.change_numbers(proposal_id=proposal_id, revision=1, numbers=_numbers(), actor=CONTROL, at=AT)

    # (30 682 + 2 000) + (61 364 + 8 000) = 102 046 now, 69 364 then; × 1 × 1 000
    cost = _read(proposal_id).cost
    assert (cost.once_now, cost.once_then, cost.year_now, cost.saved) == (102_046, 69_364, 102_046_000, 32_682_000)


@pytest.mark.parametrize(
    "wrong",
    [
        {"activities": []},
        {"activities": [Activity(work=Work.PAY, name=" ", now=Effort(), then=Effort())]},
        {"activities": [Activity(work=Work.PAY, name="Phí", now=Effort(fee=-1), then=Effort())]},
        {"activities": [Activity(work=Work.PAY, name="Phí", now=Effort(hours=D(10_001)), then=Effort())]},
        {"now": Frequency(times=D(-1), people=1)},
        {"then": Frequency(times=D(1), people=10_000_001)},
    ],
)
def test_numbers_that_cannot_be_are_refused_and_nothing_changes(ward: AgencyFact, wrong: dict[str, Any]) -> None:
    proposal_id = _propose(ward)
    before = _read(proposal_id)

    with pytest.raises(propose.NumbersNotSensible):
        propose.change_numbers(proposal_id=proposal_id, revision=1, numbers=_numbers(**wrong), actor=CONTROL, at=AT)

    assert _read(proposal_id) == before


def test_numbers_say_where_they_come_from(ward: AgencyFact) -> None:
    with pytest.raises(propose.WordsMissing):
        propose.change_numbers(proposal_id=_propose(ward), revision=1, numbers=_numbers(basis=" "), actor=CONTROL, at=AT)


def test_a_head_proposes_for_the_own_agency_and_sees_no_other(ward: AgencyFact) -> None:
    other = people.agency("Xã Óc Eo", AgencyKind.COMMUNE)
    head = Person("user:7", frozenset({"head"}), over=ward.id)
    proposal_id = _propose(ward, actor=head)

    assert _read(proposal_id, head).agency_id == ward.id
    with pytest.raises(permissions.NotAProposer):
        _propose(other, actor=head)
    theirs = _propose(other)
    with pytest.raises(permissions.NotYoursToSee):
        _read(theirs, head)
    assert [one.id for one in queries.proposals(actor=head, on=TODAY).rows] == [proposal_id]
    assert len(queries.proposals(actor=CONTROL, on=TODAY).rows) == 2


def test_a_department_does_not_propose_for_what_communes_handle(ward: AgencyFact) -> None:
    department = people.agency("Sở Xây dựng", AgencyKind.DEPARTMENT, level=Level.PROVINCE)
    head = Person("user:8", frozenset({"head"}), over=department.id)

    with pytest.raises(propose.NotYourProcedure):
        _propose(department, actor=head)


@pytest.mark.parametrize("role", ["counter", "clerk", "inspector", "operator"])
def test_other_roles_do_not_propose(ward: AgencyFact, role: str) -> None:
    with pytest.raises(permissions.NotAProposer):
        _propose(ward, actor=Person("user:9", frozenset({role})))


def test_who_proposed_or_changed_does_not_accept(ward: AgencyFact) -> None:
    proposal_id = _propose(ward)
    propose.change_words(
        proposal_id=proposal_id, revision=1, kind=Kind.CUT_TIME, title="Khác", reason="Vì", actor=COLLEAGUE, at=AT
    )

    for actor in (CONTROL, COLLEAGUE):
        with pytest.raises(OwnWork):
            judge.accept(proposal_id=proposal_id, revision=2, actor=actor, at=AT)
    judge.accept(proposal_id=proposal_id, revision=2, actor=Person("user:3", frozenset({"control"})), at=AT)
    for label in ("user:1", "machine:1"):
        with pytest.raises(IntegrityError, match="who_proposed_does_not_accept"), transaction.atomic():
            models.Proposal.objects.filter(pk=proposal_id).update(decided_by=label)


def test_only_control_judges(ward: AgencyFact) -> None:
    proposal_id = _propose(ward)

    with pytest.raises(permissions.NotAJudge):
        judge.accept(proposal_id=proposal_id, revision=1, actor=Person("user:5", frozenset({"head"})), at=AT)


def test_an_accepted_proposal_waits_for_its_decision_and_is_not_changed(ward: AgencyFact) -> None:
    proposal_id = _propose(ward)
    with pytest.raises(judge.NotAccepted):
        judge.carry_out(proposal_id=proposal_id, publication="1521/QĐ-UBND", published_on=TODAY, actor=COLLEAGUE, at=AT)
    judge.accept(proposal_id=proposal_id, revision=1, actor=COLLEAGUE, at=AT)

    with pytest.raises(propose.AlreadyJudged):
        propose.change_numbers(proposal_id=proposal_id, revision=1, numbers=_numbers(), actor=CONTROL, at=AT)
    with pytest.raises(judge.PublicationMissing):
        judge.carry_out(
            proposal_id=proposal_id, publication="1/QĐ", published_on=TODAY + timedelta(days=1), actor=COLLEAGUE, at=AT
        )
    judge.carry_out(proposal_id=proposal_id, publication="1521/QĐ-UBND", published_on=TODAY, actor=COLLEAGUE, at=AT)

    found = _read(proposal_id)
    assert (found.state, found.publication) == (State.CARRIED_OUT, "1521/QĐ-UBND")


def test_a_refusal_needs_its_reason_and_a_proposal_can_be_taken_back(ward: AgencyFact) -> None:
    refused, back = _propose(ward), _propose(ward)

    with pytest.raises(ReasonMissing):
        judge.reject(proposal_id=refused, revision=1, reason=" ", actor=COLLEAGUE, at=AT)
    judge.reject(proposal_id=refused, revision=1, reason="Luật còn yêu cầu", actor=COLLEAGUE, at=AT)
    judge.withdraw(proposal_id=back, revision=1, actor=CONTROL, at=AT)

    assert (_read(refused).state, _read(back).state) == (State.REJECTED, State.WITHDRAWN)


def test_a_page_out_of_date_does_not_write_over_a_colleague(ward: AgencyFact) -> None:
    proposal_id = _propose(ward)
    propose.change_numbers(proposal_id=proposal_id, revision=1, numbers=_numbers(), actor=COLLEAGUE, at=AT)

    with pytest.raises(StalePage):
        propose.change_numbers(proposal_id=proposal_id, revision=1, numbers=_numbers(), actor=CONTROL, at=AT)
    with pytest.raises(StalePage):
        judge.accept(proposal_id=proposal_id, revision=1, actor=Person("user:3", frozenset({"control"})), at=AT)


def test_the_price_of_an_hour_is_dated_and_a_proposal_keeps_its_own(ward: AgencyFact) -> None:
    proposal_id = _propose(ward)

    judge.ask_hour_price(
        valid_from=date(2026, 1, 1), amount=33_000, basis="Cục Thống kê 2025", confidence=Confidence.READ, actor=CONTROL, at=AT
    )
    (waiting,) = queries.waiting_prices()
    assert queries.hour_price(TODAY).amount == 30_682
    with pytest.raises(OwnWork):
        judge.approve_hour_price(price_id=waiting.id, actor=CONTROL, at=AT)
    judge.approve_hour_price(price_id=waiting.id, actor=COLLEAGUE, at=AT)
    assert queries.waiting_prices() == ()
    with pytest.raises(judge.PriceNotWaiting):
        judge.approve_hour_price(price_id=waiting.id, actor=COLLEAGUE, at=AT)

    assert _read(proposal_id).price.amount == 30_682
    assert queries.hour_price(TODAY).amount == 33_000
    assert queries.hour_price(date(2025, 12, 31)).amount == 30_682
    propose.change_numbers(proposal_id=proposal_id, revision=1, numbers=_numbers(), actor=CONTROL, at=AT)
    assert _read(proposal_id).price.amount == 33_000
    with pytest.raises(queries.NoHourPrice):
        queries.hour_price(date(2020, 1, 1))


@pytest.mark.parametrize(("amount", "basis"), [(0, "x"), (999, "x"), (10_000_001, "x"), (30_000, " ")])
def test_a_senseless_price_is_refused(amount: int, basis: str) -> None:
    with pytest.raises(judge.PriceNotSensible):
        judge.ask_hour_price(valid_from=TODAY, amount=amount, basis=basis, confidence=Confidence.READ, actor=CONTROL, at=AT)


def test_a_price_is_entered_anew_for_the_same_day_by_two_hands_and_the_old_one_counts_until_then() -> None:
    for amount, first, second in ((33_000, CONTROL, COLLEAGUE), (34_000, COLLEAGUE, CONTROL)):
        judge.ask_hour_price(valid_from=TODAY, amount=1_000, basis="sai", confidence=Confidence.ESTIMATE, actor=first, at=AT)
        judge.ask_hour_price(valid_from=TODAY, amount=amount, basis="x", confidence=Confidence.READ, actor=first, at=AT)
        before = queries.hour_price(TODAY).amount
        (waiting,) = queries.waiting_prices()
        assert before != amount
        judge.approve_hour_price(price_id=waiting.id, actor=second, at=AT)
        assert queries.hour_price(TODAY).amount == amount
    with pytest.raises(IntegrityError), transaction.atomic():
        models.HourPrice.objects.update(approved_by="machine:2")


def test_a_proposal_says_when_its_procedure_has_changed(ward: AgencyFact) -> None:
    proposal_id = _propose(ward)
    assert not _read(proposal_id).is_outdated

    catalogues.imported([line(CODE, name="Thủ tục đã sửa")], effective=TODAY, at=AT)

    assert _read(proposal_id).is_outdated


def test_an_unknown_procedure_or_agency_is_refused(ward: AgencyFact) -> None:
    with pytest.raises(UnknownProcedure):
        _propose(ward, procedure_code="9.999999")
    with pytest.raises(propose.WordsMissing):
        _propose(ward, title=" ")


def test_the_list_takes_the_same_statements_however_long_it_is(ward: AgencyFact, django_assert_num_queries: Any) -> None:
    for _ in range(4):
        _propose(ward)
    queries.proposals(actor=CONTROL, on=TODAY)

    with django_assert_num_queries(3):
        assert len(queries.proposals(actor=CONTROL, on=TODAY).rows) == 4


def test_the_journal_tells_the_way_of_a_proposal(ward: AgencyFact) -> None:
    proposal_id = _propose(ward)
    propose.change_numbers(proposal_id=proposal_id, revision=1, numbers=_numbers(), actor=CONTROL, at=AT)
    judge.accept(proposal_id=proposal_id, revision=2, actor=COLLEAGUE, at=AT)

    assert [fact.name for fact in journal.history(f"proposal:{proposal_id}")] == [
        "ProcedureSimplificationProposed",
        "ProcedureSimplificationChanged",
        "ProcedureSimplificationAccepted",
    ]
    assert Role.CONTROL in permissions.CONTROL


def test_a_page_costs_the_same_statements_at_any_length_and_pages_follow_one_another(
    ward: AgencyFact, django_assert_num_queries: Any
) -> None:
    made = [_propose(ward) for _ in range(7)]

    first = queries.proposals(actor=CONTROL, on=TODAY, size=3)
    with django_assert_num_queries(3):
        second = queries.proposals(actor=CONTROL, on=TODAY, size=3, cursor=first.next)
    third = queries.proposals(actor=CONTROL, on=TODAY, size=3, cursor=second.next)

    assert [one.id for page in (first, second, third) for one in page.rows] == made[::-1]
    assert third.next is None


def test_the_database_sums_up_what_each_proposal_says_of_itself(ward: AgencyFact, django_assert_num_queries: Any) -> None:
    other = people.agency("Xã Óc Eo", AgencyKind.COMMUNE)
    for agency in (ward, other):
        propose.change_numbers(proposal_id=_propose(agency), revision=1, numbers=_numbers(), actor=CONTROL, at=AT)
    _propose(ward)
    head = Person("user:7", frozenset({"head"}), over=ward.id)

    for actor in (CONTROL, head):
        cost = [one.cost for one in queries.proposals(actor=actor, on=TODAY).rows]
        now, then = sum(one.year_now for one in cost), sum(one.year_then for one in cost)
        assert now
        assert queries.totals(actor=actor)[:3] == (now, then, now - then)
    assert queries.totals(actor=CONTROL, state=State.WITHDRAWN) == (0, 0, 0, None)
    with django_assert_num_queries(1):
        queries.totals(actor=CONTROL)
