"""Filters that somebody may use, the columns they chose, and lists read as they are wanted."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.errors import NotPossible
from motcua.foundation.rows import Rows
from motcua.organization import public as organization
from motcua.worklists import facts
from motcua.worklists.facts import USUAL, Column, Wanted
from motcua.worklists.models import ChosenColumns, KeptFilter

#: A person keeps no more of them for their lists, and a unit shares no more: all of them are offered.
MOST_FILTERS = 40
_MOST_EXPORTED = 10_000
_AT_A_TIME = 500
_FILTERS, _COLUMNS = Rows(KeptFilter), Rows(ChosenColumns)


class TooManyToExport(NotPossible):
    code = "too_many_to_export"
    vi = "Danh sách có hơn {most} hồ sơ. Lọc hẹp lại rồi xuất, để bảng không thiếu dòng nào."
    en = "The list has more than {most} dossiers. Narrow it and export again, so that no line is missing."


def units_of(actor: organization.Actor) -> tuple[int, ...]:
    """The agencies at which somebody handles dossiers: with whose people they may share."""
    return tuple(sorted({post.agency_id for post in actor.posts if post.role in dossiers.HANDLERS}))


def kept_filters(actor: organization.Actor) -> tuple[facts.KeptFilter, ...]:
    """One's own and those shared in one's units, by name."""
    rows = _FILTERS.select("owner_id = %s OR agency_id = ANY(%s) ORDER BY name, id", [actor.user_id, list(units_of(actor))])
    return tuple(fact_of(row, actor) for row in rows)


def led_by(actor: organization.Actor) -> tuple[int, ...]:
    """The units whose work somebody may give to others, those that went before among them."""
    return tuple(sorted({post.agency_id for post in actor.posts if post.role in dossiers.LEADING}))


def absent_people(actor: organization.Actor, *, at: datetime) -> tuple[facts.Absent, ...]:
    """Who of the actor's units is away now, those with most overdue first."""
    places = sorted({post.agency_id for post in actor.holdings if post.role in dossiers.LEADING})
    found = [one for place in places for one in organization.officials(place, at=at) if one.absent]
    if not found:
        return ()
    lying = {load.user_id: load for load in dossiers.loads(agency_ids=led_by(actor), at=at)}
    names = organization.official_names({one.deputy_id for one in found if one.deputy_id})
    people = {one.user_id: [same for same in found if same.user_id == one.user_id] for one in found}
    absent = (_absent(posts, names, lying.get(user_id)) for user_id, posts in people.items())
    return tuple(sorted(absent, key=lambda one: (-one.overdue, -one.open)))


def _absent(posts: Sequence[organization.Official], names: Mapping[int, str], load: dossiers.Load | None) -> facts.Absent:
    one = posts[0]
    return facts.Absent(
        user_id=one.user_id, name=one.name, roles=tuple(dict.fromkeys(post.role.label for post in posts)),
        agency_ids=tuple(dict.fromkeys(post.agency_id for post in posts)), back_on=one.back_on,
        deputy=names.get(one.deputy_id or 0, ""), open=load.open if load else 0, overdue=load.overdue if load else 0,
    )  # fmt: skip


def fact_of(row: KeptFilter, actor: organization.Actor) -> facts.KeptFilter:
    wanted = Wanted(
        which=row.which, words=row.words, procedure_id=row.procedure_id, step=row.step, days=row.days, assignee_id=row.assignee_id
    )
    return facts.KeptFilter(
        id=row.pk, name=row.name, wanted=wanted, is_mine=row.owner_id == actor.user_id, agency_id=row.agency_id
    )


def columns_of(user_id: int | None) -> tuple[Column, ...]:
    chosen = _COLUMNS.first("user_id = %s", [user_id])
    return tuple(Column(one) for one in chosen.columns if one in set(Column)) if chosen else USUAL


def narrowed(wanted: Wanted, at: datetime) -> dossiers.Narrowed:
    """The same in the words of the dossiers: days become the midnight after them."""
    before = None
    if wanted.days is not None:
        before = clock.midnight(clock.local_day(at) + timedelta(days=wanted.days + 1))
    return dossiers.Narrowed(
        words=wanted.words, procedure_id=wanted.procedure_id, step=wanted.step, due_before=before, assignee_id=wanted.assignee_id
    )


def first_of(wanted: Wanted, *, actor: organization.Actor, at: datetime, most: int) -> tuple[dossiers.WorkRow, ...]:
    """The most urgent lines of a list."""
    which = dossiers.Filter(wanted.which)
    return dossiers.worklist(actor=actor, which=which, at=at, size=most, narrowed=narrowed(wanted, at)).rows


def all_of(wanted: Wanted, *, actor: organization.Actor, at: datetime) -> Iterator[dossiers.WorkRow]:
    """Every line of a list. Raises TooManyToExport."""
    which, cursor, left = dossiers.Filter(wanted.which), None, _MOST_EXPORTED
    while True:
        page = dossiers.worklist(actor=actor, which=which, at=at, cursor=cursor, size=_AT_A_TIME, narrowed=narrowed(wanted, at))
        left -= len(page.rows)
        if left < 0:
            raise TooManyToExport(most=_MOST_EXPORTED)
        yield from page.rows
        cursor = page.next
        if cursor is None:
            return
