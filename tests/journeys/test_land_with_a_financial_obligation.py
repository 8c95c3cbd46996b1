"""Errand 6: the clock waits while the family pays, twice; then goes on where it stood; the postman's proof closes it."""

import pytest
from tests.dossiers import given
from tests.dossiers.factories import LAND
from tests.dossiers.given import World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now
from tests.journeys.desks import staff

from motcua.dossiers.models import Dossier, Wait
from motcua.dossiers.public import Holder, State, Verdict, shares


@pytest.fixture
def taken(world: World, now: Now) -> Dossier:
    """Received at the provincial centre on Monday 2/11, eight working days: Thursday 12/11; to come home by post."""
    counter = Browser(world.who("counter", world.provincial_centre))
    now.at = vn("2026-11-02 08:00")
    path = f"/can-bo/tiep-nhan/{LAND}/"
    counter.send(
        path, counter.open(path).form("id_number"), case="-", name="Huỳnh Thị Chín", phone="0977000111", competent_id=str(world.environment.id),
        return_way="postal", address="Ấp Mới, xã Châu Phú",
    )  # fmt: skip
    dossier = Dossier.objects.get()
    assert dossier.due_at == vn("2026-11-12 17:00")  # 3, 4, 5, 6, 9, 10, 11, 12
    counter.move(dossier.code, "forward")
    return dossier


def test_land_with_a_financial_obligation(world: World, now: Now, taken: Dossier) -> None:
    people = staff(world, world.environment)
    anybody = Browser()
    code = taken.code

    # Thursday 5/11 at 07:00 the tax office's notice is in: the clock stands, and the applicant reads what is owed.
    now.at = vn("2026-11-05 07:00")
    people.official.move(code, "require_payment", amount="12000000", reason="Lệ phí trước bạ")
    anybody.follow(code, "0977000111").says("12.000.000", "Lệ phí trước bạ")
    people.official.open("/can-bo/viec-cua-toi/", loc="dang-cho").says(code)

    # Two weeks pass: nobody is late, nobody may go on.
    now.at = vn("2026-11-18 07:00")
    people.official.move(code, "complete_step", status=409).says("chờ người nộp")
    assert given.dossier_detail(taken.pk, at=now.at).dossier.legal is not Verdict.OVERDUE
    assert code not in people.official.open("/can-bo/viec-cua-toi/", loc="qua-han").text

    # Paid on Thursday 19/11 at 07:00: ten working days (5, 6, 9–13, 16–18) are given back to the promise: (24) … Fri 27/11.
    now.at = vn("2026-11-19 07:00")
    people.official.move(code, "settle_payment", evidence="BL 00123")
    taken.refresh_from_db()
    assert taken.due_at == vn("2026-11-27 17:00")  # 12/11 and 13, 16, 17, 18, 19, 20, 23, (24), 25, 26, 27
    assert taken.first_due_at == vn("2026-11-12 17:00")

    # The platform confirms a second time: nothing waits any more, so nothing changes.
    people.official.move(code, "settle_payment", status=409, evidence="BL 00123")

    # A second part is asked and paid a day later: one more day.
    people.official.move(code, "require_payment", amount="500000", reason="Phí thẩm định")
    now.at = vn("2026-11-20 07:00")
    people.official.move(code, "settle_payment", evidence="BL 00124")
    taken.refresh_from_db()
    assert taken.due_at == vn("2026-11-30 17:00")

    # Decided, issued, posted; the postman's proof closes it.
    for who in (people.official, people.head, people.leader):
        now.at = given.later(now.at, hours=1)
        who.move(code, "complete_step")
    now.at = vn("2026-11-23 09:00")
    people.clerk.move(code, "finish", outcome="granted", note="CS 00988")
    now.at = vn("2026-11-26 10:00")
    people.counter.move(code, "return_result", evidence="RR123456789VN")

    detail = given.dossier_detail(taken.pk, at=now.at)
    assert detail.dossier.state is State.RETURNED
    assert (detail.dossier.legal, detail.dossier.indicator) == (Verdict.EARLY, Verdict.EARLY)
    assert shares(detail.segments)[Holder.APPLICANT] == (10 + 1) * 480
    assert [int(amount) for amount in Wait.objects.order_by("id").values_list("amount", flat=True)] == [12_000_000, 500_000]
    anybody.follow(code, "0977000111")


def test_an_apology_between_two_payments_counts_each_waited_day_once(world: World, now: Now, taken: Dossier) -> None:
    people = staff(world, world.environment)
    code = taken.code

    # One day waited: 12/11 becomes Fri 13/11.
    now.at = vn("2026-11-05 07:00")
    people.official.move(code, "require_payment", amount="12000000", reason="Lệ phí")
    now.at = vn("2026-11-06 07:00")
    people.official.move(code, "settle_payment", evidence="BL 1")
    taken.refresh_from_db()
    assert taken.due_at == vn("2026-11-13 17:00")
    # The head gives the one new date, Wed 18/11; then another working day is waited: Thu 19/11, not Fri 20/11.
    people.head.move(code, "extend", new_day="2026-11-18", reason="Xác minh thực địa")
    now.at = vn("2026-11-09 07:00")
    people.official.move(code, "require_payment", amount="500000", reason="Phí")
    now.at = vn("2026-11-10 07:00")
    people.official.move(code, "settle_payment", evidence="BL 2")

    taken.refresh_from_db()
    assert taken.due_at == vn("2026-11-19 17:00")
