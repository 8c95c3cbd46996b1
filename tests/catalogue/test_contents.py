"""The content of a version, put together again from its tables."""

import pytest
from tests.catalogue import given

from motcua.catalogue.models import ProcedureVersion
from motcua.catalogue.queries.decisions.contents import contents_of
from motcua.catalogue.rules.published import Content

pytestmark = pytest.mark.django_db

#: Records that name a case without a paper, or one case twice.
UNEVEN = 6


def test_nothing_that_was_published_is_lost_when_a_version_is_read_back() -> None:
    given.whole_catalogue()
    versions = list(ProcedureVersion.objects.select_related("procedure").defer("source_record"))

    contents = contents_of(versions)

    lost = [version.procedure.code for version in versions if contents[version.id].digest != version.digest]
    assert len(versions) == 3_398
    assert len(lost) == UNEVEN
    assert all(
        _papers(contents[version.id]) == version.components.count() for version in versions if version.procedure.code in lost
    )


def _papers(content: Content) -> int:
    return sum(len(case.papers) for case in content.cases)
