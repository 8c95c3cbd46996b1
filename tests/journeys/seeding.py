"""What the addresses show: one ward with a dossier in each situation that has a face of its own."""

from tests.catalogue.decisions import lists
from tests.counters import given as waiting_room
from tests.dossiers import given
from tests.dossiers.factories import BIRTH, BUILDING
from tests.dossiers.given import AT, Lives, World, later
from tests.journeys import desk_pages
from tests.journeys.kinds import Seeded

from motcua.calendar.models import DayException
from motcua.catalogue.facts import Property, SetProperty
from motcua.catalogue.operations.decisions.approve import import_decision
from motcua.catalogue.operations.decisions.draft import draft_decision
from motcua.catalogue.operations.edits.deciding import ask_edit
from motcua.catalogue.queries.decisions.files import read_decision
from motcua.catalogue.rules.decisions.naming import Given as DecisionGiven
from motcua.counters.operations import appointments, calling, rooms
from motcua.dossiers import public as dossiers
from motcua.dossiers.public import State
from motcua.eforms import public as eforms
from motcua.eforms.operations import drafting
from motcua.foundation import clock
from motcua.foundation.confidence import Confidence
from motcua.organization.public import SYSTEM, citizen_actor
from motcua.processes.operations.drafting import start_draft
from motcua.simplification.facts import Kind
from motcua.simplification.operations import propose


def seed(world: World) -> Seeded:
    """A dossier in each state and each situation that has a face of its own, all of one ward."""
    lives = Lives(world)
    ids = {state.key: getattr(lives, given.LIVES[state])() for state in State}
    ids["consulted"] = lives.in_process(procedure=BUILDING)
    asked = {"agency_id": world.construction.id, "content": "Đề nghị cho ý kiến về chỉ giới", "due_at": later(days=2)}
    lives.do("consult", ids["consulted"], **asked)
    ids["involved"] = lives.in_process(procedure=BUILDING)
    task = dossiers.Asked(agency_id=world.construction.id, content="Đề nghị kiểm tra chỉ giới", due_at=later(days=2))
    lives.do("involve", ids["involved"], agencies=(task,))
    ids["overdue"] = lives.overdue(filed_at=given.vn("2026-11-02 08:00"))
    ids["last_step"] = lives.at_last_step()
    packages = desk_pages.packages(world, lives)
    ids["locked"] = desk_pages.closed(world, lives)
    lives.do("assign", ids["in_process"], to_user_id=world.who("official", world.rach_gia).user_id)
    return Seeded(
        world=world, codes={name: given.code(number) for name, number in ids.items()},
        ids={"process": start_draft(procedure_code=BUILDING, actor=SYSTEM, at=AT, from_force=True), "official": int(world.who("official", world.rach_gia).user_id or 0), "day": DayException.objects.filter(day__year=AT.year).order_by("day")[0].pk} | {"edit": _edit(), "proposal": proposal(world)} | _decisions() | _forms(world) | packages | desk_pages.seed(world, lives, ids),
        extra=_waiting(world),
    )  # fmt: skip


def _waiting(world: World) -> dict[str, str]:
    """A waiting room in the middle of a morning: somebody is served, somebody is absent, five wait, one has booked."""
    desk = waiting_room.Desk(world)
    desk.rules(calls=1)
    rooms.set_group(
        room_id=desk.room_id, group_id=desk.groups["A"], letter="A", name="Hộ tịch", slot_capacity=2, actor=desk.head, at=AT
    )
    desk.sits()
    for priority in ("", "elderly", "", "disabled", "", "", ""):
        last = desk.takes(at=AT, priority=priority)
    calling.mark_absent(ticket_id=desk.calls(at=AT).id, actor=desk.clerks[0], at=AT)
    calling.serve_ticket(ticket_id=desk.calls(at=AT).id, actor=desk.clerks[0], at=AT)
    booked = appointments.book_slot(
        room_id=desk.room_id, group_id=desk.groups["A"], slot_at=given.vn("2026-11-16 10:00"), request_key="hen", at=AT,
        actor=citizen_actor(),
    )  # fmt: skip
    return {"ticket": last.code, "booking": booked.code}


def _forms(world: World) -> dict[str, int]:
    """The form of a birth in use, and the draft of its next version."""
    control = world.who("control", world.office)
    eforms.import_forms(files={"khai-sinh": eforms.packaged_forms()["khai-sinh.json"]}, source="motcua", actor=SYSTEM, at=AT)
    today = clock.local_day(AT)
    first = eforms.forms(actor=control, on=today).rows[0].newest
    eforms.approve_version(version_id=first.version_id, revision=first.revision, valid_from=today, actor=control, at=AT)
    return {"form": first.version_id, "form_draft": drafting.draft_next(form_id=first.form_id, actor=control, at=AT)}


def proposal(world: World) -> int:
    return propose.propose(
        procedure_code=BIRTH, agency_id=world.rach_gia.id, kind=Kind.CUT_PAPER, title="Bỏ giấy tờ đã có trong cơ sở dữ liệu",
        reason="Cơ quan tự tra được.", actor=world.who("head", world.rach_gia), at=AT,
    )  # fmt: skip


def _edit() -> int:
    """Something asked of the catalogue that waits for a decision."""
    asked = SetProperty(
        codes=(BIRTH, BUILDING),
        name=Property.RECEPTION,
        value="nationwide",
        valid_from=AT.date(),
        basis="Danh mục",
        confidence=Confidence.READ,
    )
    return ask_edit(asked=asked, actor=SYSTEM, at=AT).id


def _decisions() -> dict[str, int]:
    """A draft, one that waits for approval and one that is approved, all for a day to come."""
    file = read_decision(lists.workbook(lists.AMENDED, lists.row(BIRTH, fee="9.000 đồng"), signed=False), name="qd-3.xlsx")
    about = DecisionGiven(effective_on=AT.date().replace(month=12))
    unsigned = draft_decision(file=file, given=about, actor=SYSTEM, at=AT)
    file = read_decision(lists.workbook(lists.AMENDED, lists.row(BIRTH, fee="8.000 đồng")), name="qd-1.xlsx")
    about = DecisionGiven(number="1/QĐ-UBND", effective_on=AT.date().replace(month=12))
    draft = draft_decision(file=file, given=about, actor=SYSTEM, at=AT)
    rows = (
        lists.AMENDED,
        lists.row(BUILDING, limit="05 ngày, có trường hợp 10 ngày"),
        lists.NEW,
        lists.row("1.999999", limit="3 ngày"),
    )
    file = read_decision(lists.workbook(*rows), name="qd-2.xlsx")
    about = DecisionGiven(number="2/QĐ-UBND", effective_on=AT.date().replace(month=12, day=28))
    done = import_decision(file=file, given=about, actor=SYSTEM, at=AT)
    ids = {"unsigned_decision": unsigned, "draft_decision": draft, "decision": done}
    return {name: preview.decision_id or 0 for name, preview in ids.items()}
