"""What does a line of a decision's list make of the content in force? What it does not speak of stays."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from motcua.catalogue.facts import (
    Act,
    Channel,
    Detail,
    Level,
    LimitUnit,
    ListedLine,
    ListedPart,
    Misfit,
    PartChange,
    ServiceLevel,
    Warned,
)
from motcua.catalogue.rules import cleaning, fees
from motcua.catalogue.rules.decisions.headings import act_noted
from motcua.catalogue.rules.decisions.limits import limit_in
from motcua.catalogue.rules.published import ChannelContent, Content
from motcua.foundation.text import fold, tidy

_THU_TUC = re.compile(r"^thu tuc(?: hanh chinh)? ")
_MARKS = re.compile(r"[\W_]+")
_ITEMS = re.compile(r"\n|;|(?:^|\s)[-–+•]\s+")
_DAYS = re.compile(r"\d+\s*(?:ngày|giờ|tháng)", re.IGNORECASE)
_OF_COMMUNE = re.compile(r"cap xa|ubnd xa|uy ban nhan dan xa|xa, phuong")
_OF_PROVINCE = re.compile(r"cap tinh|ubnd tinh|uy ban nhan dan tinh|^so |\bcac so\b")
#: Abolished because another takes its place: no contradiction
_BY_ANOTHER = re.compile(r"thay the (?:boi|bang)|\d\.\d{6}")
_MOST = 2_000


@dataclass(frozen=True, slots=True)
class Compared:
    """The content that a line makes, and how it differs."""

    content: Content
    changes: tuple[PartChange, ...]
    warnings: tuple[Warned, ...]


def amended(before: Content, line: ListedLine, decided: str) -> Compared:
    """The content in force with what a line says of it.

    Basis: Nghị định 63/2010/NĐ-CP Điều 13 (the list of the province says name, basis, time, place, fee; the rest is the ministry's).
    """
    content, changes = before, []
    for part, change in _PARTS.items():
        after = change(content, line)
        if after != content:
            changes.append(PartChange(part=part, before=said(content, part), after=said(after, part)))
            content = after
    return Compared(replace(content, decision=decided), tuple(changes), _warnings(before, content, line))


def listed(known: Content | None, line: ListedLine, decided: str) -> Compared:
    """The content of a new procedure: what the list says and no more, so that nothing can be filed before the rest comes in.

    Basis: Nghị định 63/2010/NĐ-CP Điều 13; house choice (a list is no content).
    """
    empty = known or Content(
        code=line.code, name=line.name, detail=Detail.LISTED, field="", ministry="", levels=(), service_level="", agencies=""
    )
    levels = line.levels or _levels(line.agency) or empty.levels
    begun = replace(empty, detail=Detail.LISTED, levels=levels, channels=empty.channels or _channels(line))
    compared = amended(begun, line, decided)
    name = PartChange(part=ListedPart.NAME, before="", after=line.name)
    changes = tuple(replace(change, before="") for change in compared.changes if change.part is not ListedPart.NAME)
    return Compared(compared.content, (name, *changes), (*compared.warnings, _LISTED))


def differences(before: Content | None, after: Content) -> tuple[PartChange, ...]:
    """What two contents say differently, of the parts that a list speaks of.

    Basis: house choice.
    """
    pairs = [(part, said(before, part) if before else "", said(after, part)) for part in ListedPart]
    return tuple(PartChange(part=part, before=old, after=new) for part, old, new in pairs if old != new)


def said(content: Content, part: ListedPart) -> str:
    """A part of a content as people read it in a comparison.

    Basis: house choice.
    """
    if part is ListedPart.LIMIT:
        unit = LimitUnit(content.limit_unit).label if content.limit_unit else ""
        return content.limit_words or (f"{content.limit_amount} {unit}" if unit else "")
    if part is ListedPart.FEE:
        return "; ".join(dict.fromkeys(channel.fee for channel in content.channels if channel.fee))
    if part is ListedPart.ONLINE:
        return ServiceLevel(content.service_level).label
    if part is ListedPart.BASIS:
        return "; ".join(content.legal_bases)
    names = {
        ListedPart.NAME: "name", ListedPart.FIELD: "field", ListedPart.PLACE: "receiving_address", ListedPart.AGENCY: "agencies",
    }  # fmt: skip
    return str(getattr(content, names[part]))


def against_its_note(line: ListedLine) -> tuple[Warned, ...]:
    """A line that its part of the list takes for one act and its own note for another: the part wins, and a person looks.

    Basis: house choice.
    """
    noted = act_noted(line.note)
    replaced = line.act is Act.ABOLISHED and noted is Act.REPLACED and _BY_ANOTHER.search(fold(line.note))
    if noted in {None, line.act} or replaced:
        return ()
    return (
        Warned(
            reason="note_names_another_act",
            detail=f"Ghi chú nói «{noted.label}» nhưng dòng thuộc phần «{line.act.label}»: lấy theo phần. "
            "Nếu ghi chú đúng, chuyển dòng sang phần của nó.",
            detail_en=f"The note says “{noted.label}” but the row stands under “{line.act.label}”, which is taken. "
            "If the note is right, move the row to its part.",
        ),
    )


def _same(one: str, other: str) -> bool:
    return _MARKS.sub(" ", fold(one)).strip() == _MARKS.sub(" ", fold(other)).strip()


def bare_name(name: str) -> str:
    """A procedure's name as far as it tells procedures apart, without marks.

    Basis: house choice.
    """
    return _MARKS.sub(" ", _THU_TUC.sub("", fold(cleaning.procedure_name(name)))).strip()


def _name(content: Content, line: ListedLine) -> Content:
    return content if bare_name(content.name) == bare_name(line.name) else replace(content, name=line.name)


def _field(content: Content, line: ListedLine) -> Content:
    return content if not line.field or _same(content.field, line.field) else replace(content, field=line.field)


def _limit(content: Content, line: ListedLine) -> Content:
    words = tidy(line.limit)
    if not words or _same(words, "Không quy định") or _same(words, content.limit_words):
        return content
    limit = limit_in(words)
    if limit is None:
        channels = tuple(replace(channel, value="", unit="") for channel in content.channels)
        return replace(content, limit_amount=None, limit_unit="", limit_words=words, channels=channels)
    if limit == (content.limit_amount, content.limit_unit):
        return content
    amount, unit = limit
    channels = tuple(replace(channel, value=str(amount), unit=unit.label) for channel in content.channels)
    return replace(content, limit_amount=amount, limit_unit=unit.value, limit_words=words, channels=channels)


def _place(content: Content, line: ListedLine) -> Content:
    words = _lines(line.where)
    return content if not words or _same(content.receiving_address, words) else replace(content, receiving_address=words)


def _online(content: Content, line: ListedLine) -> Content:
    return replace(content, service_level=line.online) if line.online else content


def _agency(content: Content, line: ListedLine) -> Content:
    words = _lines(line.agency)
    return content if not words or _same(content.agencies, words) else replace(content, agencies=words)


def _fee(content: Content, line: ListedLine) -> Content:
    words = _lines(line.fee)
    known = {channel.fee for channel in content.channels}
    if not words or not content.channels or (len(known) == 1 and _same_fee(words, *known)):
        return content
    said = (replace(channel, fee=words[:5_000], note=fees.without_fees(channel.note)) for channel in content.channels)
    return replace(content, channels=tuple(dict.fromkeys(said)))


def _same_fee(one: str, other: str) -> bool:
    """Also "Không" and "Miễn phí"."""
    return _same(one, other) or (fees.amount(one, "") is not None and fees.amount(one, "") == fees.amount(other, ""))


def _basis(content: Content, line: ListedLine) -> Content:
    items = tuple(item[:_MOST] for part in _ITEMS.split(line.basis) if (item := tidy(part).strip(" .,-–+•")))
    if not items or _same("; ".join(items), "; ".join(content.legal_bases)):
        return content
    return replace(content, legal_bases=items)


_PARTS: dict[ListedPart, Callable[[Content, ListedLine], Content]] = {
    ListedPart.NAME: _name,
    ListedPart.FIELD: _field,
    ListedPart.LIMIT: _limit,
    ListedPart.PLACE: _place,
    ListedPart.ONLINE: _online,
    ListedPart.AGENCY: _agency,
    ListedPart.FEE: _fee,
    ListedPart.BASIS: _basis,
}


def _lines(words: str) -> str:
    return "; ".join(line for part in words.splitlines() if (line := tidy(part).strip(" ;-–+•")))


def _levels(agency: str) -> tuple[str, ...]:
    plain = fold(agency)
    found = ((Level.PROVINCE, _OF_PROVINCE.search(plain)), (Level.COMMUNE, _OF_COMMUNE.search(plain)))
    return tuple(level.value for level, is_named in found if is_named)


def _channels(line: ListedLine) -> tuple[ChannelContent, ...]:
    """A place is where one goes; a level of online service says that there is one."""
    ways = [Channel.DIRECT] if line.where or line.fee else []
    ways += [Channel.ONLINE] if line.online in {ServiceLevel.FULL, ServiceLevel.PARTIAL} else []
    return tuple(ChannelContent(channel=way, value="", unit="", fee="", note="") for way in ways)


def _warnings(before: Content, after: Content, line: ListedLine) -> tuple[Warned, ...]:
    found = []
    if after.limit_words and after.limit_amount is None and after.limit_words != before.limit_words:
        found.append(_LIMIT_UNREAD if before.limit_amount else _LIMIT_WORDS)
    changed = (before.limit_amount, before.limit_unit) != (after.limit_amount, after.limit_unit)
    if changed and any(_DAYS.search(channel.note) for channel in after.channels):
        found.append(_NOTES_OF_TIME)
    if line.field and before.field and after.field != before.field:
        found.append(_FIELD_MOVES)
    return tuple(found)


_LISTED = Warned(
    reason="listed_only",
    detail="Danh mục chưa có thành phần hồ sơ, trình tự. Chưa nhận hồ sơ được cho đến khi nhập nội dung đầy đủ.",
    detail_en="The list has no papers and no steps. Nothing can be filed before the full content comes in.",
)
_LIMIT_UNREAD = Warned(
    reason="limit_unread",
    detail="Thời hạn ghi bằng lời, máy không đọc chắc được nên không đoán: từ ngày hiệu lực sẽ không nhận được hồ sơ mới "
    "cho đến khi có nội dung với một con số và một đơn vị.",
    detail_en="The limit is in words that can mean several things and is not guessed: from its day on nothing can be filed "
    "until content with one number and one unit comes in.",
)
_LIMIT_WORDS = Warned(
    reason="limit_in_words",
    detail="Thời hạn ghi bằng lời: giữ nguyên lời, không tính thành con số.",
    detail_en="The limit is in words: the words are kept and not counted as a number.",
)
_NOTES_OF_TIME = Warned(
    reason="notes_speak_of_time",
    detail="Ghi chú ở cách thức thực hiện còn nói về thời gian theo bản trước. Xem lại khi nhập nội dung đầy đủ.",
    detail_en="Notes of the channels still speak of times of the version before. Look at them when the full content comes in.",
)
_FIELD_MOVES = Warned(
    reason="field_moves",
    detail="Thủ tục chuyển sang lĩnh vực khác. Xem lại tiêu đề lĩnh vực trong tệp nếu không định chuyển.",
    detail_en="The procedure moves to another field. Check the heading in the file if that is not meant.",
)
PROCESS_TOO_LONG = Warned(
    reason="process_too_long",
    detail="Quy trình đã phê duyệt dài hơn thời hạn mới nên không dùng tiếp: từ ngày hiệu lực dùng quy trình suy ra từ thời hạn, "
    "cho đến khi phê duyệt quy trình mới.",
    detail_en="The approved process is longer than the new limit and does not go on: from its day one derived from the limit "
    "holds, until another is approved.",
)
PROCESS_OF_OTHER_CASES = Warned(
    reason="process_of_other_cases",
    detail="Quy trình đã phê duyệt có bước cho trường hợp mà bản mới không có nên không dùng tiếp: từ ngày hiệu lực dùng quy trình "
    "suy ra từ thời hạn, cho đến khi phê duyệt quy trình mới.",
    detail_en="The approved process has steps for a case that the new version does not have and does not go on: from its day one "
    "derived from the limit holds, until another is approved.",
)
MISFITS = {Misfit.TOO_LONG: PROCESS_TOO_LONG, Misfit.OTHER_CASES: PROCESS_OF_OTHER_CASES}
