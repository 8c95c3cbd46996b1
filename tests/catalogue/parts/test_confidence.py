"""One scale of confidence in all rooms: what was asked under the old words of the catalogue is read by the new ones."""

import importlib
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.migrations.operations import RunSQL
from django.db.migrations.state import ProjectState
from tests.catalogue import given
from tests.catalogue.factories import Keeper

from motcua.catalogue.facts import Property, SetProperty
from motcua.catalogue.models import Edit, ProcedureProperty
from motcua.catalogue.operations.edits.deciding import approve_edit, ask_edit
from motcua.catalogue.queries.control import edits
from motcua.foundation.confidence import Confidence

AT, DAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC), date(2026, 11, 23)
LAN, MINH = (Keeper(label=f"user:{one}", roles=frozenset({"control"})) for one in (1, 2))

pytestmark = pytest.mark.django_db


def _asked(level: str, confidence: Confidence) -> int:
    asked = SetProperty(
        codes=("1.000001",), name=Property.SERVICE_LEVEL, value=level, valid_from=DAY, basis="QĐ thử", confidence=confidence
    )
    return ask_edit(asked=asked, actor=LAN, at=AT).id


def test_what_was_kept_or_asked_under_the_old_words_speaks_the_one_scale() -> None:
    migration = importlib.import_module("motcua.catalogue.migrations.0015_one_scale_of_confidence").Migration
    (moved,) = (operation for operation in migration.operations if isinstance(operation, RunSQL))
    given.procedure()
    approve_edit(edit_id=_asked("full", Confidence.SECOND_HAND), actor=MINH, at=AT)
    waiting = _asked("partial", Confidence.REMEMBERED)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE catalogue_procedureproperty DROP CONSTRAINT property_rests_on_something")
    with connection.schema_editor(atomic=False) as editor:
        moved.database_backwards("catalogue", editor, ProjectState(), ProjectState())
        assert set(Edit.objects.values_list("payload__confidence", flat=True)) == {"2nd", "mem"}
        assert ProcedureProperty.objects.get().confidence == "2nd"

        moved.database_forwards("catalogue", editor, ProjectState(), ProjectState())

    assert edits.edit(edit_id=waiting, actor=LAN).asked.confidence is Confidence.REMEMBERED  # type: ignore[union-attr]
    assert ProcedureProperty.objects.get().confidence == Confidence.SECOND_HAND
