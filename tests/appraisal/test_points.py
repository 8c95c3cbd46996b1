"""Points follow the journal, every number opens its dossiers, and a correction leaves its trace."""

from dataclasses import replace
from datetime import datetime

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, Lives, World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.statements import statements
from tests.dossiers.worlds import Now

from motcua.appraisal.facts import OF_A_DOSSIER, Indicator, Verdict
from motcua.appraisal.models import Contest, Points
from motcua.appraisal.operations.contest import contest_point, decide_contest
from motcua.appraisal.operations.keep import follow
from motcua.appraisal.public import keep_points
from motcua.appraisal.queries import sums
from motcua.appraisal.queries.access import judges_province
from motcua.appraisal.queries.contests import contests
from motcua.appraisal.rules.permissions import MayNotContest, MayNotDecide, PointsOfOthers
from motcua.appraisal.rules.points import period
from motcua.dossiers.models import Dossier
from motcua.dossiers.public import Channel
from motcua.foundation.errors import DomainError
from motcua.journal import public as journal
from motcua.organization.public import Actor, Role

Q4 = period("2026-Q4")
EARLY, LATE = vn("2026-11-18 09:00"), vn("2026-11-25 09:00")


def _follow() -> None:
    """Hand on every fact, as the worker does once they are committed."""
    for dossier in Dossier.objects.all():
        follow(journal.history(f"dossier:{dossier.pk}"))


def _unit(world: World, dossier: int) -> tuple[int | None, ...]:
    return tuple(Points.objects.get(dossier=dossier, agency=world.rach_gia.id, user=None).counted)


def _reform(world: World) -> Actor:
    return world.who("reform", world.office)


def test_an_early_dossier_of_a_visitor_brings_its_points_to_unit_and_officials(world: World, life: Lives) -> None:
    dossier = life.done(done_at=EARLY)

    _follow()

    assert _unit(world, dossier) == (2, 2, 2, 1, 2)
    officials = Points.objects.filter(dossier=dossier, agency=world.rach_gia.id, user__isnull=False)
    assert {row.user_id for row in officials} >= {world.who("official", world.rach_gia).user_id}
    assert all(row.counted[0] == 2 for row in officials)


def test_a_late_dossier_filed_and_returned_online(world: World, life: Lives) -> None:
    dossier = life.done(done_at=LATE, channel=Channel.ONLINE, return_way=Channel.ONLINE)

    _follow()

    assert _unit(world, dossier) == (0, 0, 2, 2, 0)


def test_the_new_date_of_an_apology_does_not_make_a_late_dossier_early(world: World, life: Lives) -> None:
    dossier = life.at_last_step(done_at=vn("2026-11-17 10:00"))
    life.do("extend", dossier, at=vn("2026-11-19 09:00"), new_day=vn("2026-12-01 00:00").date(), reason="Chờ quy hoạch")
    life.do("finish", dossier, at=LATE, outcome="granted")

    _follow()

    assert _unit(world, dossier)[0] == 0


def test_a_supplement_counts_as_a_contact(world: World, life: Lives) -> None:
    dossier = life.awaiting_supplement(asked_at=vn("2026-11-17 09:00"))
    life.do("receive_supplement", dossier, at=vn("2026-11-18 09:00"))
    while not given.at_last_step(given.dossier_detail(dossier, at=vn("2026-11-18 10:00"))):
        life.do("complete_step", dossier, at=vn("2026-11-18 10:00"))
    life.do("finish", dossier, at=vn("2026-11-18 11:00"), outcome="granted")

    _follow()

    assert _unit(world, dossier)[2] == 1


def test_a_late_opinion_is_the_consulted_agencys_alone(world: World, life: Lives) -> None:
    dossier = life.consulted(at=AT)
    life.do("answer_consultation", dossier, at=vn("2026-11-23 08:30"), answer="Đồng ý", agrees=True)
    while not given.at_last_step(given.dossier_detail(dossier, at=vn("2026-11-23 08:40"))):
        life.do("complete_step", dossier, at=vn("2026-11-23 08:40"))
    life.do("finish", dossier, at=vn("2026-11-23 08:50"), outcome="granted")

    _follow()

    police = Points.objects.get(dossier=dossier, agency=world.police.id, user=None)
    assert police.counted == [None, 0, None, None, None]
    assert _unit(world, dossier)[0] == 1


