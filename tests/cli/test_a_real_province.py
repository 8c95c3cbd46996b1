"""From an empty database to a province at work, by commands only, and nothing in it invented."""

import json
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from tests.catalogue.factories import line
from tests.cli.words import Words
from tests.dossiers import factories

from motcua.calendar import public as calendar
from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier
from motcua.foundation import clock
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.models import Agency, User
from motcua.organization.public import SYSTEM, Kind, Level, NewAgency

pytestmark = pytest.mark.django_db
PASSWORD = "cửa sổ mở ra sông Tiền"
NAME = "Danh Thị Sà Ruône"


def _account(motcua: Words, username: str = "quantri.tinh") -> dict[str, object]:
    return motcua.done("account", username, "--name", NAME, "--agency", "91", piped=f"{PASSWORD}\n")


def _facts() -> list[journal.Recorded]:
    found, cursor = [], None
    while True:
        page = journal.facts_page(subject=None, cursor=cursor, size=500)
        found += page.rows
        cursor = page.next
        if cursor is None:
            return found


def _csv(folder: Path, *lines: str) -> str:
    path = folder / "ma-dinh-danh.csv"
    path.write_text("\n".join(["agency,identifier,basis", *lines]) + "\n")
    return str(path)


def test_from_an_empty_database_to_an_operator_at_the_accounts(motcua: Words) -> None:
    made = motcua.done("import", "province")
    _account(motcua)
    client = Client()

    signed_in = client.post("/dang-nhap/", {"login": "quantri.tinh", "password": PASSWORD}, follow=True)
    page = client.get("/quan-tri/tai-khoan/").content.decode()
    offered = client.get("/quan-tri/tai-khoan/moi/").content.decode()

    assert (made["communes"], made["centres"], made["legacy_communes"], made["successions"]) == (102, 103, 298, 302)
    assert signed_in.status_code == 200
    assert NAME in page
    assert "Phường Long Xuyên" in offered
    assert calendar.calendar_of().day_reason(date(2026, 9, 2)) == calendar.packaged_calendar().day_reason(date(2026, 9, 2))


def test_the_province_is_made_once_and_nothing_of_the_demonstration_is_in_it(motcua: Words) -> None:
    first = motcua.done("import", "province")
    before = list(Agency.objects.order_by("id").values()), len(_facts())

    again = motcua.done("import", "province")

    assert again == first | {"made": 0}
    assert (list(Agency.objects.order_by("id").values()), len(_facts())) == before
    assert "không đổi gì" in motcua("import", "province")[1]
    assert not Agency.objects.filter(identifier_status__in=["demonstration", "official"]).exists()
    assert not User.objects.exists()
    assert not Dossier.objects.exists()


def test_the_province_is_not_laid_over_agencies_that_are_there(motcua: Words) -> None:
    new = NewAgency(name="UBND tỉnh khác", kind=Kind.PROVINCE, level=Level.PROVINCE, statistical_code="91")
    organization.create_agency(new=new, actor=SYSTEM, at=clock.now())

    told = motcua.refused("import", "province")

    assert "UBND tỉnh khác" in told
    assert "empty database" in told
    assert Agency.objects.count() == 1


def test_a_dossier_has_no_code_before_its_agency_has_an_identifier(motcua: Words, tmp_path: Path) -> None:
    motcua.done("import", "province")
    day = clock.local_day(clock.now())
    ward = organization.agency_called("30307", on=day)
    centre = organization.centre_of(ward.id, on=day)
    published = tmp_path / "thu-tuc.jsonl"
    published.write_bytes(line(factories.FIVE_DAYS))
    assert motcua.done("import", "procedures", str(published))["processes"] == 1
    filing = factories.filing(centre_id=centre.id, competent_id=ward.id)

    with pytest.raises(organization.AgencyHasNoIdentifier, match="has no identifier that can be used"):
        dossiers.file_dossier(filing=filing, actor=organization.citizen_actor(), at=clock.now(), accept=False)
    motcua.done("import", "identifiers", _csv(tmp_path, "91,H01,QĐ 1/QĐ-UBND", f"{centre.name},H01.31.07,QĐ 2/QĐ-UBND"))
    filed = dossiers.file_dossier(filing=filing, actor=organization.citizen_actor(), at=clock.now(), accept=False)

    assert Dossier.objects.get(pk=filed.dossier_id).code == f"H01.31.07-{day:%y%m%d}-0001"
    assert organization.code_prefix(ward.id) == f"H01.X{ward.id}"


def test_no_fact_tells_who_the_operator_is(motcua: Words, tmp_path: Path) -> None:
    motcua.done("import", "province")
    _account(motcua)
    motcua.done("import", "identifiers", _csv(tmp_path, "30307,H01.31,Quyết định do bà Sà Ruône ký"))

    written = json.dumps([fact.payload for fact in _facts()], ensure_ascii=False)

    assert {"UserCreated", "RoleGiven", "AgencyIdentified"} <= {fact.name for fact in _facts()}
    for personal in ("Ruône", "quantri.tinh", PASSWORD):
        assert personal not in written
    assert journal.verify().ok
