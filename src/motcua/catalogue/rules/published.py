"""What does a record say about a procedure? Every shape becomes the same content, or is refused with its reason.

The content keeps the words as published (only spaces are made even): whether a procedure changed is judged on these words, so a
better way to show them makes no new version.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from motcua.catalogue.facts import Channel, Detail, Level, LimitUnit
from motcua.catalogue.rules import fees, fields, national_api, time_limits
from motcua.catalogue.rules.reading import Record, Unreadable
from motcua.foundation.text import fold

MAX_ADDRESS = 1_000
_CODE = re.compile(r"^([0-9]\.[0-9]{6})(?:[-._ ][0-9A-Za-z._-]{1,40})?$")
#: By how a word begins, without diacritics and without "cấp": a source says "tinh", "Cấp Tỉnh" or "cap_tinh".
_LEVELS = {"bo": Level.MINISTRY, "tinh": Level.PROVINCE, "huyen": Level.DISTRICT, "xa": Level.COMMUNE}
_LEVEL_WORDS = {"trung uong": "bo", "thanh pho": "tinh", "quan": "huyen", "quan huyen": "huyen", "phuong": "xa"}
_CHANNELS = {"truc tiep": Channel.DIRECT, "truc tuyen": Channel.ONLINE, "buu chinh": Channel.POSTAL, "buu dien": Channel.POSTAL}
_SERVICE = {"toan trinh": "full", "mot phan": "partial", "thong tin": "information"}
_COMMUNE_NAMED = re.compile(r"tại\s+(?:ủy ban nhân dân|UBND)\s+(?:cấp\s+)?xã", re.IGNORECASE)
#: Read since later than the first imports: left out of the digest while empty, so that what was taken over then is still the same.
_READ_LATER = frozenset({"type_code", "substitute", "limit_words"})
_SEPARATOR = re.compile(r"\s*[|;,]\s*")
_JOINT = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelContent:
    channel: str
    value: str
    unit: str
    fee: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperContent:
    name: str
    originals: int
    copies: int
    has_form: bool
    form_file: str
    #: The national code of this kind of paper, and of the result that may stand in for it.
    type_code: str = ""
    substitute: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseContent:
    name: str
    papers: tuple[PaperContent, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultContent:
    name: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    code: str
    name: str
    detail: str
    field: str
    ministry: str
    levels: tuple[str, ...]
    service_level: str
    agencies: str
    decision: str = ""
    kind: str = ""
    applicants: tuple[str, ...] = ()
    competent_authority: str = ""
    receiving_address: str = ""
    limit_amount: int | None = None
    limit_unit: str = ""
    #: The limit as a decision's list words it
    limit_words: str = ""
    channels: tuple[ChannelContent, ...] = ()
    cases: tuple[CaseContent, ...] = ()
    results: tuple[ResultContent, ...] = ()
    legal_bases: tuple[str, ...] = ()
    requirements: str = ""
    steps: str = ""
    source_url: str = ""
    local_gov: bool | None = None

    @property
    def digest(self) -> str:
        body = json.dumps(self, default=_spoken, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(body.encode()).hexdigest()

    @property
    def words(self) -> str:
        """All words that may say something about time."""
        return "\n".join([self.steps, self.limit_words, *(channel.note for channel in self.channels)])

    @property
    def same_day_stated(self) -> bool:
        return time_limits.says_same_day(self.words)

    @property
    def offered(self) -> bool:
        """Handled by the province or its communes, as far as the source lets us see."""
        if self.detail == Detail.NAME_ONLY or not {Level.PROVINCE, Level.COMMUNE} & set(self.levels):
            return False
        return self.local_gov is not False or self._names_commune()

    def _names_commune(self) -> bool:
        return Level.COMMUNE in self.levels and any(_COMMUNE_NAMED.search(channel.note) for channel in self.channels)

    def limits_by_case(self) -> bool:
        """Several lengths are stated: they differ by channel or by case, told in the notes."""
        return len({(channel.value, channel.unit.casefold()) for channel in self.channels if channel.unit}) > 1


def parts_of(content: Any) -> dict[str, Any]:
    """The fields of a content by name, one level deep.

    Basis: house choice.
    """
    return {name: getattr(content, name) for name in content.__slots__}


def _spoken(content: Any) -> dict[str, Any]:
    return {name: value for name, value in parts_of(content).items() if value or name not in _READ_LATER}


def content_of(read: Record) -> Content:
    """The content of one record.

    Raises Unreadable. Basis: Nghị định 63/2010/NĐ-CP Điều 8 (parts of a procedure).
    """
    if read.shape == "csv":
        return _listed(read.fields)
    return _full(national_api.renamed(read.fields) if read.shape == "api" else read.fields)


def _code(record: dict[str, Any]) -> str:
    found = _CODE.match(fields.text(record, "code", limit=100))
    if not found:
        raise Unreadable(
            "bad_code",
            "Mã thủ tục phải có dạng 1.234567 (có thể kèm đuôi cơ quan).",
            "The code of a procedure looks like 1.234567 (an agency's suffix may follow).",
        )
    return found.group(1)


def _name(record: dict[str, Any]) -> str:
    name = fields.text(record, "name", limit=fields.MAX_NAME)
    if not name:
        raise Unreadable("no_name", "Thủ tục không có tên.", "The procedure has no name.")
    return name


def _plain(words: str) -> str:
    return _JOINT.sub(" ", fold(words)).strip()


def _levels(names: Iterable[str]) -> tuple[str, ...]:
    """A level that nobody here knows is another agency's: such a procedure is read here, not received."""
    found = {_level(_plain(name).removeprefix("cap ")) for text in names for name in _SEPARATOR.split(text) if name}
    return tuple(level for level in (*_LEVELS.values(), Level.OTHER) if level in found)


