"""Keeping and dropping a filter, choosing columns."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, connection, transaction
from psycopg.errors import ForeignKeyViolation

from motcua.dossiers import public as dossiers
from motcua.foundation.errors import Invalid, NotAllowed, NotFound, NotPossible
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.worklists import facts
from motcua.worklists.facts import MOST_COLUMNS, Column, Wanted
from motcua.worklists.models import ChosenColumns, KeptFilter
from motcua.worklists.queries import MOST_FILTERS, fact_of, units_of


class FilterNameMissing(Invalid):
    code = "filter_name_missing"
    vi = "Đặt tên cho bộ lọc, từ 1 đến 80 chữ."
    en = "Give the filter a name of 1 to 80 letters."


class FilterNameTaken(NotPossible):
    code = "filter_name_taken"
    vi = "Bạn đã có bộ lọc tên «{name}». Đặt tên khác, hoặc xóa bộ lọc cũ."
    en = "You have a filter called “{name}” already. Choose another name, or delete the old one."


class TooManyFilters(NotPossible):
    code = "too_many_filters"
    vi = "Đã lưu {most} bộ lọc. Xóa bớt rồi lưu."
    en = "{most} filters are kept already. Delete some first."


class TooManyShared(NotPossible):
    code = "too_many_shared_filters"
    vi = "Đơn vị đã có {most} bộ lọc dùng chung. Trưởng đơn vị xóa bớt rồi chia sẻ, hoặc lưu cho riêng bạn."
    en = "The unit shares {most} filters already. Its head deletes some first, or keep this one for yourself."


class NumberNotKept(Invalid):
    code = "number_not_kept"
    vi = "Bộ lọc không lưu số định danh, số điện thoại của người dân. Xóa số ở ô tìm rồi lưu; cần tìm thì gõ lại số."
    en = "A filter keeps nobody's identity or telephone number. Take the number out of the search and keep it; type it again to search."


class UnknownInFilter(Invalid):
    code = "unknown_in_filter"
    vi = "Thủ tục hoặc người trong bộ lọc không có trong hệ thống. Chọn lại rồi lưu."
    en = "The procedure or the person of the filter is not known here. Choose again and keep it."


class NotYourUnit(NotAllowed):
    code = "not_your_unit"
    vi = "Chỉ chia sẻ bộ lọc với đơn vị mà bạn đang xử lý hồ sơ."
    en = "A filter is shared only with a unit where you handle dossiers."


class NoSuchFilter(NotFound):
    code = "no_such_filter"
    vi = "Bộ lọc này không còn, hoặc không phải của bạn."
    en = "This filter is gone, or is not yours."


class FilterOfAnother(NotAllowed):
    code = "filter_of_another"
    vi = "Chỉ người lưu hoặc trưởng đơn vị xóa được bộ lọc dùng chung này."
    en = "Only who kept this shared filter, or the head of the unit, may delete it."


class BadColumns(Invalid):
    code = "bad_columns"
    vi = "Chọn từ 1 đến {most} cột, mỗi cột một lần."
    en = "Choose 1 to {most} columns, each once."


def _person(actor: organization.Actor) -> int:
    """Only people keep anything."""
    if actor.user_id is None:
        raise NotYourUnit
    return actor.user_id


@transaction.atomic
def keep_filter(
    *, name: str, wanted: Wanted, actor: organization.Actor, at: datetime, agency_id: int | None = None
) -> facts.KeptFilter:
    """Keep a filter for oneself, or for everybody of a unit.

    Raises FilterNameMissing, NumberNotKept, NotYourUnit, TooManyFilters, TooManyShared, FilterNameTaken, UnknownInFilter.
    """
    said, owner_id = tidy(name), _person(actor)
    if not 1 <= len(said) <= 80:
        raise FilterNameMissing
    if dossiers.holds_number(wanted.words) or dossiers.holds_number(said):
        raise NumberNotKept
    if agency_id is not None and agency_id not in units_of(actor):
        raise NotYourUnit
    if KeptFilter.objects.filter(owner=owner_id).count() >= MOST_FILTERS:
        raise TooManyFilters(most=MOST_FILTERS)
    if agency_id is not None and KeptFilter.objects.filter(agency=agency_id).count() >= MOST_FILTERS:
        raise TooManyShared(most=MOST_FILTERS)

    try:
        with transaction.atomic():
            row = KeptFilter.objects.create(
                owner_id=owner_id, agency_id=agency_id, name=said, which=wanted.which, words=wanted.words,
                procedure_id=wanted.procedure_id, step=wanted.step, days=wanted.days, assignee_id=wanted.assignee_id, kept_at=at,
            )  # fmt: skip
            connection.check_constraints()  # else an id that nobody has is refused when all is done
    except IntegrityError as refused:
        raise (UnknownInFilter() if isinstance(refused.__cause__, ForeignKeyViolation) else FilterNameTaken(name=said)) from None

    journal.record(
        name="FilterKept",
        subject=f"filter:{row.pk}",
        actor=actor.label,
        at=at,
        payload={"list": wanted.which, "agency": agency_id},
    )
    return fact_of(row, actor)


@transaction.atomic
def drop_filter(*, filter_id: int, actor: organization.Actor, at: datetime) -> None:
    """Delete one's own filter, or as a head one that is shared in the unit. Raises NoSuchFilter, FilterOfAnother."""
    row = KeptFilter.objects.select_for_update(of=("self",)).filter(pk=filter_id).first()
    if row is None or (row.owner_id != actor.user_id and row.agency_id not in units_of(actor)):
        raise NoSuchFilter
    heads = row.agency_id is not None and any(actor.has(role, row.agency_id) for role in dossiers.LEADING)
    if row.owner_id != actor.user_id and not heads:
        raise FilterOfAnother

    row.delete()
    journal.record(name="FilterDropped", subject=f"filter:{filter_id}", actor=actor.label, at=at, payload={})


@transaction.atomic
def choose_columns(*, columns: Sequence[Column], actor: organization.Actor, at: datetime) -> None:
    """Set the columns of one's lists, in their order. Raises BadColumns."""
    if not 1 <= len(columns) <= MOST_COLUMNS or len(set(columns)) != len(columns):
        raise BadColumns(most=MOST_COLUMNS)

    ChosenColumns.objects.update_or_create(user_id=_person(actor), defaults={"columns": [str(one) for one in columns]})
    journal.record(
        name="ColumnsChosen",
        subject=f"user:{actor.user_id}",
        actor=actor.label,
        at=at,
        payload={"columns": [str(c) for c in columns]},
    )
