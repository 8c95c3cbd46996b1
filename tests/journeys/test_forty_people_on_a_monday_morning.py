"""Forty people at seven on a Monday: two counters, numbers, priority, a display that calls each once."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect
from tests.browser_fixtures import Watched, axe, fits, shot, sign_in
from tests.counters.given import SEVEN, Desk
from tests.dossiers.given import World
from tests.dossiers.worlds import Now
from tests.journeys.people import user

from motcua.counters.facts import DeviceKind
from motcua.counters.models import Announcement, Ticket
from motcua.counters.operations import devices

PEOPLE = 40


def _paired(watched: Watched, desk: Desk, kind: DeviceKind, **size: int):  # type: ignore[no-untyped-def]
    code = devices.issue_device(room_id=desk.room_id, kind=kind, name="Sảnh", actor=desk.head, at=SEVEN)
    page = watched.open(**size)
    page.goto(reverse("counters:pair"))
    page.get_by_label("Mã").fill(code)
    page.get_by_role("button", name="Ghép").click()
    return page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_forty_people_are_served_in_a_fair_order(committed_world: World, now: Now, watched: Watched) -> None:
    now.at = SEVEN
    desk = Desk(committed_world)
    kiosk = _paired(watched, desk, DeviceKind.KIOSK, width=1080, height=1400)
    screen = _paired(watched, desk, DeviceKind.DISPLAY, width=1920, height=1080)
    expect(kiosk.get_by_role("heading", name="Bạn cần làm việc gì?")).to_be_visible()
    axe(kiosk), fits(kiosk), axe(screen), fits(screen)
    shot(kiosk, "waiting-kiosk"), shot(screen, "waiting-display-empty", full=False)

    kiosk.get_by_text("Người cao tuổi").click()
    kiosk.get_by_role("button", name="Hộ tịch").click()
    expect(kiosk.get_by_role("heading", name="A001")).to_be_visible()
    axe(kiosk)
    shot(kiosk, "waiting-slip")
    for number in range(1, PEOPLE):
        desk.takes("A", at=SEVEN, priority="disabled" if number % 8 == 0 else "")

    clerk = watched.open()
    sign_in(clerk, user(desk.clerks[0]))
    clerk.goto(reverse("counters:panel"))
    clerk.get_by_role("button", name="Ngồi quầy 1").click()
    clerk.get_by_role("button", name="Gọi số tiếp").click()
    expect(clerk.locator("main .ticket")).to_have_text("A001")
    expect(screen.locator(".calls .new b")).to_have_text("A\u00a0001")
    expect(screen.locator("[data-said]")).to_have_text("Mời số A không không một, đến quầy số một")
    axe(clerk), fits(clerk), axe(screen)
    shot(clerk, "waiting-panel"), shot(screen, "waiting-display", full=False)
    clerk.get_by_role("button", name="Bắt đầu phục vụ").click()
    clerk.get_by_role("button", name="Phục vụ xong").click()

    desk.sits(1)
    for turn in range(PEOPLE - 1):
        counter, at = turn % 2, SEVEN + timedelta(minutes=2 * (turn // 2) + 1)
        desk.serves(desk.calls(counter, at=at), counter, at=at, minutes=1)

    assert Ticket.objects.filter(state="finished").count() == PEOPLE
    assert Announcement.objects.count() == PEOPLE
    waits = [ticket.first_called_at - ticket.taken_at for ticket in Ticket.objects.exclude(priority="")]
    assert max(waits) <= timedelta(minutes=10), "those of a priority group did not wait for forty others"
    now.at = SEVEN + timedelta(hours=1)
    head = watched.open()
    sign_in(head, user(desk.head))
    head.goto(reverse("counters:report", args=[desk.world.rach_gia_centre.id]))
    expect(head.locator(".tile b").first).to_have_text(str(PEOPLE))
    shot(head, "waiting-report")
