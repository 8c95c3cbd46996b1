"""The kinds of things in the catalogue, with the words that people read."""

from enum import StrEnum


class Level(StrEnum):
    MINISTRY = "ministry"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _LEVELS[self]


_LEVELS = {
    Level.MINISTRY: "Cấp bộ",
    Level.PROVINCE: "Cấp tỉnh",
    Level.DISTRICT: "Cấp huyện (đến 30/6/2025)",
    Level.COMMUNE: "Cấp xã",
    Level.OTHER: "Cơ quan khác",
}


class Channel(StrEnum):
    DIRECT = "direct"
    ONLINE = "online"
    POSTAL = "postal"
    #: A way that the source names and the law does not: by telephone, at a meeting
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"direct": "Trực tiếp", "online": "Trực tuyến", "postal": "Bưu chính công ích", "other": "Cách khác"}[self.value]


class LimitUnit(StrEnum):
    WORKING_DAYS = "working_days"
    WORKING_HOURS = "working_hours"
    CALENDAR_DAYS = "calendar_days"
    MONTHS = "months"

    @property
    def label(self) -> str:
        return {"working_days": "ngày làm việc", "working_hours": "giờ làm việc", "calendar_days": "ngày", "months": "tháng"}[
            self.value
        ]


class ServiceLevel(StrEnum):
    UNKNOWN = ""
    FULL = "full"
    PARTIAL = "partial"
    INFORMATION = "information"

    @property
    def label(self) -> str:
        return {
            "": "Nguồn không ghi",
            "full": "Toàn trình",
            "partial": "Một phần",
            "information": "Cung cấp thông tin trực tuyến",
        }[self.value]


class Detail(StrEnum):
    FULL = "full"
    #: What a decision's list says of it: no papers, no steps
    LISTED = "listed"
    NAME_ONLY = "name_only"

    @property
    def label(self) -> str:
        return {"full": "Có nội dung", "listed": "Mới có trong danh mục công bố", "name_only": "Mới có tên, chưa có nội dung"}[
            self.value
        ]


class ProcessStatus(StrEnum):
    DERIVED = "derived"
    APPROVED = "approved"
    #: Steps that nobody has approved, for test dossiers alone: never in force
    TRIAL = "trial"

    @property
    def label(self) -> str:
        return {"derived": "Suy ra từ thời hạn, chưa phê duyệt", "approved": "Đã phê duyệt", "trial": "Chỉ để thử"}[self.value]


class StepKind(StrEnum):
    RECEIVE = "receive"
    EXAMINE = "examine"
    REVIEW = "review"
    SIGN = "sign"
    ISSUE = "issue"
    RETURN = "return"
    CONSULT = "consult"


class Place(StrEnum):
    """Where a step is done, seen from the dossier: its centre, its competent agency, or an agency that the process names."""

    CENTRE = "centre"
    COMPETENT = "competent"
    AGENCY = "agency"


class Onward(StrEnum):
    """Where an outcome of a step leads, when not to a step by its key."""

    NEXT = "next"
    SUPPLEMENT = "supplement"
    REFUSE = "refuse"
    END = "end"


class ChangeKind(StrEnum):
    """What happened to a procedure on a day."""

    NEW = "new"
    AMENDED = "amended"
    ABOLISHED = "abolished"
    #: Announced, and undone before its first day.
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        return {"new": "Mới", "amended": "Sửa đổi", "abolished": "Hết hiệu lực", "withdrawn": "Không áp dụng"}[self.value]
