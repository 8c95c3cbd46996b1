"""Reading proposals with their costs, and the price of an hour."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from importlib import resources

from django.db.models import DecimalField, Expression, ExpressionWrapper, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, Round

from motcua.catalogue import public as catalogue
from motcua.foundation import paging
from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import NotFound
from motcua.foundation.paging import Page
from motcua.organization import public as organization
from motcua.simplification import facts, models
from motcua.simplification.facts import Activity, Effort, Frequency, HourPrice, Kind, State, WaitingPrice, Work
from motcua.simplification.rules import costs, permissions
from motcua.simplification.rules.permissions import Actor
from motcua.simplification.rules.tables import read_prices


class ProposalUnknown(NotFound):
    code = "proposal_unknown"
    vi = "Không có đề xuất số {proposal_id}."
    en = "There is no proposal number {proposal_id}."


class NoHourPrice(NotFound):
    code = "no_hour_price"
    vi = "Chưa có giá một giờ làm việc cho ngày {on:%d/%m/%Y}."
    en = "There is no price of an hour for {on}."


@cache
def _packaged() -> tuple[HourPrice, ...]:
    data = resources.files("motcua.simplification").joinpath("data", "hour_prices.csv")
    return read_prices(data.read_text("utf-8").splitlines())


def hour_prices() -> tuple[HourPrice, ...]:
    """Every price of an hour, newest first: approved ones stand in the place of packaged ones of the same day."""
    approved = {row.valid_from: _price(row) for row in models.HourPrice.objects.exclude(approved_by="")}
    both = {price.valid_from: price for price in _packaged()} | approved
    return tuple(both[day] for day in sorted(both, reverse=True))


def waiting_prices() -> tuple[WaitingPrice, ...]:
    """Prices that wait for another person, newest first."""
    rows = models.HourPrice.objects.filter(approved_by="").order_by("-valid_from")
    return tuple(WaitingPrice(id=row.pk, price=_price(row), entered_by=row.entered_by) for row in rows)


def _price(row: models.HourPrice) -> HourPrice:
    return HourPrice(valid_from=row.valid_from, amount=row.amount, basis=row.basis, confidence=Confidence(row.confidence))


def hour_price(on: date) -> HourPrice:
    """What an hour costs on a day. Raises NoHourPrice."""
    found = next((price for price in hour_prices() if price.valid_from <= on), None)
    if found is None:
        raise NoHourPrice(on=on)
    return found


def proposals(
    *, actor: Actor, on: date, state: State | None = None, cursor: str | None = None, size: int = 50
) -> Page[facts.Proposal]:
    """The proposals that the actor may see, newest first. Raises BadCursor."""
    rows = _seen(actor, state)
    if cursor:
        at, id_ = paging.decode(cursor, datetime, int)
        rows = rows.filter(Q(proposed_at__lt=at) | Q(proposed_at=at, id__lt=id_))
    read = _read(list(rows.order_by("-proposed_at", "-id")[: size + 1]), on)
    return paging.page(read, size=size, key=lambda one: [one.proposed_at.isoformat(), one.id])


def _seen(actor: Actor, state: State | None) -> QuerySet[models.Proposal]:
    rows = models.Proposal.objects.filter(state=state) if state else models.Proposal.objects.all()
    if permissions.may_see_all(actor):
        return rows
    agencies = models.Proposal.objects.order_by().values_list("agency_id", flat=True).distinct()
    return rows.filter(agency__in=[agency_id for agency_id in agencies if permissions.may_see(actor, agency_id)])


def opens(actor: organization.Actor) -> bool:
    """Whether the list stands in this person's menu: those who look over the province, and heads of agencies."""
    return permissions.may_see_all(actor) or organization.Role.HEAD in actor.roles


def waiting(*, actor: Actor) -> int:
    """How many proposals wait to be judged; none for those who do not see them all."""
    return models.Proposal.objects.filter(state=State.PROPOSED).count() if permissions.may_see_all(actor) else 0


def prices_waiting(*, actor: Actor) -> int:
    """How many prices of an hour wait for another person; none for those who approve none."""
    return models.HourPrice.objects.filter(approved_by="").count() if permissions.JUDGES.may(actor) else 0


def proposal(proposal_id: int, *, actor: Actor, on: date) -> facts.Proposal:
    """One proposal. Raises ProposalUnknown, NotYoursToSee."""
    row = models.Proposal.objects.filter(pk=proposal_id).first()
    if row is None:
        raise ProposalUnknown(proposal_id=proposal_id)
    permissions.require_sight(actor, row.agency_id)
    return _read([row], on)[0]


