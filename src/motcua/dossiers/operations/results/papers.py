"""Papers of a result: kept with the move that issues them, numbered by the office's own book or as typed."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from motcua.dossiers.facts import Outcome, ResultPaper
from motcua.dossiers.models import ResultPaper as ResultPaperRow
from motcua.dossiers.operations.moving import Case
from motcua.dossiers.queries.results.papers import issuing_agency, sources_of
from motcua.dossiers.rules import results
from motcua.foundation import clock
from motcua.foundation.errors import Invalid, NotPossible
from motcua.foundation.rows import execute, fetch
from motcua.foundation.text import tidy
from motcua.organization import public as organization

_NEXT = """
INSERT INTO dossiers_resultbook (agency_id, symbol, year, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (agency_id, symbol, year) DO UPDATE SET last = dossiers_resultbook.last + 1 RETURNING last
"""
_REACHED = """
INSERT INTO dossiers_resultbook (agency_id, symbol, year, last) VALUES (%s, %s, %s, %s)
ON CONFLICT (agency_id, symbol, year) DO UPDATE SET last = greatest(dossiers_resultbook.last, excluded.last)
"""


class NumberTaken(NotPossible):
    code = "number_taken"
    vi = "Số {number} năm {year} đã ghi cho một kết quả khác của {agency}. Xem lại sổ; số kế tiếp của sổ lấy bằng cách bỏ trống ô số."
    en = "The number {number} of {year} stands on another result of {agency}. Look at the book; leave the number empty for the next one."


class VersionNotApproved(Invalid):
    code = "version_not_approved"
    vi = "Văn bản thứ {which} của kết quả ghi phiên bản «{source}», nhưng hồ sơ này không có phiên bản dự thảo nào như thế đã được duyệt. Duyệt phiên bản ấy, hoặc bỏ trống."
    en = "Paper {which} of the result names the version “{source}”, but this dossier has no such approved version of a draft. Approve it, or leave it empty."


def keep_papers(case: Case, papers: Sequence[ResultPaper], outcome: Outcome) -> dict[str, list[str]]:
    """Keep the papers of the result that is being issued; what the fact says of them, their numbers. Raises BadResultPaper, ResultPapersMissing,
    VersionNotApproved, NumberTaken.
    """
    given = tuple(papers)
    results.require_papers(given, filed_on=clock.local_day(case.dossier.filed_at), today=clock.local_day(case.at))
    number = case.open_step().number
    document = next((step.document.strip() for step in case.terms.steps if step.number == number), "")
    if document and outcome is Outcome.GRANTED and not given:
        raise results.ResultPapersMissing(document=document)
    _require_approved(case, given)
    agency = issuing_agency(case.open_step().agency_id, on=clock.local_day(case.at))
    numbers = {}
    for which in sorted(range(len(given)), key=lambda one: _book(case, given[one])):
        numbers[which] = _number(agency.id, given[which], _day(case, given[which]).year)
    kept = [_keep(case, agency, paper, numbers[which]) for which, paper in enumerate(given)]
    return {"numbers": kept} if kept else {}


def _book(case: Case, paper: ResultPaper) -> tuple[str, int]:
    """The book that its number locks: everybody locks books in one order."""
    place = results.place_of(paper.number) if paper.number else (0, paper.symbol)
    return place[1] if place else "", _day(case, paper).year


def _require_approved(case: Case, papers: Sequence[ResultPaper]) -> None:
    named = [(which, paper.source) for which, paper in enumerate(papers, 1) if paper.source]
    known = {source for source, _label in sources_of(case.dossier.pk)} if named else set()
    for which, source in named:
        if source not in known:
            raise VersionNotApproved(which=which, source=source)


def _day(case: Case, paper: ResultPaper) -> date:
    return paper.issued_on or clock.local_day(case.at)


def _keep(case: Case, agency: organization.AgencyFact, paper: ResultPaper, number: str) -> str:
    day = _day(case, paper)
    try:
        with transaction.atomic():
            ResultPaperRow.objects.create(
                dossier=case.dossier, agency_id=agency.id, name=tidy(paper.name)[:500], kind=tidy(paper.kind)[:100], number=number,
                year=day.year, issued_on=day, signer=tidy(paper.signer)[:300], signer_role=tidy(paper.signer_role)[:300],
                pages=paper.pages, source=paper.source[:100], given_at=case.at,
            )  # fmt: skip
    except IntegrityError:
        raise NumberTaken(number=number, year=day.year, agency=agency.name) from None
    return number


def _number(agency_id: int, paper: ResultPaper, year: int) -> str:
    """The number as typed, or the next of the book; a book goes on after the highest number that was typed."""
    if paper.number:
        if place := results.place_of(paper.number):
            execute(_REACHED, [agency_id, place[1], year, place[0]])
        return paper.number
    ((serial,),) = fetch(_NEXT, [agency_id, paper.symbol, year])
    return results.number_of(serial=serial, symbol=paper.symbol)
