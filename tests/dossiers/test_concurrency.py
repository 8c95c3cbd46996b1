"""Many people at once: one key makes one dossier, codes have no gap, and of two movers one wins. Real threads, real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection, transaction
from tests.dossiers import factories, given
from tests.dossiers.given import AT, LATER, Lives, World, vn

from motcua.dossiers import public as dossiers
from motcua.dossiers.acting import perform_now
from motcua.dossiers.models import CodeCounter, Dossier, Request, Wait
from motcua.dossiers.public import Part, RequestKey, State
from motcua.foundation.errors import DomainError
from motcua.journal import public as journal

PEOPLE = 8


class GivenUp(Exception):
    """A transaction that ends without a commit."""


def together(*works: Callable[[], Any]) -> list[Any]:
    """Everybody starts at the same moment; an error is an answer like another."""
    gate = Barrier(len(works))

    def run(work: Callable[[], Any]) -> Any:
        try:
            connection.ensure_connection()
            gate.wait(timeout=30)
            return work()
        except (DomainError, GivenUp) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=len(works)) as people:
        return list(people.map(run, works))


def filing(world: World) -> dossiers.Filing:
    return factories.filing(centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id)


def test_eight_presses_of_one_button_make_one_dossier(committed_world: World) -> None:
    world = committed_world
    request = RequestKey.of(sender="user:1", key="mot-lan-thoi", asked="a")
    actor = world.who("counter", world.rach_gia_centre)

    answers = together(
        *[lambda: dossiers.file_dossier(filing=filing(world), actor=actor, at=AT, accept=True, request=request)] * PEOPLE
    )

    assert Dossier.objects.count() == Request.objects.count() == 1
    assert {answer.code for answer in answers} == {Dossier.objects.get().code}
    assert sorted(answer.repeated for answer in answers) == [False] + [True] * (PEOPLE - 1)
    assert CodeCounter.objects.get().last == 1
    assert journal.verify().ok


def test_of_many_guesses_at_once_no_more_are_looked_at_than_are_allowed(committed_world: World) -> None:
    code = given.code(Lives(committed_world).in_process())

    answers = together(
        *[
            lambda n=n: dossiers.follow_dossier(code=code, number=f"09180{n:05}", address=f"10.0.0.{n}", at=AT)
            for n in range(2 * PEOPLE)
        ]
    )

    said = [answer.code for answer in answers]
    assert (said.count("not_followed"), said.count("too_many_tries")) == (8, 8)


def test_codes_have_no_gap_though_some_filings_are_given_up(committed_world: World) -> None:
    world = committed_world
    actor = world.who("counter", world.rach_gia_centre)

    def keep() -> list[str]:
        return [dossiers.file_dossier(filing=filing(world), actor=actor, at=AT).code for _ in range(5)]

    def give_up() -> None:
        for _ in range(3):
            try:
                with transaction.atomic():
                    dossiers.file_dossier(filing=filing(world), actor=actor, at=AT)
                    raise GivenUp
            except GivenUp:
                continue

    answers = together(*[keep] * (PEOPLE - 3), *[give_up] * 3)

    codes = sorted(code for answer in answers if answer for code in answer)
    assert [int(code.rsplit("-", 1)[1]) for code in codes] == list(range(1, 5 * (PEOPLE - 3) + 1))
    assert journal.verify().ok


def test_of_two_people_on_the_same_page_exactly_one_wins(committed_world: World) -> None:
    life = Lives(committed_world)
    dossier = life.filed()
    actor = committed_world.who("counter", committed_world.rach_gia_centre)

    def accept() -> Any:
        return dossiers.accept_dossier(dossier_id=dossier, actor=actor, at=LATER, seen=1)

    def refuse() -> Any:
        return dossiers.refuse_dossier(dossier_id=dossier, actor=actor, at=LATER, seen=1, reason="x")

    answers = together(*[accept, refuse] * (PEOPLE // 2))

    won = [answer for answer in answers if isinstance(answer, dossiers.DossierMoved)]
    lost = [answer for answer in answers if isinstance(answer, DomainError)]
    assert len(won) == 1
    assert {error.code for error in lost} == {"stale_page"}
    assert given.dossier(dossier).moves == 2
    assert len(journal.history(f"dossier:{dossier}")) == 2


def test_without_a_page_the_table_still_lets_one_win(committed_world: World) -> None:
    life = Lives(committed_world)
    dossier = life.filed()
    actor = committed_world.who("counter", committed_world.rach_gia_centre)

    answers = together(*[lambda: dossiers.accept_dossier(dossier_id=dossier, actor=actor, at=LATER)] * PEOPLE)

    assert sum(isinstance(answer, dossiers.DossierMoved) for answer in answers) == 1
    assert {answer.code for answer in answers if isinstance(answer, DomainError)} == {"move_not_possible"}


def test_one_key_moves_once_and_everybody_hears_the_same(committed_world: World) -> None:
    life = Lives(committed_world)
    dossier = life.filed()
    actor = committed_world.who("counter", committed_world.rach_gia_centre)
    request = RequestKey.of(sender="user:1", key="nhan-mot-lan", asked="a")

    def accept() -> Any:
        return dossiers.accept_dossier(dossier_id=dossier, actor=actor, at=LATER, seen=1, request=request)

    answers = together(*[accept] * PEOPLE)

    assert {(answer.code, answer.moves, answer.state) for answer in answers} == {(given.code(dossier), 2, State.RECEIVED)}
    assert sum(not answer.repeated for answer in answers) == 1


def test_dossiers_move_beside_each_other(committed_world: World) -> None:
    life = Lives(committed_world)
    ids = [life.filed() for _ in range(PEOPLE)]
    actor = committed_world.who("counter", committed_world.rach_gia_centre)

    def course(dossier: int) -> Any:
        dossiers.accept_dossier(dossier_id=dossier, actor=actor, at=LATER)
        return dossiers.forward_dossier(dossier_id=dossier, actor=actor, at=LATER)

    answers = together(*[lambda dossier=dossier: course(dossier) for dossier in ids])

    assert [answer.state for answer in answers] == [State.IN_PROCESS] * PEOPLE
    assert journal.verify().ok


def test_the_timer_does_not_stop_what_was_answered_while_it_waited(committed_world: World) -> None:
    life = Lives(committed_world)
    dossier = life.awaiting_supplement(asked_at=AT)
    late = vn("2026-12-31 09:00")
    gate = Barrier(2)

    def answer() -> None:
        try:
            with transaction.atomic():
                life.do("receive_supplement", dossier, at=late)
                gate.wait(timeout=30)  # the timer reads its list now and then waits for our lock
                _until_somebody_waits()
        finally:
            connection.close()

    def timer() -> int:
        try:
            gate.wait(timeout=30)
            return dossiers.close_unanswered(at=late)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=2) as people:
        answered, stopped = people.submit(answer), people.submit(timer)
        answered.result(timeout=30)
        assert stopped.result(timeout=30) == 0

    assert given.dossier(dossier).state == State.IN_PROCESS
    assert Wait.objects.get().answered_at == late


def _until_somebody_waits() -> None:
    with connection.cursor() as cursor:
        for _ in range(500):
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
            cursor.execute("SELECT pg_sleep(0.01)")
    pytest.fail("nobody waited for the lock")


def test_of_many_moves_that_wait_for_each_other_none_is_refused_for_its_moment(committed_world: World) -> None:
    """Each asks what time it is before it has the dossier; who gets it later must not be told that time has passed."""
    world, life = committed_world, Lives(committed_world)
    counter, dossier = world.who("counter", world.rach_gia_centre), life.accepted()

    def correct(phone: str) -> Any:
        correction = dossiers.Correction(part=Part.FILER, phone=phone)
        return perform_now(move="correct", dossier_id=dossier, actor=counter, reason="Gõ nhầm", persons=(correction,))

    answers = together(*[lambda n=n: correct(f"091801226{n}") for n in range(PEOPLE)])

    assert [answer for answer in answers if isinstance(answer, Exception)] == []
    assert Dossier.objects.get(pk=dossier).moves == 2 + PEOPLE
