"""A decision is taken whole or not at all and makes the versions of its day."""

from datetime import date, timedelta

import pytest
from django.test import Client
from ninja.testing import TestClient
from tests.catalogue import given
from tests.catalogue.decisions import lists
from tests.catalogue.decisions.lists import ABOLISHED, AMENDED, APPROVER, DRAFTER, EFFECT, NEW, PROGRAM, REPLACED, reasons, row
from tests.catalogue.factories import AT, Keeper, line

from motcua.catalogue import public as catalogue
from motcua.catalogue.api import router
from motcua.catalogue.facts import Act, DecisionState, ListedPart
from motcua.catalogue.models import Decision, ProcedureVersion
from motcua.catalogue.operations.decisions.approve import (
    approve_decision,
    import_decision,
    undo_decision,
)
from motcua.catalogue.operations.decisions.draft import (
    DecisionRefused,
    EffectUnsaid,
    NotWaiting,
    draft_decision,
    withdraw_decision,
)
from motcua.catalogue.queries.decisions.files import DecisionExists, DecisionFile, preview_decision, read_decision
from motcua.catalogue.queries.reading import history
from motcua.catalogue.queries.terms import ProcedureNotReady
from motcua.catalogue.rules.decisions.naming import DecisionDayOdd, DecisionUnsaid
from motcua.catalogue.rules.decisions.naming import Given as DecisionGiven
from motcua.catalogue.rules.permissions import NotADecider, NotAKeeper
from motcua.foundation.four_eyes import OwnWork
from motcua.journal import public as journal

pytestmark = pytest.mark.django_db

BEFORE = EFFECT - timedelta(days=1)


def _file(*rows, name: str = "qd.xlsx") -> DecisionFile:
    return read_decision(lists.workbook(*rows), name=name)


def _drafted(*rows) -> int:
    drafted = draft_decision(file=_file(*rows), given=lists.given(), actor=DRAFTER, at=AT)
    assert drafted.decision_id is not None
    return drafted.decision_id


def _versions(code: str) -> list[tuple[int, date, date | None]]:
    return [(one.number, one.valid_from, one.valid_to) for one in history(code)]


def test_an_amended_procedure_keeps_what_the_list_does_not_speak_of() -> None:
    given.procedure()
    old = catalogue.terms_in_force(procedure_code="1.000001", on=BEFORE)

    done = lists.imported(AMENDED, row("1.000001", limit="03 ngày làm việc", fee="50.000 đồng"))

    new = catalogue.terms_in_force(procedure_code="1.000001", on=EFFECT)
    assert done.state is DecisionState.APPROVED
    assert catalogue.terms_in_force(procedure_code="1.000001", on=BEFORE) == old
    assert (old.limit, new.limit) == ((5, "working_days"), (3, "working_days"))
    assert new.components == old.components
    assert {fee.amount for fee in new.fees} == {50_000}
    assert sum(step.minutes for step in new.steps) == 3 * 480
    assert catalogue.procedure("1.000001", EFFECT).decision == "2770/QĐ-UBND ngày 02/11/2026"


@pytest.mark.parametrize(("fee", "of_province"), [("50.000 đồng", True), ("", False)])
def test_a_fee_is_said_to_be_the_provinces_when_its_list_says_it(client: Client, fee: str, of_province: bool) -> None:
    given.procedure()
    lists.imported(AMENDED, row("1.000001", limit="03 ngày làm việc", fee=fee))

    before, after = (given.page(client, f"/thu-tuc/1.000001/?ban={number}") for number in (1, 2))

    assert "Ghi theo văn bản trung ương" in before
    assert ("Ghi theo Quyết định 2770/QĐ-UBND của tỉnh." in after) is of_province
    assert ("Ghi theo văn bản trung ương" in after) is not of_province


@pytest.mark.parametrize("fee", ["Không", "Không thu phí", "miễn lệ phí"])
def test_nothing_to_pay_in_other_words_is_no_change(fee: str) -> None:
    given.procedure()

    seen = lists.previewed(AMENDED, row("1.000001", limit="03 ngày làm việc", fee=fee))

    assert [change.part for change in seen.lines[0].changes] == [ListedPart.LIMIT]


def test_the_preview_says_part_by_part_what_changes_and_writes_nothing() -> None:
    given.procedure()

    seen = lists.previewed(AMENDED, row("1.000001", limit="03 ngày làm việc", online="Toàn trình", fee="Miễn phí"))

    assert [(one.part, one.before, one.after) for one in seen.lines[0].changes] == [
        (ListedPart.LIMIT, "5 ngày làm việc", "03 ngày làm việc"),
        (ListedPart.ONLINE, "Nguồn không ghi", "Toàn trình"),
    ]
    assert not Decision.objects.exists()
    assert _versions("1.000001") == [(1, given.FIRST_DAY, None)]


