"""The door of the owed documents."""

from motcua.owed_documents.facts import (
    Content,
    Export,
    Issued,
    Kind,
    Owed,
    Printed,
    Progress,
    RegisterAsked,
    RegisterRow,
    Sheet,
)
from motcua.owed_documents.operations.issue import issue, issue_alone, issue_many
from motcua.owed_documents.operations.printing import name_of, print_document
from motcua.owed_documents.operations.registers import ask_register, forget_registers, give_register, write_register
from motcua.owed_documents.operations.typesetting import typeset, typeset_rows
from motcua.owed_documents.queries import NoSuchDocument, NoSuchExport, export, exports_of, handings, issued
from motcua.owed_documents.rules.writing import day_text, hour_text, moment_text

__all__ = [
    "Content",
    "Export",
    "Issued",
    "Kind",
    "NoSuchDocument",
    "NoSuchExport",
    "Owed",
    "Printed",
    "Progress",
    "RegisterAsked",
    "RegisterRow",
    "Sheet",
    "ask_register",
    "day_text",
    "export",
    "exports_of",
    "forget_registers",
    "give_register",
    "handings",
    "hour_text",
    "issue",
    "issue_alone",
    "issue_many",
    "issued",
    "moment_text",
    "name_of",
    "print_document",
    "typeset",
    "typeset_rows",
    "write_register",
]
