"""A tiny province and the lives of its dossiers, all by the real operations at chosen times."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.dossiers import factories

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.catalogue.queries import changes
from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier, Step
from motcua.dossiers.public import DossierMoved, Outcome, State
from motcua.dossiers.rules.lifecycle import BY_NAME
from motcua.foundation import clock
from motcua.journal import public as journal
from motcua.organization import public as organization
from motcua.organization.facts import Holding
from motcua.organization.public import SYSTEM, Actor, AgencyFact, Kind, Level, NewAgency, Role

SINCE = date(2025, 7, 1)


def vn(text: str) -> datetime:
    """A moment as people in Viet Nam write it: vn("2026-11-16 08:00")."""
    return clock.local_moment(text)


#: A Monday morning.
AT = vn("2026-11-16 08:00")
#: The day after.
LATER = vn("2026-11-17 09:00")
#: Five working days from that Monday: 17, 18, 19, 20, 23.
DUE = vn("2026-11-23 17:00")
_BORN = vn("2025-07-01 07:00")


@dataclass
class World:
    """A province with a centre and three agencies, three communes with theirs, and people in every post."""

    place: dict[str, AgencyFact] = field(default_factory=dict)
    people: dict[tuple[str, int], Actor] = field(default_factory=dict)

    def __getattr__(self, name: str) -> AgencyFact:
        try:
            return self.__dict__["place"][name]
        except KeyError:
            raise AttributeError(name) from None

    def who(self, role: str, agency: AgencyFact | int) -> Actor:
        return self.people[role, agency if isinstance(agency, int) else agency.id]

    def centre_of(self, agency: AgencyFact) -> AgencyFact:
        found = organization.centre_of(agency.id)
        assert found is not None
        return found


_PLACES = (
    ("top", "UBND tỉnh An Giang", Kind.PROVINCE, Level.PROVINCE, ""),
    ("office", "Văn phòng UBND tỉnh", Kind.OFFICE, Level.PROVINCE, "top"),
    ("provincial_centre", "Trung tâm Phục vụ hành chính công tỉnh", Kind.PROVINCIAL_CENTRE, Level.PROVINCE, "office"),
    ("construction", "Sở Xây dựng", Kind.DEPARTMENT, Level.PROVINCE, "top"),
    ("environment", "Sở Nông nghiệp và Môi trường", Kind.DEPARTMENT, Level.PROVINCE, "top"),
    ("police", "Công an tỉnh", Kind.VERTICAL, Level.PROVINCE, "top"),
    ("rach_gia", "Phường Rạch Giá", Kind.COMMUNE, Level.COMMUNE, "top"),
    ("rach_gia_centre", "Trung tâm Phục vụ hành chính công phường Rạch Giá", Kind.COMMUNE_CENTRE, Level.COMMUNE, "rach_gia"),
    ("phu_quoc", "Đặc khu Phú Quốc", Kind.COMMUNE, Level.COMMUNE, "top"),
    ("phu_quoc_centre", "Trung tâm Phục vụ hành chính công Phú Quốc", Kind.COMMUNE_CENTRE, Level.COMMUNE, "phu_quoc"),
    ("long_xuyen", "Phường Long Xuyên", Kind.COMMUNE, Level.COMMUNE, "top"),
    ("long_xuyen_centre", "Trung tâm Phục vụ hành chính công Long Xuyên", Kind.COMMUNE_CENTRE, Level.COMMUNE, "long_xuyen"),
)
_SOLVING = (Role.OFFICIAL, Role.HEAD, Role.LEADER, Role.CLERK)
_POSTS = (
    *((Role.COUNTER, place) for place in ("provincial_centre", "rach_gia_centre", "phu_quoc_centre", "long_xuyen_centre")),
    *((role, place) for place in ("construction", "environment", "police", "rach_gia", "phu_quoc", "long_xuyen") for role in _SOLVING),
    (Role.CONTROL, "office"), (Role.OPERATOR, "top"), (Role.INSPECTOR, "top"), (Role.REFORM, "office"),
)  # fmt: skip


def province() -> World:
    """The whole tiny world."""
    world = World()
    for name, label, kind, level, above in _PLACES:
        new = NewAgency(name=label, kind=kind, level=level, parent_id=world.place[above].id if above else None)
        world.place[name] = organization.create_agency(new=new, actor=SYSTEM, at=_BORN, valid_from=SINCE)
    organization.give_demonstration_identifiers(actor=SYSTEM, at=_BORN)
    for name, agency in world.place.items():
        world.place[name] = organization.agency(agency.id)
    for role, name in _POSTS:
        world.people[role, world.place[name].id] = official(role, world.place[name], username=f"{role}.{name}")
    report = catalogue.import_procedures(
        lines=list(factories.procedure_lines()), source="thu.jsonl", actor=SYSTEM, at=_BORN, effective=SINCE
    )
    assert not report.refused, report.refused
    catalogue.import_procedures(
        lines=list(factories.name_only_lines()), source="catalog.csv", actor=SYSTEM, at=_BORN, effective=SINCE
    )
    return world


def official(role: Role, agency: AgencyFact, *, username: str, password: str | None = None) -> Actor:
    """Somebody appointed since the merger of the provinces."""
    user_id = organization.create_user(
        username=username, full_name=f"{role.label} {agency.short_name}", password=password, agency_id=agency.id, actor=SYSTEM,
        at=_BORN,
    )  # fmt: skip
    organization.appoint(user_id=user_id, role=role, agency_id=agency.id, actor=SYSTEM, at=_BORN, valid_from=SINCE)
    return organization.actor_of(user_id, at=AT)


def away(who: Actor, *, deputy: Actor, since: datetime, days: int = 3) -> Actor:
    """Somebody is away from a day on; the deputy as they act meanwhile."""
    assert who.user_id
    assert deputy.user_id
    first = clock.local_day(since)
    organization.record_absence(
        user_id=who.user_id, first_day=first, until=first + timedelta(days), deputy_id=deputy.user_id, actor=SYSTEM, at=AT
    )
    return organization.actor_of(deputy.user_id, at=since)


def forget() -> None:
    """What this process keeps in memory of a world that is gone."""
    organization.forget_tree()
    changes.forget()
    calendar.forget()


class Lives:
    """Dossiers led to a stage of their life. Every step is a move of the table by whoever may make it."""

    def __init__(self, world: World) -> None:
        self.world = world

    def filed(
        self, *, at: datetime = AT, competent: AgencyFact | None = None, centre: AgencyFact | None = None, accept: bool = False,
        actor: Actor | None = None, **filing: Any,
    ) -> int:  # fmt: skip
        competent = competent or self.world.rach_gia
        centre = centre or self.world.centre_of(competent)
        filed = dossiers.file_dossier(
            filing=factories.filing(centre_id=centre.id, competent_id=competent.id, **filing),
            actor=actor or self._who_files(centre, is_test=filing.get("is_test", False)), at=at, accept=accept,
        )  # fmt: skip
        return int(filed.dossier_id)

    def _who_files(self, centre: AgencyFact, *, is_test: bool) -> Actor:
        """Counter staff; for a test dossier those who hold control too."""
        counter = self.world.who("counter", centre)
        return replace(counter, holdings=counter.holdings | {Holding(Role.CONTROL, centre.id)}) if is_test else counter

    def accepted(self, *, at: datetime = AT, **filing: Any) -> int:
        return self.filed(at=at, accept=True, **filing)

    def accepted_for_elsewhere(self, *, at: datetime = AT, **filing: Any) -> int:
        """Received in Rạch Giá for Phú Quốc to decide: the legal clock starts when Phú Quốc has it."""
        return self.accepted(at=at, competent=self.world.phu_quoc, centre=self.world.rach_gia_centre, **filing)

    def in_process(self, *, at: datetime = AT, forwarded_at: datetime | None = None, **filing: Any) -> int:
        dossier = self.accepted(at=at, **filing)
        self.do("forward", dossier, at=forwarded_at or at)
        return dossier

    def overdue(self, *, filed_at: datetime = AT, **filing: Any) -> int:
        """In process, its five days long over for anybody who looks two weeks later."""
        return self.in_process(at=filed_at, **filing)

    def consulted(self, *, at: datetime = AT, **filing: Any) -> int:
        """In process, and the police asked for four days."""
        dossier = self.in_process(at=at, **filing)
        self.do("consult", dossier, at=at, agency_id=self.world.police.id, content="?", due_at=later(at, days=4))
        return dossier

    def involved(self, *, at: datetime = AT, **filing: Any) -> int:
        """In process, and the police given a part to do in four days."""
        dossier = self.in_process(at=at, **filing)
        task = dossiers.Asked(agency_id=self.world.police.id, content="Kiểm tra an ninh", due_at=later(at, days=4))
        self.do("involve", dossier, at=at, agencies=(task,))
        return dossier

    def awaiting_supplement(self, *, at: datetime = AT, asked_at: datetime | None = None, **filing: Any) -> int:
        dossier = self.in_process(at=at, **filing)
        self.do("request_supplement", dossier, at=asked_at or at, items=["Bản vẽ"], reason="Thiếu bản vẽ")
        return dossier

    def awaiting_payment(self, *, at: datetime = AT, asked_at: datetime | None = None, **filing: Any) -> int:
        dossier = self.in_process(at=at, **filing)
        self.do("require_payment", dossier, at=asked_at or at, amount=Decimal(1_500_000), reason="Tiền sử dụng đất")
        return dossier

    def at_last_step(self, *, at: datetime = AT, done_at: datetime | None = None, **filing: Any) -> int:
        dossier = self.in_process(at=at, **filing)
        while not at_last_step(dossier_detail(dossier, at=done_at or at)):
            self.do("complete_step", dossier, at=done_at or at)
        return dossier

    def done(
        self, *, at: datetime = AT, done_at: datetime | None = None, outcome: Outcome = Outcome.GRANTED, **filing: Any
    ) -> int:
        dossier = self.at_last_step(at=at, done_at=done_at, **filing)
        why = {"reason": "Đất đang tranh chấp"} if outcome is Outcome.REFUSED else {}
        self.do("finish", dossier, at=done_at or at, outcome=outcome, **why)
        return dossier

    def returned(self, *, at: datetime = AT, done_at: datetime | None = None, **filing: Any) -> int:
        dossier = self.done(at=at, done_at=done_at, **filing)
        self.do("return_result", dossier, at=done_at or at)
        return dossier

    def refused(self, *, at: datetime = AT, **filing: Any) -> int:
        dossier = self.filed(at=at, **filing)
        self.do("refuse", dossier, at=at, reason="Không thuộc thẩm quyền")
        return dossier

    def withdrawn(self, *, at: datetime = AT, **filing: Any) -> int:
        dossier = self.in_process(at=at, **filing)
        self.do("withdraw", dossier, at=at, reason="Người nộp xin rút")
        return dossier

    def stopped(self, *, at: datetime = AT, **filing: Any) -> int:
        dossier = self.in_process(at=at, **filing)
        self.do("stop", dossier, at=at, reason="Đối tượng không còn")
        return dossier

    def one_of_each(self, **filing: Any) -> dict[State, int]:
        """A dossier in every state there is."""
        return {state: getattr(self, stage)(**filing) for state, stage in LIVES.items()}

    def do(self, move: str, dossier_id: int, *, at: datetime = AT, actor: Actor | None = None, **arguments: Any) -> DossierMoved:
        """A move by whoever the table names for it, unless somebody else is named here."""
        return dossiers.perform(move=move, dossier_id=dossier_id, actor=actor or self.mover(move, dossier_id), at=at, **arguments)

    def mover(self, move: str, dossier_id: int) -> Actor:
        row = Dossier.objects.get(pk=dossier_id)
        if move == "answer_consultation":
            return self.world.who("official", row.consultations.get(answered_at=None, kind="opinion").agency_id)
        if move in {"complete_task", "return_task"}:
            return self.world.who("official", row.consultations.filter(answered_at=None, kind="task").earliest("id").agency_id)
        if move in _MOVERS:
            role, place = _MOVERS[move]
            return self.world.who(role, getattr(row, place))
        step = Step.objects.get(dossier=row, closed_at=None)
        return self.world.who(step.role, step.agency_id)


_MOVERS = {
    "accept": ("counter", "centre_id"), "refuse": ("counter", "centre_id"), "forward": ("counter", "centre_id"),
    "receive_supplement": ("counter", "centre_id"), "return_result": ("counter", "centre_id"), "withdraw": ("counter", "centre_id"),
    "consult": ("official", "competent_id"), "involve": ("official", "competent_id"), "require_payment": ("official", "competent_id"),
    "settle_payment": ("official", "competent_id"), "extend": ("head", "competent_id"), "apologise": ("head", "competent_id"),
    "correct": ("counter", "centre_id"), "change_return_way": ("counter", "centre_id"), "stop": ("head", "competent_id"),
}  # fmt: skip

#: How each state comes about.
LIVES: dict[State, str] = {
    State.SUBMITTED: "filed", State.RECEIVED: "accepted", State.NOT_ACCEPTED: "refused", State.IN_PROCESS: "in_process",
    State.AWAITING_SUPPLEMENT: "awaiting_supplement", State.AWAITING_PAYMENT: "awaiting_payment", State.WITHDRAWN: "withdrawn",
    State.STOPPED: "stopped", State.DONE: "done", State.RETURNED: "returned",
}  # fmt: skip


def dossier(dossier_id: int) -> Dossier:
    return Dossier.objects.get(pk=dossier_id)


def code(dossier_id: int) -> str:
    return dossier(dossier_id).code


def open_step(dossier_id: int) -> Step:
    return Step.objects.get(dossier=dossier_id, closed_at=None)


def at_last_step(detail: dossiers.DossierDetail) -> bool:
    """Whether the open step issues the result."""
    return any(way.move == "finish" for way in detail.standing.ways)


def terms(dossier_id: int) -> catalogue.Terms:
    row = dossier(dossier_id)
    return catalogue.terms_of_version(row.version_id, row.process_id, on=clock.local_day(row.filed_at))


def dossier_detail(dossier_id: int, *, at: datetime = AT) -> dossiers.DossierDetail:
    return dossiers.dossier_for_staff(code=code(dossier_id), actor=SYSTEM, at=at)


def last_fact(dossier_id: int) -> journal.Recorded:
    return journal.history(f"dossier:{dossier_id}")[-1]


def recorded(dossier_id: int, move: str) -> dict[str, Any]:
    """The payload of the last fact, after checking that it is this move's and as many as the dossier says."""
    fact, row = last_fact(dossier_id), dossier(dossier_id)
    assert fact.name == BY_NAME[move].fact
    assert fact.position == row.moves
    assert fact.payload["state"] == row.state
    return dict(fact.payload)


def seen_on(dossier_id: int) -> tuple[State, datetime | None, datetime | None, int]:
    """Where it stands, what was promised first, what is promised now, and how often it has moved."""
    row = dossier(dossier_id)
    return State(row.state), row.first_due_at, row.due_at, row.moves


def later(at: datetime = AT, **more: float) -> datetime:
    return at + timedelta(**more)
