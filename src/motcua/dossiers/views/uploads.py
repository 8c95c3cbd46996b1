"""Files sent with a form: each is kept and looked at by itself, and stays when another one, or the form, is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest

from motcua.documents import public as documents
from motcua.foundation import clock, uploads
from motcua.foundation.errors import DomainError
from motcua.organization import public as organization

ACCEPT = ".pdf,.jpg,.jpeg,.png,.tif,.tiff,.docx,.xlsx,.xml,.p7m,.p7s,.asics,.asice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """One place for a file on a form."""

    place: str
    kept: documents.KeptFile | None = None
    #: What to say beside the place.
    said: tuple[documents.Defect, ...] = ()
    accept: str = ACCEPT

    @property
    def field(self) -> str:
        return f"tep-{self.place}"

    @property
    def ref_field(self) -> str:
        return f"tep-{self.place}-da-gui"

    @property
    def ref(self) -> str:
        return self.kept.ref if self.kept else ""

    @property
    def is_good(self) -> bool:
        return self.kept is not None and not self.said


def attached(request: HttpRequest, places: Sequence[str], actor: organization.Actor, at: datetime) -> dict[str, Upload]:
    """What was sent for each place: now, or with an earlier try of the same form."""
    dropped = uploads.too_big(request) if request.method == "POST" else {}
    return {place: _one(request, Upload(place=place), dropped, actor, at) for place in places}


def _one(request: HttpRequest, empty: Upload, dropped: Mapping[str, str], actor: organization.Actor, at: datetime) -> Upload:
    sent = request.FILES.get(empty.field)
    if empty.field in dropped:
        error = documents.FileTooBig(name=dropped[empty.field], most=uploads.MOST // 1_000_000)
        return Upload(place=empty.place, said=(_told(error),))
    if sent is not None:
        try:
            kept = documents.keep_file(pieces=sent.chunks(), name=sent.name or "", actor=actor, at=at)
        except DomainError as error:
            return Upload(place=empty.place, said=(_told(error),))
        return Upload(place=empty.place, kept=kept, said=kept.defects)
    return _earlier(request, empty, actor, at)


def _earlier(request: HttpRequest, empty: Upload, actor: organization.Actor, at: datetime) -> Upload:
    ref = request.POST.get(empty.ref_field, "")
    if not ref:
        return empty
    try:
        kept = documents.kept_file(ref=ref, on=clock.local_day(at))
    except documents.NoSuchFile:
        return empty
    return Upload(place=empty.place, kept=kept, said=kept.defects) if kept.made_by == actor.label and not kept.held_by else empty


def _told(error: DomainError) -> documents.Defect:
    return documents.Defect(code=error.code, is_blocking=True, vi=error.sentence_vi, en=error.sentence_en, mend_vi="", mend_en="")
