"""A paper that data replaces is asked for, or taken, only for a reason that the law names."""

from collections.abc import Iterable
from datetime import date

from motcua.catalogue import public as catalogue
from motcua.foundation.errors import Invalid


class DataReplacesPaper(Invalid):
    code = "data_replaces_paper"
    vi = "Không phải nộp «{paper}»: lấy từ {database}. Bỏ giấy này khỏi danh sách, hoặc chọn lý do vẫn phải nộp: {reasons}."
    en = "“{paper}” need not be handed in: {database} has it. Leave it out, or give the reason why it is asked: {codes}."


class UnknownAskingReason(Invalid):
    code = "unknown_asking_reason"
    vi = "Không có lý do «{reason}». Các lý do đang có hiệu lực: {reasons}."
    en = "There is no reason “{reason}”. Those in force: {codes}."


def require_reasons(asked: Iterable[tuple[str, str]], *, procedure_code: str, on: date) -> None:
    """Each component with the code of the reason it is asked for; one that data replaces needs one. Raises DataReplacesPaper, UnknownAskingReason."""
    wanted = {component: reason for component, reason in asked if component}
    reasons = catalogue.asking_reasons(on=on)
    said = {"reasons": "; ".join(one.label for one in reasons), "codes": ", ".join(one.code for one in reasons)}
    for reason in wanted.values():
        if reason and reason not in {one.code for one in reasons}:
            raise UnknownAskingReason(reason=reason[:50], **said)
    for paper, row in catalogue.replaced_by_data(code=procedure_code, names=list(wanted), on=on).items():
        if not wanted[paper]:
            raise DataReplacesPaper(paper=paper[:300], database=row.database, **said)
