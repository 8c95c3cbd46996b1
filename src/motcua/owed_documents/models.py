"""Tables of numbers, documents and what was printed. What a document says has personal data: it is sealed."""

from typing import Any

from django.db import models
from django.db.models import Q

from motcua.foundation.columns import choices, one_of
from motcua.owed_documents.facts import Kind, Progress, Sheet


def _at(label: str, *, null: bool = False) -> "models.DateTimeField[Any, Any]":
    return models.DateTimeField(label, null=null)


def _agency(label: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey("organization.Agency", models.PROTECT, related_name="+", verbose_name=label, db_index=False)


def _user(label: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey("organization.User", models.PROTECT, related_name="+", null=True, verbose_name=label, db_index=False)


class NumberSeries(models.Model):
    """The last number of an agency, form and year. Its row lock keeps the series without a gap: a number not committed is given again."""

    agency = _agency("cơ quan cấp")
    kind = models.CharField("loại", max_length=20, choices=choices(Kind))
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cuối")

    class Meta:
        verbose_name = "dãy số văn bản"
        constraints = [models.UniqueConstraint(fields=["agency", "kind", "year"], name="one_series_per_agency_form_and_year")]


class Document(models.Model):
    """A document with its number, under the form of the day it was issued. `fact` is what happened to its subject that owed it."""

    agency = _agency("cơ quan cấp")
    kind = models.CharField("loại", max_length=20, choices=choices(Kind))
    year = models.PositiveSmallIntegerField("năm")
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=20)
    form_set = models.CharField("bộ mẫu", max_length=60)
    form = models.CharField("mẫu số", max_length=10)
    templates = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    fact = models.CharField(max_length=120)
    issued_at = _at("cấp lúc")
    issued_by = _user("người cấp")
    #: Compressed JSON. Empty while the document is still going on: its content is given when it is printed.
    content_sealed = models.BinaryField()

    class Meta:
        verbose_name = "giấy, phiếu theo luật"
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "year", "number"], name="one_document_per_number"),
            models.UniqueConstraint(fields=["subject", "fact"], name="one_document_per_fact"),
            models.CheckConstraint(name="document_of_a_known_kind", condition=one_of("kind", Kind)),
            models.CheckConstraint(name="documents_count_from_one", condition=Q(number__gte=1)),
        ]


class KeptPrint(models.Model):
    """The bytes that a document was first given as, and is given as for ever."""

    document = models.OneToOneField(Document, models.PROTECT, related_name="kept")
    made_at = _at("dựng lúc")
    sha256 = models.BinaryField()
    pdf_sealed = models.BinaryField()

    class Meta:
        verbose_name = "bản in lưu"


class Handing(models.Model):
    """Who was given a document as PDF, and when: function 19 wants a log. The applicant has no account, so nobody's name."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="handings")
    user = _user("người in")
    at = _at("lúc")
    sha256 = models.BinaryField()

    class Meta:
        verbose_name = "lần in"


class RegisterExport(models.Model):
    """A register that was asked for as a file. Small ones are ready at once; the others are written by a job."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="exports", verbose_name="sổ")
    agency = _agency("đơn vị")
    field = models.CharField("lĩnh vực", max_length=500, blank=True)
    first = models.DateField("từ ngày")
    last = models.DateField("đến hết ngày")
    sheet = models.CharField("dạng tệp", max_length=4, choices=[(one.value, one.value) for one in Sheet])
    asked_by = models.ForeignKey(
        "organization.User", models.PROTECT, related_name="+", verbose_name="người yêu cầu", db_index=False
    )
    asked_at = _at("yêu cầu lúc")
    key = models.CharField(max_length=60)
    progress = models.CharField("tiến độ", max_length=8, choices=choices(Progress))
    rows = models.PositiveIntegerField("số hồ sơ")
    done = models.PositiveIntegerField("đã ghi", default=0)
    finished_at = _at("xong lúc", null=True)
    sha256 = models.BinaryField(default=b"")
    #: Sealed: it has names, addresses and telephone numbers. Let go of after some days; the register can be written again.
    content_sealed = models.BinaryField(default=b"")
    size = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = "lần lập sổ"
        constraints = [
            models.UniqueConstraint(fields=["asked_by", "key"], name="a_register_is_asked_once"),
            models.CheckConstraint(name="register_progress_is_known", condition=one_of("progress", Progress)),
            models.CheckConstraint(name="register_period_has_days", condition=Q(last__gte=models.F("first"))),
        ]
        indexes = [models.Index("asked_by", "id", name="registers_of_person")]
