"""Files made on the spot: good ones, broken ones, hostile ones, signed by an authority of the tests."""

import io
import zipfile
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

import pikepdf
from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs7
from cryptography.x509.oid import NameOID
from PIL import Image
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko_certvalidator.registry import SimpleCertificateStore


def pdf(pages: int = 1, *, text: str = "") -> bytes:
    made = pikepdf.new()
    for _ in range(pages):
        made.add_blank_page(page_size=(595, 842))
    if text:
        made.docinfo["/Title"] = text
    return _saved(made)


def _saved(made: pikepdf.Pdf, **how: Any) -> bytes:
    out = io.BytesIO()
    made.save(out, static_id="encryption" not in how, **how)
    return out.getvalue()


def locked_pdf() -> bytes:
    made = pikepdf.open(io.BytesIO(pdf()))
    return _saved(made, encryption=pikepdf.Encryption(owner="chu", user="mo"))


def pdf_without_pages() -> bytes:
    return _saved(pikepdf.new())


def acting_pdf(action: str) -> bytes:
    """A PDF that does something when it is opened; the action stands inside another object, where a quick look misses it."""
    made = pikepdf.open(io.BytesIO(pdf()))
    what = {"/JavaScript": {"/JS": "app.alert(1)"}, "/Launch": {"/F": "cmd.exe"}}[action]
    made.Root.OpenAction = pikepdf.Dictionary(
        {"/S": pikepdf.Name("/GoTo"), "/Next": pikepdf.Dictionary({"/S": pikepdf.Name(action)} | what)}
    )
    return _saved(made)


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 90).save(out, form)
    return out.getvalue()


def vast_picture() -> bytes:
    """A small file that says it is 30000 pixels each way."""
    out = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(out, "PNG")
    return out.getvalue()


def office(kind: str = "word/document.xml", **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(kind, "<document/>")
        for name, part in more.items():
            archive.writestr(name, part)
    return out.getvalue()


def package(signature: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.etsi.asic-s+zip")
        archive.writestr("don.txt", "Đơn đề nghị")
        archive.writestr("META-INF/signature.p7s", signature)
    return out.getvalue()


@cache
def _issued() -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Tổ chức chứng thực thử")])
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(7)
        .not_valid_before(start).not_valid_after(start + timedelta(days=3650)).sign(key, hashes.SHA256())
    )  # fmt: skip
    return made, key


def signed_pdf(source: bytes | None = None, *, form: SigSeedSubFilter = SigSeedSubFilter.PADES, name: str = "Ky1") -> bytes:
    certificate, key = _issued()
    der = key.private_bytes(serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    signer = signers.SimpleSigner(
        signing_cert=asn1_x509.Certificate.load(certificate.public_bytes(serialization.Encoding.DER)),
        signing_key=keys.PrivateKeyInfo.load(der), cert_registry=SimpleCertificateStore(),
    )  # fmt: skip
    writer = IncrementalPdfFileWriter(io.BytesIO(source or pdf()))
    fields.append_signature_field(writer, fields.SigFieldSpec(name))
    out = signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name=name, subfilter=form), signer=signer)
    return bytes(out.getvalue())


def changed_after_signing() -> bytes:
    """A signed PDF to which a page's content was added by an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(signed_pdf()))
    page = writer.root["/Pages"]["/Kids"][0]
    from pyhanko.pdf_utils import generic  # noqa: PLC0415

    page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"BT (1.000.000.000) Tj ET"))
    writer.update_container(page)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def altered_under_the_signature() -> bytes:
    """A byte of what was signed is another one."""
    return signed_pdf(pdf(text="BANGOC")).replace(b"BANGOC", b"BANGIA")


def signed_without_a_digest() -> bytes:
    """The attribute that says what was signed bears another name, so that nothing says it."""
    return signed_pdf().replace(b"06092A864886F70D010904", b"06092A864886F70D01093F")


def detached_signature(content: bytes = b"noi dung") -> bytes:
    certificate, key = _issued()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.DetachedSignature])


def signed_xml(*, reference: str = "", is_advanced: bool = True) -> bytes:
    properties = '<q:QualifyingProperties xmlns:q="http://uri.etsi.org/01903/v1.3.2#"/>' if is_advanced else ""
    return (
        f'<?xml version="1.0"?><don Id="goc"><ten Id="ten">An</ten><ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">'
        f'<ds:SignedInfo><ds:Reference URI="{reference}"/></ds:SignedInfo><ds:Object>{properties}</ds:Object></ds:Signature></don>'
    ).encode()
