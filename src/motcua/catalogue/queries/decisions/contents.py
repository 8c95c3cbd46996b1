"""The content of a version as it was published: what an amendment builds upon."""

from collections.abc import Iterable, Sequence

from motcua.catalogue.models import Component, ProcedureVersion
from motcua.catalogue.rules.published import CaseContent, ChannelContent, Content, PaperContent, ResultContent

#: Read from the papers' own table, or computed from the rest.
_ELSEWHERE = {"code", "name", "channels", "cases", "results", "applicants", "legal_bases", "levels"}


def contents_of(versions: Sequence[ProcedureVersion]) -> dict[int, Content]:
    """The contents of versions (with their procedures) by id, in one statement more."""
    papers: dict[int, list[Component]] = {}
    for part in Component.objects.filter(version__in=[version.id for version in versions]).order_by("version_id", "number"):
        papers.setdefault(part.version_id, []).append(part)
    return {version.id: _content(version, papers.get(version.id, ())) for version in versions}


def _content(version: ProcedureVersion, papers: Iterable[Component]) -> Content:
    same = {name: getattr(version, name) for name in Content.__slots__ if name not in _ELSEWHERE}
    return Content(
        code=version.procedure.code,
        name=version.name_published,
        levels=tuple(version.levels),
        applicants=tuple(version.applicants),
        legal_bases=tuple(version.legal_bases),
        channels=tuple(ChannelContent(**channel) for channel in version.channels),
        results=tuple(ResultContent(**result) for result in version.results),
        cases=_cases(papers),
        **same,
    )


def _cases(papers: Iterable[Component]) -> tuple[CaseContent, ...]:
    """Papers by case, in their order: a case that comes again later stands again."""
    cases: list[tuple[str, list[PaperContent]]] = []
    for part in papers:
        rest = {name: getattr(part, name) for name in PaperContent.__slots__ if name != "name"}
        paper = PaperContent(name=part.name_published, **rest)
        if not cases or cases[-1][0] != part.case:
            cases.append((part.case, []))
        cases[-1][1].append(paper)
    return tuple(CaseContent(name=name, papers=tuple(held)) for name, held in cases)
