"""What a dossier ended with, and the books that number such papers."""

from datetime import date, datetime

from django.conf import settings
from django.utils.module_loading import import_string

from motcua.dossiers.facts import Channel, Receiver, State
from motcua.dossiers.models import Dossier, Handover, ResultBook, ResultPaper
from motcua.dossiers.rules.results import number_of
from motcua.dossiers.shown import HandoverShown, ResultShown
from motcua.foundation import clock
from motcua.foundation.sealing import unseal
from motcua.organization import public as organization
from motcua.ui.words import hidden_number


def results_of(dossier: Dossier) -> tuple[ResultShown, ...]:
    """The papers of a result in the order they were written; nothing is asked of a dossier that has none yet."""
    if dossier.finished_at is None:
        return ()
    return tuple(
        ResultShown(
            name=row.name, kind=row.kind, number=row.number, issued_on=row.issued_on, agency_id=row.agency_id, signer=row.signer,
            signer_role=row.signer_role, pages=row.pages, source=row.source,
        )
        for row in ResultPaper.objects.filter(dossier=dossier).order_by("id")
    )  # fmt: skip


def handover_of(dossier: Dossier) -> HandoverShown | None:
    """How the result was handed over, the number of the receiver's paper masked; None before, and where only a line was written."""
    if dossier.state != State.RETURNED:
        return None
    row = Handover.objects.filter(dossier=dossier).first()
    if row is None:
        return None
    return HandoverShown(
        way=Channel(row.way), receiver=Receiver(row.receiver), name=row.name,
        id_masked=hidden_number(unseal(row.id_sealed, secret=settings.IDENTITY_KEY)), authority_paper=row.authority_paper,
        postal_number=row.postal_number, posted_on=row.posted_on, electronic_at=row.electronic_at,
        originals_returned=row.originals_returned, fee_note=row.fee_note,
    )  # fmt: skip


def issuing_agency(agency_id: int, *, on: date) -> organization.AgencyFact:
    """Whose number a result bears: that of the agency whose step it is, or of the one that goes on with its work."""
    try:
        return organization.current(agency_id, on=on)
    except (organization.AgencyClosed, organization.AgencyWasSplit):
        return organization.agency(agency_id)


def sources_of(dossier_id: int) -> list[tuple[str, str]]:
    """Versions of drafts that may be issued: rooms above name them (RESULT_SOURCES), this one does not know them."""
    return [found for source in settings.RESULT_SOURCES for found in import_string(source)(dossier_id)]


def next_numbers(*, agency_id: int, at: datetime) -> dict[str, str]:
    """The next number of each book that an agency keeps this year, by the symbol; those of last year begin anew."""
    day = clock.local_day(at)
    books = ResultBook.objects.filter(agency_id=issuing_agency(agency_id, on=day).id, year__gte=day.year - 1).order_by("year")
    last = {symbol: count if year == day.year else 0 for symbol, year, count in books.values_list("symbol", "year", "last")}
    return {symbol: number_of(serial=count + 1, symbol=symbol) for symbol, count in sorted(last.items())}
