"""The forms API: the form of a procedure, and the check of answers. Nothing is kept."""

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router, Schema
from pydantic import Field

from motcua.eforms.queries import filling
from motcua.eforms.rules.plain import plain_schema
from motcua.foundation import clock
from motcua.foundation.errors import Invalid
from motcua.ui.answers import problem

router = Router()
Code = Annotated[str, Field(max_length=40, examples=["1.001193"])]
Case = Annotated[str, Field(max_length=500, description="The case of the procedure; without one, the form for every case")]
_MEDIA = "application/schema+json"


class AnswersIn(Schema):
    case: Case = ""
    version: int | None = Field(
        None, description="The version that was read (X-Form-Version); another one in use is answered with 409"
    )
    answers: dict[str, Any]


class AnswersOut(Schema):
    version: int
    values: dict[str, Any] = Field(description="What may go on: typed, without what is not asked")


class OtherFormInUse(Invalid):
    status = 409
    code = "other_form_in_use"
    vi = "Biểu mẫu đang dùng là bản {version}: đọc lại biểu mẫu rồi kiểm tra lại."
    en = "The form in use is version {version}: read the form again and check again."


@router.get("/{code}/form", summary="Read the form of a procedure", include_in_schema=True)
def read(request: HttpRequest, code: Code, case: Case = "", plain: bool = False, on: date | None = None) -> HttpResponse:  # noqa: FBT001, FBT002
    """The document: JSON Schema 2020-12 with the vocabulary `urn:motcua:form:1`; with `plain`, for validators that do not know it."""
    found = filling.form_for(code, on or clock.local_day(clock.now()), case)
    tag = f'"{found.digest[:32]}{"-plain" if plain else ""}"'
    if tag in [one.strip() for one in request.headers.get("If-None-Match", "").split(",")]:
        response = HttpResponse(status=304)
    else:
        document = plain_schema(found.document) if plain else found.document
        response = JsonResponse(document, content_type=_MEDIA, json_dumps_params={"ensure_ascii": False})
    response["ETag"], response["X-Form-Version"], response["X-Form-Confidence"] = (
        tag,
        str(found.version_id),
        str(found.confidence),
    )
    response["Cache-Control"] = "private, no-cache"
    return response


@router.post("/{code}/form/check", response=AnswersOut, summary="Check answers to the form of a procedure")
def check(request: HttpRequest, code: Code, given: AnswersIn) -> Any:
    """The values that may go on; else a problem with one entry for each error, `where` being its JSON pointer into the answers."""
    today = clock.local_day(clock.now())
    found = filling.form_for(code, today, given.case)
    if given.version not in {None, found.version_id}:
        raise OtherFormInUse(version=found.version_id)
    checked = filling.check(found.version_id, given.answers, today)
    if checked.ok:
        return {"version": found.version_id, "values": checked.values}
    errors = [{"where": wrong.pointer, "what": wrong.vi, "what_en": wrong.en, "code": wrong.code} for wrong in checked.errors]
    count = len(errors)
    return problem(
        request, 422, "answers_not_right", f"Còn {count} chỗ cần sửa.", f"{count} answers must be put right.", errors=errors
    )
