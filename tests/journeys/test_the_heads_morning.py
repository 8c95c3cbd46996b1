"""Errand 11: what turns overdue today and this week, who is buried, who is away; twelve dossiers move, sixty results are signed before eight."""

from tests.dossiers import given
from tests.dossiers.given import AT, Lives, World, vn
from tests.dossiers.pages import WORK, Browser
from tests.dossiers.worlds import Now

from motcua.dossiers.models import Dossier
from motcua.organization.public import Role

SEVEN = vn("2026-11-23 07:00")


def _many(browser: Browser, move: str, dossiers: list[int], asks: str, **typed: str) -> None:
    """A move on the dossiers that are ticked in a list."""
    chosen = [f"{one}.{Dossier.objects.get(pk=one).moves}" for one in dossiers]
    page = browser.post(f"{WORK}nhieu/", viec=move, chon=chosen, loc="ca-don-vi")
    browser.send(WORK, page.form(asks), **typed).says(f"Đã làm {len(dossiers)} hồ sơ.")


def test_the_heads_morning(world: World, life: Lives, now: Now) -> None:
    buried, deputy = world.who("official", world.rach_gia), world.who("clerk", world.rach_gia)
    colleague = given.official(Role.OFFICIAL, world.rach_gia, username="official2.rach_gia")
    head, leader = Browser(world.who("head", world.rach_gia)), Browser(world.who("leader", world.rach_gia))
    today, week = [life.in_process(at=AT) for _ in range(2)], [life.in_process(at=vn("2026-11-18 08:00")) for _ in range(10)]
    late = life.in_process(at=vn("2026-11-02 08:00"))
    results = [life.in_process(at=vn("2026-11-20 08:00")) for _ in range(60)]
    for one in [*today, *week, late]:
        life.do("assign", one, at=vn("2026-11-20 08:00"), to_user_id=buried.user_id)
    for one in results:
        while given.open_step(one).role != "leader":
            life.do("complete_step", one, at=vn("2026-11-20 09:00"))
    given.away(buried, deputy=deputy, since=SEVEN)

    # Seven o'clock: two today, twelve within seven days beside the sixty, one late; who has thirteen is away.
    now.at = SEVEN
    morning = head.open("/lanh-dao/sang-nay/")
    for said in ("2 hồ sơ hết hạn hôm nay", "1 hồ sơ đang quá hạn", "1 người vắng mặt có việc", f"làm thay: {deputy.name}"):
        assert said in morning.words, morning.words[:1500]
    morning.says(*(given.code(one) for one in today))
    assert f"{buried.name} Vắng làm thay: {deputy.name} 13 1" in morning.words

    # Twelve go to a colleague in one go; the leader signs sixty by one confirmation.
    _many(head, "assign", [*today, *week], "to_user_id", to_user_id=str(colleague.user_id))
    assert {given.open_step(one).assignee_id for one in (*today, *week)} == {colleague.user_id}
    assert f"{colleague.name} 12 0" in head.open("/lanh-dao/sang-nay/").words
    now.at = vn("2026-11-23 07:50")
    _many(leader, "complete_step", results, "note")
    assert {given.open_step(one).role for one in results} == {"clerk"}
