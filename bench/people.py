"""The province of the bench: the demonstration's, without dossiers, and eight more officials at one big ward."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore

from bench import house
from motcua.catalogue import public as catalogue
from motcua.demo import public as demo
from motcua.foundation import clock
from motcua.organization import public as organization

BIG = "Phường Long Xuyên"
CLIENTS = 8


@dataclass(frozen=True)
class Unit:
    """A commune, its centre, and who works there (user ids by role)."""

    commune_id: int
    centre_id: int
    staff: dict[str, int]


def province() -> str:
    """The database of the empty province."""
    return house.made(house.PROVINCE, _fill, made_by=["bench/people.py"])


def _fill() -> None:
    until = demo.last_close(clock.now())
    demo.make(wish=demo.Wish(dossiers=0, until=until), fresh=False, told=lambda *_: None)
    big = big_ward()
    at = until - timedelta(days=20)
    for number in range(CLIENTS):
        user = organization.create_user(
            username=f"bench.{number}", full_name=f"Người Đo {number}", actor=organization.SYSTEM, at=at, agency_id=big
        )
        organization.appoint(user_id=user, role="official", agency_id=big, actor=organization.SYSTEM, at=at, basis="đo")


def big_ward() -> int:
    today = clock.local_day(clock.now())
    return next(agency.id for agency in organization.agencies(kind="commune", on=today) if agency.name == BIG)


def measured_officials() -> list[int]:
    """The eight of the big ward."""
    return [organization.user_by_name(f"bench.{number}").id for number in range(CLIENTS)]


def leader() -> int:
    """Somebody who leads the whole province."""
    at = clock.now()
    top = organization.agencies(kind="province", on=clock.local_day(at))[0]
    return organization.officials(top.id, "leader", at=at)[0].user_id


@cache
def units(count: int = CLIENTS) -> list[Unit]:
    """Some communes with a person in each role."""
    at = clock.now()
    found = []
    for commune in organization.agencies(kind="commune", on=clock.local_day(at))[:count]:
        centre = organization.centre_of(commune.id, on=clock.local_day(at))
        if centre is None:
            continue
        held = [*organization.officials(commune.id, at=at), *organization.officials(centre.id, at=at)]
        found.append(Unit(commune.id, centre.id, {str(one.role): one.user_id for one in reversed(held)}))
    return found


def token(user_id: int) -> str:
    return organization.issue_api_token(user_id=user_id, actor=organization.SYSTEM, at=clock.now(), days=1).token


def session(user_id: int) -> str:
    """The cookie of somebody who signed in."""
    user = get_user_model().objects.get(pk=user_id)
    store = SessionStore()
    store.update(
        {
            SESSION_KEY: str(user.pk),
            BACKEND_SESSION_KEY: settings.AUTHENTICATION_BACKENDS[0],
            HASH_SESSION_KEY: user.get_session_auth_hash(),
        }
    )
    store.create()
    return str(store.session_key)


@cache
def procedure() -> str:
    """An ordinary procedure of communes: with a limit in working days and papers."""
    day = clock.local_day(clock.now())
    for found in catalogue.fileable(on=day):
        if "commune" in found.levels:
            terms = catalogue.terms_in_force(procedure_code=found.code, on=day)
            if terms.limit and terms.limit[1] == "working_days" and len(terms.components) >= 3 and not terms.same_day:
                return found.code
    raise SystemExit("the catalogue has no ordinary procedure")
