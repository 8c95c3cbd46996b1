"""Electronic processes as dossiers are pinned to them."""

from django.db import models
from django.db.models import Q

from motcua.catalogue.facts import Place, ProcessStatus, StepKind
from motcua.catalogue.models.dated import InForce, choices, never_two_at_once
from motcua.catalogue.models.procedures import ProcedureVersion


class Process(models.Model):
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="processes")
    number = models.PositiveSmallIntegerField("số thứ tự bản")
    name = models.CharField("tên quy trình", max_length=300)
    status = models.CharField("trạng thái", max_length=10, choices=choices(ProcessStatus))
    valid_from = models.DateField("áp dụng từ")
    valid_to = models.DateField("đến trước ngày", null=True)

    objects = InForce["Process"].as_manager()

    class Meta:
        verbose_name = "quy trình điện tử"
        constraints = [
            never_two_at_once("one_process_of_a_version_at_a_time", "version"),
            models.UniqueConstraint("version", "number", name="processes_of_a_version_are_numbered"),
        ]


class ProcessStep(models.Model):
    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="process_steps")
    number = models.PositiveSmallIntegerField("số thứ tự")
    key = models.CharField(max_length=40)
    kind = models.CharField("loại bước", max_length=10, choices=[(kind.value, kind.value) for kind in StepKind])
    name = models.CharField("tên bước", max_length=300)
    role = models.CharField("vai trò", max_length=20)
    place = models.CharField("nơi làm", max_length=10, choices=[(place.value, place.value) for place in Place])
    minutes = models.PositiveIntegerField("số phút làm việc")

    class Meta:
        verbose_name = "bước"
        constraints = [
            models.UniqueConstraint("process", "number", name="steps_of_a_process_are_numbered"),
            models.UniqueConstraint("process", "key", name="steps_of_a_process_have_keys"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="step_takes_time"),
        ]
