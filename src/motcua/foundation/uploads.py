"""Files that people send: one that is too big is read to its end and thrown away, so that the page can say so."""

from collections.abc import Mapping
from typing import Any, cast

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest

MOST = 21_000_000
_MARK = "motcua.upload_too_big"


class Bounded(FileUploadHandler):
    """Stands before the handlers that keep files. Without it a file of any size would be written to disk first."""

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._size = 0

    def receive_data_chunk(self, raw_data: bytes, _start: int) -> bytes:
        self._size += len(raw_data)
        if self._size > MOST:
            if self.request is not None:
                self.request.META.setdefault(_MARK, {})[self.field_name] = self.file_name
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """The handlers behind keep it."""


def is_too_big(request: HttpRequest) -> bool:
    """Whether a file of this request was thrown away for its size."""
    return bool(request.META.get(_MARK))


def too_big(request: HttpRequest) -> Mapping[str, str]:
    """The fields whose file was thrown away for its size, each with the file's name."""
    return cast("Mapping[str, str]", request.META.get(_MARK, {}))
