"""Codes are held from the centre's one count; each is explained."""

import pytest
from tests.dossiers import given
from tests.dossiers.given import AT, Lives, World, later, vn
from tests.offline.given import held, sent

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier
from motcua.foundation import clock
from motcua.foundation.errors import NotAllowed
from motcua.journal import public as journal
from motcua.offline import public as offline
from motcua.offline.models import HeldCode
from motcua.offline.operations.holding import DeviceUnnamed, NoSuchBlock, ReleaseReasonMissing, TooManyHeld
from motcua.offline.public import CodeState

DAY = clock.local_day(AT)


def _register(world: World) -> dict[str, CodeState]:
    centre = world.rach_gia_centre
    return {row.code: row.state for row in offline.register(centre_id=centre.id, day=DAY, actor=world.who("counter", centre))}


def _serial(code: str) -> int:
    return int(code.rsplit("-", 1)[1])


def test_held_codes_come_from_the_same_count_as_all_others(world: World, life: Lives) -> None:
    before = given.code(life.filed())
    block = held(world)
    after = given.code(life.filed())

    assert _serial(before) == 1
    assert [_serial(code) for code in block.codes] == list(range(2, 22))
    assert _serial(after) == 22


def test_the_same_request_again_holds_no_second_block(world: World) -> None:
    first, again = held(world), held(world)

    assert first == again
    assert HeldCode.objects.count() == 20


def test_the_last_codes_go_back_to_the_count_and_the_next_dossier_has_one_of_them(world: World, life: Lives) -> None:
    block, actor = held(world), world.who("counter", world.rach_gia_centre)

    gone = offline.give_back(block_id=block.id, codes=block.codes[3:], actor=actor, at=later(hours=2))

    assert set(gone) == set(block.codes[3:])
    assert given.code(life.filed()) == block.codes[3]
    assert list(_register(world).values()) == [CodeState.HELD] * 3 + [CodeState.BACK] * 17


def test_codes_that_others_have_counted_past_go_to_whoever_holds_codes_next_today(world: World, life: Lives) -> None:
    block, actor = held(world), world.who("counter", world.rach_gia_centre)
    past = given.code(life.filed())
    offline.give_back(block_id=block.id, codes=block.codes[15:], actor=actor, at=later(hours=1))
    assert set(list(_register(world).values())[15:]) == {CodeState.FREE}

    second = held(world, key="lan-giu-ma-2", at=later(hours=2))

    assert second.codes[:5] == block.codes[15:]
    assert [_serial(code) for code in second.codes[5:]] == list(range(_serial(past) + 1, _serial(past) + 16))


def test_giving_back_twice_says_the_same(world: World) -> None:
    block, actor = held(world), world.who("counter", world.rach_gia_centre)
    call = {"block_id": block.id, "codes": block.codes[10:], "actor": actor, "at": later(hours=1)}

    assert offline.give_back(**call) == offline.give_back(**call)


def test_a_code_of_a_lost_device_is_not_used_is_given_to_nobody_and_still_takes_the_dossier_that_arrives(
    world: World, life: Lives
) -> None:
    block, actor = held(world), world.who("counter", world.rach_gia_centre)
    with pytest.raises(ReleaseReasonMissing):
        offline.close_block(block_id=block.id, reason=" ", actor=actor, at=later(hours=1))

    assert offline.close_block(block_id=block.id, reason="Máy hỏng ổ cứng", actor=actor, at=later(hours=1)) == 20
    assert set(_register(world).values()) == {CodeState.UNUSED}
    assert given.code(life.filed()) not in block.codes
    assert not set(held(world, key="lan-giu-ma-2", at=later(hours=2)).codes) & set(block.codes)

    assert sent(world, block, block.codes[0], later(minutes=5), later(hours=3)).became == "filed"


