"""What every dated table of the catalogue shares: its period, what is in force on a day, never two at once."""

from datetime import date
from typing import Self, TypeVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q


class DateRange(Func):
    """The days from one to another, upper bound exclusive; an empty one when a version was replaced on its first day."""

    function = "daterange"
    output_field = DateRangeField()


def ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name=name)


def never_two_at_once(name: str, *owners: str, condition: Q | None = None) -> ExclusionConstraint:
    return ExclusionConstraint(
        name=name,
        expressions=[
            *((F(owner), RangeOperators.EQUAL) for owner in owners),
            (DateRange("valid_from", "valid_to"), RangeOperators.OVERLAPS),
        ],
        condition=condition,
    )


Dated = TypeVar("Dated", bound=models.Model)


class InForce(models.QuerySet[Dated]):
    def on(self, day: date) -> Self:
        return self.filter(Q(valid_to__gt=day) | Q(valid_to=None), valid_from__lte=day)

    def from_day(self, day: date) -> Self:
        """In force on that day or some later one."""
        return self.filter(Q(valid_to=None) | Q(valid_to__gt=day) & Q(valid_to__gt=F("valid_from")))
