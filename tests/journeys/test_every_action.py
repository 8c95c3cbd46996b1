"""Everything that a page of the catalogue, the processes, the forms, the review and the desk can do, sent directly by every kind of user.

An action is done where it answers by leading on. A permission that is taken away lets somebody more do it, and one line here fails.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import HttpResponseNotAllowed
from django.test import Client, RequestFactory
from django.urls import URLPattern, reverse
from tests.catalogue.decisions import lists
from tests.dossiers import given
from tests.dossiers.factories import BIRTH, BUILDING
from tests.dossiers.given import AT, World
from tests.dossiers.worlds import Now
from tests.journeys import seeding
from tests.journeys.desk_pages import WRITERS

from motcua.appraisal import urls as appraisal_urls
from motcua.batches import urls as batches_urls
from motcua.catalogue import urls as catalogue_urls
from motcua.catalogue.facts import DictionaryKind, EnterWord
from motcua.catalogue.operations.edits.deciding import ask_edit
from motcua.drafting import urls as drafting_urls
from motcua.eforms import urls as eforms_urls
from motcua.eforms.models import FormUse
from motcua.foundation.confidence import Confidence
from motcua.organization.models import User
from motcua.organization.public import Role
from motcua.processes import urls as processes_urls
from motcua.simplification import queries as prices
from motcua.simplification import urls as simplification_urls
from motcua.simplification.models import Proposal
from motcua.simplification.operations import judge
from motcua.watchdog import urls as watchdog_urls
from motcua.worklists import urls as worklists_urls

CONTROL = frozenset({"control", "control2"})
DECIDERS = CONTROL | {"chair"}
KEPT = {"valid_from": "2026-12-01", "basis": "Nghị quyết 1", "confidence": "read"}
WORDS = {"kind": "cut_paper", "title": "Bỏ bản sao", "reason": "Đã có"}


@dataclass(frozen=True)
class Action:
    """An address and what is sent there; `done_by`: exactly these, of all kinds of users."""

    name: str
    done_by: frozenset[str]
    said: dict[str, Any] = field(default_factory=dict)
    args: tuple[Any, ...] = ()
    file: Callable[[], bytes] | None = None
    #: What the page of an address shows as its state, and wants back.
    mark_at: str = ""


def _workbook() -> bytes:
    return lists.workbook(lists.AMENDED, lists.row(BIRTH, fee="7.000 đồng")).getvalue()


ACTIONS = (
    Action("processes:new", CONTROL | {"department"}, {"code": BUILDING, "how": "in_force"}),
    Action("processes:draft", CONTROL, {"name": "Tên khác", "revision": 1, "count": 0, "do": "save"}, ("process",)),
    Action("processes:agencies", CONTROL, {"scope": "all", "revision": 1}, ("process",)),
    Action("processes:move", CONTROL, {"revision": 1}, ("process", "trinh")),
    Action("processes:move", CONTROL, {"revision": 1}, ("process", "bo")),
    Action("processes:copy", CONTROL, {"code": BUILDING}, ("process",)),
    Action("eforms:forms", CONTROL, {"code": "mau-moi", "name": "Mẫu mới", "basis": "Thông tư", "confidence": "read"}),
    Action("eforms:approve", frozenset({"control2", "chair"}), {"revision": 1, "valid_from": "2026-11-20"}, ("form_draft",)),
    Action("eforms:withdraw", DECIDERS, {"reason": "Sai căn cứ"}, ("form",)),
    Action("eforms:ground", CONTROL, {"revision": 1, "basis": "Thông tư 2", "confidence": "read"}, ("form_draft",)),
    Action("eforms:pin", CONTROL, {"procedure": BUILDING, "case": ""}, ("form_draft",)),
    Action("eforms:unpin", CONTROL, {}, ("form_draft", "use")),
    Action("eforms:add_section", CONTROL, {"title": "Phần mới", "revision": 1}, ("form_draft",)),
    Action("simplification:proposals", frozenset({"head", "official"}), WORDS | {"procedure": BIRTH, "agency": "ward"}),
    Action("simplification:words", CONTROL | {"head", "official"}, WORDS | {"revision": 1}, ("proposal",)),
    Action("simplification:decide", CONTROL, {"_do": "chap-nhan", "revision": 1}, ("proposal",)),
    Action("simplification:decide", CONTROL, {"_do": "tu-choi", "reason": "Chưa rõ", "revision": 1}, ("proposal",)),
    Action("simplification:decide", CONTROL | {"head", "official"}, {"_do": "rut", "revision": 1}, ("proposal",)),
    Action("simplification:carry_out", CONTROL, {"publication": "9/QĐ-UBND", "published_on": "2026-11-16"}, ("accepted",)),
    Action("simplification:prices", CONTROL, KEPT | {"amount": "33.000"}),
    Action("simplification:approve_price", frozenset({"control2"}), {}, ("price",)),
    Action("control_property", CONTROL, KEPT | {"value": "nationwide", "ma": BUILDING, "send": "1"}, ("reception",)),
    Action("control_decision_new", CONTROL, {"level": "province", "number": "9/QĐ-UBND", "effective_on": "2026-12-20"}, file=_workbook),
    Action("control_decision_sign", CONTROL, {"number": "8/QĐ-UBND", "signed_on": "2026-11-16", "effective_on": "2026-12-01"}, ("unsigned_decision",)),
    Action("control_decision_approve", DECIDERS, {}, ("draft_decision",), mark_at="control_decision"),
    Action("control_decision_withdraw", CONTROL, {}, ("draft_decision",)),
    Action("control_decision_undo", DECIDERS, {"reason": "Ban hành nhầm"}, ("decision",)),
    Action("control_decision_post", CONTROL, {"posted_on": "2026-11-16"}, ("decision",)),
    Action("control_decision_law_day", CONTROL, {"law_effective_on": "2026-12-01"}, ("draft_decision",)),
    Action("control_decision_cause", CONTROL, {"number": "1/QĐ-BTP", "signed_on": "2026-11-02", "received_on": "2026-11-10", "evidence": "Số đến 12"}, ("draft_decision",)),
    Action("control_edit_approve", DECIDERS, {}, ("edit",), mark_at="control_edit"),
    Action("control_edit_refuse", DECIDERS, {"reason": "Thiếu căn cứ"}, ("edit",)),
    Action("control_edit_withdraw", frozenset({"control"}), {}, ("own_edit",)),
    Action("control_dictionary", CONTROL, {"code": "linh-vuc-moi", "name": "Lĩnh vực mới", "basis": "Quyết định 1", "send": "1"}, ("field",)),
    Action("control_charges", CONTROL, KEPT | {"codes": BIRTH, "percent": 0, "send": "1"}),
    Action("drafting:begin", WRITERS, {"key": "khoa-du-thao-2", "title": "Quyết định", "body": "Điều 1"}, ("code",)),
    Action("drafting:draft", WRITERS, {"seen": 2, "title": "Giấy phép", "body": "Điều 3"}, ("code", "draft")),
    Action("drafting:restore", WRITERS, {"seen": 2}, ("code", "draft", 1)),
    Action("drafting:approve", frozenset(), {"seen": 2}, ("code", "draft", 2)),
    Action("drafting:plan", WRITERS, {"key": "khoa-xac-minh-2", "kind": "site", "planned_at": "2026-11-18T08:00", "place": "Ấp 3"}, ("code",)),
    Action("drafting:verification", WRITERS, {"seen": 1, "held_at": "2026-11-16T07:30", "attendees": "Ông Ba", "content": "Đo", "conclusion": "Đúng"}, ("code", "visit")),
    Action("drafting:put_off", WRITERS, {"seen": 1, "reason": "Mưa bão"}, ("code", "visit")),
    Action("attend_alarm", frozenset({"official", "head"}), {"note": "Đang chờ"}, ("alarm",)),
    Action("appraisal:contest", frozenset({"head", "leader"}), {"indicator": 1, "wanted": 1, "reason": "Mất điện"}, ("points",)),
    Action("appraisal:decide", frozenset({"reform", "inspector"}), {"accept": 1, "reason": "Có biên bản"}, ("contest",)),
    Action("appraisal:finding", frozenset({"reform", "inspector"}), {"points": 2, "found_on": "2026-11-16", "basis": "Biên bản số 3"}, ("ward", 8)),
    Action("batches:columns", frozenset({"counter"}), {"cot-1": "name"}, ("read_list",)),
)  # fmt: skip
#: What takes more than a few words, each walked where it is said.
ELSEWHERE = {
    "control_paper": "tests/catalogue/parts",
    "control_word": "tests/catalogue/parts",
    "control_end_charge": "tests/catalogue/parts",
    "eforms:fill": "for everybody",
    "eforms:preview": "keeps nothing",
    "eforms:pin_again": "tests/eforms/test_officer_screens.py",
    "eforms:next_draft": "tests/eforms/test_officer_screens.py",
    "eforms:arrange": "tests/eforms/test_officer_screens.py",
    "eforms:section": "tests/eforms/test_officer_screens.py",
    "eforms:add_question": "tests/eforms/test_officer_screens.py",
    "eforms:question": "tests/eforms/test_officer_screens.py",
    "eforms:take_document": "tests/eforms/test_officer_screens.py",
    "simplification:numbers": "tests/simplification/test_screens.py",
    "batches:new": "tests/batches/test_list_screens.py",
    "batches:act": "tests/batches/test_list_screens.py",
    "see_alarms": "everybody's own; tests/watchdog/test_screens.py",
    "keep_filter": "everybody's own; tests/worklists/test_narrowing.py",
    "drop_filter": "tests/worklists/test_narrowing.py",
    "choose_columns": "everybody's own; tests/worklists/test_narrowing.py",
    "many": "tests/worklists/test_many.py",
    "make_many": "tests/worklists/test_many.py",
}
ROOMS = (
    ("", catalogue_urls), ("", watchdog_urls), ("", worklists_urls), ("appraisal:", appraisal_urls), ("batches:", batches_urls), ("drafting:", drafting_urls),
    ("eforms:", eforms_urls), ("processes:", processes_urls), ("simplification:", simplification_urls),
)  # fmt: skip


def _people(world: World) -> dict[str, Client]:
    found = {
        "counter": world.who("counter", world.rach_gia_centre), "official": world.who("official", world.rach_gia),
        "head": world.who("head", world.rach_gia), "leader": world.who("leader", world.rach_gia),
        "clerk": world.who("clerk", world.rach_gia), "department": world.who("official", world.construction),
        "stranger": world.who("head", world.environment), "reform": world.who("reform", world.office),
        "inspector": world.who("inspector", world.top), "operator": world.who("operator", world.top),
        "control": world.who("control", world.office), "control2": given.official(Role.CONTROL, world.office, username="kiemsoat2"),
        "chair": given.official(Role.LEADER, world.top, username="chutich"),
    }  # fmt: skip
    clients = {"nobody": Client(raise_request_exception=False)}
    for kind, actor in found.items():
        clients[kind] = Client(raise_request_exception=False)
        clients[kind].force_login(User.objects.get(pk=actor.user_id))
    return clients


def _ids(world: World) -> dict[str, Any]:
    seeded, control = seeding.seed(world), world.who("control", world.office)
    accepted = seeding.proposal(world)
    judge.accept(proposal_id=accepted, revision=Proposal.objects.get(pk=accepted).revision, actor=control, at=AT)
    judge.ask_hour_price(valid_from=AT.date(), amount=31_000, basis="Thống kê", confidence=Confidence.READ, actor=control, at=AT)
    own = EnterWord(dictionary=DictionaryKind.FIELD, code="linh-vuc-thu", name="Lĩnh vực thử", valid_from=AT.date(), basis="Thử")
    use = FormUse.objects.get(version=seeded.ids["form_draft"])
    return dict(seeded.ids) | {
        "accepted": accepted, "price": prices.waiting_prices()[0].id, "use": use.pk, "code": seeded.codes["in_process"],
        "own_edit": ask_edit(asked=own, actor=control, at=AT).id,
    }  # fmt: skip


def _is_done(client: Client, action: Action, ids: dict[str, Any], mark: str) -> bool:
    said = {name: ids.get(str(value), value) for name, value in action.said.items()} | ({"mark": mark} if mark else {})
    if action.file:
        said["file"] = SimpleUploadedFile("qd-9.xlsx", action.file())
    before = transaction.savepoint()
    try:
        answer = client.post(_address(action.name, action, ids), said)
    finally:
        transaction.savepoint_rollback(before)
    return answer.status_code in {302, 303} and not answer["Location"].startswith("/dang-nhap/")


def _address(name: str, action: Action, ids: dict[str, Any]) -> str:
    return reverse(name, args=[ids.get(one, one) for one in action.args])


def _mark(client: Client, action: Action, ids: dict[str, Any]) -> str:
    """What the page of the thing names as the state that it shows."""
    if not action.mark_at:
        return ""
    page = client.get(_address(action.mark_at, action, ids)).content.decode()
    return page.partition('name="mark" value="')[2].partition('"')[0]


def test_every_action_is_done_by_those_whose_it_is_and_by_nobody_else(world: World, now: Now) -> None:
    ids, people = _ids(world), _people(world)
    wrong = []
    for action in ACTIONS:
        mark = _mark(people["control2"], action, ids)
        done = {kind for kind, client in people.items() if _is_done(client, action, ids, mark)}
        if done != action.done_by:
            wrong.append(f"{action.name} {action.said}: {sorted(done)}, not {sorted(action.done_by)}")
    assert not wrong, "\n".join(wrong)


def _taking() -> Iterator[tuple[str, URLPattern]]:
    for space, room in ROOMS:
        yield from ((f"{space}{pattern.name}", pattern) for pattern in room.urlpatterns)


@pytest.mark.django_db
def test_every_address_that_takes_something_is_in_the_table(world: World) -> None:
    person = User.objects.get(pk=world.who("control", world.office).user_id)
    placed = {action.name for action in ACTIONS} | set(ELSEWHERE)
    missing = []
    for name, pattern in _taking():
        request = RequestFactory().post("/")
        request.user = person
        try:
            answer: Any = pattern.callback(request)
        except Exception:
            answer = None
        if not isinstance(answer, HttpResponseNotAllowed) and name not in placed:
            missing.append(name)
    assert not missing, f"what these take needs a line in ACTIONS: {missing}"
