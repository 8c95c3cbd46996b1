"""How do changes of the catalogue read as an Atom feed? An entry keeps its id for ever, on whatever host it is read."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from xml.etree import ElementTree  # builds only, reads nothing

ATOM = "http://www.w3.org/2005/Atom"
#: Ids are made under this name, so that another program makes the same ones.
_SPACE = uuid.uuid5(uuid.NAMESPACE_URL, "motcua:thu-tuc")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    key: str
    title: str
    address: str
    at: datetime
    summary: str
    category: str


def atom(*, title: str, address: str, home: str, author: str, entries: Sequence[Entry], at: datetime) -> bytes:
    """The feed of these entries, newest first.

    Basis: house choice (RFC 4287).
    """
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
    _text(feed, "title", title)
    _text(feed, "id", f"urn:uuid:{_SPACE}")
    _text(feed, "updated", max((entry.at for entry in entries), default=at).isoformat())
    _link(feed, "self", address, "application/atom+xml")
    _link(feed, "alternate", home, "text/html")
    _text(ElementTree.SubElement(feed, f"{{{ATOM}}}author"), "name", author)
    for told in entries:
        entry = ElementTree.SubElement(feed, f"{{{ATOM}}}entry")
        _text(entry, "title", told.title)
        _text(entry, "id", f"urn:uuid:{uuid.uuid5(_SPACE, told.key)}")
        _text(entry, "updated", told.at.isoformat())
        _link(entry, "alternate", told.address, "text/html")
        ElementTree.SubElement(entry, f"{{{ATOM}}}category", {"term": told.category})
        _text(entry, "summary", told.summary)
    ElementTree.indent(feed)
    written: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written + b"\n"


def _text(parent: ElementTree.Element, name: str, words: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}{name}").text = words


def _link(parent: ElementTree.Element, rel: str, address: str, kind: str) -> None:
    ElementTree.SubElement(parent, f"{{{ATOM}}}link", {"rel": rel, "href": address, "type": kind})
