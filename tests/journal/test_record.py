from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from tests.journal import given

from motcua.foundation.errors import Invalid
from motcua.journal import public as journal

pytestmark = pytest.mark.django_db


def test_facts_of_a_subject_are_counted_from_one_and_linked():
    facts = given.chain("dossier:1", 3)
    given.recorded("dossier:2")

    assert journal.history("dossier:1") == tuple(facts)
    assert [fact.position for fact in facts] == [1, 2, 3]
    assert len({fact.hash for fact in facts}) == 3


def test_a_fact_comes_back_as_it_was_given():
    at = given.MONDAY + timedelta(microseconds=123_457)
    given.recorded(at=at, note="“Đủ” \\ \n\t🙂", count=10**20, parts=[True, None, {"b": 1, "aa": []}])

    (fact,) = journal.history("dossier:1")

    assert fact.at == at
    assert fact.payload == {"note": "“Đủ” \\ \n\t🙂", "count": 10**20, "parts": [True, None, {"b": 1, "aa": []}]}
    assert (fact.name, fact.actor, fact.version) == ("DossierAccepted", "user:12", 1)


def test_recording_costs_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        given.recorded()


def test_many_facts_are_recorded_as_one_by_one():
    facts = given.facts(40, 7)
    with transaction.atomic():
        for fact in facts:
            journal.record(
                name=fact.name, subject=fact.subject, actor=fact.actor, at=fact.at, payload=fact.payload, version=fact.version
            )
        one_by_one = [(f.position, f.hash) for subject in range(7) for f in journal.history(f"dossier:{subject}")]
        transaction.set_rollback(True)

    journal.record_many(facts)

    together = [(f.position, f.hash) for subject in range(7) for f in journal.history(f"dossier:{subject}")]
    assert together == one_by_one


def test_many_facts_go_on_with_chains_already_begun():
    given.chain("dossier:3", 2)

    journal.record_many(given.facts(20, 5))
    given.recorded("dossier:3")

    assert [fact.position for fact in journal.history("dossier:3")] == [1, 2, 3, 4, 5, 6, 7]
    assert journal.verify().ok


def test_many_facts_keep_the_order_they_were_given_in():
    journal.record_many(given.facts(30, 4))

    page = journal.facts_page(size=100)

    assert [fact.payload["step"] for fact in page.rows] == list(range(30))


def test_no_facts_are_no_work(django_assert_num_queries):
    with django_assert_num_queries(0):
        journal.record_many([])


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_fact SET actor = 'user:99'",
        "DELETE FROM journal_fact",
        "UPDATE journal_seal SET facts = 0",
        "DELETE FROM journal_seal",
        "DELETE FROM journal_chain",
        "TRUNCATE journal_fact",
        "TRUNCATE journal_seal",
        "TRUNCATE journal_chain",
    ],
)
def test_the_database_refuses_to_change_the_journal(statement):
    given.recorded()
    with connection.cursor() as cursor:
        if "TRUNCATE" in statement:  # the tests' own clean-up needs this trigger off
            table = statement.split()[1]
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER {table}_is_never_emptied")

        with pytest.raises(IntegrityError, match="only ever added to"), transaction.atomic():
            cursor.execute(statement)


@pytest.mark.parametrize("subject", ["dossier", ":1", "dossier:", ""])
def test_a_subject_is_a_kind_and_an_id(subject):
    with pytest.raises(IntegrityError, match="fact_names_itself"), transaction.atomic():
        given.recorded(subject)


def test_pages_of_a_subject_follow_its_chain():
    facts = given.chain(length=7)

    first = journal.facts_page(subject="dossier:1", size=3)
    second = journal.facts_page(subject="dossier:1", cursor=first.next, size=3)
    third = journal.facts_page(subject="dossier:1", cursor=second.next, size=3)

    assert [*first.rows, *second.rows, *third.rows] == facts
    assert third.next is None


def test_pages_of_the_whole_journal_cost_two_statements_then_one(django_assert_num_queries):
    journal.record_many(given.facts(10, 3))

    with django_assert_num_queries(2):
        first = journal.facts_page(size=6)
    with django_assert_num_queries(1):
        second = journal.facts_page(cursor=first.next, size=6)

    assert [fact.payload["step"] for fact in (*first.rows, *second.rows)] == list(range(10))
    assert second.next is None


@pytest.mark.parametrize("cursor", ["", "rubbish", "W10", "WzEsIjE6MjozLDMiLDRd", "WzEsIngiLDRd"])
def test_a_cursor_not_ours_is_refused_or_begins_anew(cursor):
    if not cursor:
        assert journal.facts_page(cursor=cursor).rows == ()
        return

    with pytest.raises(Invalid):
        journal.facts_page(cursor=cursor)
