"""A missing paper is asked for with every other defect in one request; the unit is late all the same, and everybody can see it."""

import json

from tests.api.calls import Api, token_of
from tests.dossiers import given
from tests.dossiers.factories import FIVE_DAYS
from tests.dossiers.given import World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now
from tests.journeys.desks import receive, staff

from motcua.dossiers.models import Dossier
from motcua.dossiers.public import Holder, Verdict, shares
from motcua.journal import public as journal


def test_a_citizen_supplements_and_receives_the_result_late(world: World, now: Now) -> None:
    people = staff(world, world.rach_gia)

    now.at = vn("2026-11-02 07:00")
    code = receive(people.counter, FIVE_DAYS, name="Đỗ Văn Mười", phone="0933222111", competent_id=str(world.rach_gia.id)).code
    now.at = vn("2026-11-02 09:00")
    people.counter.move(code, "forward")

    # Tuesday: two defects, one request; the applicant reads both and brings both on Thursday.
    now.at = vn("2026-11-03 07:00")
    people.official.move(code, "request_supplement", items="Bản sao căn cước\nBản vẽ vị trí", reason="Thiếu hai giấy tờ")
    anybody = Browser()
    anybody.follow(code, "0933222111").says("Bản sao căn cước", "Bản vẽ vị trí", "Bạn cần bổ sung hồ sơ")
    now.at = vn("2026-11-05 07:00")
    people.counter.move(code, "receive_supplement", papers="Bản sao căn cước\nBản vẽ vị trí")
    assert Dossier.objects.get().due_at == vn("2026-11-12 17:00")  # from zero: 6, 9, 10, 11, 12

    # Nobody looks at it until it is overdue; then the head sees it and gives it away.
    now.at = vn("2026-11-13 08:00")
    people.head.open("/can-bo/viec-cua-toi/", loc="don-vi-qua-han").says(code)
    anybody.follow(code, "0933222111").says("xin lỗi")
    people.head.move(code, "assign", to_user_id=str(world.who("official", world.rach_gia).user_id))
    for who in (people.official, people.head, people.leader):
        who.move(code, "complete_step")
    people.clerk.move(code, "finish", outcome="granted")
    people.counter.move(code, "return_result", evidence="Ký nhận")

    detail = given.dossier_detail(Dossier.objects.get().pk, at=now.at)
    assert (detail.dossier.legal, detail.dossier.indicator) == (Verdict.OVERDUE, Verdict.OVERDUE)
    by = shares(detail.segments)
    assert by[Holder.APPLICANT] == 2 * 480  # Tue 07:00 to Thu 07:00
    assert by[Holder.UNIT] == 120  # Monday 07:00 to 09:00 at the counter; on Friday all is done in one minute
    assert by[Holder.NOBODY] == 360 + 6 * 480 + 60  # the rest of Monday; 5, 6, 9–12; Fri 07:00 to 08:00

    # The journal tells the same story to the machine next door, and its chain holds.
    machine = Api(token_of(world.who("counter", world.rach_gia_centre), world))
    facts = json.loads(machine.get(f"/dossiers/{code}/journal").content)["items"]
    assert [fact["name"] for fact in facts][:5] == [
        "DossierSubmitted", "DossierAccepted", "DossierForwarded", "SupplementRequested", "SupplementReceived",
    ]  # fmt: skip
    assert journal.verify(f"dossier:{detail.dossier.id}").ok
