"""The weeks: every dossier is a process in simulated working time, and every step of it one real operation.

The simulation's clock counts working minutes; the calendar turns them into moments. People are resources: where too few of
them meet too much work, dossiers wait, and some units fall behind.
"""

from collections.abc import Callable, Generator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import simpy
from django.db import connection

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.demo.facts import Wish
from motcua.demo.operations.province import Province
from motcua.demo.rules import people, shares
from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Channel, Filing, Outcome, Paper, Part, Person
from motcua.foundation import clock
from motcua.organization import public as organization
from motcua.organization.public import AgencyFact

Waiting = Generator[simpy.Event, Any, None]

_MINISTRIES = {
    "Bộ Tư pháp": "Sở Tư pháp", "Bộ Nông nghiệp và Môi trường": "Sở Nông nghiệp và Môi trường", "Bộ Xây dựng": "Sở Xây dựng",
    "Bộ Tài chính": "Sở Tài chính", "Bộ Công an": "Công an tỉnh", "Bộ Quốc phòng": "Bộ Chỉ huy Quân sự tỉnh",
}  # fmt: skip
#: Tables that grow this fast outrun the database's own statistics, and with them the plans it has prepared.
_GROWN = frozenset({40, 400, 4000, 40_000})
_CONSULTED = ("Sở Xây dựng", "Sở Nông nghiệp và Môi trường", "Công an tỉnh")


@dataclass(slots=True)
class Desk:
    """The people who share one role at one agency."""

    actors: list[organization.Actor]
    free: simpy.Store

    @classmethod
    def of(cls, env: simpy.Environment, actors: list[organization.Actor]) -> "Desk":
        free = simpy.Store(env)
        for actor in actors:
            free.put(actor)
        return cls(actors, free)


