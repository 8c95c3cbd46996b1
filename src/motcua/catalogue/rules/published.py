"""What does a record say about a procedure? Every shape becomes the same content, or is refused with its reason.

The content keeps the words as published (only spaces are made even): whether a procedure changed is judged on these words, so a
better way to show them makes no new version.
"""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from typing import Any

from motcua.catalogue.facts import Channel, Detail, Level, LimitUnit
from motcua.catalogue.rules import fees, fields, national_api, time_limits
from motcua.catalogue.rules.reading import Record, Unreadable

_CODE = re.compile(r"^(\d\.\d{6})(?:\.[0-9A-Za-z.]{1,30})?$")
_LEVELS = {"bo": Level.MINISTRY, "tinh": Level.PROVINCE, "huyen": Level.DISTRICT, "xa": Level.COMMUNE, "khac": Level.OTHER}
_CHANNELS = {"truc_tiep": Channel.DIRECT, "truc_tuyen": Channel.ONLINE, "buu_chinh": Channel.POSTAL}
_SERVICE = {"": "", "toan_trinh": "full", "mot_phan": "partial", "thong_tin": "information"}
_COMMUNE_NAMED = re.compile(r"tại\s+(?:ủy ban nhân dân|UBND)\s+(?:cấp\s+)?xã", re.IGNORECASE)
#: Read since later than the first imports: left out of the digest while empty, so that what was taken over then is still the same.
_READ_LATER = frozenset({"type_code", "substitute"})
_SEPARATOR = re.compile(r"\s*\|\s*")


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
        return "\n".join([self.steps, *(channel.note for channel in self.channels)])

    @property
    def same_day_stated(self) -> bool:
        return time_limits.says_same_day(self.words)

    @property
    def offered(self) -> bool:
        """Handled by the province or its communes, as far as the source lets us see."""
        if self.detail != Detail.FULL or not {Level.PROVINCE, Level.COMMUNE} & set(self.levels):
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


def _levels(names: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    unknown = [name for name in names if name not in _LEVELS]
    if unknown:
        raise Unreadable(
            "unknown_level", f"Không biết cấp thực hiện «{unknown[0][:40]}».", f"The level “{unknown[0][:40]}” is not known."
        )
    return tuple(level for key, level in _LEVELS.items() if key in names)


def _service(record: dict[str, Any]) -> str:
    name = fields.text(record, "online_level", limit=40)
    if name not in _SERVICE:
        raise Unreadable(
            "unknown_service_level", f"Không biết mức dịch vụ công «{name}».", f"The service level “{name}” is not known."
        )
    return _SERVICE[name]


def _listed(record: dict[str, Any]) -> Content:
    levels = [part for part in _SEPARATOR.split(fields.text(record, "levels", limit=200)) if part]
    return Content(
        code=_code(record),
        name=_name(record),
        detail=Detail.NAME_ONLY,
        field=fields.text(record, "field", limit=500),
        ministry=fields.text(record, "ministry", limit=500),
        levels=_levels(levels),
        service_level=_service(record),
        agencies=fields.text(record, "agencies"),
    )


def _full(record: dict[str, Any]) -> Content:
    channels = tuple(_channel(item) for item in fields.objects(record, "channels"))
    local = record.get("local_gov")
    if local is not None and not isinstance(local, bool):
        raise Unreadable(
            "wrong_type", "Trường local_gov phải là true, false hoặc null.", "The field local_gov must be true, false or null."
        )
    content = Content(
        code=_code(record),
        name=_name(record),
        detail=Detail.FULL,
        field=fields.text(record, "field", limit=500),
        ministry=fields.text(record, "ministry", limit=500),
        levels=_levels(fields.strings(record, "levels")),
        service_level=_service(record),
        agencies=fields.text(record, "agencies"),
        decision=fields.text(record, "decision", limit=500),
        kind=fields.text(record, "kind", limit=500),
        applicants=fields.strings(record, "applicants"),
        competent_authority=fields.text(record, "competent_authority"),
        receiving_address=fields.text(record, "receiving_address"),
        channels=channels,
        cases=tuple(_case(item) for item in fields.objects(record, "components")),
        results=tuple(_result(item) for item in fields.objects(record, "results")),
        legal_bases=fields.strings(record, "legal_bases"),
        requirements=fields.text(record, "requirements", lines=True),
        steps=fields.text(record, "steps", lines=True),
        source_url=fields.text(record, "source_url", limit=1_000),
        local_gov=local,
    )
    amount, unit = _limit(record, content.words)
    return replace(content, limit_amount=amount, limit_unit=unit)


def _limit(record: dict[str, Any], words: str) -> tuple[int | None, str]:
    for channel in fields.objects(record, "channels"):  # a unit nobody knows makes the whole record doubtful
        time_limits.limit_of(channel.get("time_value"), channel.get("time_unit") or "", words)
    stated = record.get("time_limit")
    if stated is None:
        return None, ""
    if not isinstance(stated, dict):
        raise Unreadable(
            "wrong_type", "Trường time_limit phải là một đối tượng hoặc null.", "The field time_limit must be an object or null."
        )
    limit: tuple[int, LimitUnit] | None = time_limits.limit_of(stated.get("value"), stated.get("unit") or "", words)
    return limit if limit else (None, "")


def _channel(item: dict[str, Any]) -> ChannelContent:
    name = fields.text(item, "channel", limit=40)
    if name not in _CHANNELS:
        raise Unreadable("unknown_channel", f"Không biết cách thức thực hiện «{name}».", f"The channel “{name}” is not known.")
    value = item.get("time_value")
    if isinstance(value, bool | list | dict):
        raise Unreadable("bad_limit", "Thời hạn phải là một số.", "The time limit must be a number.")
    fee, note = fees.published(fields.text(item, "fee", limit=5_000), fields.text(item, "note"))
    return ChannelContent(
        channel=_CHANNELS[name],
        value="" if value is None else str(value)[:20],
        unit=fields.text(item, "time_unit", limit=60),
        fee=fee,
        note=note,
    )


def _case(item: dict[str, Any]) -> CaseContent:
    papers = tuple(_paper(paper) for paper in fields.objects(item, "items"))
    return CaseContent(name=fields.text(item, "case", limit=5_000), papers=papers)


def _paper(item: dict[str, Any]) -> PaperContent:
    has_form = item.get("has_form", False)
    if not isinstance(has_form, bool):
        raise Unreadable("wrong_type", "Trường has_form phải là true hoặc false.", "The field has_form must be true or false.")
    name = fields.text(item, "name", limit=10_000)
    if not name:
        raise Unreadable("no_paper_name", "Một thành phần hồ sơ không có tên.", "A component of the dossier has no name.")
    return PaperContent(
        name=name,
        originals=_count(item, "originals"),
        copies=_count(item, "copies"),
        has_form=has_form,
        form_file=fields.text(item, "form_file", limit=1_000),
        type_code=fields.text(item, "type_code", limit=60),
        substitute=fields.text(item, "substitute", limit=60),
    )


def _count(item: dict[str, Any], name: str) -> int:
    value = item.get(name, 0)
    if value is None:
        return 0
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 1_000:
        raise Unreadable(
            "bad_count",
            f"Số {'bản chính' if name == 'originals' else 'bản sao'} không đúng.",
            f"The number of {name} is not right.",
        )
    return value


def _result(item: dict[str, Any]) -> ResultContent:
    return ResultContent(name=fields.text(item, "name", limit=fields.MAX_NAME), code=fields.text(item, "code", limit=60))
