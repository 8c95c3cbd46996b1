"""A form from its first draft to its last day, on the real database."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Event

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.catalogue import given as catalogues
from tests.catalogue.factories import line
from tests.eforms import given
from tests.eforms.documents import document, text
from tests.eforms.given import AT, CODE, COLLEAGUE, COUNTER, DESIGNER, LEADER, TODAY
from tests.organization import given as people

from motcua.catalogue.queries.terms import UnknownProcedure
from motcua.eforms import public as eforms
from motcua.eforms.facts import Prefill, State
from motcua.eforms.models import FormVersion
from motcua.eforms.operations import approving, drafting, loading, pinning
from motcua.eforms.queries import filling, keeping
from motcua.eforms.queries.filling import NoForm, check, form_for
from motcua.eforms.rules import permissions
from motcua.eforms.rules.document import FormNotSound
from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import ReasonMissing, StalePage
from motcua.foundation.four_eyes import OwnWork
from motcua.journal import public as journal
from motcua.organization.public import Kind, Level

pytestmark = pytest.mark.django_db


def _replaced(on: date) -> None:
    """The procedure gets a new version."""
    report = catalogues.imported([line(CODE, name="Thủ tục cấp phép thử, sửa đổi")], effective=on, at=AT)
    assert report.changed == 1


def test_an_approved_form_answers_for_its_procedure_from_its_day_on() -> None:
    catalogues.procedure(CODE)
    version_id = given.draft()
    given.approve(version_id, on=TODAY + timedelta(days=3))

    with pytest.raises(NoForm):
        form_for(CODE, TODAY)
    found = form_for(CODE, TODAY + timedelta(days=3))
    assert (found.version_id, found.confidence, found.document) == (version_id, Confidence.REMEMBERED, given.sound())


def test_answers_are_checked_by_the_version_that_was_given_out() -> None:
    version_id = given.in_use()

    checked = check(version_id, {"name": "Trần Thị Bích", "born": "17/11/2026", "married": "Không"}, TODAY)

    assert [error.vi for error in checked.errors] == ["Ngày sinh không thể sau hôm nay, 16/11/2026."]
    known = {Prefill.FULL_NAME: "Lê Minh Khang"}
    again = check(version_id, {"name": "Khác", "born": "01/02/1990", "married": "Không"}, TODAY, known=known)
    assert again.values == {"name": "Lê Minh Khang", "born": "1990-02-01", "married": "Không"}


def test_who_drafted_or_changed_a_form_may_not_approve_it() -> None:
    catalogues.procedure(CODE)
    version_id = given.draft()
    drafting.change_draft(version_id=version_id, revision=1, document=given.sound(), actor=COLLEAGUE, at=AT)

    for actor in (DESIGNER, COLLEAGUE):
        with pytest.raises(OwnWork):
            approving.approve_version(version_id=version_id, revision=2, valid_from=TODAY, actor=actor, at=AT)
    approving.approve_version(version_id=version_id, revision=2, valid_from=TODAY, actor=LEADER, at=AT)
    assert FormVersion.objects.get().approved_by == "user:3"


def test_the_database_itself_refuses_an_approval_by_the_drafter() -> None:
    version_id = given.in_use()

    with pytest.raises(IntegrityError, match="who_drafted_a_form_does_not_approve_it"), transaction.atomic():
        FormVersion.objects.filter(pk=version_id).update(approved_by="user:1")


def test_the_database_itself_refuses_a_withdrawn_form_without_an_end() -> None:
    version_id = given.in_use()

    with pytest.raises(IntegrityError, match="withdrawn_form_has_ended"), transaction.atomic():
        FormVersion.objects.filter(pk=version_id).update(state=State.WITHDRAWN, valid_to=None)


def test_only_procedure_control_designs_forms() -> None:
    for actor in (COUNTER, LEADER):
        with pytest.raises(permissions.NotADesigner):
            drafting.create_form(code="mau-thu", name="Mẫu", basis="Thử", actor=actor, at=AT)
    with pytest.raises(permissions.NotAnApprover):
        keeping.forms(actor=COUNTER, on=TODAY)


def test_an_unsound_form_can_be_drafted_and_not_approved() -> None:
    catalogues.procedure(CODE)
    loop = document(a=text(shownWhen={"field": "b", "filled": True}), b=text(shownWhen={"field": "a", "filled": True}))
    version_id = given.draft(said=loop)

    with pytest.raises(FormNotSound, match="circle"):
        given.approve(version_id)
    assert FormVersion.objects.get().state == State.DRAFT


def test_a_page_that_is_out_of_date_does_not_write_over_a_colleague() -> None:
    catalogues.procedure(CODE)
    version_id = given.draft()
    drafting.change_draft(version_id=version_id, revision=1, document=given.sound(), actor=COLLEAGUE, at=AT)

    with pytest.raises(StalePage):
        drafting.change_draft(version_id=version_id, revision=1, document=given.sound(), actor=DESIGNER, at=AT)


def test_an_approved_version_is_not_changed_but_followed_by_the_next() -> None:
    first = given.in_use()
    with pytest.raises(drafting.NotADraft):
        drafting.change_draft(version_id=first, revision=1, document=given.sound(), actor=DESIGNER, at=AT)

    second = drafting.draft_next(form_id=FormVersion.objects.get().form_id, actor=DESIGNER, at=AT)
    drafting.change_draft(version_id=second, revision=1, document=document(x=text()), actor=DESIGNER, at=AT)
    given.approve(second, on=TODAY + timedelta(days=10))

    assert form_for(CODE, TODAY + timedelta(days=9)).version_id == first
    assert form_for(CODE, TODAY + timedelta(days=10)).version_id == second


def test_a_form_cannot_begin_before_today_nor_before_the_one_it_follows() -> None:
    catalogues.procedure(CODE)
    version_id = given.draft()

    with pytest.raises(approving.BeginsTooEarly):
        given.approve(version_id, on=TODAY - timedelta(days=1))


def test_two_forms_do_not_answer_the_same_case() -> None:
    given.in_use()
    other, elsewhere = given.draft("to-khai-khac"), given.draft("to-khai-ba", case="Đăng ký lại")
    pins = [keeping.version(one, actor=DESIGNER, on=TODAY).pins[0] for one in (other, elsewhere)]
    assert [pin.taken_by for pin in pins] == ["Tờ khai to-khai-thu", ""], "said where it is pinned, before anybody approves"
    with pytest.raises(approving.CaseTaken, match="to-khai-thu"):
        given.approve(other)

    for_one_case = given.draft("to-khai-uy-quyen", case="Ủy quyền")
    given.approve(for_one_case)
    assert form_for(CODE, TODAY, "Ủy quyền").version_id == for_one_case
    assert form_for(CODE, TODAY, "Trường hợp lạ").form_code == "to-khai-thu"


def test_a_withdrawn_form_is_used_no_more_and_history_keeps_it() -> None:
    version_id = given.in_use()
    later = AT + timedelta(days=5)

    with pytest.raises(ReasonMissing):
        approving.withdraw_version(version_id=version_id, reason=" ", actor=DESIGNER, at=later)
    approving.withdraw_version(version_id=version_id, reason="Mẫu chính thức đã đổi", actor=DESIGNER, at=later)

    assert form_for(CODE, TODAY + timedelta(days=4)).version_id == version_id
    with pytest.raises(NoForm):
        form_for(CODE, TODAY + timedelta(days=5))


def test_a_version_withdrawn_before_its_day_gives_the_days_back_to_the_one_before() -> None:
    first = given.in_use()
    second = drafting.draft_next(form_id=FormVersion.objects.get().form_id, actor=DESIGNER, at=AT)
    later = TODAY + timedelta(days=10)
    given.approve(second, on=later)

    approving.withdraw_version(version_id=second, reason="Chưa ban hành", actor=DESIGNER, at=AT)

    assert form_for(CODE, later).version_id == first
    third = drafting.draft_next(form_id=FormVersion.objects.get(pk=first).form_id, actor=DESIGNER, at=AT)
    given.approve(third, on=TODAY + timedelta(days=5))
    assert form_for(CODE, later).version_id == third


def test_days_given_back_end_where_the_version_after_them_begins() -> None:
    first = given.in_use()
    form_id = FormVersion.objects.get().form_id
    second = drafting.draft_next(form_id=form_id, actor=DESIGNER, at=AT)
    given.approve(second, on=TODAY + timedelta(days=10))
    third = drafting.draft_next(form_id=form_id, actor=DESIGNER, at=AT)
    given.approve(third, on=TODAY + timedelta(days=20))

    approving.withdraw_version(version_id=second, reason="Chưa ban hành", actor=DESIGNER, at=AT)

    days = (TODAY, TODAY + timedelta(days=19), TODAY + timedelta(days=20))
    assert [form_for(CODE, day).version_id for day in days] == [first, first, third]


@pytest.mark.django_db(transaction=True)
def test_of_two_forms_approved_at_once_for_one_case_only_one_is_used() -> None:
    catalogues.procedure(CODE)
    one, other = given.draft("to-khai-mot"), given.draft("to-khai-hai")
    approved, answered = Event(), Event()

    def first() -> None:
        with transaction.atomic():
            given.approve(one)
            approved.set()
            answered.wait(timeout=1)
        connection.close()

    def second() -> str:
        approved.wait(timeout=30)
        try:
            given.approve(other)
        except approving.CaseTaken as error:
            return error.code
        finally:
            answered.set()
            connection.close()
        return "approved"

    with ThreadPoolExecutor(2) as people:
        people.submit(first)
        assert people.submit(second).result() == "form_case_taken"


def test_a_new_version_of_the_procedure_leaves_its_form_waiting_until_somebody_pins_it_again() -> None:
    version_id = given.in_use()
    _replaced(TODAY)

    with pytest.raises(NoForm):
        form_for(CODE, TODAY)
    ((_, stale),) = keeping.stale(on=TODAY)
    assert keeping.counts(actor=DESIGNER, on=TODAY).to_pin == 1
    pinning.pin_again(use_id=stale.use_id, actor=DESIGNER, at=AT)

    assert form_for(CODE, TODAY).version_id == version_id
    assert keeping.stale(on=TODAY) == ()
    with pytest.raises(pinning.NothingToFollow):
        pinning.pin_again(use_id=stale.use_id, actor=DESIGNER, at=AT)


def test_the_next_draft_stands_with_the_procedure_as_it_is_now() -> None:
    version_id = given.in_use()
    _replaced(TODAY)

    second = drafting.draft_next(form_id=FormVersion.objects.get(pk=version_id).form_id, actor=DESIGNER, at=AT)

    (pin,) = keeping.version(second, actor=DESIGNER, on=TODAY).pins
    assert pin.procedure_version_id == pin.current_version_id


def test_the_list_of_forms_takes_the_same_statements_however_many_there_are(django_assert_num_queries) -> None:
    catalogues.procedure(CODE)
    for number in range(4):
        given.draft(f"mau-{number}")
    keeping.forms(actor=DESIGNER, on=TODAY)

    with django_assert_num_queries(5):
        assert len(keeping.forms(actor=DESIGNER, on=TODAY).rows) == 4


def test_pages_of_forms_follow_one_another_by_name() -> None:
    catalogues.procedure(CODE)
    for number in range(5):
        given.draft(f"mau-{number}")

    first = keeping.forms(actor=DESIGNER, on=TODAY, size=2)
    second = keeping.forms(actor=DESIGNER, on=TODAY, size=2, cursor=first.next)
    third = keeping.forms(actor=DESIGNER, on=TODAY, size=2, cursor=second.next)

    assert [form.code for page in (first, second, third) for form in page.rows] == [f"mau-{number}" for number in range(5)]
    assert third.next is None
    counts = keeping.counts(actor=DESIGNER, on=TODAY)
    assert (counts.forms, counts.drafts, counts.to_pin) == (5, 5, 0)


def test_counting_forms_takes_the_same_statements_however_many_there_are(django_assert_num_queries) -> None:
    given.in_use()
    keeping.counts(actor=DESIGNER, on=TODAY)
    with CaptureQueriesContext(connection) as of_one:
        keeping.counts(actor=DESIGNER, on=TODAY)
    for number in range(4):
        given.approve(given.draft(f"mau-{number}", case=f"{number}"))

    with django_assert_num_queries(len(of_one)):
        keeping.counts(actor=DESIGNER, on=TODAY)


def test_a_form_is_pinned_to_a_procedure_in_force_only() -> None:
    catalogues.procedure(CODE)
    version_id = given.draft(procedure="")

    with pytest.raises(UnknownProcedure):
        pinning.pin(version_id=version_id, procedure_code="9.999999", actor=DESIGNER, at=AT)


@pytest.mark.parametrize("code", ["", "ab", "Mẫu-1", "CÓ DẤU", "a" * 61, "a_b"])
def test_a_code_that_makes_no_address_is_refused(code: str) -> None:
    with pytest.raises(drafting.BadCode):
        drafting.create_form(code=code, name="Mẫu", basis="Thử", actor=DESIGNER, at=AT)


def test_the_packaged_forms_are_sound_and_say_that_they_are_remembered() -> None:
    loaded = loading.import_forms(files=eforms.packaged_forms(), source="motcua", actor=DESIGNER, at=AT)

    assert (loaded.new, loaded.refused) == (14, [])
    assert set(FormVersion.objects.values_list("state", "confidence")) == {(State.DRAFT, Confidence.REMEMBERED)}
    again = loading.import_forms(files=eforms.packaged_forms(), source="motcua", actor=DESIGNER, at=AT)
    assert (again.new, again.changed, again.unchanged) == (0, 0, 14)


def test_a_packaged_form_finds_its_procedure_when_that_comes_later() -> None:
    files = {"khai-sinh.json": eforms.packaged_forms()["khai-sinh.json"]}
    assert loading.import_forms(files=files, source="x", actor=DESIGNER, at=AT).not_pinned == [
        "to-khai-dang-ky-khai-sinh: 1.001193"
    ]

    catalogues.procedure("1.001193")

    assert loading.import_forms(files=files, source="x", actor=DESIGNER, at=AT).not_pinned == []
    assert keeping.forms(actor=DESIGNER, on=TODAY).rows[0].newest.pins[0].procedure_code == "1.001193"


def test_a_broken_file_is_refused_and_leaves_nothing_while_the_others_are_taken() -> None:
    good = eforms.packaged_forms()["khai-tu.json"]
    said = json.loads(good)
    files: dict[str, str | bytes] = {
        "thieu.json": "{}",
        "hong.json": '{"code": ',
        "hai-lan.json": '{"code": "a", "code": "b"}',
        "sau.json": "[" * 100_000,
        "nul.json": good.replace("Người đã chết", "\\u0000"),
        "latin.json": "é".encode("latin-1"),
        "vong.json": json.dumps(said | {"code": "vong", "document": document(a=text(shownWhen={"field": "a", "filled": True}))}),
        "tot.json": good,
    }

    loaded = loading.import_forms(files=files, source="x", actor=DESIGNER, at=AT)

    assert loaded.new == 1
    assert [(refused.code, refused.reason) for refused in loaded.refused] == [
        ("thieu.json", "form_not_json"),
        ("hong.json", "form_not_json"),
        ("hai-lan.json", "form_not_json"),
        ("sau.json", "form_not_json"),
        ("nul.json", "form_not_json"),
        ("latin.json", "form_not_json"),
        ("vong.json", "form_not_sound"),
    ]


def test_a_file_does_not_write_over_what_an_officer_is_drafting() -> None:
    given.draft("to-khai-dang-ky-khai-tu", procedure="")

    loaded = loading.import_forms(files={"a": eforms.packaged_forms()["khai-tu.json"]}, source="x", actor=COLLEAGUE, at=AT)

    assert [refused.reason for refused in loaded.refused] == ["form_draft_there"]


def test_the_journal_tells_who_did_what_without_a_word_of_the_document() -> None:
    version_id = given.in_use()
    form_id = FormVersion.objects.get(pk=version_id).form_id

    facts = journal.history(f"form:{form_id}")

    assert [(fact.name, fact.actor) for fact in facts] == [
        ("FormDrafted", "user:1"),
        ("FormPinned", "user:1"),
        ("FormApproved", "user:2"),
    ]


def test_the_provinces_stand_with_our_own_first_as_the_organization_names_it() -> None:
    top = people.agency("UBND tỉnh An Giang", Kind.PROVINCE, level=Level.PROVINCE)
    people.agency("Phường Long Xuyên", Kind.COMMUNE, top)

    places = filling.surroundings(TODAY).places

    assert len(places) == 34
    assert next(iter(places.items())) == ("Tỉnh An Giang", frozenset({"Phường Long Xuyên"}))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_save_one_draft_at_once_one_is_told_to_look_again() -> None:
    catalogues.procedure(CODE)
    version_id = given.draft("to-khai-mot")
    revision = FormVersion.objects.get().revision

    def save() -> str:
        try:
            drafting.change_draft(version_id=version_id, revision=revision, document=given.sound(), actor=DESIGNER, at=AT)
        except StalePage as error:
            return error.code
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(2) as people:
        answers = [people.submit(save) for _ in range(2)]

    assert sorted(one.result() for one in answers) == ["saved", "stale_page"]
    assert FormVersion.objects.get().revision == revision + 1
