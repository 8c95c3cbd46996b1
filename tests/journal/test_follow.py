"""Followers among people who write at the same time, on real connections."""

import random
import threading
from collections import Counter, defaultdict
from datetime import timedelta

import pytest
from django.db import connection, transaction
from tests.journal import given

from motcua.journal import public as journal

pytestmark = pytest.mark.django_db(transaction=True)


class Reader:
    """A follower that keeps what it was handed."""

    def __init__(self, name: str = "reader") -> None:
        self.name = name
        self.facts: list[journal.Recorded] = []

    def read(self, *, limit: int = 500) -> int:
        return journal.follow(self.name, self.facts.extend, limit=limit)

    def read_all(self, *, limit: int = 500) -> list[tuple[str, int]]:
        before = len(self.facts)
        while self.read(limit=limit):
            pass
        return [(fact.subject, fact.position) for fact in self.facts[before:]]


def in_order_and_once(facts: list[journal.Recorded]) -> bool:
    chains = defaultdict(list)
    for fact in facts:
        chains[fact.subject].append(fact.position)
    return all(positions == list(range(1, len(positions) + 1)) for positions in chains.values())


def test_facts_come_once_and_in_order():
    reader = Reader()
    given.chain("dossier:1", 3)
    given.chain("dossier:2", 2)

    first = reader.read_all()
    given.recorded("dossier:1")

    assert first == [("dossier:1", 1), ("dossier:1", 2), ("dossier:1", 3), ("dossier:2", 1), ("dossier:2", 2)]
    assert reader.read_all() == [("dossier:1", 4)]
    assert reader.read_all() == []


def test_a_batch_is_no_larger_than_its_limit():
    reader = Reader()
    journal.record_many(given.facts(25, 4))

    sizes = [reader.read(limit=10) for _ in range(4)]

    assert sizes == [10, 10, 5, 0]
    assert in_order_and_once(reader.facts)


def test_a_transaction_that_commits_late_is_not_skipped(session):
    reader, late = Reader(), session().begin()
    late.do(given.recorded, "dossier:late")
    given.recorded("dossier:1")
    given.recorded("dossier:2")

    before = reader.read_all()
    late.commit()

    assert before == [("dossier:1", 1), ("dossier:2", 1)]
    assert reader.read_all() == [("dossier:late", 1)]


def test_a_transaction_given_up_leaves_no_trace(session):
    reader, hopeless = Reader(), session().begin()
    hopeless.do(given.recorded, "dossier:hopeless")
    given.recorded("dossier:1")

    before = reader.read_all()
    hopeless.give_up()

    assert before == [("dossier:1", 1)]
    assert reader.read_all() == []


def test_the_older_transaction_with_the_later_fact_comes_second(session):
    """The older transaction wrote elsewhere first; its fact follows that of a younger one in the same chain."""
    reader, older = Reader(), session().begin()
    given.recorded("dossier:1")
    older.do(given.recorded, "dossier:1")

    before = reader.read_all()
    older.commit()

    assert before == [("dossier:1", 1)]
    assert reader.read_all() == [("dossier:1", 2)]


def test_the_older_transaction_with_the_later_fact_comes_second_while_a_third_one_runs(session):
    """Transaction numbers: older < idle < younger. The chain is younger's fact, then older's; idle stays open."""
    reader, older, idle = Reader(), session().begin(), session().begin()
    given.recorded("dossier:1")
    older.do(given.recorded, "dossier:1")
    older.commit()

    seen = [reader.read_all(limit=1)]
    idle.do(given.recorded, "dossier:1")
    seen.append(reader.read_all())
    idle.commit()
    seen.append(reader.read_all())

    assert seen == [[("dossier:1", 1), ("dossier:1", 2)], [], [("dossier:1", 3)]]


