"""A draft is tried by a test dossier before it is in force."""

from tests.dossiers.given import AT, World
from tests.processes.given import CODE, DAY, Drafts, refused
from tests.processes.rows import plain

from motcua.catalogue import public as catalogue
from motcua.catalogue.queries.control.check import check as catalogue_checked
from motcua.organization.public import Actor
from motcua.processes import public as processes
from motcua.processes.operations.drafting import save_draft


def test_a_tried_draft_is_never_in_force_and_written_once_for_the_same_steps(drafts: Drafts) -> None:
    draft = drafts.started()
    frame = catalogue.process_frame(procedure_code=CODE, on=DAY)
    before = (
        catalogue.terms_in_force(procedure_code=CODE, on=DAY).process_id,
        catalogue.processes_of(version_id=frame.version_id),
        [catalogue_checked(on=day) for day in (frame.valid_from, DAY)],
    )

    first = processes.try_draft(draft_id=draft, actor=drafts.drafter, at=AT)
    again = processes.try_draft(draft_id=draft, actor=drafts.control, at=AT)
    steps = plain(minutes=120)
    save_draft(draft_id=draft, seen=drafts.read(draft).revision, name="Khác", steps=steps, actor=drafts.drafter, at=AT)
    changed = processes.try_draft(draft_id=draft, actor=drafts.drafter, at=AT)

    assert first == again != changed
    assert before == (
        catalogue.terms_in_force(procedure_code=CODE, on=DAY).process_id,
        catalogue.processes_of(version_id=frame.version_id),
        [catalogue_checked(on=day) for day in (frame.valid_from, DAY)],
    )
    assert [event.what for event in drafts.read(draft).history].count("tried") == 3
    tried = catalogue.terms_in_force(procedure_code=CODE, on=DAY, process_id=changed)
    assert (tried.process_status, [one.minutes for one in tried.steps]) == ("trial", [one.minutes for one in steps])


def test_a_trial_takes_no_number_and_is_not_carried_on(drafts: Drafts) -> None:
    processes.try_draft(draft_id=drafts.started(), actor=drafts.control, at=AT)
    draft = drafts.read(drafts.approved())

    held = catalogue.processes_of(version_id=draft.version_id)

    assert {one.status for one in held} == {"approved", "derived"}
    assert next(one.number for one in held if one.process_id == draft.process_id) == len(held)


def test_what_would_refuse_the_approval_refuses_the_trial(drafts: Drafts, world: World, leader: Actor) -> None:
    def tried(draft: int, actor: Actor) -> int:
        return processes.try_draft(draft_id=draft, actor=actor, at=AT)

    with refused("process_still_wrong"):
        tried(drafts.started(steps=plain(minutes=100_000)), drafts.drafter)
    with refused("process_still_wrong"):
        tried(drafts.started(steps=()), drafts.drafter)
    with refused("may_not_draft_a_process"):
        tried(drafts.started(), leader)
    with refused("unknown_draft"):
        tried(drafts.started(), world.who("official", world.environment))
    dropped = drafts.started()
    drafts.move("drop", dropped)
    with refused("draft_dropped"):
        tried(dropped, drafts.drafter)
    assert tried(drafts.approved(), drafts.control)
