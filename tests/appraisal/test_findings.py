"""What dossiers do not show of a unit is entered as inspections and reports find it; then the unit is ranked."""

from datetime import date
from typing import Any

import pytest
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.pages import Browser
from tests.dossiers.worlds import Now

from motcua.appraisal.facts import BY_INSPECTION, Band, Found, Indicator
from motcua.appraisal.models import Finding
from motcua.appraisal.operations.findings import FindingIncomplete, FoundMeanwhile, enter_finding
from motcua.appraisal.operations.keep import follow
from motcua.appraisal.queries import sums
from motcua.appraisal.queries.findings import all_found, may_be_found
from motcua.appraisal.rules.permissions import MayNotEnter, PointsOfOthers
from motcua.appraisal.rules.points import period
from motcua.journal import public as journal
from motcua.organization.public import Actor

Q4 = period("2026-Q4")
AT = vn("2026-11-25 09:00")


def _reform(world: World) -> Actor:
    return world.who("reform", world.office)


def _enter(world: World, indicator: Indicator = Indicator.PUBLICATION, **changed: Any) -> Found:
    said = {
        "points": 2,
        "found_on": date(2026, 11, 20),
        "basis": "Biên bản kiểm tra số 12/BB-VP ngày 20/11/2026",
        "actor": _reform(world),
        "at": AT,
    }
    return enter_finding(agency_id=world.rach_gia.id, period=Q4, indicator=indicator, **said | changed)  # fmt: skip


def test_a_unit_is_ranked_once_all_nine_have_data(world: World, life: Lives) -> None:
    dossier = life.done(done_at=vn("2026-11-18 09:00"))
    follow(journal.history(f"dossier:{dossier}"))
    head = world.who("head", world.rach_gia)

    bands = []
    for indicator in BY_INSPECTION:
        bands.append(sums.of_unit(actor=head, agency_id=world.rach_gia.id, period=Q4).band)
        _enter(world, indicator)

    found = sums.of_unit(actor=head, agency_id=world.rach_gia.id, period=Q4)
    assert bands == [None, None, None]
    assert (found.most, found.total, found.band, found.missing) == (18, 15, Band.EXCELLENT, ())
    assert {one.indicator: one.found.basis for one in found.given if one.found}.keys() == set(BY_INSPECTION)
    of_year = sums.of_unit(actor=head, agency_id=world.rach_gia.id, period=period("2026"))
    assert (of_year.band, of_year.missing) == (None, BY_INSPECTION)


def test_a_later_entry_takes_the_place_of_the_one_before_which_stays(world: World) -> None:
    first = _enter(world)
    second = _enter(world, points=0, basis="Biên bản số 15: bảng niêm yết đã cũ", seen=first.id)

    entries = all_found(actor=_reform(world), agency_id=world.rach_gia.id, period=Q4, indicator=Indicator.PUBLICATION)

    assert [(one.id, one.points) for one in entries] == [(second.id, 0), (first.id, 2)]
    (fact,) = journal.history(f"finding:{second.id}")
    assert (fact.name, fact.payload["points"], fact.payload["instead_of"]) == ("IndicatorFound", 0, first.id)
    assert "bảng" not in str(fact.payload)


def test_pressed_twice_it_is_one_entry_and_of_two_people_the_second_looks_first(world: World) -> None:
    first = _enter(world)

    assert _enter(world) == first
    assert Finding.objects.count() == 1
    with pytest.raises(FoundMeanwhile):
        _enter(world, points=1, actor=world.who("inspector", world.top))
    with pytest.raises(FoundMeanwhile):
        _enter(world, points=1, seen=first.id + 1)
    assert _enter(world, points=1, seen=first.id).points == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"indicator": Indicator.TIME}, {"points": 3}, {"points": -1}, {"basis": "  "}, {"found_on": date(2026, 9, 30)},
        {"found_on": date(2026, 11, 26)},
    ],
)  # fmt: skip
def test_what_cannot_have_been_found_is_refused(world: World, wrong: dict[str, Any]) -> None:
    with pytest.raises(FindingIncomplete):
        _enter(world, **wrong)
    assert not Finding.objects.exists()


def test_who_heads_a_unit_or_does_not_judge_the_province_enters_nothing(world: World) -> None:
    for who in (world.who("head", world.rach_gia), world.who("control", world.office), world.who("official", world.rach_gia)):
        with pytest.raises(MayNotEnter):
            _enter(world, actor=who)
    with pytest.raises(PointsOfOthers):
        all_found(
            actor=world.who("head", world.phu_quoc), agency_id=world.rach_gia.id, period=Q4, indicator=Indicator.PUBLICATION
        )


def test_outcomes_are_those_of_the_level_and_the_measures_of_the_day(world: World) -> None:
    def percents(agency_id: int, indicator: Indicator) -> set[int]:
        return {int(percent) for _, _, percent in may_be_found(agency_id=agency_id, period=Q4, indicator=indicator)}

    assert percents(world.construction.id, Indicator.ONE_STOP) == {20}
    assert percents(world.rach_gia.id, Indicator.ONE_STOP) == {100}
    assert percents(world.rach_gia.id, Indicator.FEEDBACK) == {90}


def test_what_was_found_is_entered_and_corrected_beside_the_sums(world: World, now: Now) -> None:
    now.at = AT
    reform, head = Browser(_reform(world)), Browser(world.who("head", world.rach_gia))
    unit = f"/can-bo/danh-gia/don-vi/{world.rach_gia.id}/"
    path = f"{unit}chi-so/8/?ky=2026-Q4"
    told = {"found_on": "2026-11-20", "basis": "Báo cáo số 3/BC-UBND <b>"}

    reform.open(unit).says("Ghi kết quả", "chi-so/8/?ky=2026-Q4")
    page = reform.open(path)
    page.says("Từ 90 % được xử lý đúng hạn", "Ghi kết quả")
    assert "Chọn kết quả." in reform.send(path, page.form("points"), status=422, **told).text
    reform.send(path, page.form("points"), points="1", **told).says(
        "Đã ghi kết quả.", "Báo cáo số 3/BC-UBND &lt;b&gt;", "Sửa kết quả"
    )
    again = reform.open(path).form("points")
    assert again.values["seen"] == [str(Finding.objects.get().pk)]
    reform.send(path, again, points="0", **told | {"basis": "Báo cáo số 4: sửa số liệu"})

    head.open(path).says("Báo cáo số 3/BC-UBND &lt;b&gt;", "Báo cáo số 4: sửa số liệu", "Đang tính", "Đã thay")
    assert "Ghi kết quả" not in head.open(path).words
    head.open(f"{unit}chi-so/1/", status=404)
    Browser(world.who("head", world.phu_quoc)).open(path, status=403)
