"""In whose field does a procedure lie?"""

import pytest

from motcua.catalogue.rules.in_charge import in_charge

NAMES = (
    "UBND tỉnh An Giang", "Văn phòng UBND tỉnh", "Sở Nội vụ", "Sở Tư pháp", "Sở Xây dựng", "Sở Nông nghiệp và Môi trường",
    "Sở Văn hóa và Thể thao", "Sở Du lịch", "Thanh tra tỉnh", "Ban Quản lý Khu kinh tế tỉnh", "Công an tỉnh", "Bộ Chỉ huy Quân sự tỉnh",
)  # fmt: skip


@pytest.mark.parametrize(
    ("ministry", "named", "found"),
    [
        ("Bộ Tư pháp", "Ủy ban nhân dân cấp xã", {"Sở Tư pháp"}),
        ("Bộ Xây dựng", "Sở Xây dựng, Khu Quản lý đường bộ", {"Sở Xây dựng"}),
        ("Bộ Nông nghiệp và Môi trường", "", {"Sở Nông nghiệp và Môi trường"}),
        ("Bộ Văn hóa, Thể thao và Du lịch", "", {"Sở Văn hóa và Thể thao", "Sở Du lịch"}),
        ("Bộ Công an", "Công an cấp Xã", {"Công an tỉnh"}),
        ("Thanh tra Chính phủ", "", {"Thanh tra tỉnh"}),
        ("Bộ Quốc phòng", "Bộ chỉ huy quân sự cấp tỉnh", {"Bộ Chỉ huy Quân sự tỉnh"}),
        ("Bộ Xây dựng", "Ban quản lý khu công nghiệp, khu kinh tế, khu chế xuất", {"Sở Xây dựng", "Ban Quản lý Khu kinh tế tỉnh"}),
        ("Bộ Quốc phòng", "Ủy ban nhân dân cấp xã", set()),
        ("", "", set()),
    ],
)  # fmt: skip
def test_the_field_is_told_by_who_is_named_and_by_the_ministry(ministry: str, named: str, found: set[str]) -> None:
    held = in_charge(enumerate(NAMES), ministry=ministry, named=named)

    assert {NAMES[number] for number in held} == found
