"""`motcua account USERNAME`: an account that can be used at once, such as a new province's first operator."""

import getpass
import json
import sys
from typing import Any

from django.core.management.base import CommandParser
from django.utils import translation

from motcua.cli.management.spoken import ArgumentMissing, SpokenCommand, choice
from motcua.foundation import clock
from motcua.foundation.errors import Invalid
from motcua.organization import public as organization
from motcua.organization.forms import ChosenPassword
from motcua.organization.models import User
from motcua.organization.public import SYSTEM, Role

EXAMPLE = 'motcua account quantri.tinh --name "Nguyễn Văn An" --agency 91'


class PasswordRefused(Invalid):
    code = "password_refused"
    vi = "{why_vi}"
    en = "{why_en}"


class Command(SpokenCommand):
    help = "Lập tài khoản đầu tiên, hỏi mật khẩu. / Make a first account; asks for its password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="sign-in name")
        parser.add_argument("--name", help="full name")
        parser.add_argument("--role", default=Role.OPERATOR, help=" | ".join(Role) + " (operator)")
        parser.add_argument("--agency", help="its statistical code, identifier or whole name")
        parser.add_argument("--json", action="store_true", help="one JSON object on standard output")

    def answer(self, **options: Any) -> None:
        for name in ("name", "agency"):
            if not options[name]:
                raise ArgumentMissing(name=f"--{name}", example=EXAMPLE)
        role, at = choice(Role, "--role", options["role"]), clock.now()
        agency = organization.agency_called(options["agency"], on=clock.local_day(at))
        user_id = organization.open_account(
            username=options["username"],
            full_name=options["name"],
            password=_password(options["username"]),
            role=role,
            agency_id=agency.id,
            actor=SYSTEM,
            at=at,
        )
        username = User.objects.values_list("username", flat=True).get(pk=user_id)
        if options["json"]:
            made = {"user": user_id, "username": username, "role": role.value, "agency": agency.id}
            self.stdout.write(json.dumps(made))
            return
        self.stdout.write(f"Đã lập tài khoản {username}: {role.label}, {agency.name}. Đăng nhập ở /dang-nhap/.")
        self.stdout.write(f"The account {username} is made: {role.value}, {agency.name}. Sign in at /dang-nhap/.")


def _password(username: str) -> str:
    """Asked twice on a terminal, else the first line of standard input; never an argument, which others on the machine can read."""
    if sys.stdin.isatty():
        password = getpass.getpass("Mật khẩu / Password: ")
        again = getpass.getpass("Nhập lại / Once more: ")
    else:
        password = again = sys.stdin.readline().rstrip("\r\n")
    why = {language: _why_not(password, again, username, language) for language in ("vi", "en")}
    if any(why.values()):
        raise PasswordRefused(why_vi=why["vi"], why_en=why["en"])
    return password


def _why_not(password: str, again: str, username: str, language: str) -> str:
    with translation.override(language):
        form = ChosenPassword({"password": password, "again": again}, user=User(username=username))
        return " ".join(str(sentence) for sentences in form.errors.values() for sentence in sentences)
