"""Who may begin, write, appraise, approve and read the process of which procedure."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.catalogue import given as catalogue_given
from tests.catalogue.factories import line as catalogue_line
from tests.dossiers import given as dossiers_given
from tests.dossiers.given import AT, World
from tests.processes.given import CODE, DAY, DECISION, Drafts, refused
from tests.processes.rows import plain

from motcua.catalogue import public as catalogue
from motcua.organization.public import Role
from motcua.processes.models import Draft
from motcua.processes.operations.drafting import choose_agencies, copy_draft, save_draft
from motcua.processes.public import DraftState
from motcua.processes.queries import drafts as kept


def test_who_wrote_does_not_appraise_and_who_appraised_does_not_approve(drafts: Drafts, world: World) -> None:
    own = drafts.submitted(actor=drafts.control)
    with refused("own_work"):
        drafts.move("appraise", own, actor=drafts.control)

    appraised = drafts.appraised()
    with refused("own_work"):
        drafts.move("approve", appraised, actor=drafts.control, decision=DECISION)
    other = dossiers_given.official(Role.CONTROL, world.office, username="kiemsoat2")
    assert drafts.move("approve", appraised, actor=other, decision=DECISION) is DraftState.APPROVED


def test_a_deputy_does_not_decide_in_the_authors_name_what_the_author_wrote(drafts: Drafts, world: World) -> None:
    lent = dossiers_given.away(drafts.control, deputy=world.who("reform", world.office), since=AT)
    author, colleague = (dossiers_given.official(Role.CONTROL, world.office, username=name) for name in ("ks2", "ks3"))
    own = dossiers_given.away(author, deputy=colleague, since=AT)
    others, authors, another = drafts.submitted(), drafts.submitted(actor=drafts.control), drafts.submitted(actor=author)

    with refused("own_work"):
        drafts.move("appraise", authors, actor=lent)
    assert drafts.move("appraise", others, actor=lent) is DraftState.APPRAISED
    assert drafts.move("appraise", another, actor=own) is DraftState.APPRAISED


def test_whoever_changed_a_row_is_an_author_too(drafts: Drafts) -> None:
    draft = drafts.started()
    read = drafts.read(draft)
    save_draft(draft_id=draft, seen=read.revision, name="Sửa tên", steps=read.steps, actor=drafts.control, at=AT)
    drafts.move("submit", draft)

    with refused("own_work"):
        drafts.move("appraise", draft, actor=drafts.control)


@pytest.mark.parametrize(
    ("stage", "move", "role", "place", "code"),
    [
        ("submitted", "appraise", "official", "construction", "may_not_appraise_a_process"),
        ("submitted", "appraise", "head", "construction", "may_not_appraise_a_process"),
        ("appraised", "approve", "head", "construction", "may_not_approve_a_draft"),
        ("started", "submit", "official", "environment", "unknown_draft"),
        ("started", "submit", "official", "rach_gia", "unknown_draft"),
        ("started", "submit", "operator", "top", "unknown_draft"),
    ],
)
def test_each_move_belongs_to_its_people(
    drafts: Drafts, world: World, stage: str, move: str, role: str, place: str, code: str
) -> None:
    draft = getattr(drafts, stage)()

    with refused(code):
        drafts.move(move, draft, actor=world.who(role, world.place[place]))


def test_only_departments_and_control_begin_a_draft(drafts: Drafts, world: World) -> None:
    for role, place in (
        ("official", "rach_gia"),
        ("counter", "provincial_centre"),
        ("leader", "construction"),
        ("inspector", "top"),
    ):
        with refused("may_not_draft_a_process"):
            drafts.started(actor=world.who(role, world.place[place]))
    assert drafts.started(actor=world.who("head", world.construction))


@pytest.mark.parametrize(
    ("role", "place", "code", "refusal"),
    [
        (
            "official",
            "construction",
            dossiers_given.factories.BIRTH,
            "field_of_procedure_unknown",
        ),  # no department of justice here
        ("official", "construction", dossiers_given.factories.ENVIRONMENT, "procedure_not_in_your_field"),
        ("head", "environment", CODE, "procedure_not_in_your_field"),
        ("control", "rach_gia", CODE, "may_not_draft_a_process"),
    ],
)
def test_a_department_drafts_in_its_own_field_only(
    drafts: Drafts, world: World, role: str, place: str, code: str, refusal: str
) -> None:
    who = dossiers_given.official(Role(role), world.place[place], username="nguoithu")

    with refused(refusal):
        drafts.started(actor=who, code=code)


def test_a_draft_is_copied_within_the_own_field_only(drafts: Drafts) -> None:
    with refused("procedure_not_in_your_field"):
        copy_draft(draft_id=drafts.started(), procedure_code=dossiers_given.factories.ENVIRONMENT, actor=drafts.drafter, at=AT)


def test_what_left_a_departments_field_is_written_and_led_on_by_control_only(drafts: Drafts) -> None:
    draft = drafts.started()
    catalogue_given.imported([catalogue_line(CODE, ministry="Bộ Tư pháp")], effective=date(2026, 11, 2), at=AT)
    moved = Draft.objects.get(pk=draft)
    moved.version_id = catalogue.process_frame(procedure_code=CODE, on=DAY).version_id
    moved.save()

    with refused("field_of_procedure_unknown"):
        drafts.move("submit", draft)
    with refused("field_of_procedure_unknown"):
        choose_agencies(draft_id=draft, seen=1, agency_ids=[], actor=drafts.drafter, at=AT)
    with refused("field_of_procedure_unknown"):
        save_draft(draft_id=draft, seen=1, name="khác", steps=plain(), actor=drafts.drafter, at=AT)
    assert drafts.move("submit", draft, actor=drafts.control) is DraftState.SUBMITTED


def test_a_commune_reads_the_processes_that_bind_it(drafts: Drafts, world: World) -> None:
    drafts.started(), drafts.approved(agency_ids=frozenset({world.long_xuyen.id}))
    for_all = drafts.approved(decision=replace(DECISION, valid_from=DAY + timedelta(days=1)))
    own = drafts.approved(agency_ids=frozenset({world.rach_gia.id, world.phu_quoc.id}))

    page = kept.drafts(actor=world.who("official", world.rach_gia))

    assert {(row.id, row.is_open) for row in page.rows} == {(for_all, False), (own, False)}
    assert kept.drafts(actor=world.who("head", world.environment)).rows == ()
