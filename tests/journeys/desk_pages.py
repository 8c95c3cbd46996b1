"""The addresses of the desk: lists, alarms, registers, drafts, points; who opens them, and with what in them.

A name with "#" is a second face of the same address, for other people.
"""

import contextlib
from collections.abc import Callable, Mapping

from django.urls import reverse
from tests.archiving.closed import no_file_longer_than
from tests.batches import files as pupils
from tests.batches.files import pupil, xlsx
from tests.dossiers import given
from tests.dossiers.factories import BIRTH, FIVE_DAYS
from tests.dossiers.given import AT, LATER, Lives, World
from tests.drafting.test_drafts import begin, save
from tests.drafting.test_verifications import plan
from tests.journeys.kinds import HANDLERS, STAFF, Page, Seeded, plain
from tests.offline import given as without_line

from motcua.appraisal.facts import Indicator
from motcua.appraisal.models import Points
from motcua.appraisal.operations.contest import contest_point
from motcua.appraisal.operations.keep import follow
from motcua.archiving import public as archiving
from motcua.calendar.facts import IncidentKind, IncidentScope, NewIncident
from motcua.calendar.operations.incidents import record_incident
from motcua.journal import public as journal
from motcua.offline.models import Review
from motcua.watchdog import public as watchdog
from motcua.watchdog.models import Alarm
from motcua.worklists import operations as keeping
from motcua.worklists.facts import Wanted

KEEPERS = frozenset({"control", "operator"})
#: Who reads the persons of a dossier.
READERS = HANDLERS | {"control", "inspector"}
#: Who may finish the step of the dossier that is open.
WRITERS = frozenset({"official", "head", "leader"})
HEADS = frozenset({"head", "leader"})
#: Who judges every unit of the province.
JUDGES = frozenset({"reform", "inspector"})
WATCHERS = frozenset({"head", "leader", "control", "inspector"})
REGISTRARS = frozenset({"counter", "head", "leader", "clerk", "control", "inspector"})
COUNTER = frozenset({"counter"})
#: Who keeps the records of an agency, and who reads those of the province.
ARCHIVISTS = HEADS | {"clerk", "control", "inspector"}
#: A package in each situation that has a face of its own.
PACKAGES = ("ready", "waiting", "failed", "handed_over")


def _of_dossier(name: str, *ids: str, query: str = "") -> Callable[[Seeded], list[str]]:
    return lambda seeded: [reverse(name, args=[seeded.codes["in_process"], *(seeded.ids[one] for one in ids)]) + query]


def _of(name: str, *ids: str, queries: tuple[str, ...] = ("",)) -> Callable[[Seeded], list[str]]:
    return lambda seeded: [reverse(name, args=[seeded.ids[one] for one in ids]) + query for query in queries]


