"""The codes of a centre's day: the next ones, those held for a counter without its line, and those given back."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from motcua.dossiers.models import CodeCounter, Dossier
from motcua.dossiers.rules.codes import code_of, parts_of
from motcua.foundation import clock
from motcua.foundation.errors import NotAllowed, NotPossible
from motcua.foundation.rows import fetch
from motcua.organization import public as organization

_COUNT = """
INSERT INTO dossiers_codecounter (prefix, day, last) VALUES (%s, %s, %s)
ON CONFLICT (prefix, day) DO UPDATE SET last = dossiers_codecounter.last + excluded.last RETURNING last
"""


class MayNotHoldCodes(NotAllowed):
    code = "may_not_hold_codes"
    vi = "Chỉ cán bộ một cửa của «{agency}» giữ mã hồ sơ ở đó."
    en = "Only counter staff of “{agency}” hold codes there."


class CodeNotHeld(NotPossible):
    code = "code_not_held"
    vi = "Mã {code} không phải mã đã giữ của «{agency}» trong ngày ghi trên giấy tiếp nhận. Xem lại mã trên giấy."
    en = "The code {code} was not held for “{agency}” on the day that the receipt says. Look at the receipt again."


class CodeTaken(NotPossible):
    code = "code_taken"
    vi = "Mã {code} đã là mã của một hồ sơ. Mở hồ sơ đó xem có phải đã gửi rồi không."
    en = "The code {code} is a dossier's already. Open that dossier: this one may have been sent."


@dataclass(frozen=True, slots=True, kw_only=True)
class OnReceipt:
    """What a receipt says that was given at a counter without its line: the code, held before, and when the dossier was received."""

    code: str
    received_at: datetime


def next_codes(centre: organization.AgencyFact, at: datetime, count: int) -> list[str]:
    """The next codes of the centre's day. Until the transaction ends nobody else is given one there: no gap, no double."""
    prefix, day = organization.code_prefix(centre.id), clock.local_day(at)
    ((last,),) = fetch(_COUNT, [prefix, day, count])
    return [code_of(prefix=prefix, day=day, serial=serial) for serial in range(last - count + 1, last + 1)]


@transaction.atomic
def hold_codes(*, centre_id: int, count: int, actor: organization.Actor, at: datetime) -> tuple[str, ...]:
    """The next codes of the centre's day, for who writes down what becomes of each of them. Raises MayNotHoldCodes, AgencyClosed."""
    centre = organization.require_open(centre_id, on=clock.local_day(at))
    _require_counter(actor, centre)
    return tuple(next_codes(centre, at, count))


@transaction.atomic
def give_back_codes(*, centre_id: int, day: date, codes: Collection[str], actor: organization.Actor) -> frozenset[str]:
    """Codes that stand on no receipt: the last of the day are given to the next dossiers. Returns which. Raises MayNotHoldCodes."""
    centre = organization.agency(centre_id)
    _require_counter(actor, centre)
    prefix = organization.code_prefix(centre.id)
    counter = CodeCounter.objects.select_for_update().filter(prefix=prefix, day=day).first()
    free, taken = set(codes), set[str]()
    while counter and counter.last and (code := code_of(prefix=prefix, day=day, serial=counter.last)) in free:
        taken.add(code)
        counter.last -= 1
    if counter and taken:
        counter.save(update_fields=["last"])
    return frozenset(taken)


def held_code(centre: organization.AgencyFact, receipt: OnReceipt) -> str:
    """The code of a receipt, which was counted on the day that it names and belongs to no dossier. Raises CodeNotHeld, CodeTaken."""
    prefix, day, serial = parts_of(receipt.code)
    counted = CodeCounter.objects.filter(prefix=prefix, day=day, last__gte=serial).exists() if day else False
    if prefix != organization.code_prefix(centre.id) or day != clock.local_day(receipt.received_at) or not counted:
        raise CodeNotHeld(code=receipt.code, agency=centre.name)
    if Dossier.objects.filter(code=receipt.code).exists():
        raise CodeTaken(code=receipt.code)
    return receipt.code


def _require_counter(actor: organization.Actor, centre: organization.AgencyFact) -> None:
    if not (centre.kind in organization.CENTRES and actor.has(organization.Role.COUNTER, centre.id)):
        raise MayNotHoldCodes(agency=centre.name)
