"""Foreign keys between rooms point down, cannot be walked back, and protect what they point to."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models
from tests.house import plan


def _crossings() -> Iterator[tuple[str, models.ForeignKey, str, str]]:
    for model in apps.get_models(include_auto_created=True):
        here = _room(model)
        for field in model._meta.get_fields():
            if here and isinstance(field, models.ForeignKey) and (there := _room(field.related_model)) and there != here:
                yield f"{model._meta.label}.{field.name}", field, here, there


def _room(model: type[models.Model]) -> str | None:
    house, _, rest = model.__module__.partition(".")
    return rest.partition(".")[0] if house == "motcua" else None


def test_foreign_keys_point_downward_only() -> None:
    floors = plan.floors()
    assert ("dossiers.Dossier.version", "dossiers", "catalogue") in [(name, here, there) for name, _, here, there in _crossings()]

    upward = [name for name, _, here, there in _crossings() if floors[there] >= floors[here]]

    assert upward == []


def test_foreign_keys_across_rooms_leave_no_way_back() -> None:
    assert [name for name, field, _, _ in _crossings() if not field.remote_field.hidden] == []


def test_foreign_keys_across_rooms_protect_what_they_point_to() -> None:
    assert [name for name, field, _, _ in _crossings() if field.remote_field.on_delete is not models.PROTECT] == []