def test_a_new_procedure_is_listed_and_cannot_be_filed_until_its_content_comes_in() -> None:
    said = {"limit": "5 ngày làm việc", "where": "Trung tâm", "agency": "UBND cấp xã", "online": "Toàn trình"}
    lists.imported(NEW, "Lĩnh vực: Thử nghiệm", row("1.000009", **said))

    read = catalogue.procedure("1.000009", EFFECT)
    assert (read.version.detail, read.offered, read.fileable, read.field) == ("listed", True, False, "Thử nghiệm")
    with pytest.raises(catalogue.ProcedureNotInForce):
        catalogue.procedure("1.000009", BEFORE)
    with pytest.raises(ProcedureNotReady):
        catalogue.terms_in_force(procedure_code="1.000009", on=EFFECT)

    report = given.imported([line("1.000009")], effective=EFFECT + timedelta(days=5))

    assert (report.changed, report.refused) == (1, [])
    assert catalogue.procedure("1.000009", EFFECT + timedelta(days=5)).fileable


def test_an_abolished_procedure_ends_and_no_import_brings_it_back() -> None:
    given.procedure()

    lists.imported(ABOLISHED, row("1.000001"))

    assert _versions("1.000001") == [(1, given.FIRST_DAY, EFFECT)]
    assert catalogue.procedure("1.000001", BEFORE)
    with pytest.raises(catalogue.ProcedureNotInForce):
        catalogue.terms_in_force(procedure_code="1.000001", on=EFFECT)
    again = given.imported([line()], effective=EFFECT)
    assert [(one.code, one.reason) for one in again.refused] == [("1.000001", "abolished")]


def test_a_replaced_procedure_ends_where_the_new_one_begins_and_both_tell_of_it() -> None:
    given.procedure()
    headings = ("STT", "Mã TTHC bị thay thế", "Mã TTHC", "Tên TTHC")
    file = lists.workbook(REPLACED, ["1", "1.000001", "1.000009", "Thủ tục mới"], headings=headings)

    import_decision(file=read_decision(file, name="x"), given=lists.given(), actor=PROGRAM, at=AT)

    assert _versions("1.000001") == [(1, given.FIRST_DAY, EFFECT)]
    assert _versions("1.000009") == [(1, EFFECT, None)]
    ended = ProcedureVersion.objects.get(procedure__code="1.000001")
    assert ended.ended_by == ProcedureVersion.objects.get(procedure__code="1.000009").decided_by


def test_words_that_can_mean_several_limits_are_kept_and_not_guessed() -> None:
    given.procedure()
    words = "05 ngày làm việc; trường hợp phải xác minh 08 ngày làm việc"

    seen = lists.imported(AMENDED, row("1.000001", limit=words))

    assert [one.reason for one in seen.lines[0].warnings] == ["limit_unread"]
    version = ProcedureVersion.objects.get(procedure__code="1.000001", valid_to=None)
    assert (version.limit_amount, version.limit_words) == (None, words)
    with pytest.raises(ProcedureNotReady):
        catalogue.terms_in_force(procedure_code="1.000001", on=EFFECT)


def test_a_source_that_has_not_heard_of_the_decision_takes_nothing_back() -> None:
    given.procedure()
    lists.imported(AMENDED, row("1.000001", limit="03 ngày làm việc"))

    report = given.imported([line()], effective=EFFECT + timedelta(days=9))

    assert (report.unchanged, report.changed) == (1, 0)
    assert catalogue.terms_in_force(procedure_code="1.000001", on=EFFECT + timedelta(days=9)).limit == (3, "working_days")


def test_the_same_file_twice_changes_nothing_and_another_of_that_number_is_refused() -> None:
    given.procedure()
    file = _file(AMENDED, row("1.000001", limit="03 ngày làm việc"))
    first = import_decision(file=file, given=lists.given(), actor=PROGRAM, at=AT)

    again = import_decision(file=file, given=lists.given(), actor=PROGRAM, at=AT)

    assert (first.unchanged, again.unchanged, again.decision_id) == (False, True, first.decision_id)
    assert len(_versions("1.000001")) == 2
    with pytest.raises(DecisionExists):
        lists.imported(AMENDED, row("1.000001", limit="02 ngày làm việc"))


