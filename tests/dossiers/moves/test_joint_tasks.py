"""Several agencies do their parts of one dossier at the same time: one family, counted once, each part with a time of its own."""

from datetime import datetime
from itertools import pairwise

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, LATER, Lives, World, vn
from tests.dossiers.pages import WORK, Browser, page_of
from tests.dossiers.worlds import Now

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Consultation
from motcua.dossiers.public import Asked, Filter, Holder, Outcome, RequestKey
from motcua.dossiers.queries.owed.control_sheet import control_sheet
from motcua.foundation.errors import DomainError
from motcua.organization.public import SYSTEM, AgencyFact

SOON, LAST = vn("2026-11-18 17:00"), vn("2026-11-20 17:00")


def involved(life: Lives, *agencies: tuple[AgencyFact, datetime], at: datetime = AT) -> int:
    dossier = life.in_process(at=at)
    tasks = tuple(Asked(agency_id=agency.id, content=f"Phần của {agency.short_name}", due_at=due) for agency, due in agencies)
    life.do("involve", dossier, at=at, agencies=tasks)
    return dossier


@pytest.fixture
def two(world: World, life: Lives) -> int:
    """The police until Wednesday and construction until Friday, in parallel."""
    return involved(life, (world.police, SOON), (world.construction, LAST))


def refusal(life: Lives, move: str, dossier: int, **more: object) -> str:
    with pytest.raises(DomainError) as refused:
        life.do(move, dossier, at=LATER, **more)
    return str(refused.value.code)


def test_all_get_their_own_task_at_once_and_the_family_is_one_dossier(world: World, life: Lives, two: int) -> None:
    rows = Consultation.objects.filter(dossier=two).order_by("id").values_list("agency_id", "kind", "content", "due_at")

    assert list(rows) == [
        (world.police.id, "task", f"Phần của {world.police.short_name}", SOON),
        (world.construction.id, "task", f"Phần của {world.construction.short_name}", LAST),
    ]
    everything = dossiers.search(actor=SYSTEM, words=given.code(two))
    assert [line.id for line in everything] == [two]
    (count,) = [one for one in dossiers.unit_counts(agency_ids=None, since=AT, at=LATER, soon=LATER) if one.in_process]
    assert (count.agency_id, count.in_process) == (world.rach_gia.id, 1)
    assert "Phần của" not in str(given.last_fact(two).payload)


def test_one_late_agency_is_late_alone_and_the_last_due_is_the_familys(world: World, life: Lives, two: int, now: Now) -> None:
    now.at = vn("2026-11-19 09:00")

    page = Browser(world.who("official", world.rach_gia)).open(page_of(two))

    parts = {one.agency_id: one.is_late for one in given.dossier_detail(two, at=now.at).consultations}
    assert parts == {world.police.id: True, world.construction.id: False}
    page.says("Liên thông", "1 phần đang trễ", "phần cuối hạn", "chủ trì:")
    assert [one.agency_id for one in dossiers.unanswered(at=now.at)] == [world.police.id]


def test_each_does_its_part_and_then_the_lead_goes_on(world: World, life: Lives, two: int) -> None:
    police, construction = world.who("official", world.police), world.who("official", world.construction)
    assert refusal(life, "complete_step", two) == "joint_tasks_open"

    life.do("complete_task", two, at=LATER, actor=police, result="Đạt về an ninh", paper="12/CAT-PC06")
    assert refusal(life, "complete_task", two, actor=police, result="lần nữa") == "move_not_allowed"
    assert refusal(life, "complete_step", two) == "joint_tasks_open"
    life.do("return_task", two, at=LATER, actor=construction, reason="Không thuộc thẩm quyền")

    detail = given.dossier_detail(two, at=LATER)
    assert [(one.agrees, one.answer, one.paper) for one in detail.consultations] == [
        (True, "Đạt về an ninh", "12/CAT-PC06"),
        (False, "Không thuộc thẩm quyền", ""),
    ]
    assert life.do("complete_step", two, at=LATER).move == "complete_step"


def test_without_waiting_the_lead_says_why_and_the_row_keeps_it(life: Lives, two: int) -> None:
    life.do("complete_step", two, at=LATER, waive_reason="Quá hạn hai ngày, đủ căn cứ")

    assert set(Consultation.objects.filter(dossier=two).values_list("waived_reason", "answered_at")) == {
        ("Quá hạn hai ngày, đủ căn cứ", LATER)
    }


