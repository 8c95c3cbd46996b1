"""Opening a file of a dossier: by content, nothing of it runs, and the look is kept."""

from collections.abc import Iterator
from itertools import chain

from django.contrib.auth.decorators import login_required
from django.http import StreamingHttpResponse
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_safe

from motcua.documents import public as documents
from motcua.dossiers import public as dossiers
from motcua.foundation import clock
from motcua.organization import public as organization

OPENED = gettext_noop("Mở tệp của hồ sơ")


@login_required
@require_safe
def download(request: organization.Request, code: str, paper_id: int) -> StreamingHttpResponse:
    """A file, to who may read its dossier with its persons."""
    at, actor = clock.now(), request.actor
    detail = dossiers.dossier_for_staff(code=code, actor=actor, at=at)
    file = next((one for one in detail.files if one.paper_id == paper_id and one.kept.ref), None)
    if file is None:
        raise documents.NoSuchFile
    dossiers.record_look(dossier_id=detail.dossier.id, standing=detail.standing, actor=actor, at=at, purpose=OPENED)
    headers = documents.headers_of(file.kept.contents.kind, file.kept.name, size=file.kept.size, inline="xem" in request.GET)
    return StreamingHttpResponse(_begun(documents.pieces_of(ref=file.kept.ref)), headers=headers)


def _begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """What cannot be read is said before anything is sent."""
    return chain([next(pieces, b"")], pieces)
