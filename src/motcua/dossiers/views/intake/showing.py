"""The page of the intake: places of papers, the promise, what a dossier may repeat."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.catalogue import public as catalogue
from motcua.dossiers import public as dossiers
from motcua.dossiers.forms.intake import Counted, IntakeForm, bare
from motcua.dossiers.views import uploads
from motcua.dossiers.views.intake.counter import Counter, may_test
from motcua.foundation.text import whole
from motcua.organization import public as organization

#: More papers than these stand under headings that open.
_MANY = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One component on the form: its box, its place for a file, the database that replaces it, and why it is taken all the same."""

    number: int
    is_ticked: bool
    paper: catalogue.ComponentFact
    upload: uploads.Upload
    database: str
    is_for_some: bool
    reason: str
    counted: Counted


def asking_reasons(typed: Mapping[str, str]) -> dict[int, str]:
    """By place of the component, the reason that was chosen."""
    found = {name.removeprefix("ly-do-"): typed[name] for name in typed if name.startswith("ly-do-")}
    return {number: reason for place, reason in found.items() if reason and (number := whole(place)) is not None}


def intake_screen(counter: Counter, form: IntakeForm, attached: Mapping[str, uploads.Upload], *, is_all: bool) -> dict[str, Any]:
    """Everything that the template places."""
    papers = _papers(counter, form, attached, is_all=is_all)
    places = [place for _heading, group in papers for place in group]
    return {
        "desk": counter.desk, "terms": counter.terms, "form": form, "at": counter.at, "ticket": counter.served,
        "papers": papers, "is_many": len(places) > _MANY, "count": len(places), "asks_case": "case" in form.fields,
        "needs_case": form.case_chosen is None, "reasons": catalogue.asking_reasons(on=counter.day), "may_test": may_test(counter.actor),
        "processes": counter.processes, "searched": counter.agencies if form.fields["competent_id"].is_searched else (),  # type: ignore[attr-defined]
        **_promise(counter, form),
    }  # fmt: skip


def _papers(
    counter: Counter, form: IntakeForm, attached: Mapping[str, uploads.Upload], *, is_all: bool
) -> list[tuple[str, list[Place]]]:
    """The boxes of the papers that stand in the checklist, by the heading that asks for them."""
    ticked, reasons = set(form.typed.getlist("papers")), asking_reasons(form.typed)
    headings: dict[str, list[Place]] = {}
    for number in form.asked():
        component = counter.terms.components[number]
        database = counter.databases.get(component.name, "")
        some = form.is_for_some(number)
        place = Place(
            number=number, paper=component, upload=attached[str(number)], database=database, reason=reasons.get(number, ""),
            is_for_some=some, is_ticked=str(number) in ticked or (is_all and not database and not some), counted=form.counted(number),
        )  # fmt: skip
        headings.setdefault(bare(component.case), []).append(place)
    chosen = form.case_chosen
    return [("" if heading == chosen else heading, group) for heading, group in headings.items()]


def _promise(counter: Counter, form: IntakeForm) -> dict[str, Any]:
    """When it would be ready at the agency chosen, and until when the centre hands it over."""
    hand_over_by = dossiers.hand_over_by(counter.terms, counter.desk.id, counter.at)
    if form.competent is None:
        return {"competent": None, "hand_over_by": hand_over_by}
    promise = dossiers.promise(terms=counter.terms, centre_id=counter.desk.id, competent_id=form.competent, at=counter.at)
    return {
        "promise": promise, "days": dossiers.days_counted(promise, terms=counter.terms, competent_id=form.competent),
        "competent": organization.agency(form.competent), "hand_over_by": hand_over_by,
    }  # fmt: skip


def beside(found: Sequence[dossiers.Beside]) -> list[dict[str, Any]]:
    """What a dossier may repeat, with the place where it lies, as far as the reader may know."""
    return [{"one": one, "where": organization.agency(one.centre_id).name if one.centre_id else ""} for one in found]
