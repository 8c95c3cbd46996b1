"""Tables as files that a page offers."""

from collections.abc import Iterable, Sequence

from django.http import HttpResponse

from motcua.foundation.sheets.writing import csv_lines


def csv_file(rows: Iterable[Sequence[object]], *, name: str) -> HttpResponse:
    """A CSV file, its heading first among the rows; with the mark by which spreadsheets know Vietnamese letters."""
    response = HttpResponse("\ufeff" + "".join(csv_lines(rows)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response
