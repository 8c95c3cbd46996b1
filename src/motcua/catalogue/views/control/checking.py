"""What the catalogue finds wrong with itself, on one page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from motcua.catalogue.queries.control.waiting import checked
from motcua.catalogue.rules.permissions import require_reader
from motcua.foundation import clock
from motcua.organization import public as organization

SHOWN = 200
_KINDS = {
    "life_event": gettext_lazy("Việc trong đời dẫn đến thủ tục không còn hiệu lực"),
    "earlier_procedure": gettext_lazy("Giấy tờ lấy từ kết quả của thủ tục không còn hiệu lực"),
    "closed_agency": gettext_lazy("Cơ quan giải quyết đã giải thể"),
    "own_process_of_closed_agency": gettext_lazy(
        "Quy trình riêng của cơ quan đã giải thể; nơi nhận việc đang theo quy trình chung"
    ),
    "form_without_file": gettext_lazy("Giấy tờ có mẫu mà không có tệp mẫu"),
    "bad_address": gettext_lazy("Địa chỉ nguồn không mở được"),
}


@login_required
@require_safe
def checking(request: organization.Request) -> HttpResponse:
    require_reader(request.actor)
    on = clock.local_day(clock.now())
    found = checked(on=on)
    links = [(_KINDS[kind], [link for link in found.dead_links if link.kind == kind]) for kind in _KINDS]
    screen = {"found": found, "links": [(words, held) for words, held in links if held], "shown": f":{SHOWN}", "most": SHOWN}
    return render(request, "catalogue/control/checking.html", screen)
