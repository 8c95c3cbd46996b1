from collections import defaultdict

import django.db.models.deletion
from django.db import migrations, models

#: Dossiers read at once.
_BATCH = 1000


def from_journal(apps, editor):  # noqa: ARG001
    """Until now an assignment wrote over the one before it; the journal still says who had the step, and since when."""
    assigned = apps.get_model("journal", "RecordedFact").objects.filter(name="DossierAssigned")
    subjects = sorted(set(assigned.filter(payload__was__gt=0).values_list("subject", flat=True)))
    for first in range(0, len(subjects), _BATCH):
        facts = assigned.filter(subject__in=subjects[first : first + _BATCH]).order_by("subject", "position")
        apps.get_model("dossiers", "PastHolding").objects.bulk_create(
            _holdings(apps, list(facts.values_list("subject", "at", "payload")))
        )


def _holdings(apps, facts):
    steps = defaultdict(list)
    ids = {int(subject.partition(":")[2]) for subject, _at, _payload in facts}
    for step in apps.get_model("dossiers", "Step").objects.filter(dossier__in=ids).select_related("dossier").order_by("id"):
        steps[step.dossier_id, step.number].append(step)
    since = {}
    for subject, at, payload in facts:
        of_number = steps[int(subject.partition(":")[2]), payload.get("step")]
        step = next((s for s in reversed(of_number) if s.opened_at <= at and (s.closed_at is None or at <= s.closed_at)), None)
        if step is None:
            continue
        # Without an assignment to it, the step came to its holder when it was opened, or to the counter when it accepted.
        came = since.get(step.pk) or (step.dossier.accepted_at if step.kind == "receive" else None) or step.opened_at
        if payload.get("was") and came < at:
            yield apps.get_model("dossiers", "PastHolding")(
                dossier_id=step.dossier_id, step_id=step.pk, user_id=payload["was"], since=came, until=at
            )
        since[step.pk] = at


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0009_count_extensions"),
        ("journal", "0001_initial"),
        ("organization", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="PastHolding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(verbose_name="nhận lúc")),
                ("until", models.DateTimeField(verbose_name="giao lại lúc")),
                (
                    "dossier",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dossiers.dossier"),
                ),
                (
                    "step",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="past_holdings",
                        to="dossiers.step",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organization.user",
                        verbose_name="người làm",
                    ),
                ),
            ],
            options={
                "verbose_name": "lần giữ bước",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gt", models.F("since"))), name="past_holding_ends_after_it_began"
                    )
                ],
            },
        ),
        migrations.RunPython(from_journal, migrations.RunPython.noop),
    ]
