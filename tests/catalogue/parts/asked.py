"""Changes asked for by one of procedure control and approved by another."""

from datetime import UTC, date, datetime

from tests.catalogue.factories import Keeper

from motcua.catalogue.facts import (
    EditAsked,
    EditFact,
    Property,
    SetCharge,
    SetProperty,
)
from motcua.catalogue.operations.edits.deciding import approve_edit, ask_edit
from motcua.foundation.confidence import Confidence

AT = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


DAY = date(2026, 11, 23)


LAN = Keeper(label="user:1", roles=frozenset({"control"}))


MINH = Keeper(label="user:2", roles=frozenset({"control"}))


BASIS = {"basis": "Quyết định thử 1/QĐ-UBND", "confidence": Confidence.READ}


def asking(asked: EditAsked) -> EditFact:
    return ask_edit(asked=asked, actor=LAN, at=AT)


def done(asked: EditAsked) -> EditFact:
    return approve_edit(edit_id=asking(asked).id, actor=MINH, at=AT)


def level(value: str = "full", *, codes: tuple[str, ...] = ("1.000001",), day: date = DAY) -> SetProperty:
    return SetProperty(codes=codes, name=Property.SERVICE_LEVEL, value=value, valid_from=day, **BASIS)


def charge(**changes: object) -> SetCharge:
    held: dict = {
        "codes": (), "field_slug": "", "channel": "online", "group": "", "amount": None, "percent": 0, "valid_from": DAY, "valid_to": None,
    }  # fmt: skip
    return SetCharge(**held | BASIS | changes)
