"""Errand 8: an environmental permit, with a site visit, a hearing, two drafts, three signatures; the leader is away and a deputy signs."""

from tests.dossiers import given
from tests.dossiers.factories import ENVIRONMENT
from tests.dossiers.given import World, away, vn
from tests.dossiers.pages import Browser, Page, page_of
from tests.dossiers.worlds import Now
from tests.journeys.desks import Staff, receive, staff

from motcua.dossiers.models import Dossier, ResultPaper
from motcua.drafting import public as drafting
from motcua.journal import public as journal

PHONE = "0909765432"


def test_an_environmental_permit(world: World, now: Now) -> None:
    people = staff(world, world.environment)
    now.at = vn("2026-11-02 08:00")
    dossier = receive(
        people.counter, ENVIRONMENT, name="Công ty Thủy sản Tám", phone=PHONE, competent_id=str(world.environment.id)
    )
    people.counter.move(dossier.code, "forward")

    _site_visit_and_hearing(people, dossier, now)
    draft = _two_drafts(people, dossier, now)
    _three_signatures(world, people, dossier, draft, now)

    # The centre hands it to somebody with a paper of authority; the applicant reads so.
    now.at = vn("2026-11-19 09:00")
    people.counter.move(
        dossier.code, "return_result", receiver="authorised", receiver_name="Lê Thị Sáu", receiver_id="089181000777",
        authority_paper="Giấy ủy quyền 15/2026", originals_returned="on",
    )  # fmt: skip
    followed = Browser().follow(dossier.code, PHONE)
    followed.says("01/GPMT-SNNMT", "Người được bạn ủy quyền đã nhận")
    assert "089181000777" not in followed.text


def _send(who: Browser, dossier: Dossier, path: str, having: str, **typed: str) -> Page:
    at = page_of(dossier.code, path)
    return who.send(at, who.open(at).form(having), **typed)


def _site_visit_and_hearing(people: Staff, dossier: Dossier, now: Now) -> None:
    now.at = vn("2026-11-03 08:00")
    _send(
        people.official,
        dossier,
        "xac-minh/them/",
        "place",
        place="Ao nuôi số 3",
        planned_at="2026-11-05T08:00",
        applicant_must="on",
    )
    _send(people.official, dossier, "xac-minh/them/", "place", kind="hearing", place="Phòng họp 2", planned_at="2026-11-09T14:00")
    Browser().follow(dossier.code, PHONE).says("Ao nuôi số 3", "Bạn cần có mặt.", "Phòng họp 2")
    visit, hearing = (one.id for one in drafting.verifications_of(dossier.pk))

    now.at = vn("2026-11-05 11:00")
    _send(
        people.official, dossier, f"xac-minh/{visit}/", "attendees", attendees="Ông Tám\nCán bộ xã", content="Có bể lắng.",
        conclusion="Đủ điều kiện.", applicant_came="on", held_at="2026-11-05T08:10",
    ).says("Có bể lắng.")  # fmt: skip
    now.at = vn("2026-11-09 16:00")
    _send(
        people.official, dossier, f"xac-minh/{hearing}/", "attendees", attendees="Tổ dân phố 3", content="Dân hỏi về mùi.",
        conclusion="Thống nhất giờ xả thải.", held_at="2026-11-09T14:00",
    )  # fmt: skip
    people.head.open(page_of(dossier.code)).says("Đủ điều kiện.", "Thống nhất giờ xả thải.")


def _two_drafts(people: Staff, dossier: Dossier, now: Now) -> int:
    """The official writes, the head sends it back with why, the official writes anew, the head approves."""
    now.at = vn("2026-11-10 08:00")
    _send(people.official, dossier, "du-thao/them/", "body", title="Giấy phép môi trường", body="Điều 1. Cấp phép 10 năm.")
    people.official.move(dossier.code, "complete_step")
    now.at = vn("2026-11-11 08:00")
    people.head.move(dossier.code, "return_step", reason="Thời hạn theo luật là bảy năm")
    people.official.open(page_of(dossier.code)).says("Bị trả lại để làm lại", "Thời hạn theo luật là bảy năm")

    (draft,) = drafting.drafts_of(dossier.pk)
    _send(people.official, dossier, f"du-thao/{draft.id}/", "body", body="Điều 1. Cấp phép 7 năm.", remarks="Đã sửa thời hạn")
    people.official.move(dossier.code, "complete_step")
    now.at = vn("2026-11-12 08:00")
    path = page_of(dossier.code, f"du-thao/{draft.id}/")
    people.head.open(path + "so-sanh/").says("− Điều 1. Cấp phép 10 năm.", "+ Điều 1. Cấp phép 7 năm.")
    people.head.send(path, people.head.open(path).form("duyet/2")).says("Đã duyệt phiên bản 2")
    return draft.id


def _three_signatures(world: World, people: Staff, dossier: Dossier, draft: int, now: Now) -> None:
    """The head, then in the leader's place the deputy, then the clerk who numbers and issues it."""
    people.head.move(dossier.code, "complete_step")
    leader, deputy = world.who("leader", world.environment), world.who("head", world.environment)
    people.head.open(page_of(dossier.code, "complete_step/"), status=200)
    people.head.move(dossier.code, "complete_step", status=403)

    now.at = vn("2026-11-17 08:00")
    away(leader, deputy=deputy, since=now.at)
    people.head.move(dossier.code, "complete_step").says(f"{deputy.name} ký thay {leader.name}")
    assert journal.history(f"dossier:{dossier.pk}")[-1].payload["in_place_of"] == leader.user_id

    form = people.clerk.open(page_of(dossier.code, "finish/"))
    form.says(deputy.name, f"ký thay {leader.name}", "Giấy phép môi trường, phiên bản 2")
    people.clerk.move(
        dossier.code, "finish", outcome="granted", vb1_name="Giấy phép môi trường", vb1_symbol="GPMT-SNNMT", vb1_pages="4",
        vb1_source=f"draft:{draft}/2",
    )  # fmt: skip
    paper = ResultPaper.objects.get(dossier=dossier)
    assert (paper.number, paper.signer, paper.source) == ("01/GPMT-SNNMT", deputy.name, f"draft:{draft}/2")
    people.official.open(page_of(dossier.code, f"du-thao/{draft}/")).says("Đã phát hành", "01/GPMT-SNNMT", "đang khóa với bạn")
    assert given.dossier(dossier.pk).outcome == "granted"
