from tests.dossiers.worlds import *  # noqa: F403 -- fixtures
