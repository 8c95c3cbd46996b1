"""Does a package still say what its manifest says? Needs the file alone: no database, no network."""

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

from motcua.archiving.facts import Checked
from motcua.archiving.rules.layout import FORMAT, MANIFEST
from motcua.foundation.errors import Invalid
from motcua.foundation.sheets.archive import BROKEN

_PIECE = 256 * 1024


class NotAPackage(Invalid):
    code = "not_a_package"
    vi = "«{file}» không phải gói giao nộp nguyên vẹn: {why}."
    en = "“{file}” is no whole hand-over package: {why}."


def check(path: Path) -> Checked:
    """Read every file of a package and compare it with the manifest, piece by piece. Raises NotAPackage."""
    try:
        with zipfile.ZipFile(path) as package:
            manifest = package.read(MANIFEST)
            said = json.loads(manifest)
            if said["format"] != FORMAT:
                raise NotAPackage(file=path.name, why=f"{MANIFEST}: {said['format']}")
            listed = {one["path"]: one for one in said["files"]}
            held = [name for name in package.namelist() if name != MANIFEST]
            wrong = [(name, "not_listed") for name in held if name not in listed]
            wrong += (
                [(name, "twice") for name in sorted({name for name in held if held.count(name) > 1})]
                if len(held) != len(set(held))
                else []
            )
            wrong += [(name, found) for name, one in listed.items() if (found := _wrong(package, set(held), name, one))]
    except (*BROKEN, TypeError) as problem:  # TypeError: a manifest of another shape
        raise NotAPackage(file=path.name, why=str(problem)[:200]) from None
    return Checked(files=len(listed), manifest_sha256=hashlib.sha256(manifest).hexdigest(), wrong=tuple(wrong))


def _wrong(package: zipfile.ZipFile, held: set[str], name: str, said: dict[str, Any]) -> str:
    if name not in held:
        return "missing"
    digest, size = hashlib.sha256(), 0
    try:
        with package.open(name) as file:
            while piece := file.read(_PIECE):
                digest.update(piece)
                size += len(piece)
    except BROKEN:
        return "changed"
    return "" if (digest.hexdigest(), size) == (said["sha256"], said["bytes"]) else "changed"
