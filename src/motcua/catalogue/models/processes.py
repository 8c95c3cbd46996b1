"""Electronic processes as dossiers are pinned to them."""

from django.db import models
from django.db.models import F, Q

from motcua.catalogue.facts import Place, ProcessStatus, StepKind
from motcua.catalogue.models.dated import InForce, ends_after_it_begins, never_two_at_once
from motcua.catalogue.models.procedures import ProcedureVersion
from motcua.foundation.columns import choices, one_of


class Process(models.Model):
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="processes")
    number = models.PositiveSmallIntegerField("số thứ tự bản")
    name = models.CharField("tên quy trình", max_length=300)
    status = models.CharField("trạng thái", max_length=10, choices=choices(ProcessStatus))
    valid_from = models.DateField("áp dụng từ")
    valid_to = models.DateField("đến trước ngày", null=True)
    #: Holds for every agency that has none of its own; else `ProcessAgency` says for which.
    for_all = models.BooleanField("áp dụng cho mọi cơ quan", default=True)
    decision = models.CharField("quyết định phê duyệt", max_length=200, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True)
    #: Approved for an earlier version and gone on under this one; null: approved for this very version, or derived for it.
    carried_from = models.ForeignKey("self", on_delete=models.PROTECT, related_name="+", null=True)

    objects = InForce["Process"].as_manager()

    class Meta:
        verbose_name = "quy trình điện tử"
        constraints = [
            never_two_at_once("one_process_of_a_version_at_a_time", "version", condition=Q(for_all=True)),
            models.UniqueConstraint(
                "version", "number", name="processes_of_a_version_are_numbered", condition=~Q(status=ProcessStatus.TRIAL)
            ),
            models.CheckConstraint(
                name="trial_is_never_in_force",
                condition=~Q(status=ProcessStatus.TRIAL) | Q(valid_to__isnull=False, valid_to=F("valid_from"), for_all=False),
            ),
            ends_after_it_begins("process_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(status=ProcessStatus.APPROVED) | ~Q(decision="") & Q(decided_on__isnull=False),
                name="approved_process_has_decision_and_day",
            ),
        ]


class ProcessAgency(models.Model):
    """A process is one agency's own for a time: there it wins over the one for all."""

    process = models.ForeignKey(Process, on_delete=models.PROTECT, related_name="process_agencies")
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+")
    #: As of the process, so that the database can refuse a second one at a time.
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="+", db_index=False)
    valid_from = models.DateField("áp dụng từ")
    valid_to = models.DateField("đến trước ngày", null=True)

    objects = InForce["ProcessAgency"].as_manager()

    class Meta:
        verbose_name = "cơ quan áp dụng quy trình"
        constraints = [
            never_two_at_once("an_agency_has_one_process_of_a_version_at_a_time", "version", "agency"),
            models.UniqueConstraint("process", "agency", name="agencies_of_a_process_are_named_once"),
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
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    agency_name = models.CharField("cơ quan", max_length=300, blank=True)
    work = models.TextField("nội dung công việc", blank=True)
    document = models.TextField("biểu mẫu, kết quả", blank=True)
    case = models.TextField("trường hợp", blank=True)
    beside = models.CharField("chạy song song với bước", max_length=40, blank=True)
    outcomes = models.JSONField("các hướng đi tiếp", default=list)

    class Meta:
        verbose_name = "bước"
        constraints = [
            models.UniqueConstraint("process", "number", name="steps_of_a_process_are_numbered"),
            models.UniqueConstraint("process", "key", name="steps_of_a_process_have_keys"),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="step_takes_time"),
            models.CheckConstraint(
                condition=one_of("kind", StepKind) & one_of("place", Place), name="step_kind_and_place_are_known"
            ),
        ]
