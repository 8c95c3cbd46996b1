"""Lives built by the real operations."""

from datetime import UTC, date, datetime

from motcua.organization import public as organization
from motcua.organization.public import SYSTEM, AgencyFact, Kind, Level, NewAgency, Role

#: Monday 16 November 2026, 08:00 in Viet Nam.
AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
PASSWORD = "cua-so-mo-ra-song-tien"
_number = iter(range(1, 10**9))


def agency(name: str, kind: Kind, parent: AgencyFact | None = None, *, level: Level = Level.COMMUNE) -> AgencyFact:
    new = NewAgency(name=name, kind=kind, level=level, parent_id=parent.id if parent else None)
    return organization.create_agency(new=new, actor=SYSTEM, at=AT, valid_from=date(2025, 7, 1))


class Province:
    """A small province: office, centre, one department with a division, two communes with centres."""

    def __init__(self) -> None:
        self.top = agency("UBND tỉnh", Kind.PROVINCE, level=Level.PROVINCE)
        self.office = agency("Văn phòng UBND tỉnh", Kind.OFFICE, self.top, level=Level.PROVINCE)
        self.centre = agency("Trung tâm Phục vụ hành chính công tỉnh", Kind.PROVINCIAL_CENTRE, self.office, level=Level.PROVINCE)
        self.department = agency("Sở Xây dựng", Kind.DEPARTMENT, self.top, level=Level.PROVINCE)
        self.division = agency("Phòng Cấp phép", Kind.DIVISION, self.department, level=Level.PROVINCE)
        self.inspectorate = agency("Thanh tra tỉnh", Kind.INSPECTORATE, self.top, level=Level.PROVINCE)
        self.long_xuyen = agency("Phường Long Xuyên", Kind.COMMUNE, self.top)
        self.long_xuyen_centre = agency(
            "Trung tâm Phục vụ hành chính công phường Long Xuyên", Kind.COMMUNE_CENTRE, self.long_xuyen
        )
        self.long_xuyen_division = agency("Phòng Kinh tế", Kind.DIVISION, self.long_xuyen)
        self.oc_eo = agency("Xã Óc Eo", Kind.COMMUNE, self.top)
        self.oc_eo_centre = agency("Trung tâm Phục vụ hành chính công xã Óc Eo", Kind.COMMUNE_CENTRE, self.oc_eo)


def person(name: str = "Lê Minh Khang", *, password: str | None = None, agency: AgencyFact | None = None) -> int:
    username = f"nguoi.{next(_number)}"
    agency_id = agency.id if agency else None
    return organization.create_user(
        username=username, full_name=name, password=password, agency_id=agency_id, actor=SYSTEM, at=AT
    )


def officer(role: Role, agency: AgencyFact, name: str = "Lê Minh Khang", **dates: date) -> int:
    user_id = person(name, agency=agency)
    organization.appoint(user_id=user_id, role=role, agency_id=agency.id, actor=SYSTEM, at=AT, **dates)
    return user_id


def actor(role: Role, agency: AgencyFact) -> organization.Actor:
    return organization.actor_of(officer(role, agency), at=AT)
