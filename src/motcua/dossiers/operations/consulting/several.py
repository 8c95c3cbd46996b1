"""Several agencies at once: one that cannot be asked keeps none of the others back."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from motcua.dossiers.facts import DossierMoved
from motcua.foundation.errors import DomainError, Invalid

#: As many agencies as are asked, or given a part, at once.
MOST = 20


class TooManyAgencies(Invalid):
    code = "too_many_agencies"
    vi = "Một lần hỏi ý kiến hoặc giao phần liên thông cho nhiều nhất {most} cơ quan. Chia làm nhiều lần."
    en = "At most {most} agencies are asked, or given a part, at once. Do it in several goes."


class Asks(Protocol):
    @property
    def agency_id(self) -> int | None: ...


Asked = TypeVar("Asked", bound=Asks)


def require_few(agencies: Sequence[object]) -> None:
    if len(agencies) > MOST:
        raise TooManyAgencies(most=MOST)


def ask_each(asked: Sequence[Asked], ask: Callable[[Asked], DossierMoved]) -> DossierMoved:
    """Ask every agency; who was not asked, and why, is told in `not_sent`. Raises the refusal where nobody could be asked."""
    done: DossierMoved | None = None
    refused: list[tuple[int, DomainError]] = []
    for one in asked:
        try:
            done = ask(one)
        except DomainError as problem:  # raised before anything is written
            if one.agency_id is None:
                raise
            refused.append((one.agency_id, problem))
    if done is None:
        raise refused[0][1]
    return replace(done, not_sent=tuple((agency, why.sentence_vi, why.sentence_en) for agency, why in refused))
