"""An account that can be used at once."""

from datetime import datetime

from django.db import transaction

from motcua.organization.facts import Actor, Role
from motcua.organization.operations.accounts import create_user
from motcua.organization.operations.roles import appoint


@transaction.atomic
def open_account(*, username: str, full_name: str, password: str, role: Role, agency_id: int, actor: Actor, at: datetime) -> int:
    """Make an account with a password and a role at the agency where its holder works. Returns its id.

    Raises what create_user and appoint raise.
    """
    user_id = create_user(username=username, full_name=full_name, password=password, agency_id=agency_id, actor=actor, at=at)
    appoint(user_id=user_id, role=role, agency_id=agency_id, actor=actor, at=at)
    return user_id
