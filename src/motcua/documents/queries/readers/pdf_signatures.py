"""What signs a PDF: the kind of each signature, what of the file it covers, and whether the file was changed after it."""

import logging
from typing import Any, BinaryIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import SuspiciousModification
from pyhanko.sign.validation.status import SignatureCoverageLevel

_KINDS = {"/ETSI.CAdES.detached": "pades", "/adbe.pkcs7.detached": "pdf_cms", "/adbe.pkcs7.sha1": "pdf_cms"}


def signatures(file: BinaryIO) -> dict[str, list[str]]:
    """Kinds and defects of the signatures of a PDF; certificates are not looked at."""
    logging.disable(logging.CRITICAL)
    file.seek(0)
    kinds: list[str] = []
    found: set[str] = set()
    try:
        for one in PdfFileReader(file, strict=False).embedded_signatures:
            if str(one.sig_object_type) == "/DocTimeStamp":
                continue
            kinds.append(_KINDS.get(str(one.sig_object.get("/SubFilter", "")), "pdf_other"))
            found |= _wrong_with(one)
    except Exception:
        found.add("signature_unreadable")
    return {"signatures": kinds, "found": sorted(found)}


def _wrong_with(one: Any) -> set[str]:
    one.compute_integrity_info()
    if one.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return {"signature_over_a_part"}
    signed = [
        attribute["values"][0].native
        for attribute in one.signer_info["signed_attrs"]
        if attribute["type"].native == "message_digest"
    ]
    if not signed:  # nothing says what was signed
        return {"signature_unreadable"}
    if any(digest != one.compute_digest() for digest in signed) or isinstance(one.diff_result, SuspiciousModification):
        return {"changed_after_signing"}
    return set()
