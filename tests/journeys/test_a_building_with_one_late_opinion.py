"""Errand 5: fire police and a department are asked at once; one answers late. Whose days they were is seen, and an apology is in time."""

from tests.dossiers import given
from tests.dossiers.factories import BUILDING
from tests.dossiers.given import World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now
from tests.journeys.desks import Staff, receive, staff

from motcua.dossiers.models import Dossier
from motcua.dossiers.public import DossierDetail, Holder, Verdict, shares
from motcua.owed_documents import public as owed
from motcua.watchdog import public as watchdog


def test_a_building_with_one_late_opinion(world: World, now: Now) -> None:
    people = staff(world, world.rach_gia)

    # Monday 2/11, for a commune's building permit: fifteen days by the calendar, so Tuesday 17/11.
    now.at = vn("2026-11-02 08:00")
    dossier = receive(people.counter, BUILDING, name="Phạm Văn Tám", phone="0909123456", competent_id=str(world.rach_gia.id))
    assert dossier.due_at == vn("2026-11-17 17:00")
    people.counter.move(dossier.code, "forward")

    # The official takes it and asks two agencies at once, each with its own limit.
    now.at = vn("2026-11-03 07:00")
    people.official.move(dossier.code, "assign", to_user_id=str(world.who("official", world.rach_gia).user_id))
    for agency, limit in ((world.police, "2026-11-06T17:00"), (world.construction, "2026-11-06T17:00")):
        people.official.move(dossier.code, "consult", agency_id=str(agency.id), content="Công trình có đạt không?", due_at=limit)

    # Both find it among what they are asked; one answers in time.
    for place in (world.police, world.construction):
        Browser(world.who("official", place)).open("/can-bo/viec-cua-toi/", loc="hoi-y-kien").says(dossier.code)
    now.at = vn("2026-11-05 07:00")
    Browser(world.who("official", world.construction)).move(dossier.code, "answer_consultation", answer="Đạt", agrees="1")

    # Until the other has answered no step is passed without a basis, and the applicant reads who is waited for.
    now.at = vn("2026-11-10 07:00")
    people.official.move(dossier.code, "complete_step", status=422).says("Ghi căn cứ không chờ ý kiến")
    anybody = Browser()
    anybody.follow(dossier.code, "0909123456").says("Công an tỉnh")
    _an_apology_in_time(people, dossier, now)
    anybody.follow(dossier.code, "0909123456").says("23/11", "xin lỗi")

    # The police answer on the 17th, eleven days late; the rest goes quickly.
    now.at = vn("2026-11-17 07:00")
    Browser(world.who("official", world.police)).move(dossier.code, "answer_consultation", answer="Đạt", agrees="1")
    for who, at in (
        (people.official, "2026-11-18 07:00"),
        (people.head, "2026-11-18 09:00"),
        (people.leader, "2026-11-18 14:00"),
    ):
        now.at = vn(at)
        who.move(dossier.code, "complete_step")
    now.at = vn("2026-11-18 15:00")
    people.clerk.move(dossier.code, "finish", outcome="granted", note="GPXD 88/2026")

    _whose_days_they_were(world, given.dossier_detail(dossier.pk, at=now.at))

    # The ledger is on both pages: the head's with hours, the applicant's in plain words.
    people.head.open(f"/can-bo/ho-so/{dossier.code}/").says("Thời gian thuộc về ai", "Trễ", "Công an tỉnh")
    anybody.follow(dossier.code, "0909123456").says("Thời gian đã đi đâu", "Công an tỉnh")


def _whose_days_they_were(world: World, detail: DossierDetail) -> None:
    late = {one.agency_id: one.is_late for one in detail.consultations}
    assert late == {world.police.id: True, world.construction.id: False}
    # Tue 3/11 07:00 to Tue 17/11 07:00, ten working days, are the other agencies'; the last nine of them the police's alone.
    assert shares(detail.segments)[Holder.OTHER_AGENCY] == 10 * 480
    theirs = sum(part.minutes for part in detail.segments if part.agency_id == world.police.id)
    assert theirs >= 8 * 480
    assert (detail.dossier.legal, detail.dossier.indicator) == (Verdict.EARLY, Verdict.OVERDUE)


def _an_apology_in_time(people: Staff, dossier: Dossier, now: Now) -> None:
    """Monday 16/11, the last day for it: the watchdog has said so, the head apologises and gives the one new date."""
    now.at = vn("2026-11-16 15:00")
    watchdog.watch(at=now.at)
    people.head.open("/lanh-dao/sang-nay/").says("Phải xin lỗi")
    people.head.open("/can-bo/canh-bao/", **{"pham-vi": "don-vi", "loai": "apology_owed"}).says(dossier.code)
    people.head.move(dossier.code, "extend", new_day="2026-11-23", reason="Chờ ý kiến phòng cháy").says("đề nghị gia hạn")
    watchdog.watch(at=now.at)
    assert "Phải xin lỗi" not in people.head.open("/lanh-dao/sang-nay/").words
    assert [one.issued_at for one in owed.issued(subject=f"dossier:{dossier.pk}") if one.kind == "apology"] == [now.at]
    people.head.move(dossier.code, "extend", new_day="2026-11-30", reason="Lần nữa", status=409).says("đã gia hạn 1 lần")
