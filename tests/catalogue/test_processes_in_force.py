"""Approved processes: in force from a day, for all agencies or as the own one of some; never longer than the law allows."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.catalogue import given
from tests.catalogue.approved import CODE, CONTROL, DAY, STEPS, approve, process_at, step
from tests.catalogue.factories import AT, Keeper, line

from motcua.catalogue import public as catalogue
from motcua.catalogue.models import Process, ProcessAgency
from motcua.catalogue.operations import in_force
from motcua.catalogue.queries.terms import UnknownProcedure
from motcua.catalogue.rules.permissions import NotADecider
from motcua.journal import public as journal

pytestmark = pytest.mark.django_db


def test_an_approved_process_takes_over_from_its_first_day() -> None:
    given.procedure(CODE)
    before = process_at()

    made = approve()

    assert process_at(on=DAY - timedelta(days=1)) == before
    terms = catalogue.terms_in_force(procedure_code=CODE, on=DAY)
    assert (terms.process_id, terms.process_status) == (made, "approved")
    assert terms.steps == (STEPS[0], STEPS[1], STEPS[3])
    assert terms.consultations == (STEPS[2],)
    (fact,) = [fact for fact in journal.history(f"procedure:{terms.procedure_id}") if fact.name == "ProcessPutInForce"]
    assert fact.payload["decision"] == "12/QĐ-UBND"
    assert [step.name for step in catalogue.procedure(CODE, DAY).process] == ["Bước 1", "Bước 2", "Bước 4"]


def test_an_agencys_own_process_wins_there_and_nowhere_else(communes: list[int]) -> None:
    given.procedure(CODE)
    for_all = process_at()

    own = approve(agencies=frozenset(communes[:2]))

    assert [process_at(agency) for agency in (*communes, None)] == [own, own, for_all, for_all]
    assert process_at(communes[0], DAY - timedelta(days=1)) == for_all


def test_one_agency_leaves_a_shared_process_and_the_others_keep_it(communes: list[int]) -> None:
    given.procedure(CODE)
    shared = approve(agencies=frozenset(communes))
    later = DAY + timedelta(days=7)

    own = approve(agencies=frozenset(communes[:1]), on=later)

    assert [process_at(agency, later) for agency in communes] == [own, shared, shared]
    assert Process.objects.get(pk=shared).valid_to is None
    approve(agencies=frozenset(communes[1:]), on=later)
    assert Process.objects.get(pk=shared).valid_to == later


def test_a_process_longer_than_the_limit_is_refused_and_nothing_changes() -> None:
    given.procedure(CODE)
    before = process_at()
    long = (STEPS[0], step(2, minutes=5 * 480), STEPS[3])

    with pytest.raises(in_force.ProcessTooLong, match="2520 of 2400"):
        approve(steps=long)

    assert process_at() == before


def test_each_case_is_measured_alone() -> None:
    given.procedure(CODE, components=[{"case": f"- {case}:", "items": [{"name": "Đơn"}]} for case in ("Cấp mới", "Cấp lại")])
    of_cases = (STEPS[0], step(2, minutes=1_000, case="Cấp mới"), step(3, minutes=2_000, case="Cấp lại"), STEPS[3])

    approve(steps=of_cases)

    terms = catalogue.terms_in_force(procedure_code=CODE, on=DAY)
    assert [step.number for step in terms.line("Cấp mới")] == [1, 2, 4]
    assert [step.number for step in terms.line("Cấp lại")] == [1, 3, 4]
    assert terms.line("") == terms.line("Cấp lại"), "of a case not told the longest line, so that nothing is left out"


def test_a_process_begins_today_at_the_earliest_and_only_by_who_may() -> None:
    given.procedure(CODE)

    with pytest.raises(in_force.ProcessBeginsInThePast):
        approve(on=given.FIRST_DAY - timedelta(days=1), frame_on=given.FIRST_DAY)
    with pytest.raises(NotADecider):
        approve(actor=Keeper(roles=frozenset({"operator"})))


def test_a_process_that_waits_to_begin_is_not_undone_by_the_way(communes: list[int]) -> None:
    given.procedure(CODE)
    approve(on=DAY + timedelta(days=14))
    approve(agencies=frozenset(communes[:1]), on=DAY + timedelta(days=14))

    for agencies in (frozenset[int](), frozenset(communes)):
        with pytest.raises(in_force.LaterProcessWaits):
            approve(agencies=agencies)


def test_a_process_is_refused_once_its_version_is_replaced() -> None:
    given.procedure(CODE)
    old = catalogue.process_frame(procedure_code=CODE, on=DAY)
    given.imported([line(CODE, name="Thủ tục đã sửa đổi")], effective=DAY)
    approved = catalogue.Approved(
        version_id=old.version_id, name="x", steps=STEPS, agency_ids=frozenset(), valid_from=DAY, decision="1", decided_on=DAY
    )

    with pytest.raises(in_force.VersionNotInForceThen):
        catalogue.put_process_in_force(approved=approved, actor=CONTROL, at=AT)


def test_the_database_refuses_a_second_process_of_an_agency_at_a_time(communes: list[int]) -> None:
    given.procedure(CODE)
    process = Process.objects.get(pk=approve(agencies=frozenset(communes[:1])))
    second = Process.objects.create(
        version=process.version,
        number=9,
        name="Hai",
        status="approved",
        valid_from=DAY,
        decision="1",
        decided_on=DAY,
        for_all=False,
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        ProcessAgency.objects.create(process=second, agency_id=communes[0], version=process.version, valid_from=DAY)


def test_the_frame_says_what_a_process_must_keep_within() -> None:
    given.procedure(CODE, time_limit={"value": 30, "unit": "ngày"})

    frame = catalogue.process_frame(procedure_code=CODE, on=DAY)

    assert (frame.limit, frame.allowed, frame.cases) == ((30, "calendar_days"), 20 * 480, ())
    with pytest.raises(UnknownProcedure):
        catalogue.process_frame(procedure_code="9.999999", on=DAY)


def test_an_own_process_that_goes_on_leaves_the_other_agencies_one_derived_from_the_limit(communes: list[int]) -> None:
    given.procedure(CODE)
    own = approve(agencies=frozenset(communes[:1]))
    later = date(2026, 12, 1)

    given.imported([line(CODE, agencies="Ủy ban nhân dân cấp xã, đã sửa")], effective=later)

    theirs = catalogue.terms_in_force(procedure_code=CODE, on=later, agency_id=communes[0])
    others = catalogue.terms_in_force(procedure_code=CODE, on=later, agency_id=communes[1])
    assert theirs.process_id != own
    assert [step.name for step in theirs.steps] == ["Bước 1", "Bước 2", "Bước 4"]
    assert others.process_status == "derived"


def amended(on: date) -> None:
    report = given.imported([line(CODE, name="Thủ tục đã sửa đổi")], effective=on)
    assert report.changed == 1


def test_a_process_that_waits_to_begin_waits_under_the_next_version_too() -> None:
    given.procedure(CODE)
    first = approve()
    later = DAY + timedelta(days=14)
    second = approve(on=later)

    amended(DAY + timedelta(days=7))

    decided = {day: Process.objects.get(pk=process_at(on=DAY + timedelta(days=day))).number for day in (0, 7, 13, 14, 30)}
    numbers = [Process.objects.get(pk=pk).number for pk in (first, second)]
    assert decided == {0: numbers[0], 7: numbers[0], 13: numbers[0], 14: numbers[1], 30: numbers[1]}


def test_until_the_approved_process_begins_the_new_version_has_a_derived_one() -> None:
    given.procedure(CODE)
    approve(on=DAY + timedelta(days=14))

    amended(DAY + timedelta(days=7))

    days = (DAY + timedelta(days=7), DAY + timedelta(days=13), DAY + timedelta(days=14))
    assert [Process.objects.get(pk=process_at(on=day)).status for day in days] == ["derived", "derived", "approved"]
