"""A draft of a process is tried with a test dossier, by one person in everybody's place, and nobody else is troubled."""

from datetime import date, timedelta
from typing import Any

import pytest
from tests.catalogue import given as catalogue_given
from tests.catalogue.factories import line
from tests.dossiers import factories, given
from tests.dossiers.given import AT, World
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.worlds import Now
from tests.processes.given import Drafts
from tests.processes.rows import outcomes, plain, step, table

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.public import Filter, Outcome, State
from motcua.foundation.errors import DomainError, NotAllowed, NotFound
from motcua.journal import public as journal
from motcua.organization.public import Actor, Role
from motcua.processes.operations.drafting import Beginning, save_draft, start_draft

DRAFT = "/kiem-soat/quy-trinh/"


@pytest.fixture
def drafts(world: World, now: Now) -> Drafts:
    now.at = AT
    return Drafts(world, given.official(Role.LEADER, world.top, username="chutich"))


def branching(world: World) -> Any:
    """Reception, examination with two opinions to take and a way back, signature, return."""
    return table(
        step("receive"),
        step("examine", name="Thẩm định", outcomes=outcomes(("Đạt", "next"), ("Không đạt", "refuse"))),
        step("consult", key="y1", beside="examine", place="agency", agency_id=world.police.id, name="Hỏi công an"),
        step("consult", key="y2", beside="examine", place="agency", agency_id=world.construction.id, name="Hỏi xây dựng"),
        step("sign", role="leader", outcomes=outcomes(("Ký", "next"), ("Sửa lại", "examine"))),
        step("return"),
    )


def tried(draft: int, world: World, actor: Actor, **more: Any) -> int:
    filing = factories.filing(
        centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id, is_test=True, draft_id=draft, **more
    )
    return int(dossiers.file_dossier(filing=filing, actor=actor, at=AT).dossier_id)


@pytest.mark.parametrize("who", ["drafter", "control"])
def test_one_person_does_every_step_and_answers_for_everybody(drafts: Drafts, world: World, who: str) -> None:
    actor = getattr(drafts, who)
    dossier = tried(drafts.started(steps=branching(world)), world, actor)

    def do(move: str, **arguments: Any) -> None:
        dossiers.perform(move=move, dossier_id=dossier, actor=actor, at=AT, **arguments)

    do("accept")
    do("forward")
    do("consult")
    for answer in ("Đủ", "Cũng đủ"):
        do("answer_consultation", answer=answer, agrees=True)
    do("complete_step", branch="Đạt")
    do("complete_step", branch="Sửa lại")
    do("request_supplement", items=["Bản vẽ"], reason="Thiếu")
    do("receive_supplement")
    do("complete_step", branch="Đạt")
    do("finish", outcome=Outcome.GRANTED, branch="Ký")
    do("return_result")

    row = given.dossier(dossier)
    assert (row.state, row.tried_by_id) == (State.RETURNED, actor.user_id)
    facts = journal.history(f"dossier:{dossier}")
    assert facts[0].payload["test"] is True
    assert [fact.payload["tried_as"] for fact in facts[1:4]] == ["counter", "counter", "official"]
    assert all("tried_as" in fact.payload for fact in facts[1:])
    assert journal.verify(f"dossier:{dossier}").ok


def test_nobody_else_moves_it_and_it_is_in_no_list_of_theirs(drafts: Drafts, world: World) -> None:
    others = [world.who(role, world.rach_gia) for role in ("official", "head", "leader", "clerk")]
    others += [world.who("counter", world.rach_gia_centre), world.who("official", world.police)]
    tester = drafts.control
    dossier = tried(drafts.started(steps=branching(world)), world, tester)
    for move in ("accept", "forward", "consult"):
        dossiers.perform(move=move, dossier_id=dossier, actor=tester, at=AT)

    for other in others:
        for which in Filter:
            assert dossiers.worklist(actor=other, which=which, at=AT).rows == ()
        assert {count.shown for count in dossiers.counts(actor=other, at=AT).values()} == {0}
        with pytest.raises(NotAllowed):
            dossiers.perform(move="complete_step", dossier_id=dossier, actor=other, at=AT, branch="Đạt", waive_reason="vì")
    Browser(others[1]).open(page_of(dossier)).says("chỉ người đang thử làm các bước")
    assert [row.code for row in dossiers.worklist(actor=tester, which=Filter.MY_TURN, at=AT).rows] == [given.code(dossier)]
    assert dossiers.unit_counts(agency_ids=None, since=AT - timedelta(days=9), at=AT, soon=AT) == ()
    assert not any(dossiers.tally().values())


