"""Drafts led to a stage of their life by the real operations, each by somebody who may."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook
from tests.dossiers import factories
from tests.dossiers.given import AT, World
from tests.processes.rows import plain

from motcua.foundation.errors import DomainError
from motcua.organization.public import Actor
from motcua.processes.facts import DraftRead, Step
from motcua.processes.operations.deciding import Decision, move_draft
from motcua.processes.operations.drafting import Beginning, start_draft
from motcua.processes.public import DraftState
from motcua.processes.queries import drafts as kept

CODE = factories.FIVE_DAYS
DAY = date(2026, 11, 18)
DECISION = Decision(number="1234/QĐ-UBND", decided_on=date(2026, 11, 16), valid_from=DAY)


class Drafts:
    """Drafted by an official of the department of construction, appraised by control, approved by the leader of the province."""

    def __init__(self, world: World, leader: Actor) -> None:
        self.world, self.leader = world, leader
        self.drafter = world.who("official", world.construction)
        self.control = world.who("control", world.office)

    def started(self, *, steps: tuple[Step, ...] | None = None, code: str = CODE, actor: Actor | None = None, **more: Any) -> int:
        beginning = Beginning(steps=plain() if steps is None else steps, name="Quy trình thử", **more)
        return start_draft(procedure_code=code, actor=actor or self.drafter, at=AT, beginning=beginning)

    def submitted(self, *, actor: Actor | None = None, **more: Any) -> int:
        draft = self.started(actor=actor, **more)
        self.move("submit", draft, actor=actor)
        return draft

    def appraised(self, **more: Any) -> int:
        draft = self.submitted(**more)
        self.move("appraise", draft, actor=self.control)
        return draft

    def approved(self, *, decision: Decision = DECISION, **more: Any) -> int:
        draft = self.appraised(**more)
        self.move("approve", draft, actor=self.leader, decision=decision)
        return draft

    def move(self, move: str, draft: int, *, actor: Actor | None = None, at: datetime = AT, **more: Any) -> DraftState:
        seen = self.read(draft).revision
        return move_draft(draft_id=draft, move=move, seen=seen, actor=actor or self.drafter, at=at, **more).state

    def read(self, draft: int) -> DraftRead:
        return kept.draft(draft_id=draft, actor=self.control)


HEAD = ("TT", "Nội dung công việc", "Trách nhiệm", "Thời gian (ngày)", "Biểu mẫu/Kết quả")
ROWS = (
    ("1", "Bước 1: Tiếp nhận hồ sơ, số hóa và chuyển xử lý", "Công chức Bộ phận Một cửa", "0,5", "Mẫu 01"),
    ("2", "Bước 2: Thẩm định hồ sơ, dự thảo kết quả", "Chuyên viên phòng chuyên môn", "02 ngày", "Dự thảo"),
    ("3", "Bước 3: Xem xét, trình ký", "Lãnh đạo phòng", "4 giờ", ""),
    ("4", "Bước 4: Ký duyệt", "Lãnh đạo Sở", "1", ""),
    ("5", "Bước 5: Vào sổ, đóng dấu, phát hành", "Văn thư", "0,25 ngày", "Giấy phép"),
    ("6", "Bước 6: Trả kết quả", "Trung tâm Phục vụ hành chính công tỉnh", "0,25 ngày", ""),
)


def workbook(*rows: tuple[Any, ...], head: tuple[str, ...] = HEAD, sheets: int = 1) -> BytesIO:
    """A workbook as a department sends it."""
    book = Workbook()
    for number in range(sheets):
        sheet = book.active if not number else book.create_sheet(f"QT {number + 1}")
        for row in (("QUY TRÌNH NỘI BỘ",), head, *rows):
            sheet.append(row)
    file = BytesIO()
    book.save(file)
    file.seek(0)
    return file


def refused(code: str) -> "pytest.RaisesExc[DomainError]":
    """To be used with `with`: what is refused, by the code that people and programs read."""
    return pytest.raises(DomainError, check=lambda error: error.code == code)
