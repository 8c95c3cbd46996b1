"""`python -m bench [part …]`."""

import argparse
import importlib

from bench import house

PARTS = {
    "api": "api",
    "screens": "screens",
    "desk": "desk.pages",
    "catalogue": "catalogue",
    "life": "desk.life",
    "journal": "journal",
    "calendar": "due_dates",
    "print": "desk.print",
    "batch": "lists.batch",
    "archive": "desk.archive",
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description="How fast the house is, beside what the machine can do at all.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"{', '.join(PARTS)}; all of them without")
    wanted = parser.parse_args().parts or list(PARTS)
    if unknown := set(wanted) - set(PARTS):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")

    house.open_house()
    for name in wanted:
        print(f"{name}", flush=True)
        importlib.import_module(f"bench.{PARTS[name]}").measure()


if __name__ == "__main__":
    main()
