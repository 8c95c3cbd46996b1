"""In whose field does a procedure lie: which departments of the province draft its process?"""

import re
from collections.abc import Iterable

from motcua.foundation.text import fold

#: What names of ministries and departments share before and after their field.
_OFFICE = re.compile(r"^(?:bo|so|uy ban nhan dan|ubnd)\s|\s(?:tinh|thanh pho|chinh phu)$")
_BOARD = "ban quan ly "


def in_charge(agencies: Iterable[tuple[int, str]], *, ministry: str, named: str) -> frozenset[int]:
    """Of agencies with their names, those that the procedure's text names, and those whose field is within the ministry's.

    «Sở Du lịch» and «Sở Văn hóa và Thể thao» stand under «Bộ Văn hóa, Thể thao và Du lịch», «Công an tỉnh» under «Bộ Công an». Empty
    where neither tells: then only procedure control drafts.

    Basis: Thông tư 01/2018/TT-VPCP Điều 8 (the department drafts the processes of its field); house choice for telling the field.
    """
    fields, text = _fields(ministry), _even(named)
    return frozenset(id_ for id_, name in agencies if _is_named(_even(name), text) or (_fields(name) and _fields(name) <= fields))


def _is_named(name: str, text: str) -> bool:
    """A board of zones is named with other zones between: «Ban quản lý khu công nghiệp, khu kinh tế»."""
    bare = re.sub(r" tinh$", "", name)
    words = [_BOARD.strip(), bare.removeprefix(_BOARD)] if bare.startswith(_BOARD) else [name]
    return bool(name) and all(re.search(rf"\b{re.escape(word)}\b", text) for word in words)


def _fields(name: str) -> frozenset[str]:
    return frozenset(filter(None, re.split(r"\s*,\s*|\s+va\s+", _OFFICE.sub("", _even(name)))))


def _even(words: str) -> str:
    return re.sub(r"\s+", " ", fold(words)).replace(" cap tinh", " tinh").strip()
