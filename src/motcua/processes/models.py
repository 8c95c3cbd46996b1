"""Drafts of processes and what was done with them. A draft is never a process in force: the catalogue keeps those."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.foundation.columns import choices, one_of
from motcua.processes.facts import EVENTS, DraftState


class Draft(models.Model):
    version = models.ForeignKey("catalogue.ProcedureVersion", on_delete=models.PROTECT, related_name="+")
    code = models.CharField("mã thủ tục", max_length=8)
    procedure = models.CharField("thủ tục", max_length=200)
    name = models.CharField("tên quy trình", max_length=300)
    #: Code and names without diacritics, for the search of the list.
    folded = models.TextField()
    state = models.CharField("trạng thái", max_length=10, choices=choices(DraftState))
    #: Rises with every change: whoever saves says which one they saw.
    revision = models.PositiveIntegerField("lần sửa", default=1)
    agency = models.ForeignKey("organization.Agency", on_delete=models.PROTECT, related_name="+", null=True)
    #: For which agencies it is; none: for all that decide the procedure.
    agency_ids = ArrayField(models.BigIntegerField(), verbose_name="cơ quan áp dụng", default=list)
    steps = models.JSONField("các bước")
    source = models.CharField("tệp nguồn", max_length=200, blank=True)
    appraised_by = models.ForeignKey("organization.User", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    return_note = models.TextField("lý do trả lại", blank=True)
    decision = models.CharField("quyết định phê duyệt", max_length=200, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True)
    valid_from = models.DateField("áp dụng từ", null=True)
    process = models.ForeignKey("catalogue.Process", on_delete=models.PROTECT, related_name="+", null=True)
    changed_at = models.DateTimeField("sửa lần cuối")

    class Meta:
        verbose_name = "dự thảo quy trình"
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="drafts_latest_first"),
            models.Index("code", name="drafts_of_procedure"),
        ]
        constraints = [
            models.CheckConstraint(condition=one_of("state", DraftState), name="draft_state_is_known"),
            models.CheckConstraint(
                condition=~Q(state="approved") | Q(process__isnull=False, decided_on__isnull=False, valid_from__isnull=False),
                name="approved_draft_has_its_process_and_decision",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__lte=F("valid_from")), name="draft_decided_before_its_day"
            ),
        ]


class Event(models.Model):
    """Something done with a draft; where it changed the steps, the steps as they stood afterwards."""

    draft = models.ForeignKey(Draft, on_delete=models.PROTECT, related_name="events")
    number = models.PositiveIntegerField("số thứ tự")
    what = models.CharField("việc", max_length=12)
    by = models.ForeignKey("organization.User", on_delete=models.PROTECT, related_name="+", null=True, db_index=False)
    at = models.DateTimeField("lúc")
    #: In somebody's own words; what the program has to say is kept as values in `said` and worded when it is read.
    note = models.TextField("ghi chú", blank=True)
    said = models.JSONField("nội dung", default=dict)
    steps = models.JSONField("các bước", null=True)

    class Meta:
        verbose_name = "việc đã làm với dự thảo quy trình"
        constraints = [
            models.UniqueConstraint("draft", "number", name="events_of_a_draft_are_numbered"),
            models.CheckConstraint(condition=one_of("what", EVENTS), name="event_of_a_draft_is_known"),
        ]