def test_one_refused_row_keeps_the_whole_decision_out() -> None:
    given.procedure()

    with pytest.raises(DecisionRefused) as refused:
        lists.imported(AMENDED, row("1.000001", limit="03 ngày làm việc"), row("1.000404"), row("1.00050"))

    assert reasons(refused.value.preview) == [("1.000404", "unknown_code"), ("1.00050", "code_cut")]
    assert not Decision.objects.exists()
    assert _versions("1.000001") == [(1, given.FIRST_DAY, None)]


def test_a_procedure_of_two_levels_may_stand_twice_with_the_same_words() -> None:
    said = {"limit": "5 ngày", "where": "Trung tâm"}
    seen = lists.imported(
        NEW, "Thủ tục hành chính cấp tỉnh", row("1.000009", **said), "Thủ tục hành chính cấp xã", row("1.000009", **said)
    )

    assert len(seen.lines) == 1
    assert catalogue.procedure("1.000009", EFFECT).levels == ("province", "commune")


def test_who_drafts_does_not_approve_and_who_has_no_part_does_neither() -> None:
    given.procedure()
    rows = (AMENDED, row("1.000001", limit="03 ngày làm việc"))
    with pytest.raises(NotAKeeper):
        draft_decision(file=_file(*rows), given=lists.given(), actor=Keeper("user:9", frozenset()), at=AT)
    decision_id = _drafted(*rows)
    assert _versions("1.000001") == [(1, given.FIRST_DAY, None)]

    with pytest.raises(OwnWork):
        approve_decision(decision_id=decision_id, actor=DRAFTER, at=AT)
    with pytest.raises(NotADecider):
        approve_decision(decision_id=decision_id, actor=Keeper("user:3", frozenset({"operator"})), at=AT)
    approve_decision(decision_id=decision_id, actor=APPROVER, at=AT)

    assert len(_versions("1.000001")) == 2
    with pytest.raises(NotWaiting):
        approve_decision(decision_id=decision_id, actor=APPROVER, at=AT)


def test_a_draft_that_a_later_decision_has_overtaken_cannot_be_approved() -> None:
    given.procedure()
    decision_id = _drafted(AMENDED, row("1.000001", limit="03 ngày làm việc"))
    lists.imported(ABOLISHED, row("1.000001"), number="1/QĐ-UBND", effective_on=date(2026, 11, 20))

    with pytest.raises(DecisionRefused) as refused:
        approve_decision(decision_id=decision_id, actor=APPROVER, at=AT)

    assert reasons(refused.value.preview) == [("1.000001", "ended_code")]


def test_a_withdrawn_draft_makes_room_for_the_mended_file() -> None:
    given.procedure()
    decision_id = _drafted(AMENDED, row("1.000001", limit="03 ngày làm việc"))

    withdraw_decision(decision_id=decision_id, actor=DRAFTER, at=AT)
    _drafted(AMENDED, row("1.000001", limit="02 ngày làm việc"))

    assert sorted(Decision.objects.values_list("state", flat=True)) == ["signed", "withdrawn"]


def test_what_the_file_does_not_say_must_be_given() -> None:
    given.procedure()
    file = _file(AMENDED, row("1.000001", fee="1.000 đồng"))

    with pytest.raises(DecisionUnsaid, match="day of effect"):
        import_decision(file=file, given=DecisionGiven(), actor=PROGRAM, at=AT)
    with pytest.raises(EffectUnsaid) as unsaid:
        draft_decision(file=file, given=DecisionGiven(), actor=DRAFTER, at=AT)
    with pytest.raises(DecisionDayOdd):
        preview_decision(file=file, given=lists.given(effective_on=date(2026, 11, 1)), on=given.FIRST_DAY)

    assert len(unsaid.value.preview.lines) == 1
    assert not Decision.objects.exists()


def test_every_change_of_a_decision_is_in_the_journal() -> None:
    given.procedure()
    done = lists.imported(AMENDED, row("1.000001", limit="03 ngày làm việc"))
    undo_decision(decision_id=done.decision_id, reason="Nhầm tệp", actor=APPROVER, at=AT)

    assert [fact.name for fact in journal.history(f"decision:{done.decision_id}")] == [
        "DecisionDrafted",
        "DecisionApproved",
        "DecisionUndone",
    ]
    procedure = ProcedureVersion.objects.filter(procedure__code="1.000001").values_list("procedure_id", flat=True).first()
    assert [fact.name for fact in journal.history(f"procedure:{procedure}")][-2:] == [
        "ProcedureVersionUndone",
        "ProcedureReopened",
    ]


