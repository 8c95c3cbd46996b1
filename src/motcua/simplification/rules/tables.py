"""What do the packaged prices of an hour say, and how is the table of a proposal read out?"""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from motcua.foundation.confidence import Confidence
from motcua.simplification.facts import HourPrice, Proposal
from motcua.simplification.rules.costs import hour_price, share

COLUMNS = (
    "Mã thủ tục", "Thủ tục", "Cơ quan đề xuất", "Nội dung", "Loại", "Trạng thái",
    "Giá một giờ (đồng)", "Số lần một năm", "Số đối tượng một năm",
    "Chi phí một lần, hiện nay", "Chi phí một lần, sau", "Chi phí một năm, hiện nay", "Chi phí một năm, sau",
    "Tiết kiệm một năm", "Tỷ lệ (%)", "Quyết định công bố", "Độ tin cậy của số liệu",
)  # fmt: skip


def read_prices(lines: Iterable[str]) -> tuple[HourPrice, ...]:
    """The packaged prices, by the day from which they count. Basis: house choice."""
    rows = csv.DictReader(lines)
    read = (
        HourPrice(
            valid_from=date.fromisoformat(row["valid_from"]),
            amount=hour_price(
                monthly_income=int(row["monthly_income"]),
                days_a_month=int(row["days_a_month"]),
                hours_a_day=int(row["hours_a_day"]),
            ),
            basis=row["basis"],
            confidence=Confidence(row["confidence"]),
        )
        for row in rows
    )
    return tuple(sorted(read, key=lambda price: price.valid_from))


def cells(proposal: Proposal) -> Sequence[object]:
    """One line of the table that goes out. Basis: house choice."""
    cost = proposal.cost
    percent = share(cost.saved, cost.year_now)
    return (
        proposal.procedure_code, proposal.procedure_name, proposal.agency_name, proposal.title, proposal.kind.label, proposal.state.label,
        proposal.price.amount, _said(proposal.now.times), proposal.now.people,
        cost.once_now, cost.once_then, cost.year_now, cost.year_then,
        cost.saved, "" if percent is None else _said(percent), proposal.publication, proposal.frequency_confidence.label,
    )  # fmt: skip


def _said(amount: Decimal) -> str:
    return f"{amount.normalize():f}".replace(".", ",")
