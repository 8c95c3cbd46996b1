"""Who may decide a procedure: an agency of its level, and never a centre."""

from dataclasses import dataclass

import pytest

from motcua.dossiers.rules.competence import (
    DoesNotDecide,
    NotReceivedHere,
    NotTheAgency,
    WrongLevel,
    decides,
    require_competent,
    require_received,
)

CENTRES = frozenset({"commune_centre"})


@dataclass(frozen=True)
class Agency:
    level: str
    kind: str
    name: str = "Phường Rạch Giá"
    id: int = 1


@pytest.mark.parametrize(
    ("agency", "refusal"),
    [
        (Agency("commune", "commune"), None),
        (Agency("commune", "commune_centre"), DoesNotDecide),
        (Agency("province", "department"), WrongLevel),
        (Agency("province", "commune_centre"), DoesNotDecide),
    ],
)
def test_an_agency_of_the_level_decides_and_a_centre_never(agency: Agency, refusal: type[Exception] | None) -> None:
    levels = frozenset({"commune"})

    assert decides(agency, levels=levels, centres=CENTRES) is (refusal is None)
    if refusal is None:
        require_competent(agency, procedure="1.000001", levels=levels, centres=CENTRES)
        return
    with pytest.raises(refusal):
        require_competent(agency, procedure="1.000001", levels=levels, centres=CENTRES)


def test_the_level_is_said_in_words() -> None:
    with pytest.raises(WrongLevel) as caught:
        require_competent(Agency("province", "department"), procedure="1", levels=frozenset({"commune"}), centres=CENTRES)

    assert caught.value.sentence_vi.endswith("thuộc cấp xã.")


def test_where_one_agency_is_named_it_alone_decides_whatever_its_level() -> None:
    asked: dict = {"procedure": "1.000001", "levels": frozenset({"commune"}), "centres": CENTRES, "only": 7}

    require_competent(Agency("province", "department", id=7), **asked)
    with pytest.raises(NotTheAgency):
        require_competent(Agency("commune", "commune"), **asked)
    with pytest.raises(DoesNotDecide):
        require_competent(Agency("commune", "commune_centre", id=7), **asked)


@pytest.mark.parametrize(
    ("boundary", "agency", "received"), [("none", 1, True), ("none", 2, False), ("province", 2, True), ("nationwide", 2, True)]
)
def test_a_procedure_that_knows_a_boundary_is_received_under_its_own_roof_only(
    boundary: str, agency: int, received: bool
) -> None:
    def asked() -> None:
        require_received(
            Agency("commune", "commune_centre", id=9),
            Agency("commune", "commune", id=agency),
            procedure="1",
            boundary=boundary,
            houses=frozenset({1, 9}),
        )

    if received:
        asked()
    else:
        with pytest.raises(NotReceivedHere):
            asked()
