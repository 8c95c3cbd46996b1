"""What somebody asks to change, in few words of the reader's language."""

from django.utils.translation import gettext as _

from motcua.catalogue.facts import DescribePapers, EditFact, EndCharge, SetCharge, SetProperty


def title(edit: EditFact) -> str:
    asked = edit.asked
    match asked:
        case SetProperty(codes=(code,)):
            return f"{_(asked.name.label)}: {code}"
        case SetProperty():
            return f"{_(asked.name.label)}: " + _("%(count)s thủ tục") % {"count": len(asked.codes)}
        case DescribePapers():
            return _("Giấy tờ: %(name)s") % {"name": edit.thing}
        case SetCharge():
            return _("Quy tắc thu phí, lệ phí")
        case EndCharge():
            return _("Kết thúc quy tắc thu số %(id)s") % {"id": asked.charge_id}
        case _:
            return f"{_(asked.dictionary.label)}: {edit.thing}"
