"""The door of the electronic forms."""

from motcua.eforms.operations.approving import approve_version
from motcua.eforms.operations.loading import import_forms
from motcua.eforms.queries.keeping import forms
from motcua.eforms.queries.packaged import packaged_forms
from motcua.eforms.rules.permissions import may_read

__all__ = [
    "approve_version",
    "forms",
    "import_forms",
    "may_read",
    "packaged_forms",
]
