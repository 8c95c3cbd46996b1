"""A list is handed in: who hands it in for whom, and the file, kept sealed until it is read."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef

from motcua.batches.facts import Handed, Handing, LineState, State
from motcua.batches.models import IntakeList, Line
from motcua.batches.rules import permissions
from motcua.catalogue import public as catalogue
from motcua.foundation import clock
from motcua.foundation.errors import Invalid
from motcua.foundation.jobs import put_off
from motcua.foundation.sealing import seal, seal_bytes
from motcua.foundation.text import tidy
from motcua.journal import public as journal
from motcua.organization import public as organization


class FileEmpty(Invalid):
    code = "list_file_empty"
    vi = "Tệp không có gì. Chọn lại tệp danh sách."
    en = "The file is empty. Choose the list's file again."


class OrganisationMissing(Invalid):
    code = "list_organisation_missing"
    vi = "Nộp theo ủy quyền thì ghi tên tổ chức nộp và văn bản ủy quyền."
    en = "Filing with authority needs the organisation's name and the paper of authority."


class ConsentMissing(Invalid):
    code = "list_consent_missing"
    vi = "Giúp nộp thì phải có sự đồng ý của từng người trong danh sách, và ghi văn bản nào cho biết."
    en = "Helping to file needs the consent of everybody in the list, and the paper that shows it."


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    list_id: int
    #: The same file was handed in for the same procedure before: this is that list.
    again: bool = False


@transaction.atomic
def hand_in_list(*, handed: Handed, name: str, body: bytes, actor: organization.Actor, at: datetime) -> Taken:
    """Keep a list to be read. Raises NotYourList, FileEmpty, OrganisationMissing, ConsentMissing and what the catalogue says."""
    permissions.require(actor, handed.centre_id)
    terms = catalogue.terms_in_force(procedure_code=handed.procedure_code, on=clock.local_day(at), agency_id=handed.competent_id)
    _require_grounds(handed)
    if not body.strip():
        raise FileEmpty
    digest = hashlib.sha256(body + repr(sorted(asdict(handed).items())).encode()).digest()
    organization.require_open(handed.centre_id, on=clock.local_day(at))
    earlier = IntakeList.objects.filter(centre=handed.centre_id, procedure=terms.procedure_id, digest=digest, wiped_at=None)
    left = Line.objects.filter(list=OuterRef("pk"), state=LineState.LEFT_OUT)
    if found := earlier.exclude(state__in=[State.REFUSED, State.DROPPED]).exclude(Exists(left)).order_by("-id").first():
        return Taken(list_id=found.pk, again=True)

    secret = settings.IDENTITY_KEY
    made = IntakeList.objects.create(
        name=tidy(name)[-200:], state=State.READING, procedure_id=terms.procedure_id, centre_id=handed.centre_id,
        made_by_id=actor.user_id, made_at=at, handing=handed.handing, filer=tidy(handed.name)[:300], digest=digest,
        handed_sealed=seal(json.dumps(asdict(handed), ensure_ascii=False), secret=secret),
        file_sealed=seal_bytes(body, secret=secret),
    )  # fmt: skip
    put_off("prepare_list", list_id=made.pk)

    journal.record(
        name="ListHandedIn", subject=f"list:{made.pk}", actor=actor.label, at=at,
        payload={"procedure": terms.procedure_id, "centre": handed.centre_id, "competent": handed.competent_id, "handing": str(handed.handing), "sha256": digest.hex()},
    )  # fmt: skip
    return Taken(list_id=made.pk)


def _require_grounds(handed: Handed) -> None:
    has_paper = bool(tidy(handed.authority_paper))
    if handed.handing is Handing.AUTHORITY and not (tidy(handed.name) and has_paper):
        raise OrganisationMissing
    if handed.handing is Handing.ASSISTED and not (handed.consent and has_paper):
        raise ConsentMissing
