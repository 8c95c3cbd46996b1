"""Papers across procedures: the same name asked in several places."""

from collections import defaultdict
from datetime import date

from motcua.catalogue.models import Component, ProcedureVersion
from motcua.catalogue.queries import changes
from motcua.catalogue.rules.parts import papers


def same(key: str, *, on: date) -> tuple[str, ...]:
    """The codes of the procedures that ask for a paper of this name on a day."""
    return changes.kept(("papers", on), lambda: _by_key(on)).get(key, ())


def _by_key(on: date) -> dict[str, tuple[str, ...]]:
    rows = Component.objects.filter(version__in=ProcedureVersion.objects.on(on), is_note=False)
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for name, code in rows.order_by("version__procedure__code").values_list("name", "version__procedure__code"):
        found[papers.key(name)][code] = None
    return {key: tuple(codes) for key, codes in found.items()}
