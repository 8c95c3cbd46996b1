"""Invented people: names of the delta, numbers that cannot be anybody's."""

from random import Random

from motcua.foundation.text import fold

FAMILY = [
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Võ",
    "Phan",
    "Trương",
    "Bùi",
    "Đặng",
    "Đỗ",
    "Ngô",
    "Hồ",
    "Dương",
    "Lý",
    "Châu",
    "Danh",
    "Thạch",
    "Kim",
    "Sơn",
    "Chau",
    "Mai",
    "Lâm",
    "Đinh",
    "Cao",
]
MIDDLE_F = ["Thị", "Ngọc", "Thanh", "Mỹ", "Kim", "Bích", "Hồng", "Cẩm", "Thúy", "Diệu"]
MIDDLE_M = ["Văn", "Hữu", "Minh", "Thanh", "Quốc", "Hoàng", "Đức", "Công", "Thành", "Phước"]
GIVEN_F = [
    "Hân",
    "Diệp",
    "Sáu",
    "Tú",
    "Thủy",
    "Lan",
    "Hương",
    "Nga",
    "Phượng",
    "Yến",
    "Trinh",
    "Ngân",
    "Loan",
    "Út",
    "Duyên",
    "Nhung",
    "Đào",
    "Hạnh",
    "Liên",
    "Mai",
    "Tuyết",
]
GIVEN_M = [
    "Đượm",
    "Kha",
    "Bảo",
    "Việt",
    "Khang",
    "Phúc",
    "Lộc",
    "Tài",
    "Hải",
    "Nhân",
    "Nghĩa",
    "Trí",
    "Tâm",
    "Sơn",
    "Hiếu",
    "Long",
    "Thắng",
    "Bình",
    "Tường",
    "Dũng",
    "Hòa",
    "An",
    "Khánh",
]
STREETS = (
    "Trần Hưng Đạo", "Nguyễn Huệ", "Tôn Đức Thắng", "Lý Thường Kiệt", "Nguyễn Trung Trực", "Thoại Ngọc Hầu", "Hàm Nghi", "Lê Lợi",
    "Ấp Bình Phú", "Ấp Hòa Long", "Ấp Vĩnh Thuận", "Ấp Tân Lợi", "Khóm Đông Thịnh", "Khóm Bình Khánh",
)  # fmt: skip
FIRMS = (
    "Công ty TNHH Tân Phước Lộc",
    "HTX Nông nghiệp Vĩnh Mỹ",
    "Công ty CP Thủy sản Sông Hậu",
    "DNTN Minh Phát",
    "Công ty TNHH Xây dựng Bảy Núi",
)


def person_name(random: Random) -> str:
    """A full name as people of An Giang have them.

    Basis: house choice.
    """
    middle, given = (MIDDLE_F, GIVEN_F) if random.random() < 0.5 else (MIDDLE_M, GIVEN_M)
    return f"{random.choice(FAMILY)} {random.choice(middle)} {random.choice(given)}"


def id_number(random: Random) -> str:
    """Twelve digits that begin with 000: no province has this code, so it is nobody's number.

    Basis: house choice.
    """
    return f"000{random.randrange(10**9):09}"


def phone_number(random: Random) -> str:
    """Ten digits that begin with 0000: no network gives them out.

    Basis: house choice.
    """
    return f"0000{random.randrange(10**6):06}"


def address(random: Random, place: str) -> str:
    """A street and the commune.

    Basis: house choice.
    """
    return f"{random.randrange(1, 400)} {random.choice(STREETS)}, {place}"


def username(what: str, place: str, number: int) -> str:
    """An account's name without diacritics: "motcua.longxuyen.1".

    Basis: house choice.
    """
    short = "".join(c for c in fold(place.split(". ", 1)[-1].removeprefix("DK ")) if c.isalnum())
    return f"{what}.{short}.{number}"
