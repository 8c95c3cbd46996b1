"""An Giang from the packaged data: 102 communes of today, 298 before, three of them divided."""

from datetime import date

import pytest
from django.db import connection
from tests.organization.given import AT, TODAY

from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.public import SYSTEM, IdentifierStatus, Kind

pytestmark = pytest.mark.django_db
BEFORE = date(2025, 6, 30)


@pytest.fixture
def loaded() -> organization.ProvinceLoaded:
    return organization.load_province(actor=SYSTEM, at=AT)


def everything() -> list[tuple[object, ...]]:
    rows = []
    with connection.cursor() as cursor:
        for table in ("agency", "placement", "succession"):
            cursor.execute(f"SELECT * FROM organization_{table} ORDER BY id")
            rows += cursor.fetchall()
        cursor.execute("SELECT count(*) FROM journal_fact")
        rows += cursor.fetchall()
    return rows


def names(**asked: str) -> list[str]:
    return [agency.name for agency in organization.succeeded_by(**asked, on=TODAY)]


def test_the_province_has_its_units(loaded):
    assert (loaded.communes, loaded.centres, loaded.legacy_communes, loaded.successions) == (102, 103, 298, 302)
    assert len(organization.agencies(kind=Kind.COMMUNE, on=TODAY)) == 102
    assert len(organization.agencies(kind=Kind.DEPARTMENT, on=TODAY)) == 12
    assert len(organization.subtree_ids(loaded.province_id, on=TODAY)) == 1 + 18 + 102 + 102


def test_a_second_load_changes_nothing(loaded):
    before = everything()

    again = organization.load_province(actor=SYSTEM, at=AT)

    assert again.made == 0
    assert everything() == before


def test_every_old_commune_leads_to_communes_of_today(loaded):
    old = [agency for agency in organization.agencies(kind=Kind.COMMUNE) if agency.valid_to]

    answers = {
        agency.statistical_code: organization.succeeded_by(statistical_code=agency.statistical_code, on=TODAY) for agency in old
    }

    assert len(answers) == 298
    assert all(answers.values())
    assert all(found.exists_on(TODAY) for several in answers.values() for found in several)
    assert {code for code, found in answers.items() if len(found) > 1} == {"30334", "30355", "30358"}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("30334", ["Phường Châu Đốc", "Phường Vĩnh Tế"]),  # xã Vĩnh Châu
        ("30355", ["Xã An Phú", "Xã Nhơn Hội"]),  # xã Phú Hội
        ("30358", ["Xã An Phú", "Xã Nhơn Hội", "Xã Phú Hữu"]),  # xã Phước Hưng
        ("30289", ["Phường Bình Đức"]),
        ("30292", ["Phường Bình Đức"]),  # the code of phường Bình Khánh goes on as that of Bình Đức
        ("99999", []),
    ],
)
def test_an_old_code_becomes(loaded, code, expected):
    assert names(statistical_code=code) == expected


def test_before_the_arrangement_an_old_code_is_the_old_commune(loaded):
    assert [agency.name for agency in organization.succeeded_by(statistical_code="30334", on=BEFORE)] == ["Xã Vĩnh Châu"]


def test_an_old_name_shared_by_several_communes_gives_several_answers(loaded):
    assert len(names(name="xã vĩnh phú")) == 3
    assert names(name="phuong binh khanh") == ["Phường Bình Đức"]


def test_kinds_of_succession_are_told_apart(loaded):
    with connection.cursor() as cursor:
        cursor.execute("SELECT kind, count(*) FROM organization_succession GROUP BY kind")
        counted = dict(cursor.fetchall())

    assert counted == {"split": 7, "continued": 6, "renamed": 1, "merged": 288}


def test_names_fit_on_screens(loaded):
    short = {agency.name: agency.short_name for agency in organization.agencies(on=TODAY)}

    assert short["Phường Long Xuyên"] == "P. Long Xuyên"
    assert short["Xã Óc Eo"] == "X. Óc Eo"
    assert short["Đặc khu Phú Quốc"] == "ĐK Phú Quốc"
    assert short["Sở Xây dựng"] == "Sở Xây dựng"
    assert short["Trung tâm Phục vụ hành chính công đặc khu Phú Quốc"] == "TT PVHCC ĐK Phú Quốc"


def test_no_identifier_is_invented(loaded):
    known = {agency.identifier: agency.identifier_status for agency in organization.agencies() if agency.identifier}

    assert known == {"H01": IdentifierStatus.UNVERIFIED}


def test_demonstration_identifiers_are_marked_and_given_once(loaded):
    given = organization.give_demonstration_identifiers(actor=SYSTEM, at=AT)

    assert given == 18 + 102 + 102
    assert organization.give_demonstration_identifiers(actor=SYSTEM, at=AT) == 0
    assert organization.agency_called("H01", on=TODAY).identifier_status is IdentifierStatus.UNVERIFIED
    first = organization.agency_called("DEMO.001", on=TODAY)
    assert (first.name, first.identifier_status) == ("Văn phòng UBND tỉnh", IdentifierStatus.DEMONSTRATION)
    assert all(agency.identifier is None for agency in organization.agencies() if agency.valid_to)


def test_an_official_identifier_is_never_replaced_by_a_demonstration(loaded):
    commune = organization.agencies(kind=Kind.COMMUNE, on=TODAY)[0]
    organization.identify_agency(
        agency_id=commune.id, identifier="H01.77", status=IdentifierStatus.OFFICIAL, basis="QĐ 1", actor=SYSTEM, at=AT
    )

    organization.give_demonstration_identifiers(actor=SYSTEM, at=AT)

    assert organization.agency(commune.id).identifier == "H01.77"


def test_each_agency_begins_with_a_fact_in_the_journal(loaded):
    commune = organization.succeeded_by(statistical_code="30334", on=BEFORE)[0]

    (fact,) = journal.history(f"agency:{commune.id}")

    assert (fact.name, fact.actor, len(fact.payload["successors"])) == ("AgencyImported", "system", 2)


def test_the_centre_of_an_agency(loaded):
    commune = organization.succeeded_by(statistical_code="30316", on=TODAY)[0]
    department = organization.agencies(kind=Kind.DEPARTMENT, on=TODAY)[0]

    assert organization.centre_of(commune.id, on=TODAY).name == "Trung tâm Phục vụ hành chính công phường Châu Đốc"
    assert organization.centre_of(department.id, on=TODAY).kind is Kind.PROVINCIAL_CENTRE
    assert [one.id for one in organization.served_by(organization.centre_of(commune.id, on=TODAY).id)] == [commune.id]
