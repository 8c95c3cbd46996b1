"""The door of the electronic forms."""

from motcua.eforms.operations.approving import approve_version
from motcua.eforms.operations.loading import import_forms
from motcua.eforms.queries.keeping import counts, forms
from motcua.eforms.queries.packaged import packaged_forms
from motcua.eforms.shown import FormCounts

__all__ = [
    "FormCounts",
    "approve_version",
    "counts",
    "forms",
    "import_forms",
    "packaged_forms",
]
