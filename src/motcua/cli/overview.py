"""`motcua help`: our own commands, grouped, one line each."""

import sys
from typing import Any

import django
from django.apps import apps
from django.core.management import get_commands, load_command_class

GROUPS = (
    ("Chạy / Run", ("demo", "serve", "worker")),
    ("Trông coi / Look after", ("doctor", "migrate", "audit", "backup", "restore")),
    ("Dữ liệu / Data", ("import", "export", "catalogue", "account", "api-token", "calendar", "due")),
    ("Làm phần mềm / Build", ("frontend", "messages")),
)


def show() -> None:
    django.setup()
    ours = {name: place for name, place in get_commands().items() if _is_ours(place)}
    known = {name for _, names in GROUPS for name in names}
    lines = ["motcua – một cửa: hệ thống giải quyết thủ tục hành chính / administrative procedures of a province", ""]
    for title, names in (*GROUPS, ("Khác / Other", tuple(sorted(set(ours) - known)))):
        found = [name for name in names if name in ours]
        if found:
            lines += [title, *(f"  {name:<12} {_words(ours[name], name)}" for name in found), ""]
    lines += ["Mỗi lệnh / each command: motcua LỆNH --help", "Lệnh của Django / Django's own: motcua manage help"]
    sys.stdout.write("\n".join(lines) + "\n")


def _is_ours(place: object) -> bool:
    name = place if isinstance(place, str) else type(place).__module__
    return any(app.name == name for app in apps.get_app_configs() if app.name.startswith("motcua."))


def _words(place: Any, name: str) -> str:
    command = load_command_class(place, name) if isinstance(place, str) else place
    return str(command.help).splitlines()[0] if command.help else ""