def test_what_a_unit_only_gave_an_opinion_on_is_not_among_its_dossiers(world: World, life: Lives) -> None:
    asked = life.in_process(competent=world.phu_quoc, channel=Channel.ONLINE)
    life.do("consult", asked, agency_id=world.rach_gia.id, content="?", due_at=vn("2026-11-18 09:00"))
    life.do("answer_consultation", asked, at=vn("2026-11-17 08:30"), answer="Đồng ý", agrees=True)
    while not given.at_last_step(given.dossier_detail(asked)):
        life.do("complete_step", asked, at=vn("2026-11-17 09:00"))
    life.do("finish", asked, at=LATE, outcome="granted")
    life.done(done_at=EARLY)
    life.done(done_at=EARLY, channel=Channel.ONLINE)
    _follow()

    ward, island = (sums.of_unit(actor=_reform(world), agency_id=one.id, period=Q4) for one in (world.rach_gia, world.phu_quoc))

    # One of the ward's two came online, and in time: whether the island was late with another is the island's alone.
    assert {one.indicator: one.points for one in ward.given}[Indicator.ONLINE] == 2
    assert (ward.dossiers, ward.parts) == (2, 1)
    assert {one.indicator: one.points for one in island.given}[Indicator.ONLINE] == 0
    assert (island.dossiers, island.parts) == (1, 0)


def test_who_filed_online_and_then_comes_for_the_result_has_come(world: World, life: Lives) -> None:
    dossier = life.done(done_at=EARLY, channel=Channel.ONLINE, return_way=Channel.ONLINE)
    _follow()
    assert _unit(world, dossier)[3] == 2

    life.do("change_return_way", dossier, at=LATE, return_way=Channel.DIRECT, reason="Xin nhận bản giấy tại quầy")
    follow([one for one in journal.history(f"dossier:{dossier}") if one.name == "ReturnWayChanged"])

    assert _unit(world, dossier)[3] == 1


def test_test_dossiers_are_never_judged(world: World, life: Lives) -> None:
    life.done(done_at=EARLY, is_test=True)

    _follow()

    assert not Points.objects.exists()


def test_the_same_points_again_from_zero_with_corrections_kept(world: World, life: Lives) -> None:
    dossiers = [life.done(done_at=EARLY), life.done(done_at=LATE)]
    _follow()
    head, reform = world.who("head", world.rach_gia), _reform(world)
    row = Points.objects.get(dossier=dossiers[1], agency=world.rach_gia.id, user=None)
    asked = contest_point(points_id=row.pk, indicator=Indicator.TIME, wanted=1, reason="Mất điện cả xã", actor=head, at=LATE)
    decide_contest(contest_id=asked, accept=True, reason="Có biên bản", actor=reform, at=LATE)
    before = list(
        Points.objects.order_by("dossier", "agency", "user").values_list("dossier", "agency", "user", "points", "counted")
    )

    keep_points(dossiers)
    _follow()

    after = list(
        Points.objects.order_by("dossier", "agency", "user").values_list("dossier", "agency", "user", "points", "counted")
    )
    assert after == before
    assert _unit(world, dossiers[1])[0] == 1


def test_sums_of_a_quarter_say_what_has_no_data(world: World, life: Lives) -> None:
    for done_at in (EARLY, EARLY, LATE):
        life.done(done_at=done_at)
    _follow()

    found = sums.of_unit(actor=world.who("head", world.rach_gia), agency_id=world.rach_gia.id, period=Q4)

    by = {one.indicator: one for one in found.given}
    assert by[Indicator.TIME].counts == (1, 0, 2)
    assert str(by[Indicator.TIME].points) == "1.33"
    assert [one.value for one, given_ in by.items() if given_.points is None] == [5, 6, 8]
    assert all(by[one].why for one in (Indicator.ONE_STOP, Indicator.PUBLICATION, Indicator.FEEDBACK))
    assert (found.dossiers, found.most, found.band) == (3, 12, None)
    assert sums.of_unit(actor=_reform(world), agency_id=world.rach_gia.id, period=period("2026-Q3")).dossiers == 0


def test_nobody_sees_the_points_of_others(world: World, life: Lives) -> None:
    life.done(done_at=EARLY)
    _follow()
    official, clerk = world.who("official", world.rach_gia), world.who("clerk", world.rach_gia)
    assert official.user_id
    asked = {"agency_id": world.rach_gia.id, "user_id": official.user_id, "period": Q4}

    assert sums.of_official(actor=official, **asked).dossiers == 1
    for stranger in (clerk, world.who("head", world.phu_quoc), world.who("operator", world.top)):
        with pytest.raises(PointsOfOthers):
            sums.of_official(actor=stranger, **asked)
        with pytest.raises(PointsOfOthers):
            sums.lines(actor=stranger, **asked)


