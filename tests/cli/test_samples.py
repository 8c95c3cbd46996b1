"""The sample files of docs/mau do what their README says."""

import json

import pytest
from tests.catalogue import given
from tests.cli.words import Words
from tests.house import plan

from motcua.catalogue import public as catalogue

SAMPLES = plan.ROOT / "docs" / "mau"


def of_the_samples() -> list[bytes]:
    """The procedures that the samples name, from the packaged catalogue."""
    return [
        raw for raw in catalogue.packaged_lines("procedures") if json.loads(raw)["code"] in {"1.004873", "1.000894", "1.004746"}
    ]


@pytest.mark.django_db
def test_the_sample_decision_is_previewed_and_taken(motcua: Words) -> None:
    given.imported(of_the_samples())
    sample = str(SAMPLES / "quyet-dinh-cong-bo.xlsx")

    preview = motcua.done("import", "decision", sample, "--preview")
    taken = motcua.done("import", "decision", sample)

    assert preview["counts"] == taken["counts"] == {"new": 0, "amended": 2, "replaced": 0, "abolished": 1}
    assert preview["refused"] == []


@pytest.mark.django_db
def test_the_sample_process_becomes_a_draft_without_errors(motcua: Words) -> None:
    given.imported(of_the_samples())

    drafted = motcua.done("import", "process", str(SAMPLES / "quy-trinh-noi-bo.docx"), "--procedure", "1.004873")

    assert drafted["steps"] == 5