def test_the_api_tells_both_sides_of_a_decision() -> None:
    api = TestClient(router)
    given.procedure("1.000001")
    given.procedure("1.000002")
    lists.imported(AMENDED, row("1.000001", limit="03 ngày làm việc"), ABOLISHED, row("1.000002"))

    def codes(on: date) -> list[tuple[str, int]]:
        return [(one["code"], one["limit"]["amount"]) for one in api.get(f"?on={on}").json()["items"]]

    assert codes(BEFORE) == [("1.000001", 5), ("1.000002", 5)]
    assert codes(EFFECT) == [("1.000001", 3)]
    assert api.get(f"/1.000002?on={BEFORE}").json()["limit"]["amount"] == 5
    with pytest.raises(catalogue.ProcedureNotInForce):
        api.get(f"/1.000002?on={EFFECT}")
    assert api.get(f"/1.000001?on={EFFECT}").json()["decision"] == "2770/QĐ-UBND ngày 02/11/2026"


def _approved_process(minutes: int) -> None:
    frame = catalogue.process_frame(procedure_code="1.000001", on=given.FIRST_DAY)
    steps = tuple(
        catalogue.StepTerms(number=n, key=kind, name=kind, role=role, place=place, minutes=minutes // 3, kind=kind)
        for n, (kind, role, place) in enumerate(
            (("receive", "counter", "centre"), ("examine", "official", "competent"), ("return", "counter", "centre")), start=1
        )
    )
    approved = catalogue.Approved(
        version_id=frame.version_id, name="Đã duyệt", steps=steps, agency_ids=frozenset(), valid_from=given.FIRST_DAY,
        decision="12/QĐ-UBND", decided_on=given.FIRST_DAY,
    )  # fmt: skip
    catalogue.put_process_in_force(approved=approved, actor=PROGRAM, at=AT)


@pytest.mark.parametrize(
    ("limit", "status", "warned"), [("04 ngày làm việc", "approved", []), ("02 ngày làm việc", "derived", ["process_too_long"])]
)
def test_an_approved_process_goes_on_where_it_fits_the_new_limit(limit: str, status: str, warned: list[str]) -> None:
    given.procedure()
    _approved_process(minutes=3 * 480)

    seen = lists.imported(AMENDED, row("1.000001", limit=limit))

    assert [one.reason for one in seen.lines[0].warnings] == warned
    assert catalogue.terms_in_force(procedure_code="1.000001", on=EFFECT).process_status == status
    assert catalogue.terms_in_force(procedure_code="1.000001", on=BEFORE).process_status == "approved"


def test_a_note_that_names_another_act_than_its_heading_is_warned_of_and_the_heading_wins() -> None:
    given.procedure("1.000001")
    given.procedure("1.000002")
    given.procedure("1.000003")

    told = lists.previewed(
        AMENDED, row("1.000001", note="Bãi bỏ"), row("1.000002", note="Sửa đổi, bổ sung"),
        ABOLISHED, row("1.000003", note="Được thay thế bằng thủ tục 1.000009"),
    )  # fmt: skip

    assert [(line.act, [one.reason for one in line.warnings]) for line in told.lines] == [
        (Act.AMENDED, ["note_names_another_act"]),
        (Act.AMENDED, []),
        (Act.ABOLISHED, []),
    ]
    assert "«Bãi bỏ»" in told.lines[0].warnings[0].detail
    assert "«Sửa đổi, bổ sung»" in told.lines[0].warnings[0].detail


def test_a_code_with_a_slip_is_told_with_the_code_of_the_one_procedure_of_its_name() -> None:
    given.procedure("1.000590", name="Đăng ký khai tử")
    for code in ("1.000591", "1.000592"):
        given.procedure(code, name="Đăng ký giám hộ")

    slip, cut, ambiguous, unknown = lists.previewed(
        AMENDED,
        row("1.00059O", "Thủ tục đăng ký  khai tử"),
        row("1.00059", "Đăng ký khai tử"),
        row("1,000591", "Đăng ký giám hộ"),
        row("1.0005 9", "Thủ tục không ai có"),
    ).refused

    assert "thủ tục tên này có mã 1.000590" in slip.detail
    assert "has the code 1.000590" in slip.detail_en
    assert (cut.reason, "1.000590" in cut.detail) == ("code_cut", True)
    assert "1.000592" not in ambiguous.detail
    assert "Trong danh mục" not in ambiguous.detail
    assert "Trong danh mục" not in unknown.detail
