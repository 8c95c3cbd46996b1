"""What the worker does: periodic jobs, jobs that wait, followers of the journal."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connections
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from motcua.config import followers, tasks
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
def test_closing_unanswered_supplements_finds_nothing_where_nobody_waits() -> None:
    tasks.close_unanswered(timestamp=0)


def _work_off() -> None:
    """In a thread of its own: in this one a browser's event loop may be running since an earlier test."""

    def work() -> None:
        try:
            call_command("worker", once=True)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(max_workers=1) as threads:
        threads.submit(work).result()


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_what_waits_and_stops() -> None:
    _record("try:2", days_ago=2)
    job = app.configure_task("seal_days").defer(timestamp=0)

    _work_off()

    assert ProcrastinateJob.objects.get(id=job).status == "succeeded"
    assert journal.verify().seals >= 1


def test_every_periodic_job_has_a_lock_against_piling_up() -> None:
    periodic = app.periodic_registry.periodic_tasks

    assert {name for name, _ in periodic} == {"seal_days", "close_unanswered", "delete_finished_jobs"}
    assert all(task.task.queueing_lock == name for (name, _), task in periodic.items())


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
