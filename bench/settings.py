"""The program's own settings, on the database that the bench chose."""

import os

from motcua.config.settings import *  # noqa: F403
from motcua.config.settings import DATABASES

DATABASES["default"]["NAME"] = os.environ.get("BENCH_DATABASE", "bench_province")
