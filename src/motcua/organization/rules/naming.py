"""How does an agency's name fit on a screen, and what is its centre called?"""

from motcua.foundation.text import fold
from motcua.organization.facts import ProvinceNames

_SHORT = (
    ("Trung tâm Phục vụ hành chính công ", "TT PVHCC "),
    ("Văn phòng UBND ", "VP UBND "),
    ("Ban Quản lý Khu kinh tế", "BQL Khu kinh tế"),
    ("Bộ Chỉ huy Quân sự", "BCH Quân sự"),
    ("Phường ", "P. "),
    ("phường ", "P. "),
    ("Xã ", "X. "),
    ("xã ", "X. "),
    ("Thị trấn ", "TT. "),
    ("Đặc khu ", "ĐK "),
    ("đặc khu ", "ĐK "),
)


def short_name(name: str) -> str:
    """The name for screens: 'Phường Long Xuyên' becomes 'P. Long Xuyên'.

    Basis: house choice.
    """
    for long, short in _SHORT:
        if name.startswith(long):
            return short + (short_name(name.removeprefix(long)) if long.endswith("công ") else name.removeprefix(long))
    return name


def province_names(committee: str) -> ProvinceNames:
    """Of a people's committee, however it is written ("UBND tỉnh An Giang"): its name in full, and the place.

    Basis: house choice.
    """
    place = committee.removeprefix("UBND ").removeprefix("Ủy ban nhân dân ")
    return ProvinceNames(office=f"Ủy ban nhân dân {place}", area=f"{place[:1].upper()}{place[1:]}")


def sort_name(full_name: str) -> str:
    """The key by which people are listed and found: the given name first, without diacritics, then the whole name.

    Kept in a column because a PostgreSQL without ICU cannot sort Vietnamese.

    Basis: house choice.
    """
    given = full_name.split()[-1:]
    return fold(" ".join([*given, full_name]))


def centre_name(commune: str) -> str:
    """The name of a commune's service centre.

    Basis: NĐ 118/2025/NĐ-CP Điều 7.
    """
    return f"Trung tâm Phục vụ hành chính công {commune[:1].lower()}{commune[1:]}"