def test_only_who_may_try_the_draft_files_and_only_a_test_dossier(drafts: Drafts, world: World) -> None:
    draft = drafts.started()

    for actor, code in (
        (world.who("counter", world.rach_gia_centre), "unknown_draft"),
        (drafts.leader, "may_not_draft_a_process"),
        (world.who("official", world.environment), "unknown_draft"),
    ):
        with pytest.raises(DomainError, check=lambda error, code=code: error.code == code):
            tried(draft, world, actor)
    filing = factories.filing(centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id, draft_id=draft)
    with pytest.raises(NotAllowed, match="procedure control"):
        dossiers.file_dossier(filing=filing, actor=drafts.control, at=AT)
    with pytest.raises(NotFound):
        tried(drafts.started(code=factories.BUILDING), world, drafts.control)
    assert not Dossier.objects.exists()


def test_a_dossier_goes_on_by_the_steps_that_were_tried(drafts: Drafts, world: World) -> None:
    draft = drafts.started(steps=plain(minutes=60))
    first = tried(draft, world, drafts.drafter)
    save_draft(draft_id=draft, seen=1, name="Khác", steps=plain(minutes=240), actor=drafts.drafter, at=AT)

    second = tried(draft, world, drafts.drafter)

    assert [given.terms(one).steps[1].minutes for one in (first, second)] == [60, 240]
    for one, due in ((first, "09:00"), (second, "14:00")):  # the step takes an hour; four, past the noon break
        for move in ("accept", "forward"):
            dossiers.perform(move=move, dossier_id=one, actor=drafts.drafter, at=AT)
        assert given.open_step(one).due_at == given.vn(f"2026-11-16 {due}")


def test_from_the_page_of_the_draft_to_the_last_step(drafts: Drafts, world: World) -> None:
    draft = drafts.started(steps=branching(world))
    tester = Browser(drafts.drafter)
    page = tester.open(f"{DRAFT}{draft}/")

    opened = tester.send(page.at, page.form("competent_id"), competent_id=str(world.rach_gia.id))

    row = Dossier.objects.get()
    opened.says("Hồ sơ kiểm thử", "cán bộ một cửa tại", "Bạn đang thử một dự thảo quy trình")
    assert opened.response.redirect_chain[-1][0] == page_of(row.code)
    for move in ("accept", "forward", "consult", "consult"):
        form = tester.open(page_of(row.code)).form(move)
        tester.send(page_of(row.code), form)
    for _agency in range(2):
        tester.move(row.code, "answer_consultation", answer="Đồng ý", agrees="1")
    tester.open(page_of(row.code)).says("công chức giải quyết tại", "hạn bước", "thử, thay")
    assert given.open_step(row.pk).name == "Thẩm định"


def test_a_draft_with_findings_says_so_and_the_button_is_not_there(drafts: Drafts, world: World) -> None:
    wrong, right = drafts.started(steps=plain(minutes=100_000)), drafts.started()
    tester = Browser(drafts.control)

    page = tester.open(f"{DRAFT}{wrong}/")
    page.says("Chưa thử được")
    assert not any("competent_id" in form.names for form in page.forms)
    sent = tester.post(f"/can-bo/thu-quy-trinh/{wrong}/", competent_id=str(world.rach_gia.id))
    sent.says("nên chưa đi tiếp được")
    tester.post(f"/can-bo/thu-quy-trinh/{right}/", competent_id=str(world.rach_gia_centre.id)).says("Chọn cơ quan giải quyết")
    assert "Thử quy trình" not in Browser(drafts.leader).open(f"{DRAFT}{right}/").text
    Browser(world.who("counter", world.rach_gia_centre)).post(f"/can-bo/thu-quy-trinh/{right}/", status=404)
    assert not Dossier.objects.exists()


def test_a_draft_for_a_coming_version_is_tried_with_its_limit(drafts: Drafts, world: World) -> None:
    coming = date(2026, 12, 1)
    catalogue_given.imported(
        [line(factories.FIVE_DAYS, time_limit="2 ngày làm việc", ministry="Bộ Xây dựng")], effective=coming, at=AT
    )
    beginning = Beginning(steps=plain(minutes=60))
    draft = start_draft(procedure_code=factories.FIVE_DAYS, actor=drafts.drafter, at=AT, beginning=beginning, from_day=coming)
    dossier = tried(draft, world, drafts.drafter)

    dossiers.perform(move="accept", dossier_id=dossier, actor=drafts.drafter, at=AT)

    assert given.dossier(dossier).version_id == drafts.read(draft).version_id
    assert given.dossier(dossier).due_at == given.vn("2026-11-18 17:00")
    assert given.dossier_detail(dossier).dossier.procedure_code == factories.FIVE_DAYS
    page = Browser(drafts.drafter).open(f"{DRAFT}{draft}/")
    page.says("Thử theo thời hạn và giấy tờ của bản công bố áp dụng từ 01/12/2026.")
