"""Tables of the waiting room."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.counters import facts
from motcua.counters.facts import BookingState, CameraState, DeviceKind, State, Way
from motcua.foundation.columns import choices, one_of


class WaitingRoom(models.Model):
    """The waiting room of a centre. Its row is the lock under which tickets are called."""

    centre = models.OneToOneField("organization.Agency", on_delete=models.PROTECT, related_name="+", verbose_name="trung tâm")
    opened_at = models.DateTimeField("mở lúc")
    calls = models.PositiveSmallIntegerField("số lần gọi trước khi ghi vắng", default=3)
    run = models.PositiveSmallIntegerField("số lượt ưu tiên liền nhau", default=2)
    early_minutes = models.PositiveSmallIntegerField("gọi lịch hẹn sớm, phút", default=10)
    late_minutes = models.PositiveSmallIntegerField("giữ lịch hẹn trễ, phút", default=15)
    slot_minutes = models.PositiveSmallIntegerField("độ dài khung giờ hẹn, phút", default=30)
    phone_most = models.PositiveSmallIntegerField("số lấy qua điện thoại chờ cùng lúc", default=30)
    opens_minutes = models.PositiveSmallIntegerField("phát số trước giờ mở cửa, phút", default=60)
    takes_phone = models.BooleanField("cho lấy số qua điện thoại", default=True)
    last_call = models.PositiveIntegerField("số lượt gọi", default=0)

    class Meta:
        verbose_name = "phòng chờ"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(calls__gte=1, calls__lte=10, run__gte=1, run__lte=20, slot_minutes__gte=5, slot_minutes__lte=240),
                name="waiting_room_rules_are_sensible",
            ),
        ]

    def fact(self) -> facts.RoomFact:
        rules = facts.Rules(
            calls=self.calls, run=self.run, early_minutes=self.early_minutes, late_minutes=self.late_minutes,
            slot_minutes=self.slot_minutes, phone_most=self.phone_most, opens_minutes=self.opens_minutes,
        )  # fmt: skip
        return facts.RoomFact(id=self.pk, centre_id=self.centre_id, rules=rules, takes_phone=self.takes_phone)


class ServiceGroup(models.Model):
    room = models.ForeignKey(WaitingRoom, on_delete=models.PROTECT, related_name="groups")
    letter = models.CharField("chữ cái", max_length=1)
    name = models.CharField("tên nhóm", max_length=120)
    fields = ArrayField(models.CharField(max_length=200), verbose_name="lĩnh vực", default=list)
    slot_capacity = models.PositiveSmallIntegerField("số lịch hẹn mỗi khung giờ", default=0)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến trước ngày", null=True)

    class Meta:
        verbose_name = "nhóm dịch vụ"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["room", "letter"], condition=Q(valid_to=None), name="one_live_group_per_letter"),
            models.CheckConstraint(condition=Q(letter__regex="^[A-Z]$") & ~Q(name=""), name="service_group_has_letter_and_name"),
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="service_group_ends_late"),
        ]

    def fact(self) -> facts.Group:
        return facts.Group(
            id=self.pk, letter=self.letter, name=self.name, fields=tuple(self.fields), slot_capacity=self.slot_capacity,
            valid_from=self.valid_from, valid_to=self.valid_to,
        )  # fmt: skip


class Counter(models.Model):
    room = models.ForeignKey(WaitingRoom, on_delete=models.PROTECT, related_name="counters")
    number = models.PositiveSmallIntegerField("số quầy")
    name = models.CharField("tên quầy", max_length=120, default="")
    groups = models.ManyToManyField(ServiceGroup, related_name="+", verbose_name="nhóm dịch vụ")
    is_open = models.BooleanField("đang mở", default=False)
    official = models.ForeignKey(
        "organization.User", on_delete=models.PROTECT, related_name="+", null=True, verbose_name="người ngồi quầy"
    )
    since = models.DateTimeField("từ lúc", null=True)
    removed_at = models.DateTimeField("bỏ lúc", null=True)

    class Meta:
        verbose_name = "quầy"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["room", "number"], condition=Q(removed_at=None), name="one_live_counter_per_number"),
            models.UniqueConstraint(fields=["official"], name="an_official_sits_at_one_counter"),
            models.CheckConstraint(condition=Q(is_open=False) | Q(official__isnull=False), name="open_counter_has_somebody"),
            models.CheckConstraint(condition=Q(number__gte=1, number__lte=999), name="counter_number_is_sensible"),
        ]


class Series(models.Model):
    """The last number given in a group on a day; its lock lasts until the commit, so numbers have no gap."""

    room = models.ForeignKey(WaitingRoom, on_delete=models.PROTECT, related_name="+")
    day = models.DateField("ngày")
    letter = models.CharField("chữ cái", max_length=1)
    last = models.PositiveIntegerField("số cuối", default=0)

    class Meta:
        verbose_name = "dãy số thứ tự"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["room", "day", "letter"], name="one_series_per_room_day_and_letter"),
        ]


class Device(models.Model):
    """A kiosk or a display: paired once by a code, then known by a token of which a digest is kept."""

    room = models.ForeignKey(WaitingRoom, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField("loại", max_length=10, choices=choices(DeviceKind))
    name = models.CharField("tên thiết bị", max_length=120)
    digest = models.BinaryField("dấu của mã", max_length=32, unique=True)
    paired_at = models.DateTimeField("ghép lúc", null=True)
    pair_until = models.DateTimeField("mã ghép đến")
    issued_at = models.DateTimeField("cấp lúc")
    issued_by = models.CharField("người cấp", max_length=100)
    revoked_at = models.DateTimeField("thu hồi lúc", null=True)
    revoked_by = models.CharField("người thu hồi", max_length=100, default="")
    seen_at = models.DateTimeField("thấy gần nhất", null=True)

    class Meta:
        verbose_name = "thiết bị của phòng chờ"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=one_of("kind", DeviceKind), name="device_kind_is_known"),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by="") | (Q(revoked_at__isnull=False) & ~Q(revoked_by="")),
                name="revoked_device_says_by_whom",
            ),
        ]


class Appointment(models.Model):
    room = models.ForeignKey(WaitingRoom, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(ServiceGroup, on_delete=models.PROTECT, related_name="+")
    code = models.CharField("mã", max_length=32, unique=True)
    day = models.DateField("ngày hẹn")
    slot_at = models.DateTimeField("giờ hẹn")
    #: Only while it is booked: so that a number books once a day.
    phone_index = models.BinaryField("dấu điện thoại", default=b"")
    state = models.CharField("trạng thái", max_length=10, choices=choices(BookingState), default=BookingState.BOOKED)
    made_at = models.DateTimeField("đặt lúc")
    closed_at = models.DateTimeField("kết thúc lúc", null=True)
    request_key = models.CharField("khóa yêu cầu", max_length=64, unique=True)

    class Meta:
        verbose_name = "lịch hẹn"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["room", "slot_at"], name="appointments_of_a_day")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=one_of("state", BookingState), name="appointment_state_is_known"),
            models.UniqueConstraint(
                fields=["room", "day", "phone_index"],
                condition=Q(state="booked") & ~Q(phone_index=b""),
                name="one_booking_a_day_for_a_phone",
            ),
        ]

    def fact(self, ticket_code: str = "") -> facts.Booking:
        return facts.Booking(
            id=self.pk, room_id=self.room_id, group_id=self.group_id, code=self.code, slot_at=self.slot_at,
            state=BookingState(self.state), ticket_code=ticket_code,
        )  # fmt: skip


class Ticket(models.Model):
    room = models.ForeignKey(WaitingRoom, on_delete=models.PROTECT, related_name="+")
    day = models.DateField("ngày")
    letter = models.CharField("chữ cái", max_length=1)
    number = models.PositiveIntegerField("số")
    code = models.CharField("mã", max_length=32, unique=True)
    group = models.ForeignKey(ServiceGroup, on_delete=models.PROTECT, related_name="+", verbose_name="nhóm dịch vụ")
    way = models.CharField("cách lấy số", max_length=12, choices=choices(Way))
    priority = models.CharField("nhóm ưu tiên", max_length=20, default="")
    state = models.CharField("trạng thái", max_length=10, choices=choices(State), default=State.WAITING)
    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="ticket", null=True)
    slot_at = models.DateTimeField("giờ hẹn", null=True)
    taken_at = models.DateTimeField("lấy số lúc")
    last_at = models.DateTimeField("việc gần nhất lúc")
    first_called_at = models.DateTimeField("gọi lần đầu lúc", null=True)
    called_at = models.DateTimeField("gọi gần nhất lúc", null=True)
    serving_at = models.DateTimeField("phục vụ từ lúc", null=True)
    closed_at = models.DateTimeField("kết thúc lúc", null=True)
    served_seconds = models.PositiveIntegerField("thời gian phục vụ, giây", default=0)
    calls = models.PositiveSmallIntegerField("số lần gọi", default=0)
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="quầy")
    meant_for = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="chuyển đến quầy")
    official = models.ForeignKey("organization.User", on_delete=models.PROTECT, related_name="+", null=True)
    outcome = models.CharField("kết quả", max_length=200, default="")
    subject = models.CharField("việc gắn với số", max_length=100, default="")
    version = models.PositiveIntegerField("phiên bản", default=0)
    request_key = models.CharField("khóa yêu cầu", max_length=64, unique=True)

    class Meta:
        verbose_name = "số thứ tự"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["room", "day"], name="tickets_of_a_day"),
            models.Index(fields=["day"], condition=Q(state__in=["waiting", "called", "serving", "held"]), name="tickets_alive"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["room", "day", "letter", "number"], name="one_ticket_per_number"),
            models.UniqueConstraint(
                fields=["counter"], condition=Q(state__in=["called", "serving"]), name="one_ticket_at_a_counter"
            ),
            models.CheckConstraint(condition=one_of("state", State), name="ticket_state_is_known"),
            models.CheckConstraint(condition=one_of("way", Way), name="ticket_way_is_known"),
            models.CheckConstraint(
                condition=~Q(state__in=["called", "serving"]) | Q(counter__isnull=False, called_at__isnull=False),
                name="called_ticket_has_a_counter",
            ),
        ]

    @property
    def label(self) -> str:
        return f"{self.letter}{self.number:03}"

    def fact(self, counter_number: int | None = None, *, repeated: bool = False) -> facts.Ticket:
        return facts.Ticket(
            id=self.pk, room_id=self.room_id, code=self.code, label=self.label, way=Way(self.way), priority=self.priority,
            state=State(self.state), group_id=self.group_id, day=self.day, taken_at=self.taken_at, slot_at=self.slot_at,
            counter_number=counter_number, called_at=self.called_at, serving_at=self.serving_at, calls=self.calls,
            version=self.version, outcome=self.outcome, subject=self.subject, repeated=repeated,
        )  # fmt: skip


class Turn(models.Model):
    """A ticket at a counter, from the call to what ended it."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="turns")
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="+")
    group = models.ForeignKey(ServiceGroup, on_delete=models.PROTECT, related_name="+")
    official = models.ForeignKey("organization.User", on_delete=models.PROTECT, related_name="+", null=True)
    goes_first = models.BooleanField("gọi trước lượt")
    called_at = models.DateTimeField("gọi lúc")
    served_at = models.DateTimeField("phục vụ từ lúc", null=True)
    ended_at = models.DateTimeField("xong lúc", null=True)
    ending = models.CharField("kết thúc bằng", max_length=10, default="")
    request_key = models.CharField("khóa yêu cầu", max_length=64, unique=True)

    class Meta:
        verbose_name = "lượt phục vụ"
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["group", "-ended_at"], name="latest_turns_of_a_group")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["counter"], condition=Q(ended_at=None), name="one_open_turn_per_counter"),
            models.UniqueConstraint(fields=["ticket"], condition=Q(ended_at=None), name="one_open_turn_per_ticket"),
        ]


