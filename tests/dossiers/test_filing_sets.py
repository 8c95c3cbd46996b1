"""Filing in sets: the same as one by one, only faster."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction
from tests.documents.given import kept
from tests.dossiers import factories, given
from tests.dossiers.factories import BIRTH, BUILDING, filer, filing, owner
from tests.dossiers.given import AT, World
from tests.dossiers.rows import nothing_is_written

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations import file as one_by_one
from motcua.dossiers.public import Channel, DossierMoved, Filing, Paper, RequestKey
from motcua.foundation.errors import DomainError
from motcua.foundation.sealing import unseal, unseal_bytes
from motcua.journal import public as journal
from motcua.organization.public import SYSTEM, Actor

Asked = list[tuple[Filing, RequestKey]]
_TABLES = {
    "dossiers_dossier": "id", "dossiers_party": "id", "dossiers_paper": "id", "dossiers_step": "id", "dossiers_request": "id",
    "journal_fact": "seq", "owed_documents_document": "id",
}  # fmt: skip
#: What is drawn anew for every row, or says which transaction wrote it.
_SEALED = ("id_sealed", "phone_sealed")
_OWN = {"txid", "series_id"}


def keyed(*filings: Filing) -> Asked:
    return [(one, RequestKey.of(sender="user:1", key=f"danh-sach:{n}", asked=str(one))) for n, one in enumerate(filings)]


def variety(world: World) -> Asked:
    """A school's list: two kinds of procedure, two agencies, other channels, with and without papers, an organisation as filer."""
    home = {"centre_id": world.rach_gia_centre.id, "competent_id": world.rach_gia.id}
    beyond = {"centre_id": world.rach_gia_centre.id, "competent_id": world.phu_quoc.id}
    school = filer(
        name="Trường THPT  Nguyễn Trung Trực",
        is_organisation=True,
        authority_paper="Văn bản ủy quyền số 12",
        id_number="1700123456",
    )
    papers = (Paper(name="Đơn", component="Đơn", originals=1), Paper(name="Bản sao", copies=2, file_ref=kept(by=SYSTEM)))
    return keyed(
        filing(**home, persons=(school, owner()), papers=papers),
        filing(**home, persons=(school, owner(name="Lê Thị 'Bé' \\N \t Ba", phone="+84 918 012 999", email="be@truong.vn"))),
        filing(**beyond, persons=(filer(name="Danh Ỷ", id_number="", phone=""),), papers=()),
        filing(**home, procedure=BIRTH, filed_at=AT - timedelta(hours=20)),
        filing(**home, channel=Channel.POSTAL, return_way=Channel.POSTAL),
        filing(**home, is_assisted=True, consent=True, helped_at_id=world.rach_gia_centre.id),
    )  # fmt: skip


def by_one(asked: Asked, actor: Actor, accept: bool) -> None:
    for one, request in asked:
        dossiers.file_dossier(filing=one, actor=actor, at=AT, accept=accept, request=request)


def by_set(asked: Asked, actor: Actor, accept: bool) -> None:
    answers = dossiers.file_many(filings=asked, actor=actor, at=AT, accept=accept)
    assert all(isinstance(answer, DossierMoved) for answer in answers), answers


def written(way: Callable[[Asked, Actor, bool], None], asked: Asked, actor: Actor, accept: bool) -> dict[str, Any]:
    """Every row that a way of filing writes, from the same next ids on; then it is as if nothing had been."""
    with transaction.atomic(), connection.cursor() as cursor:
        for table, key in _TABLES.items():
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', '{key}'), 5000000)")
        way(asked, actor, accept)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        assert journal.verify().ok
        found = {table: _rows(cursor, table, f"WHERE {key} > 5000000 ORDER BY {key}") for table, key in _TABLES.items()}
        found["journal_chain"] = _rows(cursor, "journal_chain", "WHERE subject LIKE 'dossier:50%' ORDER BY subject")
        found["documents_file"] = _rows(cursor, "documents_file", "ORDER BY id", "ref, held_by, held_at")
        found["dossiers_codecounter"] = _rows(cursor, "dossiers_codecounter", "ORDER BY prefix, day", "prefix, day, last")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        transaction.set_rollback(True)
    return found


def _rows(cursor: Any, table: str, rest: str, columns: str = "*") -> list[dict[str, Any]]:
    cursor.execute(f"SELECT {columns} FROM {table} {rest}")
    names = [column.name for column in cursor.description]
    return [_read(dict(zip(names, row, strict=True))) for row in cursor.fetchall()]


def _read(row: dict[str, Any]) -> dict[str, Any]:
    row = {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items() if name not in _OWN}
    secret = settings.IDENTITY_KEY
    if "content_sealed" in row:
        row["content_sealed"] = unseal_bytes(row["content_sealed"], secret=secret)
    return row | {name: unseal(row[name], secret=secret) for name in _SEALED if name in row}


@pytest.mark.parametrize("accept", [False, True])
def test_a_set_writes_the_rows_and_the_facts_that_filing_one_by_one_writes(world: World, accept: bool) -> None:
    actor, asked = world.who("counter", world.rach_gia_centre), variety(world)

    one, many = (written(way, asked, actor, accept) for way in (by_one, by_set))

    assert [table for table, rows in one.items() if not rows] == ([] if accept else ["owed_documents_document"])
    for table, rows in one.items():
        assert many[table] == rows, table