PAGES = {
    "received": Page(COUNTER, _of_dossier("received")),
    "offline:review": Page(COUNTER, _of("offline:review", "review")),
    "absent": Page(HEADS, plain("absent")),
    "calendar:incidents": Page(KEEPERS, plain("calendar:incidents"), is_alike=True),
    "returns": Page(STAFF, plain("returns", "", "?tu=2026-01-01&den=2026-12-31")),
    "returned": Page(STAFF, lambda seeded: [reverse("returned") + f"?so=once&don-vi={seeded.ids['ward']}"], is_alike=True),
    "register": Page(REGISTRARS, plain("register", "", "?first=2026-11-01&last=2026-11-30")),
    "drafting:plan": Page(WRITERS, _of_dossier("drafting:plan"), is_alike=True),
    "drafting:begin": Page(WRITERS, _of_dossier("drafting:begin"), is_alike=True),
    "drafting:draft": Page(READERS, _of_dossier("drafting:draft", "draft")),
    "drafting:compare": Page(READERS, _of_dossier("drafting:compare", "draft"), is_alike=True),
    "drafting:verification": Page(READERS, _of_dossier("drafting:verification", "visit")),
    "alarms": Page(STAFF, plain("alarms", "", "?loai=overdue")),
    "alarms#unit": Page(WATCHERS, plain("alarms", "?pham-vi=don-vi", "?pham-vi=don-vi&loai=overdue")),
    "morning": Page(WATCHERS, plain("morning")),
    "unit_time": Page(WATCHERS, plain("unit_time", "", "?tu=2026-11-01&den=2026-11-30")),
    "appraisal:front": Page(JUDGES | {"counter", "control", "operator"}, plain("appraisal:front")),
    "appraisal:unit": Page(HEADS | JUDGES, _of("appraisal:unit", "ward", queries=("", "?ky=2026-Q3"))),
    "appraisal:official": Page(HEADS | JUDGES | {"official"}, _of("appraisal:official", "ward", "official")),
    "appraisal:dossiers": Page(
        HEADS | JUDGES, _of("appraisal:dossiers", "ward", queries=("?ky=2026-Q4&chi-so=1&diem=2", "?ky=2026-Q4")), is_alike=True
    ),
    "appraisal:finding": Page(HEADS | JUDGES, lambda seeded: [reverse("appraisal:finding", args=[seeded.ids["ward"], 6])]),
    "appraisal:contests": Page(STAFF, plain("appraisal:contests")),
    "appraisal:contest": Page(HEADS, _of("appraisal:contest", "points"), is_alike=True),
    "appraisal:decide": Page(HEADS | JUDGES, _of("appraisal:decide", "contest"), is_alike=True),
    "archiving:front": Page(ARCHIVISTS, plain("archiving:front", "", "?xem=da-luu", "?xem=goi", "?xem=den-han")),
    "archiving:dossier": Page(
        ARCHIVISTS, lambda seeded: [reverse("archiving:dossier", args=[seeded.codes[one]]) for one in ("in_process", "returned", "locked")]
    ),
    "archiving:package": Page(
        ARCHIVISTS, lambda seeded: [reverse("archiving:package", args=[seeded.ids[f"package_{one}"]]) for one in PACKAGES]
    ),
    "batches:lists": Page(COUNTER, plain("batches:lists", "", "?q=khai+sinh", "?q=khong+co+gi+het")),
    "batches:new": Page(COUNTER, lambda _: [reverse("batches:new", args=[code]) for code in (FIVE_DAYS, BIRTH)]),
    "batches:list": Page(
        COUNTER, lambda seeded: [reverse("batches:list", args=[seeded.ids[one]]) for one in ("list", "read_list", "filed_list")]
    ),
}  # fmt: skip

NO_PAGE = {
    "calendar:add_incident": "takes a form of the incidents",
    "calendar:end_incident": "takes a form of an incident",
    "calendar:withdraw_incident": "takes a form of an incident",
    "own_document": "a file; tests/dossiers/screens/test_document_screens.py opens it",
    "answer_supplement": "takes a form of the page that follows a dossier",
    "register_write": "takes a form of the register",
    "register_file": "a file",
    "dossier_file": "a file",
    "document": "a file",
    "ask_receipt": "takes a button of a dossier",
    "drafting:put_off": "takes a form of a verification",
    "drafting:restore": "takes a button of a draft",
    "drafting:approve": "takes a button of a draft",
    "see_alarms": "takes a button of the alarms",
    "attend_alarm": "takes a form of an alarm",
    "my_work_csv": "a file",
    "keep_filter": "takes a form of a list",
    "drop_filter": "takes a button of a list",
    "choose_columns": "takes a form of a list",
    "many": "takes what is ticked in a list; tests/journeys/test_browser_staff.py walks through it",
    "make_many": "takes a form of many; tests/journeys/test_browser_staff.py walks through it",
    "appraisal:table": "a file",
    "archiving:close": "takes a button of the archive",
    "archiving:ask": "takes a form of the archive",
    "archiving:take": "a file",
    "archiving:hand_over": "takes a form of a package",
    "archiving:again": "takes a button of a package",
    "archiving:discard": "takes a button of a package",
    "archiving:reopen": "takes a form of a dossier in the archive",
    "batches:template": "a file",
    "batches:columns": "takes a form of a list",
    "batches:act": "takes a button of a list",
    "batches:wrong": "a file",
    "batches:wrong_csv": "a file",
    "batches:result": "a file",
}


