"""What is asked of an applicant in one supplement request, item by item, with the law's reason for each?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from motcua.foundation.dated import Dated

MOST = 500


class Lack(StrEnum):
    """For which of the law's reasons something is asked."""

    MISSING = "missing"
    WRONG = "wrong"
    NOT_COMPETENT = "not_competent"
    DATA = "data"
    FILE = "file"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {"missing": "Thiếu", "wrong": "Chưa đúng", "not_competent": "Không thuộc thẩm quyền",
                "data": "Dữ liệu không khai thác được", "file": "Tệp có lỗi", "other": "Ghi riêng"}[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedItem:
    """One thing that is asked; `what` alone is what older requests had."""

    what: str
    lack: Lack = Lack.OTHER
    #: The law's reason in its words, and where it stands.
    law: str = ""
    basis: str = ""
    mend: str = ""
    #: The published component it concerns, and the paper of the dossier whose file has the defect.
    component: str = ""
    paper_id: int | None = None
    #: Of a component that data replaces: the code of the dated list by which it is asked all the same.
    asking_reason: str = ""

    @property
    def line(self) -> str:
        """As it is printed and read: what, why by law, how to mend it."""
        law = f"{self.law} ({self.basis})" if self.law and self.basis else self.law
        return ". ".join(part.rstrip(". ") for part in (self.what, law, self.mend) if part) if law or self.mend else self.what


def read_item(given: str | Mapping[str, Any] | AskedItem) -> AskedItem:
    """An item as it was given, or as it is kept; a plain text asks for what it says.

    Basis: house choice.
    """
    if isinstance(given, AskedItem):
        return given
    if isinstance(given, str):
        return AskedItem(what=given.strip()[:MOST])
    known = {name: value for name, value in given.items() if name in AskedItem.__slots__ and value is not None}
    return AskedItem(**(known | {"what": str(known["what"]).strip()[:MOST], "lack": Lack(known.get("lack", Lack.OTHER))}))


def kept(item: AskedItem) -> dict[str, Any]:
    """An item as it is kept: only what was said.

    Basis: house choice.
    """
    found = {name: getattr(item, name) for name in AskedItem.__slots__}
    return {name: str(value) if isinstance(value, Lack) else value for name, value in found.items() if value not in {"", None}}


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """A paper of the dossier, as much of it as says what it replaces."""

    paper_id: int
    component: str
    given_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A request that the applicant answered, and when."""

    items: tuple[AskedItem, ...]
    at: datetime


def replaced(papers: Sequence[Given], answers: Iterable[Answered]) -> frozenset[int]:
    """The papers that answers took the place of: those that a request named, and those whose component was given again with its answer.

    What nobody asked for anew stands as it was given: an answer about one paper says nothing of another.

    Basis: NĐ 309/2026/NĐ-CP Điều 8 (the dossier is supplemented by what the notice names).
    """
    gone: set[int] = set()
    for answer in answers:
        named = {item.paper_id for item in answer.items if item.paper_id is not None}
        by_file = {item.component for item in answer.items if item.paper_id is not None}
        components = {item.component for item in answer.items if item.paper_id is None}
        again = {paper.component for paper in papers if paper.given_at == answer.at} - by_file
        gone |= {
            paper.paper_id
            for paper in papers
            if paper.given_at < answer.at and (paper.paper_id in named or paper.component in (components | again) - {""})
        }
    return frozenset(gone)


def with_law(items: Iterable[AskedItem], held: Mapping[str, Dated]) -> tuple[AskedItem, ...]:
    """Each item with what the law says of its kind of reason, by the rules of the day; a reason that was given with it stays.

    Basis: NĐ 309/2026/NĐ-CP Điều 8 (one notice with content, reason and full guidance), by the dated rows.
    """
    return tuple(
        replace(item, law=rule.value, basis=rule.basis) if not item.law and (rule := held.get(item.lack)) else item
        for item in items
    )
