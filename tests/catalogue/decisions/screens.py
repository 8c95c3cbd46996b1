"""The pages of decisions as their tests use them."""

import io
import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.catalogue.decisions import lists

from motcua.foundation import clock
from motcua.organization.models import User

LIST, NEW = "/kiem-soat/quyet-dinh/", "/kiem-soat/quyet-dinh/nhap/"


def signed_in(user_id: int | None) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user_id))
    return client


def send(client: Client, *rows, file: io.BytesIO | bytes | None = None, signed: bool = True, **fields: str):
    content = file if isinstance(file, bytes) else (file or lists.workbook(*rows, signed=signed)).getvalue()
    asked = {"level": "province"} | ({"signed_on": clock.local_day(clock.now()).isoformat()} if signed else {}) | fields
    return client.post(NEW, asked | {"file": SimpleUploadedFile("qd.xlsx", content)})


def shown(client: Client, address: str, *, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def approved(client: Client, address: str):
    """As pressed on the page that shows what would change."""
    (mark,) = re.findall(r'name="mark" value="(\w+)"', shown(client, address))
    return client.post(f"{address}duyet/", {"mark": mark})
