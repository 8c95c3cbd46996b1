"""What is a file, by its first bytes? And does its name say the same?"""

from motcua.documents.facts import Kind

#: As many bytes as `kind_of` wants to see.
HEAD = 4096
_MAGIC = (
    (b"%PDF-", Kind.PDF), (b"\xff\xd8\xff", Kind.JPEG), (b"\x89PNG\r\n\x1a\n", Kind.PNG), (b"II*\x00", Kind.TIFF),
    (b"MM\x00*", Kind.TIFF), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Kind.OLD_OFFICE), (b"PK\x03\x04", Kind.ZIP),
    (b"PK\x05\x06", Kind.ZIP), (b"MZ", Kind.PROGRAM), (b"\x7fELF", Kind.PROGRAM), (b"#!", Kind.PROGRAM),
    (b"\xcf\xfa\xed\xfe", Kind.PROGRAM), (b"-----BEGIN PKCS7", Kind.CMS), (b"-----BEGIN CMS", Kind.CMS),
)  # fmt: skip
#: DER: a sequence that opens with the identifier of signed data (1.2.840.113549.1.7.2).
_SIGNED_DATA = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02"
_ENDINGS = {
    "pdf": {Kind.PDF}, "jpg": {Kind.JPEG}, "jpeg": {Kind.JPEG}, "png": {Kind.PNG}, "tif": {Kind.TIFF}, "tiff": {Kind.TIFF},
    "docx": {Kind.DOCX}, "xlsx": {Kind.XLSX}, "doc": {Kind.OLD_OFFICE}, "xls": {Kind.OLD_OFFICE}, "xml": {Kind.XML},
    "p7m": {Kind.CMS}, "p7s": {Kind.CMS}, "asics": {Kind.ASIC}, "asice": {Kind.ASIC}, "sce": {Kind.ASIC}, "scs": {Kind.ASIC},
    "zip": {Kind.ZIP, Kind.ASIC}, "exe": {Kind.PROGRAM},
}  # fmt: skip


def kind_of(head: bytes) -> Kind:
    """The kind that the first bytes tell; an archive may turn out to be more when it is opened.

    Basis: house choice (formats as their own specifications open).
    """
    if not head:
        return Kind.EMPTY
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if b"%PDF-" in head[:1024]:  # as readers allow it
        return Kind.PDF
    if head[:1] == b"\x30" and _SIGNED_DATA in head[:32]:
        return Kind.CMS
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith((b"<?xml", b"\xff\xfe<\x00?\x00", b"\xfe\xff\x00<\x00?")):
        return Kind.XML
    return Kind.UNKNOWN


def said_by(name: str) -> frozenset[Kind]:
    """The kinds that a name's ending promises; none for an ending that promises nothing known.

    Basis: house choice.
    """
    return frozenset(_ENDINGS.get(name.rpartition(".")[2].casefold(), ()) if "." in name else ())
