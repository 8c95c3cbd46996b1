"""A counter in a process of its own, for `bench.lists.batch`: files until nobody listens any more."""

import select
import sys

from bench import house


def _is_over() -> bool:
    return bool(select.select([sys.stdin], [], [], 0)[0])


if __name__ == "__main__":
    house.open_house()
    from bench.lists import batch  # its tables need Django set up

    batch.file_until(_is_over)
