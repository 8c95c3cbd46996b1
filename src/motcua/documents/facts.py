"""What passes the door of this room: kept files, what they are, and what is wrong with them."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from motcua.foundation.confidence import Confidence


class Kind(StrEnum):
    """What a file is, by its content."""

    EMPTY = "empty"
    PDF = "pdf"
    JPEG = "jpeg"
    PNG = "png"
    TIFF = "tiff"
    DOCX = "docx"
    XLSX = "xlsx"
    OLD_OFFICE = "old_office"
    XML = "xml"
    CMS = "cms"
    ASIC = "asic"
    ZIP = "zip"
    PROGRAM = "program"
    UNKNOWN = "unknown"

    @property
    def label(self) -> str:
        return _KINDS[self][0]

    @property
    def label_en(self) -> str:
        return _KINDS[self][1]


_KINDS = {
    Kind.EMPTY: ("tệp trống", "an empty file"),
    Kind.PDF: ("văn bản PDF", "a PDF"),
    Kind.JPEG: ("ảnh JPEG", "a JPEG picture"),
    Kind.PNG: ("ảnh PNG", "a PNG picture"),
    Kind.TIFF: ("ảnh TIFF", "a TIFF picture"),
    Kind.DOCX: ("văn bản Word", "a Word document"),
    Kind.XLSX: ("bảng tính Excel", "an Excel sheet"),
    Kind.OLD_OFFICE: ("tệp Office đời cũ", "an old Office file"),
    Kind.XML: ("tệp XML", "an XML file"),
    Kind.CMS: ("tệp chữ ký số (p7m, p7s)", "a signature file (p7m, p7s)"),
    Kind.ASIC: ("gói văn bản kèm chữ ký (ASiC)", "a signed package (ASiC)"),
    Kind.ZIP: ("tệp nén", "an archive"),
    Kind.PROGRAM: ("chương trình", "a program"),
    Kind.UNKNOWN: ("loại tệp chưa biết", "of an unknown kind"),
}


class Signature(StrEnum):
    """Of which kind a signature is. Whether it stands is another question."""

    PADES = "pades"
    PDF_CMS = "pdf_cms"
    PDF_OTHER = "pdf_other"
    XADES = "xades"
    XMLDSIG = "xmldsig"
    CADES = "cades"
    CMS = "cms"

    @property
    def label(self) -> str:
        return {"pades": "PAdES", "pdf_cms": "PDF (PKCS#7)", "pdf_other": "PDF (loại khác)", "xades": "XAdES",
                "xmldsig": "XML-DSig", "cades": "CAdES", "cms": "CMS (PKCS#7)"}[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Contents:
    """What was found in the bytes of a file, whatever its name."""

    kind: Kind
    pages: int | None = None
    signatures: tuple[Signature, ...] = ()
    #: Codes of defects that lie in the bytes.
    found: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """One thing that is wrong with a file, in words for who sent it."""

    code: str
    #: Where it does not block, people are told and nothing is refused for it.
    is_blocking: bool
    vi: str
    en: str
    mend_vi: str
    mend_en: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted:
    """One dated row: whether a kind of file or of signature is taken. None: nobody has said."""

    of: str
    value: str
    is_accepted: bool | None
    basis: str
    confidence: Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFile:
    """A file as it is kept. `ref` is what rooms above hold; nobody guesses it."""

    ref: str
    name: str
    digest: str
    size: int
    contents: Contents
    made_at: datetime
    made_by: str
    #: What holds it: the subject of a room above. Empty: nothing yet.
    held_by: str = ""
    defects: tuple[Defect, ...] = field(default=())

    @property
    def blocking(self) -> tuple[Defect, ...]:
        return tuple(defect for defect in self.defects if defect.is_blocking)