def test_a_late_commit_inside_a_window_being_read_comes_in_the_next_window(session):
    reader, late = Reader(), session().begin()
    given.chain("dossier:1", 2)
    late.do(given.recorded, "dossier:late")
    given.chain("dossier:2", 2)

    reader.read(limit=1)
    late.commit()
    reader.read_all(limit=1)

    seen = [(fact.subject, fact.position) for fact in reader.facts]
    assert seen == [("dossier:1", 1), ("dossier:1", 2), ("dossier:2", 1), ("dossier:2", 2), ("dossier:late", 1)]


def test_a_long_transaction_holds_nobody_back(session):
    reader, long = Reader(), session().begin()

    given.chain("dossier:1", 3)

    assert len(reader.read_all()) == 3
    long.commit()


def test_a_follower_begun_again_gets_everything_again():
    reader = Reader()
    journal.record_many(given.facts(20, 3))
    first = reader.read_all(limit=7)

    journal.restart("reader")

    assert reader.read_all(limit=6) == first


def test_a_follower_can_begin_again_in_the_middle_of_a_window():
    reader = Reader()
    journal.record_many(given.facts(20, 3))
    reader.read(limit=7)

    journal.restart("reader")

    assert len(reader.read_all()) == 20


def test_a_handler_that_fails_gets_the_same_facts_again():
    reader = Reader()
    given.chain("dossier:1", 3)

    def fail(facts: list[journal.Recorded]) -> None:
        given.recorded("dossier:written-by-handler")
        raise RuntimeError(f"{len(facts)} facts")

    with pytest.raises(RuntimeError, match="3 facts"):
        journal.follow("reader", fail)

    assert reader.read_all() == [("dossier:1", 1), ("dossier:1", 2), ("dossier:1", 3)]


def test_facts_that_a_handler_records_come_to_it_later(session):
    """Others commit meanwhile, so that the handler's own transaction is not the newest."""
    seen = []
    other = session()

    def handle(facts: list[journal.Recorded]) -> None:
        seen.extend((fact.subject, fact.position) for fact in facts)
        if len(seen) < 3:
            other.do(given.recorded, f"dossier:{len(seen)}")
            given.recorded("dossier:answer")

    given.recorded("dossier:question")
    while journal.follow("echo", handle):
        pass

    assert Counter(seen) == Counter({("dossier:question", 1): 1, ("dossier:1", 1): 1, ("dossier:answer", 1): 1})


def test_following_inside_a_transaction_that_has_written_leaves_its_facts_for_later(session):
    reader, other = Reader(), session()
    with transaction.atomic():
        given.recorded("dossier:own")
        other.do(given.recorded, "dossier:other")  # now our own transaction is not the newest
        inside = reader.read_all()
        given.recorded("dossier:own")

    assert inside == [("dossier:other", 1)]
    assert reader.read_all() == [("dossier:own", 1), ("dossier:own", 2)]


def test_two_runners_of_one_follower_do_not_double(session):
    given.chain("dossier:1", 4)
    inside, proceed, handed = threading.Event(), threading.Event(), []

    def slowly(facts: list[journal.Recorded]) -> None:
        handed.extend(facts)
        inside.set()
        assert proceed.wait(20)

    slow = session().start(journal.follow, "reader", slowly)
    assert inside.wait(20)
    meanwhile = journal.follow("reader", handed.extend)
    proceed.set()

    assert meanwhile == 0
    assert slow.result(timeout=20) == 4
    assert [fact.position for fact in handed] == [1, 2, 3, 4]
    assert journal.follow("reader", handed.extend) == 0


def test_followers_do_not_know_each_other():
    one, other = Reader("one"), Reader("other")
    given.chain("dossier:1", 2)
    one.read_all()
    given.recorded("dossier:1")

    assert one.read_all() == [("dossier:1", 3)]
    assert len(other.read_all()) == 3


