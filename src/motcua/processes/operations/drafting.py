"""A draft begins (empty, from what is in force, from a file, from another draft) and is written."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.catalogue import public as catalogue
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, StalePage
from motcua.foundation.text import fold, tidy
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.processes.facts import DraftState, Outcome, Step
from motcua.processes.models import Draft, Event
from motcua.processes.queries.drafts import UnknownDraft, departments, readable
from motcua.processes.rules import lifecycle, permissions, written_steps

#: Values of what was decided or chosen, put into the reader's words when they are read.
Said = dict[str, str | int]


class DraftChanged(StalePage):
    vi = "Người khác vừa lưu dự thảo này. Chữ bạn đã gõ vẫn còn ở đây; mở dự thảo ở thẻ khác để xem bản mới rồi quyết định."
    en = "Somebody else saved this draft just now. What you typed is still here; open the draft in another tab to see theirs."


class NameMissing(Invalid):
    code = "process_name_missing"
    vi = "Ghi tên quy trình (không quá 300 chữ)."
    en = "Give the process a name (300 letters at most)."


class CannotDecide(Invalid):
    code = "agency_cannot_decide"
    vi = "«{agency}» không giải quyết thủ tục {procedure_code}: thủ tục thuộc cấp khác, hoặc đó là trung tâm tiếp nhận."
    en = "“{agency}” does not decide procedure {procedure_code}: it is of another level, or a service centre."


@dataclass(frozen=True, slots=True, kw_only=True)
class Beginning:
    """What a draft begins with."""

    steps: tuple[Step, ...] = ()
    name: str = ""
    what: str = "started"
    source: str = ""
    note: str = ""
    agency_ids: frozenset[int] = frozenset()


@transaction.atomic
def start_draft(
    *, procedure_code: str, actor: organization.Actor, at: datetime, beginning: Beginning | None = None, from_force: bool = False,
    from_day: date | None = None,
) -> int:  # fmt: skip
    """Begin a draft for the version of a procedure in force today, or on the later day from which it is meant to hold; with
    `from_force` from its process for all agencies.

    Raises MayNotDraft, NotYourField, FieldUnknown, UnknownProcedure, ProcedureNotInForce, ProcedureHasNoContent, StepsMalformed, CannotDecide.
    """
    begun = beginning or Beginning()
    home_of(actor)
    frame = frame_from(procedure_code, from_day, at)
    agency_id = home_of(actor, frame)
    steps = written_steps.cleaned(_in_force(frame) if from_force else begun.steps)
    require_decide(begun.agency_ids, frame)

    name = tidy(begun.name)[:300] or frame.short_name
    draft = Draft.objects.create(
        version_id=frame.version_id, code=frame.code, procedure=frame.short_name, name=name,
        folded=fold(f"{frame.code} {frame.name} {name}"), state=DraftState.DRAFTED, agency_id=agency_id,
        agency_ids=sorted(begun.agency_ids), steps=written_steps.kept(steps), source=begun.source[:200], changed_at=at,
    )  # fmt: skip

    note(draft, begun.what, actor=actor, at=at, words=begun.note, steps=True)
    return draft.id


def frame_from(procedure_code: str, from_day: date | None, at: datetime) -> catalogue.ProcessFrame:
    """The frame on the day from which a process is meant to hold; today, where that is said to be over or is not said."""
    today = clock.local_day(at)
    return catalogue.process_frame(procedure_code=procedure_code, on=max(from_day or today, today))


def home_of(actor: organization.Actor, frame: catalogue.ProcessFrame | None = None) -> int | None:
    """The agency for which somebody drafts: anything, or the process of a procedure. Raises MayNotDraft, NotYourField, FieldUnknown."""
    own = permissions.drafts_at(actor, departments())
    if not own and not permissions.controls(actor):
        raise permissions.MayNotDraft
    if not own:
        return min(actor.agencies(organization.Role.CONTROL), default=None)
    home = min(own & frame.in_charge if frame and own & frame.in_charge else own)
    if frame:
        permissions.require_drafter(actor, agency_id=home, procedure=frame)
    return home


def _in_force(frame: catalogue.ProcessFrame) -> tuple[Step, ...]:
    processes = catalogue.processes_of(version_id=frame.version_id)
    held = next((process for process in processes if process.for_all and process.valid_to is None), None)
    return as_steps(held.steps) if held else ()


def as_steps(steps: Iterable[catalogue.StepTerms]) -> tuple[Step, ...]:
    """Steps in force as this room knows them."""
    return tuple(
        Step(**(asdict(step) | {"outcomes": tuple(Outcome(label=one.label, target=one.target) for one in step.outcomes)}))
        for step in steps
    )


def as_terms(steps: Iterable[Step]) -> tuple[catalogue.StepTerms, ...]:
    """Steps as the catalogue keeps them."""
    outcomes = {
        step.number: tuple(catalogue.StepOutcome(label=one.label, target=one.target) for one in step.outcomes) for step in steps
    }
    return tuple(catalogue.StepTerms(**(asdict(step) | {"outcomes": outcomes[step.number]})) for step in steps)


def require_decide(agency_ids: Iterable[int], frame: catalogue.ProcessFrame) -> None:
    """Raises CannotDecide, AgencyUnknown."""
    for agency in map(organization.agency, agency_ids):
        if agency.level not in frame.levels or agency.kind in organization.CENTRES:
            raise CannotDecide(agency=agency.name, procedure_code=frame.code)


@transaction.atomic
def save_draft(
    *, draft_id: int, seen: int, name: str, steps: Sequence[Step], actor: organization.Actor, at: datetime, what: str = "saved"
) -> int:
    """Write name and steps, and give the new revision. Unfinished rows may be kept; what is wrong is shown, and stops it later.

    Raises UnknownDraft, MayNotDraft, NotYourField, FieldUnknown, DraftNotEditable, DraftChanged, NameMissing, StepsMalformed.
    """
    draft = locked(draft_id, seen=seen, actor=actor)
    _require_writer(draft, actor, at)
    called = tidy(name)
    if not 0 < len(called) <= 300:
        raise NameMissing
    rows = written_steps.kept(written_steps.cleaned(steps))
    if rows == draft.steps and called == draft.name:
        return draft.revision

    draft.steps, draft.name = rows, called
    draft.folded = fold(f"{draft.code} {draft.procedure} {called}")
    draft.revision += 1
    draft.changed_at = at
    draft.save(update_fields=["steps", "name", "folded", "revision", "changed_at"])

    note(draft, what, actor=actor, at=at, steps=True)
    return draft.revision


@transaction.atomic
def choose_agencies(*, draft_id: int, seen: int, agency_ids: Iterable[int], actor: organization.Actor, at: datetime) -> int:
    """Say for which agencies the process is: one process, as many as are named; none for all that decide the procedure.

    Raises UnknownDraft, MayNotDraft, NotYourField, FieldUnknown, DraftNotEditable, DraftChanged, CannotDecide, AgencyUnknown, AgencyClosed.
    """
    draft = locked(draft_id, seen=seen, actor=actor)
    _require_writer(draft, actor, at)
    chosen = sorted(set(agency_ids))
    require_decide(chosen, catalogue.version_frame(version_id=draft.version_id))
    for agency_id in chosen:
        organization.require_open(agency_id, on=clock.local_day(at))
    if chosen == draft.agency_ids:
        return draft.revision

    draft.agency_ids = chosen
    draft.revision += 1
    draft.changed_at = at
    draft.save(update_fields=["agency_ids", "revision", "changed_at"])

    note(draft, "agencies", actor=actor, at=at, said={"agencies": len(chosen)}, agencies=chosen)
    return draft.revision


@transaction.atomic
def copy_draft(*, draft_id: int, procedure_code: str, actor: organization.Actor, at: datetime) -> int:
    """Begin a draft for another procedure (or for this one's newer version) with the steps of a draft.

    Raises UnknownDraft and what start_draft raises.
    """
    source = readable(actor).filter(id=draft_id).first()
    if source is None:
        raise UnknownDraft(draft=draft_id)
    beginning = Beginning(
        steps=written_steps.read(source.steps), what="copied", note=f"Từ dự thảo số {source.id}, thủ tục {source.code}",
        name=source.name if procedure_code == source.code else "",
    )  # fmt: skip
    return start_draft(procedure_code=procedure_code, actor=actor, at=at, beginning=beginning)


def locked(draft_id: int, *, actor: organization.Actor, seen: int | None = None) -> Draft:
    """The draft as it stands, for whoever saw it so (None: as it is). Raises UnknownDraft, DraftChanged."""
    draft = readable(actor).select_for_update(of=("self",)).filter(id=draft_id).first()
    if draft is None:
        raise UnknownDraft(draft=draft_id)
    if seen is not None and seen != draft.revision:
        raise DraftChanged
    return draft


def frame_now(draft: Draft, at: datetime) -> catalogue.ProcessFrame:
    """What the version of a draft must keep within by the law of the moment."""
    return catalogue.version_frame(version_id=draft.version_id, on=clock.local_day(at))


def _require_writer(draft: Draft, actor: organization.Actor, at: datetime) -> None:
    permissions.require_drafter(actor, agency_id=draft.agency_id, procedure=frame_now(draft, at))
    lifecycle.require_editable(DraftState(draft.state))


def note(
    draft: Draft,
    what: str,
    *,
    actor: organization.Actor,
    at: datetime,
    words: str = "",
    said: Said | None = None,
    steps: bool = False,
    agencies: Sequence[int] | None = None,
) -> None:
    """Keep what was done in the draft's history and in the journal: there without anybody's words."""
    number = Event.objects.filter(draft=draft).count() + 1
    Event.objects.create(
        draft=draft, number=number, what=what, by_id=actor.user_id, at=at, note=words[:4_000], said=said or {},
        steps=draft.steps if steps else None,
    )  # fmt: skip
    payload = {
        "code": draft.code,
        "version": draft.version_id,
        "what": what,
        "revision": draft.revision,
        "state": draft.state,
        "steps": len(draft.steps),
    }
    more = {"agencies": list(agencies)} if agencies is not None else {}
    journal.record(
        name="ProcessDraftChanged", subject=f"process_draft:{draft.id}", actor=actor.label, at=at, payload=payload | more
    )