def test_a_contested_point_is_decided_by_somebody_else_and_once(world: World, life: Lives) -> None:
    life.done(done_at=LATE)
    _follow()
    row = Points.objects.get(agency=world.rach_gia.id, user=None)
    head, reform = world.who("head", world.rach_gia), _reform(world)
    asked = {"points_id": row.pk, "indicator": Indicator.TIME, "wanted": 2, "at": LATE}

    with pytest.raises(MayNotContest):
        contest_point(actor=world.who("clerk", world.phu_quoc), reason="x", **asked)
    for wrong in ({"wanted": 0}, {"wanted": 3}, {"indicator": Indicator.FEEDBACK}):
        with pytest.raises(DomainError) as refused:
            contest_point(actor=head, reason="x", **asked | wrong)
        assert refused.value.code == "nothing_to_correct"
    with pytest.raises(DomainError, match="Give the reason"):
        contest_point(actor=head, reason="  ", **asked)
    contest_id = contest_point(actor=head, reason="Bão số 9 🌀 <b>", **asked)
    with pytest.raises(DomainError) as again:
        contest_point(actor=head, reason="Nữa", **asked)
    assert again.value.code == "contested_already"
    with pytest.raises(MayNotDecide):
        decide_contest(contest_id=contest_id, accept=True, reason="x", actor=head, at=LATE)
    decide_contest(contest_id=contest_id, accept=False, reason="Không có căn cứ", actor=reform, at=LATE)
    with pytest.raises(DomainError) as decided:
        decide_contest(contest_id=contest_id, accept=True, reason="x", actor=reform, at=LATE)

    assert decided.value.code == "contest_decided"
    assert [fact.name for fact in journal.history(f"contest:{contest_id}")] == ["PointContested", "ContestDecided"]
    assert Points.objects.get(pk=row.pk).counted[0] == 0
    assert Contest.objects.get().reason == "Bão số 9 🌀 <b>"


def test_nobody_decides_on_points_that_judge_them(world: World, life: Lives) -> None:
    life.done(done_at=LATE)
    _follow()
    judged, reform = world.who("official", world.rach_gia), _reform(world)
    both = replace(judged, holdings=judged.holdings | reform.holdings)
    row = Points.objects.get(agency=world.rach_gia.id, user=judged.user_id)
    contest_id = contest_point(
        points_id=row.pk, indicator=Indicator.TIME, wanted=2, reason="Bão", actor=world.who("head", world.rach_gia), at=LATE
    )
    decided = {"contest_id": contest_id, "accept": True, "reason": "Có biên bản", "at": LATE}

    assert judges_province(both)
    with pytest.raises(MayNotDecide):
        decide_contest(actor=both, **decided)
    decide_contest(actor=reform, **decided)

    assert Points.objects.get(pk=row.pk).counted[0] == 2


def test_an_open_request_is_never_lost_behind_newer_ones(world: World, life: Lives, now: Now) -> None:
    life.done(done_at=LATE)
    _follow()
    head, reform = world.who("head", world.rach_gia), _reform(world)
    row = Points.objects.get(agency=world.rach_gia.id, user=None)
    first = contest_point(points_id=row.pk, indicator=Indicator.TIME, wanted=2, reason="Mất điện", actor=head, at=LATE)
    Contest.objects.bulk_create(
        Contest(
            points=row, indicator=Indicator.ATTITUDE, was=0, wanted=1, reason=f"Lần {number}", asked_by_id=head.user_id, asked_at=LATE,
            verdict=Verdict.REJECTED, decided_by_id=reform.user_id, decided_at=LATE, decision="Không có căn cứ",
        )
        for number in range(120)
    )  # fmt: skip
    browser = Browser(reform)

    page = browser.open("/can-bo/danh-gia/de-nghi/")
    assert page.text.index("Mất điện") < page.text.index("Lần 119")
    browser.open(f"/can-bo/danh-gia/de-nghi/{first}/").says("Mất điện", "Ghi kết luận")

    pages = [contests(reform, size=50)]
    while pages[-1].next:
        pages.append(contests(reform, size=50, cursor=pages[-1].next))
    listed = [one.id for part in pages for one in part.rows]
    assert listed[0] == first
    assert len(listed) == len(set(listed)) == 121
    assert len(statements(lambda: contests(reform))) == 1


