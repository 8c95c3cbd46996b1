"""Papers that nobody need hand in because a database has what they say."""

from collections.abc import Sequence
from datetime import date

from motcua.catalogue.facts import DatabaseComponent
from motcua.catalogue.queries import packaged
from motcua.catalogue.rules.parts import papers


def replaced_by_data(*, code: str, names: Sequence[str], on: date) -> dict[str, DatabaseComponent]:
    """Of these papers of a procedure, those that a database answers for on a day, with what the annex says of each. No statement."""
    found: dict[str, DatabaseComponent] = {}
    for row in packaged.database_components(code=code, on=on):
        for place in papers.meant(row.component, names):
            found.setdefault(names[place], row)
    return found
