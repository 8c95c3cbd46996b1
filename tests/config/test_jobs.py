"""What the worker does: periodic jobs, jobs that wait, followers of the journal."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from unittest import mock

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import OperationalError, connection, connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.config import followers, tasks
from motcua.dossiers.models import Request
from motcua.foundation import clock
from motcua.journal import public as journal


def _record(subject: str, *, days_ago: int = 0) -> None:
    at = clock.now() - timedelta(days=days_ago)
    journal.record(name="Tried", subject=subject, actor="system", at=at, payload={})


@pytest.mark.django_db(transaction=True)
def test_days_gone_by_are_sealed_up_to_yesterday_and_once_only() -> None:
    _record("try:1", days_ago=3)

    tasks.seal_days(timestamp=0)
    tasks.seal_days(timestamp=0)

    sealed = journal.verify()
    assert sealed.ok
    assert sealed.last_seal is not None
    assert sealed.last_seal.day == clock.local_day(clock.now()) - timedelta(days=1)


@pytest.mark.django_db
def test_sessions_that_expired_are_deleted_and_no_others() -> None:
    for name, hours in (("da-het", -1), ("con-han", 1)):
        Session.objects.create(session_key=name, session_data="", expire_date=clock.now() + timedelta(hours=hours))

    tasks.delete_ended_sessions(timestamp=0)

    assert list(Session.objects.values_list("session_key", flat=True)) == ["con-han"]


@pytest.mark.django_db
def test_keys_of_requests_are_let_go_by_the_clock() -> None:
    for key, days_ago in (("cu", 91), ("moi", 89)):
        made_at = clock.now() - timedelta(days=days_ago)
        Request.objects.create(sender="user:1", key=key, digest=b"", answer={}, made_at=made_at)

    tasks.forget_requests(timestamp=0)

    assert list(Request.objects.values_list("key", flat=True)) == ["moi"]


@pytest.fixture(autouse=True)
def _no_jobs_waiting(transactional_db: None) -> None:
    """The tables of jobs are not Django's: what an earlier test left waiting there is still waiting."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def _work_off() -> None:
    """In a thread of its own: in this one a browser's event loop may be running since an earlier test.

    Nothing but what waits: at some minutes of the hour the clock would ask for more.
    """

    def work() -> None:
        try:
            call_command("worker", once=True)
        finally:
            connections.close_all()

    with mock.patch.dict(app.periodic_registry.periodic_tasks, clear=True), ThreadPoolExecutor(max_workers=1) as threads:
        threads.submit(work).result()


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_what_waits_and_stops() -> None:
    _record("try:2", days_ago=2)
    job = app.configure_task("seal_days").defer(timestamp=0)

    _work_off()

    assert ProcrastinateJob.objects.get(id=job).status == "succeeded"
    assert journal.verify().seals >= 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("worker", ["silent for a minute", "pruned"])
def test_a_job_whose_worker_died_is_done_by_the_next(worker: str) -> None:
    job = _left_undone(silent_for=60)
    if worker == "pruned":
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM procrastinate_workers")

    _work_off()

    assert ProcrastinateJob.objects.get(id=job).status == "succeeded"


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_living_worker_is_left_alone() -> None:
    job = _left_undone(silent_for=1)

    _work_off()

    assert ProcrastinateJob.objects.get(id=job).status == "doing"


@pytest.mark.django_db(transaction=True)
def test_a_job_whose_worker_died_gives_way_to_one_of_its_kind_that_waits() -> None:
    left, waiting = _left_undone(silent_for=60), app.configure_task("seal_days").defer(timestamp=0)

    _work_off()

    assert ProcrastinateJob.objects.get(id=left).status == "aborted"
    assert ProcrastinateJob.objects.get(id=waiting).status == "succeeded"


def _left_undone(*, silent_for: float) -> int:
    """A job in the hands of a worker that gave its last sign of life some seconds ago."""
    job = app.configure_task("seal_days").defer(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH worker AS (INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s) RETURNING id) "
            "UPDATE procrastinate_jobs SET status = 'doing', worker_id = worker.id FROM worker WHERE procrastinate_jobs.id = %s",
            [clock.now() - timedelta(seconds=silent_for), job],
        )
    return job


@pytest.mark.django_db(transaction=True)
def test_a_job_that_loses_its_database_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(**_: object) -> None:
        raise OperationalError("server closed the connection unexpectedly")

    monkeypatch.setattr(journal, "seal_days", lose)
    job = app.configure_task("seal_days").defer(timestamp=0)

    _work_off()

    again = ProcrastinateJob.objects.get(id=job)
    assert (again.status, again.attempts) == ("todo", 1)
    assert again.scheduled_at is not None


def test_every_periodic_job_has_a_lock_against_piling_up() -> None:
    periodic = app.periodic_registry.periodic_tasks

    assert {name for name, _ in periodic} == {
        "seal_days", "close_unanswered", "delete_finished_jobs", "forget_requests", "delete_ended_sessions", "sweep_files",
        "forget_registers", "count_incidents", "move_promises_off", "watch", "close_waiting_days", "end_held_codes", "check_cameras", "wipe_lists",
        "close_for_archive",
    }  # fmt: skip
    assert all(task.task.queueing_lock == name for (name, _), task in periodic.items())


def test_jobs_stand_in_one_place_and_all_but_those_of_the_queue_itself_are_tried_again() -> None:
    ours = {name: task for name, task in app.tasks.items() if not name.startswith("builtin:") and "." not in name}

    assert {task.func.__module__ for task in ours.values()} == {tasks.__name__}
    assert all(task.retry_strategy is tasks.AGAIN for task in ours.values())


@pytest.mark.django_db(transaction=True)
def test_a_follower_that_fails_is_handed_the_same_facts_again(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    refuse = [True]

    def handle(facts: Sequence[journal.Recorded]) -> None:
        if refuse.pop() if refuse else False:
            raise RuntimeError("not now")
        seen.extend(fact.subject for fact in facts)

    monkeypatch.setattr(followers, "close_old_connections", lambda: None)
    _record("try:3")

    followers.catch_up("tried", handle)
    assert "try:3" not in seen

    followers.catch_up("tried", handle)
    assert seen.count("try:3") == 1