def seed(world: World, lives: Lives, ids: Mapping[str, int]) -> dict[str, int]:
    """What these addresses show, beside the dossiers of every state."""
    dossier, official = ids["in_process"], world.who("official", world.rach_gia)
    head = world.who("head", world.rach_gia)
    draft = begin(dossier, official)
    save(dossier, draft, official)
    lives.do("request_supplement", lives.in_process(), items=["Bản vẽ"], reason="Thiếu bản vẽ")
    watchdog.watch(at=AT)
    keeping.keep_filter(
        name="Sắp hết hạn", wanted=Wanted(which="ca-don-vi", days=3), actor=head, at=AT, agency_id=world.rach_gia.id
    )
    return {
        "ward": world.rach_gia.id, "draft": draft, "visit": plan(dossier, official), "incident": _incident(world),
        "list": pupils.checked(world, xlsx(pupil(1), pupil(2, name=""), pupil(3))),
        "read_list": pupils.read(world, xlsx(pupil(4)), name="lop-11.xlsx"),
        "alarm": Alarm.objects.filter(dossier=ids["overdue"], kind="overdue").latest("id").pk,
        "filed_list": pupils.filed(world, xlsx(pupil(5), pupil(6, id="1")), name="lop-12.xlsx"),
        "review": _doubtful(world),
    } | _judged(world, lives)  # fmt: skip


def _doubtful(world: World) -> int:
    """What was received without a line, at an hour that has not yet come."""
    block = without_line.held(world)
    without_line.sent(world, block, block.codes[0], given.later(hours=3), AT)
    return Review.objects.get().pk


def closed(world: World, lives: Lives) -> int:
    """A dossier that is closed for the archive."""
    dossier = lives.returned(at=given.vn("2026-11-02 08:00"), done_at=given.vn("2026-11-04 08:00"))
    archiving.close_dossier(dossier_id=dossier, actor=world.who("clerk", world.rach_gia), at=AT)
    return dossier


def packages(world: World, lives: Lives) -> dict[str, int]:
    """Packages of the ward, each with a dossier."""
    clerk, found = world.who("clerk", world.rach_gia), {}
    for name in PACKAGES:
        closed(world, lives)
        found[f"package_{name}"] = number = archiving.ask_package(
            agency_id=world.rach_gia.id, year=2026, key=name, follow_address="", actor=clerk, at=AT
        ).id
        if name == "failed":
            with contextlib.suppress(OSError), no_file_longer_than(3000):
                archiving.make_package(package_id=number, at=AT)
        elif name != "waiting":
            archiving.make_package(package_id=number, at=AT)
    archiving.hand_over(
        package_id=found["package_handed_over"], handed_on=AT.date(), receiver="Lưu trữ lịch sử tỉnh", minutes_number="12/BBGN", actor=clerk, at=AT,
    )  # fmt: skip
    return found


def _incident(world: World) -> int:
    control = world.who("control", world.office)
    told = NewIncident(
        name="Đứt cáp quang", kind=IncidentKind.UNPLANNED, scope=IncidentScope.ONLINE, starts_at=given.vn("2026-11-12 08:00"),
        ends_at=given.vn("2026-11-12 09:30"), basis="Công văn 12/VP", announced_at=given.vn("2026-11-12 08:05"),
    )  # fmt: skip
    return record_incident(incident=told, actor=control, at=AT, record=journal.record).id


def _judged(world: World, lives: Lives) -> dict[str, int]:
    """Two dossiers with their points, one of them contested."""
    head = world.who("head", world.rach_gia)
    for _ in range(2):
        follow(journal.history(f"dossier:{lives.done(at=given.vn('2026-11-02 08:00'), done_at=LATER)}"))
    free, asked = Points.objects.filter(agency=world.rach_gia.id, user=None).order_by("id")[:2]
    contest = contest_point(points_id=asked.pk, indicator=Indicator.TIME, wanted=2, reason="Mất điện cả xã", actor=head, at=AT)
    return {"points": free.pk, "contest": contest}
