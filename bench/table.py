"""What was measured, as lines on the terminal and as sections of docs/benchmarks.md."""

import os
import platform
import re
import subprocess
import sys
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from bench.house import CHECKOUT

PAPER = CHECKOUT / "docs" / "benchmarks.md"
_INTRODUCTION = """# Benchmarks

Written by `make bench` (`make bench ARGS=api` for one part). Each section says when and on which commit it was measured.
*Ratio* is what ours reaches of the raw limit (of a rate) or how many times it takes (of a time), both from the same run; *bar* is what the project asks of itself. CPU per request counts
web + database + client: on a machine where all three share the cores, it tells more than a rate does.
"""


@dataclass
class Row:
    what: str
    ours: str
    raw: str = ""
    ratio: str = ""
    bar: str = ""
    note: str = ""


@dataclass
class Section:
    name: str
    title: str
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, what: str, ours: str, **more: str) -> None:
        """Say a figure at once; the others may take minutes."""
        row = Row(what, ours, **more)
        self.rows.append(row)
        said = [f"{name} {value}" for name, value in (("raw", row.raw), ("ratio", row.ratio), ("bar", row.bar)) if value]
        print(
            f"  {what}: {ours}" + (f"   ({', '.join(said)})" if said else "") + (f"   {row.note}" if row.note else ""), flush=True
        )


def ratio(raw: float, ours: float) -> str:
    if not ours:
        return "–"
    return f"1/{raw / ours:.0f}" if raw > ours else f"{ours / raw:.1f}"


def write(section: Section) -> None:
    """Put a section in its place in the paper; the others stay."""
    kept = _sections()
    kept[section.name] = _written(section)
    order = ["api", "screens", "desk", "catalogue", "life", "journal", "calendar", "print", "batch", "archive"]
    parts = [kept[name] for name in sorted(kept, key=lambda name: order.index(name) if name in order else len(order))]
    PAPER.parent.mkdir(exist_ok=True)
    PAPER.write_text(_INTRODUCTION + "".join("\n" + part for part in parts))


def _sections() -> dict[str, str]:
    if not PAPER.exists():
        return {}
    parts = re.split(r"(?m)^(?=<!-- part: )", PAPER.read_text())[1:]
    return {re.findall(r"part: (\w+)", part)[0]: part.rstrip() + "\n" for part in parts}


def _written(section: Section) -> str:
    lines = [f"<!-- part: {section.name} -->", f"## {section.title}", "", _when(), ""]
    lines += ["| what | ours | raw limit | ratio | bar | |", "|---|---|---|---|---|---|"]
    lines += [f"| {row.what} | {row.ours} | {row.raw} | {row.ratio} | {row.bar} | {row.note} |" for row in section.rows]
    lines += ["", *(f"- {note}" for note in section.notes)] if section.notes else []
    return "\n".join(lines) + "\n"


def _when() -> str:
    ask = ["git", "-C", str(CHECKOUT), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(ask, capture_output=True, text=True, check=False).stdout.strip() or "?"
    changed = subprocess.run(["git", "-C", str(CHECKOUT), "diff", "--quiet", "HEAD", "--", "src"], check=False).returncode
    return f"{datetime.now().astimezone():%Y-%m-%d}, commit {commit}{' with changes' if changed else ''}, {machine()}."


def machine() -> str:
    model = re.findall(r"model name\s*: (.+)", Path("/proc/cpuinfo").read_text()) or [platform.machine()]
    memory = int(re.findall(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[0]) / 2**20
    load = os.getloadavg()[0]
    python = ".".join(map(str, sys.version_info[:2]))
    return f"{os.cpu_count()} cores of {model[0].strip()}, {memory:.0f} GB, Python {python}, load {load:.1f} at the end"
