"""Which form of which set holds for a document on a day?

The sets are rows of data (`data/form_sets.csv`): a circular to come adds rows and a folder of templates; released templates never change.
"""

from collections.abc import Mapping, Sequence
from datetime import date

from motcua.foundation.confidence import Confidence
from motcua.foundation.errors import NotPossible
from motcua.owed_documents.facts import Form, Kind


class NoFormInForce(NotPossible):
    code = "no_form_in_force"
    vi = "Ngày {on:%d/%m/%Y} chưa có mẫu «{kind}» nào có hiệu lực, nên không cấp số được. Báo người quản trị bổ sung bộ mẫu."
    en = "No form “{kind}” is in force on {on}, so no number can be given. Tell the operator to add the form set."


def read(row: Mapping[str, str]) -> Form:
    """One row of the data. Raises ValueError, KeyError for one that says something unknown.

    Basis: law-onestop §10; each row names its own.
    """
    return Form(
        form_set=row["form_set"], kind=Kind(row["kind"]), receiver=row["receiver"], form=row["form"], symbol=row["symbol"],
        templates=row["templates"], valid_from=date.fromisoformat(row["valid_from"]),
        valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
        basis=row["basis"], confidence=Confidence(row["confidence"]), note=row["note"],
    )  # fmt: skip


def in_force(forms: Sequence[Form], kind: Kind, *, on: date, by_centre: bool) -> Form:
    """The form of a kind on a day; one made for service centres beats one for everybody. Raises NoFormInForce.

    Basis: law-onestop §10; the latest that holds: house choice (lex posterior).
    """
    holding = [
        form for form in forms
        if form.kind is kind and form.valid_from <= on and (form.valid_to is None or on < form.valid_to)
        and (not form.receiver or (form.receiver == "centre" and by_centre))
    ]  # fmt: skip
    if not holding:
        raise NoFormInForce(kind=kind.label, on=on)
    return max(holding, key=lambda form: (form.valid_from, bool(form.receiver)))
