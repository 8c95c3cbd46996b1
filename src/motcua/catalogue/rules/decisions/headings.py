"""What does a heading between the rows set for those below it: the act, the field, the level?"""

import re
from dataclasses import dataclass, replace

from motcua.catalogue.facts import Act, Level
from motcua.foundation.text import fold

_ACTS = (
    (Act.ABOLISHED, re.compile(r"\b(?:bai bo|huy bo)\b")),
    (Act.REPLACED, re.compile(r"\bthay the\b")),
    (Act.AMENDED, re.compile(r"\b(?:sua doi|bo sung)\b")),
    (Act.NEW, re.compile(r"\b(?:moi ban hanh|ban hanh moi|cong bo moi|moi)\b")),
)
_LEVELS = (
    (Level.PROVINCE, re.compile(r"\bcap tinh\b|\bcua tinh\b")),
    (Level.COMMUNE, re.compile(r"\bcap xa\b|\bxa phuong\b")),
)
#: What a note amends, abolishes or replaces that is no procedure: a form, a paper, another document
_NO_PROCEDURE = re.compile(
    r"(?:bai bo|huy bo|thay the(?: boi| bang| cho)?|sua doi|bo sung|moi)\W+(?:(?:ten|mot so|cac|noi dung|quy dinh)\s+)*"
    r"(?:bieu|mau|don|to khai|giay|thanh phan|ho so|trinh tu|thoi|phi|le phi|muc|cach thuc|can cu|cum tu|quyet dinh|van ban|"
    r"nghi|thong tu|luat|dieu|khoan)\b"
)
#: "A.", "I.", "1.2.", "PHẦN II:", "Mục 3."
_NUMBERING = re.compile(
    r"^(?:(?:phần|mục|chương|phụ lục|biểu)\s+)?(?:[ivxlc]{1,6}|[a-zđ]|\d{1,2}(?:\.\d{1,2})*)\s*[.):/-]\s*", re.IGNORECASE
)
_FIELD = re.compile(r"^(?:các\s+)?(?:thủ tục hành chính\s+)?(?:(?:trong|thuộc)\s+)?lĩnh vực\s*:?\s*(.+)$", re.IGNORECASE)
_COUNT = re.compile(r"\s*\(\s*\d+\s*(?:tthc|thủ tục[^)]*)?\s*\)\s*$", re.IGNORECASE)
#: Paragraphs that speak of other papers than the list below them.
_ASIDE = re.compile(r"^(?:căn cứ|theo đề nghị|xét đề nghị|nơi nhận|quyết định này|điều\s+(?:[2-9]|\d\d))", re.IGNORECASE)
_LONGEST = 400


@dataclass(frozen=True, slots=True)
class Section:
    """What the headings so far say of the rows that follow."""

    act: Act | None = None
    field: str = ""
    levels: tuple[str, ...] = ()

    def under(self, heading: str) -> "Section":
        """After one heading more. A part for another act or level begins without a field.

        Basis: house choice (headings as provinces write them).
        """
        if len(heading) > _LONGEST or _ASIDE.match(heading):
            return self
        found, acts, levels = field(heading), acts_in(heading), levels_in(heading)
        section = self
        if acts:
            section = replace(section, act=acts[0] if len(acts) == 1 else None, field="")
        if levels:
            section = replace(section, levels=levels, field="")
        return replace(section, field=found) if found else section


def acts_in(words: str) -> tuple[Act, ...]:
    """The acts that words name; several of them name none in particular.

    Basis: Nghị định 63/2010/NĐ-CP Điều 14, 15.
    """
    plain = fold(words)
    return tuple(act for act, pattern in _ACTS if pattern.search(plain))


def act_noted(note: str) -> Act | None:
    """The act that a note names for its own row, if it names just one and speaks of the procedure.

    Basis: house choice.
    """
    acts = acts_in(note)
    return acts[0] if len(acts) == 1 and not _NO_PROCEDURE.search(fold(note)) else None


def levels_in(words: str) -> tuple[str, ...]:
    """The levels that words name.

    Basis: house choice.
    """
    plain = fold(words)
    return tuple(level.value for level, pattern in _LEVELS if pattern.search(plain))


def field(heading: str) -> str:
    """The field that a heading names, written as a name and not in capitals.

    Basis: house choice.
    """
    bare = _NUMBERING.sub("", " ".join(heading.split()))
    found = _FIELD.match(bare)
    if not found:
        return ""
    name = _COUNT.sub("", found.group(1)).strip(" .:;")
    return name[:1].upper() + name[1:].lower() if name.isupper() else name[:1].upper() + name[1:]
