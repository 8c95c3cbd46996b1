"""Somebody with every right on the database tampers with the journal: it shows, and it shows where."""

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from tests.journal import given

from motcua.journal import public as journal
from motcua.journal.models import Seal
from motcua.journal.public import ProblemKind
from motcua.journal.rules.canonical import canonical, digest, microseconds
from motcua.journal.rules.chain import GENESIS, link_hash
from motcua.journal.rules.seals import seal_hash, seal_problem

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 3, 2)
NEXT_WEEK = given.MONDAY + timedelta(days=7)
Found = list[tuple[str, str, int | None]]


@pytest.fixture(autouse=True)
def journal_of_two_days() -> None:
    """Monday is sealed, with three dossiers of five facts; Tuesday is open, with one of three."""
    for number in (1, 2, 3):
        given.chain(f"dossier:{number}", 5)
    journal.seal_day(day=MONDAY, at=NEXT_WEEK)
    given.chain("dossier:4", 3, at=given.MONDAY + timedelta(days=1))
    assert journal.verify().ok


def tamper(*statements: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
            assert cursor.rowcount > 0, statement
        cursor.execute("SET LOCAL session_replication_role = origin")


def found(subject: str | None = None) -> Found:
    return [(problem.kind.value, problem.subject, problem.position) for problem in journal.verify(subject).problems]


@pytest.mark.parametrize(
    "change",
    [
        """payload = '{"step": 99}'""",
        """payload = payload || '{"more": 1.5}'""",
        "actor = 'user:99'",
        "at = at + interval '1 microsecond'",
        "name = 'DossierRefused'",
        "version = 2",
        "hash = sha256('x')",
    ],
)
@pytest.mark.parametrize("position", [1, 2, 3])
def test_a_changed_fact_is_named(change, position):
    tamper(f"UPDATE journal_fact SET {change} WHERE subject = 'dossier:4' AND position = {position}")

    problems = found()

    assert ("changed", "dossier:4", position) in problems
    # a rewritten hash also breaks the link of the next fact
    assert {place for _, _, place in problems} <= {position, position + 1}


def test_a_fact_removed_from_the_middle_is_named():
    tamper("DELETE FROM journal_fact WHERE subject = 'dossier:4' AND position = 2")

    assert found() == [("removed", "dossier:4", 2)]


def test_a_fact_removed_from_the_end_is_named():
    tamper("DELETE FROM journal_fact WHERE subject = 'dossier:4' AND position = 3")

    assert found() == [("removed", "dossier:4", 3)]


def test_a_fact_removed_from_the_beginning_is_named():
    tamper("DELETE FROM journal_fact WHERE subject = 'dossier:4' AND position = 1")

    assert found() == [("removed", "dossier:4", 1)]


def test_a_chain_removed_whole_is_named():
    tamper("DELETE FROM journal_fact WHERE subject = 'dossier:4'")

    (problem,) = journal.verify().problems

    assert (problem.kind, problem.subject, problem.position) == (ProblemKind.REMOVED, "dossier:4", 1)
    assert problem.vi == "Các sự kiện từ thứ 1 đến thứ 3 của dossier:4 đã bị xóa."
    assert problem.en == "Facts 1 to 3 of dossier:4 were removed."


def test_a_sealed_chain_removed_with_its_head_is_missed_by_the_seal():
    seqs = [fact.seq for fact in journal.history("dossier:2")]
    tamper("DELETE FROM journal_fact WHERE subject = 'dossier:2'", "DELETE FROM journal_chain WHERE subject = 'dossier:2'")

    problems = journal.verify().problems

    assert [(problem.kind, problem.seq) for problem in problems] == [(ProblemKind.REMOVED, seq) for seq in seqs]


@pytest.mark.parametrize("position", [4, 7])
def test_a_forged_fact_past_the_end_is_named(position):
    tamper(forged(position))

    assert ("inserted", "dossier:4", position) in found()


def test_a_forged_chain_is_named():
    tamper(forged(1).replace("'dossier:4'", "'dossier:5'", 1))

    assert ("inserted", "dossier:5", 1) in found()


def test_a_fact_pushed_into_the_middle_is_named():
    tamper(
        "UPDATE journal_fact SET position = position + 100 WHERE subject = 'dossier:4' AND position > 1",
        "UPDATE journal_fact SET position = position - 99 WHERE subject = 'dossier:4' AND position > 100",
        forged(2),
    )

    assert ("inserted", "dossier:4", 2) in found()


def test_a_fact_forged_into_a_sealed_day_is_named():
    tamper(
        forged(1).replace("'dossier:4'", "'dossier:5'", 1).replace("2026-03-03", "2026-03-02"),
        "INSERT INTO journal_chain SELECT subject, position, hash FROM journal_fact WHERE subject = 'dossier:5'",
    )

    problems = journal.verify().problems

    assert any("niêm phong" in problem.vi and problem.subject == "dossier:5" for problem in problems)


def forged(position: int) -> str:
    return (
        "INSERT INTO journal_fact (subject, position, at, generation, booked_on, version, name, actor, payload, hash)"
        f" SELECT 'dossier:4', {position}, at, generation, '2026-03-03', version, name, actor, payload, hash"
        " FROM journal_fact WHERE subject = 'dossier:4' AND position = 1"
    )


def test_a_sealed_chain_rewritten_without_a_flaw_is_named_by_the_seal():
    """The forger knows the rules: new content, new hashes to the end, new head."""
    rewrite("dossier:2", from_position=3, actor="user:99")

    problems = journal.verify().problems

    assert [(p.kind, p.subject, p.position) for p in problems] == [("changed", "dossier:2", place) for place in (3, 4, 5)]
    assert all("2026-03-02" in problem.en for problem in problems)


def rewrite(subject: str, *, from_position: int, actor: str) -> None:
    previous, statements = bytes(32), []
    for fact in journal.history(subject):
        if fact.position >= from_position:
            body = digest(
                name=fact.name,
                version=fact.version,
                subject=subject,
                actor=actor,
                at_microseconds=microseconds(fact.at),
                payload=canonical(fact.payload),
            )
            previous = link_hash(previous, fact.position, body)
            statements.append(
                f"UPDATE journal_fact SET actor = '{actor}', hash = '\\x{previous.hex()}'"
                f" WHERE subject = '{subject}' AND position = {fact.position}"
            )
        else:
            previous = fact.hash
    tamper(*statements, f"UPDATE journal_chain SET hash = '\\x{previous.hex()}' WHERE subject = '{subject}'")
    assert journal.verify(subject).ok


@pytest.mark.parametrize("change", ["hash = sha256('x')", "position = position - 1", "position = position + 1"])
def test_a_changed_head_of_a_chain_is_noticed(change):
    tamper(f"UPDATE journal_chain SET {change} WHERE subject = 'dossier:4'")

    assert {subject for _, subject, _ in found()} == {"dossier:4"}


@pytest.mark.parametrize(
    "change",
    [
        "facts = facts + 1",
        "digest = sha256('x')",
        "hash = sha256('x')",
        "sealed_at = sealed_at + interval '1 second'",
        "seqs = '{[1,2)}'",
    ],
)
def test_a_changed_seal_is_noticed(change):
    tamper(f"UPDATE journal_seal SET {change}")

    problems = journal.verify().problems

    assert problems[0].kind == ProblemKind.SEAL
    assert "02/03/2026" in problems[0].vi


def test_a_seal_depends_on_the_seal_before_it():
    """Monday's seal is made anew without a flaw, a second later: it fits its day, and no longer the seal of Tuesday."""
    journal.seal_days(until=MONDAY + timedelta(days=1), at=NEXT_WEEK)
    assert journal.verify().ok
    monday = Seal.objects.get(day=MONDAY)
    later = monday.sealed_at + timedelta(seconds=1)
    forged_hash = seal_hash(
        previous=GENESIS,
        day=monday.day,
        facts=monday.facts,
        digest=bytes(monday.digest),
        sealed_at_microseconds=microseconds(later),
    )

    tamper(
        f"UPDATE journal_seal SET sealed_at = '{later.isoformat()}', hash = '\\x{forged_hash.hex()}' WHERE day = '{monday.day}'"
    )

    assert seal_problem(MONDAY + timedelta(days=1)) in journal.verify().problems


def test_a_removed_seal_is_missed():
    tamper("DELETE FROM journal_seal")

    assert journal.verify().problems[0].en == "The seal of 2026-03-02 was removed."


@pytest.mark.parametrize("day", ["2026-03-02", "2026-03-01", "2026-03-20"])
def test_a_fact_moved_to_another_day_is_named(day):
    tamper(f"UPDATE journal_fact SET booked_on = '{day}' WHERE subject = 'dossier:4' AND position = 2")

    assert {(subject, position) for _, subject, position in found()} == {("dossier:4", 2)}


def test_one_chain_can_be_checked_alone():
    tamper("DELETE FROM journal_fact WHERE subject = 'dossier:4' AND position = 3")

    assert found("dossier:4") == [("removed", "dossier:4", 3)]
    assert journal.verify("dossier:1").ok
    assert journal.verify("dossier:1").facts == 5


def test_the_check_lists_the_first_thousand_problems_and_counts_the_rest():
    journal.record_many(given.facts(2500, 1250, at=given.MONDAY + timedelta(days=1)))
    tamper("UPDATE journal_fact SET actor = 'user:99' WHERE actor = 'system' AND name = 'StepCompleted'")

    verification = journal.verify()

    assert len(verification.problems) == 1000
    assert verification.unlisted == 1500


@pytest.fixture
def audit(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    def run(*arguments: str) -> tuple[int, str]:
        capsys.readouterr()
        code = 0
        try:
            call_command("audit", *arguments)
        except SystemExit as left:
            code = left.code
        return code, capsys.readouterr().out

    return run


def test_the_command_says_intact_and_leaves_with_0(audit):
    code, out = audit("verify", "--json")

    said = json.loads(out)
    assert code == 0
    assert {key: said[key] for key in ("ok", "facts", "chains", "seals", "problems")} == {
        "ok": True,
        "facts": 19,  # 3 × 5 + 3, and the fact of the seal
        "chains": 5,
        "seals": 1,
        "problems": [],
    }
    assert audit("verify")[1].startswith("Niêm phong cuối: 2026-03-02 ")


def test_the_command_names_the_fact_and_leaves_with_1(audit):
    tamper("UPDATE journal_fact SET actor = 'user:99' WHERE subject = 'dossier:4' AND position = 2")
    seq = journal.history("dossier:4")[1].seq

    code, out = audit("verify", "--json")
    said = json.loads(out)

    assert code == 1
    assert not said["ok"]
    assert [(p["kind"], p["subject"], p["position"], p["seq"]) for p in said["problems"]] == [("changed", "dossier:4", 2, seq)]
    assert audit("verify", "--subject", "dossier:4")[0] == 1
    assert audit("verify", "--subject", "dossier:1")[0] == 0
    assert f"Sự kiện thứ 2 của dossier:4 (số {seq}) đã bị sửa" in audit("verify")[1]


def test_the_command_seals_all_days_before_today(audit):
    code, out = audit("seal", "--json", "--until", "2026-03-05")

    assert code == 0
    assert [seal["day"] for seal in json.loads(out)["sealed"]] == ["2026-03-03", "2026-03-05"]
    assert audit("seal", "--until", "2999-01-01")[0] == 2


def test_the_command_begins_a_generation(audit):
    assert json.loads(audit("generation", "--json")[1]) == {"generation": 1}
    assert audit("verify")[0] == 0
