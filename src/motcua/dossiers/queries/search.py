"""Finding dossiers by code, phone or identity number, or the applicant's name, within what the actor may see."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, Q, QuerySet
from django.db.models.expressions import RawSQL
from psycopg.sql import Literal

from motcua.catalogue import public as catalogue
from motcua.dossiers.facts import CLOSED, PRESSING, Channel, DossierId, State
from motcua.dossiers.models import APOLOGISED, Consultation, Dossier, Party
from motcua.dossiers.shown import DossierLine
from motcua.foundation.paging import Page, decode, page
from motcua.foundation.sealing import blind_index
from motcua.foundation.text import digits, fold, phone_digits
from motcua.organization import public as organization
from motcua.ui.words import hidden_name

#: As the function of the index has it.
_LONGEST_WORD = 40
_BETWEEN_WORDS = str.maketrans('-.,&()/"', " " * 8)
#: Who sees more agencies than these looks among all.
_FEW_PLACES = 30


def visible(actor: organization.Actor, rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Only dossiers in which the actor's agencies have a part: the permission is a condition of the query."""
    if organization.sees_everything(actor):
        return rows
    places = sorted(organization.visible_agencies(actor))
    asked = Consultation.objects.filter(agency__in=places, answered_at__isnull=True).values("dossier")
    return rows.filter(Q(competent__in=places) | Q(centre__in=places) | Q(_AmongFew(F("pk"), ArraySubquery(asked))))


