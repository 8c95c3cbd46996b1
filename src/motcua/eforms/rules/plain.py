"""What does a form ask in JSON Schema 2020-12 alone, for machines that do not know our vocabulary?"""

import copy
from collections.abc import Mapping
from typing import Any

from motcua.eforms.facts import Kind
from motcua.eforms.rules.conditions import find
from motcua.eforms.rules.document import inner, kind_of

_OURS = frozenset(
    {
        "section",
        "sections",
        "order",
        "width",
        "widget",
        "shownWhen",
        "requiredWhenShown",
        "prefill",
        "notBefore",
        "notAfter",
        "patternHelp",
    }
)
_PATTERNS = {"identity-number": "^[0-9]{12}$", "enterprise-code": "^[0-9]{10}(-?[0-9]{3})?$", "phone": "^0[0-9]{9,10}$"}
_ADDRESS = {
    "type": "object",
    "properties": {name: {"type": "string", "minLength": 1, "maxLength": 200} for name in ("province", "commune", "detail")},
    "required": ["province", "commune"],
    "additionalProperties": False,
}


def plain_schema(document: Mapping[str, Any]) -> dict[str, Any]:
    """The same form without our keywords. Conditions inside one group of fields become if and then; what one asks of a field further
    out can only be said by leaving the answer free.

    Basis: JSON Schema 2020-12.
    """
    schema = _holder(document, (), _kinds(document, ()))
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return {name: document[name] for name in ("title", "description") if name in document} | schema


def _kinds(schema: Mapping[str, Any], at: tuple[str, ...]) -> dict[tuple[str, ...], Kind]:
    found: dict[tuple[str, ...], Kind] = {}
    for key, said in schema.get("properties", {}).items():
        found[*at, key] = kind_of(said)
        if found[*at, key].has_fields:
            found |= _kinds(inner(said), (*at, key))
    return found


def _holder(schema: Mapping[str, Any], at: tuple[str, ...], kinds: Mapping[tuple[str, ...], Kind]) -> dict[str, Any]:
    properties, rules = {}, []
    for key, said in schema.get("properties", {}).items():
        properties[key] = _field(said, (*at, key), kinds)
        if "shownWhen" in said and (rule := _rule(key, said, at, kinds)):
            rules.append(rule)
    held: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    if schema.get("required"):
        held["required"] = list(schema["required"])
    return held | ({"allOf": rules} if rules else {})


def _field(said: Mapping[str, Any], path: tuple[str, ...], kinds: Mapping[tuple[str, ...], Kind]) -> dict[str, Any]:
    plain = {name: copy.deepcopy(value) for name, value in said.items() if name not in _OURS}
    kind = kind_of(said)
    if kind is Kind.ADDRESS:
        return {name: plain[name] for name in ("title", "description") if name in plain} | copy.deepcopy(_ADDRESS)
    if kind is Kind.GROUP:
        return {name: plain[name] for name in ("title", "description") if name in plain} | _holder(said, path, kinds)
    if kind is Kind.ROWS:
        plain["items"] = _holder(said["items"], path, kinds)
    if (pattern := _PATTERNS.get(said.get("format", ""))) is not None:
        plain["pattern"] = pattern
    if said.get("format") in _PATTERNS:
        del plain["format"]
    if kind is Kind.CHECKBOX:
        plain["const"] = True
    return plain


def _rule(key: str, said: Mapping[str, Any], at: tuple[str, ...], kinds: Mapping[tuple[str, ...], Kind]) -> dict[str, Any] | None:
    asked = said["shownWhen"]
    target = find(asked["field"], at=(*at, key), kinds=kinds)
    if (
        target is None
        or target[: len(at)] != at
        or any(kinds[target[:depth]] is Kind.ROWS for depth in range(len(at) + 1, len(target)))
    ):
        return None
    test: dict[str, Any] = {}
    if "filled" not in asked:
        values = asked.get("oneOf", [asked.get("equals")])
        if kinds[target] is Kind.CHECKBOX and False in values:
            return None  # unticked is said by leaving it out
        test = {"contains": {"enum": values}} if kinds[target] is Kind.CHECKBOXES else {"enum": values}
    for name in reversed(target[len(at) :]):
        test = {"type": "object", "required": [name], "properties": {name: test}}
    shown = {"required": [key]} if said.get("requiredWhenShown") else {}
    return {"if": test, "then": shown, "else": {"properties": {key: False}}}
