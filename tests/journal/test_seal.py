from datetime import date, timedelta

import pytest
from django.db import connection
from tests.journal import given

from motcua.journal import public as journal
from motcua.journal.models import Seal
from motcua.journal.queries.seals import day_summary

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
NEXT_WEEK = given.MONDAY + timedelta(days=7)


def booked(day: date) -> int:
    return day_summary(day).facts


def test_a_fact_is_booked_on_the_vietnamese_day_of_its_moment():
    given.recorded(at=given.MONDAY.replace(hour=16, minute=59))  # 23:59 in Viet Nam
    given.recorded(at=given.MONDAY.replace(hour=17, minute=0))  # 00:00 of the next day

    assert (booked(MONDAY), booked(TUESDAY)) == (1, 1)


def test_a_fact_that_comes_after_the_seal_is_booked_on_the_next_open_day():
    given.recorded()
    journal.seal_day(day=MONDAY, at=NEXT_WEEK)

    given.recorded("dossier:late")
    journal.record_many(given.facts(3, 1))

    assert (booked(MONDAY), booked(TUESDAY)) == (1, 4)
    assert journal.verify().ok


def test_all_days_with_facts_are_sealed_and_the_last_one_even_without():
    for days in (0, 0, 2):
        given.recorded(at=given.MONDAY + timedelta(days=days))

    sealed = journal.seal_days(until=MONDAY + timedelta(days=4), at=NEXT_WEEK)

    assert [(seal.day, seal.facts) for seal in sealed] == [(MONDAY, 2), (WEDNESDAY, 1), (MONDAY + timedelta(days=4), 0)]
    verified = journal.verify()
    assert verified.ok
    assert (verified.seals, verified.last_seal) == (3, sealed[-1])


def test_sealing_again_changes_nothing():
    given.recorded()
    journal.seal_days(until=TUESDAY, at=NEXT_WEEK)

    assert journal.seal_days(until=TUESDAY, at=NEXT_WEEK) == ()
    assert Seal.objects.count() == 2


def test_a_seal_is_itself_a_fact():
    given.recorded()
    seal = journal.seal_day(day=MONDAY, at=NEXT_WEEK)

    (fact,) = journal.history("journal:seals")

    assert fact.payload == {"day": "2026-03-02", "facts": 1, "hash": seal.hash.hex()}


def test_today_is_not_sealed():
    with pytest.raises(journal.DayNotOver) as refused:
        journal.seal_day(day=MONDAY, at=given.MONDAY)
    with pytest.raises(journal.DayNotOver):
        journal.seal_days(until=MONDAY, at=given.MONDAY)

    assert refused.value.sentence_vi == "Ngày 02/03/2026 chưa kết thúc nên chưa niêm phong được."


def test_a_day_is_sealed_once_and_in_turn():
    given.recorded()
    with pytest.raises(journal.EarlierDayOpen):
        journal.seal_day(day=TUESDAY, at=NEXT_WEEK)

    journal.seal_day(day=MONDAY, at=NEXT_WEEK)

    for day in (MONDAY, MONDAY - timedelta(days=1)):
        with pytest.raises(journal.DayAlreadySealed):
            journal.seal_day(day=day, at=NEXT_WEEK)


@pytest.mark.django_db(transaction=True)
def test_a_writer_who_was_first_is_inside_the_seal(session):
    """The sealer waits for a fact that is written and not committed; one that begins meanwhile is booked later."""
    writer, sealer, latecomer = session().begin(), session(), session()
    writer.do(given.recorded, "dossier:1")

    sealing = sealer.start(journal.seal_day, day=MONDAY, at=NEXT_WEEK)
    wait_until_someone_waits_for_a_lock()
    coming = latecomer.start(given.recorded, "dossier:2")
    writer.commit()

    assert sealing.result(timeout=20).facts == 1
    coming.result(timeout=20)
    assert booked(TUESDAY) == 1
    assert journal.verify().ok


@pytest.mark.django_db(transaction=True)
def test_a_long_writer_makes_the_sealer_give_up_with_a_word(session, monkeypatch):
    monkeypatch.setattr("motcua.journal.operations.locking.PATIENCE", "100ms")
    writer = session().begin()
    writer.do(given.recorded, "dossier:1")

    with pytest.raises(journal.WritersBusy):
        journal.seal_day(day=MONDAY, at=NEXT_WEEK)

    writer.commit()
    assert journal.seal_day(day=MONDAY, at=NEXT_WEEK).facts == 1


def wait_until_someone_waits_for_a_lock() -> None:
    with connection.cursor() as cursor:
        for _ in range(400):
            cursor.execute("SELECT count(*), pg_sleep(0.01) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")