@dataclass(slots=True)
class Life:
    """One run of the simulation."""

    province: Province
    wish: Wish
    told: Callable[[int, int], None]
    random: Random = field(init=False)
    env: simpy.Environment = field(init=False)
    working: calendar.WorkCalendar = field(init=False)
    start: datetime = field(init=False)
    length: int = field(init=False)
    desks: dict[tuple[int, str], Desk] = field(init=False, default_factory=dict)
    slow: dict[int, float] = field(init=False, default_factory=dict)
    filed: int = field(init=False, default=0)
    operations: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.random = Random(self.wish.seed)  # noqa: S311 (a life is drawn, not a secret)
        self.env = simpy.Environment()
        self.working = calendar.calendar_of()
        first = clock.local_day(self.wish.until) - timedelta(days=self.wish.days)
        self.start = self.working.next_working_moment(datetime(first.year, first.month, first.day, tzinfo=clock.TIME_ZONE))
        self.length = self.working.between(self.start, self.wish.until)
        self.desks = {post: Desk.of(self.env, list(actors)) for post, actors in self.province.staff.items()}
        units = [*self.province.communes, *self.province.departments]
        for unit in self.random.sample(units, shares.SLOW_UNITS):
            self.slow[unit.id] = self.random.uniform(*shares.SLOWNESS)
        self.slow |= {unit.id: shares.LARGE_WARD_SLOWNESS for unit in units if unit.name == shares.LARGE_WARD}

    # -- time

    def now(self) -> datetime:
        """The moment of the simulation's clock. Its last minute is still within working time."""
        return self.working.add(self.start, int(self.env.now))

    def pause(self, minutes: float) -> simpy.Event:
        return self.env.timeout(max(1, round(minutes)))

    def run(self) -> None:
        """Live until the end of the wish; what is unfinished then stays open."""
        menu = _Menu.of(self.province, clock.local_day(self.start))
        arrivals = sorted(self.random.random() ** 0.97 for _ in range(self.wish.dossiers))
        for share in arrivals:
            self.env.process(self._dossier(menu, int(share * (self.length - 2))))
        self.env.run(until=self.length)

    # -- one dossier

    def _dossier(self, menu: "_Menu", arrival: int) -> Waiting:
        yield self.env.timeout(arrival)
        found, competent = menu.draw(self.random)
        terms = catalogue.terms_in_force(procedure_code=found, on=clock.local_day(self.now()))
        course = shares.draw_course(self.random, is_land=terms.field == "Đất đai", slowness=self.slow.get(competent.id, 1.0))
        centre = self._centre(competent, course)
        handed_over = yield from self._reception(terms, competent, centre, course)
        if handed_over is not None and (yield from self._processing(handed_over, terms, competent, course)):
            yield from self._return(handed_over.dossier_id, centre)

    def _centre(self, competent: AgencyFact, course: shares.Course) -> AgencyFact:
        """Where it is filed: the agency's own centre, or beyond a boundary any other."""
        own = self.province.commune_centres.get(competent.id, self.province.provincial_centre)
        if not course.is_beyond_boundary:
            return own
        return self.random.choice([c for c in self.province.commune_centres.values() if c.id != own.id])

    def _reception(
        self, terms: catalogue.Terms, competent: AgencyFact, centre: AgencyFact, course: shares.Course
    ) -> Generator[simpy.Event, Any, dossiers.DossierMoved | None]:
        desk = self.desks[centre.id, "counter"]
        if not course.is_online:
            filed = self._file(terms, competent, centre, course, self.random.choice(desk.actors))
            yield self.pause(self.random.uniform(4, 12))
            dossier_id, accepted = filed.dossier_id, True
        else:
            filed = self._file(
                terms, competent, centre, course, desk.actors[0] if course.is_assisted else organization.citizen_actor()
            )
            dossier_id, accepted = filed.dossier_id, False
            yield self.pause(self.random.uniform(10, 200))
        actor = yield desk.free.get()
        if not accepted and not (yield from self._check(dossier_id, course, actor)):
            yield desk.free.put(actor)
            return None
        yield self.pause(self.random.uniform(2, 25))
        handed_over = self._do(dossiers.forward_dossier, dossier_id, actor)
        yield desk.free.put(actor)
        return handed_over

    def _check(self, dossier_id: int, course: shares.Course, actor: organization.Actor) -> Generator[simpy.Event, Any, bool]:
        """The check before reception: refused, sent back once, or accepted."""
        if course.is_refused:
            self._do(dossiers.refuse_dossier, dossier_id, actor, reason="Không thuộc phạm vi giải quyết của cơ quan trong tỉnh.")
            return False
        if course.is_incomplete:
            self._do(
                dossiers.request_supplement,
                dossier_id,
                actor,
                items=["Bản chụp giấy tờ mờ, không đọc được"],
                reason="Tệp đính kèm không đọc được.",
            )
            if not course.is_answered:
                return False
            yield self.pause(self.random.uniform(200, 1400))
            self._do(dossiers.receive_supplement, dossier_id, actor, papers=(Paper(name="Bản chụp rõ"),))
        self._do(dossiers.accept_dossier, dossier_id, actor)
        return True

    def _processing(
        self, handed_over: dossiers.DossierMoved, terms: catalogue.Terms, competent: AgencyFact, course: shares.Course
    ) -> Generator[simpy.Event, Any, bool]:
        """From hand to hand until the result is made. False: the dossier ended otherwise, or waits for somebody who does not come."""
        steps = [step for step in terms.steps if step.kind not in {"receive", "return"}]
        dossier_id, due = handed_over.dossier_id, handed_over.due_at
        weight = sum(step.minutes or 1 for step in steps)
        time = max(30, self.working.between(self.now(), due)) if due and due > self.now() else weight
        sent_back, number = not course.is_sent_back, 0
        doers: dict[int, organization.Actor] = {}  # what comes back goes to whoever did it, and is not examined twice
        while number < len(steps):
            step, is_first = steps[number], number not in doers
            minutes = course.pace * time * (step.minutes or 1) / weight * self.random.uniform(0.7, 1.3)
            yield self.pause(minutes * 0.25)
            if is_first:
                doers[number], due = yield from self._taking(dossier_id, self.desks[competent.id, step.role])
            actor = doers[number]
            yield self.pause(minutes * 0.75)
            if step.kind == "examine" and is_first:
                goes_on = yield from self._examination(dossier_id, competent, course, actor, due)
                if not goes_on:
                    return False
            if step.kind == "review" and not sent_back:
                self._do(dossiers.return_step, dossier_id, actor, reason="Dự thảo thiếu căn cứ, đề nghị soạn lại.")
                sent_back, number = True, number - 1
                continue
            if number == len(steps) - 1:
                outcome = Outcome.REFUSED if course.is_refused_result else Outcome.GRANTED
                reason = "Không đủ điều kiện theo quy định của thủ tục." if outcome is Outcome.REFUSED else ""
                self._do(dossiers.finish_dossier, dossier_id, actor, outcome=outcome, reason=reason)
            else:
                self._do(dossiers.complete_step, dossier_id, actor)
            number += 1
        return True

    def _taking(self, dossier_id: int, desk: Desk) -> Generator[simpy.Event, Any, tuple[organization.Actor, datetime | None]]:
        """Wait for somebody who is free; they take the step, look at it, and turn to the next."""
        actor = yield desk.free.get()
        due = self._do(dossiers.assign_step, dossier_id, actor, to_user_id=actor.user_id).due_at
        yield self.pause(self.random.uniform(3, 15))
        yield desk.free.put(actor)
        return actor, due

    def _examination(
        self, dossier_id: int, competent: AgencyFact, course: shares.Course, actor: organization.Actor, due: datetime | None
    ) -> Generator[simpy.Event, Any, bool]:
        """What may come up while a dossier is examined. False: it ends here, or waits for somebody who does not come."""
        if course.is_withdrawn:
            self._do(dossiers.withdraw_dossier, dossier_id, organization.citizen_actor(), reason="Người nộp không còn nhu cầu.")
            return False
        if course.lacks_paper and not course.is_incomplete:  # one request is all the law allows
            self._do(
                dossiers.request_supplement, dossier_id, actor, reason="Thành phần hồ sơ chưa đủ theo quy định.",
                items=["Bản chính giấy tờ chứng minh quyền", "Chữ ký của chủ sở hữu chung"],
            )  # fmt: skip
            if not course.is_answered:
                return False
            yield self.pause(self.random.uniform(300, 2400))
            paper = Paper(name="Giấy tờ bổ sung")
            due = self._do(dossiers.receive_supplement, dossier_id, organization.citizen_actor(), papers=(paper,)).due_at
        if course.owes_money:
            self._do(
                dossiers.require_payment,
                dossier_id,
                actor,
                amount=Decimal(self.random.randrange(2, 90) * 100_000),
                reason="Lệ phí trước bạ theo thông báo thuế.",
            )
            if not course.is_answered:
                return False
            yield self.pause(self.random.uniform(200, 1900))
            due = self._do(dossiers.settle_payment, dossier_id, actor, evidence="Giấy nộp tiền").due_at
        if (
            course.is_consulted and due is not None and self.now() + timedelta(days=4) < due
        ):  # nobody is asked on a same-day matter
            yield from self._consultation(dossier_id, competent, actor)
        self._apologise(dossier_id, competent, course, due)
        return True

    def _apologise(self, dossier_id: int, competent: AgencyFact, course: shares.Course, due: datetime | None) -> None:
        """A head who sees in time that a promise cannot be kept says so, once, a working day before."""
        if due is None or course.pace < 1 or not course.gets_apology:
            return
        last = self.working.add_working_days(clock.local_day(self.now()), 2)
        if last <= clock.local_day(due):
            head = self.desks[competent.id, "head"].actors[0]
            new_day = self.working.add_working_days(clock.local_day(due), 5)
            self._do(dossiers.extend_due_time, dossier_id, head, new_day=new_day, reason="Hồ sơ cần xác minh thêm tại thực địa.")

    def _consultation(self, dossier_id: int, competent: AgencyFact, actor: organization.Actor) -> Waiting:
        names = [d for d in self.province.departments if d.name in _CONSULTED and d.id != competent.id]
        asked = self.random.choice(names)
        limit = self.working.add(self.now(), 960)
        self._do(
            dossiers.consult_agency, dossier_id, actor, agency_id=asked.id, content="Đề nghị cho ý kiến chuyên môn.", due_at=limit
        )
        yield self.pause(self.random.uniform(200, 1100))
        desk = self.desks[asked.id, "official"]
        colleague = yield desk.free.get()
        self._do(dossiers.answer_consultation, dossier_id, colleague, answer="Thống nhất nội dung đề nghị.", agrees=True)
        yield desk.free.put(colleague)

    def _return(self, dossier_id: int, centre: AgencyFact) -> Waiting:
        yield self.pause(self.random.expovariate(1 / 420))
        desk = self.desks[centre.id, "counter"]
        actor = yield desk.free.get()
        self._do(dossiers.return_result, dossier_id, actor, evidence="Ký nhận hoặc đã gửi bản điện tử (minh họa)")
        yield desk.free.put(actor)

    # -- operations

    def _do(
        self, operation: Callable[..., dossiers.DossierMoved], dossier_id: int, actor: organization.Actor, **more: Any
    ) -> dossiers.DossierMoved:
        self.operations += 1
        return operation(dossier_id=dossier_id, actor=actor, at=self.now(), **more)

    def _file(
        self, terms: catalogue.Terms, competent: AgencyFact, centre: AgencyFact, course: shares.Course, actor: organization.Actor
    ) -> dossiers.DossierMoved:
        channel = Channel.ONLINE if course.is_online else Channel.POSTAL if course.is_postal else Channel.DIRECT
        place = competent.name if competent.level == "commune" else self.random.choice(self.province.communes).name
        is_firm = self.random.random() < 0.06
        name = self.random.choice(people.FIRMS) if is_firm else people.person_name(self.random)
        filer = Person(
            name=name, id_number=people.id_number(self.random), phone=people.phone_number(self.random),
            address=people.address(self.random, place), is_organisation=is_firm,
        )  # fmt: skip
        assistant = (Person(name=actor.name, part=Part.ASSISTANT),) if course.is_assisted else ()
        names = [c.name for c in terms.components]
        replaced = catalogue.replaced_by_data(code=terms.code, names=names, on=clock.local_day(self.now()))
        papers = tuple(
            Paper(name=name, component=name, originals=1) for name in [name for name in names if name not in replaced][:4]
        )
        filing = Filing(
            procedure_code=terms.code, centre_id=centre.id, competent_id=competent.id, channel=channel, persons=(filer, *assistant),
            papers=papers, return_way=Channel.DIRECT if self.random.random() < 0.6 else Channel.ONLINE, is_assisted=course.is_assisted,
            consent=course.is_assisted, helped_at_id=centre.id if course.is_assisted else None,
        )  # fmt: skip
        filed = dossiers.file_dossier(filing=filing, actor=actor, at=self.now(), accept=not course.is_online)
        self.operations += 1
        self.filed += 1
        if self.filed in _GROWN:
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")
        self.told(self.filed, self.wish.dossiers)
        return filed


