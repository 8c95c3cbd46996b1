"""What the control office keeps beside the published text: dated, with its basis, and nothing of it without a second pair of eyes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.catalogue.facts import EDIT_KINDS, Channel, DictionaryKind, EditState, Property, Source
from motcua.catalogue.models.dated import InForce, ends_after_it_begins, never_two_at_once
from motcua.catalogue.models.procedures import Procedure
from motcua.foundation.columns import choices, one_of, same_person
from motcua.foundation.confidence import Confidence


class _Kept(models.Model):
    valid_from = models.DateField("áp dụng từ")
    valid_to = models.DateField("đến trước ngày", null=True)
    basis = models.CharField("căn cứ", max_length=500)
    confidence = models.CharField("độ tin cậy", max_length=12, choices=choices(Confidence))

    class Meta:
        abstract = True


def _rests_on_something(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=one_of("confidence", Confidence) & ~Q(basis=""), name=name)


class DictionaryEntry(models.Model):
    kind = models.CharField("danh mục", max_length=10, choices=choices(DictionaryKind))
    code = models.CharField("mã", max_length=200)
    name = models.CharField("tên", max_length=500)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged", verbose_name="đã gộp vào")
    valid_from = models.DateField("áp dụng từ")
    valid_to = models.DateField("đến trước ngày", null=True)
    basis = models.CharField("căn cứ", max_length=500, blank=True)

    class Meta:
        verbose_name = "mục từ điển"
        constraints = [
            models.UniqueConstraint("kind", "code", name="codes_of_a_dictionary_are_its_own"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="no_entry_is_merged_into_itself"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="entry_has_a_name"),
            ends_after_it_begins("entry_ends_after_it_begins"),
        ]


class ProcedureProperty(_Kept):
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="properties")
    name = models.CharField("thuộc tính", max_length=20, choices=choices(Property))
    value = models.CharField("giá trị", max_length=300)

    objects = InForce["ProcedureProperty"].as_manager()

    class Meta:
        verbose_name = "thuộc tính của thủ tục"
        constraints = [
            never_two_at_once("one_value_of_a_property_at_a_time", "procedure", "name"),
            _rests_on_something("property_rests_on_something"),
        ]


class PaperProperty(_Kept):
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="papers")
    #: Of its name, so that what is known of a paper stays with it from version to version.
    paper_key = models.CharField(max_length=32)
    type = models.ForeignKey(DictionaryEntry, on_delete=models.PROTECT, null=True, related_name="+", verbose_name="loại giấy tờ")
    e_copy = models.BooleanField("nhận bản sao điện tử", null=True)
    source = models.CharField("lấy lại từ", max_length=10, choices=choices(Source))
    source_name = models.CharField("nguồn", max_length=300, blank=True)

    objects = InForce["PaperProperty"].as_manager()

    class Meta:
        verbose_name = "tính chất của giấy tờ"
        constraints = [
            never_two_at_once("one_account_of_a_paper_at_a_time", "procedure", "paper_key"),
            _rests_on_something("account_of_a_paper_rests_on_something"),
            models.CheckConstraint(condition=Q(source="none") | ~Q(source_name=""), name="source_of_a_paper_has_a_name"),
        ]


class ChargeRule(_Kept):
    codes = ArrayField(models.CharField(max_length=8), verbose_name="thủ tục", default=list)
    field_slug = models.CharField("lĩnh vực", max_length=200, blank=True)
    channel = models.CharField("hình thức nộp", max_length=10, choices=choices(Channel), blank=True)
    group = models.CharField("nhóm người", max_length=200, blank=True)
    amount = models.PositiveBigIntegerField("mức thu (đồng)", null=True)
    percent = models.PositiveSmallIntegerField("phần phải nộp (%)", null=True)

    objects = InForce["ChargeRule"].as_manager()

    class Meta:
        verbose_name = "quy tắc thu phí, lệ phí"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount=None, percent__lte=100) | Q(amount__isnull=False, percent=None),
                name="charge_is_an_amount_or_a_share",
            ),
            ends_after_it_begins("charge_rule_ends_after_it_begins"),
            _rests_on_something("charge_rule_rests_on_something"),
        ]


class Edit(models.Model):
    """A change of the catalogue that waits for a second pair of eyes, or was decided by one."""

    kind = models.CharField("loại", max_length=20)
    #: What is asked, as `rules.parts.written` keeps it; it is put into words when it is read.
    payload = models.JSONField()
    #: What it changed, as it was shown to who decided.
    lines = models.JSONField(default=list)
    state = models.CharField("trạng thái", max_length=10, choices=choices(EditState), default=EditState.WAITING)
    drafted_by = models.CharField(max_length=60)
    drafted_at = models.DateTimeField("đề nghị lúc")
    decided_by = models.CharField(max_length=60, blank=True)
    decided_at = models.DateTimeField("quyết định lúc", null=True)
    reason = models.CharField("lý do", max_length=1000, blank=True)

    class Meta:
        verbose_name = "đề nghị sửa danh mục"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=EditState.WAITING, decided_by="", decided_at=None)
                | ~Q(state=EditState.WAITING) & ~Q(decided_by="") & Q(decided_at__isnull=False),
                name="decided_edit_says_by_whom_and_when",
            ),
            models.CheckConstraint(
                condition=~same_person("decided_by", "drafted_by") | Q(state=EditState.WITHDRAWN),
                name="nobody_decides_their_own_edit",
            ),
            models.CheckConstraint(condition=one_of("kind", EDIT_KINDS), name="edit_kind_is_known"),
        ]
        indexes = [models.Index("state", "id", name="edits_by_state")]
