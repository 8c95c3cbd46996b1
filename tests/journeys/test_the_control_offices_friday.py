"""Errand 12: a ministry amends nineteen procedures from Monday; what was filed on Friday keeps its promise."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from tests.catalogue.decisions import lists
from tests.catalogue.decisions.lists import AMENDED, row
from tests.catalogue.factories import line
from tests.dossiers import given
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now

from motcua.catalogue import public as catalogue
from motcua.catalogue.facts import Fault
from motcua.catalogue.queries.decisions.clock import lateness
from motcua.dossiers.models import Dossier
from motcua.organization.public import SYSTEM, Role

CODES = tuple(f"1.0010{n:02}" for n in range(1, 20))
FRIDAY, MONDAY = date(2026, 11, 27), date(2026, 11, 30)
DAY = 480
STEPS = tuple(
    catalogue.StepTerms(number=n, key=kind, name=kind, role=role, place=place, minutes=minutes, kind=kind)
    for n, (kind, role, place, minutes) in enumerate(
        (("receive", "counter", "centre", 60), ("examine", "official", "competent", DAY), ("return", "counter", "centre", 60)),
        start=1,
    )
)


@pytest.fixture
def communes(world: World) -> frozenset[int]:
    return frozenset(agency.id for agency in (world.rach_gia, world.phu_quoc, world.long_xuyen))


@pytest.fixture
def nineteen(world: World, communes: frozenset[int]) -> None:
    """In force with five working days; the first has an approved process of its own for every commune."""
    lines = [line(code, name=f"Thủ tục {code}") for code in CODES]
    catalogue.import_procedures(lines=lines, source="bo.jsonl", actor=SYSTEM, at=given.AT, effective=date(2026, 11, 1))
    frame = catalogue.process_frame(procedure_code=CODES[0], on=date(2026, 11, 16))
    approved = catalogue.Approved(
        version_id=frame.version_id, name="Quy trình đã duyệt", steps=STEPS, agency_ids=communes, valid_from=date(2026, 11, 16),
        decision="12/QĐ-UBND", decided_on=date(2026, 11, 13),
    )  # fmt: skip
    catalogue.put_process_in_force(approved=approved, actor=SYSTEM, at=given.AT)


def _terms(code: str, on: date, agency: int | None = None) -> catalogue.Terms:
    return catalogue.terms_in_force(procedure_code=code, on=on, agency_id=agency)


def _file_of_friday() -> SimpleUploadedFile:
    """Three working days for all of them, but for the last, which only costs something now."""
    rows = [row(code, f"Thủ tục {code}", limit="03 ngày làm việc") for code in CODES[:-1]]
    content = lists.workbook(AMENDED, *rows, row(CODES[-1], f"Thủ tục {CODES[-1]}", fee="20.000 đồng"))
    return SimpleUploadedFile("qd-2770.xlsx", content.getvalue())


def _has_the_new_terms(commune: int) -> None:
    assert [_terms(code, FRIDAY, commune).limit for code in CODES] == [(5, "working_days")] * 19
    assert [_terms(code, MONDAY, commune).limit for code in CODES] == [(3, "working_days")] * 18 + [(5, "working_days")]
    first = _terms(CODES[0], MONDAY, commune)
    assert (first.process_status, sum(step.minutes for step in first.steps)) == ("approved", DAY + 120)
    assert sum(step.minutes for step in _terms(CODES[1], MONDAY, commune).steps) == 3 * DAY


def test_the_control_offices_friday(world: World, now: Now, life: Lives, nineteen: None, communes: frozenset[int]) -> None:
    control = Browser(world.who("control", world.office))
    leader = Browser(given.official(Role.LEADER, world.top, username="chair"))

    # Friday 27/11 at 08:00 a dossier is received: five working days, Friday 4/12.
    now.at = vn("2026-11-27 08:00")
    friday = Dossier.objects.get(pk=life.accepted(at=now.at, procedure=CODES[0]))
    assert friday.due_at == vn("2026-12-04 17:00")

    # At ten the decision is signed. Its list is read: nineteen lines, what each changes, and nothing has changed yet.
    now.at = vn("2026-11-27 10:00")
    new = "/kiem-soat/quyet-dinh/nhap/"
    draft = control.send(
        new, control.open(new).form("file"), file=_file_of_friday(), signed_on="2026-11-27", effective_on="2026-11-30"
    )
    draft.says("(19)", "5 ngày làm việc", "03 ngày làm việc", "20.000 đồng", "Đã ký, chờ duyệt")
    address = draft.form("huy").action.removesuffix("huy/")
    assert _terms(CODES[0], MONDAY).limit == (5, "working_days")

    # It comes two days late, for the ministry's came only yesterday: recorded with its proof.
    control.open(address).says("chậm 2 ngày", "Nơi ban hành chậm")
    proof = {
        "number": "3111/QĐ-BTP",
        "signed_on": "2026-11-25",
        "received_on": "2026-11-26",
        "evidence": "Số đến 4512 ngày 26/11/2026",
    }
    control.send(address, control.open(address).form("evidence"), **proof).says("Do bộ công bố chậm, có chứng cứ")

    # Who brought it does not approve it; the chairman does.
    control.post(f"{address}duyet/", status=403)
    leader.send(address, leader.open(address).form("duyet")).says("Đã duyệt", "Hoàn tác quyết định")
    assert [one.timing.sign_fault for one in lateness(on=FRIDAY)] == [Fault.MINISTRY]

    # From Monday on every commune has the new terms: the approved process goes on where it fits the new limit.
    for commune in communes:
        _has_the_new_terms(commune)

    # Monday's dossier is promised in three days; Friday's keeps its version, its process and its promise.
    now.at = vn("2026-11-30 08:00")
    monday = Dossier.objects.get(pk=life.accepted(at=now.at, procedure=CODES[0]))
    assert monday.due_at == vn("2026-12-03 17:00")
    friday.refresh_from_db()
    assert friday.due_at == vn("2026-12-04 17:00")
    assert friday.version_id != monday.version_id

    # And it stands: from its day on nobody undoes it.
    assert "Hoàn tác quyết định" not in leader.open(address).text
    leader.post(f"{address}hoan-tac/", status=409).says("có hiệu lực từ 30/11/2026", "không hoàn tác được nữa")
