"""The first load of a province: An Giang with its communes of today, those before, centres and departments."""

import csv
import gzip
import io
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from importlib.resources import files

from django.db import transaction

from motcua.foundation.errors import NotPossible
from motcua.foundation.text import fold
from motcua.journal import public as journal
from motcua.organization import models, queries
from motcua.organization.facts import (
    CENTRES,
    Actor,
    Existence,
    IdentifierStatus,
    Kind,
    Level,
    ProvinceLoaded,
    SuccessionKind,
)
from motcua.organization.operations.agencies import StructureNotYoursToChange, lock_tree
from motcua.organization.rules.naming import centre_name, short_name
from motcua.organization.rules.tree import AgencyTree

#: The day on which the two levels of local government and the merged province began.
ARRANGED_ON = date(2025, 7, 1)
PROVINCE_CODE = "91"
SOURCE = "vietnam-provinces 2026.9.0; Cục Thống kê"
BASIS = "Sắp xếp đơn vị hành chính từ 01/7/2025 (Nghị quyết 202/2025/QH15 và nghị quyết về cấp xã của tỉnh)"
_KINDS = {
    "ubnd_tinh": Kind.PROVINCE,
    "van_phong": Kind.OFFICE,
    "so": Kind.DEPARTMENT,
    "thanh_tra": Kind.INSPECTORATE,
    "ban": Kind.BOARD,
    "nganh_doc": Kind.VERTICAL,
    "trung_tam": Kind.PROVINCIAL_CENTRE,
}
Row = dict[str, str]


class OtherAgenciesThere(NotPossible):
    code = "other_agencies_there"
    vi = "Cơ sở dữ liệu đã có {count} cơ quan lập theo cách khác, trong đó có {name}; không nhập tỉnh chồng lên. Dùng một cơ sở dữ liệu trống."
    en = "The database has {count} agencies made otherwise, {name} among them; the province is not laid over them. Use an empty database."


@transaction.atomic
def load_province(*, actor: Actor, at: datetime) -> ProvinceLoaded:
    """Make An Giang from the packaged data; a second run changes nothing. Raises StructureNotYoursToChange, OtherAgenciesThere."""
    tree = lock_tree()

    if actor.kind != "system":
        raise StructureNotYoursToChange

    if tree.by_id:
        return _counted(_found(tree), made=0)
    rows, parents = _agencies_of_today()
    before, successions = _communes_before({row.statistical_code: row for row in rows if row.kind == Kind.COMMUNE})

    models.Agency.objects.bulk_create([*rows, *before])
    models.Placement.objects.bulk_create(
        [models.Placement(agency=child, parent=parent, valid_from=ARRANGED_ON) for child, parent in parents]
    )
    models.Succession.objects.bulk_create(successions)
    queries.tree_changed()

    journal.record_many(_facts([*rows, *before], parents, successions, actor=actor, at=at))
    return _counted(rows[0].pk, made=len(rows) + len(before))


def _found(tree: AgencyTree) -> int:
    """The province that was made from the packaged data, whatever became of its units since. Raises OtherAgenciesThere."""
    everything = tree.select()
    known = {agency.statistical_code: agency for agency in everything if agency.valid_from == ARRANGED_ON}
    needed = {PROVINCE_CODE, *(line["code"] for line in _read("units"))}
    province = known.get(PROVINCE_CODE)
    if province is None or province.kind is not Kind.PROVINCE or not needed <= known.keys():
        raise OtherAgenciesThere(count=len(everything), name=everything[0].name)
    return province.id


def _read(name: str) -> list[Row]:
    packed = (files("motcua.organization") / "data" / f"{name}.csv.gz").read_bytes()
    return list(csv.DictReader(io.StringIO(gzip.decompress(packed).decode("utf-8"))))


def _agencies_of_today() -> tuple[list[models.Agency], list[tuple[models.Agency, models.Agency]]]:
    """Agencies with the province first, and who stands under whom."""
    provincial = [_provincial(line) for line in _read("agencies")]
    province = next(row for row in provincial if row.kind == Kind.PROVINCE)
    province.statistical_code = PROVINCE_CODE
    office = next(row for row in provincial if row.kind == Kind.OFFICE)
    communes = [_commune(line) for line in _read("units")]
    centres = [_centre(commune) for commune in communes]
    parents = [(row, office if row.kind == Kind.PROVINCIAL_CENTRE else province) for row in provincial if row is not province]
    parents += [(commune, province) for commune in communes]
    parents += list(zip(centres, communes, strict=True))
    return [province, *(row for row in provincial if row is not province), *communes, *centres], parents


