"""Writing a form: a new one, the next version of one, every change of a draft."""

from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.catalogue import public as catalogue
from motcua.eforms.facts import State
from motcua.eforms.models import Form, FormUse, FormVersion
from motcua.eforms.queries.filling import FormVersionUnknown
from motcua.eforms.rules import texts
from motcua.eforms.rules.permissions import Actor, require_designer
from motcua.foundation import clock
from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import Invalid, NotFound, NotPossible, StalePage
from motcua.foundation.text import fold, tidy
from motcua.journal import public as journal

_USES = 0x65666F72  # "efor"


class FormUnknown(NotFound):
    code = "form_unknown"
    vi = "Không có biểu mẫu số {form_id}."
    en = "There is no form number {form_id}."


class CodeTaken(NotPossible):
    code = "form_code_taken"
    vi = "Đã có biểu mẫu mang mã {form_code}."
    en = "There is a form with the code {form_code} already."


class BadCode(Invalid):
    code = "bad_form_code"
    vi = "Mã biểu mẫu cần từ 3 đến 60 chữ thường không dấu, số và gạch nối; tên và căn cứ không được để trống."
    en = "The code of a form has 3 to 60 letters a-z, digits and hyphens; name and basis may not be empty."


class NotADraft(NotPossible):
    code = "form_not_a_draft"
    vi = "Bản này đã duyệt nên không sửa nữa: hãy soạn bản tiếp theo."
    en = "This version is approved and no longer changed: draft the next one."


class DraftThere(NotPossible):
    code = "form_draft_there"
    vi = "Biểu mẫu này đang có một bản nháp: hãy sửa bản đó."
    en = "This form has a draft already: change that one."


def empty_document(title: str) -> dict[str, Any]:
    """A form to begin with: one section, one question."""
    return {
        "$schema": "urn:motcua:form:1",
        "title": title,
        "type": "object",
        "sections": [{"key": "nguoi_yeu_cau", "title": "Người yêu cầu"}],
        "properties": {
            "ho_ten": {"type": "string", "title": "Họ, chữ đệm, tên", "section": "nguoi_yeu_cau", "order": 10,
                       "prefill": "applicant.full_name"},
        },
        "required": ["ho_ten"],
    }  # fmt: skip


@transaction.atomic
def create_form(
    *, code: str, name: str, basis: str, actor: Actor, at: datetime,
    confidence: Confidence = Confidence.REMEMBERED, document: dict[str, Any] | None = None,
) -> int:  # fmt: skip
    """Begin a form with the draft of its first version, and give the number of that. Raises NotADesigner, BadCode, CodeTaken."""
    require_designer(actor)
    name, basis = tidy(name)[:200], tidy(basis)[:500]
    if not is_code(code) or not name or not basis:
        raise BadCode
    form, is_new = Form.objects.get_or_create(code=code, defaults={"name": name})
    if not is_new:
        raise CodeTaken(form_code=code)

    said = document if document is not None else empty_document(name)
    row = _save(form, 1, said, basis=basis, confidence=confidence, actor=actor, at=at)

    _record("FormDrafted", row, actor=actor, at=at)
    return row.pk


def is_code(code: str) -> bool:
    return 3 <= len(code) <= 60 and fold(code) == code and code.replace("-", "").isalnum() and code.isascii()


@transaction.atomic
def draft_next(*, form_id: int, actor: Actor, at: datetime) -> int:
    """Begin the next version of a form from its newest one, with the procedures it stands with as they are in force today.

    Raises NotADesigner, FormUnknown, DraftThere.
    """
    form = lock_form(form_id)
    require_designer(actor)
    newest = form.versions.order_by("-number").first()
    if newest is None or newest.state == State.DRAFT:
        raise DraftThere

    row = _save(
        form, newest.number + 1, newest.document, basis=newest.basis, confidence=Confidence(newest.confidence), actor=actor, at=at
    )
    _copy_pins(newest, row, actor=actor, at=at)

    _record("FormDrafted", row, actor=actor, at=at)
    return row.pk


def _copy_pins(old: FormVersion, new: FormVersion, *, actor: Actor, at: datetime) -> None:
    uses = list(old.uses.order_by("id"))
    names = catalogue.names(version_ids={use.procedure_version_id for use in uses})
    codes = sorted({name.code for name in names.values()})
    current = {found.code: found.version_id for found in catalogue.by_codes(codes, on=clock.local_day(at))}
    wanted = {(current[code], use.case) for use in uses if (code := names[use.procedure_version_id].code) in current}
    FormUse.objects.bulk_create(
        FormUse(version=new, procedure_version_id=version_id, case=case, pinned_by=actor.label, pinned_at=at)
        for version_id, case in sorted(wanted)
    )


@transaction.atomic
def change_draft(
    *, version_id: int, revision: int, document: dict[str, Any], actor: Actor, at: datetime,
    basis: str = "", confidence: Confidence | None = None,
) -> int:  # fmt: skip
    """Put another document into a draft, faults and all, and give its new revision: only a sound one can be approved.

    Raises NotADesigner, FormVersionUnknown, NotADraft, StalePage.
    """
    row = lock_version(version_id)
    require_designer(actor)
    require_draft(row, revision)

    row.document, row.digest = document, texts.digest(document)
    row.basis = tidy(basis)[:500] or row.basis
    row.confidence = confidence or row.confidence
    row.revision += 1
    row.drafted_by = list(dict.fromkeys([*row.drafted_by, actor.label]))
    row.save()

    _record("FormChanged", row, actor=actor, at=at)
    return row.revision


def lock_uses() -> None:
    """One at a time says which form answers a case: two forms approved at once would both find it free."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_USES])


def lock_form(form_id: int) -> Form:
    """Raises FormUnknown."""
    form = Form.objects.select_for_update(of=("self",)).filter(pk=form_id).first()
    if form is None:
        raise FormUnknown(form_id=form_id)
    return form


def lock_version(version_id: int) -> FormVersion:
    """A version with its form locked: whoever changes one version of a form changes none other at the same time.

    Raises FormVersionUnknown.
    """
    form_id = FormVersion.objects.filter(pk=version_id).values_list("form_id", flat=True).first()
    if form_id is None:
        raise FormVersionUnknown(version_id=version_id)
    lock_form(form_id)
    return FormVersion.objects.select_related("form").get(pk=version_id)


def require_draft(row: FormVersion, revision: int | None = None) -> None:
    """Raises NotADraft, StalePage."""
    if row.state != State.DRAFT:
        raise NotADraft
    if revision is not None and row.revision != revision:
        raise StalePage


def _save(
    form: Form, number: int, document: dict[str, Any], *, basis: str, confidence: Confidence, actor: Actor, at: datetime
) -> FormVersion:
    return FormVersion.objects.create(
        form=form,
        number=number,
        document=document,
        digest=texts.digest(document),
        state=State.DRAFT,
        basis=basis,
        confidence=confidence,
        drafted_by=[actor.label],
        drafted_at=at,
    )


def _record(name: str, row: FormVersion, *, actor: Actor, at: datetime) -> None:
    payload = {"form": row.form.code, "version": row.pk, "number": row.number, "digest": row.digest}
    journal.record(name=name, subject=f"form:{row.form_id}", actor=actor.label, at=at, payload=payload)
