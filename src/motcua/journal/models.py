"""The tables as Django sees them, for reading and migrations: they are written by the SQL of `operations` alone.

Columns of PostgreSQL's own types (xid8, pg_snapshot, int8multirange) are in the tables and not here.
"""

from django.db import models


class RecordedFact(models.Model):
    seq = models.BigAutoField(primary_key=True)
    subject = models.TextField(verbose_name="đối tượng", db_collation="C")
    position = models.PositiveIntegerField(verbose_name="thứ tự")
    name = models.TextField(verbose_name="sự kiện", db_collation="C")
    version = models.PositiveSmallIntegerField(verbose_name="phiên bản")
    actor = models.TextField(verbose_name="người thực hiện", db_collation="C")
    at = models.DateTimeField(verbose_name="thời điểm")
    payload = models.JSONField(verbose_name="nội dung")
    hash = models.BinaryField(verbose_name="mã băm")
    booked_on = models.DateField(verbose_name="ngày ghi sổ", help_text="The day whose seal covers the fact.")
    generation = models.PositiveIntegerField(help_text="The database cluster that the fact's transaction number belongs to.")

    class Meta:
        db_table = "journal_fact"
        verbose_name = "sự kiện"
        constraints = (models.UniqueConstraint(fields=["subject", "position"], name="one_fact_at_each_position_of_a_subject"),)

    def __str__(self) -> str:
        return f"{self.name} {self.subject} #{self.position}"


class Chain(models.Model):
    subject = models.TextField(primary_key=True, verbose_name="đối tượng", db_collation="C")
    position = models.PositiveIntegerField(verbose_name="số sự kiện")
    hash = models.BinaryField(verbose_name="mã băm cuối")

    class Meta:
        db_table = "journal_chain"
        verbose_name = "chuỗi sự kiện"

    def __str__(self) -> str:
        return self.subject


class Seal(models.Model):
    day = models.DateField(primary_key=True, verbose_name="ngày")
    facts = models.PositiveBigIntegerField(verbose_name="số sự kiện")
    digest = models.BinaryField(verbose_name="mã băm của ngày")
    sealed_at = models.DateTimeField(verbose_name="thời điểm niêm phong")
    hash = models.BinaryField(verbose_name="mã băm niêm phong")

    class Meta:
        db_table = "journal_seal"
        verbose_name = "niêm phong ngày"

    def __str__(self) -> str:
        return self.day.isoformat()


class Generation(models.Model):
    number = models.PositiveIntegerField(primary_key=True)
    begun_at = models.DateTimeField()
    actor = models.TextField(db_collation="C")

    class Meta:
        db_table = "journal_generation"
        verbose_name = "thế hệ cơ sở dữ liệu"

    def __str__(self) -> str:
        return str(self.number)


class Follower(models.Model):
    name = models.TextField(primary_key=True, db_collation="C")

    class Meta:
        db_table = "journal_follower"
        verbose_name = "nơi theo dõi nhật ký"

    def __str__(self) -> str:
        return self.name
