"""Where does each file lie in a package?"""

import re
import unicodedata

MANIFEST, TABLE = "manifest.json", "manifest.csv"
LIST_XLSX, LIST_PDF = "muc-luc-ho-so.xlsx", "muc-luc-ho-so.pdf"
FORMAT = "motcua-archive-1"
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]+')


def folder_of(code: str) -> str:
    """The folder of a dossier. Basis: house choice."""
    return f"ho-so/{_UNSAFE.sub('-', code)}"


def paper_path(code: str, number: int, name: str) -> str:
    """A paper's file under its own name, made harmless; the number keeps two of one name apart. Basis: house choice."""
    plain = _UNSAFE.sub("-", unicodedata.normalize("NFC", name)).strip(" .-")
    stem, dot, end = plain.rpartition(".")
    short = f"{stem[:80]}{dot}{end[:10]}" if dot else plain[:80]
    return f"{folder_of(code)}/giay-to/{number:03d}-{short or 'tep'}"
