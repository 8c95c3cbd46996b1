"""Several agencies are asked the same in one go, each with its own limit; one that cannot be asked keeps none of the others back."""

import pytest
from tests.dossiers import given
from tests.dossiers.given import LATER, Lives, World, vn
from tests.dossiers.pages import Browser, page_of
from tests.dossiers.worlds import Now

from motcua.dossiers.models import Consultation
from motcua.dossiers.operations.consulting.several import MOST
from motcua.dossiers.public import Asked, RequestKey
from motcua.foundation.errors import DomainError

COMMON, OWN = vn("2026-11-20 17:00"), vn("2026-11-19 11:00")


def test_each_is_asked_with_its_limit_and_the_one_that_cannot_be_is_named(world: World, life: Lives) -> None:
    dossier = life.in_process()
    several = (
        Asked(agency_id=world.construction.id, due_at=OWN),
        Asked(agency_id=world.rach_gia_centre.id),
        Asked(agency_id=world.environment.id),
    )

    done = life.do("consult", dossier, at=LATER, agency_id=world.police.id, content="Đạt không?", due_at=COMMON, agencies=several)

    assert dict(Consultation.objects.filter(dossier=dossier).values_list("agency_id", "due_at")) == {
        world.police.id: COMMON, world.construction.id: OWN, world.environment.id: COMMON,
    }  # fmt: skip
    ((agency, why, _en),) = done.not_sent
    assert (agency, "trung tâm tiếp nhận" in why) == (world.rach_gia_centre.id, True)
    assert given.dossier(dossier).moves == done.moves


def test_sent_twice_under_one_key_it_is_asked_once_and_answered_alike(world: World, life: Lives) -> None:
    dossier = life.in_process()
    key = RequestKey.of(sender="user:1", key="hoi-nhieu-co-quan", asked=[])
    asked = {
        "agency_id": world.police.id,
        "content": "?",
        "due_at": COMMON,
        "agencies": (Asked(agency_id=world.rach_gia_centre.id),),
    }

    first, again = (life.do("consult", dossier, at=LATER, request=key, **asked) for _time in range(2))

    assert (again.repeated, again.not_sent) == (True, first.not_sent)
    assert Consultation.objects.filter(dossier=dossier).count() == 1


def test_where_nobody_can_be_asked_it_is_refused_and_nothing_is_written(world: World, life: Lives) -> None:
    dossier = life.in_process()

    with pytest.raises(DomainError) as refused:
        life.do("consult", dossier, at=LATER, content="?", due_at=COMMON, agencies=(Asked(agency_id=world.rach_gia_centre.id),))

    assert refused.value.code == "centre_consulted"
    assert not Consultation.objects.filter(dossier=dossier).exists()


@pytest.mark.parametrize("move", ["consult", "involve"])
def test_of_more_agencies_than_one_go_takes_none_is_asked_and_the_most_is_said(world: World, life: Lives, move: str) -> None:
    dossier = life.in_process()
    many = tuple(Asked(agency_id=10_000 + number, content="?", due_at=COMMON) for number in range(MOST + 1))

    with pytest.raises(DomainError) as refused:
        life.do(move, dossier, at=LATER, agencies=many)

    assert refused.value.code == "too_many_agencies"
    assert f"nhiều nhất {MOST} cơ quan" in refused.value.sentence_vi
    assert not Consultation.objects.filter(dossier=dossier).exists()


def test_one_form_asks_them_all_and_says_who_was_not_asked(world: World, life: Lives, now: Now) -> None:
    dossier, now.at = life.consulted(), LATER
    official = Browser(world.who("official", world.rach_gia))

    page = official.move(
        given.code(dossier), "consult", agency_id=str(world.construction.id), content="Đạt không?", due_at="2026-11-20T17:00",
        them2_agency=str(world.environment.id), them2_due="2026-11-19T11:00", them3_agency=str(world.police.id),
    )  # fmt: skip

    page.says("Chưa hỏi Công an tỉnh", "chưa có trả lời")
    official.open(page_of(dossier)).says("Sở Xây dựng", "Sở Nông nghiệp và Môi trường")
