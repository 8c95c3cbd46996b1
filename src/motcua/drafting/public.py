"""The door of the drafting room."""

from motcua.drafting.facts import DraftShown, Held, Kind, Minutes, Plan, Text, VerificationShown, VersionShown
from motcua.drafting.operations.verifying import plan_verification, put_off_verification, record_verification
from motcua.drafting.operations.writing import DraftChanged, approve_version, begin_draft, restore_version, save_draft
from motcua.drafting.queries.reading import (
    NothingWritten,
    draft,
    drafts_of,
    issuable,
    source_of,
    verification,
    verifications_of,
    versions_of,
)
from motcua.drafting.rules.approving import OwnVersion

__all__ = [
    "DraftChanged",
    "DraftShown",
    "Held",
    "Kind",
    "Minutes",
    "NothingWritten",
    "OwnVersion",
    "Plan",
    "Text",
    "VerificationShown",
    "VersionShown",
    "approve_version",
    "begin_draft",
    "draft",
    "drafts_of",
    "issuable",
    "plan_verification",
    "put_off_verification",
    "record_verification",
    "restore_version",
    "save_draft",
    "source_of",
    "verification",
    "verifications_of",
    "versions_of",
]
