"""A process as a file: the table as CSV, the drawing as BPMN 2.0."""

from collections.abc import Sequence

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.catalogue import public as catalogue
from motcua.foundation.errors import NotFound
from motcua.organization import public as organization
from motcua.processes.facts import Step
from motcua.processes.operations.drafting import as_steps
from motcua.processes.queries.drafts import draft
from motcua.processes.rules.drawing.writing import written
from motcua.processes.rules.durations import written as written_time
from motcua.processes.views import showing
from motcua.processes.views.lists import asked_frame, require_open
from motcua.ui.downloads import csv_file


class NoSuchProcess(NotFound):
    code = "no_such_process"
    vi = "Thủ tục {procedure_code} không có quy trình số {process}."
    en = "Procedure {procedure_code} has no process {process}."


@login_required
@require_safe
def draft_bpmn(request: organization.Request, draft_id: int) -> HttpResponse:
    found = draft(draft_id=draft_id, actor=request.actor)
    frame = catalogue.version_frame(version_id=found.version_id)
    return _bpmn(found.steps, frame, name=found.name, file=f"{found.code}-du-thao-{found.id}")


@login_required
@require_safe
def process_bpmn(request: organization.Request, code: str, process_id: int) -> HttpResponse:
    process, frame = _process(request, code, process_id)
    return _bpmn(as_steps(process.steps), frame, name=process.name, file=f"{code}-quy-trinh-{process.number}")


@login_required
@require_safe
def draft_csv(request: organization.Request, draft_id: int) -> HttpResponse:
    found = draft(draft_id=draft_id, actor=request.actor)
    return _csv(found.steps, file=f"{found.code}-du-thao-{found.id}")


@login_required
@require_safe
def process_csv(request: organization.Request, code: str, process_id: int) -> HttpResponse:
    process, _frame = _process(request, code, process_id)
    return _csv(as_steps(process.steps), file=f"{code}-quy-trinh-{process.number}")


def _process(
    request: organization.Request, code: str, process_id: int
) -> tuple[catalogue.ProcessInForce, catalogue.ProcessFrame]:
    require_open(request)
    frame = asked_frame(request, code)
    for process in catalogue.processes_of(version_id=frame.version_id):
        if process.process_id == process_id:
            return process, frame
    raise NoSuchProcess(procedure_code=code, process=process_id)


def _bpmn(steps: Sequence[Step], frame: catalogue.ProcessFrame, *, name: str, file: str) -> HttpResponse:
    content = written(steps, name=name, published=frame.cases, lane_of=showing.lane_of, identifier=frame.code)
    response = HttpResponse(content, content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}.bpmn"'
    return response


def _csv(steps: Sequence[Step], *, file: str) -> HttpResponse:
    heading = (
        _("Bước"), _("Tên bước"), _("Loại bước"), _("Trách nhiệm"), _("Nơi làm"), _("Thời gian"), _("Nội dung công việc"),
        _("Biểu mẫu, kết quả"), _("Trường hợp"), _("Song song trong bước"), _("Các nhánh"),
    )  # fmt: skip
    return csv_file([heading, *(_cells(row) for row in showing.rows_of(steps))], name=file)


def _cells(row: showing.RowShown) -> tuple[object, ...]:
    step, ways = row.step, "; ".join(f"{label} → {target}" for label, target in row.outcomes)
    return (
        step.number, step.name, row.kind, row.who, row.where, written_time(step.minutes), step.work, step.document, step.case,
        row.beside, ways,
    )  # fmt: skip
