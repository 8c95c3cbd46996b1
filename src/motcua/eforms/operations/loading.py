"""Taking over forms from files: each becomes a draft that somebody must approve."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from motcua.eforms.facts import FormsLoaded, State
from motcua.eforms.models import Form, FormVersion
from motcua.eforms.operations.drafting import DraftThere, change_draft, create_form, draft_next
from motcua.eforms.operations.pinning import pin
from motcua.eforms.rules import texts
from motcua.eforms.rules.parcels import Parcel, parcel
from motcua.eforms.rules.permissions import Actor, require_designer
from motcua.foundation.errors import DomainError, NotFound, NotPossible
from motcua.foundation.sheets.lines import LineRefused


@transaction.atomic
def import_forms(*, files: Mapping[str, str | bytes], source: str, actor: Actor, at: datetime) -> FormsLoaded:
    """Take the forms of files as drafts, each pinned to the procedures it names, as far as they are in force.

    One that cannot be taken is refused with its reason, the others are taken all the same; a second run changes nothing.
    Raises NotADesigner.
    """
    require_designer(actor)
    loaded = FormsLoaded(source=source[:200])
    for number, (name, text) in enumerate(files.items(), start=1):
        try:
            with transaction.atomic():
                _take(parcel(text), loaded, actor=actor, at=at)
        except DomainError as error:
            loaded.refused.append(
                LineRefused(line=number, code=name[:60], reason=error.code, detail=error.sentence_vi, detail_en=error.sentence_en)
            )
    return loaded


def _take(given: Parcel, loaded: FormsLoaded, *, actor: Actor, at: datetime) -> None:
    form = Form.objects.filter(code=given.code).first()
    if form is None:
        version_id = create_form(
            code=given.code, name=given.name, basis=given.basis, actor=actor, at=at,
            confidence=given.confidence, document=given.document,
        )  # fmt: skip
        kind = "new"
    else:
        version_id, kind = _next_version(form, given, actor=actor, at=at)
    if FormVersion.objects.filter(pk=version_id, state=State.DRAFT).exists():
        loaded.not_pinned += _pin_all(given, version_id, actor=actor, at=at)
    setattr(loaded, kind, getattr(loaded, kind) + 1)


def _next_version(form: Form, given: Parcel, *, actor: Actor, at: datetime) -> tuple[int, str]:
    """The version that now says what the file says, and whether it did before."""
    newest = form.versions.order_by("-number").first()
    if newest is not None and newest.digest == texts.digest(given.document):
        return newest.pk, "unchanged"
    if newest is not None and newest.state == State.DRAFT:
        if newest.drafted_by != [actor.label]:
            raise DraftThere
        version_id, revision = newest.pk, newest.revision
    else:
        version_id, revision = draft_next(form_id=form.pk, actor=actor, at=at), 1
    change_draft(
        version_id=version_id, revision=revision, document=given.document, actor=actor, at=at,
        basis=given.basis, confidence=given.confidence,
    )  # fmt: skip
    return version_id, "changed"


def _pin_all(given: Parcel, version_id: int, *, actor: Actor, at: datetime) -> list[str]:
    left = []
    for code in given.procedures:
        try:
            pin(version_id=version_id, procedure_code=code, case=given.case, actor=actor, at=at)
        except (NotFound, NotPossible):
            left.append(f"{given.code}: {code}")
    return left
