"""A draft goes from its department through appraisal to its decision; three people, and nobody twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.catalogue import given as catalogue_given
from tests.catalogue.factories import line as catalogue_line
from tests.dossiers import given as dossiers_given
from tests.dossiers.given import AT, World
from tests.processes.given import CODE, DAY, DECISION, Drafts, refused
from tests.processes.rows import outcomes, plain, step, table

from motcua.catalogue import public as catalogue
from motcua.foundation.errors import DomainError
from motcua.foundation.paging import BadCursor, encode
from motcua.journal import public as journal
from motcua.organization.public import Actor
from motcua.processes import public as processes
from motcua.processes.models import Draft, Event
from motcua.processes.operations.deciding import Decision
from motcua.processes.operations.drafting import choose_agencies, copy_draft, save_draft, start_draft
from motcua.processes.public import DraftState
from motcua.processes.queries import drafts as kept


def test_a_draft_goes_through_three_hands_into_force(drafts: Drafts) -> None:
    before = catalogue.terms_in_force(procedure_code=CODE, on=DAY).process_id

    draft = drafts.read(drafts.approved())

    terms = catalogue.terms_in_force(procedure_code=CODE, on=DAY)
    assert (draft.state, draft.process_id, draft.decision) == (DraftState.APPROVED, terms.process_id, "1234/QĐ-UBND")
    assert [one.key for one in terms.steps] == ["receive", "examine", "sign", "return"]
    assert catalogue.terms_in_force(procedure_code=CODE, on=DAY - timedelta(days=1)).process_id == before
    assert [event.what for event in reversed(draft.history)] == ["started", "submitted", "appraised", "approved"]
    facts = journal.history(f"process_draft:{draft.id}")
    assert [fact.payload["state"] for fact in facts] == ["drafted", "submitted", "appraised", "approved"]
    assert journal.verify(f"process_draft:{draft.id}").ok


def test_the_database_refuses_a_state_and_an_event_that_nobody_knows(drafts: Drafts) -> None:
    drafts.started()

    with pytest.raises(IntegrityError, match="draft_state_is_known"), transaction.atomic():
        Draft.objects.update(state="lost")
    with pytest.raises(IntegrityError, match="event_of_a_draft_is_known"):
        Event.objects.update(what="dreamt")


def test_a_draft_is_measured_by_the_law_of_today_not_of_the_day_its_version_began(drafts: Drafts) -> None:
    """Until a rule of 2016 this version had no limit."""
    civil_status, no_limit = "1.000656", {"channel": "truc_tiep", "time_value": 1, "time_unit": "", "fee": "", "note": ""}
    long_ago = date(2015, 6, 1)
    line = catalogue_line(civil_status, time_limit=None, channels=[no_limit])
    catalogue_given.imported([line], effective=long_ago)
    version = catalogue.process_frame(procedure_code=civil_status, on=long_ago)
    assert version.allowed is None

    draft = drafts.started(code=civil_status, actor=drafts.control)

    with refused("process_still_wrong"):
        drafts.move("submit", draft, actor=drafts.control)


def test_what_is_wrong_stops_a_draft_and_unfinished_rows_may_be_kept(drafts: Drafts) -> None:
    draft = drafts.started(steps=table(step("receive"), step(role="", minutes=0), step("return")))

    with pytest.raises(DomainError, match="2 errors"):
        drafts.move("submit", draft)
    assert drafts.read(draft).state is DraftState.DRAFTED


def test_a_process_longer_than_the_law_allows_never_goes_on(drafts: Drafts) -> None:
    draft = drafts.started(steps=plain(minutes=5 * 480))

    with refused("process_still_wrong") as caught:
        drafts.move("submit", draft)
    assert "dài hơn thời hạn của thủ tục (5 ngày làm việc)" in caught.value.sentence_vi


def test_two_people_in_one_draft_are_told(drafts: Drafts, world: World) -> None:
    draft = drafts.started()
    seen = drafts.read(draft)

    def save(actor: Actor, name: str) -> int:
        return save_draft(draft_id=draft, seen=seen.revision, name=name, steps=seen.steps, actor=actor, at=AT)

    assert save(drafts.drafter, "Bản của tôi") == seen.revision + 1
    with refused("stale_page"):
        save(world.who("head", world.construction), "Bản của trưởng phòng")
    assert drafts.read(draft).name == "Bản của tôi"


def test_saving_the_same_again_changes_nothing(drafts: Drafts) -> None:
    draft = drafts.read(drafts.started())

    again = save_draft(draft_id=draft.id, seen=draft.revision, name=draft.name, steps=draft.steps, actor=drafts.drafter, at=AT)

    assert (again, len(drafts.read(draft.id).history)) == (draft.revision, 1)


def test_what_is_returned_says_why_and_can_be_mended(drafts: Drafts) -> None:
    draft = drafts.submitted()
    with refused("reason_missing"):
        drafts.move("return", draft, actor=drafts.control, said="  ")
    drafts.move("return", draft, actor=drafts.control, said="Thiếu bước xem xét của phòng")

    read = drafts.read(draft)
    assert (read.state, read.return_note) == (DraftState.RETURNED, "Thiếu bước xem xét của phòng")
    save_draft(draft_id=draft, seen=read.revision, name=read.name, steps=plain(minutes=90), actor=drafts.drafter, at=AT)
    drafts.move("submit", draft)
    changed = next(event.changes for event in drafts.read(draft).history if event.changes)
    assert changed == (("Bước 2 «Việc examine»: thời gian 1 giờ → 1,5 giờ", "Step 2 “Việc examine”: time 1 giờ → 1,5 giờ"),)


def test_what_is_submitted_or_decided_is_changed_no_more(drafts: Drafts) -> None:
    for draft in (drafts.submitted(), drafts.appraised(), drafts.approved()):
        read = drafts.read(draft)
        with refused("draft_not_editable"):
            save_draft(draft_id=draft, seen=read.revision, name="x", steps=(), actor=drafts.drafter, at=AT)
        with refused("draft_move_not_possible"):
            drafts.move("drop", draft)


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        (None, "decision_missing"),
        (replace(DECISION, number=" "), "decision_missing"),
        (replace(DECISION, decided_on=DAY + timedelta(days=1)), "decision_ahead"),
        (replace(DECISION, decided_on=DAY), "decision_ahead"),
        (replace(DECISION, valid_from=date(2026, 11, 15), decided_on=date(2026, 11, 1)), "process_begins_in_the_past"),
    ],
)
def test_an_approval_needs_its_decision(drafts: Drafts, decision: Decision | None, code: str) -> None:
    draft = drafts.appraised()

    with refused(code):
        drafts.move("approve", draft, actor=drafts.leader, decision=decision)
    assert drafts.read(draft).state is DraftState.APPRAISED


def test_one_process_for_many_communes(drafts: Drafts, world: World) -> None:
    communes = frozenset({world.rach_gia.id, world.phu_quoc.id})
    draft = drafts.started()
    choose_agencies(draft_id=draft, seen=1, agency_ids=communes, actor=drafts.drafter, at=AT)
    for move, actor, more in (
        ("submit", drafts.drafter, {}),
        ("appraise", drafts.control, {}),
        ("approve", drafts.leader, {"decision": DECISION}),
    ):
        drafts.move(move, draft, actor=actor, **more)

    def process_at(agency: int) -> int:
        return catalogue.terms_in_force(procedure_code=CODE, on=DAY, agency_id=agency).process_id

    made = drafts.read(draft).process_id
    assert [process_at(one.id) == made for one in (world.rach_gia, world.phu_quoc, world.long_xuyen)] == [True, True, False]
    assert len([fact for fact in journal.history(f"process_draft:{draft}") if "agencies" in fact.payload]) == 1


def test_a_centre_is_never_chosen(drafts: Drafts, world: World) -> None:
    draft = drafts.started()

    with refused("agency_cannot_decide"):
        choose_agencies(draft_id=draft, seen=1, agency_ids=[world.rach_gia_centre.id], actor=drafts.drafter, at=AT)


def test_a_draft_is_copied_to_another_procedure(drafts: Drafts) -> None:
    other = dossiers_given.factories.BUILDING
    copied = copy_draft(draft_id=drafts.approved(), procedure_code=other, actor=drafts.drafter, at=AT)

    read = drafts.read(copied)
    assert (read.code, read.state, read.steps) == (other, DraftState.DRAFTED, plain())
    with refused("unknown_procedure"):
        copy_draft(draft_id=copied, procedure_code="9.999999", actor=drafts.drafter, at=AT)


def test_a_draft_begins_from_what_is_in_force(drafts: Drafts) -> None:
    draft = start_draft(procedure_code=CODE, actor=drafts.drafter, at=AT, from_force=True)

    kinds = [one.kind for one in drafts.read(draft).steps]
    assert kinds == ["receive", "examine", "review", "sign", "issue", "return"]
    assert drafts.move("submit", draft) is DraftState.SUBMITTED


def test_the_list_finds_by_code_and_words_and_shows_each_department_its_own(drafts: Drafts, world: World) -> None:
    draft = drafts.started(steps=plain(outcomes=outcomes(("Đạt", "next"))))
    drafts.submitted()
    theirs, others = drafts.drafter, world.who("head", world.environment)

    assert len(kept.drafts(actor=theirs, words="quy trinh THỬ").rows) == 2
    assert [one.id for one in kept.drafts(actor=drafts.control, words=CODE, states=[DraftState.DRAFTED]).rows] == [draft]
    assert kept.drafts(actor=others).rows == kept.drafts(actor=theirs, words="không có").rows == ()
    assert (processes.opens(others), processes.opens(world.who("counter", world.rach_gia_centre))) == (True, False)


def test_the_list_goes_on_where_a_page_ended(drafts: Drafts, django_assert_num_queries: pytest.FixtureRequest) -> None:
    made = [drafts.started() for _ in range(5)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        first = kept.drafts(actor=drafts.control, size=2)
    second = kept.drafts(actor=drafts.control, size=2, cursor=first.next)
    third = kept.drafts(actor=drafts.control, size=2, cursor=second.next)

    assert [one.id for found in (first, second, third) for one in found.rows] == made[::-1]
    assert third.next is None
    with pytest.raises(BadCursor):
        kept.drafts(actor=drafts.control, cursor=encode(["hôm qua", 1]))
