"""How far something said of the law, or a number, may be trusted: one scale wherever a basis stands."""

from enum import StrEnum


class Confidence(StrEnum):
    """From the surest down; what an officer enters who holds the document is `read`."""

    READ = "read"
    INFERRED = "inferred"
    SECOND_HAND = "second-hand"
    PREVIOUS = "previous"
    ESTIMATE = "estimate"
    REMEMBERED = "remembered"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Confidence.READ: "Đã đối chiếu văn bản",
    Confidence.INFERRED: "Suy ra từ luật",
    Confidence.SECOND_HAND: "Theo nguồn dẫn lại",
    Confidence.PREVIOUS: "Theo văn bản trước đó",
    Confidence.ESTIMATE: "Ước tính, dự kiến",
    Confidence.REMEMBERED: "Ghi theo trí nhớ, phải đối chiếu",
}
