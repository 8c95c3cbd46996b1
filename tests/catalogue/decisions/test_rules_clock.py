"""The publication clock, by tables: the last day to sign and to post, how late, whose fault."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from motcua.calendar import public as calendar
from motcua.catalogue.facts import Cause, DecisionAbout, DecisionLevel, Fault
from motcua.catalogue.queries.packaged import publication_rules
from motcua.catalogue.rules.decisions.clock import Clock, timing

EFFECT = date(2026, 12, 1)


def _clock(on: date = EFFECT) -> Clock:
    return Clock(rules=publication_rules(), workday=calendar.packaged_calendar().add_working_days, on=on)


def _about(signed: date | None, *, level: DecisionLevel = DecisionLevel.PROVINCE, shortened: bool = False) -> DecisionAbout:
    return DecisionAbout(
        number="1/QĐ-UBND", issuer="", level=level, title="", signed_on=signed, effective_on=EFFECT, shortened=shortened
    )


def _timing(signed: date | None, *, posted: date | None = None, cause: Cause | None = None, on: date = EFFECT, **more):
    return timing(_about(signed, **more), posted_on=posted, cause=cause, clock=_clock(on))


def _cause(signed: date, received: date) -> Cause:
    return Cause(number="9/QĐ-BTP", signed_on=signed, received_on=received, evidence="Công văn đến số 12")


@pytest.mark.parametrize(
    ("level", "signed", "late"),
    [
        (DecisionLevel.PROVINCE, date(2026, 11, 26), 0),  # the fifth day before
        (DecisionLevel.PROVINCE, date(2026, 11, 27), 1),
        (DecisionLevel.PROVINCE, date(2026, 12, 6), 10),  # after its own effect
        (DecisionLevel.MINISTRY, date(2026, 11, 11), 0),  # the twentieth day before
        (DecisionLevel.MINISTRY, date(2026, 11, 12), 1),
    ],
)
def test_a_decision_is_signed_days_before_its_effect(level: DecisionLevel, signed: date, late: int) -> None:
    seen = _timing(signed, level=level)

    assert seen.sign_late == late
    assert seen.sign_fault is (Fault.ISSUER if late else Fault.NOBODY)
    assert "63/2010" in seen.sign_basis


def test_the_day_before_which_it_is_signed_is_that_of_the_legal_documents_where_it_is_said() -> None:
    about = replace(_about(EFFECT), law_effective_on=date(2026, 11, 20))  # signed and in effect on one day, as most are

    seen = timing(about, posted_on=None, cause=_cause(date(2026, 11, 5), date(2026, 11, 16)), clock=_clock(EFFECT))

    assert (seen.sign_by, seen.sign_late) == (date(2026, 11, 15), 16)
    assert seen.sign_fault is Fault.MINISTRY  # it came the day after the province's last day
    assert seen.portal_signed_in_time is False


@pytest.mark.parametrize(
    ("shortened", "level", "post_by"),
    [
        # Signed on Wednesday 18 November 2026; Tuesday 24 November is a public holiday from 2026 on.
        (False, DecisionLevel.PROVINCE, date(2026, 11, 26)),
        (False, DecisionLevel.MINISTRY, date(2026, 12, 3)),
        (True, DecisionLevel.PROVINCE, date(2026, 11, 20)),
    ],
)
def test_it_is_posted_in_working_days_after_signing(shortened: bool, level: DecisionLevel, post_by: date) -> None:
    signed = date(2026, 11, 18)

    assert _timing(signed, level=level, shortened=shortened).post_by == post_by
    assert _timing(signed, posted=post_by, level=level, shortened=shortened).post_late == 0
    assert _timing(signed, posted=post_by + timedelta(days=4), level=level, shortened=shortened).post_late == 4


def test_one_that_is_not_posted_yet_grows_later_by_the_day() -> None:
    signed = date(2026, 11, 18)

    assert [_timing(signed, on=date(2026, 11, day)).post_late for day in (25, 26, 27, 29)] == [0, 0, 1, 3]


@pytest.mark.parametrize(
    ("cause", "fault"),
    [
        (None, Fault.ISSUER),
        (_cause(date(2026, 11, 12), date(2026, 11, 13)), Fault.MINISTRY),  # signed on the nineteenth day before
        (_cause(date(2026, 11, 11), date(2026, 11, 27)), Fault.MINISTRY),  # in time, but came after the province's last day
        (_cause(date(2026, 11, 11), date(2026, 11, 26)), Fault.ISSUER),  # came on the last day
        (_cause(date(2026, 11, 1), date(2026, 11, 3)), Fault.ISSUER),
    ],
)
def test_a_ministry_that_was_late_itself_excuses_the_province(cause: Cause | None, fault: Fault) -> None:
    assert _timing(date(2026, 11, 28), cause=cause).sign_fault is fault


def test_a_ministry_excuses_nobody_who_was_in_time_and_not_itself() -> None:
    late = _cause(date(2026, 11, 20), date(2026, 11, 28))

    assert _timing(date(2026, 11, 26), cause=late).sign_fault is Fault.NOBODY
    assert _timing(date(2026, 11, 28), cause=late, level=DecisionLevel.MINISTRY).sign_fault is Fault.ISSUER


def test_a_shortened_decision_counts_from_the_one_it_follows() -> None:
    signed = date(2026, 11, 20)

    assert _timing(signed, shortened=True).sign_by is None  # nobody has said which one it follows
    assert _timing(signed, shortened=True, cause=_cause(date(2026, 11, 17), date(2026, 11, 18))).sign_late == 0
    assert _timing(signed, shortened=True, cause=_cause(date(2026, 11, 16), date(2026, 11, 18))).sign_late == 1


def test_the_portal_reads_working_days_where_the_decree_says_days() -> None:
    seen = _timing(date(2026, 11, 26), posted=date(2026, 11, 27))

    assert (seen.sign_late, seen.portal_signed_in_time) == (0, False)  # five working days before 1 December: 23 November
    assert _timing(date(2026, 11, 23)).portal_signed_in_time is True
    assert seen.portal_posted_in_time is True
    assert _timing(date(2026, 11, 26), on=date(2026, 11, 27)).portal_posted_in_time is None


def test_what_is_not_signed_yet_is_not_late_and_has_its_last_day() -> None:
    for on in (date(2026, 11, 2), date(2026, 12, 24)):
        seen = _timing(None, on=on)

        assert (seen.sign_by, seen.sign_late, seen.is_late, seen.sign_fault) == (date(2026, 11, 26), 0, False, Fault.NOBODY)
        assert (seen.post_by, seen.portal_signed_in_time, seen.portal_posted_in_time) == (None, None, None)


def test_before_the_rules_began_nothing_is_late() -> None:
    signed = date(2015, 1, 5)
    about = DecisionAbout(
        number="1", issuer="", level=DecisionLevel.PROVINCE, title="", signed_on=signed, effective_on=signed, shortened=False
    )
    seen = timing(about, posted_on=None, cause=None, clock=_clock())

    assert (seen.sign_by, seen.post_by, seen.is_late, seen.portal_signed_in_time) == (None, None, False, None)
