"""While the database is away, machines are told so, and what to do about a request that may or may not have been carried out."""

import pytest
from django.db import InterfaceError, OperationalError, connection, transaction
from tests.api.calls import Api, dossier, problem
from tests.dossiers.given import World
from tests.dossiers.rows import nothing_is_written

from motcua.dossiers import public as dossiers
from motcua.organization import public as organization


def test_a_full_disk_is_told_as_such(world: World, counter: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def fill(*_: object, **__: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DO $$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = 'disk_full'; END $$")

    monkeypatch.setattr(dossiers, "file_dossier", fill)

    with nothing_is_written(), transaction.atomic():
        told = problem(counter.post("/dossiers", dossier(world)), 507, "http_507")
        transaction.set_rollback(True)

    assert "đã đầy" in told["detail"]


@pytest.mark.parametrize("lost", [OperationalError, InterfaceError])
@pytest.mark.parametrize("when", ["signing in", "filing"])
def test_a_request_that_meets_no_database_is_asked_to_come_again(
    world: World, counter: Api, monkeypatch: pytest.MonkeyPatch, when: str, lost: type[Exception]
) -> None:
    def lose(*_: object, **__: object) -> None:
        raise lost("server closed the connection unexpectedly")

    place, name = (organization, "authenticate_token") if when == "signing in" else (dossiers, "file_dossier")
    monkeypatch.setattr(place, name, lose)

    with nothing_is_written():
        response = counter.post("/dossiers", dossier(world))

    told = problem(response, 503, "database_away")
    assert response["Retry-After"] == "5"
    assert "giữ nguyên khóa" in told["detail"]
    assert "server closed" not in response.content.decode()
