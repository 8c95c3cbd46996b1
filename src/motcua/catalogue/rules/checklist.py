"""Which papers does this person need? The procedure's cases and conditions become questions; the answers make the list shorter.

Questions are read from the published words, never written for a procedure by hand. Only a clear "no" takes a paper off, and only one
whose own words make it depend on that condition: what everybody must bring, and what cannot be read, always stays.
"""

import hashlib
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from motcua.catalogue.facts import Channel
from motcua.foundation.text import fold

_WORD = re.compile(r"[a-z0-9]+")
_SENTENCE = re.compile(r"(?<=[.;])\s+(?=[A-ZĐÀ-Ỹ(+-])")
_MARKS = " .,;:-–*+()"
_CHOICE = re.compile(r"(?:^|\s)(?:trường hợp|đối với|nếu)\s", re.IGNORECASE)
#: Whoever has somebody or something else do it: beside the case that one is in, not instead of it.
_BESIDE = re.compile(r"ủy quyền|uỷ quyền|môi trường điện tử|trực tuyến|trực tiếp|bưu chính|khai thác", re.IGNORECASE)
#: Words by which a condition takes a paper away or turns it round: nobody can tell what a "no" would mean.
_TURNED = re.compile(
    r"không phải nộp|không phải xuất trình|không cần|không yêu cầu|được miễn|trừ trường hợp|thay thế|thay cho|giá trị sử dụng nếu",
    re.IGNORECASE,
)
#: A second condition in the same words: a "no" to the first must not take away what the second asks for.
_SECOND = re.compile(r"trường hợp|\bnếu\b(?!\s+có\b)|(?:^|[.;:)+-]\s*)đối với", re.IGNORECASE)
_ASKS = re.compile(r"\bnộp\b|phải có|phải kèm|bổ sung|xuất trình", re.IGNORECASE)
_OPENING = re.compile(r"^(?:trong\s+)?(?:trường hợp|đối với trường hợp|đối với|nếu)\s+", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:trong\s+)?(?:trường hợp|nếu|đối với)\s+(?P<what>[^:;]{6,220}?)(?:\s*:\s|,?\s+thì\s|,?\s+(?:cần\s+)?phải\s)",
    re.IGNORECASE,
)
#: "…, hồ sơ (phải bổ sung)", "…, người nhập khẩu (phải nộp)": whose duty it is, no part of the condition.
_DOER = re.compile(r",\s*(?:hồ sơ|người|nhân viên|kèm theo|khi thực hiện)[^,]{0,60}$", re.IGNORECASE)
_IF_ANY = re.compile(r"[\s(,]*\(?\bnếu có\)?$", re.IGNORECASE)
_TAIL = re.compile(
    r"(?:[\s(,](?:trong\s+|đối với\s+|áp dụng đối với\s+)?trường hợp|[(,]\s*nếu)\s+(?P<case>[^();]{6,220})\)?$"
    r"|[\s(,](?:áp dụng\s+)?đối với\s+(?P<who>(?:các\s+)?(?:tổ chức|cá nhân|người|hộ|doanh nghiệp|cơ sở|trẻ|học sinh|công dân|chủ|dự án)\b[^();]{0,200})\)?$",
    re.IGNORECASE,
)
#: How each way of filing is named; a dossier takes one of them, so they are one question.
_WAYS = {
    Channel.DIRECT: re.compile(r"trực tiếp", re.IGNORECASE),
    Channel.ONLINE: re.compile(r"trực tuyến|môi trường", re.IGNORECASE),
    Channel.POSTAL: re.compile(r"bưu", re.IGNORECASE),
}
_ONE_WAY = (
    r"(?:(?:theo|bằng)\s+)?(?:hình thức\s+)?(?:trực tuyến|trực tiếp|(?:qua|trên)\s+môi trường\s+(?:điện tử|mạng)"
    r"|qua\s+(?:(?:hệ thống|dịch vụ|đường)\s+)?(?:bưu chính(?:\s+công ích)?|bưu điện))"
)
_FILED = re.compile(
    rf"(?:người\s+(?:có\s+)?yêu cầu\s+)?(?:lựa chọn\s+)?(?:hồ sơ\s+(?P<not>không\s+)?(?:được\s+)?)?(?:nộp|gửi|đăng ký)(?:\s+hồ sơ)?"
    rf"\s+{_ONE_WAY}(?:\s+hoặc\s+(?:(?:nộp|gửi)\s+(?:hồ sơ\s+)?)?{_ONE_WAY})*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A yes or no question. `is_paper`: its words name a paper that one may or may not have.

    `ways`: it only asks for how the dossier is filed, and holds for these ways.
    """

    key: str
    words: str
    is_paper: bool = False
    ways: frozenset[Channel] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A paper as published: the heading it stands under and its own words; `place` is for the caller."""

    place: int
    heading: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """Chosen headings, how one will file, and what was answered to conditions, by key."""

    chosen: frozenset[str] = frozenset()
    way: Channel | None = None
    said: Mapping[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Questions:
    choices: tuple[Condition, ...]
    #: How one may file, where papers depend on it.
    ways: tuple[Channel, ...]
    conditions: tuple[Condition, ...]


def condition_of(words: str) -> Condition | None:
    """The condition under which a paper is needed, where its words leave no doubt.

    Basis: house choice (a reading of the published text; in doubt the paper stays).
    """
    if _TURNED.search(words):
        return None
    lead = _LEAD.match(words)
    if lead:
        return None if _SECOND.search(words[lead.end() :]) else _condition(_DOER.sub("", lead["what"]))
    first, *rest = _SENTENCE.split(words)
    first = first.strip(" .")
    if ";" in first or any(_SECOND.search(one) and _ASKS.search(one) for one in rest):
        return None
    if any_ := _IF_ANY.search(first):
        return _condition(first[: any_.start()], is_paper=True) if any_.start() > 5 else None
    tail = _TAIL.search(first)
    return _condition(tail["case"] or tail["who"]) if tail and not _SECOND.search(first[: tail.start()]) else None


def is_for_some(words: str, way: str) -> bool:
    """Whether only some of those who file in this way need the paper: who has it in hand says so, nobody presumes it.

    Basis: house choice (a reading of the published text; in doubt it is everybody's).
    """
    condition = condition_of(words)
    return condition is not None and way not in condition.ways


def questions(items: Sequence[Item], chosen: Collection[str] = ()) -> Questions:
    """What to ask: which of the cases, then the conditions of the papers that the chosen cases leave.

    Basis: house choice.
    """
    choices = _choices(items)
    keys = {choice.key for choice in choices}
    taken = keys & set(chosen)
    asked: dict[str, Condition] = {}
    for item, conditions in _read(items, keys):
        heading = key_of(item.heading)
        if heading not in keys or heading in taken:
            asked |= {condition.key: condition for condition in conditions if condition.key not in asked}
    return Questions(
        choices=choices,
        ways=tuple(_WAYS) if any(condition.ways for condition in asked.values()) else (),
        conditions=tuple(condition for condition in asked.values() if not condition.ways),
    )


def needed(items: Sequence[Item], answers: Answers) -> tuple[Item, ...]:
    """The papers that stay after the answers; no answer takes nothing away.

    Basis: house choice.
    """
    keys = {choice.key for choice in _choices(items)}
    taken = keys & answers.chosen
    kept = []
    for item, conditions in _read(items, keys):
        heading = key_of(item.heading)
        elsewhere = bool(taken) and heading in keys and heading not in taken
        if not elsewhere and all(_may_hold(condition, answers) for condition in conditions):
            kept.append(item)
    return tuple(kept)


def _may_hold(condition: Condition, answers: Answers) -> bool:
    if condition.ways:
        return answers.way is None or answers.way in condition.ways
    return answers.said.get(condition.key) is not False


def key_of(words: str) -> str:
    """A short name for words, the same whatever their marks and capitals.

    Basis: house choice.
    """
    return hashlib.sha256(" ".join(_WORD.findall(fold(words))).encode()).hexdigest()[:8]


def _choices(items: Sequence[Item]) -> tuple[Condition, ...]:
    """Headings that name a case, when there are several to choose from."""
    ordered = dict.fromkeys(item.heading for item in items)
    cases = [heading for heading in ordered if _CHOICE.search(heading) and not _BESIDE.search(heading)]
    return tuple(Condition(key=key_of(heading), words=_shown(heading)) for heading in cases) if len(cases) > 1 else ()


def _read(items: Sequence[Item], choices: Collection[str]) -> list[tuple[Item, list[Condition]]]:
    """Each paper with its conditions: its own, and that of a heading under which only some papers stand."""
    has_others = len({item.heading for item in items}) > 1
    read = []
    for item in items:
        found = [condition_of(item.words)]
        is_case = _CHOICE.search(item.heading) and not _TURNED.search(item.heading)
        if has_others and is_case and key_of(item.heading) not in choices:
            found.append(_condition(item.heading))
        read.append((item, [condition for condition in found if condition]))
    return read


def _condition(words: str, *, is_paper: bool = False) -> Condition:
    shown = _shown(words) if is_paper else _shown(_OPENING.sub("", words.strip(_MARKS)))
    return Condition(key=key_of(shown), words=shown, is_paper=is_paper, ways=_ways(shown))


def _ways(words: str) -> frozenset[Channel]:
    filed = _FILED.fullmatch(words)
    if not filed:
        return frozenset()
    named = frozenset(way for way, name in _WAYS.items() if name.search(words))
    return frozenset(_WAYS) - named if filed["not"] else named


def _shown(words: str) -> str:
    even = words.strip(_MARKS)
    return even[:1].upper() + even[1:]
