"""Errand 3: he lives in Phú Quốc, she in Long Xuyên; they file in Rạch Giá. The clock starts when the competent commune has it."""

from tests.dossiers.factories import MARRIAGE
from tests.dossiers.given import World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now

from motcua.dossiers.models import Dossier


def test_a_marriage_two_communes_apart(world: World, now: Now) -> None:
    rach_gia = Browser(world.who("counter", world.rach_gia_centre))
    path = f"/can-bo/tiep-nhan/{MARRIAGE}/"

    # Monday 15:30 in Rạch Giá, for Phú Quốc: the paper goes on Tuesday morning, so Tuesday is promised.
    now.at = vn("2026-11-16 15:30")
    page = rach_gia.send(
        path, rach_gia.open(path).form("id_number"), name="Lê Minh Khang", phone="0918012264", owner_name="Trần Thị Bích Thủy",
        competent_id=str(world.phu_quoc.id),
    )  # fmt: skip
    dossier = Dossier.objects.get()
    page.says("Đặc khu Phú Quốc", "phường Rạch Giá")
    assert (dossier.accepted_at, dossier.started_at, dossier.due_at) == (now.at, None, vn("2026-11-17 17:00"))

    # Phú Quốc sees that it comes; Long Xuyên has no part in it.
    Browser(world.who("official", world.phu_quoc)).open(f"/can-bo/ho-so/{dossier.code}/")
    Browser(world.who("official", world.long_xuyen)).open(f"/can-bo/ho-so/{dossier.code}/", status=404)

    # Handed over on Tuesday at 07:15: only now the clock starts, and both moments stay.
    now.at = vn("2026-11-17 07:15")
    rach_gia.move(dossier.code, "forward")
    dossier.refresh_from_db()
    assert dossier.started_at == now.at
    assert (dossier.first_due_at, dossier.due_at) == (vn("2026-11-17 17:00"), vn("2026-11-17 17:00"))

    # Phú Quốc decides; Rạch Giá's counter, not Phú Quốc's, hands over.
    for role, at in (("official", "2026-11-17 09:00"), ("leader", "2026-11-17 10:00")):
        now.at = vn(at)
        Browser(world.who(role, world.phu_quoc)).move(dossier.code, "complete_step")
    Browser(world.who("clerk", world.phu_quoc)).move(dossier.code, "finish", outcome="granted")
    Browser(world.who("counter", world.phu_quoc_centre)).open(f"/can-bo/ho-so/{dossier.code}/")
    assert (
        dossier.code not in Browser(world.who("counter", world.phu_quoc_centre)).open("/can-bo/viec-cua-toi/", loc="cho-tra").text
    )

    # Both look at the same page, each by the number that is theirs or the one they share.
    for number in ("0918012264", "0918 012 264"):
        anybody = Browser()
        anybody.follow(dossier.code, number).says("Đã có kết quả", "phường Rạch Giá")
    rach_gia.move(dossier.code, "return_result", evidence="Hai người ký nhận")
