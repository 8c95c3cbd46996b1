"""How is a document written down, and read from a file that somebody sends?"""

import hashlib
import json
import re
from typing import Any

from motcua.eforms.rules.vocabulary import MOST_LETTERS
from motcua.foundation.errors import Invalid

#: In UTF-8 a Vietnamese letter has up to three bytes.
MOST_BYTES = 4 * MOST_LETTERS
_UNKEEPABLE = re.compile("[\0\ud800-\udfff]")


class NotADocument(Invalid):
    code = "form_not_json"
    vi = "Tệp không phải biểu mẫu JSON đọc được: {why_vi}."
    en = "The file is no form in JSON that can be read: {why_en}."


def parsed(text: str | bytes) -> dict[str, Any]:
    """A JSON object from a text. Raises NotADocument. Basis: house choice."""
    if len(text) > MOST_BYTES:
        raise NotADocument(why_vi="tệp quá lớn", why_en="it is too big")
    try:
        found = json.loads(
            text.decode("utf-8-sig") if isinstance(text, bytes) else text, parse_constant=_no_number, object_pairs_hook=_once
        )
    except UnicodeDecodeError:
        raise NotADocument(why_vi="không phải UTF-8", why_en="it is not UTF-8") from None
    except RecursionError:
        raise NotADocument(why_vi="lồng quá sâu", why_en="it is nested too deep") from None
    except json.JSONDecodeError as error:
        raise NotADocument(
            why_vi=f"lỗi ở dòng {error.lineno}, cột {error.colno}", why_en=f"{error.msg}, line {error.lineno}"
        ) from None
    except ValueError:
        raise NotADocument(why_vi="có số không hợp lệ", why_en="it has a number that is none") from None
    if not isinstance(found, dict):
        raise NotADocument(why_vi="ngoài cùng phải là một đối tượng {}", why_en="its outside must be an object")
    if _UNKEEPABLE.search(json.dumps(found, ensure_ascii=False)) or "\\u0000" in json.dumps(found):
        raise NotADocument(why_vi="có ký tự không lưu được", why_en="it has a character that cannot be kept")
    return found


def _no_number(name: str) -> None:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise NotADocument(why_vi="một tên có hai lần trong cùng một đối tượng", why_en="a name stands twice in one object")
    return found


def numbered(document: dict[str, Any]) -> dict[str, Any]:
    """The document with the order of its fields said: the database does not keep the order of names. Basis: house choice."""
    return _numbered(document, 0)


def _numbered(schema: dict[str, Any], depth: int) -> dict[str, Any]:
    fields = schema.get("properties")
    if not isinstance(fields, dict) or depth > 10:
        return schema
    given: dict[str, Any] = {}
    for place, (key, said) in enumerate(fields.items(), start=1):
        if not isinstance(said, dict):
            given[key] = said
            continue
        items = {"items": _numbered(said["items"], depth + 1)} if isinstance(said.get("items"), dict) else {}
        given[key] = {"order": place * 10} | _numbered(said, depth + 1) | items
    return schema | {"properties": given}


def written(document: dict[str, Any]) -> str:
    """The document as a file to keep and to send. Basis: house choice."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def digest(document: dict[str, Any]) -> str:
    """The same for documents that say the same. Basis: house choice."""
    return hashlib.sha256(json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
