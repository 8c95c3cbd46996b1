"""Office files, signed packages, XML and detached signatures: what they are, whether they open, of which kind their signatures are."""

import io
import zipfile
from collections.abc import Iterable
from typing import Any, BinaryIO

from asn1crypto import cms, pem
from defusedxml.ElementTree import iterparse

from motcua.foundation import sheets
from motcua.foundation.errors import DomainError
from motcua.foundation.sheets.archive import BROKEN, opened
from motcua.foundation.sheets.archive import Kind as OfficeKind

_DSIG = "{http://www.w3.org/2000/09/xmldsig#}"
_XADES = ("{http://uri.etsi.org/01903/v1.3.2#}", "{http://uri.etsi.org/01903/v1.1.1#}", "{http://uri.etsi.org/01903/v1.2.2#}")
_PROPERTIES = "http://uri.etsi.org/01903#SignedProperties"
_MOST_ELEMENTS, _MOST_DEPTH = 2_000_000, 500
_MOST_PART = 20_000_000
_MOST_CMS = 100_000_000
#: signing-certificate and signing-certificate-v2: what makes a CMS signature a CAdES one.
_SIGNING_CERTIFICATE = {"1.2.840.113549.1.9.16.2.12", "1.2.840.113549.1.9.16.2.47"}
_OFFICE: dict[type[DomainError], str] = {
    sheets.SheetHasMacros: "file_has_macros", sheets.SheetHasObjects: "file_carries_files",
    sheets.SheetArchiveTooDeep: "file_explodes", sheets.SheetOldOrLocked: "file_locked", sheets.SheetTooBig: "file_takes_too_long",
}  # fmt: skip


def look_archive(file: BinaryIO) -> dict[str, Any]:
    """What a zip archive turns out to be: an office file, a signed package, or an archive."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = archive.namelist()[:10_000]
            if _is_package(archive, names):
                return {"kind": "asic"} | _package(archive, names)
            office = any(kind.value in names for kind in OfficeKind)
            inside = [_part(archive, name) for name in names if name.startswith("_xmlsignatures/") and name.endswith(".xml")]
    except (*BROKEN, RuntimeError) as error:
        return {"found": ["file_locked" if "password" in str(error) else "file_broken"]}
    if not office:
        return {}
    return _office(file) | {"signatures": [kind for part in inside for kind in _xml_kinds(part)[0]]}


def _is_package(archive: zipfile.ZipFile, names: list[str]) -> bool:
    is_short = "mimetype" in names and archive.getinfo("mimetype").file_size < 200
    return is_short and archive.read("mimetype").startswith(b"application/vnd.etsi.asic")


def _office(file: BinaryIO) -> dict[str, Any]:
    try:
        with opened(file, name="") as archive:
            archive.tree(archive.kind.value)
            return {"kind": "xlsx" if archive.kind is OfficeKind.WORKBOOK else "docx", "found": []}
    except DomainError as error:
        with zipfile.ZipFile(file) as raw:
            kind = "xlsx" if OfficeKind.WORKBOOK.value in raw.namelist() else "docx"
        return {"kind": kind, "found": [_OFFICE.get(type(error), "file_broken")]}


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MOST_PART:
        raise ValueError(name)
    return archive.read(name)


def _package(archive: zipfile.ZipFile, names: Iterable[str]) -> dict[str, Any]:
    kinds: list[str] = []
    found: list[str] = []
    for name in names:
        if not name.startswith("META-INF/") or "signature" not in name.casefold():
            continue
        part = _part(archive, name)
        kind, wrong = _xml_kinds(part) if name.endswith(".xml") else _cms_kinds(part)
        kinds += kind
        found += [code for code in wrong if code == "signature_unreadable"]  # a package's signatures name their files by design
    return {"signatures": kinds, "found": sorted(set(found))}


def look_xml(file: BinaryIO) -> dict[str, Any]:
    """Whether an XML file is well formed, and what signs it."""
    try:
        kinds, found = _signatures_of(file)
    except BROKEN:
        return {"found": ["file_broken"]}
    return {"signatures": kinds, "found": found}


def _xml_kinds(part: bytes) -> tuple[list[str], list[str]]:
    try:
        return _signatures_of(io.BytesIO(part))
    except BROKEN:
        return [], ["signature_unreadable"]


def _signatures_of(file: BinaryIO) -> tuple[list[str], list[str]]:
    """The kind of each signature, and whether one leaves out what it should cover."""
    kinds: list[str] = []
    found: list[str] = []
    roots: set[str] = set()
    count = depth = 0
    for event, element in iterparse(file, events=("start", "end"), forbid_dtd=True):
        count, depth = count + (event == "start"), depth + (1 if event == "start" else -1)
        if count > _MOST_ELEMENTS or depth > _MOST_DEPTH:
            return kinds, ["file_explodes"]
        if count == 1 and event == "start":
            roots = {"", *(f"#{value}" for name, value in element.attrib.items() if name.rpartition("}")[2].casefold() == "id")}
            is_signature_alone = element.tag.rpartition("}")[2] in {"Signature", "XAdESSignatures"}
        if event == "end" and element.tag == f"{_DSIG}Signature":
            kinds.append(
                "xades"
                if any(next(element.iter(f"{space}QualifyingProperties"), None) is not None for space in _XADES)
                else "xmldsig"
            )
            targets = [one.get("URI", "") for one in element.iter(f"{_DSIG}Reference") if one.get("Type") != _PROPERTIES]
            if not is_signature_alone and roots.isdisjoint(targets):
                found.append("signature_over_a_part")
    return kinds, sorted(set(found))


def look_cms(file: BinaryIO) -> dict[str, Any]:
    """What a signature file (p7m, p7s) holds."""
    data = file.read(_MOST_CMS + 1)
    if len(data) > _MOST_CMS:
        return {"found": ["file_takes_too_long"]}
    kinds, found = _cms_kinds(data)
    return {"signatures": kinds, "found": found}


def _cms_kinds(data: bytes) -> tuple[list[str], list[str]]:
    try:
        if pem.detect(data):
            _, _, data = pem.unarmor(data)
        outer = cms.ContentInfo.load(data, strict=True)
        signers = outer["content"]["signer_infos"] if outer["content_type"].native == "signed_data" else []
        kinds = [_cms_kind(one) for one in signers]
    except (ValueError, TypeError, KeyError, AttributeError):
        return [], ["file_broken"]
    return kinds, [] if kinds else ["signature_unreadable"]


def _cms_kind(signer: Any) -> str:
    attributes = signer["signed_attrs"]
    kinds = {one["type"].dotted for one in attributes} if attributes.native else set()
    return "cades" if kinds & _SIGNING_CERTIFICATE else "cms"
