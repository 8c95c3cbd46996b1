"""The door of the electronic forms."""

from motcua.eforms.facts import Checked, Confidence, FormsLoaded, Prefill, Wrong
from motcua.eforms.operations.approving import approve_version
from motcua.eforms.operations.loading import import_forms
from motcua.eforms.queries.filling import NoForm, check, form_for, forms_of
from motcua.eforms.queries.keeping import forms
from motcua.eforms.queries.packaged import packaged_forms
from motcua.eforms.rules.permissions import may_read
from motcua.eforms.rules.texts import MOST_BYTES
from motcua.eforms.shown import FormFound

__all__ = [
    "MOST_BYTES",
    "Checked",
    "Confidence",
    "FormFound",
    "FormsLoaded",
    "NoForm",
    "Prefill",
    "Wrong",
    "approve_version",
    "check",
    "form_for",
    "forms",
    "forms_of",
    "import_forms",
    "may_read",
    "packaged_forms",
]
