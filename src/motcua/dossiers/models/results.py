"""What a dossier ends with: the papers of its result with their numbers, and how they were handed over."""

from django.db import models
from django.db.models import Q

from motcua.dossiers.facts import Channel, Receiver


class ResultPaper(models.Model):
    """One paper of a result, as the office numbered it. A dossier may have several."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="results")
    agency = models.ForeignKey(
        "organization.Agency", models.PROTECT, related_name="+", db_index=False, verbose_name="cơ quan ban hành"
    )
    name = models.CharField("tên văn bản", max_length=500)
    kind = models.CharField("loại", max_length=100, blank=True)
    number = models.CharField("số, ký hiệu", max_length=100)
    year = models.PositiveSmallIntegerField("năm")
    issued_on = models.DateField("ngày")
    signer = models.CharField("người ký", max_length=300, blank=True)
    signer_role = models.CharField("chức vụ", max_length=300, blank=True)
    pages = models.PositiveSmallIntegerField("số trang", null=True)
    #: The version of a draft that was issued, as the room above names it.
    source = models.CharField(max_length=100, blank=True)
    given_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "văn bản kết quả"
        constraints = [
            models.UniqueConstraint(fields=["agency", "year", "number"], name="one_paper_per_number"),
            models.CheckConstraint(name="result_paper_has_name_and_number", condition=~Q(name="") & ~Q(number="")),
        ]


class ResultBook(models.Model):
    """The last number that an agency gave under a symbol in a year. Its row lock keeps numbers without a gap."""

    agency = models.ForeignKey("organization.Agency", models.PROTECT, related_name="+", db_index=False, verbose_name="cơ quan")
    symbol = models.CharField("ký hiệu", max_length=80)
    year = models.PositiveSmallIntegerField("năm")
    last = models.PositiveIntegerField("số cuối")

    class Meta:
        verbose_name = "sổ số văn bản kết quả"
        constraints = [models.UniqueConstraint(fields=["agency", "symbol", "year"], name="one_book_per_symbol_and_year")]


class Handover(models.Model):
    """To whom the result went, and what proves it. The number of somebody's identity paper is sealed."""

    dossier = models.OneToOneField("dossiers.Dossier", models.PROTECT, related_name="handover")
    way = models.PositiveSmallIntegerField("hình thức", choices=[(c.value, c.label) for c in Channel])
    receiver = models.CharField("người nhận", max_length=12, choices=[(r.value, r.label) for r in Receiver])
    name = models.CharField("họ tên người nhận", max_length=300, blank=True)
    id_sealed = models.BinaryField()
    authority_paper = models.CharField("giấy ủy quyền", max_length=300, blank=True)
    postal_number = models.CharField("mã bưu gửi", max_length=50, blank=True)
    posted_on = models.DateField("ngày gửi", null=True)
    electronic_at = models.CharField("nơi gửi bản điện tử", max_length=300, blank=True)
    originals_returned = models.BooleanField("đã trả lại bản chính để đối chiếu", default=False)
    fee_note = models.CharField("phí, lệ phí", max_length=300, blank=True)

    class Meta:
        verbose_name = "lần trả kết quả"
        constraints = [
            models.CheckConstraint(
                name="authorised_receiver_is_named",
                condition=~Q(receiver=Receiver.AUTHORISED) | (~Q(name="") & ~Q(authority_paper="")),
            ),
        ]
