"""Forms built by the real operations, over a catalogue built by real imports."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from tests.catalogue import given as catalogues
from tests.eforms.documents import choice, day, document, rows, text

from motcua.eforms.models import FormVersion
from motcua.eforms.operations import approving, drafting, pinning

AT = datetime(2026, 11, 16, 1, 0, tzinfo=UTC)
TODAY = date(2026, 11, 16)
CODE = "1.000001"


@dataclass(frozen=True)
class Person:
    """Holds its roles over the whole province."""

    label: str
    roles: frozenset[str]

    def holds_over(self, agency_id: int | None, roles: Any, /) -> bool:
        return not self.roles.isdisjoint(roles)

    lent = ()


DESIGNER = Person("user:1", frozenset({"control"}))
COLLEAGUE = Person("user:2", frozenset({"control"}))
LEADER = Person("user:3", frozenset({"leader"}))
COUNTER = Person("user:4", frozenset({"counter"}))


def sound() -> dict[str, Any]:
    return document(
        ("name", "born", "married"),
        name=text("Họ tên", prefill="applicant.full_name"),
        born=day("Ngày sinh", notAfter="today"),
        married=choice("Đã kết hôn", "Có", "Không", widget="radio"),
        spouse=text("Vợ hoặc chồng", shownWhen={"field": "married", "equals": "Có"}, requiredWhenShown=True),
        home={"type": "object", "widget": "address", "title": "Nơi cư trú"},
        children=rows("Con", ("name",), {"name": text("Tên con"), "born": day("Ngày sinh con", notAfter="today")}, maxItems=3),
        pledge={"type": "boolean", "title": "Cam đoan"},
    )


def draft(code: str = "to-khai-thu", said: dict[str, Any] | None = None, procedure: str = CODE, case: str = "") -> int:
    version_id = drafting.create_form(
        code=code, name=f"Tờ khai {code}", basis="Thông tư thử", actor=DESIGNER, at=AT, document=said or sound()
    )
    if procedure:
        pinning.pin(version_id=version_id, procedure_code=procedure, case=case, actor=DESIGNER, at=AT)
    return version_id


def approve(version_id: int, *, on: date = TODAY, at: datetime = AT) -> None:
    revision = FormVersion.objects.get(pk=version_id).revision
    approving.approve_version(version_id=version_id, revision=revision, valid_from=on, actor=COLLEAGUE, at=at)


def in_use(code: str = "to-khai-thu", said: dict[str, Any] | None = None, case: str = "") -> int:
    """A procedure of a catalogue of one, with a form in use."""
    catalogues.procedure(CODE)
    version_id = draft(code, said, case=case)
    approve(version_id)
    return version_id
