"""Tables of a dossier's life. Every invariant that can be a constraint is one; times are stored in UTC."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Func, Q

from motcua.dossiers.facts import CLOSED, AskedFor, Channel, ConsentWay, Outcome, Part, State, WaitKind

#: Where a step stands in the worklist while the applicant is awaited, and when no limit is promised.
AWAITED = datetime(9999, 12, 30, tzinfo=UTC)
UNLIMITED = datetime(9998, 12, 31, tzinfo=UTC)

#: The agency has said sorry: in time with a new date, or late.
APOLOGISED = Q(apologised_at__isnull=False) | Q(extended_at__isnull=False)


def _at(label: str, *, null: bool = False) -> "models.DateTimeField[Any, Any]":
    return models.DateTimeField(label, null=null)


def _agency(label: str, *, null: bool = False) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey(
        "organization.Agency", models.PROTECT, related_name="+", null=null, verbose_name=label, db_index=False
    )


def _user(label: str) -> "models.ForeignKey[Any, Any]":
    return models.ForeignKey("organization.User", models.PROTECT, related_name="+", null=True, verbose_name=label, db_index=False)


#: The words of the applicant's name under each agency that has the dossier (see the migration that makes the function).
WORDS = Func(F("applicant_folded"), F("competent"), F("centre"), function="dossiers_words", output_field=SearchVectorField())


class Dossier(models.Model):
    code = models.CharField("mã hồ sơ", max_length=60, unique=True)
    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT, related_name="+", db_index=False, verbose_name="thủ tục")
    version = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT, related_name="+", db_index=False)
    process = models.ForeignKey("catalogue.Process", models.PROTECT, related_name="+", db_index=False)
    state = models.PositiveSmallIntegerField("trạng thái", choices=[(s.value, s.label) for s in State])
    channel = models.PositiveSmallIntegerField("hình thức nộp", choices=[(c.value, c.label) for c in Channel])
    return_way = models.PositiveSmallIntegerField("hình thức nhận kết quả", choices=[(c.value, c.label) for c in Channel])
    helped_at = _agency("nơi được giúp nộp", null=True)
    centre = _agency("nơi tiếp nhận")
    competent = _agency("cơ quan giải quyết")
    case = models.CharField("trường hợp", max_length=500, blank=True)
    applicant = models.CharField("người nộp", max_length=300)
    applicant_folded = models.CharField(max_length=300)
    is_assisted = models.BooleanField("nộp giúp", default=False)
    #: Who helped, how the person helped agreed, and the slip or the witness that says so.
    helped_by = _user("người giúp nộp")
    consent_way = models.CharField(
        "cách đồng ý", max_length=10, blank=True, choices=[(w.value, w.label) for w in ConsentWay], default="", db_default=""
    )
    consent_note = models.CharField("bằng chứng đồng ý", max_length=300, blank=True, default="", db_default="")
    #: Of what came by post.
    parcel_number = models.CharField("mã bưu gửi", max_length=30, blank=True, default="", db_default="")
    posted_on = models.DateField("ngày gửi bưu điện", null=True)
    is_test = models.BooleanField("hồ sơ kiểm thử", default=False)
    #: Of a test dossier that tries a draft: who does every step of it.
    tried_by = _user("người thử quy trình")
    #: By which system the applicant signed in to file it: then the form needs no signature.
    identified_by = models.CharField("đã định danh qua", max_length=10, blank=True, default="", db_default="")
    filed_at = _at("nộp lúc")
    accepted_at = _at("tiếp nhận lúc", null=True)
    #: When the legal clock started (boundary-free: when the competent agency got it).
    started_at = _at("tính từ", null=True)
    first_due_at = _at("hẹn đầu tiên", null=True)
    due_at = _at("hạn trả kết quả", null=True)
    extended_to = _at("gia hạn đến", null=True)
    #: Pauses before this moment are inside the new date already.
    extended_at = _at("gia hạn lúc", null=True)
    extension_reason = models.CharField("lý do gia hạn", max_length=2000, blank=True, default="", db_default="")
    #: An apology too late for a new date; `due_at` stays.
    apologised_at = _at("xin lỗi vì trễ hạn lúc", null=True)
    expected_on = models.DateField("ngày dự kiến trả", null=True)
    apology_reason = models.CharField("lý do trễ hạn", max_length=2000, blank=True, default="", db_default="")
    finished_at = _at("xong lúc", null=True)
    returned_at = _at("trả lúc", null=True)
    closed_at = _at("kết thúc lúc", null=True)
    #: Locked for the archive: from then on nothing of it changes.
    archived_at = _at("khóa lưu trữ lúc", null=True)
    outcome = models.CharField("kết quả", max_length=10, blank=True, choices=[(o.value, o.label) for o in Outcome])
    extension_count = models.PositiveSmallIntegerField("số lần gia hạn", db_default=0, default=0)
    #: Why the request was refused, as the applicant reads it.
    refusal_reason = models.CharField("lý do từ chối", max_length=2000, blank=True, default="", db_default="")
    supplement_count = models.PositiveSmallIntegerField("số lần yêu cầu bổ sung", default=0)
    #: Number of facts so far: a page that saw fewer is stale.
    moves = models.PositiveIntegerField(default=1)
    last_at = _at("việc gần nhất")

    class Meta:
        verbose_name = "hồ sơ"
        constraints = [
            models.CheckConstraint(
                name="received_dossier_has_acceptance_time",
                condition=Q(
                    state__in=[State.SUBMITTED, State.NOT_ACCEPTED, State.AWAITING_SUPPLEMENT, State.WITHDRAWN, State.STOPPED]
                )
                | Q(accepted_at__isnull=False),
            ),
            models.CheckConstraint(
                name="finished_dossier_has_result",
                condition=~Q(state__in=[State.DONE, State.RETURNED]) | (Q(finished_at__isnull=False) & ~Q(outcome="")),
            ),
            models.CheckConstraint(
                name="closed_dossier_has_closing_time",
                condition=Q(state__in=sorted(CLOSED), closed_at__isnull=False)
                | (~Q(state__in=sorted(CLOSED)) & Q(closed_at__isnull=True)),
            ),
            models.CheckConstraint(
                name="locked_dossier_is_closed", condition=Q(archived_at__isnull=True) | Q(closed_at__isnull=False)
            ),
            models.CheckConstraint(
                name="late_apology_names_the_expected_day",
                condition=Q(apologised_at__isnull=True, expected_on__isnull=True)
                | Q(apologised_at__isnull=False, expected_on__isnull=False),
            ),
            models.CheckConstraint(name="only_a_test_dossier_is_tried", condition=Q(is_test=True) | Q(tried_by=None)),
            models.CheckConstraint(
                name="due_time_follows_start", condition=Q(due_at__isnull=True) | Q(due_at__gte=F("filed_at"))
            ),
        ]
        indexes = [
            models.Index(
                "competent", "state", "due_at", "id", name="open_dossiers_of_agency", condition=~Q(state__in=sorted(CLOSED))
            ),
            models.Index("centre", "state", "id", name="open_dossiers_of_centre", condition=~Q(state__in=sorted(CLOSED))),
            models.Index("accepted_at", "competent", name="dossiers_by_acceptance", condition=Q(accepted_at__isnull=False)),
            models.Index("competent", "id", name="dossiers_of_agency"),
            models.Index("id", name="test_dossiers", condition=Q(is_test=True)),
            models.Index(
                "closed_at",
                "id",
                name="dossiers_to_lock",
                condition=Q(closed_at__isnull=False, archived_at__isnull=True, is_test=False),
            ),
            models.Index("parcel_number", "id", name="dossiers_by_parcel", condition=~Q(parcel_number="")),
            models.Index("centre", "id", name="dossiers_received_at_centre"),
            models.Index("procedure", "competent", "id", name="dossiers_of_procedure"),
            GinIndex(WORDS, name="dossiers_by_words"),
        ]

    def __str__(self) -> str:
        return self.code


class Party(models.Model):
    """A person of a dossier. Identity and phone numbers are sealed; their blind indexes find them."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="parties")
    part = models.CharField("tư cách", max_length=10, choices=[(p.value, p.label) for p in Part])
    name = models.CharField("họ tên", max_length=300)
    id_sealed = models.BinaryField()
    id_index = models.BinaryField()
    phone_sealed = models.BinaryField()
    phone_index = models.BinaryField()
    email = models.CharField(max_length=254, blank=True)
    address = models.CharField("địa chỉ", max_length=500, blank=True)
    is_organisation = models.BooleanField("tổ chức", default=False)
    authority_paper = models.CharField("giấy ủy quyền", max_length=300, blank=True)

    class Meta:
        verbose_name = "người của hồ sơ"
        constraints = [
            models.UniqueConstraint(fields=["dossier", "part"], name="one_person_per_part"),
            models.CheckConstraint(name="person_has_a_name", condition=~Q(name="")),
        ]
        indexes = [
            models.Index("phone_index", "dossier", name="dossiers_by_phone", condition=~Q(phone_index=b"")),
            models.Index("id_index", "dossier", name="dossiers_by_id_number", condition=~Q(id_index=b"")),
        ]


