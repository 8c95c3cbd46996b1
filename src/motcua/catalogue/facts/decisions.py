"""Publication decisions: what they do, line by line, and how far they have come."""

from enum import StrEnum


class DecisionState(StrEnum):
    DRAFT = "draft"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {"draft": "Chờ duyệt", "approved": "Đã duyệt", "withdrawn": "Đã hủy"}[self.value]


class DecisionLevel(StrEnum):
    PROVINCE = "province"
    MINISTRY = "ministry"

    @property
    def label(self) -> str:
        return {"province": "Tỉnh", "ministry": "Bộ"}[self.value]


class Act(StrEnum):
    NEW = "new"
    AMENDED = "amended"
    REPLACED = "replaced"
    ABOLISHED = "abolished"

    @property
    def label(self) -> str:
        return {"new": "Mới ban hành", "amended": "Sửa đổi, bổ sung", "replaced": "Thay thế", "abolished": "Bãi bỏ"}[self.value]
