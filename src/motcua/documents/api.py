"""The files API: send a file first, then name its reference in a filing or a supplement."""

from typing import Any

from django.http import HttpRequest
from ninja import File, Router, Schema, Status
from ninja.files import UploadedFile

from motcua.documents import public as documents
from motcua.foundation import clock, uploads
from motcua.foundation.errors import Invalid, NotAllowed

router = Router()


class DefectOut(Schema):
    code: str
    is_blocking: bool
    what: str
    what_en: str
    mend: str
    mend_en: str


class FileOut(Schema):
    ref: str
    name: str
    sha256: str
    size: int
    kind: str
    pages: int | None
    signatures: list[str]
    defects: list[DefectOut]


class FileNotSent(Invalid):
    code = "file_not_sent"
    vi = "Không thấy tệp: gửi multipart/form-data với tên trường «file»."
    en = "There is no file: send multipart/form-data with a field named “file”."


class NotForMachines(NotAllowed):
    code = "may_not_keep_files"
    vi = "Chỉ cán bộ có vai trò hoặc hệ thống được cấp mã mới gửi tệp qua API."
    en = "Only staff with a role, or a system with a token, send files through the API."


def shown(kept: documents.KeptFile) -> dict[str, Any]:
    """A kept file as the API tells it."""
    return {
        "ref": kept.ref, "name": kept.name, "sha256": kept.digest, "size": kept.size, "kind": kept.contents.kind,
        "pages": kept.contents.pages, "signatures": list(kept.contents.signatures),
        "defects": [
            {"code": one.code, "is_blocking": one.is_blocking, "what": one.vi, "what_en": one.en, "mend": one.mend_vi, "mend_en": one.mend_en}
            for one in kept.defects
        ],
    }  # fmt: skip


@router.post("", response={201: FileOut}, summary="Keep a file, and learn at once what is wrong with it")
def keep(request: HttpRequest, file: File[UploadedFile | None] = None) -> Status[dict[str, Any]]:
    actor = request.auth  # type: ignore[attr-defined]
    if not actor.roles:
        raise NotForMachines
    if uploads.is_too_big(request):
        raise documents.FileTooBig(name="?", most=uploads.MOST // 1_000_000)
    if file is None:
        raise FileNotSent
    kept = documents.keep_file(pieces=file.chunks(), name=file.name or "", actor=actor, at=clock.now())
    return Status(201, shown(kept))
