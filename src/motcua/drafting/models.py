"""Tables of what is written on the way to a result. A version is never changed: the next one says what is right."""

from typing import Any

from django.db import models
from django.db.models import Q

from motcua.drafting.facts import Held, Kind


def _user(label: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey("organization.User", models.PROTECT, related_name="+", null=True, db_index=False, verbose_name=label)


class Verification(models.Model):
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    kind = models.CharField("loại", max_length=10, choices=[(k.value, k.label) for k in Kind])
    state = models.CharField("trạng thái", max_length=10, choices=[(h.value, h.label) for h in Held], default=Held.PLANNED)
    planned_at = models.DateTimeField("hẹn lúc")
    place = models.CharField("nơi", max_length=500)
    asked = models.CharField("mời ai", max_length=2000, blank=True)
    applicant_must = models.BooleanField("người nộp phải có mặt", default=False)
    purpose = models.CharField("việc cần xác minh", max_length=2000, blank=True)
    planned_by = _user("người hẹn")
    made_at = models.DateTimeField("ghi lúc")
    held_at = models.DateTimeField("tiến hành lúc", null=True)
    attendees = models.CharField("người tham dự", max_length=4000, blank=True)
    content = models.TextField("nội dung", blank=True)
    conclusion = models.CharField("kết luận", max_length=4000, blank=True)
    applicant_came = models.BooleanField("người nộp có mặt", default=False)
    reason = models.CharField("lý do hoãn", max_length=2000, blank=True)
    recorded_by = _user("người lập biên bản")
    #: Of the request that made it: pressed twice, it is made once.
    request_key = models.CharField(max_length=64)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = "lần xác minh"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "request_key"], name="one_verification_per_request"),
            models.CheckConstraint(
                name="held_verification_has_its_record",
                condition=~Q(state=Held.HELD)
                | (Q(held_at__isnull=False) & ~Q(attendees="") & ~Q(content="") & ~Q(conclusion="")),
            ),
            models.CheckConstraint(name="put_off_verification_says_why", condition=~Q(state=Held.PUT_OFF) | ~Q(reason="")),
        ]


class Draft(models.Model):
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    latest = models.PositiveIntegerField("phiên bản mới nhất", default=1)
    #: The version that was approved; a later one is not.
    approved = models.PositiveIntegerField("phiên bản được duyệt", null=True)
    approved_by = _user("người duyệt")
    approved_at = models.DateTimeField("duyệt lúc", null=True)
    request_key = models.CharField(max_length=64)

    class Meta:
        verbose_name = "dự thảo"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "request_key"], name="one_draft_per_request"),
            models.CheckConstraint(
                name="approved_draft_says_by_whom",
                condition=Q(approved__isnull=True) | Q(approved_at__isnull=False, approved__lte=models.F("latest")),
            ),
        ]


class DraftVersion(models.Model):
    draft = models.ForeignKey(Draft, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("phiên bản")
    title = models.CharField("tên văn bản", max_length=500)
    body = models.TextField("nội dung", blank=True)
    remarks = models.CharField("ghi chú", max_length=4000, blank=True)
    author = _user("người soạn")
    at = models.DateTimeField("lúc")
    restored = models.PositiveIntegerField("lấy lại từ phiên bản", null=True)

    class Meta:
        verbose_name = "phiên bản dự thảo"
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="one_text_per_version")]
