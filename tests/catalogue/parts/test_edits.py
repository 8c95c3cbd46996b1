"""Changes beside the published text: asked by one, decided by another."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.utils.translation import override
from tests.catalogue import given
from tests.catalogue.factories import Keeper, listing
from tests.catalogue.parts.asked import AT, BASIS, DAY, LAN, MINH, asking, charge, done, level
from tests.organization import given as people

from motcua.catalogue.facts import (
    DictionaryKind,
    EditAsked,
    EndCharge,
    EndWord,
    EnterWord,
    MergeWords,
    Property,
    SetProperty,
)
from motcua.catalogue.models import ChargeRule, Procedure
from motcua.catalogue.operations.edits import charges, deciding, dictionary, papers, properties
from motcua.catalogue.operations.edits.deciding import approve_edit, ask_edit, preview, preview_of, refuse_edit
from motcua.catalogue.operations.locking import ApprovedUnseen
from motcua.catalogue.queries import parts
from motcua.catalogue.queries.charges import due as charged
from motcua.catalogue.queries.control import edits
from motcua.catalogue.rules.parts.values import BadProperty, Value, read
from motcua.catalogue.rules.permissions import NotADecider, NotAKeeper
from motcua.catalogue.views.control.wording import title
from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import DomainError, ReasonMissing
from motcua.foundation.four_eyes import OwnWork
from motcua.journal import public as journal
from motcua.organization.public import Kind, Level

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Stranger(Keeper):
    roles: frozenset[str] = frozenset({"counter"})


def test_a_change_is_made_only_when_a_second_person_approves_it() -> None:
    given.procedure()
    waiting = asking(level())
    assert parts.properties("1.000001", on=DAY) == ()

    decided = approve_edit(edit_id=waiting.id, actor=MINH, at=AT)

    assert [(one.name, one.value, one.basis) for one in parts.properties("1.000001", on=DAY)] == [
        (Property.SERVICE_LEVEL, "full", "Quyết định thử 1/QĐ-UBND")
    ]
    assert (decided.state, decided.decided_by) == ("approved", "user:2")
    assert parts.properties("1.000001", on=date(2026, 11, 22)) == ()


def test_who_asked_cannot_approve_and_who_keeps_the_machine_cannot_either() -> None:
    given.procedure()
    waiting = asking(level())

    with pytest.raises(OwnWork):
        approve_edit(edit_id=waiting.id, actor=LAN, at=AT)
    with pytest.raises(NotADecider):
        approve_edit(edit_id=waiting.id, actor=Keeper(label="user:3", roles=frozenset({"operator"})), at=AT)
    with pytest.raises(NotAKeeper):
        ask_edit(asked=level(), actor=Keeper(label="user:3", roles=frozenset({"operator"})), at=AT)
    with pytest.raises(NotAKeeper):
        ask_edit(asked=level(), actor=Stranger(label="user:9"), at=AT)
    with pytest.raises(NotAKeeper):
        edits.edits(actor=Stranger(label="user:9"))
    assert edits.edits(actor=LAN).rows[0].state == "waiting"


def test_an_edit_is_decided_once_and_refused_with_a_reason() -> None:
    given.procedure()
    waiting = asking(level())

    with pytest.raises(ReasonMissing):
        refuse_edit(edit_id=waiting.id, reason="  ", actor=MINH, at=AT)
    refuse_edit(edit_id=waiting.id, reason="Chưa có căn cứ", actor=MINH, at=AT)

    with pytest.raises(deciding.EditDecided):
        approve_edit(edit_id=waiting.id, actor=MINH, at=AT)
    with pytest.raises(deciding.UnknownEdit):
        approve_edit(edit_id=999_999, actor=MINH, at=AT)
    assert edits.edits(actor=LAN, state="waiting").rows == ()


def test_the_published_level_stands_before_the_first_edit() -> None:
    given.imported(listing("1.000001,Thủ tục một,Thử,Bộ Tư pháp,xa,,mot_phan,src"))

    (shown,) = preview(asked=level("full"), actor=LAN)

    assert (shown.before, shown.after) == ("Một phần", "Toàn trình")


def test_a_bulk_edit_changes_only_those_that_differ_and_shows_them_before() -> None:
    for code in ("1.000001", "1.000002", "1.000003"):
        given.procedure(code)
    done(level("partial", codes=("1.000002",)))
    asked = level("partial", codes=("1.000001", "1.000002", "1.000003"))

    shown = preview(asked=asked, actor=LAN)
    done(asked)

    assert [(line.subject, line.before, line.after) for line in shown] == [
        ("1.000001", "", "Một phần"),
        ("1.000003", "", "Một phần"),
    ]
    assert {code: parts.properties(code, on=DAY)[0].value for code in ("1.000001", "1.000002", "1.000003")} == {
        "1.000001": "partial", "1.000002": "partial", "1.000003": "partial",
    }  # fmt: skip


def test_a_value_gives_way_to_the_next_on_its_day() -> None:
    given.procedure()
    done(level("partial"))
    done(level("full", day=date(2026, 12, 1)))

    held = [parts.properties("1.000001", on=day)[0].value for day in (DAY, date(2026, 11, 30), date(2026, 12, 1))]
    assert held == ["partial", "partial", "full"]
    with pytest.raises(properties.LaterEntryExists):
        asking(level("information"))


def test_an_approval_of_something_else_than_was_shown_makes_nothing() -> None:
    given.procedure()
    given.procedure("1.000002")
    waiting = asking(level(codes=("1.000001", "1.000002")))
    _, seen = preview_of(edit_id=waiting.id, actor=MINH)
    done(level(codes=("1.000002",)))

    with pytest.raises(ApprovedUnseen):
        approve_edit(edit_id=waiting.id, actor=MINH, at=AT, seen=seen)

    fact, again = preview_of(edit_id=waiting.id, actor=MINH)
    assert [line.subject for line in fact.lines] == ["1.000001"]
    approve_edit(edit_id=waiting.id, actor=MINH, at=AT, seen=again)


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        (level("thần tốc"), BadProperty),
        (level(codes=("9.999999",)), properties.UnknownProcedures),
        (level(codes=()), properties.UnknownProcedures),
        (SetProperty(codes=("1.000001",), name=Property.ROUTE, value="local", valid_from=DAY, basis=" ", confidence=Confidence.READ), properties.BasisMissing),
        (charge(amount=5, percent=5), charges.BadCharge),
        (charge(percent=None), charges.BadCharge),
        (charge(percent=101), charges.BadCharge),
        (charge(percent=None, amount=-1), charges.BadCharge),
        (charge(percent=None, amount=10**13), charges.BadCharge),
        (charge(channel="bồ câu"), charges.UnknownChannel),
        (charge(field_slug="khong-co"), charges.UnknownField),
        (charge(group="vip"), papers.UnknownWord),
        (charge(valid_to=DAY), charges.BadPeriod),
        (EndCharge(charge_id=404, valid_to=DAY, basis="x"), charges.UnknownCharge),
        (EnterWord(dictionary=DictionaryKind.PAPER, code="có dấu", name="x", valid_from=DAY, basis=""), dictionary.BadWord),
        (EnterWord(dictionary=DictionaryKind.PAPER, code="a", name="  ", valid_from=DAY, basis=""), dictionary.BadWord),
        (MergeWords(dictionary=DictionaryKind.FIELD, code="thu-nghiem", into="thu-nghiem", valid_from=DAY, basis="x"), dictionary.SameWord),
        (MergeWords(dictionary=DictionaryKind.FIELD, code="thu-nghiem", into="x", valid_from=DAY, basis="x"), papers.UnknownWord),
        (EndWord(dictionary=DictionaryKind.FIELD, code="thu-nghiem", valid_from=DAY, basis="x"), dictionary.WordInUse),
        (EndWord(dictionary=DictionaryKind.FIELD, code="chua-co", valid_from=DAY, basis="x"), papers.UnknownWord),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_before_anybody_is_bothered(asked: EditAsked, error: type[DomainError]) -> None:
    given.procedure()

    with pytest.raises(error):
        asking(asked)

    assert edits.edits(actor=LAN).rows == ()


def test_a_fee_of_nought_online_holds_from_its_day_and_ends_on_another() -> None:
    given.procedure(
        channels=[{"channel": "truc_tuyen", "time_value": 5, "time_unit": "ngày làm việc", "fee": "50.000 đồng", "note": ""}]
    )
    done(charge())
    rule_id = ChargeRule.objects.get().pk
    done(EndCharge(charge_id=rule_id, valid_to=date(2027, 1, 1), basis="Hết hiệu lực"))

    paid = [charged("1.000001", channel="online", on=day).amount for day in (date(2026, 11, 22), DAY, date(2027, 1, 1))]
    assert paid == [50_000, 0, 50_000]
    with pytest.raises(charges.ChargeEnded):
        asking(EndCharge(charge_id=rule_id, valid_to=date(2027, 2, 1), basis="x"))


def test_each_change_stands_in_the_journal_of_its_procedure() -> None:
    given.procedure()
    done(level())

    facts = journal.history(f"procedure:{Procedure.objects.get().pk}")
    assert [fact.name for fact in facts][-1] == "ProcedurePropertySet"
    assert facts[-1].payload["value"] == "full"


def test_completeness_counts_what_is_public_in_two_statements(django_assert_num_queries) -> None:
    given.procedure()
    given.procedure("1.000002", steps="", applicants=[])

    with django_assert_num_queries(2):
        total, found = parts.incomplete(on=DAY)

    assert total == 2
    assert [(one.code, [str(part) for part in one.missing]) for one in found] == [("1.000002", ["steps", "applicants"])]


def test_who_asked_takes_it_back_and_nobody_else_does() -> None:
    given.procedure()
    waiting = asking(level())

    with pytest.raises(deciding.NotOwnEdit):
        deciding.withdraw_edit(edit_id=waiting.id, actor=MINH, at=AT)
    deciding.withdraw_edit(edit_id=waiting.id, actor=LAN, at=AT)

    assert [edit.state for edit in edits.edits(actor=LAN).rows] == ["withdrawn"]
    with pytest.raises(deciding.EditDecided):
        approve_edit(edit_id=waiting.id, actor=MINH, at=AT)


def test_an_agency_that_alone_decides_is_shown_by_its_name_and_not_by_its_number() -> None:
    given.procedure()
    agency_id = people.agency("Sở Xây dựng thử", Kind.DEPARTMENT, level=Level.PROVINCE).id
    value = Value(agency_id=agency_id)

    waiting = asking(SetProperty(codes=("1.000001",), name=Property.COMPETENT, value=value.kept, valid_from=DAY, **BASIS))

    assert read(value.kept) == value
    assert [line.after for line in waiting.lines] == ["Sở Xây dựng thử"]


def test_what_is_asked_is_kept_as_content_and_worded_in_the_readers_language() -> None:
    given.procedure()
    waiting = [
        asking(level()),
        asking(EnterWord(dictionary=DictionaryKind.GROUP, code="ngheo", name="Hộ nghèo", valid_from=DAY, basis="")),
    ]

    assert [title(edit) for edit in waiting] == ["Mức dịch vụ công trực tuyến: 1.000001", "Nhóm người được miễn, giảm: Hộ nghèo"]
    with override("en"):
        assert [title(edit) for edit in waiting] == [
            "Online service level: 1.000001",
            "Group of people with reduced fees: Hộ nghèo",
        ]
