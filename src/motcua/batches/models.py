"""Lists and their lines. What is written of persons is sealed, and wiped when the time to mend it is over: since it was done, or made."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from motcua.batches.facts import Handing, LineState, State
from motcua.foundation.columns import choices, one_of


class IntakeList(models.Model):
    name = models.CharField("tên tệp", max_length=200)
    state = models.CharField("tình trạng", max_length=10, choices=choices(State))
    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT, related_name="+", db_index=False, verbose_name="thủ tục")
    centre = models.ForeignKey("organization.Agency", models.PROTECT, related_name="+", verbose_name="nơi tiếp nhận")
    made_by = models.ForeignKey(
        "organization.User", models.PROTECT, related_name="+", null=True, db_index=False, verbose_name="người lập"
    )
    made_at = models.DateTimeField("lập lúc")
    handing = models.CharField("cách nộp", max_length=10, choices=choices(Handing))
    filer = models.CharField("tổ chức nộp", max_length=300, blank=True)
    #: JSON of what is common to every line.
    handed_sealed = models.BinaryField()
    digest = models.BinaryField("mã băm của tệp")
    #: The file until it is read.
    file_sealed = models.BinaryField(default=b"")
    headings = models.JSONField("tiêu đề cột", default=list)
    columns = models.JSONField("cột đã xác nhận", default=dict)
    #: What the program says of the list as a whole.
    note = models.CharField("ghi chú", max_length=1000, blank=True)
    started_by = models.ForeignKey(
        "organization.User", models.PROTECT, related_name="+", null=True, db_index=False, verbose_name="người cho nộp"
    )
    started_at = models.DateTimeField("bắt đầu nộp", null=True)
    filed_seconds = models.FloatField("số giây đã nộp", default=0)
    filed_here = models.PositiveIntegerField("số hồ sơ đã nộp", default=0)
    done_at = models.DateTimeField("xong lúc", null=True)
    wiped_at = models.DateTimeField("xóa dữ liệu lúc", null=True)

    class Meta:
        verbose_name = "danh sách tiếp nhận"
        constraints = [
            models.CheckConstraint(name="list_state_is_known", condition=one_of("state", State)),
            models.CheckConstraint(name="list_handing_is_known", condition=one_of("handing", Handing)),
            models.CheckConstraint(
                name="a_list_that_is_over_says_when", condition=~Q(state__in=["done", "dropped"]) | Q(done_at__isnull=False)
            ),
            models.CheckConstraint(
                name="a_wiped_list_holds_nobody", condition=Q(wiped_at=None) | Q(handed_sealed=b"", file_sealed=b"")
            ),
        ]
        indexes = [models.Index(Coalesce("done_at", "made_at"), name="lists_to_wipe", condition=Q(wiped_at=None))]


#: Inside the class the word is a field.
_EMPTY = list


class Line(models.Model):
    list = models.ForeignKey(IntakeList, models.PROTECT, related_name="lines", db_index=False)
    number = models.PositiveIntegerField("dòng")
    state = models.PositiveSmallIntegerField("tình trạng", choices=[(s.value, s.label) for s in LineState])
    #: JSON: the cells of the row.
    cells_sealed = models.BinaryField()
    #: Keyed digests: of all that would be filed, and of the identity number.
    key = models.BinaryField(default=b"")
    id_index = models.BinaryField(default=b"")
    #: What the file itself is wrong in: a formula, a hidden row.
    faults = models.JSONField("lỗi của tệp", default=_EMPTY)
    wrong = models.JSONField("chỗ sai", default=_EMPTY)
    warnings = models.JSONField("lưu ý", default=_EMPTY)
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+", null=True, verbose_name="hồ sơ")
    code = models.CharField("mã hồ sơ", max_length=60, blank=True)
    due_at = models.DateTimeField("hạn trả", null=True)

    class Meta:
        verbose_name = "dòng của danh sách"
        constraints = [
            models.UniqueConstraint(fields=["list", "number"], name="a_row_stands_once_in_a_list"),
            models.CheckConstraint(
                name="a_filed_line_has_its_dossier", condition=~Q(state=LineState.FILED) | Q(dossier__isnull=False)
            ),
        ]
        indexes = [
            models.Index("list", "state", "number", name="lines_of_list_by_state"),
            models.Index("key", name="lines_filed_by_key", condition=Q(state=LineState.FILED)),
        ]


class ListRetention(models.Model):
    """How long, from a day on, the persons of a list that is done are kept in it."""

    valid_from = models.DateField("áp dụng từ", unique=True)
    days = models.PositiveSmallIntegerField("số ngày")
    basis = models.CharField("căn cứ", max_length=500)
    confidence = models.CharField("độ tin cậy", max_length=12)

    class Meta:
        verbose_name = "thời gian giữ dữ liệu của danh sách"
