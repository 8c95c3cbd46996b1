from tests.journal.sessions import session

__all__ = ["session"]
