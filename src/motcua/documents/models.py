"""Tables of kept files. The bytes lie in a folder under their digest; these rows say what they are and who may ask for them."""

from django.db import models
from django.db.models import Q


class Content(models.Model):
    """Bytes, once, however often they were sent."""

    digest = models.CharField("SHA-256", max_length=64, unique=True)
    size = models.BigIntegerField("kích thước")
    is_sealed = models.BooleanField("mã hóa khi lưu", default=False)
    kind = models.CharField("loại", max_length=20)
    pages = models.PositiveIntegerField("số trang", null=True)
    signatures = models.JSONField("loại chữ ký", default=list)
    found = models.JSONField("lỗi trong nội dung", default=list)
    #: Which reader found it; a later one reads again.
    reader = models.PositiveSmallIntegerField()
    made_at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "nội dung tệp"
        constraints = [
            models.CheckConstraint(name="digest_is_a_sha256", condition=Q(digest__regex=r"^[0-9a-f]{64}$")),
            models.CheckConstraint(name="size_is_not_below_zero", condition=Q(size__gte=0)),
        ]


class File(models.Model):
    """One sending of a file by somebody, under a name of their own."""

    ref = models.CharField(max_length=60, unique=True)
    content = models.ForeignKey(Content, models.PROTECT, related_name="files")
    name = models.CharField("tên tệp", max_length=200)
    made_at = models.DateTimeField("gửi lúc")
    made_by = models.CharField("người gửi", max_length=60)
    #: The subject of a room above that holds it, from then on its only one.
    held_by = models.CharField("thuộc về", max_length=60, blank=True, default="", db_default="")
    held_at = models.DateTimeField("gắn lúc", null=True)

    class Meta:
        verbose_name = "tệp"
        constraints = [
            models.CheckConstraint(
                name="held_file_says_since_when",
                condition=Q(held_by="", held_at__isnull=True) | (~Q(held_by="") & Q(held_at__isnull=False)),
            )
        ]
        indexes = [
            models.Index("held_by", "id", name="files_of_a_subject", condition=~Q(held_by="")),
            models.Index("made_at", name="files_nobody_holds", condition=Q(held_by="")),
        ]
