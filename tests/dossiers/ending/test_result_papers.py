"""The papers of a result: several for one dossier, numbered by the office's book without a gap, or as typed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection
from tests.dossiers import given
from tests.dossiers.given import LATER, Lives, World, vn
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.test_after_a_merger import AFTER, merge, newcomer
from tests.dossiers.worlds import Now

from motcua.dossiers import public as dossiers
from motcua.dossiers.forms.results import FinishForm
from motcua.dossiers.models import ResultPaper as Row
from motcua.dossiers.public import Outcome, ResultPaper, State
from motcua.dossiers.rules.results import BadResultPaper, number_of, place_of
from motcua.foundation.errors import DomainError
from motcua.organization.public import Role

PERMIT = ResultPaper(name="Giấy phép môi trường", kind="Giấy phép", symbol="GPMT-UBND", signer="Lê Văn Ba", pages=4)


def finish(life: Lives, dossier: int, *papers: ResultPaper) -> None:
    life.do("finish", dossier, at=LATER, outcome=Outcome.GRANTED, results=papers)


def numbers(dossier: int) -> list[str]:
    return list(Row.objects.filter(dossier=dossier).order_by("id").values_list("number", flat=True))


def test_one_dossier_has_several_papers_each_with_the_next_number_of_its_book(life: Lives) -> None:
    first, second = life.at_last_step(), life.at_last_step()

    finish(life, first, PERMIT, ResultPaper(name="Quyết định", symbol="QĐ-UBND"), PERMIT)
    finish(life, second, PERMIT)

    assert numbers(first) == ["01/GPMT-UBND", "01/QĐ-UBND", "02/GPMT-UBND"]
    assert numbers(second) == ["03/GPMT-UBND"]
    assert given.recorded(first, "finish")["numbers"] == numbers(first)


def test_what_refuses_a_result_takes_no_number_out_of_the_book(life: Lives) -> None:
    dossier = life.at_last_step()

    with pytest.raises(DomainError):
        finish(life, dossier, PERMIT, ResultPaper(name="Hỏng", number="9/QĐ", issued_on=date(2030, 1, 1)))
    finish(life, dossier, PERMIT)

    assert numbers(dossier) == ["01/GPMT-UBND"]


def test_a_book_goes_on_after_a_number_that_was_typed_and_begins_anew_each_year(world: World, life: Lives) -> None:
    typed, following = life.at_last_step(), life.at_last_step()
    finish(life, typed, ResultPaper(name="Giấy phép", number="125/GPMT-UBND"))
    finish(life, following, PERMIT)

    books = dossiers.next_numbers(agency_id=world.rach_gia.id, at=LATER)
    next_year = dossiers.next_numbers(agency_id=world.rach_gia.id, at=vn("2027-01-04 08:00"))

    assert (numbers(following), books, next_year) == (
        ["126/GPMT-UBND"], {"GPMT-UBND": "127/GPMT-UBND"}, {"GPMT-UBND": "01/GPMT-UBND"},
    )  # fmt: skip


def test_a_number_stands_on_one_result_of_an_agency_and_nothing_is_half_written(life: Lives) -> None:
    first, second = life.at_last_step(), life.at_last_step()
    finish(life, first, ResultPaper(name="Giấy phép", number="7/GP"))

    with pytest.raises(DomainError) as refused:
        finish(life, second, PERMIT, ResultPaper(name="Giấy phép", number="7/GP"))

    assert refused.value.code == "number_taken"
    assert (given.dossier(second).state, numbers(second)) == (State.IN_PROCESS, [])


@pytest.mark.parametrize(
    ("paper", "says"),
    [
        (ResultPaper(name=" ", symbol="GP"), "thiếu tên"),
        (ResultPaper(name="x"), "ghi số"),
        (ResultPaper(name="x", number="số mười hai"), "viết liền"),
        (ResultPaper(name="x", number="<b>1</b>"), "viết liền"),
        (ResultPaper(name="x", symbol="GP; DROP"), "ký hiệu viết liền"),
        (ResultPaper(name="x", number="1/GP", issued_on=date(2026, 11, 18)), "đến hôm nay"),
        (ResultPaper(name="x", number="1/GP", issued_on=date(2026, 11, 15)), "từ ngày nộp"),
        (ResultPaper(name="x", number="1/GP", pages=0), "số trang"),
    ],
)
def test_a_paper_that_cannot_be_right_is_refused_with_what_to_mend(life: Lives, paper: ResultPaper, says: str) -> None:
    with pytest.raises(BadResultPaper) as refused:
        finish(life, life.at_last_step(), paper)

    assert says in refused.value.sentence_vi


def test_names_with_emoji_and_markup_are_kept_and_shown_as_they_are(world: World, life: Lives, now: Now) -> None:
    dossier = life.at_last_step()
    finish(life, dossier, ResultPaper(name="Giấy phép 🌱 <b>xanh</b>", symbol="GP"))

    page = Browser(world.who("clerk", world.rach_gia)).open(page_of(dossier))

    page.says("Giấy phép 🌱 &lt;b&gt;xanh&lt;/b&gt;", "01/GP")


def test_after_a_merger_the_successor_numbers_what_the_old_agency_began(world: World, life: Lives) -> None:
    dossier = life.at_last_step()
    new = merge(world)
    clerk = newcomer(Role(given.open_step(dossier).role), new)

    life.do("finish", dossier, at=AFTER, actor=clerk, outcome=Outcome.GRANTED, results=(PERMIT,))

    assert list(Row.objects.values_list("agency_id", "number")) == [(new.id, "01/GPMT-UBND")]


@pytest.mark.parametrize(
    ("number", "place"), [("01/GP", (1, "GP")), ("125/QĐ-UBND", (125, "QĐ-UBND")), ("GP-5", None), ("0/GP", None)]
)
def test_a_number_names_its_place_in_a_book(number: str, place: tuple[int, str] | None) -> None:
    assert place_of(number) == place
    if place:
        assert place_of(number_of(serial=place[0], symbol=place[1])) == place


def test_clerks_who_issue_at_once_get_numbers_without_a_gap_and_without_a_double(committed_world: World) -> None:
    life = Lives(committed_world)
    several = [life.at_last_step() for _ in range(6)]

    def issue(dossier: int) -> None:
        try:
            finish(life, dossier, PERMIT)
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as clerks:
        list(clerks.map(issue, several))

    assert sorted(Row.objects.values_list("number", flat=True)) == [f"0{n}/GPMT-UBND" for n in range(1, 7)]


def test_clerks_who_take_numbers_of_two_books_in_any_order_never_wait_for_each_other(committed_world: World) -> None:
    """A typed number locks the book of its own symbol, whatever stands in the symbol's place."""
    life = Lives(committed_world)
    several = [(number, life.at_last_step()) for number in range(1, 13)]

    def issue(one: tuple[int, int]) -> None:
        number, dossier = one
        typed, taken = ("ZZZ", "AAA") if number % 2 else ("AAA", "ZZZ")
        try:
            finish(
                life, dossier, ResultPaper(name="Ghi", number=f"{number * 100}/{typed}"), ResultPaper(name="Lấy", symbol=taken)
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as clerks:
        list(clerks.map(issue, several))

    assert Row.objects.count() == 24


def test_the_form_gives_the_number_and_applicant_and_staff_read_it(world: World, life: Lives, now: Now) -> None:
    dossier = life.at_last_step()
    now.at = LATER
    clerk = Browser(world.who("clerk", world.rach_gia))

    clerk.move(
        given.code(dossier), "finish", outcome="granted", vb1_name="Giấy phép môi trường", vb1_symbol="GPMT", vb2_name="Phụ lục",
        vb2_number="01a/PL",
    )  # fmt: skip

    clerk.open(page_of(dossier)).says("Giấy phép môi trường", "01/GPMT", "01a/PL")
    counter = Browser(world.who("counter", world.rach_gia_centre)).open(page_of(dossier))
    counter.says("01/GPMT")


def test_an_example_of_a_name_ends_without_a_stop() -> None:
    form = FinishForm(
        move="finish", needed=frozenset(), optional=frozenset(), choices={}, results=("Giấy phép xây dựng..",), books={}, sources=[],
        asks="",
    )  # fmt: skip

    assert form.fields["vb1_name"].help_text == "Như: Giấy phép xây dựng"