class CorrectedDetails(models.Model):
    """One correction of what was typed at intake. What stood there before is sealed: who inspects reads it, with the numbers masked."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="corrections")
    at = _at("sửa lúc")
    by = _user("người sửa")
    reason = models.CharField("lý do", max_length=2000)
    #: JSON by "part.field".
    was_sealed = models.BinaryField()

    class Meta:
        verbose_name = "lần sửa thông tin"
        constraints = [models.CheckConstraint(name="correction_has_a_reason", condition=~Q(reason=""))]


class Paper(models.Model):
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="papers")
    component = models.CharField("thành phần", max_length=2000, blank=True)
    name = models.CharField("tên giấy tờ", max_length=2000)
    file_ref = models.CharField(max_length=300, blank=True)
    originals = models.PositiveSmallIntegerField("bản chính", default=0)
    copies = models.PositiveSmallIntegerField("bản sao", default=0)
    asking_reason = models.CharField("lý do yêu cầu nộp", max_length=20, blank=True, default="", db_default="")
    given_at = _at("nộp lúc")

    class Meta:
        verbose_name = "giấy tờ"


class Step(models.Model):
    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField("bước")
    name = models.CharField("tên bước", max_length=300)
    kind = models.CharField(max_length=20)
    role = models.CharField("vai trò", max_length=20)
    agency = _agency("cơ quan")
    assignee = _user("người làm")
    opened_at = _at("mở lúc")
    assigned_at = _at("nhận lúc", null=True)
    due_at = _at("hạn bước", null=True)
    #: While the dossier is examined and nothing was asked: until when it may still go back for a supplement.
    supplement_by = _at("hạn trả hồ sơ yêu cầu bổ sung", null=True)
    closed_at = _at("xong lúc", null=True)
    closed_by = _user("người hoàn thành")
    outcome = models.CharField("kết quả bước", max_length=20, blank=True)
    #: The outcome by which the dossier left the step, as its process calls it.
    branch = models.CharField("nhánh", max_length=100, blank=True, default="", db_default="")
    note = models.CharField("ghi chú", max_length=2000, blank=True)
    #: Why the dossier was sent back to this step: whoever does it reads that.
    sent_back = models.CharField("lý do trả lại", max_length=2000, blank=True, default="", db_default="")
    #: The absent colleague in whose place the step was done.
    closed_for = _user("làm thay, ký thay")
    #: Signed in the place of whoever leads, by the deputy.
    as_deputy = models.BooleanField("cấp phó ký thay", default=False, db_default=False)
    #: Order of the worklist while open: the dossier's due time, far away while the applicant is awaited.
    sort_at = _at("xếp theo")

    class Meta:
        verbose_name = "bước"
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(closed_at__isnull=True), name="one_open_step_per_dossier"),
            models.CheckConstraint(
                name="step_ends_after_it_began", condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at"))
            ),
        ]
        indexes = [
            models.Index("agency", "role", "sort_at", "id", name="open_steps_of_role", condition=Q(closed_at__isnull=True)),
            # With the kind beside them, the counts on the side of a worklist need no row of the table.
            models.Index(
                fields=["agency", "sort_at", "id"],
                include=["kind"],
                name="open_steps_of_agency",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["assignee", "sort_at", "id"],
                include=["kind"],
                name="open_steps_of_person",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["agency", "role", "sort_at", "id"],
                include=["kind"],
                name="steps_nobody_took",
                condition=Q(closed_at__isnull=True, assignee__isnull=True),
            ),
            models.Index(
                fields=["agency", "sort_at", "id"], name="results_to_return", condition=Q(closed_at__isnull=True, kind="return")
            ),
        ]


class PastHolding(models.Model):
    """Who had a step before it was given to somebody else: from when, to when. The present holder stands on the step."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="+")
    step = models.ForeignKey(Step, models.PROTECT, related_name="past_holdings", db_index=False)
    user = models.ForeignKey("organization.User", models.PROTECT, related_name="+", db_index=False, verbose_name="người làm")
    since = _at("nhận lúc")
    until = _at("giao lại lúc")

    class Meta:
        verbose_name = "lần giữ bước"
        constraints = [models.CheckConstraint(name="past_holding_ends_after_it_began", condition=Q(until__gt=F("since")))]


