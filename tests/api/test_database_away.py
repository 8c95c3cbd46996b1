"""While the database is away, machines are told so, and what to do about a request that may or may not have been carried out."""

import pytest
from django.db import InterfaceError, OperationalError
from tests.api.calls import Api, dossier, problem
from tests.dossiers.given import World
from tests.dossiers.rows import nothing_is_written

from motcua.dossiers import public as dossiers
from motcua.organization import public as organization


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
