"""From an empty database to a living province, once: a second call finds it made."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from random import Random

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from motcua.calendar import public as calendar
from motcua.demo.facts import Made, Wish
from motcua.demo.models import Demonstration
from motcua.demo.operations import province, waiting
from motcua.demo.operations.life import Life
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.foundation.errors import NotPossible
from motcua.journal import public as journal
from motcua.organization import public as organization

#: Told what is being done, how far it is and of how much.
Told = Callable[[str, int, int], None]


class NotADemonstration(NotPossible):
    code = "not_a_demonstration"
    vi = "Cơ sở dữ liệu này đang được dùng và không phải bản minh họa; không ghi đè, không xóa. Đặt MOTCUA_HOME hoặc MOTCUA_DATABASE_URL khác."
    en = "This database is in use and is no demonstration; it is neither written over nor wiped. Set another MOTCUA_HOME or MOTCUA_DATABASE_URL."


def last_close(at: datetime) -> datetime:
    """The close of the last working day before the day of a moment: where the simulated life ends."""
    working = calendar.packaged_calendar()
    day = clock.local_day(at) - timedelta(days=1)
    while not working.is_working_day(day):
        day -= timedelta(days=1)
    return working.close_of(day)


def make(*, wish: Wish, fresh: bool, told: Told) -> Made:
    """Make the demonstration, or say how the one that is there stands now. Raises NotADemonstration before anything is touched."""
    tables = _tables()
    found = Demonstration.objects.order_by("-id").first() if Demonstration._meta.db_table in tables else None
    if found is None and _is_in_use(tables):
        raise NotADemonstration
    if found is not None and (fresh or found.finished_at is None):
        _wipe()
        found = None
    call_command("migrate", verbosity=0)
    return _live(wish, told) if found is None else _as_it_stands(found, wish)


def _tables() -> set[str]:
    return set(connection.introspection.table_names())


def _is_in_use(tables: set[str]) -> bool:
    """Somebody else's tables, or ours with something in them."""
    ours = {*connection.introspection.django_table_names(), "django_migrations", settings.CACHES["default"]["LOCATION"]}
    if any(table not in ours and not table.startswith("procrastinate_") for table in tables):
        return True
    if not {"organization_agency", "journal_fact"} <= tables:
        return False
    return bool(organization.agencies() or journal.facts_page(subject=None, cursor=None, size=1).rows)


def _as_it_stands(found: Demonstration, wish: Wish) -> Made:
    """The demonstration that is there, with what people have done in it since."""
    audit, states = journal.verify(), dossiers.tally()
    asked = {name: value for name, value in asdict(wish).items() if name != "until"}
    now = {"dossiers": sum(states.values()), "by_state": states, "journal_facts": audit.facts, "audit_ok": audit.ok}
    return Made(**found.made | now | {"is_other_wish": any(found.wish[name] != value for name, value in asked.items())})


def _wipe() -> None:
    """Drop every table of the demonstration. The journal refuses to be emptied, so its schema goes as a whole."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
    connection.close()
    organization.forget_tree()
    calendar.forget()


def _live(wish: Wish, told: Told) -> Made:
    seconds: dict[str, float] = {}
    mark = Demonstration.objects.create(wish=asdict(wish) | {"until": wish.until.isoformat()}, started_at=clock.now())
    begin = wish.until - timedelta(days=wish.days + 1)

    with _timed(seconds, "province", told, "Lập tỉnh, xã, trung tâm"):
        province.load(at=begin)
    with _timed(seconds, "catalogue", told, "Nhập thủ tục, lập quy trình"):
        procedures = province.load_catalogue(at=begin)
    with _timed(seconds, "officials", told, "Bổ nhiệm cán bộ"):
        settled = province.settle(random=Random(wish.seed), at=begin)  # noqa: S311 (an invented life, not a secret)
    with _timed(seconds, "forms", told, "Duyệt biểu mẫu điện tử"):
        province.approve_forms(settled, at=begin)
    with _timed(seconds, "life", told, "Sống qua từng hồ sơ"):
        life = Life(province=settled, wish=wish, told=lambda done, whole: told("Sống qua từng hồ sơ", done, whole))
        with _not_waiting_for_the_disk():
            life.run()
    with _timed(seconds, "waiting", told, "Phát số, gọi số ở phòng chờ"):
        waiting.fill(settled, random=Random(wish.seed), until=wish.until, at=clock.now())  # noqa: S311
    with _timed(seconds, "audit", told, "Niêm phong và kiểm tra nhật ký"):
        journal.seal_days(until=clock.local_day(wish.until), at=clock.now())
        audit = journal.verify()

    made = Made(
        communes=len(settled.communes), centres=len(settled.commune_centres) + 1, officials=settled.officials, procedures=procedures,
        dossiers=life.filed, operations=life.operations, by_state=dossiers.tally(), journal_facts=audit.facts, audit_ok=audit.ok,
        accounts=settled.accounts, seconds=seconds,
    )  # fmt: skip
    mark.made, mark.finished_at = asdict(made), clock.now()
    mark.save(update_fields=["made", "finished_at"])
    return made


@contextmanager
def _not_waiting_for_the_disk() -> Iterator[None]:
    """Nobody was promised these dossiers yet: a demonstration that is cut off is made anew."""
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
    yield
    with connection.cursor() as cursor:
        cursor.execute("RESET synchronous_commit")


@contextmanager
def _timed(seconds: dict[str, float], name: str, told: Told, label: str) -> Iterator[None]:
    told(label, 0, 1)
    begin = time.perf_counter()
    yield
    seconds[name] = round(time.perf_counter() - begin, 1)
    told(label, 1, 1)
