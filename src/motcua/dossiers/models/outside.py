"""Who asks from outside: requests that carry a key, tries at a code, looks at a dossier."""

from django.db import models

from motcua.dossiers.models.life import _agency, _at, _user


class Request(models.Model):
    """A request from outside that carried a key: the same key again gets the same answer and changes nothing."""

    sender = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    digest = models.BinaryField()
    answer = models.JSONField(default=dict)
    made_at = _at("nhận lúc")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sender", "key"], name="a_request_counts_once")]


class Tries(models.Model):
    """How often a code, or an address, may still be tried by followers until a moment."""

    key = models.CharField(max_length=40, primary_key=True)
    remaining = models.IntegerField()
    until = models.DateTimeField()

    class Meta:
        indexes = [models.Index("until", name="tries_by_end")]


class Look(models.Model):
    """Who read a dossier's personal data, when and for what."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="looks")
    user = _user("người xem")
    #: For which agency: what the applicant is told.
    agency = _agency("cơ quan xem", null=True)
    at = _at("lúc")
    purpose = models.CharField("mục đích", max_length=200)
    #: Identity and telephone numbers were shown in full.
    numbers = models.BooleanField("xem số đầy đủ", default=False, db_default=False)

    class Meta:
        verbose_name = "lần xem"
        indexes = [models.Index("user", "at", name="looks_of_person")]
