"""Many at once: real threads, real connections."""

from tests.dossiers.given import Lives, World
from tests.dossiers.test_concurrency import together

from motcua.owed_documents.models import Document


def test_eight_at_once_get_eight_numbers(committed_world: World) -> None:
    life = Lives(committed_world)

    answers = together(*[life.accepted] * 8)

    assert all(isinstance(answer, int) for answer in answers), answers
    assert sorted(Document.objects.values_list("number", flat=True)) == list(range(1, 9))
