"""What does a file say that carries a form with its name, its basis and the procedures it is for?"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from motcua.eforms.rules.document import read
from motcua.eforms.rules.texts import NotADocument, numbered, parsed
from motcua.foundation.confidence import Confidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    code: str
    name: str
    procedures: tuple[str, ...]
    case: str
    basis: str
    confidence: Confidence
    document: dict[str, Any]


_PARTS: Mapping[str, type] = {"code": str, "name": str, "basis": str, "confidence": str, "document": dict, "procedures": list}


def parcel(text: str | bytes) -> Parcel:
    """The form in a file. Raises NotADocument, FormNotSound. Basis: house choice."""
    said = parsed(text)
    for name, kind in _PARTS.items():
        if not isinstance(said.get(name), kind) or not said[name]:
            raise NotADocument(why_vi=f"thiếu «{name}» hoặc sai kiểu", why_en=f"“{name}” is missing or of the wrong type")
    if left := sorted(set(said) - _PARTS.keys() - {"case"}):
        raise NotADocument(why_vi=f"thừa «{left[0][:40]}»", why_en=f"“{left[0][:40]}” is not known")
    if said["confidence"] not in set(Confidence) or not all(isinstance(code, str) for code in said["procedures"]):
        raise NotADocument(why_vi="độ tin cậy hoặc mã thủ tục không hợp lệ", why_en="confidence or procedure codes are not valid")
    document = numbered(said["document"])
    read(document)
    return Parcel(
        code=said["code"], name=said["name"], procedures=tuple(said["procedures"]), case=str(said.get("case", "")),
        basis=said["basis"], confidence=Confidence(said["confidence"]), document=document,
    )  # fmt: skip
