"""Blocks of codes held for counters without a line, what became of each code, and what has to be looked at again."""

from django.db import models
from django.db.models import Q

from motcua.foundation.columns import choices, one_of
from motcua.offline.facts import CodeState, Doubt


class Block(models.Model):
    """Codes of one day, held for one official on one device."""

    centre = models.ForeignKey(
        "organization.Agency", models.PROTECT, related_name="+", db_index=False, verbose_name="nơi tiếp nhận"
    )
    user = models.ForeignKey("organization.User", models.PROTECT, related_name="+", db_index=False, verbose_name="người giữ")
    device = models.CharField("máy", max_length=64)
    day = models.DateField("ngày của mã")
    held_at = models.DateTimeField("giữ lúc")
    request_key = models.CharField(max_length=64)

    class Meta:
        verbose_name = "lần giữ mã"
        constraints = [models.UniqueConstraint(fields=["user", "request_key"], name="codes_are_held_once_per_request")]
        indexes = [models.Index("centre", "day", name="blocks_of_centre_by_day")]


class HeldCode(models.Model):
    """One code. It belongs to one block at a time; only one that stands on no receipt goes to another."""

    block = models.ForeignKey(Block, models.PROTECT, related_name="codes")
    code = models.CharField("mã hồ sơ", max_length=60)
    state = models.CharField("tình trạng", max_length=10, choices=choices(CodeState))
    #: Why it was not used.
    reason = models.CharField("lý do", max_length=300, blank=True)
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+", null=True, verbose_name="hồ sơ")
    received_at = models.DateTimeField("nhận lúc", null=True)
    arrived_at = models.DateTimeField("gửi đến lúc", null=True)
    #: As the receipt promised it, where it did.
    promised_at = models.DateTimeField("hẹn trên giấy", null=True)
    due_at = models.DateTimeField("hạn trả", null=True)
    #: Of what was handed in, so that the same again is told from something else under the same code.
    digest = models.BinaryField(default=b"")

    class Meta:
        verbose_name = "mã đã giữ"
        constraints = [
            models.CheckConstraint(name="held_code_state_is_known", condition=one_of("state", CodeState)),
            models.UniqueConstraint(fields=["code"], name="a_code_is_held_once", condition=~Q(state="back")),
            models.CheckConstraint(
                name="a_used_code_has_its_dossier",
                condition=Q(state="used", dossier__isnull=False, received_at__isnull=False, arrived_at__isnull=False)
                | (~Q(state="used") & Q(dossier=None)),
            ),
            models.CheckConstraint(name="an_unused_code_says_why", condition=~Q(state="unused") | ~Q(reason="")),
        ]
        indexes = [models.Index("block", name="codes_still_out", condition=Q(state__in=["held", "free"]))]


class Review(models.Model):
    """A dossier that arrived with a time that cannot be: kept as it came until somebody has looked at it."""

    code = models.OneToOneField(HeldCode, models.PROTECT, related_name="review")
    doubt = models.CharField("điều cần xem", max_length=12, choices=choices(Doubt))
    stated_at = models.DateTimeField("giờ trên giấy")
    arrived_at = models.DateTimeField("gửi đến lúc")
    #: JSON as the device sent it.
    body_sealed = models.BinaryField()
    sent_by = models.ForeignKey("organization.User", models.PROTECT, related_name="+", null=True, db_index=False)
    resolved_at = models.DateTimeField("xem xong lúc", null=True)
    resolved_by = models.ForeignKey("organization.User", models.PROTECT, related_name="+", null=True, db_index=False)
    #: Why the time was set as it was.
    note = models.CharField("vì sao", max_length=300, blank=True)

    class Meta:
        verbose_name = "hồ sơ cần xem lại"
        constraints = [
            models.CheckConstraint(name="review_doubt_is_known", condition=one_of("doubt", Doubt)),
            models.CheckConstraint(
                name="a_resolved_review_holds_nobody",
                condition=Q(resolved_at=None) | (Q(body_sealed=b"") & ~Q(note="")),
            ),
        ]
        indexes = [models.Index("arrived_at", name="reviews_open", condition=Q(resolved_at=None))]
