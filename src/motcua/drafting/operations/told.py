"""Facts of this room: what happened, never what somebody wrote."""

from datetime import datetime

from django.conf import settings

from motcua.foundation.sealing import blind_index
from motcua.journal import public as journal
from motcua.organization import public as organization


def tell(
    name: str, *, what: str, dossier_id: int, actor: organization.Actor, at: datetime, texts: tuple[str, ...], **payload: int | str | bool | None
) -> None:  # fmt: skip
    """Record a fact of a draft or verification; of its texts one keyed digest, which proves them unchanged."""
    written = blind_index(f"dossier:{dossier_id}:" + "\x00".join(texts), secret=settings.IDENTITY_KEY).hex()
    journal.record(
        name=name, subject=what, actor=actor.label, at=at, payload={"dossier": dossier_id, **payload, "text_digest": written}
    )
