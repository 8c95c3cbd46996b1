"""Who may approve a version of a draft?"""

from collections.abc import Sequence

from motcua.drafting.facts import VersionShown
from motcua.foundation.four_eyes import OwnWork


class OwnVersion(OwnWork):
    vi = (
        "Bạn đã soạn phiên bản này nên không tự duyệt được. Trả bước cho người soạn lưu phiên bản của họ, hoặc nhờ một trưởng đơn vị, "
        "lãnh đạo khác duyệt khi hồ sơ ở bước của họ. Không có ai khác thì phát hành không ghi phiên bản dự thảo."
    )
    en = (
        "You wrote this version, so you cannot approve it yourself. Send the step back for its writer to save one of theirs, or ask "
        "another head or leader at their step. Where there is nobody else, issue the result without naming a draft's version."
    )


def hands_of(versions: Sequence[VersionShown], number: int) -> frozenset[str]:
    """Who wrote a version, as labels of actors: of one that was taken back, who wrote it first too.

    Basis: house choice (CONTRIBUTING: nobody decides their own work).
    """
    by_number = {one.number: one for one in versions}
    hands: set[str] = set()
    which: int | None = number
    while which is not None and which in by_number:
        version = by_number[which]
        if version.author_id is not None:
            hands.add(f"user:{version.author_id}")
        which = version.restored  # always an earlier one
    return frozenset(hands)