def test_a_day_that_is_over_explains_every_code(world: World) -> None:
    block = held(world)
    sent(world, block, block.codes[0], later(minutes=5), later(hours=2))
    assert offline.end_days(at=vn("2026-11-17 01:17")) == 0

    assert offline.end_days(at=vn("2026-11-18 01:17")) == 19
    assert offline.end_days(at=vn("2026-11-18 02:17")) == 0

    lines = offline.register(centre_id=world.rach_gia_centre.id, day=DAY, actor=world.who("counter", world.rach_gia_centre))
    assert [line.state for line in lines] == [CodeState.USED] + [CodeState.UNUSED] * 19
    assert all(line.reason for line in lines[1:])


def test_why_codes_were_not_used_stands_in_the_register_and_not_in_the_journal(world: World) -> None:
    block, actor = held(world), world.who("counter", world.rach_gia_centre)
    offline.close_block(block_id=block.id, reason="Chị Hạnh 0918012264 làm rơi máy", actor=actor, at=later(hours=1))

    (fact,) = [one for one in journal.history(f"codes:{block.id}") if one.name == "CodesNotUsed"]

    assert fact.payload == {"codes": list(block.codes)}
    lines = offline.register(centre_id=world.rach_gia_centre.id, day=DAY, actor=actor)
    assert {line.reason for line in lines} == {"Chị Hạnh 0918012264 làm rơi máy"}


def test_nobody_holds_more_than_the_dated_limit(world: World) -> None:
    for n in range(3):
        held(world, key=f"lan-giu-ma-{n}")
    with pytest.raises(TooManyHeld):
        held(world, key="lan-giu-ma-3")


@pytest.mark.parametrize("role", ["official", "head", "leader", "clerk"])
def test_only_counter_staff_of_the_centre_hold_codes(world: World, role: str) -> None:
    with pytest.raises(NotAllowed):
        held(world, actor=world.who(role, world.rach_gia))
    with pytest.raises(NotAllowed):
        held(world, actor=world.who("counter", world.phu_quoc_centre))
    with pytest.raises(NotAllowed):
        dossiers.hold_codes(centre_id=world.rach_gia_centre.id, count=5, actor=world.who(role, world.rach_gia), at=AT)
    assert not HeldCode.objects.exists()


def test_another_centre_sees_no_key_no_register_and_gives_nothing_back(world: World) -> None:
    block, stranger = held(world), world.who("counter", world.phu_quoc_centre)
    for attempt in (
        lambda: offline.device_key(block.id, stranger),
        lambda: offline.give_back(block_id=block.id, codes=block.codes, actor=stranger, at=AT),
        lambda: offline.close_block(block_id=block.id, reason="?", actor=stranger, at=AT),
        lambda: offline.register(centre_id=world.rach_gia_centre.id, day=DAY, actor=stranger),
    ):
        with pytest.raises(offline.NotYourCodes):
            attempt()
    with pytest.raises(NoSuchBlock):
        offline.device_key(block.id + 1, stranger)


def test_the_key_of_a_device_goes_to_its_official_alone(world: World) -> None:
    block = held(world)
    colleague = given.official(given.Role.COUNTER, world.rach_gia_centre, username="dong.nghiep")
    with pytest.raises(offline.NotYourCodes):
        offline.device_key(block.id, colleague)


def test_the_key_of_a_device_is_the_same_each_time_and_another_on_another_device(world: World) -> None:
    actor = world.who("counter", world.rach_gia_centre)
    one, same, other = (
        held(world), held(world, key="lan-giu-ma-2"), held(world, key="lan-giu-ma-3", device="may-quay-so-2"),
    )  # fmt: skip

    keys = [offline.device_key(block.id, actor) for block in (one, same, other)]

    assert keys[0] == keys[1] != keys[2]
    assert {len(key) for key in keys} == {32}


def test_a_device_without_a_name_holds_nothing(world: World) -> None:
    with pytest.raises(DeviceUnnamed):
        held(world, device="x")


def test_the_journal_names_the_codes_and_no_person(world: World) -> None:
    block = held(world)
    sent(world, block, block.codes[0], later(minutes=5), later(hours=2))

    facts = journal.history(f"codes:{block.id}")

    assert [fact.name for fact in facts] == ["CodesHeld", "HandedInLater"]
    assert "Thủy" not in str([fact.payload for fact in facts])
    assert Dossier.objects.get().code == block.codes[0]
