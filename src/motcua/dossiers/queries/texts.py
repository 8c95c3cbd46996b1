"""What people wrote about a dossier stands on its rows; the journal, which cannot forget, keeps a keyed digest of it."""

from collections.abc import Mapping

from django.conf import settings

from motcua.dossiers.shown import DossierDetail
from motcua.foundation.sealing import blind_index


def digests(*, dossier_id: int, **texts: str) -> dict[str, str]:
    """What a fact says of texts: that they were written, and what proves them unchanged. Without our key they cannot be guessed."""
    return {f"{name}_digest": _digest(dossier_id, text) for name, text in texts.items() if text}


def texts_of(detail: DossierDetail) -> Mapping[str, str]:
    """The texts on a dossier's rows by the digest that its facts know them by; only those that this reader may see."""
    written = [
        detail.extension_reason,
        detail.apology_reason,
        *detail.correction_reasons,
        detail.dossier.refusal_reason,
        *(step.note for step in detail.steps),
        *(
            text
            for wait in detail.waits
            for text in (wait.reason, wait.again_reason, "\n".join(one.line for one in wait.asked), wait.evidence)
        ),
        *(text for one in detail.consultations for text in (one.content, one.answer, one.paper, one.waived_reason)),
    ]
    return {_digest(detail.dossier.id, text): text for text in written if text}


def _digest(dossier_id: int, text: str) -> str:
    return blind_index(f"dossier:{dossier_id}:{text}", secret=settings.IDENTITY_KEY).hex()
