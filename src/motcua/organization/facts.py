"""What passes the door: agencies, roles, actors."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

#: Letters of a person's full name
LONGEST_NAME = 200


class Kind(StrEnum):
    """What sort of agency or part of one."""

    PROVINCE = "province"
    OFFICE = "office"
    DEPARTMENT = "department"
    INSPECTORATE = "inspectorate"
    BOARD = "board"
    VERTICAL = "vertical"
    COMMUNE = "commune"
    PROVINCIAL_CENTRE = "provincial_centre"
    COMMUNE_CENTRE = "commune_centre"
    ONE_TIER_CENTRE = "one_tier_centre"
    BRANCH = "branch"
    RECEPTION_POINT = "reception_point"
    OWN_DESK = "own_desk"
    DIVISION = "division"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self]


_KIND_LABELS = {
    Kind.PROVINCE: "Ủy ban nhân dân cấp tỉnh",
    Kind.OFFICE: "Văn phòng Ủy ban nhân dân tỉnh",
    Kind.DEPARTMENT: "Sở",
    Kind.INSPECTORATE: "Thanh tra",
    Kind.BOARD: "Ban quản lý",
    Kind.VERTICAL: "Cơ quan ngành dọc",
    Kind.COMMUNE: "Đơn vị cấp xã",
    Kind.PROVINCIAL_CENTRE: "Trung tâm Phục vụ hành chính công cấp tỉnh",
    Kind.COMMUNE_CENTRE: "Trung tâm Phục vụ hành chính công cấp xã",
    Kind.ONE_TIER_CENTRE: "Trung tâm Phục vụ hành chính công một cấp",
    Kind.BRANCH: "Chi nhánh",
    Kind.RECEPTION_POINT: "Điểm tiếp nhận",
    Kind.OWN_DESK: "Bộ phận tiếp nhận riêng của ngành dọc",
    Kind.DIVISION: "Phòng",
}

CENTRES = frozenset({Kind.PROVINCIAL_CENTRE, Kind.COMMUNE_CENTRE, Kind.ONE_TIER_CENTRE})
#: Parts of an agency: what they handle is the agency's.
PARTS = frozenset({Kind.DIVISION, Kind.RECEPTION_POINT, Kind.BRANCH, Kind.OWN_DESK})
#: Agencies of the province that decide procedures and have one door at the provincial centre.
PROVINCIAL = frozenset({Kind.PROVINCE, Kind.OFFICE, Kind.DEPARTMENT, Kind.INSPECTORATE, Kind.BOARD, Kind.VERTICAL})


class Level(StrEnum):
    PROVINCE = "province"
    COMMUNE = "commune"

    @property
    def label(self) -> str:
        return {Level.PROVINCE: "Cấp tỉnh", Level.COMMUNE: "Cấp xã"}[self]


class IdentifierStatus(StrEnum):
    """How far an electronic identifier of an agency may be trusted."""

    NONE = "none"
    OFFICIAL = "official"
    UNVERIFIED = "unverified"
    DEMONSTRATION = "demonstration"

    @property
    def label(self) -> str:
        return {
            IdentifierStatus.NONE: "Chưa có",
            IdentifierStatus.OFFICIAL: "Chính thức",
            IdentifierStatus.UNVERIFIED: "Chưa kiểm chứng",
            IdentifierStatus.DEMONSTRATION: "Minh họa",
        }[self]


class Existence(StrEnum):
    """Whether a public source shows the agency, or only the general framework lets one expect it."""

    CONFIRMED = "confirmed"
    EXPECTED = "expected"

    @property
    def label(self) -> str:
        return {Existence.CONFIRMED: "Có nguồn công khai", Existence.EXPECTED: "Theo khung chung, chưa kiểm chứng"}[self]


class SuccessionKind(StrEnum):
    MERGED = "merged"
    SPLIT = "split"
    RENAMED = "renamed"
    CONTINUED = "continued"

    @property
    def label(self) -> str:
        return {
            SuccessionKind.MERGED: "Sáp nhập",
            SuccessionKind.SPLIT: "Chia tách",
            SuccessionKind.RENAMED: "Đổi tên",
            SuccessionKind.CONTINUED: "Giữ nguyên",
        }[self]


class Role(StrEnum):
    """What somebody may do at an agency."""

    COUNTER = "counter"
    OFFICIAL = "official"
    HEAD = "head"
    LEADER = "leader"
    CLERK = "clerk"
    CONTROL = "control"
    REFORM = "reform"
    INSPECTOR = "inspector"
    OPERATOR = "operator"

    @property
    def label(self) -> str:
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.COUNTER: "Cán bộ một cửa",
    Role.OFFICIAL: "Công chức giải quyết",
    Role.HEAD: "Trưởng đơn vị",
    Role.LEADER: "Lãnh đạo ký",
    Role.CLERK: "Văn thư",
    Role.CONTROL: "Kiểm soát thủ tục hành chính",
    Role.REFORM: "Cải cách hành chính",
    Role.INSPECTOR: "Thanh tra, kiểm tra",
    Role.OPERATOR: "Quản trị vận hành",
}


class HoldingKind(StrEnum):
    """On what footing a role is held."""

    OWN = "own"
    SECONDED = "seconded"
    DEPUTY = "deputy"
    STAND_IN = "stand_in"
    CONTRACT = "contract"

    @property
    def label(self) -> str:
        return {
            "own": "Biên chế của đơn vị", "seconded": "Biệt phái", "deputy": "Cấp phó được phân công",
            "stand_in": "Thay thế tạm thời", "contract": "Doanh nghiệp bưu chính, hợp đồng",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AgencyFact:
    id: int
    name: str
    short_name: str
    kind: Kind
    level: Level
    identifier: str | None
    identifier_status: IdentifierStatus
    #: The parent of the last known placement; `AgencyTree.parent_of` answers for a day.
    parent_id: int | None
    #: None: it began before our records.
    valid_from: date | None
    #: First day on which it exists no more.
    valid_to: date | None
    statistical_code: str
    existence: Existence = Existence.CONFIRMED
    note: str = ""
    identifier_basis: str = ""

    def exists_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day < self.valid_to)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """An agency stands under a parent for a time."""

    agency_id: int
    parent_id: int
    valid_from: date | None
    valid_to: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Successor:
    predecessor_id: int
    successor_id: int
    on: date
    kind: SuccessionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceNames:
    """What the province of this installation is called; empty where none has been set up."""

    #: Its people's committee
    office: str = ""
    #: The place
    area: str = ""


@dataclass(frozen=True, slots=True)
class Holding:
    role: Role
    agency_id: int


@dataclass(frozen=True, slots=True)
class StandIn:
    """A holding of an absent colleague, `user_id`, for whom somebody stands in."""

    role: Role
    agency_id: int
    user_id: int


@dataclass(frozen=True, slots=True)
class Area:
    """A role with the agencies over which it is held: the one where it was given, and what stands below."""

    role: Role
    agency_ids: frozenset[int]
    is_whole_province: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something, with the roles in force at that moment."""

    user_id: int | None
    name: str
    holdings: frozenset[Holding] = frozenset()
    kind: str = "person"
    stands_in: frozenset[StandIn] = frozenset()
    lent: frozenset[StandIn] = frozenset()  # those of them whose role the actor holds in the absent one's name only
    #: Posts held as the deputy of whoever leads, and not otherwise: what such an actor signs is signed in the leader's place.
    as_deputy: frozenset[Holding] = frozenset()
    #: The same roles at the agencies that went before: their open work is done by whoever holds the role now.
    inherited: frozenset[Holding] = frozenset()
    areas: tuple[Area, ...] = ()
    #: The day on which all this holds; without one nothing is in sight.
    on: date | None = None

    @property
    def label(self) -> str:
        """How the journal names this actor: an id, never a name."""
        if self.user_id is None:
            return self.kind
        return f"{'machine' if self.kind == 'machine' else 'user'}:{self.user_id}"

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(holding.role for holding in self.holdings)

    @property
    def posts(self) -> frozenset[Holding]:
        """Every role with every agency whose dossiers it handles: those that went before, too."""
        return self.holdings | self.inherited

    def has(self, role: str, agency_id: int, /) -> bool:
        return Holding(role, agency_id) in self.posts  # type: ignore[arg-type]  # a role is its text: both compare alike

    def holds_over(self, agency_id: int | None, roles: Collection[str], /) -> bool:
        """Whether one of these roles is held over an agency, or over the whole province (None). The program holds every one."""
        return self.kind == "system" or any(
            area.role in roles and (area.is_whole_province or agency_id in area.agency_ids) for area in self.areas
        )

    def acts_for(self, role: str, agency_id: int, /) -> frozenset[int]:
        """Those whose work in a role at an agency is this actor's: the actor, and the absent for whom the actor stands in there.

        It does not ask whether the role is held (`has` does): the actor is always one of them, the public and the program are nobody.
        """
        if self.user_id is None:
            return frozenset()
        away = (one.user_id for one in self.stands_in if one.role == role and one.agency_id == agency_id)
        return frozenset({self.user_id, *away})

    def agencies(self, *roles: Role) -> frozenset[int]:
        """The agencies at which one of these roles is held; without a role, every one."""
        return frozenset(holding.agency_id for holding in self.holdings if not roles or holding.role in roles)


