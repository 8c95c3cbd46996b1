"""Writing the register of a unit: a short one at once, a long one by a job that its asker finds again."""

from datetime import datetime

from django.db import transaction

from motcua.dossiers.queries.owed.register import register_ids, register_rows
from motcua.foundation.errors import Invalid
from motcua.foundation.jobs import put_off
from motcua.organization import public as organization
from motcua.owed_documents import public as owed
from motcua.owed_documents.public import Export, Progress, RegisterAsked, Sheet

#: Up to so many dossiers nobody waits longer than some seconds: pages are set slower than rows are written.
AT_ONCE = {Sheet.XLSX: 2000, Sheet.PDF: 1000}
#: A book of more pages is no longer read as pages.
MOST_PAGES_ROWS = 30_000


class TooLongForPages(Invalid):
    code = "register_too_long_for_pages"
    vi = "Kỳ này có {rows} hồ sơ, quá {most} nên không lập thành PDF. Lập bảng tính XLSX, hoặc chọn kỳ ngắn hơn, một lĩnh vực."
    en = "There are {rows} dossiers, more than {most}: too many pages for a PDF. Ask for the workbook, or for a shorter period or one field."


class PeriodTurned(Invalid):
    code = "period_turned"
    vi = "Ngày cuối {last:%d/%m/%Y} trước ngày đầu {first:%d/%m/%Y}. Xem lại kỳ."
    en = "The last day {last} is before the first {first}. Look at the period again."


def ask_register(*, asked: RegisterAsked, key: str, actor: organization.Actor, at: datetime) -> Export:
    """Number a register and write it, or leave it to a job when it is long. Raises NotYourRegister, PeriodTurned, TooLongForPages."""
    if asked.last < asked.first:
        raise PeriodTurned(first=asked.first, last=asked.last)
    ids = register_ids(asked=asked, actor=actor)
    if asked.sheet is Sheet.PDF and len(ids) > MOST_PAGES_ROWS:
        raise TooLongForPages(rows=len(ids), most=MOST_PAGES_ROWS)
    with transaction.atomic():
        export = owed.ask_register(asked=asked, rows=len(ids), key=key, actor=actor, at=at)
        if len(ids) > AT_ONCE[asked.sheet]:
            if export.progress in {Progress.WAITING, Progress.FAILED}:
                put_off("write_register", export_id=export.id)
            return export
    return owed.write_register(export_id=export.id, rows=register_rows(ids), total=len(ids), actor=actor, at=at)


def write_asked_register(*, export_id: int, at: datetime) -> Export:
    """Write a register that was left to a job, with what its asker may see now. Raises NoSuchExport, NotYourRegister."""
    export = owed.export(export_id=export_id)
    actor = organization.actor_of(export.asked_by, at=at)
    ids = register_ids(asked=export.asked, actor=actor)
    return owed.write_register(export_id=export_id, rows=register_rows(ids), total=len(ids), actor=actor, at=at)
