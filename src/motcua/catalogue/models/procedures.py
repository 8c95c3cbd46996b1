"""Procedures and their published versions. A version is never edited: what changes is a new version from a day on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from motcua.catalogue.facts import Detail, Level, LimitUnit, ServiceLevel
from motcua.catalogue.models.dated import InForce, ends_after_it_begins, never_two_at_once
from motcua.foundation.columns import choices


class Procedure(models.Model):
    code = models.CharField("mã thủ tục", max_length=8, unique=True)

    class Meta:
        verbose_name = "thủ tục hành chính"


class ProcedureVersion(models.Model):
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("số thứ tự bản")
    valid_from = models.DateField("có hiệu lực từ")
    valid_to = models.DateField("đến trước ngày", null=True)
    detail = models.CharField("mức chi tiết", max_length=10, choices=choices(Detail))
    #: Of the words as published: decides whether an import brings something new.
    digest = models.CharField(max_length=64)
    source = models.CharField("nguồn", max_length=200)
    source_record = models.JSONField("bản ghi gốc")
    decided_by = models.ForeignKey("Decision", on_delete=models.PROTECT, related_name="versions", null=True)
    #: The decision that replaced or abolished it, from `valid_to` on.
    ended_by = models.ForeignKey("Decision", on_delete=models.PROTECT, related_name="ended_versions", null=True)

    name = models.CharField("tên thủ tục", max_length=2000)
    name_published = models.CharField(max_length=2000)
    short_name = models.CharField("tên ngắn", max_length=200)
    sort_key = models.CharField(max_length=200, db_collation="C")
    field = models.CharField("lĩnh vực", max_length=500, blank=True)
    field_slug = models.CharField(max_length=200, blank=True)
    ministry = models.CharField("bộ công bố", max_length=500, blank=True)
    levels = ArrayField(models.CharField(max_length=10, choices=choices(Level)), verbose_name="cấp thực hiện")
    service_level = models.CharField("mức dịch vụ công", max_length=12, choices=choices(ServiceLevel), blank=True)
    offered = models.BooleanField("tỉnh, xã giải quyết")
    local_gov = models.BooleanField(null=True)
    decision = models.CharField("quyết định công bố", max_length=500, blank=True)
    kind = models.CharField("loại thủ tục", max_length=500, blank=True)
    applicants = ArrayField(models.CharField(max_length=2000), verbose_name="đối tượng thực hiện")
    agencies = models.TextField("cơ quan thực hiện", blank=True)
    competent_authority = models.TextField("cơ quan có thẩm quyền", blank=True)
    receiving_address = models.TextField("địa chỉ tiếp nhận", blank=True)
    limit_amount = models.PositiveSmallIntegerField("thời hạn", null=True)
    limit_unit = models.CharField("đơn vị thời hạn", max_length=20, choices=choices(LimitUnit), blank=True)
    limit_words = models.TextField("thời hạn như danh mục ghi", blank=True, default="", db_default="")
    limits_by_case = models.BooleanField(default=False)
    same_day_stated = models.BooleanField(default=False)
    channels = models.JSONField("cách thức thực hiện")
    results = models.JSONField("kết quả")
    legal_bases = ArrayField(models.CharField(max_length=2000), verbose_name="căn cứ pháp lý")
    requirements = models.TextField("yêu cầu, điều kiện", blank=True)
    steps = models.TextField("trình tự thực hiện", blank=True)
    source_url = models.CharField(max_length=1000, blank=True)
    #: Counts up whenever a version comes, ends, or goes on after all; the database numbers it.
    change = models.BigIntegerField("số thứ tự thay đổi", default=0, db_default=0, editable=False)

    objects = InForce["ProcedureVersion"].as_manager()

    class Meta:
        verbose_name = "phiên bản công bố của thủ tục"
        constraints = [
            never_two_at_once("one_version_of_a_procedure_at_a_time", "procedure"),
            models.UniqueConstraint("procedure", "number", name="versions_of_a_procedure_are_numbered"),
            models.CheckConstraint(
                condition=Q(limit_amount=None, limit_unit="") | Q(limit_amount__gt=0) & ~Q(limit_unit=""),
                name="time_limit_has_amount_and_unit_or_neither",
            ),
            ends_after_it_begins("version_ends_after_it_begins"),
        ]
        indexes = [
            models.Index("field_slug", "sort_key", "id", name="version_by_field", condition=Q(offered=True)),
            models.Index("sort_key", "id", name="version_by_name", condition=Q(offered=True)),
            models.Index(fields=["change"], name="versions_by_change"),
        ]


class Component(models.Model):
    version = models.ForeignKey(ProcedureVersion, on_delete=models.PROTECT, related_name="components")
    number = models.PositiveSmallIntegerField("số thứ tự")
    case = models.TextField("trường hợp", blank=True)
    name = models.TextField("tên giấy tờ")
    name_published = models.TextField()
    originals = models.PositiveSmallIntegerField("số bản chính")
    copies = models.PositiveSmallIntegerField("số bản sao")
    has_form = models.BooleanField("có mẫu")
    form_file = models.CharField("tệp mẫu", max_length=1000, blank=True)
    is_note = models.BooleanField("lời lưu ý, không phải giấy tờ")
    type_code = models.CharField("mã loại giấy tờ", max_length=60, blank=True, default="", db_default="")
    substitute = models.CharField("mã kết quả thay thế", max_length=60, blank=True, default="", db_default="")

    class Meta:
        verbose_name = "thành phần hồ sơ"
        constraints = [models.UniqueConstraint("version", "number", name="components_of_a_version_are_numbered")]
