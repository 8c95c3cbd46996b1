"""The province: agencies, the real catalogue with derived processes, and some 600 people with posts."""

from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random

from django.db import transaction

from motcua.catalogue import public as catalogue
from motcua.demo.rules import people
from motcua.eforms import public as eforms
from motcua.foundation import clock
from motcua.organization import public as organization
from motcua.organization.public import SYSTEM, AgencyFact, Kind, Role

#: Everybody who can sign in to the demonstration has this word; it is printed, so it protects nothing.
PASSWORD = "motcua-minh-hoa"  # noqa: S105

#: The day from which the copied procedures count in the demonstration: the first day of the two-tier administration.
IN_FORCE = date(2025, 7, 1)

#: What is held at each sort of agency: (people, their roles).
POSTS: dict[str, tuple[tuple[int, tuple[Role, ...]], ...]] = {
    "commune_centre": ((1, (Role.COUNTER,)),),
    "provincial_centre": ((8, (Role.COUNTER,)), (1, (Role.HEAD,))),
    "commune": ((1, (Role.OFFICIAL,)), (1, (Role.OFFICIAL, Role.CLERK)), (1, (Role.HEAD,)), (1, (Role.LEADER,))),
    "department": ((3, (Role.OFFICIAL,)), (1, (Role.HEAD,)), (1, (Role.LEADER,)), (1, (Role.CLERK,))),
    "province": ((1, (Role.LEADER,)),),
    "office": ((1, (Role.CONTROL,)), (1, (Role.OPERATOR,)), (1, (Role.REFORM,)), (1, (Role.CONTROL,))),
    "inspectorate": ((1, (Role.INSPECTOR,)),),
}
_WORDS = {Role.COUNTER: "motcua", Role.OFFICIAL: "chuyenvien", Role.HEAD: "truong", Role.LEADER: "lanhdao", Role.CLERK: "vanthu",
          Role.CONTROL: "kiemsoat", Role.OPERATOR: "quantri", Role.INSPECTOR: "thanhtra", Role.REFORM: "cchc"}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Province:
    """The seeded province: who works where."""

    communes: list[AgencyFact]
    commune_centres: dict[int, AgencyFact]
    provincial_centre: AgencyFact
    departments: list[AgencyFact]
    staff: dict[tuple[int, str], list[organization.Actor]] = field(default_factory=dict)
    officials: int = 0
    usernames: dict[int, str] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)


def load(*, at: datetime) -> None:
    """The agencies, as `motcua import province` makes them, with demonstration identifiers."""
    organization.load_province(actor=SYSTEM, at=at)
    organization.give_demonstration_identifiers(actor=SYSTEM, at=at)


def load_catalogue(*, at: datetime) -> int:
    """The real procedures, each with a process derived from its limit. Returns how many procedures there are."""
    full, named = (
        catalogue.import_procedures(
            lines=catalogue.packaged_lines(name), source=f"motcua:{name}", actor=SYSTEM, at=at, effective=IN_FORCE
        )
        for name in ("procedures", "catalog")
    )
    return full.new + named.new


@transaction.atomic  # one commit for some 600 people
def settle(*, random: Random, at: datetime) -> Province:
    """Appoint invented people to every post. Only the accounts that are printed get a password."""
    day = clock.local_day(at)
    communes = list(organization.agencies(kind=Kind.COMMUNE, on=day))
    centre = organization.agencies(kind=Kind.PROVINCIAL_CENTRE, on=day)[0]
    departments = list(organization.agencies(kind=(Kind.DEPARTMENT, Kind.VERTICAL, Kind.BOARD), on=day))
    centres = {commune.id: found for commune in communes if (found := organization.centre_of(commune.id, on=day))}
    province = Province(communes=communes, commune_centres=centres, provincial_centre=centre, departments=departments)
    for agency in (*communes, *centres.values(), centre, *departments):
        kind = "department" if agency.kind in {Kind.VERTICAL, Kind.BOARD} else str(agency.kind)
        _staff(province, agency, kind, random, at)
    for kind in (Kind.PROVINCE, Kind.OFFICE, Kind.INSPECTORATE):
        for agency in organization.agencies(kind=kind, on=day):
            _staff(province, agency, str(kind), random, at)
    _give_passwords(province, at)
    return province


def approve_forms(province: Province, *, at: datetime) -> None:
    """The forms that come with the program, drafted by the program and approved by the procedure control."""
    eforms.import_forms(files=eforms.packaged_forms(), source="motcua", actor=SYSTEM, at=at)
    control = next(actors[0] for (_, role), actors in province.staff.items() if role == Role.CONTROL)
    today = clock.local_day(at)
    for form in eforms.forms(actor=control, on=today, size=10_000).rows:
        draft = form.newest
        eforms.approve_version(version_id=draft.version_id, revision=draft.revision, valid_from=today, actor=control, at=at)


def _staff(province: Province, agency: AgencyFact, kind: str, random: Random, at: datetime) -> None:
    number = 0
    for count, roles in POSTS.get(kind, ()):
        for _ in range(count):
            number += 1
            name = people.username(_WORDS[roles[0]], agency.short_name.removeprefix("TT PVHCC "), number)
            user = organization.create_user(
                username=name, full_name=people.person_name(random), actor=SYSTEM, at=at, agency_id=agency.id
            )
            province.usernames[user] = name
            for role in roles:
                organization.appoint(user_id=user, role=role, agency_id=agency.id, actor=SYSTEM, at=at, basis="Bản minh họa")
            actor = organization.actor_of(user, at=at)
            for role in roles:
                province.staff.setdefault((agency.id, str(role)), []).append(actor)
            province.officials += 1


def _department(province: Province) -> AgencyFact:
    """The one that is asked for an opinion most often."""
    return next((one for one in province.departments if one.name == "Sở Xây dựng"), province.departments[0])


def _give_passwords(province: Province, at: datetime) -> None:
    """One account for each kind of user, all around one ward so that they share its dossiers."""
    ward = next((c for c in province.communes if c.name == "Phường Long Xuyên"), province.communes[0])
    top = organization.agencies(kind=(Kind.PROVINCE, Kind.OFFICE, Kind.INSPECTORATE), on=clock.local_day(at))
    overseers = ("leader", "control", "reform", "inspector", "operator")
    at_top = {role: actors for agency in top for role in overseers if (actors := province.staff.get((agency.id, role)))}
    chosen = {
        "counter": province.staff[province.commune_centres[ward.id].id, "counter"][0],
        "official": province.staff[ward.id, "official"][0],
        "head": province.staff[ward.id, "head"][0],
        "clerk": province.staff[ward.id, "clerk"][0],
        "chairman": province.staff[ward.id, "leader"][0],
        "department": province.staff[_department(province).id, "official"][0],
        "province_counter": province.staff[province.provincial_centre.id, "counter"][0],
        **{role: at_top[role][0] for role in overseers},
        "second_control": at_top["control"][1],  # who drafts does not approve
    }
    for name, actor in chosen.items():
        if actor.user_id is None:
            raise RuntimeError(f"the demonstration's {name} is nobody")
        organization.set_password(user_id=actor.user_id, password=PASSWORD, actor=SYSTEM, at=at)
        province.accounts[name] = province.usernames[actor.user_id]
