"""Dictionaries: fields, kinds of papers and results, groups of people. An entry in use is never deleted: it ends or is merged."""

import re
from typing import Any

from motcua.catalogue.facts import DictionaryKind, EditLine, EndWord, EnterWord, MergeWords
from motcua.catalogue.models import ChargeRule, DictionaryEntry, PaperProperty, ProcedureVersion
from motcua.catalogue.operations.edits.papers import UnknownWord
from motcua.catalogue.operations.edits.properties import require_basis
from motcua.catalogue.queries.control.dictionary import entries
from motcua.foundation.errors import Invalid, NotPossible
from motcua.foundation.text import tidy

_CODE = re.compile(r"^[0-9A-Za-z][0-9A-Za-z._-]{0,199}$")


class BadWord(Invalid):
    code = "bad_word"
    vi = "Mã chỉ gồm chữ không dấu, số, dấu chấm và gạch nối; tên không được trống."
    en = "A code has plain letters, digits, dots and hyphens only; a name may not be empty."


class WordInUse(NotPossible):
    code = "word_in_use"
    vi = "«{entry}» đang được dùng ở {uses} chỗ. Gộp vào mục khác thay vì kết thúc."
    en = "“{entry}” is used in {uses} places. Merge it into another entry instead of ending it."


class SameWord(Invalid):
    code = "same_word"
    vi = "Chọn hai mục khác nhau để gộp."
    en = "Choose two different entries to merge."


class WordBeginsLater(Invalid):
    code = "word_begins_later"
    vi = "«{entry}» chỉ có từ {begins:%d/%m/%Y}. Gộp từ ngày đó trở đi."
    en = "“{entry}” begins on {begins}. Merge it from that day on."


class _Entering:
    def lines(self, asked: EnterWord) -> tuple[EditLine, ...]:
        if not _CODE.match(asked.code) or not tidy(asked.name):
            raise BadWord
        before = _names(asked.dictionary).get(asked.code, "")
        if before == tidy(asked.name):
            return ()
        return (EditLine(subject=asked.code, name=asked.dictionary.label, before=before, after=tidy(asked.name)),)

    def apply(self, asked: EnterWord) -> list[tuple[str, str, dict[str, Any]]]:
        DictionaryEntry.objects.update_or_create(
            kind=asked.dictionary,
            code=asked.code,
            defaults={"name": tidy(asked.name)[:500], "basis": asked.basis, "valid_to": None, "merged_into": None},
            create_defaults={
                "name": tidy(asked.name)[:500], "basis": asked.basis, "valid_from": asked.valid_from,
            },
        )  # fmt: skip
        return [(_subject(asked.dictionary, asked.code), "WordEntered", {"name": tidy(asked.name)[:500]})]


class _Merging:
    def lines(self, asked: MergeWords) -> tuple[EditLine, ...]:
        require_basis(asked.basis)
        if asked.code == asked.into:
            raise SameWord
        names = _names(asked.dictionary)
        for code in (asked.code, asked.into):
            if code not in names:
                raise _unknown(asked.dictionary, code)
        later = DictionaryEntry.objects.filter(kind=asked.dictionary, code=asked.code, valid_from__gt=asked.valid_from).first()
        if later:
            raise WordBeginsLater(entry=later.name, begins=later.valid_from)
        return (EditLine(subject=asked.code, name=asked.dictionary.label, before=names[asked.code], after=names[asked.into]),)

    def apply(self, asked: MergeWords) -> list[tuple[str, str, dict[str, Any]]]:
        names = _names(asked.dictionary)
        gone, kept = (
            DictionaryEntry.objects.get_or_create(
                kind=asked.dictionary, code=code, defaults={"name": names[code], "valid_from": asked.valid_from}
            )[0]
            for code in (asked.code, asked.into)
        )
        gone.merged_into, gone.valid_to, gone.basis = kept, asked.valid_from, asked.basis
        gone.save(update_fields=["merged_into", "valid_to", "basis"])
        DictionaryEntry.objects.filter(merged_into=gone).update(merged_into=kept)
        moved = _move(asked.dictionary, gone, kept)
        return [(_subject(asked.dictionary, asked.code), "WordsMerged", {"into": asked.into, "moved": moved})]


class _Ending:
    def lines(self, asked: EndWord) -> tuple[EditLine, ...]:
        require_basis(asked.basis)
        found = next((one for one in entries(asked.dictionary, on=asked.valid_from) if one.code == asked.code), None)
        if found is None:
            raise _unknown(asked.dictionary, asked.code)
        if found.uses:
            raise WordInUse(entry=found.name, uses=found.uses)
        until = f"đến trước {asked.valid_from:%d/%m/%Y}"
        return (EditLine(subject=asked.code, name=asked.dictionary.label, before=found.name, after=until),)

    def apply(self, asked: EndWord) -> list[tuple[str, str, dict[str, Any]]]:
        DictionaryEntry.objects.filter(kind=asked.dictionary, code=asked.code).update(
            valid_to=asked.valid_from, basis=asked.basis
        )
        return [(_subject(asked.dictionary, asked.code), "WordEnded", {"until": asked.valid_from.isoformat()})]


ENTERING, MERGING, ENDING = _Entering(), _Merging(), _Ending()


def _unknown(kind: DictionaryKind, code: str) -> UnknownWord:
    return UnknownWord(dictionary=kind.label, dictionary_en=kind.value, entry=code[:60])


def _names(kind: DictionaryKind) -> dict[str, str]:
    return {one.code: one.name for one in entries(kind)}


def _subject(kind: DictionaryKind, code: str) -> str:
    return f"dictionary:{kind}:{code}"[:100]


def _move(kind: DictionaryKind, gone: DictionaryEntry, kept: DictionaryEntry) -> int:
    """What used the one uses the other: `field_slug` is only how a published field is found."""
    if kind is DictionaryKind.FIELD:
        rules = ChargeRule.objects.filter(field_slug=gone.code).update(field_slug=kept.code)
        return rules + ProcedureVersion.objects.filter(field_slug=gone.code).update(field_slug=kept.code)
    if kind is DictionaryKind.PAPER:
        return PaperProperty.objects.filter(type=gone).update(type=kept)
    if kind is DictionaryKind.GROUP:
        return ChargeRule.objects.filter(group=gone.code).update(group=kept.code)
    return 0
