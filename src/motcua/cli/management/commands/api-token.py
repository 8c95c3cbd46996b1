"""motcua api-token USER: a token for a machine."""  # noqa: N999 (the file's name is the command's)

import json
from typing import Any

from django.core.management.base import CommandParser

from motcua.cli.management.spoken import SpokenCommand
from motcua.foundation import clock
from motcua.organization import public as organization


class Command(SpokenCommand):
    help = "Cấp mã truy cập API cho một tài khoản; chỉ hiện một lần. / Issue an API token for a user; it is shown once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("user", metavar="USER", help="sign-in name")
        parser.add_argument("--name", default="", help="what the token is for")
        parser.add_argument("--days", type=int, default=None, help="days until it expires (never by default)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def answer(self, **options: Any) -> None:
        user = organization.user_by_name(options["user"])
        issued = organization.issue_api_token(
            user_id=user.id, actor=organization.SYSTEM, at=clock.now(), name=options["name"], days=options["days"]
        )
        self.stdout.write(json.dumps({"token": issued.token}) if options["json"] else issued.token)
