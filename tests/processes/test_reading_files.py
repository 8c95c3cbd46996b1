"""A draft from the table that a province wrote: what words say is taken, what they do not is left for a person to choose."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from tests.dossiers.given import AT, World
from tests.processes import given
from tests.processes.given import CODE, HEAD, ROWS, workbook
from tests.processes.rows import CASES, plain

from motcua.foundation.errors import DomainError
from motcua.foundation.sheets import tables_of
from motcua.organization.public import SYSTEM
from motcua.processes.operations.reading import ProcessImported, import_process
from motcua.processes.queries import drafts as kept
from motcua.processes.queries.drafts import drafts
from motcua.processes.queries.packaged import meanings
from motcua.processes.rules import tables
from motcua.processes.rules.drawing.writing import written


def read(file: BytesIO, *, name: str = "quy-trinh.xlsx", which: int | None = None) -> tables.TableRead:
    table = tables.process_table(tables_of(file, name=name), meanings(), name=name, code=CODE, which=which)
    return tables.steps_of(table, meanings(), cases=CASES)


def document(*rows: tuple[str, ...], code: str = "", times: int = 1) -> BytesIO:
    """A decision with its annex: a heading for each procedure and its table."""
    paper = Document()
    for number in range(times):
        paper.add_paragraph(f"{number + 1}. Thủ tục cấp phép ({code if number == times - 1 else '9.999999'})")
        table = paper.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    file = BytesIO()
    paper.save(file)
    file.seek(0)
    return file


def test_a_table_as_departments_write_it_is_read_whole() -> None:
    found = read(workbook(*ROWS))

    assert [(one.kind, one.role, one.place, one.minutes) for one in found.steps] == [
        ("receive", "counter", "centre", 240),
        ("examine", "official", "competent", 960),
        ("review", "head", "competent", 240),
        ("sign", "leader", "competent", 480),
        ("issue", "clerk", "competent", 120),
        ("return", "counter", "centre", 120),
    ]
    assert [one.name for one in found.steps][:2] == [
        "Tiếp nhận hồ sơ, số hóa và chuyển xử lý",
        "Thẩm định hồ sơ, dự thảo kết quả",
    ]
    assert (found.steps[0].document, found.refused, found.notes) == ("Mẫu 01", (), ())


def test_a_document_is_read_like_a_workbook_and_by_the_code_above_its_table() -> None:
    found = read(document(HEAD, *ROWS, code=CODE, times=3), name="qd.docx")

    assert found == read(workbook(*ROWS)) or len(found.steps) == len(ROWS)


def test_of_several_tables_somebody_says_which() -> None:
    with pytest.raises(tables.SeveralProcessTables):
        read(workbook(*ROWS, sheets=2))
    assert len(read(workbook(*ROWS, sheets=2), which=2).steps) == 6
    with pytest.raises(tables.SeveralProcessTables):
        read(workbook(*ROWS, sheets=2), which=3)


def test_a_file_without_such_a_table_is_refused() -> None:
    with pytest.raises(tables.NoProcessTable):
        read(workbook(("1", "Tiếp nhận", "Một cửa"), head=("TT", "Nội dung", "Trách nhiệm")))


def test_what_is_not_recognised_is_left_open_and_named_with_its_place() -> None:
    rows = (ROWS[0], ("2", "Xử lý", "Tổ công tác 171", "hai ngày", ""), ROWS[-1])

    found = read(workbook(*rows))

    assert (found.steps[1].role, found.steps[1].kind, found.steps[1].minutes) == ("", "", 0)
    assert [one.reason for one in found.notes] == ["who_unknown", "duration_unreadable"]
    assert all("dòng 4" in one.detail.lower() for one in found.notes)
    assert "Tổ công tác 171" in found.notes[0].detail


def test_rows_without_work_or_with_formulas_are_refused_and_the_others_taken() -> None:
    rows: tuple[tuple[Any, ...], ...] = (
        ROWS[0],
        ("2", "", "Chuyên viên", "1", ""),
        ("3", "=A1", "Chuyên viên", "1", ""),
        ROWS[-1],
    )

    found = read(workbook(*rows))

    assert len(found.steps) == 2
    assert (found.refused[0].line, found.refused[0].reason) == (4, "no_name")
    assert {one.line for one in found.refused} == {4, 5}


def test_the_total_is_no_step_and_is_compared() -> None:
    def notes(total: str) -> list[str]:
        return [one.reason for one in read(workbook(*ROWS, ("", "Tổng thời gian giải quyết", "", total, ""))).notes]

    assert notes("4,5 ngày") == notes("") == []
    assert notes("5 ngày") == ["other_total"]


def test_a_column_of_hours_and_a_column_of_cases_are_understood() -> None:
    head = ("Bước", "Tên bước", "Nội dung công việc", "Đơn vị thực hiện", "Thời gian (giờ)", "Trường hợp")
    rows = (
        ("B1", "Tiếp nhận", "Nhận và số hóa", "Bộ phận Một cửa", "4", ""),
        ("B2", "Thẩm định", "Xem hồ sơ", "Chuyên viên", "16", "cấp mới"),
        ("B3", "Thẩm định", "Xem nhanh", "Chuyên viên", "8", "Cấp đổi"),
        ("B4", "Trả kết quả", "Trả", "Bộ phận Một cửa", "2", ""),
    )

    found = read(workbook(*rows, head=head))

    assert [(one.minutes, one.case, one.work) for one in found.steps][:3] == [
        (240, "", "Nhận và số hóa"), (960, "Cấp mới", "Xem hồ sơ"), (480, "", "Xem nhanh"),
    ]  # fmt: skip
    assert [one.reason for one in found.notes] == ["unknown_case"]


def test_a_long_text_is_the_work_and_its_beginning_the_name() -> None:
    text = "Bước 2. Thẩm định: chuyên viên kiểm tra toàn bộ thành phần hồ sơ, đối chiếu với quy hoạch; " + "nêu rõ căn cứ " * 10

    step = read(workbook(ROWS[0], ("2", text, "Chuyên viên", "1", ""), ROWS[-1])).steps[1]

    assert step.name == "Thẩm định"
    assert step.work.startswith("Bước 2. Thẩm định")


def imported(world: World, file: BytesIO, name: str, **more: Any) -> ProcessImported:
    actor = world.who("official", world.construction)
    return import_process(file=file, name=name, procedure_code=CODE, actor=actor, at=AT, **more)


def test_a_file_makes_a_draft_with_what_to_look_at(world: World) -> None:
    made = imported(world, workbook(*ROWS[:5], ("6", "Trả kết quả", "Ai đó", "1", "")), "qt.xlsx")

    draft = kept.draft(draft_id=made.draft_id, actor=SYSTEM)
    assert (made.steps, len(made.notes), draft.source, draft.history[0].what) == (6, 1, "qt.xlsx", "imported")
    assert "Ai đó" in draft.history[0].note
    assert {one.code for one in made.problems} >= {"no_role", "not_returned_last"}


def test_a_drawn_process_makes_a_draft_too(world: World) -> None:
    content = written(plain(), name="x", published=(), lane_of=lambda one: one.role)

    made = imported(world, BytesIO(content), "qt.bpmn")

    assert kept.draft(draft_id=made.draft_id, actor=SYSTEM).steps == plain()


@pytest.mark.parametrize(
    ("content", "name"),
    [(b"", "a.xlsx"), (b"PK\x03\x04 broken", "a.xlsx"), (b"%PDF-1.7", "a.pdf"), (b"<a/>", "a.bpmn"), (b"x" * 100, "a.docx")],
)
def test_a_bad_file_makes_nothing(world: World, content: bytes, name: str) -> None:
    with pytest.raises(DomainError):
        imported(world, BytesIO(content), name)
    assert drafts(actor=SYSTEM).rows == ()


def test_who_may_not_draft_imports_nothing(world: World) -> None:
    with pytest.raises(DomainError, match="drafted by"):
        import_process(
            file=workbook(*ROWS), name="a.xlsx", procedure_code=given.CODE, actor=world.who("official", world.rach_gia), at=AT
        )
