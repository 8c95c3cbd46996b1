"""Forms as those see them who keep them: all with their versions, one to work on."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from motcua.catalogue import public as catalogue
from motcua.eforms.facts import State
from motcua.eforms.models import Form, FormUse, FormVersion
from motcua.eforms.queries.filling import FormVersionUnknown
from motcua.eforms.rules import permissions
from motcua.eforms.rules.permissions import Actor
from motcua.eforms.shown import FormCounts, FormShown, Pin, VersionShown
from motcua.foundation import paging
from motcua.foundation.confidence import Confidence
from motcua.foundation.paging import Page
from motcua.foundation.text import alphabetical


def forms(*, actor: Actor, on: date, cursor: str | None = None, size: int = 50) -> Page[FormShown]:
    """Forms with their versions and what they stand with, by name. Raises NotAnApprover, BadCursor."""
    permissions.require_reader(actor)
    after = paging.decode(cursor, str, str, int) if cursor else []
    places = {form_id: [*alphabetical(name), form_id] for form_id, name in Form.objects.values_list("id", "name")}
    wanted = sorted((one for one, place in places.items() if place > after), key=lambda one: places[one])[: size + 1]
    by_form: dict[int, list[FormVersion]] = {form_id: [] for form_id in wanted}
    for version in FormVersion.objects.filter(form__in=wanted).select_related("form").defer("document").order_by("-number"):
        by_form[version.form_id].append(version)
    pins = _pins([version.pk for held in by_form.values() for version in held], on)
    shown = [_form(held[0].form, held, pins) for held in by_form.values()]
    return paging.page(shown, size=size, key=lambda form: places[form.form_id])


def stale(*, on: date) -> tuple[tuple[str, Pin], ...]:
    """What waits to be pinned again on a day, by the name of its form: people do not see these forms any more."""
    approved = dict(FormVersion.objects.filter(state=State.APPROVED).values_list("id", "form__name"))
    pins = _pins(list(approved), on)
    waiting = ((approved[version_id], pin) for version_id, held in pins.items() for pin in held if pin.is_stale)
    return tuple(sorted(waiting, key=lambda one: (alphabetical(one[0]), one[1].use_id)))


def counts(*, actor: Actor, on: date) -> FormCounts:
    """How many forms there are, and what waits with them on a day; nothing for those who do not keep them."""
    if not permissions.may_read(actor):
        return FormCounts(forms=0, drafts=0, to_pin=0)
    drafts = FormVersion.objects.filter(state=State.DRAFT).count()
    return FormCounts(forms=Form.objects.count(), drafts=drafts, to_pin=len(stale(on=on)))


def _form(form: Form, versions: Iterable[FormVersion], pins: dict[int, tuple[Pin, ...]]) -> FormShown:
    return FormShown(
        form_id=form.pk,
        code=form.code,
        name=form.name,
        versions=tuple(_version(version, pins.get(version.pk, ())) for version in versions),
    )


def version(version_id: int, *, actor: Actor, on: date) -> VersionShown:
    """One version with what it stands with. Raises NotAnApprover, FormVersionUnknown."""
    permissions.require_reader(actor)
    row = FormVersion.objects.select_related("form").defer("document").filter(pk=version_id).first()
    if row is None:
        raise FormVersionUnknown(version_id=version_id)
    return _version(row, _pins([version_id], on).get(version_id, ()))


def document(version_id: int, *, actor: Actor) -> dict[str, Any]:
    """The document of a version as it is kept. Raises NotAnApprover, FormVersionUnknown."""
    permissions.require_reader(actor)
    found: dict[str, Any] | None = FormVersion.objects.filter(pk=version_id).values_list("document", flat=True).first()
    if found is None:
        raise FormVersionUnknown(version_id=version_id)
    return found


def _pins(version_ids: list[int], on: date) -> dict[int, tuple[Pin, ...]]:
    uses = list(
        FormUse.objects.filter(version_id__in=version_ids)
        .select_related("version")
        .defer("version__document")
        .order_by("case", "id")
    )
    names = catalogue.names(version_ids={use.procedure_version_id for use in uses})
    codes = sorted({name.code for name in names.values()})
    current = {found.code: found.version_id for found in catalogue.by_codes(codes, on=on)}
    taken = taken_by_others([use for use in uses if use.version.state == State.DRAFT], on)
    standing = {(use.version_id, use.procedure_version_id, use.case) for use in uses}
    pins: dict[int, tuple[Pin, ...]] = {}
    for use in uses:
        name = names[use.procedure_version_id]
        now = current.get(name.code)
        pin = Pin(
            use_id=use.pk,
            procedure_code=name.code,
            procedure_name=name.short_name,
            procedure_version_id=use.procedure_version_id,
            case=use.case,
            current_version_id=now,
            is_followed=(use.version_id, now, use.case) in standing,
            taken_by=taken.get(use.pk, ""),
        )
        pins[use.version_id] = (*pins.get(use.version_id, ()), pin)
    return pins


def taken_by_others(uses: Collection[FormUse], on: date) -> dict[int, str]:
    """The forms approved, from a day on, for the same cases as uses (with their versions) of other forms: names by use."""
    approved = FormUse.objects.filter(
        Q(version__valid_to=None) | Q(version__valid_to__gt=on),
        version__state=State.APPROVED,
        procedure_version_id__in={use.procedure_version_id for use in uses},
    ).values_list("procedure_version_id", "case", "version__form_id", "version__form__name")
    held = {(version_id, case, form_id): name for version_id, case, form_id, name in approved}
    return {
        use.pk: name
        for use in uses
        for (version_id, case, form_id), name in held.items()
        if (version_id, case) == (use.procedure_version_id, use.case) and form_id != use.version.form_id
    }


def _version(row: FormVersion, pins: tuple[Pin, ...]) -> VersionShown:
    return VersionShown(
        version_id=row.pk,
        form_id=row.form_id,
        form_code=row.form.code,
        name=row.form.name,
        number=row.number,
        state=State(row.state),
        revision=row.revision,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        basis=row.basis,
        confidence=Confidence(row.confidence),
        drafted_by=tuple(row.drafted_by),
        drafted_at=row.drafted_at,
        approved_by=row.approved_by,
        approved_at=row.approved_at,
        pins=pins,
    )