def _provincial(line: Row) -> models.Agency:
    return models.Agency(
        name=line["name"],
        short_name=short_name(line["name"]),
        kind=_KINDS[line["kind"]],
        level=Level.PROVINCE,
        identifier=line["code"],
        identifier_status=line["code_status"] if line["code"] else IdentifierStatus.NONE,
        existence=line["existence"],
        note=". ".join(part for part in (line["evidence"], line["note"]) if part),
        valid_from=ARRANGED_ON,
    )


def _commune(line: Row) -> models.Agency:
    return models.Agency(
        name=line["name"],
        short_name=short_name(line["name"]),
        kind=Kind.COMMUNE,
        level=Level.COMMUNE,
        statistical_code=line["code"],
        note=f"Nguồn: {SOURCE}",
        valid_from=ARRANGED_ON,
    )


def _centre(commune: models.Agency) -> models.Agency:
    name = centre_name(commune.name)
    return models.Agency(
        name=name,
        short_name=short_name(name),
        kind=Kind.COMMUNE_CENTRE,
        level=Level.COMMUNE,
        existence=Existence.EXPECTED,
        note="Mỗi đơn vị cấp xã có một trung tâm theo Nghị định 118/2025/NĐ-CP; chưa đối chiếu quyết định thành lập",
        valid_from=ARRANGED_ON,
    )


def _communes_before(today: dict[str, models.Agency]) -> tuple[list[models.Agency], list[models.Succession]]:
    """The communes that ended on the day of the arrangement, and what each became."""
    lines = _read("units_legacy")
    into = Counter(line["code"] for line in lines)
    grouped: dict[str, list[Row]] = defaultdict(list)
    for line in lines:
        grouped[line["old_code"]].append(line)
    before, successions = [], []
    for old_code, parts in sorted(grouped.items()):
        old = parts[0]
        row = models.Agency(
            name=old["old_name"],
            short_name=short_name(old["old_name"]),
            kind=Kind.COMMUNE,
            level=Level.COMMUNE,
            statistical_code=old_code,
            note=f"{old['old_district']}, {old['old_province']} trước 01/7/2025. Nguồn: {SOURCE}",
            valid_to=ARRANGED_ON,
        )
        before.append(row)
        successions += [
            models.Succession(
                predecessor=row,
                successor=today[part["code"]],
                on=ARRANGED_ON,
                kind=_kind_of_succession(part, parts=len(parts), into=into[part["code"]]),
                basis=BASIS,
            )
            for part in parts
        ]
    return before, successions


def _kind_of_succession(part: Row, *, parts: int, into: int) -> SuccessionKind:
    if parts > 1:
        return SuccessionKind.SPLIT
    if into > 1:
        return SuccessionKind.MERGED
    # "Hoà" and "Hòa" are two spellings of one name.
    return SuccessionKind.CONTINUED if fold(part["name"]) == fold(part["old_name"]) else SuccessionKind.RENAMED


def _facts(
    rows: Sequence[models.Agency],
    parents: Sequence[tuple[models.Agency, models.Agency]],
    successions: Sequence[models.Succession],
    *,
    actor: Actor,
    at: datetime,
) -> list[journal.Fact]:
    above = {child.pk: parent.pk for child, parent in parents}
    after: dict[int, list[int]] = defaultdict(list)
    for step in successions:
        after[step.predecessor_id].append(step.successor_id)
    return [
        journal.Fact(
            name="AgencyImported",
            subject=f"agency:{row.pk}",
            actor=actor.label,
            at=at,
            payload=_payload(row, above.get(row.pk), after.get(row.pk, [])),
        )
        for row in rows
    ]


def _payload(row: models.Agency, parent: int | None, successors: list[int]) -> journal.Payload:
    return {
        "name": row.name,
        "kind": str(row.kind),
        "parent": parent,
        "statistical_code": row.statistical_code,
        "identifier": row.identifier,
        "identifier_status": str(row.identifier_status),
        "valid_from": row.valid_from.isoformat() if row.valid_from else None,
        "valid_to": row.valid_to.isoformat() if row.valid_to else None,
        "successors": successors,
        "source": SOURCE,
    }


def _counted(province_id: int, *, made: int) -> ProvinceLoaded:
    tree = queries.tree()
    everything = tree.select()
    communes = [agency for agency in everything if agency.kind is Kind.COMMUNE]
    return ProvinceLoaded(
        province_id=province_id,
        made=made,
        agencies=len(everything),
        communes=sum(commune.valid_to is None for commune in communes),
        centres=sum(agency.kind in CENTRES and agency.valid_to is None for agency in everything),
        legacy_communes=sum(commune.valid_to is not None for commune in communes),
        successions=sum(len(tree.successors_of(agency.id)) for agency in everything),
    )