def test_the_answers_of_a_set_are_those_of_filing_one_by_one(world: World) -> None:
    actor, asked = world.who("counter", world.rach_gia_centre), variety(world)
    with transaction.atomic():
        one = [dossiers.file_dossier(filing=f, actor=actor, at=AT, accept=True, request=r) for f, r in asked]
        transaction.set_rollback(True)
    many = dossiers.file_many(filings=asked, actor=actor, at=AT, accept=True)

    assert [replace(a, dossier_id=0) for a in many] == [replace(a, dossier_id=0) for a in one]  # type: ignore[type-var,arg-type]


def test_the_codes_of_a_set_follow_those_before_it_and_those_after_it_follow_them(world: World) -> None:
    home = {"centre_id": world.rach_gia_centre.id, "competent_id": world.rach_gia.id}
    first = dossiers.file_dossier(filing=filing(**home), actor=SYSTEM, at=AT).code
    answers = dossiers.file_many(filings=keyed(*[filing(**home)] * 30), actor=SYSTEM, at=AT)
    last = dossiers.file_dossier(filing=filing(**home), actor=SYSTEM, at=AT).code

    codes = [first, *(a.code for a in answers if isinstance(a, DossierMoved)), last]
    assert [int(code[-4:]) for code in codes] == list(range(1, 33))


def test_what_is_wrong_keeps_nobody_else_from_being_filed_and_takes_no_code(world: World) -> None:
    home = {"centre_id": world.rach_gia_centre.id, "competent_id": world.rach_gia.id}
    wrong = [filing(**home, persons=(filer(phone="12"),)), filing(**home, persons=()), filing(**home, procedure="9.999999")]
    elsewhere = filing(centre_id=world.rach_gia.id, competent_id=world.rach_gia.id)
    asked = keyed(filing(**home), *wrong, elsewhere, filing(**home))

    answers = dossiers.file_many(filings=asked, actor=SYSTEM, at=AT)

    assert [a.code if isinstance(a, DomainError) else a.code[-4:] for a in answers] == [
        "0001", "bad_phone", "person_missing", "unknown_procedure", "not_a_centre", "0002",
    ]  # fmt: skip
    assert Dossier.objects.count() == 2
    told = dossiers.check_many(filings=[one for one, _ in asked], actor=SYSTEM, at=AT)
    assert [error and error.code for error in told] == [
        None,
        "bad_phone",
        "person_missing",
        "unknown_procedure",
        "not_a_centre",
        None,
    ]


def test_the_same_set_again_gives_the_same_answers_and_writes_nothing(world: World) -> None:
    actor, asked = world.who("counter", world.rach_gia_centre), variety(world)
    before = dossiers.file_many(filings=asked, actor=actor, at=AT, accept=True)

    with nothing_is_written():
        again = dossiers.file_many(filings=asked, actor=actor, at=AT, accept=True)

    assert again == tuple(replace(a, repeated=True) for a in before if isinstance(a, DossierMoved))


def test_a_set_half_of_which_was_filed_files_the_other_half(world: World) -> None:
    asked = variety(world)
    dossiers.file_many(filings=asked[:3], actor=SYSTEM, at=AT)
    one, key = asked[3]
    dossiers.file_dossier(filing=one, actor=SYSTEM, at=AT, request=key)

    answers = dossiers.file_many(filings=asked, actor=SYSTEM, at=AT)

    assert [a.repeated for a in answers if isinstance(a, DossierMoved)] == [True] * 4 + [False] * 2
    assert Dossier.objects.count() == len(asked)


def test_a_key_that_stands_twice_in_a_set_files_once(world: World) -> None:
    home = {"centre_id": world.rach_gia_centre.id, "competent_id": world.rach_gia.id}
    ((one, key),) = keyed(filing(**home))
    other = replace(key, digest=b"khac")

    first, second, third = dossiers.file_many(filings=[(one, key), (one, key), (one, other)], actor=SYSTEM, at=AT)

    assert isinstance(first, DossierMoved)
    assert second == replace(first, repeated=True)
    assert isinstance(third, dossiers.KeyUsedForAnother)
    assert Dossier.objects.count() == 1


def test_who_may_not_file_one_may_not_file_a_set(world: World) -> None:
    home = {"centre_id": world.rach_gia_centre.id, "competent_id": world.rach_gia.id}
    stranger = world.who("counter", world.phu_quoc_centre)

    with nothing_is_written():
        answers = dossiers.file_many(filings=keyed(filing(**home)), actor=stranger, at=AT)

    assert isinstance(answers[0], one_by_one.MayNotFile)


def test_a_set_costs_few_statements_whatever_its_size(world: World, django_assert_max_num_queries: Any) -> None:
    home = {"centre_id": world.rach_gia_centre.id, "competent_id": world.rach_gia.id}
    dossiers.file_many(filings=keyed(filing(**home, procedure=BUILDING)), actor=SYSTEM, at=AT)
    asked = [(filing(**home), replace(key, key=f"{key.key}x")) for _, key in keyed(*[filing(**home)] * 300)]

    with django_assert_max_num_queries(25):
        dossiers.file_many(filings=asked, actor=SYSTEM, at=AT, accept=True)
    assert given.dossier(Dossier.objects.latest("id").pk).applicant == factories.filer().name


def test_a_name_that_would_end_a_line_of_the_stream_is_kept_as_it_is_written(world: World) -> None:
    home = {"centre_id": world.rach_gia_centre.id, "competent_id": world.rach_gia.id}
    name = "<b>Nguyễn</b> 😀 \\. 'Robert'); DROP TABLE x;--"
    dossiers.file_many(filings=keyed(filing(**home, persons=(filer(name=name),))), actor=SYSTEM, at=AT)

    assert json.loads(json.dumps(Dossier.objects.get().applicant)) == name