#: The program itself: seeding, followers, timers, the command line.
SYSTEM = Actor(user_id=None, name="Hệ thống", kind="system")


def citizen_actor() -> Actor:
    """Somebody of the public, who holds no role."""
    return Actor(user_id=None, name="Người dân", kind="citizen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Official:
    """Somebody who holds a role at an agency."""

    user_id: int
    name: str
    role: Role
    agency_id: int
    kind: HoldingKind
    absent: bool = False
    deputy_id: int | None = None
    back_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingFact:
    id: int
    user_id: int
    role: Role
    agency_id: int
    agency_name: str
    kind: HoldingKind
    valid_from: date
    valid_to: date | None
    home_agency_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AbsenceFact:
    id: int
    user_id: int
    name: str
    deputy_id: int | None
    deputy_name: str
    first_day: date
    #: First day back at work.
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class UserFact:
    id: int
    username: str
    name: str
    email: str
    phone: str
    is_active: bool
    agency_id: int | None
    holdings: tuple[HoldingFact, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAgency:
    """An agency to be made."""

    name: str
    short_name: str = ""
    kind: Kind
    level: Level
    parent_id: int | None = None
    statistical_code: str = ""
    identifier: str = ""
    identifier_status: IdentifierStatus = IdentifierStatus.NONE
    existence: Existence = Existence.CONFIRMED
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvinceLoaded:
    """What a loading of the province did; a second run makes nothing."""

    province_id: int
    made: int
    agencies: int
    communes: int
    centres: int
    legacy_communes: int
    successions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenIssued:
    """A new API token: the only time its text is known."""

    id: int
    token: str = field(repr=False)
    expires_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenFact:
    id: int
    name: str
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    last_used_on: date | None
