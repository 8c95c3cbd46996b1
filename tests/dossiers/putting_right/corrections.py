"""A correction as tests make it, and who must not make one."""

from datetime import datetime
from typing import Any

import pytest
from tests.dossiers import given
from tests.dossiers.given import LATER, Lives, World
from tests.dossiers.rows import nothing_is_written

from motcua.dossiers import public as dossiers
from motcua.dossiers.public import Correction, NotFollowed
from motcua.foundation.errors import DomainError
from motcua.organization.public import Actor

WHY = "Gõ nhầm khi tiếp nhận"
HOUSE = "(1.7) Đối với công trình nhà ở riêng lẻ"
RIGHT_PHONE = "0918 012 265"


def correct(life: Lives, dossier: int, *persons: Correction, **more: Any) -> dossiers.DossierMoved:
    given_ = {"at": LATER, "reason": WHY, "persons": persons or (Correction(phone=RIGHT_PHONE),)} | more
    return life.do("correct", dossier, **given_)


def refused(life: Lives, dossier: int, *persons: Correction, **more: Any) -> str:
    with nothing_is_written(), pytest.raises(DomainError) as caught:
        correct(life, dossier, *persons, **more)
    assert caught.value.sentence_vi
    assert caught.value.sentence_en
    return caught.value.code


def follows(dossier: int, number: str, at: datetime = LATER) -> bool:
    try:
        dossiers.dossier_for_follower(code=given.code(dossier), number=number, at=at)
    except NotFollowed:
        return False
    return True


def strangers(world: World) -> list[Actor]:
    return [
        world.who("official", world.rach_gia), world.who("clerk", world.rach_gia), world.who("leader", world.rach_gia),
        world.who("inspector", world.top), world.who("reform", world.office),
    ]  # fmt: skip
