"""Kinds and sources of papers."""

from datetime import date
from typing import Any

from motcua.catalogue.facts import DescribePapers, DictionaryKind, EditLine, Source
from motcua.catalogue.models import Component, DictionaryEntry, PaperProperty, Procedure, ProcedureVersion
from motcua.catalogue.operations.edits.properties import end_open, named, require_basis, require_none_later
from motcua.catalogue.rules.parts import papers as keys
from motcua.foundation.errors import Invalid, NotFound


class UnknownPaper(NotFound):
    code = "unknown_paper"
    vi = "Thủ tục {procedure} ngày {on:%d/%m/%Y} không có giấy tờ này."
    en = "The procedure {procedure} has no such paper on {on}."


class UnknownWord(NotFound):
    code = "unknown_word"
    vi = "Từ điển «{dictionary}» không có mã «{entry}» đang dùng."
    en = "The dictionary “{dictionary_en}” has no entry “{entry}” in use."


class SourceMissing(Invalid):
    code = "source_missing"
    vi = "Ghi rõ lấy từ đâu: mã thủ tục trước, tên cơ sở dữ liệu hoặc kho."
    en = "Say where it is taken from: the code of the earlier procedure, or the name of the database."


def lines(asked: DescribePapers) -> tuple[EditLine, ...]:
    """What would change. Raises UnknownProcedures, UnknownPaper, UnknownWord, SourceMissing, BasisMissing, LaterEntryExists."""
    require_basis(asked.basis)
    after = _words(asked)
    procedures = named(code for code, _ in asked.papers)
    names = _names(procedures, asked.valid_from)
    held = _held(procedures)
    require_none_later(
        ((code, held[code, key].valid_from) for code, key in asked.papers if (code, key) in held), asked.valid_from
    )
    found = []
    for code, key in dict.fromkeys(asked.papers):
        if (code, key) not in names:
            raise UnknownPaper(procedure=code, on=asked.valid_from)
        before = _said(held[code, key]) if (code, key) in held else ""
        if before != after:
            found.append(EditLine(subject=code, name=names[code, key], before=before, after=after))
    return tuple(found)


def apply(asked: DescribePapers) -> list[tuple[str, str, dict[str, Any]]]:
    """Make the change; answers the facts to record."""
    procedures, kind = named(code for code, _ in asked.papers), _type(asked.type_code)
    papers = [(procedures[code], key) for code, key in dict.fromkeys(asked.papers)]
    held = _held(procedures)
    end_open(PaperProperty.objects.filter(id__in=[held[one].pk for one in asked.papers if one in held]), asked.valid_from)
    PaperProperty.objects.bulk_create(
        PaperProperty(
            procedure=procedure,
            paper_key=key,
            type=kind,
            e_copy=asked.e_copy,
            source=asked.source,
            source_name=asked.source_name,
            valid_from=asked.valid_from,
            basis=asked.basis,
            confidence=asked.confidence,
        )
        for procedure, key in papers
    )
    said = {"type": asked.type_code, "source": str(asked.source), "source_name": asked.source_name}
    said |= {"from": asked.valid_from.isoformat()}
    return [(f"procedure:{procedure.pk}", "PaperDescribed", {"paper": key, **said}) for procedure, key in papers]


def _held(procedures: dict[str, Procedure]) -> dict[tuple[str, str], PaperProperty]:
    """What is kept of papers and goes on, by procedure and key."""
    rows = PaperProperty.objects.filter(procedure__in=procedures.values(), valid_to=None).select_related("procedure", "type")
    return {(row.procedure.code, row.paper_key): row for row in rows}


def _names(procedures: dict[str, Procedure], on: date) -> dict[tuple[str, str], str]:
    codes = {procedure.pk: code for code, procedure in procedures.items()}
    versions = dict(ProcedureVersion.objects.on(on).filter(procedure__in=codes).values_list("id", "procedure_id"))
    rows = Component.objects.filter(version__in=versions, is_note=False).values_list("version_id", "name")
    return {(codes[versions[version]], keys.key(name)): name for version, name in rows}


def _type(code: str) -> DictionaryEntry | None:
    if not code:
        return None
    found = DictionaryEntry.objects.filter(kind=DictionaryKind.PAPER, code=code, valid_to=None, merged_into=None).first()
    if found is None:
        raise UnknownWord(dictionary=DictionaryKind.PAPER.label, dictionary_en=DictionaryKind.PAPER.value, entry=code[:60])
    return found


def _words(asked: DescribePapers) -> str:
    if asked.source is not Source.NONE and not asked.source_name.strip():
        raise SourceMissing
    if asked.source is Source.RESULT:
        named([asked.source_name])
    kind = _type(asked.type_code)
    return said(kind.name if kind else "", asked.e_copy, asked.source, asked.source_name)


def _said(row: PaperProperty) -> str:
    return said(row.type.name if row.type else "", row.e_copy, Source(row.source), row.source_name)


def said(kind: str, e_copy: bool | None, source: Source, source_name: str) -> str:  # noqa: FBT001
    """An account of a paper in one line."""
    copies = {True: "nhận bản sao điện tử", False: "không nhận bản sao điện tử", None: ""}[e_copy]
    taken = f"{source.label}: {source_name}" if source is not Source.NONE else source.label
    return "; ".join(filter(None, (kind, copies, taken)))
