"""What the desk may tick when it asks for a supplement: the components of the procedure, and what the check found in the files."""

from dataclasses import dataclass
from datetime import date

from motcua.catalogue import public as catalogue
from motcua.documents import public as documents
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.counting import terms_of
from motcua.dossiers.shown import DossierDetail, FileShown


@dataclass(frozen=True, slots=True, kw_only=True)
class Askable:
    """Components with the database that replaces each (empty: none), defects of files, reasons for asking all the same."""

    components: tuple[tuple[str, str], ...]
    defects: tuple[tuple[FileShown, documents.Defect], ...]
    reasons: tuple[tuple[str, str], ...]


def askable(detail: DossierDetail, *, on: date) -> Askable:
    """What may be asked for, as published and as found."""
    terms = terms_of(Dossier.objects.get(pk=detail.dossier.id))
    names = list(dict.fromkeys(component.name for component in terms.components))
    replaced = catalogue.replaced_by_data(code=terms.code, names=names, on=on)
    return Askable(
        components=tuple((name, replaced[name].database if name in replaced else "") for name in names),
        defects=tuple((file, defect) for file in detail.files for defect in file.kept.blocking),
        reasons=tuple((one.code, one.label) for one in catalogue.asking_reasons(on=on)),
    )
