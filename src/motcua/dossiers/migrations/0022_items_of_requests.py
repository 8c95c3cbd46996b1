"""Items of supplement requests say more than a text: plain texts become items that ask for what they said."""

from typing import Any

from django.db import migrations

_AT_ONCE = 2000


def structure(apps: Any, editor: Any) -> None:  # noqa: ARG001
    """Runs again without harm: what has a structure is left."""
    waits = apps.get_model("dossiers", "Wait")
    last = 0
    while rows := list(waits.objects.filter(pk__gt=last, kind="supplement").order_by("pk")[:_AT_ONCE]):
        last = rows[-1].pk
        plain = [row for row in rows if any(isinstance(item, str) for item in row.items)]
        for row in plain:
            row.items = [{"what": item} if isinstance(item, str) else item for item in row.items]
        waits.objects.bulk_update(plain, ["items"])


def flatten(apps: Any, editor: Any) -> None:  # noqa: ARG001
    """Back to texts, without what came with them."""
    waits = apps.get_model("dossiers", "Wait")
    for row in waits.objects.filter(kind="supplement").iterator():
        row.items = [item["what"] if isinstance(item, dict) else item for item in row.items]
        row.save(update_fields=["items"])


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0021_incidents_stop_clocks")]
    operations = [migrations.RunPython(structure, flatten)]
