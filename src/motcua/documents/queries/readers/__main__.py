"""Reads a file from standard input, within bounds of time and memory, and writes what was found as JSON."""

import json
import resource
import shutil
import sys
import tempfile

from motcua.documents.queries.readers import pdf, pictures, signed
from motcua.documents.rules.kinds import HEAD, kind_of

MEMORY = 1_500_000_000
SECONDS = 20


def main() -> None:
    """Read, look, tell. What goes past the bounds ends this process and nothing else."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(sys.stdin.buffer, file, 1 << 20)
        file.seek(0)
        kind = kind_of(file.read(HEAD))
        file.seek(0)
        look = {"pdf": pdf.look, "jpeg": pictures.look, "png": pictures.look, "tiff": pictures.look, "zip": signed.look_archive,
                "xml": signed.look_xml, "cms": signed.look_cms}.get(kind.value)  # fmt: skip
        try:
            found = look(file) if look else {}
        except MemoryError:
            found = {"found": ["file_takes_too_long"]}
    json.dump({"kind": kind.value} | found, sys.stdout)


if __name__ == "__main__":
    main()
