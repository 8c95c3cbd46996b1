"""How is a time limit shared among the steps of a process that nobody has approved yet?

The sum of the steps never exceeds the limit; the examining official gets what the others leave.
"""

from dataclasses import dataclass

from motcua.catalogue.facts import LimitUnit, Place, StepKind, StepTerms

DAY = 480


@dataclass(frozen=True, slots=True)
class Share:
    kind: StepKind
    name: str
    role: str
    place: Place
    per_mille: int
    at_most: int
    only_from: int = 0


SHARES = (
    Share(StepKind.RECEIVE, "Kiểm tra, tiếp nhận, số hóa và chuyển hồ sơ", "counter", Place.CENTRE, 80, 240),
    Share(StepKind.EXAMINE, "Thẩm định hồ sơ, dự thảo kết quả", "official", Place.COMPETENT, 0, 0),
    Share(StepKind.REVIEW, "Lãnh đạo phòng xem xét", "head", Place.COMPETENT, 150, 960, only_from=2 * DAY),
    Share(StepKind.SIGN, "Lãnh đạo cơ quan ký", "leader", Place.COMPETENT, 120, 960),
    Share(StepKind.ISSUE, "Vào sổ, đóng dấu, phát hành kết quả", "clerk", Place.COMPETENT, 60, 240),
    Share(StepKind.RETURN, "Nhận kết quả và trả cho người nộp", "counter", Place.CENTRE, 60, 240),
)


def working_minutes(amount: int, unit: str) -> int:
    """Working minutes that a limit holds at the least, in weeks without public holidays.

    Calendar days hold at least five working days a week and whatever a weekend leaves of the rest; a month has 28 days or more.
    Basis: house choice (a floor for step times, never a promise).
    """
    if unit == LimitUnit.WORKING_DAYS:
        return amount * DAY
    if unit == LimitUnit.WORKING_HOURS:
        return amount * 60
    days = amount * 28 if unit == LimitUnit.MONTHS else amount
    return max(1, days // 7 * 5 + max(0, days % 7 - 2)) * DAY


def steps(total: int) -> tuple[StepTerms, ...]:
    """The steps of a derived process of `total` working minutes; a short one goes without the head's review.

    Basis: Thông tư 01/2018/TT-VPCP Điều 8 (internal process); shares are a house choice until one is approved.
    """
    shares = [share for share in SHARES if total >= share.only_from]
    minutes = [_minutes(share, total) for share in shares]
    examine = next(place for place, share in enumerate(shares) if share.kind is StepKind.EXAMINE)
    minutes[examine] = total - sum(minutes)
    return tuple(
        StepTerms(
            number=number,
            key=share.kind.value,
            name=share.name,
            role=share.role,
            place=share.place.value,
            minutes=length,
            kind=share.kind.value,
        )
        for number, (share, length) in enumerate(zip(shares, minutes, strict=True), start=1)
    )


def _minutes(share: Share, total: int) -> int:
    if share.kind is StepKind.EXAMINE:
        return 0
    grain = 30 if total >= DAY else 5
    return min(share.at_most, max(grain if total >= DAY else 1, total * share.per_mille // 1000 // grain * grain))
