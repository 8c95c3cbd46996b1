"""Tables as files that a page offers: each says by what it was narrowed, how many rows it has, and the hash of its bytes."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from motcua.foundation.sheets.writing import csv_lines

CSV = "text/csv; charset=utf-8"


def csv_file(rows: Iterable[Sequence[object]], *, name: str, narrowed: Mapping[str, str] | None = None) -> HttpResponse:
    """A CSV file, its heading first among the rows; with the mark by which spreadsheets know Vietnamese letters."""
    lines = list(csv_lines(rows))
    body = ("\ufeff" + "".join(lines)).encode()
    response = HttpResponse(body, content_type=CSV)
    say(response, name=name, narrowed=narrowed or {}, rows=len(lines) - 1, sha256=hashlib.sha256(body).hexdigest())
    return response


def say(response: HttpResponseBase, *, name: str, narrowed: Mapping[str, str], rows: int, sha256: str) -> None:
    """What every table says of itself; `narrowed` is its filter as its address has it."""
    said = "; ".join(f"{word}={' '.join(value.split())}" for word, value in narrowed.items() if value.strip())
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    response["X-Filter"], response["X-Row-Count"], response["X-SHA256"] = said or "tat-ca", str(rows), sha256
