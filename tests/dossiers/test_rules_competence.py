"""Who may decide a procedure: an agency of its level, and never a centre."""

from dataclasses import dataclass

import pytest

from motcua.dossiers.rules.competence import DoesNotDecide, WrongLevel, decides, require_competent

CENTRES = frozenset({"commune_centre"})


@dataclass(frozen=True)
class Agency:
    level: str
    kind: str
    name: str = "Phường Rạch Giá"


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
