"""What a province is called, however its committee is written."""

import pytest

from motcua.organization.facts import ProvinceNames
from motcua.organization.rules.naming import province_names


@pytest.mark.parametrize("committee", ["UBND tỉnh An Giang", "Ủy ban nhân dân tỉnh An Giang"])
def test_the_place_is_read_from_the_name_of_the_committee(committee: str) -> None:
    assert province_names(committee) == ProvinceNames(office="Ủy ban nhân dân tỉnh An Giang", area="Tỉnh An Giang")
