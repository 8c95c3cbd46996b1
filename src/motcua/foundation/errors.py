"""Errors that speak: a stable code, a sentence in Vietnamese and in English, and the family that decides the HTTP answer."""

from collections.abc import Mapping
from typing import ClassVar


class DomainError(Exception):
    """Something a person asked for cannot be done. `vi` and `en` may name values given as keyword arguments."""

    status: ClassVar[int] = 409
    code: ClassVar[str] = "not_possible"
    vi: ClassVar[str] = "Không thực hiện được."
    en: ClassVar[str] = "This cannot be done."

    def __init__(self, known: Mapping[str, object] | None = None, /, **values: object) -> None:
        self.values = dict(known or values)
        super().__init__(self.values)  # made again from its own args, as libraries and pickle do, it says the same

    def __str__(self) -> str:
        return self.sentence_en

    @property
    def details(self) -> list[dict[str, str]]:
        """Each single thing that is wrong, where there are several: `where` and `what`."""
        return []

    @property
    def sentence_vi(self) -> str:
        return self.vi.format(**self.values)

    @property
    def sentence_en(self) -> str:
        return self.en.format(**self.values)


class NotAllowed(DomainError):
    """The actor has no right to this."""

    status = 403
    code = "not_allowed"
    vi = "Bạn không có quyền làm việc này."
    en = "You are not allowed to do this."


class NotFound(DomainError):
    """There is no such thing, or not for this actor."""

    status = 404
    code = "not_found"
    vi = "Không tìm thấy."
    en = "Not found."


class NotPossible(DomainError):
    """The thing exists and the actor may, but its present state forbids it."""


class StalePage(NotPossible):
    """Somebody changed the thing after it was shown to whoever asks. A room may put it in words of its own."""

    code = "stale_page"
    vi = "Người khác vừa sửa sau khi bạn mở trang. Mở lại trang rồi làm tiếp."
    en = "Somebody else has changed this since you opened the page. Open it again and go on."


class Invalid(DomainError):
    """What was given cannot be right whatever the state: a value out of range, an unknown name."""

    status = 422
    code = "invalid"
    vi = "Dữ liệu không hợp lệ."
    en = "The data given are not valid."


class ReasonMissing(Invalid):
    """Something is refused, sent back or taken out of use without saying why. A room may put it in words of its own."""

    code = "reason_missing"
    vi = "Cần ghi lý do."
    en = "A reason is needed."
