"""Do the addresses that the catalogue shows still answer?"""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus

#: At once, of one country's portal: enough to be done, few enough to disturb nobody.
AT_ONCE = 4
TIMEOUT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Silent:
    """An address that did not give its page, and what it said instead."""

    code: str
    address: str
    said: str


def silent(links: Iterable[tuple[str, str]], *, progress: Callable[[int], None]) -> Iterator[Silent]:
    """The addresses that do not answer with their page; `progress` hears how many were asked."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        for asked, (code, address, said) in enumerate(threads.map(_asked, links), start=1):
            progress(asked)
            if said:
                yield Silent(code=code, address=address, said=said)


def _asked(link: tuple[str, str]) -> tuple[str, str, str]:
    code, address = link
    request = urllib.request.Request(address, method="HEAD", headers={"User-Agent": "motcua"})  # noqa: S310 (only https is listed)
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as answer:  # noqa: S310
            return code, address, "" if answer.status == HTTPStatus.OK else str(answer.status)
    except urllib.error.HTTPError as refused:
        return code, address, str(refused.code)
    except (OSError, ValueError) as failed:
        return code, address, type(failed).__name__
