"""Two devices and a counter with its line at once: no code twice, none unexplained. Real threads, real connections."""

from datetime import timedelta

from tests.dossiers import factories
from tests.dossiers.given import AT, World, later
from tests.dossiers.test_concurrency import together
from tests.offline.given import held, sent

from motcua.dossiers import public as dossiers
from motcua.dossiers.models import Dossier
from motcua.foundation import clock
from motcua.offline import public as offline
from motcua.offline.models import HeldCode
from motcua.offline.public import CodeState


def test_two_devices_that_hold_and_a_counter_that_files_at_once_leave_no_number_unexplained(committed_world: World) -> None:
    world = committed_world
    centre, actor = world.rach_gia_centre, world.who("counter", world.rach_gia_centre)
    filing = factories.filing(centre_id=centre.id, competent_id=world.rach_gia.id)

    def file() -> None:
        dossiers.file_dossier(filing=filing, actor=actor, at=AT, accept=True)

    told = together(
        lambda: held(world, key="may-mot-lan-1", device="may-quay-so-1"),
        lambda: held(world, key="may-hai-lan-1", device="may-quay-so-2"),
        file, file, file,
    )  # fmt: skip
    blocks = [one for one in told if isinstance(one, offline.BlockFact)]
    assert len(blocks) == 2, told
    for block in blocks:
        offline.give_back(block_id=block.id, codes=block.codes[2:], actor=actor, at=later(hours=1))

    online = set(Dossier.objects.values_list("code", flat=True))
    rows = list(HeldCode.objects.exclude(state=CodeState.BACK).values_list("code", flat=True))
    numbers = sorted(int(code.rsplit("-", 1)[1]) for code in [*online, *rows])

    assert not online & set(rows)
    assert numbers == list(range(1, len(numbers) + 1))


def test_one_dossier_sent_by_four_at_once_is_filed_once(committed_world: World) -> None:
    world = committed_world
    block = held(world)

    told = together(*[lambda: sent(world, block, block.codes[0], later(minutes=5), later(hours=1))] * 4)

    assert sorted(one.became for one in told) == ["filed", "repeated", "repeated", "repeated"]
    assert Dossier.objects.count() == 1


def test_two_devices_send_while_a_counter_files_and_each_code_is_one_dossiers(committed_world: World) -> None:
    world = committed_world
    centre, actor = world.rach_gia_centre, world.who("counter", world.rach_gia_centre)
    blocks = [held(world), held(world, key="lan-giu-ma-2", device="may-quay-so-2")]
    filing = factories.filing(centre_id=centre.id, competent_id=world.rach_gia.id)

    works = [
        lambda block=block, n=n: sent(world, block, block.codes[n], later(minutes=n + 1), later(hours=2))
        for block in blocks
        for n in range(2)
    ]
    told = together(
        *works, *[lambda: dossiers.file_dossier(filing=filing, actor=actor, at=AT + timedelta(hours=2), accept=True)] * 2
    )

    assert all(isinstance(one, offline.Answer | dossiers.DossierMoved) for one in told), told
    codes = list(Dossier.objects.order_by("code").values_list("code", flat=True))
    assert len(codes) == len(set(codes)) == 6
    lines = offline.register(centre_id=centre.id, day=clock.local_day(AT), actor=actor)
    assert {line.code for line in lines if line.state is CodeState.USED} < set(codes)
