"""motcua api-token USER: a token for a machine."""  # noqa: N999 (the file's name is the command's)

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from motcua.foundation import clock
from motcua.foundation.errors import DomainError
from motcua.organization import public as organization


class Command(BaseCommand):
    help = "Issue an API token that acts with the roles of a user. It is shown once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("user", metavar="USER", help="sign-in name")
        parser.add_argument("--name", default="", help="what the token is for")
        parser.add_argument("--days", type=int, default=None, help="days until it expires (never by default)")
        parser.add_argument("--json", action="store_true", help="print one JSON object")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            user = organization.user_by_name(options["user"])
            issued = organization.issue_api_token(
                user_id=user.id, actor=organization.SYSTEM, at=clock.now(), name=options["name"], days=options["days"]
            )
        except DomainError as error:
            raise CommandError(f"{error.sentence_vi} / {error.sentence_en}") from None
        self.stdout.write(json.dumps({"token": issued.token}) if options["json"] else issued.token)
