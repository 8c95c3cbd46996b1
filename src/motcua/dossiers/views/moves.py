"""The forms that are more than a list of fields: other agencies asked or involved, the result with its papers, the handing over."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers import public as dossiers
from motcua.dossiers.facts import Channel
from motcua.dossiers.forms import MoveForm
from motcua.dossiers.forms.consulting import ConsultForm, InvolveForm
from motcua.dossiers.forms.results import FinishForm, ReturnForm
from motcua.dossiers.forms.supplement import SupplementForm
from motcua.dossiers.queries.results.papers import sources_of
from motcua.dossiers.views.showing.page import earlier, here
from motcua.foundation import clock
from motcua.foundation.text import alphabetical
from motcua.organization import public as organization


def _finish(detail: dossiers.DossierDetail, at: datetime) -> Callable[..., MoveForm]:
    agency = detail.standing.step_agency_id
    books = dossiers.next_numbers(agency_id=agency, at=at) if agency else {}
    return partial(
        FinishForm, results=detail.result_names, books=books, sources=sources_of(detail.dossier.id), asks=detail.asks_for
    )


def _return(detail: dossiers.DossierDetail, _at: datetime) -> Callable[..., MoveForm]:
    return partial(ReturnForm, way=detail.dossier.return_way)


def _supplement(detail: dossiers.DossierDetail, at: datetime) -> Callable[..., MoveForm]:
    return partial(SupplementForm, askable=dossiers.askable(detail, on=clock.local_day(at)))


def _involve(detail: dossiers.DossierDetail, at: datetime) -> Callable[..., MoveForm]:
    return partial(InvolveForm, agencies=other_agencies(detail, at))


def other_agencies(detail: dossiers.DossierDetail, at: datetime) -> list[tuple[int | str, str]]:
    """Every agency that may be asked for something: neither a centre nor the one that decides."""
    day = clock.local_day(at)
    open_ones = (
        a for a in organization.agencies(on=day) if a.kind not in organization.CENTRES and a.id != detail.dossier.competent_id
    )
    return [("", _("Chọn cơ quan")), *((a.id, a.name) for a in sorted(open_ones, key=lambda a: alphabetical(a.name)))]


FORMS: Mapping[str, Callable[[dossiers.DossierDetail, datetime], Callable[..., MoveForm]]] = {
    "consult": lambda _detail, _at: ConsultForm,
    "involve": _involve,
    "finish": _finish,
    "return_result": _return,
    "request_supplement": _supplement,
}


def suggested(move: str, detail: dossiers.DossierDetail) -> dict[str, Any]:
    """Who signed and when; a signature at the counter."""
    if move == "return_result" and detail.dossier.return_way is Channel.DIRECT:
        return {"evidence": _("Ký nhận tại quầy")}
    if move == "change_return_way":
        return {"asked_by": "filer"}
    if move == "return_step":
        return {"to_step": max((step.number for step in earlier(detail)), default=None)}
    if move != "finish":
        return {}
    signed = next((step for step in reversed(detail.steps) if step.kind == "sign" and step.closed_at), None) or here(detail)
    if signed is None or signed.closed_by is None:
        return {}
    names = organization.official_names({one for one in (signed.closed_by, signed.closed_for) if one})
    role = ""  # the post of who signed stands on the paper; what somebody may do here is no title
    if signed.closed_for:
        role = _("ký thay {name}").format(name=names.get(signed.closed_for, ""))
    elif signed.as_deputy:
        role = _("KT. người đứng đầu, cấp phó được phân công")
    day = clock.local_day(signed.closed_at) if signed.closed_at else None
    return {"vb1_signer": names.get(signed.closed_by, ""), "vb1_signer_role": role, "vb1_issued_on": day}


def ways(detail: dossiers.DossierDetail) -> dict[str, list[tuple[int | str, str]]]:
    """The other ways, and who may have asked."""
    now = detail.dossier.return_way
    return {
        "return_way": [(way.value, _(way.label)) for way in Channel if way is not now],
        "asked_by": [(person.part.value, f"{_(person.part.label)}: {person.name}") for person in detail.persons],
    }
