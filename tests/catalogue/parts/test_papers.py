"""Papers described beside the published text: what can be taken from elsewhere, what may not be asked."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.catalogue import given
from tests.catalogue.factories import record
from tests.catalogue.parts.asked import BASIS, DAY, asking, done

from motcua.catalogue.facts import (
    DescribePapers,
    DictionaryKind,
    EnterWord,
    Source,
)
from motcua.catalogue.models import PaperProperty
from motcua.catalogue.operations.edits import papers, properties
from motcua.catalogue.queries import parts
from motcua.catalogue.rules.parts.papers import key

pytestmark = pytest.mark.django_db


def test_a_paper_that_an_earlier_procedure_gives_can_be_re_used() -> None:
    given.procedure()
    given.procedure("1.000002", components=[{"case": "", "items": [{"name": "Giấy phép thử;", "originals": 1, "copies": 0}]}])
    assert parts.reusable(on=DAY) == frozenset()
    done(EnterWord(dictionary=DictionaryKind.PAPER, code="giay-phep-thu", name="Giấy phép thử", valid_from=DAY, basis=""))

    done(
        DescribePapers(
            papers=(("1.000002", key("Giấy phép thử")),), type_code="giay-phep-thu", e_copy=True, source=Source.RESULT, source_name="1.000001",
            valid_from=DAY, **BASIS,
        )
    )  # fmt: skip

    (paper,) = parts.parts("1.000002", on=DAY).papers
    assert (paper.type_name, paper.source, paper.source_name, paper.is_reusable) == (
        "Giấy phép thử",
        Source.RESULT,
        "1.000001",
        True,
    )
    assert parts.reusable(on=DAY) == {"1.000002"}


def test_papers_that_do_not_exist_and_sources_without_a_name_are_refused() -> None:
    given.procedure()
    held: dict = {"type_code": "", "e_copy": None, "valid_from": DAY, **BASIS}

    with pytest.raises(papers.UnknownPaper):
        asking(DescribePapers(papers=(("1.000001", "0" * 32),), source=Source.VAULT, source_name="Kho", **held))
    with pytest.raises(papers.SourceMissing):
        asking(
            DescribePapers(papers=(("1.000001", key("Đơn đề nghị theo mẫu")),), source=Source.DATABASE, source_name=" ", **held)
        )
    with pytest.raises(properties.UnknownProcedures):
        asking(
            DescribePapers(
                papers=(("1.000001", key("Đơn đề nghị theo mẫu")),), source=Source.RESULT, source_name="9.999999", **held
            )
        )


def test_the_annex_marks_papers_that_may_not_be_asked_and_names_those_it_cannot_place() -> None:
    annexed = record(
        "2.002093",
        components=[
            {"case": "", "items": [{"name": "Bản sao Giấy chứng nhận đăng ký doanh nghiệp", "originals": 0, "copies": 1}]}
        ],
    )
    given.procedure("2.002093", **{name: annexed[name] for name in ("components",)})

    before, within = (parts.parts("2.002093", on=day) for day in (date(2026, 11, 2), DAY))

    assert within.papers[0].database == "Cơ sở dữ liệu quốc gia về đăng ký doanh nghiệp"
    assert before.papers[0].database == within.papers[0].database
    assert [reason.code for reason in parts.asking_reasons(on=DAY)] == ["incident", "disaster", "inaccurate", "incomplete"]
    assert [reason.code for reason in parts.asking_reasons(on=date(2026, 2, 1))] == ["incident", "inaccurate", "incomplete"]


def test_a_paper_is_described_in_many_procedures_in_as_many_statements_as_in_one() -> None:
    codes = [f"1.{number:06}" for number in range(1, 9)]
    for code in codes:
        given.procedure(code)

    def statements(asked_for: list[str], on: date) -> int:
        asked = DescribePapers(
            papers=tuple((code, key("Đơn đề nghị theo mẫu")) for code in asked_for), type_code="", e_copy=True,
            source=Source.NONE, source_name="", valid_from=on, **BASIS,
        )  # fmt: skip
        with CaptureQueriesContext(connection) as seen:
            facts = papers.apply(asked)
        assert len(facts) == len(asked_for)
        return len(seen)

    statements(codes, DAY)
    assert statements(codes[:1], date(2026, 11, 24)) == statements(codes, date(2026, 11, 25))
    assert PaperProperty.objects.filter(valid_to=None).count() == len(codes)
