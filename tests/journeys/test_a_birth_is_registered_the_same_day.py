"""Errand 1: a grandmother without a telephone comes to a ward's counter; the result is handed over the same day."""

from tests.dossiers import given
from tests.dossiers.factories import BIRTH
from tests.dossiers.given import World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now
from tests.journeys.desks import staff

from motcua.dossiers.models import Dossier
from motcua.dossiers.public import State, Verdict

WORK = "/can-bo/viec-cua-toi/"


def test_a_birth_is_registered_the_same_day(world: World, now: Now) -> None:
    people = staff(world, world.rach_gia)

    # 08:10, the counter: found by everyday words, promised for today, filed with her consent as help, not as hers.
    now.at = vn("2026-11-16 08:10")
    people.counter.open("/can-bo/tiep-nhan/", q="dang ky khai sinh").says(BIRTH)
    path = f"/can-bo/tiep-nhan/{BIRTH}/"
    page = people.counter.open(path)
    page.says("17:00", "16/11")
    form = page.form("id_number")
    page = people.counter.send(
        path, form, name="Nguyễn Thị Sáu", id_number="089055000456", papers=form.choices["papers"][:2], is_assisted="on", consent="on",
        competent_id=str(world.rach_gia.id),
    )  # fmt: skip
    dossier = Dossier.objects.get()
    page.says(dossier.code, "Nộp giúp")
    assert dossier.due_at == vn("2026-11-16 17:00")

    # The counter hands over; official, leader and clerk find it in their work and do their step.
    now.at = vn("2026-11-16 08:20")
    people.counter.move(dossier.code, "forward")
    for who, at in ((people.official, "2026-11-16 09:00"), (people.leader, "2026-11-16 10:00")):
        now.at = vn(at)
        who.open(WORK).says(dossier.code)
        who.move(dossier.code, "complete_step")
    now.at = vn("2026-11-16 10:30")
    people.clerk.open(WORK).says(dossier.code)
    people.clerk.move(dossier.code, "finish", outcome="granted", note="Số 127/2026")

    # She was told to come back before eleven, and signs.
    now.at = vn("2026-11-16 10:50")
    people.counter.open(WORK, loc="cho-tra").says(dossier.code)
    people.counter.move(dossier.code, "return_result", evidence="Ký nhận tại quầy")
    detail = given.dossier_detail(dossier.pk, at=now.at)
    assert (detail.dossier.state, detail.dossier.legal, detail.dossier.indicator) == (
        State.RETURNED,
        Verdict.ON_TIME,
        Verdict.ON_TIME,
    )

    # Her son looks it up in the evening by the number that was given.
    now.at = vn("2026-11-16 20:00")
    anybody = Browser()
    anybody.follow(dossier.code, "089 055 000 456").says("Bạn đã nhận kết quả", "Nguyễn T*** S***")


def test_a_birth_reported_after_three_is_promised_for_the_next_working_day(world: World, now: Now) -> None:
    people = staff(world, world.rach_gia)
    path = f"/can-bo/tiep-nhan/{BIRTH}/"

    # Monday 23/11 at 15:20; Tuesday 24/11 is a day off.
    now.at = vn("2026-11-23 15:20")
    page = people.counter.open(path)
    page.says("25/11")
    people.counter.send(
        path, page.form("id_number"), name="Nguyễn Thị Sáu", phone="0918 012 265", competent_id=str(world.rach_gia.id)
    )

    assert Dossier.objects.get().due_at == vn("2026-11-25 17:00")
