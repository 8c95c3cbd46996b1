"""The terms that a dossier is pinned to."""

from datetime import date, time, timedelta

import pytest
from tests.catalogue import given
from tests.catalogue.factories import AT, Keeper, line

from motcua.calendar import public as calendar
from motcua.catalogue import public as catalogue
from motcua.catalogue.models import ProcedureVersion, Process, ProcessStep
from motcua.catalogue.operations.processes import derive_for
from motcua.catalogue.queries import changes
from motcua.catalogue.queries.finding import browse
from motcua.catalogue.queries.terms import ProcedureNotReady, UnknownProcedure, UnknownProcess, UnknownTerms
from motcua.foundation import stamped
from motcua.journal import public as journal

pytestmark = pytest.mark.django_db

SAME_DAY = {
    "time_limit": None,
    "field": "Hộ tịch",
    "channels": [{"channel": "truc_tiep", "time_value": 1, "time_unit": "", "fee": "", "note": ""}],
}


def test_terms_say_what_the_version_and_its_process_say() -> None:
    given.procedure("1.000001")

    terms = catalogue.terms_in_force(procedure_code="1.000001", on=given.FIRST_DAY)

    assert (terms.limit, terms.policy, terms.same_day, terms.cutoff) == ((5, "working_days"), "civil", False, None)
    assert [step.kind for step in terms.steps] == ["receive", "examine", "review", "sign", "issue", "return"]
    assert terms.process_status == "derived"
    assert [(part.name, part.originals, part.has_form) for part in terms.components] == [("Đơn đề nghị theo mẫu", 1, True)]
    assert terms.levels == {"commune"}
    assert terms.rules.supplement_restarts


def test_birth_registration_is_due_the_same_day_with_a_cut_off_at_15_o_clock() -> None:
    given.procedure("1.001193", **SAME_DAY)

    terms = catalogue.terms_in_force(procedure_code="1.001193", on=given.FIRST_DAY)

    assert (terms.limit, terms.same_day, terms.cutoff) == (None, True, time(15))
    assert sum(step.minutes for step in terms.steps) <= 120


def test_a_same_day_matter_has_the_time_from_its_cut_off_to_the_close_of_the_day() -> None:
    until_half_past_four = {day: (calendar.Period(opens=7 * 60, closes=16 * 60 + 30),) for day in range(1, 6)}
    mornings = {6: (calendar.Period(opens=7 * 60, closes=11 * 60),)}
    week = calendar.Week(periods=until_half_past_four | mornings, valid_from=date(2026, 1, 1), basis="Quyết định thử")
    calendar.set_weekly_hours(week=week, actor=Keeper(), at=AT, record=journal.record)
    given.procedure("1.001193", **SAME_DAY)

    terms = catalogue.terms_in_force(procedure_code="1.001193", on=given.FIRST_DAY)

    assert sum(step.minutes for step in terms.steps) == 90
    saturday = date(2026, 11, 7)
    assert catalogue.process_frame(procedure_code="1.001193", on=saturday).allowed == 90, "of the first day open at the cut-off"
    assert catalogue.version_frame(version_id=terms.version_id, on=date(2090, 1, 3)).allowed == 90, "beyond the calendar, too"


def test_a_procedure_whose_source_states_no_limit_takes_no_dossiers() -> None:
    given.procedure("1.000001", time_limit=None)

    with pytest.raises(ProcedureNotReady):
        catalogue.terms_in_force(procedure_code="1.000001", on=given.FIRST_DAY)


def test_hours_are_counted_to_the_minute() -> None:
    given.procedure("1.000001", time_limit={"value": 4, "unit": "giờ"})

    terms = catalogue.terms_in_force(procedure_code="1.000001", on=given.FIRST_DAY)

    assert (terms.limit, terms.policy) == ((4, "working_hours"), "hours")
    source = terms.rules.source_of("policy")
    assert source is not None
    assert "Điều 147" in source.basis
    assert sum(step.minutes for step in terms.steps) <= 240


@pytest.mark.parametrize(
    ("code", "on", "error"),
    [
        ("9.999999", given.FIRST_DAY, UnknownProcedure),
        ("rác", given.FIRST_DAY, UnknownProcedure),
        ("1.000001", date(2020, 1, 1), catalogue.ProcedureNotInForce),
    ],
)
def test_what_is_unknown_or_not_in_force_is_told(code: str, on: date, error: type[Exception]) -> None:
    given.procedure("1.000001")

    with pytest.raises(error):
        catalogue.terms_in_force(procedure_code=code, on=on)


