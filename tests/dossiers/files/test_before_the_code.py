"""Before a code is given, every attached file is looked at: what must be mended is said at once, and nothing is written."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from tests.documents import samples
from tests.documents.given import kept
from tests.dossiers import factories, given
from tests.dossiers.given import AT, LATER, Lives, World
from tests.dossiers.rows import nothing_is_written

from motcua.documents.models import File
from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier
from motcua.dossiers.public import AskedItem, Channel, Lack, Paper, State
from motcua.foundation import clock
from motcua.organization.public import Actor

HOUR = timedelta(hours=1)


def _papers(*refs: str) -> tuple[Paper, ...]:
    return tuple(Paper(name=f"Giấy {number}", component=f"Giấy {number}", file_ref=ref) for number, ref in enumerate(refs))


def _file(world: World, actor: Actor, *, accept: bool = True, at: Any = AT, **more: Any) -> dossiers.DossierMoved:
    filing = factories.filing(centre_id=world.rach_gia_centre.id, competent_id=world.rach_gia.id, **more)
    return dossiers.file_dossier(filing=filing, actor=actor, at=at, accept=accept)


@pytest.fixture
def clerk(world: World) -> Actor:
    return world.who("counter", world.rach_gia_centre)


def test_good_files_are_taken_with_the_dossier_and_belong_to_it(world: World, clerk: Actor) -> None:
    ref = kept(by=clerk)

    filed = _file(world, clerk, papers=_papers(ref, ref))

    assert {row.held_by for row in File.objects.filter(ref=ref)} == {f"dossier:{filed.dossier_id}"}
    detail = dossiers.dossier_for_staff(code=filed.code, actor=clerk, at=AT)
    assert [(one.paper, one.kept.name, one.kept.defects) for one in detail.files] == [
        ("Giấy 0", "don.pdf", ()),
        ("Giấy 1", "don.pdf", ()),
    ]


def test_all_bad_files_are_said_at_once_each_with_how_to_mend_it_and_no_code_is_given(world: World, clerk: Actor) -> None:
    refs = (kept(b"", "trong.pdf", by=clerk), kept(by=clerk), kept(samples.picture(), "anh.pdf", by=clerk), "khong-co")

    with nothing_is_written(), pytest.raises(dossiers.FilesUnsound) as refused:
        _file(world, clerk, papers=_papers(*refs))

    assert [(one["where"], one["code"]) for one in refused.value.details] == [
        ("papers.0.file_ref", "file_empty"), ("papers.2.file_ref", "file_not_what_it_says"), ("papers.3.file_ref", "file_missing"),
    ]  # fmt: skip
    assert "3 tệp phải sửa" in refused.value.sentence_vi
    assert "«trong.pdf»" in refused.value.sentence_vi
    assert "Chụp hoặc quét lại" in refused.value.details[0]["what"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (samples.pdf()[:-150], "cut.pdf"), (samples.locked_pdf(), "khoa.pdf"), (samples.acting_pdf("/Launch"), "chay.pdf"),
        (samples.changed_after_signing(), "sua.pdf"), (samples.vast_picture(), "to.png"), (b"MZ" + b"\0" * 300, "don.pdf"),
        (samples.office(**{"word/vbaProject.bin": b"x"}), "macro.docx"),
    ],
)  # fmt: skip
def test_hostile_files_are_never_received(world: World, clerk: Actor, data: bytes, name: str) -> None:
    ref = kept(data, name, by=clerk)

    with nothing_is_written(), pytest.raises(dossiers.FilesUnsound, match="must be mended"):
        _file(world, clerk, papers=_papers(ref))


def test_what_is_only_told_refuses_nobody(world: World, clerk: Actor) -> None:
    refs = (kept(b"du lieu la", "so lieu.xyz", by=clerk), kept(samples.signed_pdf(), "ky.pdf", by=clerk))

    filed = _file(world, clerk, papers=_papers(*refs))

    detail = dossiers.dossier_for_staff(code=filed.code, actor=clerk, at=AT)
    assert [[one.code for one in file.kept.defects] for file in detail.files] == [["kind_unknown"], ["signature_kind_unsaid"]]


def test_nobody_files_with_the_file_of_another_person_or_another_dossier(world: World, clerk: Actor) -> None:
    other = kept(by=world.who("counter", world.phu_quoc_centre))
    used = kept(by=clerk)
    _file(world, clerk, papers=_papers(used))

    for ref in (other, used):
        with nothing_is_written(), pytest.raises(dossiers.FilesUnsound):
            _file(world, clerk, papers=_papers(ref))


def test_a_dossier_from_the_portal_with_an_empty_attachment_is_kept_but_not_received_until_it_is_mended(
    world: World, life: Lives, clerk: Actor
) -> None:
    bad = kept(b"", "cccd.pdf", by=clerk)
    filed = _file(
        world, clerk, accept=False, papers=_papers(bad), channel=Channel.ONLINE, is_sent_already=True, identified_by="portal"
    )
    assert filed.state is State.SUBMITTED

    with nothing_is_written(), pytest.raises(dossiers.FilesUnsound, match=r"cccd\.pdf"):
        dossiers.accept_dossier(dossier_id=filed.dossier_id, actor=clerk, at=LATER)
    dossiers.request_supplement(
        dossier_id=filed.dossier_id, items=["Tệp cccd.pdf trống"], reason="Tệp trống", actor=clerk, at=LATER
    )
    good = kept(by=clerk)
    dossiers.receive_supplement(dossier_id=filed.dossier_id, papers=_papers(good), actor=clerk, at=LATER)

    assert dossiers.accept_dossier(dossier_id=filed.dossier_id, actor=clerk, at=LATER).state is State.RECEIVED


def _sent(world: World, clerk: Actor, *refs: str) -> int:
    """A dossier that the portal brought, whatever its files are like."""
    filed = _file(
        world, clerk, accept=False, papers=_papers(*refs), channel=Channel.ONLINE, is_sent_already=True, identified_by="portal"
    )
    return int(filed.dossier_id)


def test_an_answer_about_another_paper_does_not_hide_a_bad_file(world: World, clerk: Actor) -> None:
    dossier = _sent(world, clerk, kept(b"", "cccd.pdf", by=clerk))
    lacking = AskedItem(what="Bản vẽ", component="Bản vẽ", lack=Lack.MISSING)
    dossiers.request_supplement(dossier_id=dossier, items=[lacking], reason="Thiếu", actor=clerk, at=LATER)
    drawing = Paper(name="Bản vẽ", component="Bản vẽ", file_ref=kept(by=clerk))
    dossiers.receive_supplement(dossier_id=dossier, papers=[drawing], actor=clerk, at=LATER + HOUR)

    with nothing_is_written(), pytest.raises(dossiers.FilesUnsound, match=r"cccd\.pdf"):
        dossiers.accept_dossier(dossier_id=dossier, actor=clerk, at=LATER + HOUR)


@pytest.mark.parametrize("by_file", [True, False])
def test_a_bad_file_that_was_asked_for_and_answered_stands_no_more(world: World, clerk: Actor, *, by_file: bool) -> None:
    dossier = _sent(world, clerk, kept(b"", "cccd.pdf", by=clerk))
    paper = dossiers.dossier_for_staff(code=given.code(dossier), actor=clerk, at=AT).files[0].paper_id
    asked = AskedItem(what="Giấy 0", component="Giấy 0", lack=Lack.FILE, paper_id=paper if by_file else None)
    dossiers.request_supplement(dossier_id=dossier, items=[asked], reason="Hỏng", actor=clerk, at=LATER)
    good = Paper(name="Giấy 0", component="Giấy 0", file_ref=kept(by=clerk))
    dossiers.receive_supplement(dossier_id=dossier, papers=[good], actor=clerk, at=LATER + HOUR)

    assert dossiers.accept_dossier(dossier_id=dossier, actor=clerk, at=LATER + HOUR).state is State.RECEIVED


def test_of_two_bad_files_of_one_paper_the_one_that_was_not_named_still_stands(world: World, clerk: Actor) -> None:
    refs = (kept(b"", "mat-truoc.pdf", by=clerk), kept(b"", "mat-sau.pdf", by=clerk))
    papers = tuple(Paper(name="Căn cước", component="Căn cước", file_ref=ref) for ref in refs)
    dossier = int(_file(world, clerk, accept=False, papers=papers, channel=Channel.ONLINE, is_sent_already=True).dossier_id)
    front = dossiers.dossier_for_staff(code=given.code(dossier), actor=clerk, at=AT).files[0].paper_id
    asked = AskedItem(what="Căn cước", component="Căn cước", lack=Lack.FILE, paper_id=front)
    dossiers.request_supplement(dossier_id=dossier, items=[asked], reason="Hỏng", actor=clerk, at=LATER)
    good = Paper(name="Căn cước", component="Căn cước", file_ref=kept(by=clerk))
    dossiers.receive_supplement(dossier_id=dossier, papers=[good], actor=clerk, at=LATER + HOUR)

    with nothing_is_written(), pytest.raises(dossiers.FilesUnsound) as refused:
        dossiers.accept_dossier(dossier_id=dossier, actor=clerk, at=LATER + HOUR)
    assert "mat-sau.pdf" in refused.value.sentence_vi
    assert "mat-truoc.pdf" not in refused.value.sentence_vi


def test_it_is_refused_from_the_first_when_the_portal_still_can_tell_its_sender(world: World, clerk: Actor) -> None:
    bad = kept(b"", "cccd.pdf", by=clerk)

    with nothing_is_written(), pytest.raises(dossiers.FilesUnsound):
        _file(world, clerk, accept=False, papers=_papers(bad), channel=Channel.ONLINE)
    with nothing_is_written(), pytest.raises(dossiers.FilesUnsound):
        _file(world, clerk, accept=True, papers=_papers(bad), is_sent_already=True)


def test_a_supplement_with_a_bad_file_is_not_taken_in(world: World, life: Lives, clerk: Actor) -> None:
    dossier = _file(world, clerk, accept=False).dossier_id
    dossiers.request_supplement(dossier_id=dossier, items=["Đơn"], reason="Thiếu", actor=clerk, at=AT)

    with nothing_is_written(), pytest.raises(dossiers.FilesUnsound):
        dossiers.receive_supplement(dossier_id=dossier, papers=_papers(kept(b"", by=clerk)), actor=clerk, at=LATER)


def test_who_signed_in_by_the_portal_need_not_sign_while_the_rule_holds() -> None:
    day = clock.local_day(AT)

    assert dossiers.need_not_sign(identified_by="vneid", on=day) is not None
    assert dossiers.need_not_sign(identified_by="", on=day) is None
    assert dossiers.need_not_sign(identified_by="portal", on=day.replace(year=2025)) is None
    assert dossiers.need_not_sign(identified_by="portal", on=day.replace(year=2027)) is None


def test_four_hundred_components_with_one_file_each_are_looked_at_in_few_statements(
    world: World, clerk: Actor, django_assert_max_num_queries: Any
) -> None:
    ref = kept(by=clerk)
    with django_assert_max_num_queries(35):
        filed = _file(world, clerk, papers=_papers(*[ref] * 400))

    assert len(dossiers.dossier_for_staff(code=filed.code, actor=clerk, at=AT).files) == 400


@pytest.mark.django_db(transaction=True)
def test_of_two_clerks_who_file_with_one_file_at_once_one_is_told(committed_world: World) -> None:
    world = committed_world
    clerk = world.who("counter", world.rach_gia_centre)
    ref, done, refused = kept(by=clerk), [], []

    def bring() -> None:
        try:
            done.append(_file(world, clerk, papers=_papers(ref)))
        except Exception as error:
            refused.append(type(error).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=bring) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(done) == 1
    assert set(refused) <= {"FilesUnsound", "FileHeldElsewhere"}
    assert len(refused) == 2
    assert Dossier.objects.count() == 1
    assert given.code(done[0].dossier_id)
