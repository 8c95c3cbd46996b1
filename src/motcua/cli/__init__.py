"""The command line `motcua`."""

import sys


def main(argv: list[str] | None = None) -> None:
    """Run one command; where a package is missing, say which."""
    try:
        from motcua.cli.running import run  # noqa: PLC0415 (the missing package may be Django)

        run(list(sys.argv[1:] if argv is None else argv))
    except ModuleNotFoundError as missing:
        package = (missing.name or "").partition(".")[0]
        if package in {"", "motcua"}:
            raise
        sys.stderr.write(
            f"Thiếu gói Python «{package}». Cài lại: uv sync (trong mã nguồn) hoặc pip install --force-reinstall motcua\n"
            f"The Python package “{package}” is missing. Install again: uv sync (in a checkout) or pip install --force-reinstall motcua\n"
        )
        raise SystemExit(1) from None
