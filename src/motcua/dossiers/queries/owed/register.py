"""The register of a unit: every dossier that it received or decides in a period, in the order of reception, test dossiers left out."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import Channel, Part
from motcua.dossiers.models import Dossier, Party
from motcua.dossiers.queries.search import visible
from motcua.dossiers.rules import permissions
from motcua.foundation import clock
from motcua.foundation.sealing import unseal
from motcua.organization import public as organization
from motcua.owed_documents.public import RegisterAsked, RegisterRow

#: Rows read at once.
_CHUNK = 500


def fields_received(*, agency_id: int, first: date, last: date, actor: organization.Actor) -> tuple[tuple[str, int], ...]:
    """The fields of what a unit received in a period, with how many dossiers each. Raises NotYourRegister."""
    counted = dict(
        _received(agency_id, first, last, actor).values("version").annotate(n=Count("id")).order_by().values_list("version", "n")
    )
    names = catalogue.names(version_ids=counted)
    by_field: dict[str, int] = {}
    for version, count in counted.items():
        by_field[names[version].field] = by_field.get(names[version].field, 0) + count
    return tuple(sorted(by_field.items()))


def register_ids(*, asked: RegisterAsked, actor: organization.Actor) -> list[int]:
    """The dossiers of a register, in its order. Raises NotYourRegister."""
    rows = _received(asked.agency_id, asked.first, asked.last, actor)
    if asked.field:
        versions = set(rows.order_by().values_list("version", flat=True).distinct())
        names = catalogue.names(version_ids=versions)
        rows = rows.filter(version__in=[version for version in versions if names[version].field == asked.field])
    return list(rows.order_by("accepted_at", "id").values_list("id", flat=True))


def register_rows(ids: Sequence[int]) -> Iterator[RegisterRow]:
    """The lines of these dossiers, some hundred at a time: two statements for each lot."""
    for start in range(0, len(ids), _CHUNK):
        some = ids[start : start + _CHUNK]
        found = {row.pk: row for row in Dossier.objects.filter(pk__in=some)}
        filers = {row.dossier_id: row for row in Party.objects.filter(dossier__in=some, part=Part.FILER)}
        names = catalogue.names(version_ids={row.version_id for row in found.values()})
        yield from (_row(found[one], filers[one], names[found[one].version_id].name) for one in some if one in found)


def _row(dossier: Dossier, filer: Party, procedure: str) -> RegisterRow:
    phone = unseal(filer.phone_sealed, secret=settings.IDENTITY_KEY)
    return RegisterRow(
        code=dossier.code, procedure=procedure, person=filer.name, contact="; ".join(text for text in (filer.address, phone) if text),
        agency=organization.agency(dossier.competent_id).name, received_at=dossier.accepted_at or dossier.filed_at, due_at=dossier.due_at,
        returned_at=dossier.returned_at, way=Channel(dossier.return_way).label,
    )  # fmt: skip


def _received(agency_id: int, first: date, last: date, actor: organization.Actor) -> QuerySet[Dossier]:
    if not permissions.keeps_register(actor, agency_id):
        raise permissions.NotYourRegister(agency=organization.agency(agency_id).name)
    of_unit = Dossier.objects.filter(Q(centre=agency_id) | Q(competent=agency_id), is_test=False)
    return visible(actor, of_unit).filter(
        accepted_at__gte=clock.midnight(first), accepted_at__lt=clock.midnight(last + timedelta(days=1))
    )