def _read(rows: list[models.Proposal], on: date) -> tuple[facts.Proposal, ...]:
    names = catalogue.names(version_ids={row.procedure_version_id for row in rows})
    codes = sorted({name.code for name in names.values()})
    current = {found.code: found.version_id for found in catalogue.by_codes(codes, on=on)} if codes else {}
    held: dict[int, list[Activity]] = {row.pk: [] for row in rows}
    for activity in models.Activity.objects.filter(proposal__in=rows).order_by("proposal_id", "number") if rows else ():
        held[activity.proposal_id].append(activity_of(activity))
    return tuple(_fact(row, names[row.procedure_version_id], current, held[row.pk]) for row in rows)


def activity_of(row: models.Activity) -> Activity:
    """What a row says."""
    now = Effort(hours=_short(row.hours_now), service=row.service_now, fee=row.fee_now, other=row.other_now)
    then = Effort(hours=_short(row.hours_then), service=row.service_then, fee=row.fee_then, other=row.other_then)
    return Activity(work=Work(row.work), name=row.name, now=now, then=then)


def _short(amount: Decimal) -> Decimal:
    """1,5 of 1,50: the database keeps two places, people wrote one."""
    return amount.normalize() + 0


def _fact(
    row: models.Proposal, name: catalogue.VersionName, current: dict[str, int], activities: Iterable[Activity]
) -> facts.Proposal:
    price = HourPrice(
        valid_from=row.price_from, amount=row.price_amount, basis=row.price_basis, confidence=Confidence(row.price_confidence)
    )
    now, then = (
        Frequency(times=_short(row.times_now), people=row.people_now),
        Frequency(times=_short(row.times_then), people=row.people_then),
    )
    held = tuple(activities)
    same = ("id", "procedure_version_id", "agency_id", "title", "reason", "revision", "proposed_at", "decided_by", "decided_at",
            "decision_reason", "publication", "published_on", "frequency_basis")  # fmt: skip
    return facts.Proposal(
        **{field: getattr(row, field) for field in same},
        procedure_code=name.code,
        procedure_name=name.short_name,
        is_outdated=current.get(name.code) != row.procedure_version_id,
        agency_name=organization.agency(row.agency_id).name,
        kind=Kind(row.kind),
        state=State(row.state),
        proposed_by=tuple(row.proposed_by),
        price=price,
        now=now,
        then=then,
        frequency_confidence=Confidence(row.frequency_confidence),
        activities=held,
        cost=costs.cost(held, price=price.amount, now=now, then=then),
    )


def activities_to_begin_with(procedure_code: str, on: date) -> tuple[Activity, ...]:
    """What following a procedure takes, as far as the catalogue knows: its papers, handing in, the published fee, the result.

    Raises UnknownProcedure, ProcedureNotInForce.
    """
    procedure = catalogue.procedure(procedure_code, on)
    papers = [paper.name for case in procedure.papers for paper in case.papers][:40]
    amounts = [fee.amount for fee in procedure.fees if fee.channel == "direct" and fee.amount is not None]
    named = [
        *((Work.PREPARE, name if len(name) <= 300 else f"{name[:299]}…", Effort()) for name in papers or ["Giấy tờ"]),
        (Work.SUBMIT, "Đi lại, nộp hồ sơ", Effort()),
        (Work.PAY, "Phí, lệ phí", Effort(fee=amounts[0] if amounts else 0)),
        (Work.RECEIVE, "Đi lại, nhận kết quả", Effort()),
    ]
    return tuple(Activity(work=work, name=name, now=effort, then=effort) for work, name, effort in named)


def totals(*, actor: Actor, state: State | None = None) -> tuple[int, int, int, Decimal | None]:
    """Of the proposals that the actor may see and nobody has turned down: a year now, a year then, what is saved, in per cent.

    The database counts as `costs.cost` does: a line is rounded to the đồng, and a year again.
    """
    live = _seen(actor, state).filter(state__in=[State.PROPOSED, State.ACCEPTED, State.CARRIED_OUT])
    told = live.annotate(now=_year("now"), then=_year("then")).aggregate(Sum("now", default=0), Sum("then", default=0))
    now, then = int(told["now__sum"]), int(told["then__sum"])
    return now, then, now - then, costs.share(now - then, now)


def _year(when: str) -> Expression:
    paid = F(f"service_{when}") + F(f"fee_{when}") + F(f"other_{when}")
    hours = Round(F(f"hours_{when}") * F("proposal__price_amount"), output_field=_DONG)
    line = ExpressionWrapper(hours + paid, output_field=_DONG)
    of_it = models.Activity.objects.filter(proposal=OuterRef("pk")).order_by().values("proposal")
    once = Coalesce(Subquery(of_it.annotate(once=Sum(line)).values("once")), 0, output_field=_DONG)
    return Round(once * F(f"times_{when}") * F(f"people_{when}"), output_field=_DONG)


_DONG = DecimalField(max_digits=40, decimal_places=4)