def test_every_number_opens_its_dossiers_and_a_point_is_contested_on_the_screen(world: World, life: Lives, now: Now) -> None:
    early, late = life.done(done_at=EARLY), life.done(done_at=LATE)
    _follow()
    now.at = vn("2026-11-26 08:00")
    official, reform = Browser(world.who("official", world.rach_gia)), Browser(_reform(world))

    page = official.open("/can-bo/danh-gia/")
    page.says("Thời gian giải quyết so với quy định", "2 hồ sơ có kết quả trong kỳ")
    door = f"/can-bo/danh-gia/don-vi/{world.rach_gia.id}/ho-so/"
    mine = str(world.who("official", world.rach_gia).user_id)
    behind = official.open(door, ky="2026-Q4", nguoi=mine, **{"chi-so": "1", "diem": "0"})
    behind.says(given.code(late))
    assert given.code(early) not in behind.text
    row = Points.objects.get(dossier=late, user=mine)
    form = official.open(f"/can-bo/danh-gia/diem/{row.pk}/").form("wanted")
    official.send(f"/can-bo/danh-gia/diem/{row.pk}/", form, indicator="1", wanted="1", reason="Mất điện").says(
        "Đã gửi đề nghị sửa điểm"
    )
    contest = Contest.objects.get()
    form = reform.open(f"/can-bo/danh-gia/de-nghi/{contest.pk}/").form("accept")
    reform.send(f"/can-bo/danh-gia/de-nghi/{contest.pk}/", form, accept="1", reason="Có công văn").says("Đã ghi kết luận")

    official.open(door, ky="2026-Q4", nguoi=mine).says("Đã sửa điểm")
    head = Browser(world.who("head", world.rach_gia))
    head.open(f"/can-bo/danh-gia/don-vi/{world.rach_gia.id}/", ky="2026-Q4").says("Theo người", "chưa xếp mức")
    table = head.client.get(f"/can-bo/danh-gia/don-vi/{world.rach_gia.id}/bang.csv", {"ky": "2026"})
    assert int(table["X-Row-Count"]) == len({row.user_id for row in Points.objects.filter(user__isnull=False)})


@pytest.mark.parametrize(("path", "status"), [("", 200), ("?ky=2026-Q9", 404), ("?ky=2026", 200)])
def test_addresses_that_make_no_sense_are_said(world: World, now: Now, path: str, status: int) -> None:
    Browser(_reform(world)).open(f"/can-bo/danh-gia/don-vi/{world.rach_gia.id}/{path}", status=status)


def test_the_unit_costs_the_same_statements_with_one_dossier_and_with_many(world: World, life: Lives) -> None:
    head = world.who("head", world.rach_gia)

    def cost(_: datetime = AT) -> int:
        return len(statements(lambda: sums.of_unit(actor=head, agency_id=world.rach_gia.id, period=Q4)))

    life.done(done_at=EARLY)
    _follow()
    one = cost()
    life.done(done_at=EARLY)
    _follow()

    assert cost() == one == 2


def test_the_page_and_the_table_of_a_unit_cost_the_same_with_one_official_and_with_many(
    world: World, life: Lives, now: Now
) -> None:
    life.done(done_at=EARLY)
    _follow()
    now.at = vn("2026-11-26 08:00")
    head, ward = Browser(world.who("head", world.rach_gia)), world.rach_gia.id
    paths = (f"/can-bo/danh-gia/don-vi/{ward}/", f"/can-bo/danh-gia/don-vi/{ward}/bang.csv")

    def costs() -> list[int]:
        given.forget()
        return [len(statements(lambda path=path: head.client.get(path))) for path in paths]

    costs()
    few = costs()
    row = Points.objects.get(agency=ward, user=world.who("official", world.rach_gia).user_id)
    for number in range(6):
        row.pk, row.user_id = None, given.official(Role.OFFICIAL, world.rach_gia, username=f"them-{number}").user_id
        row.save(force_insert=True)
    assert len(sums.of_officials(actor=world.who("head", world.rach_gia), agency_id=ward, period=Q4)) >= 7

    assert costs() == few


def test_who_judges_the_province_sees_the_units_with_dossiers_first_and_their_sums(world: World, life: Lives, now: Now) -> None:
    life.done(done_at=EARLY)
    _follow()
    now.at = vn("2026-11-26 08:00")
    reform = Browser(_reform(world))

    page = reform.open("/can-bo/danh-gia/")
    page.says("còn thiếu chỉ số", "đơn vị chưa có hồ sơ được chấm trong kỳ", "Quý 4/2026")
    assert page.text.index(world.rach_gia.name) < page.text.index("đơn vị chưa có hồ sơ") < page.text.index(world.phu_quoc.name)
    summed = sums.of_units(actor=_reform(world), period=Q4)
    assert summed == {world.rach_gia.id: sums.of_unit(actor=_reform(world), agency_id=world.rach_gia.id, period=Q4)}
    assert len(statements(lambda: sums.of_units(actor=_reform(world), period=Q4))) == 2
    behind = reform.open(f"/can-bo/danh-gia/don-vi/{world.rach_gia.id}/ho-so/", ky="2026-Q4")
    assert "/can-bo/danh-gia/diem/" not in behind.text, "who decides asks for nothing"


def test_of_a_dossier_five_indicators_are_given() -> None:
    assert len(OF_A_DOSSIER) == 5
