"""The form that a procedure asks on a day, and the check of answers."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from motcua.catalogue import public as catalogue
from motcua.eforms.facts import Checked, Form, Prefill, State, Surroundings
from motcua.eforms.models import FormUse, FormVersion
from motcua.eforms.queries.places import places
from motcua.eforms.rules import checking
from motcua.eforms.rules.document import read
from motcua.eforms.shown import FormDoor, FormFound
from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import NotFound

#: Nobody: shows designers what a form looks like when the state knows the applicant.
SAMPLE: Mapping[Prefill, Any] = {
    Prefill.FULL_NAME: "Nguyễn Văn Mẫu",
    Prefill.ID_NUMBER: "089000000000",
    Prefill.BIRTH_DATE: "1990-01-01",
    Prefill.GENDER: "Nam",
    Prefill.ETHNICITY: "Kinh",
    Prefill.NATIONALITY: "Việt Nam",
    Prefill.ADDRESS: {"province": "Tỉnh An Giang", "commune": "Phường Long Xuyên", "detail": "Số 1 đường Mẫu"},
    Prefill.PHONE: "0900000000",
    Prefill.EMAIL: "mau@vidu.vn",
    Prefill.ENTERPRISE_CODE: "1600000000",
    Prefill.ENTERPRISE_NAME: "Hộ kinh doanh Mẫu",
    Prefill.ENTERPRISE_ADDRESS: {"province": "Tỉnh An Giang", "commune": "Phường Long Xuyên", "detail": "Số 2 đường Mẫu"},
}


class NoForm(NotFound):
    code = "no_form"
    vi = "Thủ tục {procedure_code} chưa có biểu mẫu điện tử đang dùng."
    en = "The procedure {procedure_code} has no electronic form in use."


class FormVersionUnknown(NotFound):
    code = "form_version_unknown"
    vi = "Không có bản biểu mẫu số {version_id}."
    en = "There is no form version number {version_id}."


def forms_of(procedure_code: str, on: date) -> tuple[FormFound, ...]:
    """The forms in use for a procedure on a day, one for each case. Nothing when the procedure is not in force."""
    found = catalogue.by_codes([procedure_code], on=on)
    if not found:
        return ()
    rows = _in_use(found[0].version_id, on).select_related("version__form").order_by("case", "id")
    return tuple(_found(row, found[0]) for row in rows)


def doors_of(procedure_version_id: int, on: date) -> tuple[FormDoor, ...]:
    """The forms in use for a version of a procedure, as the page of the procedure names them."""
    rows = _in_use(procedure_version_id, on).order_by("case", "id")
    names = rows.values_list("version__form__code", "version__form__name", "case")
    return tuple(FormDoor(code=code, name=name, case=case) for code, name, case in names)


def _in_use(procedure_version_id: int, on: date) -> QuerySet[FormUse]:
    begun = ~Q(version__state=State.DRAFT) & Q(version__valid_from__lte=on)
    return FormUse.objects.filter(
        begun & (Q(version__valid_to__gt=on) | Q(version__valid_to=None)), procedure_version_id=procedure_version_id
    )


def _found(row: FormUse, procedure: catalogue.ProcedureFound) -> FormFound:
    version = row.version
    return FormFound(
        version_id=version.pk,
        form_code=version.form.code,
        name=version.form.name,
        number=version.number,
        procedure_code=procedure.code,
        procedure_name=procedure.short_name,
        procedure_version_id=procedure.version_id,
        case=row.case,
        document=version.document,
        digest=version.digest,
        basis=version.basis,
        confidence=Confidence(version.confidence),
    )


def form_for(procedure_code: str, on: date, case: str = "") -> FormFound:
    """The form of a procedure for a case, or else the one for every case. Raises NoForm."""
    by_case = {form.case: form for form in forms_of(procedure_code, on)}
    found = by_case.get(case) or by_case.get("")
    if found is None:
        raise NoForm(procedure_code=procedure_code[:40])
    return found


def check(form_version_id: int, answers: Mapping[str, Any], on: date, *, known: Mapping[Prefill, Any] | None = None) -> Checked:
    """The values that may go on and what must be put right; `known` is what the state has of the applicant.

    Raises FormVersionUnknown, FormNotSound.
    """
    row = FormVersion.objects.filter(pk=form_version_id).values_list("document", "digest").first()
    if row is None:
        raise FormVersionUnknown(version_id=form_version_id)
    return checking.check(form_of(*row), answers, surroundings(on, known=known))


class _Document:
    """A document under its digest: the digest decides whether it was read before."""

    __slots__ = ("digest", "document")

    def __init__(self, document: dict[str, Any], digest: str) -> None:
        self.document, self.digest = document, digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Document) and other.digest == self.digest


@lru_cache(maxsize=256)
def _read(document: _Document) -> Form:
    return read(document.document)


def form_of(document: dict[str, Any], digest: str) -> Form:
    """A form as its document says it; read once for each digest. Raises FormNotSound."""
    return _read(_Document(document, digest))


def surroundings(on: date, *, known: Mapping[Prefill, Any] | None = None) -> Surroundings:
    """What the world outside a form says on a day."""
    return Surroundings(today=on, places=places(on), known=known or {})