def test_no_result_is_issued_while_a_part_is_open(world: World, life: Lives) -> None:
    dossier, official = life.at_last_step(), world.who("official", world.rach_gia)
    life.do("involve", dossier, at=AT, actor=official, agencies=(Asked(agency_id=world.police.id, content="x", due_at=LAST),))

    assert refusal(life, "finish", dossier, outcome=Outcome.GRANTED) == "joint_tasks_open"


@pytest.mark.parametrize("end", ["withdraw", "stop"])
def test_the_end_of_the_dossier_ends_its_parts(world: World, life: Lives, two: int, end: str) -> None:
    life.do(end, two, at=LATER, reason="Người nộp xin rút")

    assert not Consultation.objects.filter(dossier=two, answered_at=None).exists()
    assert refusal(life, "complete_task", two, actor=world.who("official", world.police), result="x") == "move_not_possible"


def test_an_agency_reads_the_dossier_while_it_has_a_part_and_not_after(world: World, life: Lives, two: int) -> None:
    police, stranger = world.who("official", world.police), world.who("official", world.environment)
    code = given.code(two)

    assert not dossiers.dossier_for_staff(code=code, actor=police, at=LATER).is_hidden
    assert [line.id for line in dossiers.dossiers(actor=police).rows] == [two]
    life.do("complete_task", two, at=LATER, actor=police, result="x")

    for who in (police, stranger):
        with pytest.raises(DomainError):
            dossiers.dossier_for_staff(code=code, actor=who, at=LATER)
    assert not dossiers.dossiers(actor=police).rows


def test_it_stands_in_the_list_of_each_agency_by_its_own_limit_and_in_no_other(world: World, life: Lives, two: int) -> None:
    asked = life.consulted()
    police, construction = world.who("official", world.police), world.who("official", world.construction)

    def listed(who: object, which: Filter) -> list[tuple[int, datetime | None]]:
        return [(row.dossier_id, row.due_at) for row in dossiers.worklist(actor=who, which=which, at=LATER).rows]  # type: ignore[arg-type]

    assert listed(police, Filter.INVOLVED) == [(two, SOON)]
    assert listed(construction, Filter.INVOLVED) == [(two, LAST)]
    assert [one for one, _due in listed(police, Filter.CONSULTED)] == [asked]
    counts = dossiers.counts(actor=police, at=LATER)
    assert (counts[Filter.INVOLVED].shown, counts[Filter.CONSULTED].shown) == (1, 1)


def test_an_agency_with_a_part_may_be_asked_its_opinion_too(world: World, life: Lives, two: int) -> None:
    police = world.who("official", world.police)
    life.do("consult", two, at=AT, agency_id=world.police.id, content="?", due_at=LAST)

    life.do("answer_consultation", two, at=LATER, actor=police, answer="Được", agrees=True)

    kinds = {one.kind: one.answered_at for one in Consultation.objects.filter(dossier=two, agency=world.police.id)}
    assert kinds == {"opinion": LATER, "task": None}


def test_the_days_of_the_parts_are_another_agencys_and_no_minute_counts_twice(world: World, life: Lives, two: int) -> None:
    life.do("complete_task", two, at=vn("2026-11-17 08:00"), actor=world.who("official", world.police), result="x")
    life.do("complete_task", two, at=vn("2026-11-18 08:00"), actor=world.who("official", world.construction), result="x")

    segments = given.dossier_detail(two, at=vn("2026-11-18 12:00")).segments

    others = [(one.agency_id, one.minutes) for one in segments if one.holder is Holder.OTHER_AGENCY]
    assert [agency for agency, _minutes in others] == [world.police.id, world.construction.id]
    assert all(before.end == after.start for before, after in pairwise(segments))


def test_the_control_sheet_has_a_row_for_each_hand_over_and_names_the_upper_one_stop_unit(
    world: World, life: Lives, two: int
) -> None:
    life.do("complete_task", two, at=vn("2026-11-19 08:00"), actor=world.who("official", world.police), result="Phan Văn Khách")

    sheet = control_sheet(detail=given.dossier_detail(two, at=vn("2026-11-19 09:00")), at=vn("2026-11-19 09:00"))

    notes = [(row["receiver"], row["note"], row["verdict"]) for row in sheet["rows"] if "liên thông" in row["note"]]
    through = f"Phần liên thông, qua {world.provincial_centre.name}"
    assert notes == [
        (world.police.name, through, ""), (world.construction.name, through, ""),
        (world.rach_gia.name, "Xong phần liên thông", "Quá hạn"),
    ]  # fmt: skip
    assert sheet["others"] == [world.police.name, world.construction.name]
    assert "Khách" not in str(sheet)