@dataclass(slots=True)
class _Menu:
    """Which procedure somebody comes for, and who decides it."""

    places: dict[str, list[AgencyFact]]
    codes: list[str]
    weights: list[float]
    ward: AgencyFact | None

    @classmethod
    def of(cls, province: Province, day: date) -> "_Menu":
        by_name = {d.name: d for d in province.departments}
        places: dict[str, list[AgencyFact]] = {}
        for found in catalogue.fileable(on=day):
            department = by_name.get(_MINISTRIES.get(found.ministry, ""))
            if "commune" in found.levels:
                places[found.code] = province.communes
            elif "province" in found.levels and department is not None:
                places[found.code] = [department]
        favourites = {code: float(weight) for code, weight in shares.FAVOURITES if code in places}
        rest = sum(favourites.values()) * shares.ANYTHING / (1 - shares.ANYTHING) / max(1, len(places) - len(favourites))
        codes = sorted(places)
        ward = next((c for c in province.communes if c.name == shares.LARGE_WARD), None)
        return cls(places, codes, [favourites.get(code, rest) for code in codes], ward)

    def draw(self, random: Random) -> tuple[str, AgencyFact]:
        code = random.choices(self.codes, self.weights)[0]
        places = self.places[code]
        if len(places) > 1 and self.ward is not None and random.random() < shares.LARGE_WARD_SHARE:
            return code, self.ward
        return code, random.choice(places)
