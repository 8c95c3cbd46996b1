"""Edits that wait for a decision, and those that were decided: the change log of what stands beside the published text."""

from django.db.models import Q

from motcua.catalogue.facts import EditFact, EditLine, EditState
from motcua.catalogue.models import Edit
from motcua.catalogue.rules.parts import written
from motcua.catalogue.rules.permissions import Actor, require_reader
from motcua.foundation import paging
from motcua.foundation.errors import NotFound
from motcua.foundation.paging import Page


class UnknownEdit(NotFound):
    code = "unknown_edit"
    vi = "Không có đề nghị số {edit_id}."
    en = "There is no edit number {edit_id}."


def edits(*, actor: Actor, state: str = "", code: str = "", size: int = 30, cursor: str | None = None) -> Page[EditFact]:
    """The newest first; of one state, of one procedure. Raises NotAKeeper."""
    require_reader(actor)
    rows = Edit.objects.order_by("-id")
    if state:
        rows = rows.filter(state=state)
    if code:
        rows = rows.filter(Q(payload__codes__contains=[code]) | Q(lines__contains=[{"subject": code}]))
    if cursor:
        rows = rows.filter(id__lt=paging.decode(cursor, int)[0])
    page = paging.page(list(rows[: size + 1]), size=size, key=lambda edit: [edit.pk])
    return Page(rows=tuple(edit_of(edit) for edit in page.rows), next=page.next)


def edit(*, edit_id: int, actor: Actor) -> EditFact:
    """One edit as it was asked. Raises NotAKeeper, UnknownEdit."""
    require_reader(actor)
    found = Edit.objects.filter(pk=edit_id).first()
    if found is None:
        raise UnknownEdit(edit_id=edit_id)
    return edit_of(found)


def edit_of(edit: Edit) -> EditFact:
    """An edit as it was asked and decided."""
    asked, lines = written.asked(edit.kind, edit.payload), tuple(EditLine(**line) for line in edit.lines)
    return EditFact(
        id=edit.pk,
        asked=asked,
        thing=written.thing(asked, lines),
        state=EditState(edit.state),
        drafted_by=edit.drafted_by,
        drafted_at=edit.drafted_at,
        decided_by=edit.decided_by,
        decided_at=edit.decided_at,
        reason=edit.reason,
        lines=lines,
    )