def _level(word: str) -> Level:
    word = _LEVEL_WORDS.get(word, word)
    return next((level for key, level in _LEVELS.items() if word == key or word.startswith(f"{key} ")), Level.OTHER)


def _service(record: dict[str, Any]) -> str:
    """What the source says in other words counts as not said."""
    word = _plain(fields.text(record, "online_level"))
    return next((level for key, level in _SERVICE.items() if key in word), "")


def _listed(record: dict[str, Any]) -> Content:
    return Content(
        code=_code(record),
        name=_name(record),
        detail=Detail.NAME_ONLY,
        field=fields.label(record, "field", limit=500),
        ministry=fields.label(record, "ministry", limit=500),
        levels=_levels([fields.text(record, "levels")]),
        service_level=_service(record),
        agencies=fields.text(record, "agencies"),
    )


def _full(record: dict[str, Any]) -> Content:
    channels = tuple(_channel(item) for item in fields.objects(record, "channels"))
    content = Content(
        code=_code(record),
        name=_name(record),
        detail=Detail.FULL,
        field=fields.label(record, "field", limit=500),
        ministry=fields.label(record, "ministry", limit=500),
        levels=_levels(fields.strings(record, "levels")),
        service_level=_service(record),
        agencies=fields.text(record, "agencies"),
        decision=fields.label(record, "decision", limit=500),
        kind=fields.label(record, "kind", limit=500),
        applicants=fields.strings(record, "applicants"),
        competent_authority=fields.text(record, "competent_authority"),
        receiving_address=fields.text(record, "receiving_address"),
        channels=channels,
        cases=tuple(_case(item) for item in fields.objects(record, "components")),
        results=tuple(_result(item) for item in fields.objects(record, "results")),
        legal_bases=fields.strings(record, "legal_bases"),
        requirements=fields.text(record, "requirements", lines=True),
        steps=fields.text(record, "steps", lines=True),
        source_url=_address(record),
        local_gov=fields.flag(record, "local_gov"),
    )
    amount, unit = _limit(record, content.words)
    return replace(content, limit_amount=amount, limit_unit=unit)


def _address(record: dict[str, Any]) -> str:
    """An address that had to be cut would lead nowhere."""
    url = fields.text(record, "source_url")
    return url if len(url) <= MAX_ADDRESS else ""


def _limit(record: dict[str, Any], words: str) -> tuple[int | None, str]:
    for channel in fields.objects(record, "channels"):  # a time that cannot be makes the whole record doubtful
        time_limits.limit_of(channel.get("time_value"), channel.get("time_unit"), words)
    limit: tuple[int, LimitUnit] | None = time_limits.stated(record.get("time_limit"), words)
    return limit or (None, "")


def _channel(item: dict[str, Any]) -> ChannelContent:
    word = _plain(fields.text(item, "channel"))
    fee, note = fees.published(fields.label(item, "fee", limit=5_000), fields.text(item, "note"))
    return ChannelContent(
        channel=next((channel for key, channel in _CHANNELS.items() if key in word), Channel.OTHER),
        value=fields.text(item, "time_value")[:20],
        unit=fields.label(item, "time_unit", limit=60),
        fee=fee,
        note=note,
    )


def _case(item: dict[str, Any]) -> CaseContent:
    """A row without any word is an empty row of the source's table."""
    papers = (_paper(paper) for paper in fields.objects(item, "items"))
    return CaseContent(name=fields.text(item, "case"), papers=tuple(paper for paper in papers if paper.name))


def _paper(item: dict[str, Any]) -> PaperContent:
    form = fields.label(item, "form_file", limit=1_000)
    return PaperContent(
        name=fields.text(item, "name") or form,
        originals=fields.count(item, "originals"),
        copies=fields.count(item, "copies"),
        has_form=bool(fields.flag(item, "has_form")),
        form_file=form,
        type_code=fields.label(item, "type_code", limit=60),
        substitute=fields.label(item, "substitute", limit=60),
    )


def _result(item: dict[str, Any]) -> ResultContent:
    return ResultContent(name=fields.text(item, "name"), code=fields.label(item, "code", limit=200))