def write_for_a_while(seed: int) -> int:
    """Take a number early, wait, write to several shared subjects, sometimes give up; returns the facts kept."""
    chance, kept = random.Random(seed), 0
    for _ in range(12):
        subjects, give_up = sorted(chance.sample(range(5), 3)), chance.random() < 0.2
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_current_xact_id(), pg_sleep(%s)", [chance.random() * 0.01])
            for subject in subjects:
                given.recorded(f"dossier:{subject}")
            transaction.set_rollback(give_up)
        kept += 0 if give_up else len(subjects)
    return kept


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_among_many_writers_and_two_runners_each_fact_comes_once_and_in_order(session, seed):
    done = threading.Event()
    facts: list[journal.Recorded] = []

    def run() -> None:
        while not done.is_set():
            journal.follow("reader", facts.extend, limit=5)

    writing = [session().start(write_for_a_while, seed * 100 + number) for number in range(4)]
    following = [session().start(run) for _ in range(2)]
    kept = sum(one.result(timeout=60) for one in writing)
    done.set()
    for one in following:
        one.result(timeout=60)
    while journal.follow("reader", facts.extend, limit=5):
        pass

    assert len(facts) == kept
    assert in_order_and_once(facts)
    assert journal.verify().ok


def test_pages_of_the_journal_leave_out_what_commits_meanwhile_but_skip_nothing(session):
    late = session().begin()
    given.recorded("dossier:1")
    late.do(given.recorded, "dossier:late")
    given.chain("dossier:2", 2)

    first = journal.facts_page(size=2)
    late.commit()
    given.recorded("dossier:3")
    second = journal.facts_page(cursor=first.next, size=2)

    assert [fact.subject for fact in (*first.rows, *second.rows)] == ["dossier:1", "dossier:2", "dossier:2"]
    assert second.next is None
    assert len(journal.facts_page(size=10).rows) == 5


def test_a_transaction_with_an_older_view_may_not_record(session):
    stale = session()

    def record() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            given.recorded("dossier:1")

    with pytest.raises(Exception, match="READ COMMITTED"):
        stale.do(record)


def test_batches_that_share_subjects_do_not_block_each_other_for_ever(session):
    facts = given.facts(400, 40, at=given.MONDAY + timedelta(hours=1))
    batches = [facts, list(reversed(facts)), facts[200:] + facts[:200]]

    for one in [session().start(journal.record_many, batch) for batch in batches]:
        one.result(timeout=30)

    assert journal.verify().ok
    assert journal.verify().facts == 1200


class TestAfterARestore:
    """A restore into another cluster: the facts keep the numbers of the old one, the new one counts from somewhere else."""

    @staticmethod
    def restored(transactions: int) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("UPDATE journal_fact SET txid = (txid::text::bigint + %s)::text::xid8", [transactions])
            cursor.execute(
                "UPDATE journal_follower SET cluster = cluster + 1, seen = format('%%s:%%s:',"
                " pg_snapshot_xmin(seen)::text::bigint + %s, pg_snapshot_xmax(seen)::text::bigint + %s)::pg_snapshot",
                [transactions, transactions],
            )
            cursor.execute("SET session_replication_role = origin")

    def test_followers_refuse_until_a_generation_is_begun(self):
        reader = Reader()
        given.recorded("dossier:1")
        reader.read_all()

        self.restored(transactions=1000)

        with pytest.raises(journal.RestoredElsewhere):
            reader.read()

    @pytest.mark.parametrize("transactions", [1000, -100])
    def test_followers_go_on_where_they_were(self, transactions):
        reader = Reader()
        given.chain("dossier:1", 2)
        reader.read_all()
        given.chain("dossier:2", 2)
        self.restored(transactions)

        journal.begin_generation(actor="system", at=given.MONDAY)
        given.recorded("dossier:1")

        seen = reader.read_all()
        assert seen == [("dossier:2", 1), ("dossier:2", 2), ("journal:generations", 1), ("dossier:1", 3)]
        assert reader.read_all() == []
        assert len(journal.facts_page(size=20).rows) == 6
        assert journal.verify().ok

    def test_a_follower_that_begins_later_sees_all_generations(self):
        given.chain("dossier:1", 2)
        self.restored(transactions=1000)
        journal.begin_generation(actor="system", at=given.MONDAY)
        given.recorded("dossier:1")

        assert len(Reader("young").read_all(limit=1)) == 4
