"""The seven papers: their words are the golden ones, and nothing that people write breaks them."""

import io
from typing import Any

import pytest
from pypdf import PdfReader
from tests.owed_documents import papers

from motcua.owed_documents import queries
from motcua.owed_documents.facts import Kind
from motcua.owed_documents.operations import typesetting

#: Each released set of templates as it was released. A set is never altered: a new one gets a new folder.
RELEASED = {"tt03_2025": "5ecf8aa3e112b3a6f1675698322789fd87f1792858de16dea9c5e1bcf9e1b70b"}
HOSTILE = (
    "#panic(\"x\") $x^2$ *đậm* _nghiêng_ @ghi-chú <script>alert(1)</script> {} [a] \\ // `x` ~ 'a' \"b\"",
    "Nguyễn 😀 Thị \u202e Đảo \u0007 Chuông",
    "=HYPERLINK(\"http://x\")",
)  # fmt: skip


@pytest.mark.parametrize("kind", list(Kind))
def test_the_words_are_the_golden_ones(kind: Kind) -> None:
    assert papers.text_of(papers.pdf(kind)) + "\n" == (papers.GOLDEN / f"{kind.value}.txt").read_text()


def test_released_templates_are_never_altered() -> None:
    assert {name: papers.digest(name) for name in {form.templates for form in queries.forms()}} == RELEASED


@pytest.mark.parametrize("kind", list(Kind))
def test_the_same_content_gives_the_same_bytes(kind: Kind) -> None:
    assert papers.pdf(kind) == papers.pdf(kind)


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind not in {Kind.CONTROL_SHEET, Kind.REGISTER}])
@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_write_stays_text(kind: Kind, text: str) -> None:
    words = papers.words_of(papers.pdf(kind, matter=text, person=papers.PERSON | {"name": text, "address": text}, reason=text))

    shown = [word for word in text.split() if word.isascii() and word.isprintable()]
    assert shown or "Nguyễn" in words
    assert [word for word in shown if word not in words.replace(" ", "")] == []  # a long one may be broken at a line's end


def test_a_text_cannot_turn_the_line_around() -> None:
    assert "\u202e" not in papers.text_of(papers.pdf(Kind.REFUSAL, reason="một \u202e hai"))
    assert "một hai" in papers.words_of(papers.pdf(Kind.REFUSAL, reason="một \u202e hai"))


def test_four_hundred_components_go_over_pages_with_the_heading_again() -> None:
    many = [{"name": f"Giấy tờ số {n}", "originals": 1, "copies": 0} for n in range(1, 401)]

    pages = PdfReader(io.BytesIO(papers.pdf(Kind.RECEIPT, components=many))).pages

    assert len(pages) > 8
    texts = [page.extract_text() for page in pages]
    assert all("Tên giấy tờ" in text for text in texts if "Giấy tờ số" in text)
    words = " ".join(" ".join(texts).split())
    assert all(f"{n} Giấy tờ số {n} 1" in words for n in (1, 200, 400))


@pytest.mark.parametrize("kind", list(Kind))
def test_a_name_without_spaces_stays_on_the_paper(kind: Kind) -> None:
    long = "Đ" + "ê" * 298
    more: dict[str, Any] = {
        "person": papers.PERSON | {"name": long, "address": long},
        "reason": long,
        "competent": long,
        "giver": long,
    }

    text = papers.text_of(papers.pdf(kind, **more)).replace("\n", "")

    if kind not in {Kind.REGISTER}:
        assert long in text.replace(" ", "")


@pytest.mark.parametrize("kind", list(Kind))
def test_what_is_missing_is_left_to_be_written_by_hand(kind: Kind) -> None:
    nobody = dict.fromkeys(papers.PERSON, "") | {"is_organisation": False}
    empty = {name: "" for name, value in papers.content(kind).items() if isinstance(value, str) and name not in {"qr", "title"}}

    text = papers.text_of(papers.pdf(kind, **empty, person=nobody, grantor=None))

    assert "..." in text or kind is Kind.REGISTER


def test_an_organisation_is_not_called_by_a_person_s_words() -> None:
    words = papers.words_of(papers.pdf(Kind.RECEIPT, person=papers.COMPANY, grantor=None))

    assert "Mã số định danh của tổ chức: 1800123456" in words
    assert "Ông/Bà" not in words


def test_a_matter_with_nothing_odd_is_archivable_and_one_with_a_smile_is_printed_all_the_same() -> None:
    assert b"pdfaid" in papers.pdf(Kind.REFUSAL)
    assert papers.pdf(Kind.REFUSAL, reason="😀")


def test_a_document_is_set_at_whatever_moment_it_is() -> None:
    source = typesetting.source_of(templates=papers.TEMPLATES, template=Kind.RECEIPT.value)
    whole = typesetting.typeset(source, data=papers.content(Kind.RECEIPT), at=papers.AT)

    assert typesetting.typeset(source, data=papers.content(Kind.RECEIPT), at=papers.AT.replace(microsecond=123456)) == whole
