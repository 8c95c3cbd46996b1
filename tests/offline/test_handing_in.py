"""What was received without a line is filed once, under the code and the time of its receipt."""

from datetime import datetime, timedelta

import pytest
from tests.dossiers import given
from tests.dossiers.factories import BIRTH, COPIES, FIVE_DAYS, NAME_ONLY
from tests.dossiers.given import AT, DUE, Lives, World, later, vn
from tests.offline.given import body, held, sent

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier
from motcua.foundation.errors import DomainError, NotAllowed
from motcua.journal import public as journal
from motcua.offline import public as offline
from motcua.offline.models import HeldCode, Review
from motcua.offline.operations.handing_in import (
    CodeWasGivenBack,
    NoSuchHeldCode,
    NoSuchReview,
    NoteMissing,
    ReceivedAtMissing,
    SentOtherwise,
    StillDoubtful,
)
from motcua.offline.operations.reading import Unreadable
from motcua.offline.public import CodeState, Doubt

RECEIVED, ARRIVED = later(minutes=20), vn("2026-11-17 07:30")


def test_the_clock_starts_at_the_time_on_the_receipt_and_the_journal_says_when_it_arrived(world: World) -> None:
    block = held(world)

    answer = sent(world, block, block.codes[0], RECEIVED, ARRIVED)

    row = Dossier.objects.get()
    assert (answer.became, answer.due_at) == ("filed", DUE)
    assert (row.code, row.filed_at, row.accepted_at, row.started_at, row.due_at) == (
        block.codes[0],
        RECEIVED,
        RECEIVED,
        RECEIVED,
        DUE,
    )
    assert row.last_at == ARRIVED
    submitted, accepted = journal.history(f"dossier:{row.pk}")
    assert submitted.at == accepted.at == ARRIVED
    assert datetime.fromisoformat(accepted.payload["received"]) == RECEIVED
    assert accepted.payload["document"] == "receipt"


def test_it_goes_on_like_every_other_dossier(world: World, life: Lives) -> None:
    block = held(world)
    sent(world, block, block.codes[0], RECEIVED, ARRIVED)
    dossier = Dossier.objects.get().pk

    life.do("forward", dossier, at=ARRIVED + timedelta(minutes=5))

    assert Dossier.objects.get().state == dossiers.State.IN_PROCESS


def test_the_same_again_changes_nothing_and_gets_the_same_answer(world: World) -> None:
    block = held(world)
    first = sent(world, block, block.codes[0], RECEIVED, ARRIVED)
    again = sent(world, block, block.codes[0], RECEIVED, ARRIVED + timedelta(minutes=1))

    assert (again.became, again.code, again.due_at) == ("repeated", first.code, first.due_at)
    assert Dossier.objects.count() == 1


def test_something_else_under_a_code_that_has_arrived_is_told_and_not_written(world: World) -> None:
    block = held(world)
    sent(world, block, block.codes[0], RECEIVED, ARRIVED)
    with pytest.raises(SentOtherwise):
        sent(world, block, block.codes[0], RECEIVED, ARRIVED, name="Người Khác")
    assert Dossier.objects.get().applicant == "Trần Thị Bích Thủy"


def test_what_arrives_out_of_order_has_its_own_code_and_time(world: World) -> None:
    block = held(world)
    for place in (2, 0, 1):
        sent(world, block, block.codes[place], RECEIVED + timedelta(minutes=place), ARRIVED)

    rows = list(Dossier.objects.order_by("code").values_list("code", "accepted_at"))
    assert rows == [(block.codes[n], RECEIVED + timedelta(minutes=n)) for n in range(3)]


@pytest.mark.parametrize(
    ("received_at", "arrived_at", "doubt"),
    [
        (later(hours=3), later(hours=2), Doubt.FUTURE),
        (later(minutes=-5), later(hours=2), Doubt.BEFORE_HELD),
        (vn("2026-11-17 07:05"), ARRIVED, Doubt.OTHER_DAY),
        (later(minutes=20), vn("2026-11-18 09:00"), Doubt.TOO_OLD),
    ],
)
def test_a_time_that_cannot_be_is_kept_as_it_came_until_somebody_has_looked(
    world: World, received_at: datetime, arrived_at: datetime, doubt: Doubt
) -> None:
    block, actor = held(world), world.who("counter", world.rach_gia_centre)

    first = sent(world, block, block.codes[0], received_at, arrived_at)
    again = sent(world, block, block.codes[0], received_at, arrived_at)

    assert first == again
    assert (first.became, first.doubt) == ("review", doubt)
    assert not Dossier.objects.exists()
    (line,) = offline.reviews(actor=actor)
    assert (line.code, line.doubt, line.stated_at) == (block.codes[0], doubt, received_at)
    assert b"Th\xe1\xbb\xa7y" not in bytes(Review.objects.get().body_sealed)
    assert offline.reviews(actor=world.who("counter", world.phu_quoc_centre)) == ()
    assert offline.end_days(at=vn("2026-11-25 01:00")) == 19, "what waits to be looked at is not «not used»"


