"""Who is signed in, read by prepared SQL: every page and call of an official asks for the session and the user."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session

from motcua.foundation.rows import Rows
from motcua.organization.models import User

_SESSIONS, _USERS = Rows(Session), Rows(User)


class SessionStore(db.SessionStore):
    """Django's store in the database (`SESSION_ENGINE` names this module)."""

    def _get_session_from_db(self) -> Session | None:
        found = _SESSIONS.first("session_key = %s AND expire_date > now()", [self.session_key])
        if found is None:
            self._session_key = None
        return found


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """allauth's, by user name and password."""

    def get_user(self, user_id: Any) -> User | None:
        return _USERS.first("id = %s AND is_active", [user_id])