def _readable(actor: organization.Actor, rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Those, and every other for whoever sees all figures: persons hidden (see `_clear`), so not to be found by a person."""
    return rows if organization.sees_all_figures(actor) else visible(actor, rows)


def _clear(actor: organization.Actor) -> frozenset[int] | None:
    """The agencies whose dossiers name their applicants to this actor; None: whatever is found does."""
    if organization.sees_everything(actor) or not organization.sees_all_figures(actor):
        return None
    return organization.visible_agencies(actor)


class _AmongFew(Func):
    """One of an array that is made first: beside other conditions, IN (SELECT …) would keep the planner from every index."""

    template, arg_joiner, output_field = "%(expressions)s)", " = ANY(", BooleanField()


def search(*, actor: organization.Actor, words: str, size: int = 20) -> tuple[DossierLine, ...]:
    """The dossiers that match a code, a whole phone or identity number, or a name, newest first."""
    text = words.strip()
    if len(text) < 2:
        return ()
    if any(c.isdigit() for c in text) and "-" in text:
        coded = Dossier.objects.filter(code__startswith=text.upper()).order_by("-id")
        return _lines(_readable(actor, coded)[:size], clear=_clear(actor)) or _brought(actor, text)
    rows = visible(actor, Dossier.objects.all())
    number = digits(text)
    if len(number) >= 9 and len(number) * 2 > len(text):
        secret = settings.IDENTITY_KEY
        phone, identity = blind_index(phone_digits(text), secret=secret), blind_index(number, secret=secret)
        ids = Party.objects.filter(Q(phone_index=phone) | Q(id_index=identity)).values_list("dossier_id", flat=True)[:500]
        return _lines(rows.filter(pk__in=list(ids)).order_by("-id")[:size])
    return _named(actor, text, size)


def _named(actor: organization.Actor, text: str, size: int) -> tuple[DossierLine, ...]:
    """By the beginnings of the words of a name, in any order. Each agency's words are an index of their own."""
    said = [word[:_LONGEST_WORD] for word in fold(text).translate(_BETWEEN_WORDS).split()]
    if not said:
        return ()
    places = [] if organization.sees_everything(actor) else sorted(organization.visible_agencies(actor))
    if 0 < len(places) <= _FEW_PLACES:
        found = [*_called(said, places).order_by("-id")[:size]]
        asked = Consultation.objects.filter(agency__in=places, answered_at__isnull=True).values("dossier")
        found += _called(said, [0]).filter(_AmongFew(F("pk"), ArraySubquery(asked))).order_by("-id")[:size]
        newest = sorted({row.pk: row for row in found}.values(), key=lambda row: -row.pk)
        return _lines(newest[:size])
    return _lines(visible(actor, _called(said, [0])).order_by("-id")[:size])


def _called(said: Sequence[str], places: Sequence[int]) -> QuerySet[Dossier]:
    """Dossiers whose applicant's name has all these words, under one of these agencies."""
    quoted = [word.replace("\\", r"\\").replace("'", "''") for word in said]
    groups = (" & ".join(f"'{place}/{word}':*" for word in quoted) for place in places)
    # Written out, not bound: a plan made once for any words walks a million dossiers one by one for some of them.
    wanted = Literal(" | ".join(f"({group})" for group in groups)).as_string(None).replace("%", "%%")
    named = "dossiers_words(dossiers_dossier.applicant_folded, dossiers_dossier.competent_id, dossiers_dossier.centre_id)"
    return Dossier.objects.filter(RawSQL(f"{named} @@ {wanted}::tsquery", [], output_field=BooleanField()))  # noqa: S611 (quoted by psycopg)


def _brought(actor: organization.Actor, code: str) -> tuple[DossierLine, ...]:
    """Another centre's dossier whose applicant stands at this counter with the code and what was missing."""
    if organization.Role.COUNTER not in actor.roles:
        return ()
    return _lines(Dossier.objects.filter(code=code.upper(), state=State.AWAITING_SUPPLEMENT), clear=frozenset())


def dossiers(
    *, actor: organization.Actor, agency_id: int | None = None, agency_ids: Collection[int] | None = None, states: Sequence[State] = (),
    overdue_at: datetime | None = None, due_from: datetime | None = None, due_before: datetime | None = None,
    accepted_from: datetime | None = None, accepted_to: datetime | None = None, procedure_code: str = "", apologised: bool | None = None, with_tests: bool = True,
    only_tests: bool = False,
    cursor: str | None = None, size: int = 50,
) -> Page[DossierLine]:  # fmt: skip
    """A page of the dossiers that the actor may see, newest first. Raises BadCursor, UnknownProcedure."""
    rows = _found(
        actor, agency_id=agency_id, agency_ids=agency_ids, states=states, overdue_at=overdue_at, due_from=due_from, due_before=due_before,
        accepted_from=accepted_from, accepted_to=accepted_to, procedure_code=procedure_code, apologised=apologised, with_tests=with_tests,
        only_tests=only_tests,
    )  # fmt: skip
    if cursor:
        rows = rows.filter(pk__lt=decode(cursor, int)[0])
    return page(_lines(rows.order_by("-id")[: size + 1], clear=_clear(actor)), size=size, key=lambda line: [line.id])


def overdue_count(*, actor: organization.Actor, at: datetime, under: int | None = None) -> int:
    """How many dossiers stand behind the figure of what is overdue: all that this actor counts, or those of an agency and below it."""
    return _found(actor, agency_ids=counted_agencies(actor, under=under), overdue_at=at, with_tests=False).count()


def counted_agencies(actor: organization.Actor, *, under: int | None = None) -> frozenset[int] | None:
    """The agencies that a figure counts for this actor, of one and below it where it was chosen; None is every one."""
    watched = None if organization.sees_all_figures(actor) else organization.visible_agencies(actor)
    if under is None:
        return watched
    below = organization.subtree_ids(under)
    return below if watched is None else below & watched


def _found(
    actor: organization.Actor, *, agency_id: int | None = None, agency_ids: Collection[int] | None = None, states: Sequence[State] = (),
    overdue_at: datetime | None = None, due_from: datetime | None = None, due_before: datetime | None = None,
    accepted_from: datetime | None = None, accepted_to: datetime | None = None, procedure_code: str = "", apologised: bool | None = None,
    with_tests: bool = True, only_tests: bool = False,
) -> QuerySet[Dossier]:  # fmt: skip
    wanted = {
        "competent": agency_id, "state__in": list(states) or None, "accepted_at__gte": accepted_from, "accepted_at__lt": accepted_to,
        "due_at__lt": overdue_at or due_before, "due_at__gte": due_from, "finished_at__isnull": True if overdue_at or due_before else None,
    }  # fmt: skip
    rows = _readable(actor, Dossier.objects.filter(**{name: value for name, value in wanted.items() if value is not None}))
    if agency_ids is not None:
        rows = rows.filter(competent__in=sorted(agency_ids))
    if not with_tests:
        rows = rows.filter(is_test=False)
    if only_tests:
        rows = rows.filter(is_test=True)
    if overdue_at is not None:
        # neither ended nor waiting for the applicant; the second says it as the partial indexes do
        rows = rows.filter(state__in=sorted(PRESSING)).exclude(state__in=sorted(CLOSED))
    if apologised is not None:
        rows = rows.filter(APOLOGISED if apologised else ~APOLOGISED)
    if procedure_code:
        rows = rows.filter(procedure=catalogue.procedure_id(code=procedure_code))
    return rows


def lines_of(rows: QuerySet[Dossier], *, actor: organization.Actor) -> tuple[DossierLine, ...]:
    """The lines of dossiers that the caller has chosen for this actor: named only where the actor's agencies have a part."""
    seen = None if organization.sees_everything(actor) else organization.visible_agencies(actor)
    return _lines(rows, clear=seen)


def _lines(rows: Iterable[Dossier], *, clear: frozenset[int] | None = None) -> tuple[DossierLine, ...]:
    found = list(rows)
    names = catalogue.names(version_ids={d.version_id for d in found})
    return tuple(
        DossierLine(
            id=DossierId(d.pk), code=d.code, procedure_code=names[d.version_id].code, procedure=names[d.version_id].short_name,
            applicant=d.applicant if clear is None or clear & {d.centre_id, d.competent_id} else hidden_name(d.applicant),
            state=State(d.state), channel=Channel(d.channel), centre_id=d.centre_id, competent_id=d.competent_id,
            filed_at=d.filed_at, accepted_at=d.accepted_at, due_at=d.due_at, finished_at=d.finished_at, moves=d.moves, outcome=d.outcome,
            apologised_at=d.apologised_at, is_test=d.is_test,
        )
        for d in found
    )  # fmt: skip


def running_matters(*, procedure_id: int, id_numbers: Collection[str]) -> dict[str, str]:
    """Of these identity numbers, those whose owner has a dossier of the procedure in process, with its code: for whoever files again.

    Says nothing else of the dossier, wherever it is.
    """
    secret = settings.IDENTITY_KEY
    by_index = {blind_index(digits(number), secret=secret): number for number in id_numbers if digits(number)}
    found = in_process_with(by_index, procedure_id=procedure_id)
    return {by_index[bytes(index)]: code for index, code in found.values_list("id_index", "dossier__code")}


def in_process_with(indexes: Iterable[bytes], *, procedure_id: int) -> QuerySet[Party]:
    """The persons of these identity numbers in dossiers of a procedure that have not ended."""
    return Party.objects.filter(
        id_index__in=list(indexes), is_organisation=False, dossier__procedure=procedure_id, dossier__closed_at=None, dossier__is_test=False
    )  # fmt: skip
