"""What is said of a dossier's papers and files, and of the parts that other agencies have in it."""

from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import AskedFor, Channel
from motcua.dossiers.queries.owed.control_sheet import upper_centre
from motcua.foundation import clock
from motcua.organization import public as organization

_SYSTEMS = {"portal": "Cổng Dịch vụ công quốc gia", "vneid": "VNeID"}


def family(detail: dossiers.DossierDetail) -> dict[str, Any]:
    """The joint tasks of a dossier: each with its agency, how many are open, late, and when the last is due."""
    tasks = [one for one in detail.consultations if one.kind is AskedFor.TASK]
    if not tasks:
        return {}
    waiting = [one for one in tasks if one.answered_at is None]
    rows = [
        {"agency": organization.agency(one.agency_id).name, "through": upper_centre(detail.dossier.competent_id, one), "one": one}
        for one in tasks
    ]
    return {
        "lead": organization.agency(detail.dossier.competent_id).name, "rows": rows, "done": len(tasks) - len(waiting),
        "late": sum(one.is_late for one in waiting), "last_due": max((one.due_at for one in waiting), default=None),
    }  # fmt: skip


def signing(detail: dossiers.DossierDetail) -> str:
    """Whether the form of a dossier filed online must be signed, and by which rule not."""
    d = detail.dossier
    if d.channel is not Channel.ONLINE:
        return ""
    rule = dossiers.need_not_sign(identified_by=d.identified_by, on=clock.local_day(d.filed_at))
    if rule is not None:
        words = _("Người nộp đã đăng nhập qua {system}: tờ khai không phải ký số ({basis}).")
        return words.format(system=_SYSTEMS[d.identified_by], basis=rule.basis)
    return _("Không có ghi nhận người nộp đăng nhập qua Cổng hoặc VNeID: xem chữ ký trên tờ khai.")
