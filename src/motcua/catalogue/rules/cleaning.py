"""How is a published text shown, when the page it was copied from left marks in it?

Only marks that carry no meaning go. The text as published is kept beside.
"""

import re

_BULLET = re.compile(r"^(?:[-–*•+]+\s*)+(?=\S)")
_LETTER = re.compile(r"^(?:\(?[a-zđ]\)|\((?:[ivx]+|\d{1,2}(?:\.\d{1,2})*)\))\s*(?=\S)")
_CODE_AT_END = re.compile(r"\s*\(\s*\d\.\d{6}\s*\)\s*$")
_THU_TUC = re.compile(r"^thủ tục(?: hành chính)?\s+(?=\S)", re.IGNORECASE)
_BRACKETS_WITHIN = re.compile(r"\s*\([^()]*\)(?=\s+\w)")
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|rtf|odt)$", re.IGNORECASE)
_STUCK_FORM = re.compile(
    r"(?<=[;.:,)\]”\"a-zà-ỹđ0-9])\s*(?:\d{1,2}[.\s])?(?:Mẫu|Mau|mẫu|mau|Mu|Biểu|Phụ lục|Phu luc|PL)\b[^;,()]{0,90}\.(?:docx?|xlsx?|pdf|rtf|odt)\s*$"
)
_STUCK_STEM = re.compile(r"(?<=[a-zà-ỹđ;.)”\"])(?:Mau|Mẫu|Mus|Mu)\s*(?:so|số)?\s*[\w.\s]{0,12}(?:-[^;,()]{0,60})?\.?$")
_SPACE_BEFORE = re.compile(r"\s+([,;:.])(?=\s|$)")
_REMARK = re.compile(
    r"^(?:trường hợp|người |cá nhân |cơ quan |đối với |bản chụp các|bản sao các|lưu ý|ghi chú|khi |việc |các giấy tờ|số lượng)",
    re.IGNORECASE,
)
_CONDITION = re.compile(r"^(?:trường hợp|nếu|đối với|văn bản ủy quyền|giấy ủy quyền)|\(nếu|\(đối với|\(trường hợp", re.IGNORECASE)
SHORT = 90


def procedure_name(published: str) -> str:
    """The lawful name without the code that some pages repeat at its end.

    Basis: house choice.
    """
    return _CODE_AT_END.sub("", published).strip().rstrip(".") or published


def short_name(published: str) -> str:
    """A name for lists: without 'Thủ tục'; when it is long without what brackets hold in its middle, then cut at a natural joint.

    Basis: house choice.
    """
    name = _THU_TUC.sub("", procedure_name(published))
    name = name[:1].upper() + name[1:]
    if len(name) <= SHORT:
        return name
    name = _BRACKETS_WITHIN.sub("", name)
    if len(name) <= SHORT:
        return name
    head = re.split(r"\s*[;(]| do (?=cơ quan, )|, (?=cơ quan|tổ chức|gồm)", name[: SHORT + 40], maxsplit=1)[0]
    if 20 <= len(head) <= SHORT:
        return head
    return name[:SHORT].rsplit(" ", 1)[0].rstrip(",;: (") + "…"


def paper_name(published: str, form_file: str = "") -> str:
    """A paper without bullet, letter and the file name of its form stuck to it.

    Basis: house choice.
    """
    name = published.strip()
    for _ in range(2):
        name = _LETTER.sub("", _BULLET.sub("", name))
    if form_file or _FILE.search(name):
        name = _without_form(name)
    name = _SPACE_BEFORE.sub(r"\1", name).strip().rstrip(";,:. ")
    return (name[:1].upper() + name[1:]) or published.strip()


def _without_form(name: str) -> str:
    cut = _STUCK_FORM.sub("", name)
    if cut == name and not _FILE.search(name):
        cut = _STUCK_STEM.sub("", name)
    return cut if len(cut) >= max(12, len(name) // 3) else name


def case_name(published: str) -> str:
    """The heading of a case without bullet and colon.

    Basis: house choice.
    """
    name = _LETTER.sub("", _BULLET.sub("", published.strip())).strip().rstrip(":.; ")
    return name[:1].upper() + name[1:]


def is_note(case: str) -> bool:
    """A 'case' that holds remarks and no papers.

    Basis: house choice.
    """
    return case_name(case).casefold().startswith(("lưu ý", "ghi chú"))


def is_remark(published: str, *, copies: int, has_form: bool) -> bool:
    """A 'paper' of which nobody wants a copy and that reads like advice or a heading: shown, but not asked for.

    Basis: house choice.
    """
    if copies or has_form:
        return False
    text = _LETTER.sub("", _BULLET.sub("", published.strip()))
    return text.endswith(":") or bool(_REMARK.match(text))


def is_conditional(name: str) -> bool:
    """A paper that only some people need: it is read after those that everybody needs.

    Basis: house choice.
    """
    return bool(_CONDITION.search(name))
