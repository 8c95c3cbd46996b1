"""My work: a list, narrowed as one likes, with the columns of one's choice."""

import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Filter
from motcua.foundation import clock
from motcua.foundation.errors import NotFound
from motcua.foundation.text import alphabetical
from motcua.organization import public as organization
from motcua.ui.downloads import csv_file
from motcua.ui.templatetags.values import vn_moment
from motcua.worklists import queries
from motcua.worklists.facts import MANY, MOST_AT_ONCE, MOST_COLUMNS, Column, Wanted
from motcua.worklists.forms import DAYS, ListForm, address_of
from motcua.worklists.views import lines


class NoSuchList(NotFound):
    code = "no_such_list"
    vi = "Không có danh sách «{name}»."
    en = "There is no list “{name}”."


#: What a table says of words that hold somebody's number: it goes on by itself.
_A_NUMBER = "số định danh hoặc điện thoại"
#: Lists in which it matters who holds each step.
_OF_UNIT = frozenset({Filter.UNIT, Filter.UNIT_OVERDUE})


def wanted_of(query: QueryDict) -> Wanted:
    """The list that an address names; what cannot be read narrows nothing. Raises NoSuchList."""
    given = query.copy()
    given.setdefault("loc", Filter.MY_TURN)
    form = ListForm(given)
    if not form.is_valid():
        if "loc" in form.errors:
            raise NoSuchList(name=given["loc"])
        for name in form.errors:
            del given[name]
        form = ListForm(given)
        form.is_valid()
    return form.wanted()


@login_required
@require_safe
def my_work(request: organization.Request) -> HttpResponse:
    at, actor = clock.now(), request.actor
    wanted, cursor = wanted_of(request.GET), request.GET.get("sau")
    which = Filter(wanted.which)
    page = dossiers.worklist(actor=actor, which=which, at=at, cursor=cursor, narrowed=queries.narrowed(wanted, at))
    doors, columns, moves = (
        lines.lists(dossiers.counts(actor=actor, at=at), which),
        queries.columns_of(actor.user_id),
        moves_of(actor),
    )
    has_boxes = bool(moves) and which not in {Filter.CONSULTED, Filter.INVOLVED, Filter.WAITING}
    screen = {
        "mine": [door for door in doors if door.is_mine], "units": [door for door in doors if not door.is_mine],
        "here": next(door for door in doors if door.is_here), "empty": _empty(which, actor), "which": which, "wanted": wanted, "at": at,
        "rows": lines.work_rows(page.rows, at, columns=columns, with_names=which in _OF_UNIT, has_boxes=has_boxes),
        "next": page.next, "is_first": not cursor, "address": address_of(wanted), "plain": Wanted(which=wanted.which) == wanted,
        "moves": moves if has_boxes else (), "columns": columns, "chosen": _columns(columns), "most": MOST_AT_ONCE,
        "leads": bool(queries.led_by(actor)), "wide": lines.WIDE, "most_columns": MOST_COLUMNS,
        **_narrowing(wanted, actor, at), **_kept(wanted, actor),
    }  # fmt: skip
    return render(request, "worklists/my_work.html", screen)


def moves_of(actor: organization.Actor) -> tuple[dossiers.Move, ...]:
    """What somebody with these roles may do with many at once; each dossier is asked again when it is moved."""
    by_name = {move.name: move for move in dossiers.MOVES}
    return tuple(by_name[name] for name in MANY if by_name[name].roles & actor.roles)


def _narrowing(wanted: Wanted, actor: organization.Actor, at: datetime) -> dict[str, Any]:
    found = dossiers.choices(actor=actor, which=Filter(wanted.which), at=at)
    holders = found.assignee_ids if Filter(wanted.which) in _OF_UNIT else ()
    people = organization.official_names(holders) if holders else {}
    return {
        "procedures": sorted(found.procedures.items(), key=lambda one: alphabetical(one[1])),
        "steps": [(step, _(step)) for step in sorted(found.steps, key=alphabetical)], "days": DAYS,
        "people": sorted(people.items(), key=lambda one: alphabetical(one[1])),
    }  # fmt: skip


def _kept(wanted: Wanted, actor: organization.Actor) -> dict[str, Any]:
    kept = queries.kept_filters(actor)
    return {
        "kept": [(one, address_of(one.wanted), one.wanted == wanted) for one in kept],
        "here_kept": next((one for one in kept if one.wanted == wanted), None),
        "units_to_share": [(place, organization.agency(place).short_name) for place in queries.units_of(actor)],
    }


def _columns(chosen: Sequence[Column]) -> list[tuple[Column, str]]:
    """Every column with its place among those chosen, nothing for the others."""
    places = {column: str(number) for number, column in enumerate(chosen, start=1)}
    return [(column, places.get(column, "")) for column in (*chosen, *(one for one in Column if one not in places))]


def _empty(which: Filter, actor: organization.Actor) -> tuple[str, str, str, str]:
    """What an empty list leads to: at the counter, to the next citizen."""
    if which is Filter.MY_TURN and organization.desk_of(actor):
        return (
            _("Không còn việc nào của bạn"),
            _("Sẵn sàng nhận hồ sơ tiếp theo."),
            reverse("choose_procedure"),
            _("Tiếp nhận hồ sơ"),
        )
    return lines.empty(which)


@login_required
@require_safe
def export(request: organization.Request) -> HttpResponse:
    """The whole list as a table."""
    at, actor = clock.now(), request.actor
    wanted = wanted_of(request.GET)
    rows = list(queries.all_of(wanted, actor=actor, at=at))
    named = {name: str(value) for name, value in request.GET.items()} | {"loc": wanted.which}
    if dossiers.holds_number(wanted.words):
        named["q"] = _A_NUMBER
    return csv_file(_table(rows), name="viec-cua-toi", narrowed=named)


def _table(rows: Sequence[dossiers.WorkRow]) -> Iterator[Sequence[object]]:
    yield (
        _("Mã hồ sơ"), _("Thủ tục"), _("Người nộp"), _("Trạng thái"), _("Bước"), _("Người giữ"), _("Nộp lúc"), _("Hạn"), _("Hạn của bước"),
    )  # fmt: skip
    people = organization.official_names({row.assignee_id for row in rows if row.assignee_id})
    for row in rows:
        yield (
            row.code, row.procedure, row.applicant, _(row.state.label), _(row.step), people.get(row.assignee_id or 0, ""),
            *(vn_moment(moment) if moment else "" for moment in (row.filed_at, row.due_at, row.step_due_at)),
        )  # fmt: skip


def key() -> str:
    return secrets.token_urlsafe(12)
