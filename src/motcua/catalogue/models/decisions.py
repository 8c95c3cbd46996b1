"""Publication decisions and the lines of their lists."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.catalogue.facts import Act, DecisionAbout, DecisionLevel, DecisionState
from motcua.foundation.columns import choices, same_person


class Decision(models.Model):
    #: Empty, as the day of signing, while it is a draft
    number = models.CharField("số quyết định", max_length=100, blank=True)
    issuer = models.CharField("cơ quan ban hành", max_length=300)
    level = models.CharField("cấp ban hành", max_length=10, choices=choices(DecisionLevel))
    title = models.CharField("trích yếu", max_length=2000, blank=True)
    signed_on = models.DateField("ngày ký", null=True)
    effective_on = models.DateField("ngày có hiệu lực")
    shortened = models.BooleanField("theo thủ tục rút gọn", default=False)
    state = models.CharField("trạng thái", max_length=10, choices=choices(DecisionState))
    source_name = models.CharField("tệp danh mục", max_length=200)
    source_digest = models.CharField(max_length=64)
    drafted_by = models.CharField("người lập", max_length=60)
    drafted_at = models.DateTimeField("lập lúc")
    signed_in_by = models.CharField("người ghi số, ngày ký", max_length=60, blank=True)
    signed_in_at = models.DateTimeField("ghi số, ngày ký lúc", null=True)
    approved_by = models.CharField("người duyệt", max_length=60, blank=True)
    approved_at = models.DateTimeField("duyệt lúc", null=True)
    withdrawn_by = models.CharField("người hủy", max_length=60, blank=True)
    withdrawn_at = models.DateTimeField("hủy lúc", null=True)
    undo_reason = models.CharField("lý do hoàn tác", max_length=1000, blank=True)
    law_effective_on = models.DateField("ngày văn bản quy phạm pháp luật có hiệu lực", null=True)
    posted_on = models.DateField("ngày công khai trên cơ sở dữ liệu quốc gia", null=True)

    #: The ministry's decision that it follows, and what proves when it came.
    cause_number = models.CharField("quyết định của bộ", max_length=100, blank=True)
    cause_signed_on = models.DateField("bộ ký ngày", null=True)
    cause_received_on = models.DateField("tỉnh nhận ngày", null=True)
    cause_evidence = models.TextField("chứng cứ", blank=True)

    class Meta:
        verbose_name = "quyết định công bố"
        constraints = [
            models.UniqueConstraint(
                "number", "issuer", "signed_on", condition=~Q(state=DecisionState.WITHDRAWN), name="decision_is_kept_once"
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.APPROVED) | Q(approved_at__isnull=False) & ~Q(approved_by=""),
                name="approved_decision_has_its_approver",
            ),
            models.CheckConstraint(
                condition=Q(approved_by="")
                | Q(approved_by="system")
                | ~same_person("approved_by", "drafted_by") & ~same_person("approved_by", "signed_in_by"),
                name="four_eyes_approve_a_decision",
            ),
            models.CheckConstraint(
                condition=~Q(state=DecisionState.WITHDRAWN) | Q(withdrawn_at__isnull=False) & ~Q(withdrawn_by=""),
                name="withdrawn_decision_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=Q(undo_reason="") | Q(state=DecisionState.WITHDRAWN), name="only_an_undone_decision_says_why"
            ),
            models.CheckConstraint(
                condition=Q(state=DecisionState.DRAFT, signed_on=None)
                | Q(state=DecisionState.WITHDRAWN)
                | Q(state__in=(DecisionState.SIGNED, DecisionState.APPROVED), signed_on__isnull=False) & ~Q(number=""),
                name="signed_decision_has_number_and_day",
            ),
            models.CheckConstraint(
                condition=(Q(signed_on=None) | Q(signed_on__lte=F("effective_on")))
                & (Q(posted_on=None) | Q(signed_on__isnull=False, signed_on__lte=F("posted_on"))),
                name="decision_is_signed_before_effect_and_posting",
            ),
            models.CheckConstraint(
                condition=Q(cause_number="", cause_evidence="", cause_signed_on=None, cause_received_on=None)
                | ~Q(cause_number="")
                & ~Q(cause_evidence="")
                & Q(cause_signed_on__isnull=False, cause_signed_on__lte=F("cause_received_on"))
                & Q(cause_received_on__isnull=False),
                name="cause_of_a_decision_is_whole_or_none",
            ),
        ]
        indexes = [models.Index(fields=["state", "-signed_on", "-id"], name="decisions_by_day")]

    @property
    def about(self) -> DecisionAbout:
        return DecisionAbout(
            number=self.number,
            issuer=self.issuer,
            level=DecisionLevel(self.level),
            title=self.title,
            signed_on=self.signed_on,
            effective_on=self.effective_on,
            shortened=self.shortened,
            law_effective_on=self.law_effective_on,
        )

    @property
    def called(self) -> str:
        """As papers leave room for a number to come."""
        return self.number or "…"


class DecisionLine(models.Model):
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="lines")
    number = models.PositiveIntegerField("số thứ tự")
    place = models.CharField("nơi ghi trong tệp", max_length=200)
    place_en = models.CharField(max_length=200)
    act = models.CharField("hình thức", max_length=10, choices=choices(Act))
    code = models.CharField("mã thủ tục", max_length=8)
    name = models.CharField("tên thủ tục", max_length=2000)
    replaces = ArrayField(models.CharField(max_length=8), verbose_name="mã bị thay thế")
    #: What the list says besides, as it says it
    content = models.JSONField("nội dung")

    class Meta:
        verbose_name = "dòng của danh mục công bố"
        constraints = [
            models.UniqueConstraint("decision", "number", name="lines_of_a_decision_are_numbered"),
            models.UniqueConstraint("decision", "code", name="decision_speaks_once_of_a_code"),
        ]
        indexes = [models.Index("code", name="decision_lines_by_code")]
