"""What the database itself refuses: days in the wrong order, and half of a proof."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from tests.catalogue import given
from tests.catalogue.decisions import lists
from tests.catalogue.factories import AT

from motcua.catalogue.facts import DictionaryKind, MergeWords, ProcessStatus
from motcua.catalogue.models import (
    ChargeRule,
    Decision,
    DictionaryEntry,
    Edit,
    PaperProperty,
    Procedure,
    ProcedureProperty,
    Process,
    ProcessStep,
)  # fmt: skip
from motcua.catalogue.operations.edits import dictionary as words
from motcua.catalogue.rules.decisions.naming import DecisionDayOdd

pytestmark = pytest.mark.django_db

SIGNED, BEFORE = date(2026, 11, 2), date(2026, 11, 1)
CAUSE = {"cause_number": "9/QĐ-BTP", "cause_evidence": "Số đến 12", "cause_signed_on": BEFORE, "cause_received_on": SIGNED}


def _decision(**more: Any) -> Decision:
    values = {
        "number": "1/QĐ-UBND", "issuer": "UBND tỉnh", "level": "province", "signed_on": SIGNED, "effective_on": SIGNED, "state": "signed",
        "drafted_by": "user:1", "drafted_at": AT,
    }  # fmt: skip
    return Decision.objects.create(**(values | more))


def test_a_decision_takes_effect_from_its_signing_at_the_earliest() -> None:
    given.procedure()

    with pytest.raises(DecisionDayOdd, match="day of signing"):
        lists.previewed(lists.AMENDED, lists.row("1.000001", fee="1.000 đồng"), effective_on=BEFORE)
    assert lists.previewed(lists.AMENDED, lists.row("1.000001", fee="1.000 đồng"), effective_on=SIGNED).lines


@pytest.mark.parametrize(
    "wrong",
    [
        {"effective_on": BEFORE}, {"state": "draft"}, {"number": ""}, {"signed_on": None}, {"state": "approved", "signed_on": None},
        {"state": "draft", "signed_on": None, "posted_on": SIGNED}, {"approved_by": "user:2", "signed_in_by": "user:2"},
        {"posted_on": BEFORE}, {"state": "withdrawn"}, {"cause_number": "9/QĐ-BTP"},
        CAUSE | {"cause_evidence": ""}, CAUSE | {"cause_signed_on": None}, CAUSE | {"cause_received_on": None},
        CAUSE | {"cause_received_on": date(2026, 10, 1)},
    ],
)  # fmt: skip
def test_the_database_refuses_a_decision_that_cannot_be(wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        _decision(**wrong)


def test_the_database_takes_a_draft_without_number_and_day() -> None:
    assert _decision(state="draft", number="", signed_on=None).called == "…"


def test_the_database_takes_a_whole_cause() -> None:
    assert _decision(**CAUSE).cause_number


def test_the_database_refuses_what_ends_before_it_begins() -> None:
    given.procedure()
    with pytest.raises(IntegrityError, match="entry_ends_after_it_begins"), transaction.atomic():
        DictionaryEntry.objects.create(kind="paper", code="a", name="A", valid_from=SIGNED, valid_to=BEFORE)
    with pytest.raises(IntegrityError, match="process_ends_after_it_begins"), transaction.atomic():
        Process.objects.filter(for_all=True).update(for_all=False, valid_to=BEFORE)


def test_a_word_is_not_merged_before_it_begins() -> None:
    given.procedure()
    for code in ("a", "b"):
        DictionaryEntry.objects.create(kind="paper", code=code, name=code, valid_from=SIGNED)
    asked = MergeWords(dictionary=DictionaryKind.PAPER, code="a", into="b", valid_from=BEFORE, basis="Trùng")

    with pytest.raises(words.WordBeginsLater):
        words.MERGING.lines(asked)


@pytest.mark.parametrize("held", [{"valid_to": None, "for_all": False}, {"valid_to": BEFORE, "for_all": True}])
def test_the_database_refuses_a_trial_that_would_be_in_force(held: dict[str, Any]) -> None:
    given.procedure()
    version = Process.objects.values_list("version_id", flat=True).first()

    with pytest.raises(IntegrityError, match="trial_is_never_in_force"), transaction.atomic():
        Process.objects.create(version_id=version, number=0, name="Thử", status=ProcessStatus.TRIAL, valid_from=BEFORE, **held)


def test_the_database_sees_a_person_behind_their_program() -> None:
    with pytest.raises(IntegrityError, match="four_eyes"):
        _decision(drafted_by="user:7", approved_by="machine:7", approved_at=AT, state="approved")


@pytest.mark.parametrize("wrong", [{"kind": "guess"}, {"decided_by": "machine:7", "decided_at": AT, "state": "approved"}])
def test_the_database_refuses_an_edit_of_no_kind_or_by_one_pair_of_eyes(wrong: dict[str, Any]) -> None:
    values = {"kind": "end_word", "payload": {}, "drafted_by": "user:7", "drafted_at": AT}

    with pytest.raises(IntegrityError):
        Edit.objects.create(**(values | wrong))


@pytest.mark.parametrize("wrong", [{"basis": ""}, {"confidence": "sure"}])
def test_the_database_keeps_nothing_beside_the_text_that_rests_on_nothing(wrong: dict[str, Any]) -> None:
    given.procedure()
    procedure = Procedure.objects.get()
    values = {"valid_from": SIGNED, "basis": "Quyết định thử", "confidence": "read"} | wrong

    for kept, more in (
        (ProcedureProperty, {"procedure": procedure, "name": "reception", "value": "none"}),
        (PaperProperty, {"procedure": procedure, "paper_key": "x", "source": "none"}),
        (ChargeRule, {"amount": 0}),
    ):
        with pytest.raises(IntegrityError, match="rests_on_something"), transaction.atomic():
            kept.objects.create(**(values | more))


def test_the_database_refuses_steps_of_no_kind_and_an_approval_without_its_decision() -> None:
    given.procedure()

    for wrong in ({"kind": "dream"}, {"place": "moon"}):
        with pytest.raises(IntegrityError, match="kind_and_place"), transaction.atomic():
            ProcessStep.objects.update(**wrong)
    with pytest.raises(IntegrityError, match="decision_and_day"):
        Process.objects.update(status=ProcessStatus.APPROVED)