class Announcement(models.Model):
    """What the display says, numbered without a gap under the lock of the room."""

    room = models.ForeignKey(WaitingRoom, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("lượt gọi")
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+")
    counter = models.ForeignKey(Counter, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField("lúc")
    is_again = models.BooleanField("gọi lại")

    class Meta:
        verbose_name = "lượt gọi trên màn hình"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["room", "number"], name="one_announcement_per_number"),
        ]


class Camera(models.Model):
    """A camera that watches a place. Nothing asks it but the check of life."""

    room = models.ForeignKey(WaitingRoom, on_delete=models.PROTECT, related_name="+")
    name = models.CharField("tên camera", max_length=120)
    stream_url = models.CharField("địa chỉ luồng", max_length=500)
    picture_url = models.CharField("địa chỉ ảnh tĩnh", max_length=500, default="")
    sign_in_sealed = models.BinaryField("tài khoản", default=b"")
    counters = models.ManyToManyField(Counter, related_name="+", verbose_name="quầy")
    is_active = models.BooleanField("đang dùng", default=True)
    state = models.CharField("trạng thái", max_length=10, choices=choices(CameraState), default=CameraState.UNKNOWN)
    state_since = models.DateTimeField("từ lúc", null=True)
    checked_at = models.DateTimeField("kiểm tra lúc", null=True)
    said = models.CharField("ghi nhận", max_length=200, default="")

    class Meta:
        verbose_name = "camera"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=one_of("state", CameraState), name="camera_state_is_known"),
            models.UniqueConstraint(fields=["room", "name"], name="one_camera_per_name"),
        ]


class Still(models.Model):
    """The last still image of a camera."""

    camera = models.OneToOneField(Camera, on_delete=models.PROTECT, related_name="still")
    image = models.BinaryField("ảnh")
    content_type = models.CharField("loại", max_length=20)
    taken_at = models.DateTimeField("chụp lúc")

    class Meta:
        verbose_name = "ảnh tĩnh của camera"
