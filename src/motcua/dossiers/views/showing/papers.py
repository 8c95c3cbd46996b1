"""What is said of a dossier's papers and files."""

from django.utils.translation import gettext as _

from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import Channel
from motcua.foundation import clock

_SYSTEMS = {"portal": "Cổng Dịch vụ công quốc gia", "vneid": "VNeID"}


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