def test_pinned_terms_do_not_follow_a_later_version() -> None:
    given.procedure("1.000001")
    pinned = catalogue.terms_in_force(procedure_code="1.000001", on=given.FIRST_DAY)
    given.imported([line("1.000001", time_limit={"value": 9, "unit": "ngày"})], effective=date(2026, 12, 1))

    assert catalogue.terms_of_version(pinned.version_id, pinned.process_id, on=given.FIRST_DAY) == pinned
    assert catalogue.terms_of_version(pinned.version_id, pinned.process_id).limit == (5, "working_days")


def test_clock_rules_are_those_of_the_day_asked_for() -> None:
    given.procedure("2.000986")
    terms = catalogue.terms_in_force(procedure_code="2.000986", on=given.FIRST_DAY)

    earlier = catalogue.terms_of_version(terms.version_id, terms.process_id, on=date(2026, 8, 31))

    assert (terms.rules.close_unanswered_after_days, earlier.rules.close_unanswered_after_days) == (7, 15)


def test_a_version_under_a_foreign_process_is_unknown() -> None:
    given.procedure("1.000001")
    terms = catalogue.terms_in_force(procedure_code="1.000001", on=given.FIRST_DAY)

    with pytest.raises(UnknownTerms):
        catalogue.terms_of_version(terms.version_id, terms.process_id + 10_000)


def test_a_process_to_try_that_is_another_procedures_is_named_with_the_procedure_asked() -> None:
    given.procedure("1.000001")
    given.procedure("1.000002")
    other = catalogue.terms_in_force(procedure_code="1.000002", on=given.FIRST_DAY).process_id

    with pytest.raises(UnknownProcess, match=f"Procedure 1.000001 has no process {other}"):
        catalogue.terms_in_force(procedure_code="1.000001", on=given.FIRST_DAY, process_id=other)


def test_terms_once_read_cost_no_statement(
    django_assert_num_queries: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamped, "TRUST", 3_600.0)
    given.procedure("1.000001")
    first = catalogue.terms_in_force(procedure_code="1.000001", on=given.FIRST_DAY)

    with django_assert_num_queries(0):  # type: ignore[operator]
        assert catalogue.terms_in_force(procedure_code="1.000001", on=given.FIRST_DAY) is first


def test_another_process_notices_a_change_within_its_next_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamped, "TRUST", 0.0)
    given.procedure("1.000001")
    catalogue.terms_in_force(procedure_code="1.000001", on=given.FIRST_DAY)
    monkeypatch.setattr(changes, "changed", lambda: None)  # as in a process that did not import

    given.imported([line("1.000001", time_limit={"value": 2, "unit": "ngày làm việc"})])

    assert catalogue.terms_in_force(procedure_code="1.000001", on=given.FIRST_DAY).limit == (2, "working_days")


def test_deriving_again_makes_nothing_twice() -> None:
    given.procedure("1.000001")

    assert derive_for(ProcedureVersion.objects.all(), actor=Keeper(), at=AT) == (0, [])
    assert Process.objects.count() == 1


def test_every_answer_reads_the_process_of_the_day() -> None:
    """A second process follows the first: page, lists, search and terms all know on which day which one holds."""
    given.procedure("1.000001")
    first = Process.objects.get()
    handover, end = given.FIRST_DAY + timedelta(days=10), given.FIRST_DAY + timedelta(days=20)
    Process.objects.filter(pk=first.pk).update(valid_to=handover)
    second = Process.objects.create(
        version=first.version,
        number=2,
        name="Bản hai",
        status="approved",
        valid_from=handover,
        valid_to=end,
        decision="1",
        decided_on=handover,
    )
    ProcessStep.objects.create(
        process=second, number=1, key="receive", kind="receive", name="Chỉ một bước", role="counter", place="centre", minutes=60
    )
    changes.forget()

    def answers(on: date) -> tuple[int, bool, bool, bool, bool]:
        read = catalogue.procedure("1.000001", on)
        (listed,) = browse(on=on).rows
        (found,) = catalogue.search("1.000001", on=on).rows
        return len(read.process), read.fileable, listed.fileable, found.fileable, bool(catalogue.fileable(on=on))

    assert answers(handover - timedelta(days=1)) == (6, True, True, True, True)
    assert answers(handover) == (1, True, True, True, True)
    assert answers(end) == (0, False, False, False, False)
    with pytest.raises(ProcedureNotReady):
        catalogue.terms_in_force(procedure_code="1.000001", on=end)
