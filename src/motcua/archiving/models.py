"""Tables of the archive. A closed dossier is never deleted here; what was opened again has an end."""

from django.db import models
from django.db.models import Q

from motcua.archiving.facts import Progress
from motcua.foundation.columns import choices, one_of
from motcua.foundation.confidence import Confidence


def _to(target: str, label: str, *, null: bool = False) -> "models.ForeignKey[object, object]":
    return models.ForeignKey(target, models.PROTECT, related_name="+", null=null, verbose_name=label, db_index=False)


class Package(models.Model):
    """A hand-over package. Its file lies sealed in the store of files under its number."""

    agency = _to("organization.Agency", "cơ quan giao nộp")
    year = models.PositiveSmallIntegerField("năm")
    progress = models.CharField("tình trạng", max_length=12, choices=choices(Progress))
    total = models.PositiveIntegerField("số hồ sơ")
    done = models.PositiveIntegerField("đã xong", default=0)
    key = models.CharField(max_length=60)
    follow_address = models.CharField("địa chỉ theo dõi hồ sơ", max_length=300, blank=True)
    asked_at = models.DateTimeField("yêu cầu lúc")
    asked_by = _to("organization.User", "người lập", null=True)
    ready_at = models.DateTimeField("lập xong lúc", null=True)
    size = models.BigIntegerField("kích thước", default=0)
    is_sealed = models.BooleanField("mã hóa khi lưu", default=False)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True)
    manifest_sha256 = models.CharField("SHA-256 của bảng kê", max_length=64, blank=True)
    problem = models.CharField("vì sao chưa lập được", max_length=1000, blank=True)
    handed_on = models.DateField("ngày giao nộp", null=True)
    receiver = models.CharField("bên nhận", max_length=300, blank=True)
    minutes_number = models.CharField("số biên bản giao nhận", max_length=100, blank=True)
    handed_at = models.DateTimeField("ghi giao nộp lúc", null=True)
    handed_by = _to("organization.User", "người ghi giao nộp", null=True)

    class Meta:
        verbose_name = "gói giao nộp"
        constraints = [
            models.CheckConstraint(name="progress_of_package_is_known", condition=one_of("progress", Progress)),
            models.UniqueConstraint(fields=["asked_by", "key"], name="a_package_is_asked_for_once"),
            models.CheckConstraint(
                name="package_that_is_ready_has_its_hashes",
                condition=~Q(progress__in=["ready", "handed_over"])
                | (~Q(sha256="") & ~Q(manifest_sha256="") & Q(ready_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="handed_over_package_says_when_and_to_whom",
                condition=~Q(progress="handed_over")
                | (Q(handed_on__isnull=False, handed_at__isnull=False) & ~Q(receiver="") & ~Q(minutes_number="")),
            ),
        ]
        indexes = [models.Index("agency", "id", name="packages_of_agency")]


class Entry(models.Model):
    """A dossier closed for the archive, until somebody opens it again."""

    dossier = _to("dossiers.Dossier", "hồ sơ")
    agency = _to("organization.Agency", "cơ quan giải quyết")
    centre = _to("organization.Agency", "nơi tiếp nhận")
    closed_on = models.DateField("kết thúc ngày")
    year = models.PositiveSmallIntegerField("năm kết thúc")
    locked_at = models.DateTimeField("khóa lúc")
    locked_by = _to("organization.User", "người khóa", null=True)
    #: Nothing: for ever.
    years = models.PositiveSmallIntegerField("thời hạn bảo quản (năm)", null=True)
    keep_until = models.DateField("bảo quản đến", null=True)
    rule = models.CharField("theo dòng", max_length=300)
    basis = models.CharField("căn cứ", max_length=500)
    confidence = models.CharField("độ tin cậy", max_length=12, choices=choices(Confidence))
    package = models.ForeignKey(Package, models.PROTECT, related_name="entries", null=True, verbose_name="gói giao nộp")
    reopened_at = models.DateTimeField("mở lại lúc", null=True)
    reopened_by = _to("organization.User", "người mở lại", null=True)
    reopened_reason = models.CharField("lý do mở lại", max_length=2000, blank=True)

    class Meta:
        verbose_name = "hồ sơ lưu trữ"
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(reopened_at=None), name="a_dossier_is_in_the_archive_once"),
            models.CheckConstraint(
                name="what_was_opened_again_says_why", condition=Q(reopened_at=None) | (~Q(reopened_reason="") & Q(package=None))
            ),
            models.CheckConstraint(
                name="kept_for_ever_has_no_end",
                condition=Q(years__isnull=True, keep_until__isnull=True) | Q(years__isnull=False, keep_until__isnull=False),
            ),
        ]
        indexes = [
            models.Index("agency", "year", "id", name="entries_to_hand_over", condition=Q(reopened_at=None, package=None)),
            models.Index("agency", "id", name="entries_of_agency", condition=Q(reopened_at=None)),
            models.Index("keep_until", "id", name="entries_by_end", condition=Q(reopened_at=None, keep_until__isnull=False)),
        ]
