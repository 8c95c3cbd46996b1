"""A chain cut without a flaw of its own shows all the same: the dossier remembers how many facts it was told."""

import json

import pytest
from django.db import connection
from tests.cli.words import Words
from tests.dossiers import given
from tests.dossiers.given import Lives

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries import chains
from motcua.journal import public as journal

pytestmark = pytest.mark.django_db


@pytest.fixture
def motcua(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Words:
    return Words(monkeypatch, capsys)


def tamper(*statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
            assert cursor.rowcount > 0, statement
        cursor.execute("SET LOCAL session_replication_role = origin")


def cut_newest(dossier_id: int) -> None:
    chain = f"subject = 'dossier:{dossier_id}'"
    newest = f"(SELECT max(position) FROM journal_fact WHERE {chain})"
    tamper(
        f"DELETE FROM journal_fact WHERE {chain} AND position = {newest}",
        f"UPDATE journal_chain SET (position, hash) = (SELECT position, hash FROM journal_fact WHERE {chain}"
        f" ORDER BY position DESC LIMIT 1) WHERE {chain}",
    )


def remove_chain(dossier_id: int) -> None:
    tamper(*(f"DELETE FROM journal_{table} WHERE subject = 'dossier:{dossier_id}'" for table in ("fact", "chain")))


def test_in_every_state_a_dossier_has_as_many_facts_as_it_says(life: Lives) -> None:
    life.one_of_each()

    assert list(dossiers.chains_cut()) == []


def test_a_chain_that_lost_its_newest_fact_and_one_removed_whole_are_named(life: Lives, motcua: Words) -> None:
    short, gone, whole = life.accepted(), life.filed(), life.filed()
    cut_newest(short)
    remove_chain(gone)
    assert journal.verify().ok

    code, out, _ = motcua("audit", "verify", "--json")
    said = json.loads(out)

    assert (code, said["ok"]) == (1, False)
    assert [(one["kind"], one["subject"], one["position"]) for one in said["problems"]] == [
        ("cut", f"dossier:{short}", 2),
        ("cut", f"dossier:{gone}", 1),
    ]
    assert given.code(short) in said["problems"][0]["vi"]
    assert "says 2 facts, its chain has 1" in said["problems"][0]["en"]
    assert [motcua("audit", "verify", "--subject", f"dossier:{one}")[0] for one in (short, gone, whole)] == [1, 1, 0]
    assert given.code(short) in motcua("audit", "verify")[1]


def test_a_journal_emptied_whole_names_every_dossier(life: Lives) -> None:
    every = [life.filed(), life.accepted(), life.filed()]
    tamper("DELETE FROM journal_fact", "DELETE FROM journal_chain")

    assert [problem.subject for problem in dossiers.chains_cut()] == [f"dossier:{one}" for one in every]


def test_a_dossier_set_back_is_named(life: Lives) -> None:
    dossier = life.accepted()
    Dossier.objects.filter(pk=dossier).update(moves=1)

    (problem,) = dossiers.chains_cut()

    assert (problem.kind, problem.subject, problem.position) == (journal.ProblemKind.CUT, f"dossier:{dossier}", 2)


def test_dossiers_are_compared_in_batches(life: Lives, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chains, "_BATCH", 2)
    every, told = [life.filed() for _ in range(5)], list[int]()
    tamper("DELETE FROM journal_chain")

    problems = list(dossiers.chains_cut(progress=told.append))

    assert [problem.subject for problem in problems] == [f"dossier:{one}" for one in every]
    assert told == [2, 4]


def test_a_dossier_moved_between_the_two_readings_is_not_accused(life: Lives, monkeypatch: pytest.MonkeyPatch) -> None:
    dossier, lengths = life.filed(), journal.chain_lengths

    def after_a_move(subjects: list[str]) -> dict[str, int]:
        life.do("accept", dossier)
        return lengths(subjects)

    monkeypatch.setattr(journal, "chain_lengths", after_a_move)

    assert list(dossiers.chains_cut()) == []


@pytest.mark.parametrize("subject", ["dossier:99999999", "dossier:", "dossier:1x", "hồ sơ", "dossier:" + "9" * 30])
def test_a_chain_that_is_not_there_is_not_called_whole(motcua: Words, subject: str) -> None:
    told = motcua.refused("audit", "verify", "--subject", subject).splitlines()

    assert told == [
        f"Nhật ký không có chuỗi {subject}, nên không có gì để kiểm tra.",
        f"The journal has no chain {subject}: there is nothing to check.",
    ]
