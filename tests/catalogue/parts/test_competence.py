"""Which agency decides at a place on a day."""

from datetime import date

import pytest
from tests.dossiers.factories import ENVIRONMENT, FIVE_DAYS
from tests.dossiers.given import AT, World

from motcua.catalogue.facts import Property, SetProperty
from motcua.catalogue.operations.edits.deciding import approve_edit, ask_edit
from motcua.catalogue.queries.competence import competent
from motcua.catalogue.queries.terms import UnknownProcedure, terms_in_force
from motcua.foundation.confidence import Confidence
from motcua.organization import public as organization
from motcua.organization.public import SYSTEM

DAY = date(2026, 11, 23)


def named(world: World, code: str, value: str) -> None:
    asked = SetProperty(
        codes=(code,), name=Property.COMPETENT, value=value, valid_from=DAY, basis="QĐ", confidence=Confidence.READ
    )
    edit = ask_edit(asked=asked, actor=SYSTEM, at=AT)
    approve_edit(edit_id=edit.id, actor=world.who("control", world.office), at=AT)


def test_a_communes_matter_is_the_communes_and_a_provinces_is_of_the_provinces_agencies(world: World) -> None:
    assert [agency.id for agency in competent(FIVE_DAYS, place_id=world.rach_gia.id, on=DAY)] == [world.rach_gia.id]
    provincial = {agency.id for agency in competent(ENVIRONMENT, place_id=world.rach_gia.id, on=DAY)}
    assert world.environment.id in provincial
    with pytest.raises(UnknownProcedure):
        competent("9.999999", place_id=world.rach_gia.id, on=DAY)


def test_the_agency_that_is_named_decides_and_its_successor_after_a_merger(world: World) -> None:
    named(world, FIVE_DAYS, f"agency:{world.phu_quoc.id}")
    assert [agency.id for agency in competent(FIVE_DAYS, place_id=world.rach_gia.id, on=DAY)] == [world.phu_quoc.id]

    new = organization.NewAgency(name="Đặc khu mới", kind=world.phu_quoc.kind, level=world.phu_quoc.level, parent_id=world.top.id)
    merged = organization.merge_agencies(
        predecessors=[world.phu_quoc.id, world.long_xuyen.id],
        successor=new,
        on=date(2026, 12, 1),
        basis="NQ",
        actor=SYSTEM,
        at=AT,
    )

    later = date(2026, 12, 2)
    assert [agency.id for agency in competent(FIVE_DAYS, place_id=world.rach_gia.id, on=later)] == [merged.id]
    assert terms_in_force(procedure_code=FIVE_DAYS, on=later).competent_id == merged.id
