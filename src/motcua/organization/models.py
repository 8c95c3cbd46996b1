"""Tables: agencies with their places and successions, users, roles held for a time, absences, tokens."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from motcua.organization.facts import Existence, HoldingKind, IdentifierStatus, Kind, Level, Role, SuccessionKind


def _one_of(field: str, values: type) -> Q:
    return Q(**{f"{field}__in": [str(value) for value in values]})  # type: ignore[attr-defined]


class Agency(models.Model):
    name = models.TextField("tên cơ quan")
    short_name = models.TextField("tên ngắn")
    kind = models.TextField("loại")
    level = models.TextField("cấp")
    identifier = models.TextField("mã định danh điện tử", blank=True, default="")
    identifier_status = models.TextField("tình trạng mã định danh", default="none")
    identifier_basis = models.TextField("căn cứ mã định danh", blank=True, default="", db_default="")
    statistical_code = models.TextField("mã thống kê", blank=True, default="")
    existence = models.TextField("căn cứ tồn tại", default="confirmed")
    note = models.TextField("ghi chú", blank=True, default="")
    #: Empty: it began before our records.
    valid_from = models.DateField("từ ngày", null=True)
    valid_to = models.DateField("đến hết trước ngày", null=True)

    class Meta:
        verbose_name = "cơ quan"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="agency_ends_after_it_begins"),
            models.CheckConstraint(condition=_one_of("kind", Kind), name="agency_kind_is_known"),
            models.CheckConstraint(condition=_one_of("level", Level), name="agency_level_is_known"),
            models.CheckConstraint(condition=_one_of("existence", Existence), name="agency_existence_is_known"),
            models.CheckConstraint(
                condition=_one_of("identifier_status", IdentifierStatus)
                & (Q(identifier="", identifier_status="none") | ~Q(identifier="") & ~Q(identifier_status="none")),
                name="agency_identifier_says_how_far_it_is_trusted",
            ),
            models.UniqueConstraint(
                fields=["identifier"], condition=~Q(identifier="") & Q(valid_to=None), name="one_open_agency_per_identifier"
            ),
            models.UniqueConstraint(
                fields=["statistical_code"],
                condition=~Q(statistical_code="") & Q(valid_to=None),
                name="one_open_agency_per_statistical_code",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name


class Placement(models.Model):
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="placements")
    parent = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="placements_below")
    valid_from = models.DateField("từ ngày", null=True)
    valid_to = models.DateField("đến hết trước ngày", null=True)

    class Meta:
        verbose_name = "vị trí trong tổ chức"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="placement_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(agency=F("parent")), name="no_agency_stands_under_itself"),
            models.UniqueConstraint(fields=["agency"], condition=Q(valid_to=None), name="one_open_placement_per_agency"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} < {self.parent_id}"


class Succession(models.Model):
    predecessor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions")
    successor = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="successions_before")
    on = models.DateField("từ ngày")
    kind = models.TextField("cách kế thừa")
    basis = models.TextField("căn cứ", blank=True, default="")

    class Meta:
        verbose_name = "kế thừa"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["predecessor", "successor"], name="one_succession_per_pair"),
            models.CheckConstraint(condition=_one_of("kind", SuccessionKind), name="succession_kind_is_known"),
            models.CheckConstraint(condition=~Q(predecessor=F("successor")), name="no_agency_succeeds_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} > {self.successor_id}"


class ChangeStamp(models.Model):
    """One row: the last transaction that changed the tree. Caches compare it."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    stamp = models.TextField()

    class Meta:
        verbose_name = "dấu thay đổi"
        constraints: ClassVar = [models.CheckConstraint(condition=Q(id=1), name="organization_has_one_change_stamp")]

    def __str__(self) -> str:
        return self.stamp


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username=(username or "").lower())


class User(AbstractBaseUser):
    username = models.TextField("tên đăng nhập", unique=True)
    full_name = models.TextField("họ và tên")
    #: Given name first, without diacritics (rules.naming.sort_name).
    sort_name = models.TextField(editable=False)
    email = models.EmailField("thư điện tử", blank=True, default="")
    phone = models.TextField("điện thoại", blank=True, default="")
    is_active = models.BooleanField("đang hoạt động", default=True)
    #: Where the person is employed; seconded staff work elsewhere.
    agency = models.ForeignKey(Agency, verbose_name="cơ quan công tác", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("lập lúc")

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar = ["full_name"]
    objects = UserManager()

    class Meta:
        verbose_name = "tài khoản"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(username__regex=r"^[a-z0-9][a-z0-9._-]{2,59}$"), name="username_is_plain_lower_case"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agency", "sort_name", "id"], name="user_by_agency")]

    def get_full_name(self) -> str:
        return self.full_name


class RoleHolding(models.Model):
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    role = models.TextField("vai trò")
    kind = models.TextField("hình thức", default="own")
    home_agency = models.ForeignKey(Agency, verbose_name="cơ quan cử đi", on_delete=models.PROTECT, null=True, related_name="+")
    basis = models.TextField("căn cứ", blank=True, default="")
    valid_from = models.DateField("từ ngày")
    #: First day without the role; equal to valid_from when it was withdrawn before it began.
    valid_to = models.DateField("đến hết trước ngày", null=True)

    class Meta:
        verbose_name = "vai trò tại đơn vị"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="role_ends_after_it_begins"),
            models.CheckConstraint(condition=_one_of("role", Role), name="role_is_known"),
            models.CheckConstraint(condition=_one_of("kind", HoldingKind), name="role_holding_kind_is_known"),
            models.UniqueConstraint(
                fields=["user", "agency", "role"], condition=Q(valid_to=None), name="one_open_holding_per_role_and_agency"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["agency", "role"], name="holding_by_agency")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.role} @ {self.agency_id}"


class Absence(models.Model):
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(User, verbose_name="người thay", on_delete=models.PROTECT, null=True, related_name="stands_in")
    first_day = models.DateField("ngày đầu vắng")
    until = models.DateField("ngày trở lại")

    class Meta:
        verbose_name = "vắng mặt"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until__gte=F("first_day")), name="absence_ends_after_it_begins"),
            models.CheckConstraint(condition=~Q(user=F("deputy")), name="nobody_stands_in_for_themselves"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["deputy", "until"], name="absence_by_deputy"),
            models.Index(fields=["user", "until"], name="absence_by_user"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.first_day} – {self.until}"


class ApiToken(models.Model):
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    #: SHA-256 of a token of 256 random bits: nothing to guess, so a slow hash would only slow every call.
    digest = models.BinaryField(max_length=32, unique=True)
    name = models.TextField("tên", blank=True, default="")
    created_at = models.DateTimeField("cấp lúc")
    expires_at = models.DateTimeField("hết hạn lúc", null=True)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)
    last_used_on = models.DateField("dùng lần cuối ngày", null=True)

    class Meta:
        verbose_name = "mã truy cập API"

    def __str__(self) -> str:
        return self.name
