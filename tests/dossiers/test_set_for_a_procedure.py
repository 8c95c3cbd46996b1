"""Filing follows what the control office has set for a procedure from a day on."""

from datetime import date, datetime

import pytest
from tests.dossiers.factories import FIVE_DAYS
from tests.dossiers.given import Lives, World, vn

from motcua.catalogue import public as catalogue
from motcua.catalogue.facts import Property, SetProperty
from motcua.catalogue.operations.edits.deciding import approve_edit, ask_edit
from motcua.catalogue.queries.terms import HandledElsewhere
from motcua.dossiers import public as dossiers
from motcua.dossiers.rules.competence import NotReceivedHere, NotTheAgency
from motcua.foundation.confidence import Confidence
from motcua.organization.public import SYSTEM

FIRST_DAY = date(2026, 11, 23)
BEFORE, AFTER = vn("2026-11-20 09:00"), vn("2026-11-23 09:00")


def made(world: World, name: Property, value: str, *, at: datetime = BEFORE) -> None:
    asked = SetProperty(
        codes=(FIVE_DAYS,), name=name, value=value, valid_from=FIRST_DAY, basis="QĐ thử", confidence=Confidence.READ
    )
    edit = ask_edit(asked=asked, actor=SYSTEM, at=at)
    approve_edit(edit_id=edit.id, actor=world.who("control", world.office), at=at)


def test_what_a_ministrys_system_handles_is_not_received_from_that_day(world: World, life: Lives) -> None:
    made(world, Property.ROUTE, "ministry:Hệ thống của Bộ Công an")
    life.filed(at=BEFORE)

    with pytest.raises(HandledElsewhere) as refused:
        life.filed(at=AFTER)

    assert "Hệ thống của Bộ Công an" in refused.value.sentence_vi


def test_a_procedure_of_ones_own_counter_is_not_received_for_another_place(world: World, life: Lives) -> None:
    made(world, Property.RECEPTION, "none")
    life.filed(at=BEFORE, competent=world.phu_quoc, centre=world.rach_gia_centre)

    life.filed(at=AFTER)
    with pytest.raises(NotReceivedHere):
        life.filed(at=AFTER, competent=world.phu_quoc, centre=world.rach_gia_centre)
    assert _offered(world) == [world.rach_gia.id]


def test_the_agency_that_is_named_is_the_only_one_offered_and_taken(world: World, life: Lives) -> None:
    made(world, Property.COMPETENT, f"agency:{world.phu_quoc.id}")

    assert _offered(world) == [world.phu_quoc.id]
    life.filed(at=AFTER, competent=world.phu_quoc)
    with pytest.raises(NotTheAgency):
        life.filed(at=AFTER)


def _offered(world: World) -> list[int]:
    terms = catalogue.terms_in_force(procedure_code=FIVE_DAYS, on=FIRST_DAY)
    return [agency.id for agency in dossiers.competent_agencies(terms=terms, centre_id=world.rach_gia_centre.id, on=FIRST_DAY)]
