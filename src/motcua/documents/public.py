"""The door of the files."""

from motcua.documents.facts import Contents, Defect, KeptFile, Kind, Signature
from motcua.documents.operations.hold import FileHeldElsewhere, hold_files
from motcua.documents.operations.keep import FileTooBig, keep_file
from motcua.documents.operations.sweep import sweep_files
from motcua.documents.operations.write import write_at
from motcua.documents.queries.kept import NoSuchFile, kept_file, kept_files, pieces_of
from motcua.documents.queries.store import FileUnreadable, pieces_at
from motcua.documents.rules.defects import defect
from motcua.documents.rules.serving import headers_of

__all__ = [
    "Contents",
    "Defect",
    "FileHeldElsewhere",
    "FileTooBig",
    "FileUnreadable",
    "KeptFile",
    "Kind",
    "NoSuchFile",
    "Signature",
    "defect",
    "headers_of",
    "hold_files",
    "keep_file",
    "kept_file",
    "kept_files",
    "pieces_at",
    "pieces_of",
    "sweep_files",
    "write_at",
]