class Wait(models.Model):
    """A stretch in which the applicant is awaited."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="waits")
    kind = models.CharField(max_length=12, choices=[(k.value, k.value) for k in WaitKind])
    before_reception = models.BooleanField(default=False)
    asked_at = _at("yêu cầu lúc")
    asked_by = _user("người yêu cầu")
    answered_at = _at("đáp ứng lúc", null=True)
    reason = models.CharField("lý do", max_length=2000)
    #: Why the applicant is asked once more than the rule allows: the head's own words.
    again_reason = models.CharField("lý do yêu cầu lần nữa", max_length=2000, blank=True, default="", db_default="")
    items = models.JSONField("cần bổ sung", default=list)
    amount = models.DecimalField("số tiền", max_digits=14, decimal_places=0, null=True)
    #: What proves that a financial obligation is met.
    evidence = models.CharField("bằng chứng", max_length=300, blank=True, default="", db_default="")
    #: Set when the rule of the procedure closes a dossier that nobody answers.
    closes_at = _at("tự dừng lúc", null=True)
    #: Until when the applicant had to be told, where a rule said so: what was told later is late for good.
    notice_due_at = _at("hạn báo", null=True)

    class Meta:
        verbose_name = "lần chờ người nộp"
        constraints = [
            models.UniqueConstraint(fields=["dossier"], condition=Q(answered_at__isnull=True), name="one_open_wait_per_dossier"),
            models.CheckConstraint(
                name="wait_ends_after_it_began", condition=Q(answered_at__isnull=True) | Q(answered_at__gte=F("asked_at"))
            ),
        ]
        indexes = [
            models.Index("closes_at", "id", name="waits_to_close", condition=Q(answered_at__isnull=True, closes_at__isnull=False))
        ]


class Consultation(models.Model):
    """What another agency is asked for: its opinion, or a joint task. Rows of one dossier, so the family is counted once."""

    dossier = models.ForeignKey(Dossier, models.PROTECT, related_name="consultations")
    agency = _agency("cơ quan được hỏi")
    kind = models.CharField(
        "loại",
        max_length=8,
        choices=[(k.value, k.label) for k in AskedFor],
        default=AskedFor.OPINION,
        db_default=AskedFor.OPINION,
    )
    #: Of the consultation of the process that this is; None where it was asked freely.
    number = models.PositiveSmallIntegerField("lấy ý kiến theo bước", null=True)
    content = models.CharField("nội dung", max_length=2000)
    asked_at = _at("hỏi lúc")
    asked_by = _user("người hỏi")
    due_at = _at("hạn trả lời")
    answered_at = _at("trả lời lúc", null=True)
    answered_by = _user("người trả lời")
    answer = models.CharField("ý kiến", max_length=2000, blank=True)
    #: Of an opinion: whether it agrees. Of a joint task: whether it was done; False sends it back with the reason as the answer.
    agrees = models.BooleanField("đồng ý", null=True)
    #: The paper in which a joint task resulted.
    paper = models.CharField("văn bản của phần liên thông", max_length=300, blank=True, default="", db_default="")
    #: Why the agency went on without an answer; silence is never consent.
    waived_reason = models.CharField("căn cứ không chờ", max_length=2000, blank=True)

    class Meta:
        verbose_name = "lần lấy ý kiến"
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "agency", "kind"],
                condition=Q(answered_at__isnull=True),
                name="one_open_consultation_per_agency",
            ),
        ]
        indexes = [
            models.Index("agency", "kind", "due_at", "id", name="open_consultations", condition=Q(answered_at__isnull=True))
        ]


class CodeCounter(models.Model):
    """The last serial given under a prefix on a day. Its row lock makes codes gap-free: a number not committed is given again."""

    prefix = models.CharField(max_length=40)
    day = models.DateField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["prefix", "day"], name="one_counter_per_prefix_and_day")]