def test_who_looks_again_sets_the_time_and_says_why(world: World) -> None:
    block, actor = held(world), world.who("counter", world.rach_gia_centre)
    sent(world, block, block.codes[0], later(hours=3), later(hours=2))
    (line,) = offline.reviews(actor=actor)
    right = {
        "review_id": line.id,
        "received_at": RECEIVED,
        "note": "Theo liên giấy giao người nộp",
        "actor": actor,
        "at": ARRIVED,
    }
    with pytest.raises(NoteMissing):
        offline.resolve_review(**{**right, "note": ""})
    with pytest.raises(StillDoubtful):
        offline.resolve_review(**{**right, "received_at": later(minutes=-5)})
    with pytest.raises(NotAllowed):
        offline.resolve_review(**{**right, "actor": world.who("counter", world.phu_quoc_centre)})

    answer = offline.resolve_review(**right)

    assert (answer.became, answer.due_at) == ("filed", DUE)
    assert Dossier.objects.get().accepted_at == RECEIVED
    review = Review.objects.get()
    assert (bytes(review.body_sealed), review.note) == (b"", right["note"])
    fact = journal.history(f"codes:{block.id}")[-1]
    assert (fact.name, fact.payload["stated"] != fact.payload["received"]) == ("ReviewResolved", True)
    with pytest.raises(NoSuchReview):
        offline.resolve_review(**right)
    assert sent(world, block, block.codes[0], later(hours=3), ARRIVED).became == "repeated"


def test_a_code_that_was_given_back_takes_nothing_and_one_of_nobody_is_told(world: World) -> None:
    block, actor = held(world), world.who("counter", world.rach_gia_centre)
    offline.give_back(block_id=block.id, codes=block.codes[5:], actor=actor, at=later(hours=1))
    with pytest.raises(CodeWasGivenBack):
        sent(world, block, block.codes[7], RECEIVED, ARRIVED)
    with pytest.raises(NoSuchHeldCode):
        sent(world, block, block.codes[0][:-4] + "0999", RECEIVED, ARRIVED)


def test_what_the_house_refuses_stays_with_the_device_and_can_be_mended(world: World) -> None:
    block = held(world)
    for wrong in ({"procedure": NAME_ONLY}, {"phone": "không có"}, {"name": " "}, {"return_way": "postal", "address": ""}):
        with pytest.raises(DomainError):
            sent(world, block, block.codes[0], RECEIVED, ARRIVED, **wrong)
    assert HeldCode.objects.get(code=block.codes[0]).state == CodeState.HELD

    assert sent(world, block, block.codes[0], RECEIVED, ARRIVED).became == "filed"


@pytest.mark.parametrize(
    "wrong",
    [
        {"competent_id": "1"}, {"competent_id": True}, {"papers": "x"}, {"papers": [1]}, {"papers": [{"name": 3}]}, {"name": None},
        {"name": "\0"}, {"return_way": "bồ câu"}, {"received_at": "hôm qua"}, {"received_at": "2026-11-16T08:20:00"},
        {"papers": [{"name": "Đơn", "originals": -1}]}, {"promised_at": "mai"},
    ],
)  # fmt: skip
def test_what_has_not_the_shape_of_a_dossier_is_not_read(world: World, wrong: dict[str, object]) -> None:
    block = held(world)
    kept, actor = body(world, block.codes[0], RECEIVED), world.who("counter", world.rach_gia_centre)
    with pytest.raises(Unreadable):
        offline.hand_in(block_id=block.id, body=kept | wrong, actor=actor, at=ARRIVED)
    with pytest.raises(ReceivedAtMissing):
        offline.hand_in(block_id=block.id, body=kept | {"received_at": ""}, actor=actor, at=ARRIVED)


def test_other_centres_hand_in_nothing_and_a_colleague_does_so_in_ones_place(world: World) -> None:
    block = held(world)
    with pytest.raises(NotAllowed):
        offline.hand_in(
            block_id=block.id,
            body=body(world, block.codes[0], RECEIVED),
            actor=world.who("counter", world.phu_quoc_centre),
            at=ARRIVED,
        )
    colleague = given.official(given.Role.COUNTER, world.rach_gia_centre, username="dong.nghiep")

    answer = offline.hand_in(block_id=block.id, body=body(world, block.codes[0], RECEIVED), actor=colleague, at=ARRIVED)

    assert answer.became == "filed"


def test_what_a_device_holds_is_what_its_counter_received_most_often_of_late_however_long_the_last_list_was(
    world: World, life: Lives
) -> None:
    actor = world.who("counter", world.rach_gia_centre)
    life.filed(procedure=BIRTH, at=AT - timedelta(days=31), accept=True)
    life.filed(procedure=COPIES, accept=True)
    for _time in range(3):
        life.filed(accept=True)

    told = [one["code"] for one in offline.prepared(centre_id=world.rach_gia_centre.id, codes=[], actor=actor, at=AT)]

    assert told == [FIVE_DAYS, COPIES]
    with pytest.raises(offline.NotYourCodes):
        offline.prepared(centre_id=world.phu_quoc_centre.id, codes=[], actor=actor, at=AT)


def test_a_code_that_nobody_held_is_refused_by_the_dossiers_themselves(world: World) -> None:
    centre, actor = world.rach_gia_centre, world.who("counter", world.rach_gia_centre)
    block = held(world)
    for code in (block.codes[-1][:-4] + "0999", block.codes[0].replace("261116", "261115"), "X-261116-0001", "lạ"):
        with pytest.raises(DomainError) as refused:
            dossiers.file_dossier(
                filing=given.factories.filing(centre_id=centre.id, competent_id=world.rach_gia.id, filed_at=RECEIVED), actor=actor,
                at=ARRIVED, accept=True, receipt=dossiers.OnReceipt(code=code, received_at=RECEIVED),
            )  # fmt: skip
        assert refused.value.code == "code_not_held"


def test_what_a_device_is_given_to_work_without_a_line_is_what_the_house_would_promise(world: World, life: Lives) -> None:
    life.filed(accept=True)
    actor = world.who("counter", world.rach_gia_centre)

    (told,) = offline.prepared(centre_id=world.rach_gia_centre.id, codes=["không có"], actor=actor, at=AT)

    assert told["papers"]
    agency = told["agencies"][0]
    assert agency["id"] == world.rach_gia.id
    due = [end for start, before, end in agency["due"] if start <= RECEIVED.isoformat() < before]
    assert due == [DUE.isoformat()]
