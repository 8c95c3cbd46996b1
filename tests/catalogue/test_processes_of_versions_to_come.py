"""A process approved for the version of today goes on under the versions that are known to come, or somebody is told."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.catalogue import given
from tests.catalogue.approved import CODE, DAY, STEPS, approve, process_at, step
from tests.catalogue.decisions import lists
from tests.catalogue.factories import AT, line

from motcua.catalogue import public as catalogue
from motcua.catalogue.models import ProcedureVersion, Process
from motcua.catalogue.operations.carrying import carry_processes
from motcua.catalogue.operations.processes import derive_for
from motcua.catalogue.queries.control.check import check
from motcua.organization import public as organization
from motcua.organization.public import SYSTEM

pytestmark = pytest.mark.django_db

NEXT, AFTER = date(2026, 12, 1), date(2027, 1, 4)


def amended(on: date = NEXT, **changes: object) -> None:
    assert given.imported([line(CODE, **({"agencies": f"Sửa từ {on}"} | changes))], effective=on).changed == 1


def name_at(on: date, agency: int | None = None) -> tuple[str, tuple[str, ...]]:
    terms = catalogue.terms_in_force(procedure_code=CODE, on=on, agency_id=agency)
    return terms.process_status, tuple(one.name for one in terms.steps)


OF_THE_STEPS = ("approved", ("Bước 1", "Bước 2", "Bước 4"))


@pytest.mark.parametrize("limit", [{"value": 5, "unit": "ngày làm việc"}, None])
def test_a_process_approved_after_the_next_version_was_made_goes_on_under_it(limit: dict[str, object] | None) -> None:
    """Also where no limit is published: then none could be derived, and no dossier be taken."""
    given.procedure(CODE, time_limit=limit)
    amended(time_limit=limit)
    amended(AFTER, time_limit=limit)

    approve()

    assert [name_at(on) for on in (DAY, NEXT, AFTER)] == [OF_THE_STEPS] * 3
    assert len({process_at(on=on) for on in (DAY, NEXT, AFTER)}) == 3, "each version has its own row, as dossiers are pinned"
    assert check(on=DAY).stopped == ()


def test_what_was_approved_for_the_next_version_itself_stays() -> None:
    given.procedure(CODE)
    amended()
    later = NEXT + timedelta(days=7)
    own = approve(on=later, frame_on=later, steps=STEPS[:2] + STEPS[3:])

    approve()

    assert [name_at(on) for on in (DAY, NEXT)] == [OF_THE_STEPS] * 2
    assert process_at(on=later) == own


def test_a_second_process_takes_the_place_of_the_first_under_the_next_version_too() -> None:
    given.procedure(CODE)
    approve()
    amended()
    shorter = STEPS[:2] + STEPS[3:]

    approve(on=DAY + timedelta(days=1), steps=(*shorter[:1], step(2, name="Bước mới"), shorter[2]))

    assert name_at(NEXT) == ("approved", ("Bước 1", "Bước mới", "Bước 4"))


def test_a_process_that_does_not_fit_the_next_version_is_told_until_one_is_approved_for_it() -> None:
    given.procedure(CODE)
    amended(time_limit={"value": 1, "unit": "giờ"})
    frame = catalogue.process_frame(procedure_code=CODE, on=DAY)
    approved = catalogue.Approved(
        version_id=frame.version_id, name="x", steps=STEPS, agency_ids=frozenset(), valid_from=DAY, decision="1", decided_on=DAY
    )

    put = catalogue.put_process_in_force(approved=approved, actor=SYSTEM, at=AT)

    assert (put.stops_on, str(put.misfit)) == (NEXT, "too_long")
    assert name_at(NEXT)[0] == "derived"
    assert [(one.code, one.process_id, one.since, one.agencies) for one in check(on=DAY).stopped] == [
        (CODE, put.process_id, NEXT, 0)
    ]
    assert check(on=AFTER).stopped == check(on=DAY).stopped, "it is not forgotten once the day has come"
    approve(on=NEXT, frame_on=NEXT, steps=tuple(step(n, minutes=10) for n in (1, 2)))
    assert check(on=DAY).stopped == ()


def test_a_process_with_a_case_that_the_next_version_lacks_does_not_go_on() -> None:
    cases = [{"case": f"- {case}:", "items": [{"name": "Đơn"}]} for case in ("Cấp mới", "Cấp lại")]
    given.procedure(CODE, components=cases)
    amended(components=cases[:1])

    approve(steps=(STEPS[0], step(2, case="Cấp lại"), STEPS[3]))

    assert name_at(NEXT)[0] == "derived"
    assert [one.since for one in check(on=DAY).stopped] == [NEXT]


def test_an_own_process_goes_on_for_its_agencies_and_no_other(communes: list[int]) -> None:
    given.procedure(CODE)
    amended()

    approve(agencies=frozenset(communes[:2]))

    assert [name_at(NEXT, agency)[0] for agency in communes] == ["approved", "approved", "derived"]
    derive_for(ProcedureVersion.objects.all(), actor=lists.PROGRAM, at=AT)
    assert Process.objects.filter(status="derived").count() == 2, "the common ones of both versions"


def test_an_own_process_that_does_not_fit_is_told_with_its_agencies(communes: list[int]) -> None:
    given.procedure(CODE)
    amended(time_limit={"value": 1, "unit": "giờ"})

    approve(agencies=frozenset(communes[:2]))

    assert [(one.code, one.since, one.agencies) for one in check(on=DAY).stopped] == [(CODE, NEXT, 2)]


def test_a_decision_warns_of_every_process_that_will_not_go_on() -> None:
    """One that ends later, when another waits to begin, holds on the day of effect all the same."""
    given.procedure(CODE)
    approve(steps=(STEPS[0], step(2, minutes=3 * 480), STEPS[3]))
    approve(on=NEXT + timedelta(days=7), steps=STEPS)

    (listed,) = lists.previewed(lists.AMENDED, lists.row(CODE, limit="02 ngày làm việc")).lines

    assert [one.reason for one in listed.warnings] == ["process_too_long"]


def test_after_a_merger_dossiers_follow_the_common_process_and_control_is_told(communes: list[int]) -> None:
    given.procedure(CODE)
    common = process_at()
    approve(agencies=frozenset(communes[:2]))
    organization.merge_agencies(
        predecessors=communes[:2], successor=communes[2], basis="Nghị quyết thử", on=NEXT, actor=SYSTEM, at=AT
    )

    assert process_at(communes[2], NEXT) == common
    told = [link.target for link in check(on=NEXT).dead_links if link.kind == "own_process_of_closed_agency"]
    assert told == ["Xã 0 → Xã 2", "Xã 1 → Xã 2"]

    amended(AFTER)
    assert "own_process_of_closed_agency" not in {link.kind for link in check(on=AFTER).dead_links}


def test_many_processes_go_on_in_as_many_statements_as_few() -> None:
    """The catalogue is locked meanwhile."""
    few, many = _statements_to_carry(3, of="1"), _statements_to_carry(30, of="2")

    assert many == few


def _statements_to_carry(count: int, *, of: str) -> int:
    codes = [f"{of}.{number:06}" for number in range(1, count + 1)]
    given.imported([line(code) for code in codes])
    for code in codes:
        approve(code=code)
    given.imported([line(code, agencies="Nơi khác") for code in codes], effective=NEXT)
    versions = (
        ProcedureVersion.objects.filter(procedure__code__in=codes).select_related("procedure").order_by("procedure", "number")
    )
    pairs = list(zip(versions[::2], versions[1::2], strict=True))
    Process.objects.filter(version__in=[new.id for _, new in pairs]).update(valid_to=NEXT)

    with CaptureQueriesContext(connection) as asked:
        carried = carry_processes(pairs, actor=lists.PROGRAM, at=AT)

    assert len(carried) == count
    return len(asked)


def test_a_heading_of_everybodys_papers_is_a_case_only_where_a_process_names_it() -> None:
    """Dossiers of a process approved before keep the case that its steps name."""
    heading = "Giấy tờ phải nộp"
    given.procedure(CODE, components=[{"case": f"* {heading}:", "items": [{"name": "Tờ khai", "originals": 1}]}])
    assert catalogue.process_frame(procedure_code=CODE, on=DAY).cases == ()
    assert catalogue.terms_in_force(procedure_code=CODE, on=DAY).cases == ()

    approve(steps=(*STEPS, step(5, role="counter", place="centre", case=heading)))

    assert catalogue.terms_in_force(procedure_code=CODE, on=DAY).cases == (heading,)
