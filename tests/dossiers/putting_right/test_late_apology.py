"""An apology that comes too late: the applicant gets a word and an expected day, and the due time by law stays where it was."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from tests.api.calls import Api, problem, token_of
from tests.api.test_dossiers import body
from tests.dossiers import given
from tests.dossiers.factories import PHONE
from tests.dossiers.given import AT, Lives, World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.rows import nothing_is_written
from tests.dossiers.worlds import Now

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Verdict
from motcua.dossiers.rules.clocks import TooLateToExtend
from motcua.foundation.errors import DomainError
from motcua.journal import public as journal
from motcua.organization.public import SYSTEM, citizen_actor

#: Five working days from Monday 16/11: 17, 18, 19, 20, 23. The last day for a new date is Friday 20.
DUE = vn("2026-11-23 17:00")
LATE = vn("2026-11-25 09:00")
FRIDAY = date(2026, 11, 27)
WHY = "Chờ kết quả xác minh"
APOLOGY = "Xin lỗi vì trễ hạn"


def apologise(life: Lives, dossier: int, **more: Any) -> dossiers.DossierMoved:
    return life.do("apologise", dossier, **({"at": LATE, "expected_on": FRIDAY, "reason": WHY} | more))


def refused(life: Lives, dossier: int, **more: Any) -> str:
    with nothing_is_written(), pytest.raises(DomainError) as caught:
        apologise(life, dossier, **more)
    assert caught.value.sentence_vi
    assert caught.value.sentence_en
    return caught.value.code


def test_a_dossier_with_a_late_apology_stays_overdue_on_both_clocks_also_when_it_is_finished_on_the_expected_day(
    world: World, life: Lives
) -> None:
    dossier, done = life.overdue(), vn("2026-11-27 10:00")
    apologise(life, dossier)

    seen = given.dossier_detail(dossier, at=LATE).dossier
    assert (seen.legal, seen.indicator) == (Verdict.OVERDUE, Verdict.OVERDUE)
    while not given.at_last_step(given.dossier_detail(dossier)):
        life.do("complete_step", dossier, at=done)
    life.do("finish", dossier, at=done, outcome=dossiers.Outcome.GRANTED)
    seen = given.dossier_detail(dossier, at=done).dossier
    assert (seen.legal, seen.indicator) == (Verdict.OVERDUE, Verdict.OVERDUE)


@pytest.mark.parametrize("role", ["head", "leader"])
def test_heads_and_leaders_of_the_competent_agency_apologise(world: World, life: Lives, role: str) -> None:
    dossier, actor = life.overdue(), world.who(role, world.rach_gia)

    apologise(life, dossier, actor=actor)

    assert given.dossier(dossier).apologised_at == LATE
    assert given.last_fact(dossier).actor == actor.label


def test_nobody_else_apologises(world: World, life: Lives) -> None:
    dossier = life.overdue()
    others = [
        world.who("official", world.rach_gia), world.who("clerk", world.rach_gia), world.who("counter", world.rach_gia_centre),
        world.who("head", world.phu_quoc), world.who("inspector", world.top), world.who("operator", world.top), citizen_actor(), SYSTEM,
    ]  # fmt: skip

    for actor in others:
        assert refused(life, dossier, actor=actor) == "move_not_allowed", actor.name


@pytest.mark.parametrize("stage", ["filed", "accepted", "awaiting_supplement", "awaiting_payment", "done", "returned", "stopped"])
def test_only_what_is_in_process_is_apologised_for(world: World, life: Lives, stage: str) -> None:
    dossier = getattr(life, stage)()

    assert refused(life, dossier, actor=world.who("head", world.rach_gia)) == "move_not_possible"


def test_a_late_apology_is_made_once(life: Lives) -> None:
    dossier = life.overdue()
    apologise(life, dossier)

    assert refused(life, dossier, at=vn("2026-11-26 09:00"), expected_on=date(2026, 12, 4)) == "apology_used"


def test_a_late_apology_from_a_page_that_saw_less_is_refused(life: Lives) -> None:
    dossier = life.overdue()

    assert refused(life, dossier, seen=given.dossier(dossier).moves - 1) == "stale_page"


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reason": " \n"}, "reason_missing"),
        ({"at": vn("2026-11-20 16:00")}, "still_in_time_to_extend"),  # a new date would still move the due time
        ({"expected_on": date(2026, 11, 23)}, "bad_expected_day"),  # the due day
        ({"expected_on": date(2026, 11, 20)}, "bad_expected_day"),
        ({"at": vn("2026-11-30 09:00"), "expected_on": FRIDAY}, "bad_expected_day"),  # over already
        ({"at": vn("2026-11-27 17:00"), "expected_on": FRIDAY}, "bad_expected_day"),  # at its close
        ({"expected_on": date(2026, 11, 28)}, "bad_expected_day"),  # a Saturday
        ({"expected_on": date(2027, 11, 29)}, "expected_day_too_far"),  # a slip of the year
    ],
)
def test_what_a_late_apology_must_say(life: Lives, more: dict[str, Any], code: str) -> None:
    assert refused(life, life.in_process(), **more) == code


def test_the_very_day_will_do_while_it_is_not_over(life: Lives) -> None:
    dossier = life.overdue()

    apologise(life, dossier, at=vn("2026-11-27 09:00"))

    assert given.dossier(dossier).expected_on == FRIDAY


def test_without_a_limit_nothing_is_late(world: World, life: Lives) -> None:
    dossier = life.in_process()
    given.dossier(dossier).__class__.objects.filter(pk=dossier).update(due_at=None, first_due_at=None)

    assert refused(life, dossier) == "no_due_time"


def test_who_has_used_the_one_new_date_may_still_say_a_word(life: Lives) -> None:
    dossier = life.in_process()
    life.do("extend", dossier, at=vn("2026-11-18 09:00"), new_day=FRIDAY, reason="x")

    apologise(life, dossier, at=vn("2026-11-25 09:00"), expected_on=date(2026, 12, 2))

    row = given.dossier(dossier)
    assert (row.due_at, row.extended_to, row.expected_on) == (vn("2026-11-27 17:00"), vn("2026-11-27 17:00"), date(2026, 12, 2))
    fact = journal.history(f"dossier:{dossier}")[-1].payload
    assert (fact["late"], fact["overdue"]) == (False, False)


def test_no_paper_asked_for_afterwards_makes_a_new_date_lawful_again(life: Lives) -> None:
    dossier = life.overdue()
    apologise(life, dossier)
    life.do("request_supplement", dossier, at=vn("2026-11-25 10:00"), items=["Bản vẽ"], reason="Thiếu")
    life.do("receive_supplement", dossier, at=vn("2026-11-26 08:00"))

    with pytest.raises(TooLateToExtend):
        life.do("extend", dossier, at=vn("2026-11-27 08:00"), new_day=date(2026, 12, 10), reason="x")


# -- who reads it


def test_the_button_stands_in_sight_once_it_is_too_late_for_a_new_date(world: World, life: Lives, now: Now) -> None:
    dossier = life.in_process()
    page, leader = f"/can-bo/ho-so/{given.code(dossier)}/", Browser(world.who("leader", world.rach_gia))

    now.at = vn("2026-11-20 08:00")
    assert APOLOGY not in leader.open(page).text
    now.at = vn("2026-11-23 08:00")
    assert APOLOGY in leader.open(page).text.partition("Việc ít dùng")[0]
    assert APOLOGY not in Browser(world.who("official", world.rach_gia)).open(page).text

    apologise(life, dossier)
    now.at = vn("2026-11-26 08:00")
    assert page + "apologise/" not in leader.open(page).text


def test_the_leader_apologises_on_the_page_and_everybody_reads_that_it_was_late(world: World, life: Lives, now: Now) -> None:
    dossier = life.overdue()
    code, leader, now.at = given.code(dossier), Browser(world.who("leader", world.rach_gia)), LATE

    form = leader.open(f"/can-bo/ho-so/{code}/apologise/")
    form.says("Hạn theo luật không đổi", "vẫn là quá hạn")
    page = leader.move(code, "apologise", expected_on="2026-11-27", reason=WHY)

    page.says("xong", "Quá hạn", "Xin lỗi muộn", "dự kiến trả thứ Sáu 27/11", "hạn theo luật vẫn là", WHY)


def test_what_the_leader_typed_stays_when_the_day_is_wrong(world: World, life: Lives, now: Now) -> None:
    code, now.at = given.code(life.overdue()), LATE

    with nothing_is_written():
        page = Browser(world.who("leader", world.rach_gia)).move(
            code, "apologise", status=422, expected_on="2026-11-28", reason=WHY
        )

    page.says(WHY, "ngày làm việc")


def test_the_applicant_reads_the_apology_the_expected_day_and_that_the_due_time_by_law_stays(
    world: World, life: Lives, now: Now
) -> None:
    dossier = life.overdue()
    now.at = LATE
    owed = "phải xin lỗi bằng văn bản"
    Browser().follow(given.code(dossier), PHONE).says(owed)

    apologise(life, dossier)

    page = Browser().follow(given.code(dossier), PHONE)
    page.says("xin lỗi vì trễ hạn", WHY, "Dự kiến trả <b>thứ Sáu 27/11/2026</b>", "hạn theo luật vẫn là", "23/11/2026", "Quá hạn")
    assert owed not in page.text


def test_while_the_applicant_is_awaited_no_expected_day_is_shown(world: World, life: Lives, now: Now) -> None:
    dossier = life.overdue()
    apologise(life, dossier)
    life.do("request_supplement", dossier, at=vn("2026-11-25 10:00"), items=["Bản vẽ"], reason="Thiếu")
    now.at = vn("2026-11-26 08:00")
    assert "Dự kiến trả" not in Browser().follow(given.code(dossier), PHONE).text

    life.do("receive_supplement", dossier, at=now.at)

    assert "Dự kiến trả" in Browser().follow(given.code(dossier), PHONE).text


def test_who_does_not_know_the_persons_reads_the_apology_without_its_words(world: World, life: Lives, now: Now) -> None:
    dossier, now.at = life.overdue(), LATE
    apologise(life, dossier)

    page = Browser(world.who("reform", world.office)).open(f"/can-bo/ho-so/{given.code(dossier)}/")

    page.says("Xin lỗi muộn")
    assert WHY not in page.text


def test_the_page_says_it_in_english(world: World, life: Lives, now: Now) -> None:
    dossier, now.at = life.overdue(), LATE
    apologise(life, dossier)
    leader, applicant = Browser(world.who("leader", world.rach_gia)), Browser()
    for browser in (leader, applicant):
        browser.client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"

    leader.open(f"/can-bo/ho-so/{given.code(dossier)}/").says("Late apology", "the due time by law is still")
    applicant.follow(given.code(dossier), PHONE).says("apologises", "Expected on", "the due time by law is still")


# -- counted apart


def test_late_with_an_apology_is_counted_and_listed_apart_from_late_without(world: World, life: Lives) -> None:
    silent, late, extended, in_time = (
        life.overdue(),
        life.overdue(),
        life.in_process(),
        life.in_process(at=vn("2026-11-24 08:00")),
    )
    apologise(life, late)
    life.do("extend", extended, at=vn("2026-11-18 09:00"), new_day=date(2026, 11, 25), reason="x")
    at, head = vn("2026-11-26 09:00"), world.who("head", world.rach_gia)

    def listed(apologised: bool | None) -> set[int]:
        return {line.id for line in dossiers.dossiers(actor=head, overdue_at=at, apologised=apologised).rows}

    assert listed(None) == {silent, late, extended}
    assert listed(apologised=True) == {late, extended}
    assert listed(apologised=False) == {silent}
    assert in_time not in listed(None)
    (line,) = dossiers.unit_counts(agency_ids=frozenset({world.rach_gia.id}), since=AT, at=at, soon=at)
    assert (line.overdue, line.overdue_apologised) == (3, 2)


def test_the_leaders_page_says_how_many_of_the_late_were_apologised_for_and_opens_them(
    world: World, life: Lives, now: Now
) -> None:
    silent, late = life.overdue(), life.overdue()
    apologise(life, late)
    now.at = vn("2026-11-26 09:00")
    control = Browser(world.who("control", world.office))

    control.open("/lanh-dao/").says("đã xin lỗi", "so=qua-han-da-xin-loi", "so=qua-han-chua-xin-loi")

    page = control.open("/can-bo/ho-so/", so="qua-han-da-xin-loi")
    assert given.code(late) in page.text
    assert given.code(silent) not in page.text
    page = control.open("/can-bo/ho-so/", so="qua-han-chua-xin-loi")
    assert given.code(late) not in page.text
    assert given.code(silent) in page.text


def test_the_api_apologises_reads_and_filters(world: World, life: Lives, now: Now) -> None:
    silent, late = life.overdue(), life.overdue()
    code, now.at = given.code(late), LATE
    leader = Api(token_of(world.who("leader", world.rach_gia), world))
    assert "apologise" in body(leader.get(f"/dossiers/{code}"))["possible_moves"]

    problem(leader.move(code, "apologise", reason=WHY), 422, "wrong_arguments")
    problem(leader.move(code, "apologise", reason=WHY, expected_on="2026-11-27", etag='"1"'), 412, "changed_since")
    done = body(leader.move(code, "apologise", reason=WHY, expected_on="2026-11-27"))

    assert done["due_at"] == "2026-11-23T10:00:00Z"
    read = body(leader.get(f"/dossiers/{code}"))
    assert (read["legal"], read["apologised_at"], read["expected_on"]) == ("overdue", "2026-11-25T02:00:00Z", "2026-11-27")
    assert "apologise" not in read["possible_moves"]
    lines = body(leader.get("/dossiers", overdue="true", apologised="true"))["items"]
    assert [(line["code"], line["apologised_at"]) for line in lines] == [(code, "2026-11-25T02:00:00Z")]
    lines = body(leader.get("/dossiers", overdue="true", apologised="false"))["items"]
    assert [line["code"] for line in lines] == [given.code(silent)]
