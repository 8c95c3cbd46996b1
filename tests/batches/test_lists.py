"""A list's life: read, checked line by line, filed in sets, mended, forgotten."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from tests.batches.files import HEADINGS, as_bytes, checked, filed, handed, pupil, read, workbook, xlsx
from tests.dossiers.factories import FIVE_DAYS, filing, owner
from tests.dossiers.given import AT, World

from motcua.batches import public as batches
from motcua.batches.models import IntakeList, Line, ListRetention
from motcua.batches.operations import run
from motcua.batches.public import Handing, LineState, ListFact, State
from motcua.batches.rules.permissions import NotYourList
from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier, Party
from motcua.foundation.errors import DomainError
from motcua.journal import public as journal
from motcua.organization import public as organization


def about(world: World, list_id: int) -> ListFact:
    return batches.list_fact(list_id, actor=world.who("counter", world.rach_gia_centre))


def wrong(world: World, list_id: int) -> dict[int, list[tuple[str, str]]]:
    lines = batches.lines(list_id, actor=world.who("counter", world.rach_gia_centre), states=[LineState.WRONG], size=None)
    return {line.number: [(one.column, one.said) for one in line.wrong] for line in lines}


def test_a_list_is_filed_by_the_school_with_authority_for_each_pupil(world: World) -> None:
    list_id = filed(world, xlsx(*(pupil(n) for n in range(1, 6))))

    told = about(world, list_id)
    assert (told.state, told.counts) == (State.DONE, {LineState.FILED: 5})
    dossier = Dossier.objects.order_by("id")[2]
    filer, pupil_row = Party.objects.filter(dossier=dossier).order_by("part")
    assert (filer.part, filer.name, filer.is_organisation, filer.authority_paper) == (
        "filer", "Trường THPT Nguyễn Trung Trực", True, "Văn bản ủy quyền số 12",
    )  # fmt: skip
    assert (pupil_row.part, pupil_row.name) == ("owner", "Nguyễn Văn Ad")
    assert (dossier.is_assisted, dossier.channel, dossier.papers.count()) == (False, 1, 2)
    assert dossier.due_at is not None


def test_helped_pupils_file_themselves_and_are_never_counted_as_having_done_it_alone(world: World) -> None:
    filed(world, xlsx(pupil(1)), handing=Handing.ASSISTED, name="", id_number="", consent=True)

    dossier = Dossier.objects.get()
    assert (dossier.applicant, dossier.is_assisted, dossier.helped_at_id) == ("Nguyễn Văn Ab", True, world.rach_gia_centre.id)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"name": ""}, "list_organisation_missing"),
        ({"authority_paper": " "}, "list_organisation_missing"),
        ({"handing": Handing.ASSISTED}, "list_consent_missing"),
        ({"procedure_code": "9.999999"}, "unknown_procedure"),
    ],
)
def test_a_list_without_grounds_is_not_taken(world: World, more: dict[str, Any], code: str) -> None:
    actor = world.who("counter", world.rach_gia_centre)
    with pytest.raises(DomainError) as refused:
        batches.hand_in_list(handed=handed(world, **more), name="a.xlsx", body=xlsx(pupil(1)), actor=actor, at=AT)

    assert refused.value.code == code
    assert not IntakeList.objects.exists()


def test_every_wrong_line_is_named_by_row_and_column_with_how_to_mend_it(world: World) -> None:
    rows = [
        pupil(1), pupil(2, name=""), pupil(3, name="Lê Thị 😀"), pupil(4, name="<b>Lan</b>"), pupil(5, id=89181000123),
        pupil(6, id="12"), pupil(7, phone=918000007), pupil(8, phone="không có"), pupil(9, address="x" * 501), pupil(1),
        pupil(11, name="=CONCAT(A1)"), pupil(12, id=8.9e10), pupil(13, name="Y Mê Lô Niê", phone="+84 918 012 345"),
    ]  # fmt: skip
    list_id = checked(world, xlsx(*rows))

    assert wrong(world, list_id) == {
        5: [("Họ và tên", "Thiếu họ tên.")],
        6: [("Họ và tên", "Họ tên có chữ số hoặc ký hiệu.")],
        7: [("Họ và tên", "Họ tên có chữ số hoặc ký hiệu.")],
        8: [("Số định danh", "Số bị bảng tính đổi: mất số 0 ở đầu hoặc các số cuối.")],
        9: [("Số định danh", "Không phải số định danh.")],
        10: [("Điện thoại", "Số bị bảng tính bỏ mất số 0 ở đầu.")],
        11: [("Điện thoại", "Không phải số điện thoại.")],
        12: [("Địa chỉ", "Dài quá 500 chữ.")],
        13: [("Cả dòng", "Trùng với dòng 4.")],
        14: [("Cả dòng", "Ô B14 chứa công thức."), ("Họ và tên", "Thiếu họ tên.")],
        15: [("Số định danh", "Số bị bảng tính đổi: mất số 0 ở đầu hoặc các số cuối.")],
    }
    assert about(world, list_id).good == 2


def test_hidden_and_merged_rows_and_hidden_sheets_are_not_filed_unseen(world: World) -> None:
    book = workbook([pupil(1), pupil(2), pupil(3), [4, None, "089000000004", "", "", ""]])
    book.active.row_dimensions[5].hidden = True
    book.active.merge_cells("B6:B7")
    book.create_sheet("Ẩn").append(list(HEADINGS))
    book["Ẩn"].sheet_state = "hidden"
    book["Ẩn"].append(pupil(9))

    list_id = checked(world, as_bytes(book))

    assert wrong(world, list_id) == {5: [("Cả dòng", "Dòng này bị ẩn hoặc bị lọc.")]}
    assert "Ẩn" in about(world, list_id).note


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"%PDF-1.7 khong phai bang", "không phải bảng"),
        (b"\x00\x01\x02\x03", "không phải bảng"),
        (b"PK\x03\x04 hong", "bị hỏng"),
        (as_bytes(workbook([])), "không có dòng nào"),
        ("Họ tên,Số định danh\n".encode(), "không có dòng nào"),
        (b"Ho ten\n" + b"Lan\n" * 50_001, "hơn 50000 dòng"),
    ],
)
def test_a_file_that_is_no_list_is_refused_with_what_to_do(world: World, body: bytes, said: str) -> None:
    list_id = read(world, body)

    told = about(world, list_id)
    assert told.state is State.REFUSED
    assert said in told.note
    assert bytes(IntakeList.objects.get(pk=list_id).file_sealed) == b""


def test_an_empty_file_is_not_taken(world: World) -> None:
    with pytest.raises(DomainError) as refused:
        read(world, b" \n")
    assert refused.value.code == "list_file_empty"


@pytest.mark.parametrize("between", [",", ";", "\t"])
def test_a_csv_file_is_read_as_well(world: World, between: str) -> None:
    text = "\n".join(between.join(map(str, row)) for row in (HEADINGS, *(pupil(n, papers="") for n in range(3))))
    list_id = checked(world, text.encode("utf-8-sig"))

    assert about(world, list_id).counts == {LineState.GOOD: 3}


def test_the_same_file_twice_is_one_list(world: World) -> None:
    body, actor = xlsx(pupil(1)), world.who("counter", world.rach_gia_centre)
    first = filed(world, body)

    taken = batches.hand_in_list(handed=handed(world), name="lan-hai.xlsx", body=body, actor=actor, at=AT)

    assert (taken.list_id, taken.again) == (first, True)


def test_only_the_mended_lines_of_a_list_handed_in_again_are_filed(world: World) -> None:
    first = filed(world, xlsx(pupil(1), pupil(2, phone="sai"), pupil(3)))
    assert about(world, first).filed == 2

    second = filed(world, xlsx(pupil(1), pupil(2), pupil(3)))

    assert about(world, second).counts == {LineState.FILED: 1, LineState.BEFORE: 2}
    assert Dossier.objects.count() == 3


def test_the_table_of_wrong_lines_can_be_mended_and_handed_in(world: World) -> None:
    actor = world.who("counter", world.rach_gia_centre)
    first = filed(world, xlsx(pupil(1), pupil(2, phone="sai"), pupil(3, name="")))

    heading, *rows = batches.wrong_table(first, actor=actor)
    assert [(row[-4], row[-3]) for row in rows] == [("5", "Điện thoại"), ("6", "Họ và tên")]
    mended = [list(row) for row in rows]
    mended[0][3], mended[1][1] = "0918000002", "Lê Thị Ba"
    second = filed(world, as_bytes(workbook(mended, headings=[str(one) for one in heading])))

    assert about(world, second).counts == {LineState.FILED: 2}


def test_whoever_has_the_same_matter_running_is_warned_about_by_its_code(world: World) -> None:
    person = owner(id_number="089000000007")
    running = dossiers.file_dossier(
        filing=filing(centre_id=world.phu_quoc_centre.id, competent_id=world.phu_quoc.id, persons=(files_filer(), person)),
        actor=organization.SYSTEM, at=AT,
    ).code  # fmt: skip
    list_id = checked(world, xlsx(pupil(7), pupil(8), pupil(9, id="089 000 000 008")))

    lines = batches.lines(list_id, actor=world.who("counter", world.rach_gia_centre))
    assert [line.warnings for line in lines] == [
        (f"Người này đang có hồ sơ {running} của thủ tục này chưa xong.",),
        (),
        ("Số định danh trùng với dòng 5: xem có phải một người ghi hai lần.",),
    ]


def files_filer() -> dossiers.Person:
    return dossiers.Person(name="Người nộp khác")


def test_a_paused_list_stops_after_its_set_and_goes_on_where_it_was(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SET", 2)
    actor = world.who("counter", world.rach_gia_centre)
    list_id = checked(world, xlsx(*(pupil(n) for n in range(5))))
    batches.start_list(list_id=list_id, actor=actor, at=AT)

    assert batches.file_next(list_id=list_id, at=AT) == 2
    batches.pause_list(list_id=list_id, actor=actor, at=AT)
    assert batches.file_next(list_id=list_id, at=AT) == 0
    assert (about(world, list_id).filed, about(world, list_id).state) == (2, State.PAUSED)
    batches.start_list(list_id=list_id, actor=actor, at=AT)
    assert [batches.file_next(list_id=list_id, at=AT) for _ in range(3)] == [2, 1, 0]

    codes = [line.code[-4:] for line in batches.lines(list_id, actor=actor)]
    assert codes == ["0001", "0002", "0003", "0004", "0005"]


def test_the_rest_of_a_list_can_be_left_out(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "SET", 2)
    actor = world.who("counter", world.rach_gia_centre)
    list_id = checked(world, xlsx(*(pupil(n) for n in range(5))))
    batches.start_list(list_id=list_id, actor=actor, at=AT)
    batches.file_next(list_id=list_id, at=AT)

    batches.leave_out_rest(list_id=list_id, actor=actor, at=AT)

    assert about(world, list_id).counts == {LineState.FILED: 2, LineState.LEFT_OUT: 3}
    assert Dossier.objects.count() == 2


def handed_in(world: World, body: bytes) -> batches.Taken:
    actor = world.who("counter", world.rach_gia_centre)
    return batches.hand_in_list(handed=handed(world), name="lop-10.xlsx", body=body, actor=actor, at=AT)


def paused(world: World, body: bytes) -> int:
    actor, list_id = world.who("counter", world.rach_gia_centre), checked(world, body)
    batches.start_list(list_id=list_id, actor=actor, at=AT)
    batches.pause_list(list_id=list_id, actor=actor, at=AT)
    return list_id


SOUND, ALL_WRONG = xlsx(pupil(1)), xlsx(pupil(1, name=""))
#: How far a list came, and with which file.
UNFINISHED = {
    State.READING: (lambda world, body: handed_in(world, body).list_id, SOUND),
    State.REFUSED: (read, b"%PDF-1.7 khong phai bang"),
    State.COLUMNS: (read, SOUND),
    State.CHECKED: (checked, ALL_WRONG),
    State.PAUSED: (paused, SOUND),
}


@pytest.mark.parametrize("state", UNFINISHED)
def test_a_list_that_came_so_far_can_be_dropped_and_its_file_handed_in_again(world: World, state: State) -> None:
    lead, body = UNFINISHED[state]
    list_id = lead(world, body)
    assert about(world, list_id).state is state

    batches.leave_out_rest(list_id=list_id, actor=world.who("counter", world.rach_gia_centre), at=AT)

    assert about(world, list_id).state is State.DROPPED
    batches.read_list(list_id=list_id, at=AT)
    batches.check_list(list_id=list_id, at=AT)
    assert (about(world, list_id).state, batches.file_next(list_id=list_id, at=AT)) == (State.DROPPED, 0)
    assert not handed_in(world, body).again


@pytest.mark.parametrize("state", UNFINISHED)
def test_persons_of_a_list_that_nobody_finished_are_wiped_all_the_same(world: World, state: State) -> None:
    lead, body = UNFINISHED[state]
    list_id = lead(world, body)
    days = ListRetention.objects.get().days

    assert batches.wipe_lists(at=AT + timedelta(days=days - 1)) == 0
    assert batches.wipe_lists(at=AT + timedelta(days=days, hours=1)) == 1

    row = IntakeList.objects.get(pk=list_id)
    assert (bytes(row.handed_sealed), bytes(row.file_sealed), row.filer) == (b"", b"", "")
    assert [bytes(line.cells_sealed) + bytes(line.id_index) for line in Line.objects.filter(list=list_id)] in ([], [b""])
    assert about(world, list_id).state in {State.DROPPED, State.REFUSED}
    assert batches.wipe_lists(at=AT + timedelta(days=days, hours=2)) == 0


def test_who_takes_a_table_of_a_list_away_is_recorded_with_how_many_rows_and_no_person(world: World) -> None:
    actor = world.who("counter", world.rach_gia_centre)
    list_id = filed(world, xlsx(pupil(1), pupil(2, phone="sai"), pupil(3, name="")))

    batches.take_list(list_id=list_id, part=batches.Part.WRONG, actor=actor, at=AT)
    batches.take_list(list_id=list_id, part=batches.Part.RESULT, actor=actor, at=AT)

    taken = [(fact.name, fact.actor, fact.payload) for fact in journal.history(f"list:{list_id}")[-2:]]
    assert taken == [
        ("ListTaken", actor.label, {"part": "wrong", "rows": 2}),
        ("ListTaken", actor.label, {"part": "result", "rows": 3}),
    ]


def test_a_list_of_somebody_who_lost_the_post_pauses_and_says_why(world: World) -> None:
    actor = world.who("counter", world.rach_gia_centre)
    list_id = checked(world, xlsx(pupil(1)))
    batches.start_list(list_id=list_id, actor=actor, at=AT)
    IntakeList.objects.filter(pk=list_id).update(started_by=world.who("official", world.phu_quoc).user_id)

    assert batches.file_next(list_id=list_id, at=AT) == 0

    told = about(world, list_id)
    assert (told.state, told.good) == (State.PAUSED, 1)
    assert "cán bộ một cửa" in told.note


def test_counter_staff_of_another_centre_see_nothing_of_a_list(world: World) -> None:
    list_id = checked(world, xlsx(pupil(1)))
    stranger = world.who("counter", world.phu_quoc_centre)

    assert batches.lists(actor=stranger) == []
    for way in (
        batches.list_fact,
        batches.lines,
        lambda *a, **k: list(batches.wrong_table(*a, **k)),
        lambda *a, **k: list(batches.result_table(*a, **k)),
        lambda one, **k: batches.take_list(list_id=one, part=batches.Part.WRONG, at=AT, **k),
    ):
        with pytest.raises(NotYourList):
            way(list_id, actor=stranger)
    for act in (batches.start_list, batches.pause_list, batches.leave_out_rest):
        with pytest.raises(NotYourList):
            act(list_id=list_id, actor=stranger, at=AT)


def test_nothing_of_a_person_stands_open_in_the_tables_or_in_the_journal(world: World) -> None:
    list_id = filed(world, xlsx(pupil(1, name="Thạch Thị Sa Rương", id="089123456789"), pupil(2, phone="0918 sai")))

    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(t::text, '') FROM batches_line t")
        kept = cursor.fetchone()[0]
        cursor.execute("SELECT string_agg(t::text, '') FROM batches_intakelist t")
        kept += cursor.fetchone()[0]
    kept += str([fact.payload for fact in journal.history(f"list:{list_id}")])
    assert [word for word in ("Rương", "089123456789", "0918", "Rạch Giá") if word in kept] == []


def test_persons_of_a_list_are_wiped_when_its_time_is_over_and_its_codes_stay(world: World) -> None:
    list_id = filed(world, xlsx(pupil(1)))
    days = ListRetention.objects.get().days

    assert batches.wipe_lists(at=AT + timedelta(days=days - 1)) == 0
    assert batches.wipe_lists(at=AT + timedelta(days=days, hours=1)) == 1

    line = Line.objects.get(list=list_id)
    assert (bytes(line.cells_sealed), bytes(line.id_index), line.code != "") == (b"", b"", True)
    assert about(world, list_id).is_wiped


def test_how_long_persons_are_kept_is_a_row_of_the_day(world: World) -> None:
    ListRetention.objects.create(valid_from=date(2027, 1, 1), days=5, basis="thử", confidence="estimate")
    filed(world, xlsx(pupil(1)))

    assert batches.wipe_lists(at=AT + timedelta(days=7)) == 0
    assert batches.wipe_lists(at=datetime.fromisoformat("2027-01-02T00:00:00+07:00")) == 1


def test_the_result_says_of_every_row_its_code_and_its_due_time(world: World) -> None:
    list_id = filed(world, xlsx(pupil(1), pupil(2, name="")))

    heading, first, second = batches.result_table(list_id, actor=world.who("counter", world.rach_gia_centre))
    assert heading[:3] == ("Dòng", "Tình trạng", "Mã hồ sơ")
    assert first[:2] == (4, "Đã nộp")
    assert first[2] == Dossier.objects.get().code
    assert second[1:3] == ("Sai, phải sửa", "")


def test_the_procedure_of_a_list_is_the_one_it_was_handed_in_for(world: World) -> None:
    list_id = filed(world, xlsx(pupil(1)))

    assert about(world, list_id).procedure_code == FIVE_DAYS
    assert Dossier.objects.get().procedure.code == FIVE_DAYS