@pytest.mark.parametrize(
    ("agency", "content", "due", "code"),
    [
        ("police", " ", LAST, "bad_joint_task"),
        ("police", "x", AT, "bad_joint_task"),
        ("police", "x", vn("2028-11-20 17:00"), "limit_too_far"),
        ("rach_gia", "x", LAST, "bad_joint_task"),
        ("rach_gia_centre", "x", LAST, "centre_consulted"),
    ],
)
def test_a_part_without_a_task_a_limit_or_somebody_to_do_it_is_refused(
    world: World, life: Lives, agency: str, content: str, due: datetime, code: str
) -> None:
    dossier = life.in_process()
    asked = (Asked(agency_id=world.place[agency].id, content=content, due_at=due),)

    assert refusal(life, "involve", dossier, agencies=asked) == code
    assert refusal(life, "involve", dossier, agencies=()) == "bad_joint_task"
    assert not Consultation.objects.exists()


def test_who_has_its_part_already_is_named_and_the_others_get_theirs(world: World, life: Lives, two: int) -> None:
    more = tuple(Asked(agency_id=one.id, content="x", due_at=LAST) for one in (world.police, world.environment))
    key = RequestKey.of(sender="user:1", key="lien-thong-hai-lan", asked=[])

    first, again = (life.do("involve", two, at=LATER, request=key, agencies=more) for _time in range(2))

    ((agency, why, _en),) = first.not_sent
    assert (agency, "chưa xong" in why, again.repeated) == (world.police.id, True, True)
    assert Consultation.objects.filter(dossier=two).count() == 3


def test_two_clerks_at_once_end_a_part_once(world: World, life: Lives, two: int) -> None:
    seen = given.dossier(two).moves
    police = world.who("official", world.police)
    life.do("complete_task", two, at=LATER, actor=police, seen=seen, result="Đạt")

    assert refusal(life, "return_task", two, actor=world.who("head", world.police), seen=seen, reason="x") in {
        "stale_page", "move_not_allowed", "unknown_dossier",
    }  # fmt: skip
    assert Consultation.objects.get(dossier=two, agency=world.police.id).answer == "Đạt"


def test_people_who_have_no_part_end_none(world: World, life: Lives, two: int) -> None:
    for who in (world.who("official", world.environment), world.who("official", world.rach_gia)):
        assert refusal(life, "complete_task", two, actor=who, result="x") == "move_not_allowed"


def test_from_one_form_to_the_answer_and_the_applicants_page(world: World, life: Lives, now: Now) -> None:
    dossier, now.at = life.in_process(), LATER
    lead, police = Browser(world.who("official", world.rach_gia)), Browser(world.who("official", world.police))
    lead.move(
        given.code(dossier), "involve", lt1_agency=str(world.police.id), lt1_task="Kiểm tra an ninh <b>🙂", lt1_due="2026-11-18T17:00",
        lt2_agency=str(world.construction.id), lt2_task="Kiểm tra xây dựng", lt2_due="2026-11-20T17:00",
    ).says("Công an tỉnh", "Sở Xây dựng", "Đang làm", "Kiểm tra an ninh &lt;b&gt;🙂")  # fmt: skip

    police.open(WORK, loc="lien-thong").says(given.code(dossier))
    page = police.move(given.code(dossier), "complete_task", result="Đạt về an ninh", paper="12/CAT")

    lead.open(page_of(dossier)).says("Kết quả:", "Đạt về an ninh", "12/CAT", "Công an tỉnh xong phần liên thông")
    assert page.status == 200


def test_a_half_filled_row_is_said_beside_its_field_and_nothing_is_sent(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    lead = Browser(world.who("official", world.rach_gia))
    form = lead.open(page_of(dossier, "involve/")).form("lt1_agency")

    page = lead.send(
        page_of(dossier, "involve/"), form, status=422, lt1_agency=str(world.police.id), lt1_task="x", lt1_due="2026-11-18T17:00",
        lt2_agency=str(world.construction.id),
    )  # fmt: skip

    page.says("Ghi việc phải làm.", "Chọn ngày giờ phải xong.")
    assert not Consultation.objects.exists()
