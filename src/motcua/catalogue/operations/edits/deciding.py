"""Asking for a change of the catalogue, and deciding it: never the same person."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Protocol

from django.db import transaction

from motcua.catalogue.facts import EditAsked, EditFact, EditLine, EditState
from motcua.catalogue.models import Edit
from motcua.catalogue.operations.edits import charges, dictionary, papers, properties
from motcua.catalogue.operations.locking import ApprovedUnseen, lock_catalogue, stamp_change
from motcua.catalogue.queries.control.edits import UnknownEdit, edit, edit_of
from motcua.catalogue.rules.parts import written
from motcua.catalogue.rules.permissions import DECIDERS, Actor, require_keeper
from motcua.foundation.errors import NotAllowed, NotPossible, ReasonMissing
from motcua.foundation.text import tidy
from motcua.journal import public as journal


class EditDecided(NotPossible):
    code = "edit_decided"
    vi = "Đề nghị số {edit_id} đã được quyết định trước đó."
    en = "Edit number {edit_id} was decided before."


class EditChangesNothing(NotPossible):
    code = "edit_changes_nothing"
    vi = "Không có gì thay đổi: danh mục đã như vậy."
    en = "Nothing would change: the catalogue says so already."


class NotOwnEdit(NotAllowed):
    code = "not_own_edit"
    vi = "Đề nghị số {edit_id} do người khác lập: chỉ người lập rút được; bạn có thể không duyệt."
    en = "Edit number {edit_id} was drafted by somebody else: only its drafter takes it back; you may refuse it."


class RefusalWithoutReason(ReasonMissing):
    vi = "Ghi lý do không duyệt để người đề nghị biết sửa gì."
    en = "Say why it is refused, so that whoever asked knows what to mend."


class _Changes(Protocol):
    """How a kind of change is previewed and made."""

    def lines(self, asked: Any) -> tuple[EditLine, ...]: ...

    def apply(self, asked: Any) -> list[tuple[str, str, dict[str, Any]]]: ...


_KINDS: dict[str, _Changes] = {
    "set_property": properties,
    "describe_papers": papers,
    "set_charge": charges.SETTING,
    "end_charge": charges.ENDING,
    "enter_word": dictionary.ENTERING,
    "merge_words": dictionary.MERGING,
    "end_word": dictionary.ENDING,
}


def preview(*, asked: EditAsked, actor: Actor) -> tuple[EditLine, ...]:
    """What a change would change today, line by line; writes nothing.

    Raises NotAKeeper, EditChangesNothing, and whatever is wrong with what was asked.
    """
    require_keeper(actor)
    lines = _KINDS[asked.kind].lines(asked)
    if not lines:
        raise EditChangesNothing
    return lines


def preview_of(*, edit_id: int, actor: Actor) -> tuple[EditFact, str]:
    """An edit as it would change the catalogue now (as it did, once decided), and the mark of its lines.

    Raises NotAKeeper, UnknownEdit, and whatever has become wrong with what was asked.
    """
    fact = edit(edit_id=edit_id, actor=actor)
    if fact.state is EditState.WAITING:
        fact = replace(fact, lines=_KINDS[fact.kind].lines(fact.asked))
    return fact, written.mark(fact.lines)


@transaction.atomic
def ask_edit(*, asked: EditAsked, actor: Actor, at: datetime) -> EditFact:
    """Ask for a change; it waits for another person's decision.

    Raises NotAKeeper, EditChangesNothing, and whatever is wrong with what was asked.
    """
    lines = preview(asked=asked, actor=actor)

    edit = Edit.objects.create(
        kind=asked.kind,
        payload=written.payload(asked),
        lines=[asdict(line) for line in lines],
        drafted_by=actor.label,
        drafted_at=at,
    )

    _record(edit, "EditAsked", actor, at)
    return edit_of(edit)


@transaction.atomic
def approve_edit(*, edit_id: int, actor: Actor, at: datetime, seen: str | None = None) -> EditFact:
    """Make an asked change. `seen` is the mark of the lines that were shown; if it would change other things now, nothing is made.

    Raises NotADecider, OwnWork, UnknownEdit, EditDecided, EditChangesNothing, ApprovedUnseen, and whatever has become wrong with what was
    asked.
    """
    at = lock_catalogue(at)
    edit = _locked(edit_id)
    DECIDERS.require(actor, (edit.drafted_by,))
    _require_waiting(edit)
    asked = written.asked(edit.kind, edit.payload)
    lines = _KINDS[edit.kind].lines(asked)
    if not lines:
        raise EditChangesNothing
    if seen is not None and seen != written.mark(lines):
        raise ApprovedUnseen

    facts = _KINDS[edit.kind].apply(asked)
    edit.lines = [asdict(line) for line in lines]
    _decide(edit, EditState.APPROVED, actor, at)

    journal.record_many(
        [
            journal.Fact(name=name, subject=subject, actor=actor.label, at=at, payload={"edit": edit.pk, **said})
            for subject, name, said in facts
        ]
    )
    _record(edit, "EditApproved", actor, at)
    stamp_change()
    return edit_of(edit)


@transaction.atomic
def refuse_edit(*, edit_id: int, reason: str, actor: Actor, at: datetime) -> EditFact:
    """Refuse an asked change, with the reason.

    Raises NotADecider, OwnWork, UnknownEdit, EditDecided, RefusalWithoutReason.
    """
    edit = _locked(edit_id)
    DECIDERS.require(actor, (edit.drafted_by,))
    _require_waiting(edit)
    if not tidy(reason):
        raise RefusalWithoutReason

    edit.reason = tidy(reason)[:1_000]
    _decide(edit, EditState.REFUSED, actor, at)

    _record(edit, "EditRefused", actor, at)
    return edit_of(edit)


@transaction.atomic
def withdraw_edit(*, edit_id: int, actor: Actor, at: datetime) -> EditFact:
    """Take back what one has asked for oneself. Raises NotOwnEdit, UnknownEdit, EditDecided."""
    edit = _locked(edit_id)
    if edit.drafted_by != actor.label:
        raise NotOwnEdit(edit_id=edit_id)
    _require_waiting(edit)

    _decide(edit, EditState.WITHDRAWN, actor, at)

    _record(edit, "EditWithdrawn", actor, at)
    return edit_of(edit)


def _locked(edit_id: int) -> Edit:
    edit = Edit.objects.select_for_update().filter(pk=edit_id).first()
    if edit is None:
        raise UnknownEdit(edit_id=edit_id)
    return edit


def _require_waiting(edit: Edit) -> None:
    if edit.state != EditState.WAITING:
        raise EditDecided(edit_id=edit.pk)


def _decide(edit: Edit, state: EditState, actor: Actor, at: datetime) -> None:
    edit.state, edit.decided_by, edit.decided_at = state, actor.label, at
    edit.save(update_fields=["state", "decided_by", "decided_at", "reason", "lines"])


def _record(edit: Edit, name: str, actor: Actor, at: datetime) -> None:
    journal.record(
        name=name, subject=f"edit:{edit.pk}", actor=actor.label, at=at, payload={"kind": edit.kind, "lines": len(edit.lines)}
    )
