"""Documents of forms, small ones written by hand and any that Hypothesis draws."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from motcua.eforms.facts import Surroundings

TODAY = date(2026, 11, 22)
PLACES = {"Tỉnh An Giang": frozenset({"Phường Long Xuyên", "Phường Châu Đốc", "Xã Óc Eo"}), "Tỉnh Cà Mau": frozenset()}
AROUND = Surroundings(today=TODAY, places=PLACES, known={})


def document(required: tuple[str, ...] = (), **properties: dict[str, Any]) -> dict[str, Any]:
    for order, said in enumerate(properties.values()):
        said.setdefault("section", "chung")
        said.setdefault("order", order)
    return {
        "$schema": "urn:motcua:form:1",
        "title": "Tờ khai thử",
        "type": "object",
        "sections": [{"key": "chung", "title": "Thông tin chung"}],
        "properties": properties,
        "required": list(required),
    }


def text(title: str = "Họ tên", **more: Any) -> dict[str, Any]:
    return {"type": "string", "title": title} | more


def day(title: str = "Ngày sinh", **more: Any) -> dict[str, Any]:
    return {"type": "string", "format": "date", "title": title} | more


def choice(title: str = "Giới tính", *choices: str, **more: Any) -> dict[str, Any]:
    return {"type": "string", "title": title, "enum": list(choices or ("Nam", "Nữ"))} | more


def rows(
    title: str = "Con", required: tuple[str, ...] = (), properties: dict[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    for order, said in enumerate((properties := properties or {"name": text()}).values()):
        said.setdefault("order", order)
    items = {"type": "object", "properties": properties, "required": list(required)}
    return {"type": "array", "title": title, "items": items} | more


_WORDS = st.text(alphabet="aăâbcdđeê ghiklmnoôơ0123456789/-.", max_size=12)
_LEAVES = st.one_of(
    st.builds(text),
    st.builds(lambda low, more: text(minLength=low, maxLength=low + more), st.integers(0, 3), st.integers(1, 9)),
    st.builds(lambda: text(pattern="^[A-Z]{1,2}[0-9]{2,4}$", patternHelp="AB1234", maxLength=10)),
    st.builds(lambda: day(notAfter="today")),
    st.builds(choice),
    st.builds(lambda: {"type": "integer", "widget": "money", "title": "Tiền", "minimum": 0}),
    st.builds(lambda: {"type": "number", "title": "Diện tích", "maximum": 1000}),
    st.builds(lambda: {"type": "boolean", "title": "Cam đoan"}),
    st.builds(
        lambda: {"type": "array", "title": "Giấy tờ", "items": {"type": "string", "enum": ["a", "b", "c"]}, "uniqueItems": True}
    ),
    st.builds(lambda: {"type": "string", "format": "identity-number", "title": "Số định danh"}),
    st.builds(lambda: {"type": "string", "format": "phone", "title": "Điện thoại"}),
    st.builds(lambda: {"type": "object", "widget": "address", "title": "Nơi cư trú"}),
)
_VALUES = st.one_of(
    st.none(), _WORDS, st.booleans(), st.integers(-5, 2000), st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.sampled_from(["Nam", "Nữ", "05/11/2026", "2027-01-01", "0918012264", "089123456789", "AB1234", "a", "1.250,5"]),
    st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=3),
    st.fixed_dictionaries({"province": st.sampled_from(["Tỉnh An Giang", "Tỉnh Cà Mau", "x"]), "commune": st.sampled_from(["long xuyen", "Óc Eo", ""])}),
)  # fmt: skip
#: What a condition may ask of a field, by what the field is
_ASKS = {"string": "Nam", "boolean": True, "integer": 5, "number": 5, "array": "a"}


@st.composite
def documents(draw: st.DrawFn) -> dict[str, Any]:
    """Forms that may be used: leaves, a group and rows, some of them shown on a condition."""
    keys = [f"f{number}" for number in range(draw(st.integers(1, 6)))]
    properties = {key: dict(draw(_LEAVES)) for key in keys}
    if draw(st.booleans()):
        inside = {f"g{number}": dict(draw(_LEAVES)) for number in range(draw(st.integers(1, 3)))}
        properties["group"] = {
            "type": "object",
            "title": "Nhóm",
            "properties": inside,
            "required": draw(st.lists(st.sampled_from(sorted(inside)), unique=True)),
        }
    if draw(st.booleans()):
        inside = {f"r{number}": dict(draw(_LEAVES)) for number in range(draw(st.integers(1, 3)))}
        _conditions(draw, inside)
        properties["rows"] = rows(properties=inside, maxItems=3)
    required = _conditions(draw, properties)
    return document(tuple(required), **properties)


def _conditions(draw: st.DrawFn, properties: dict[str, Any]) -> list[str]:
    """Each field may ask one before it, so there is no circle; those that ask none may be required."""
    keys, required = list(properties), []
    for place, key in enumerate(keys):
        if place and draw(st.booleans()):
            asked = keys[draw(st.integers(0, place - 1))]
            properties[key]["shownWhen"] = {"field": asked} | _asking(draw, properties[asked])
            properties[key]["requiredWhenShown"] = draw(st.booleans())
        elif draw(st.booleans()):
            required.append(key)
    return required


def _asking(draw: st.DrawFn, asked: dict[str, Any]) -> dict[str, Any]:
    value = _ASKS.get(asked["type"])
    if (
        value is None
        or asked.get("format")
        or draw(st.booleans())
        or (asked["type"] == "array" and asked["items"]["type"] == "object")
    ):
        return {"filled": True}
    return {"equals": value}


@st.composite
def answers(draw: st.DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    return _answers(draw, document)


def _answers(draw: st.DrawFn, schema: dict[str, Any]) -> dict[str, Any]:
    given = {}
    for key, said in schema["properties"].items():
        if said["type"] == "object" and "properties" in said:
            given[key] = _answers(draw, said)
        elif said["type"] == "array" and said["items"]["type"] == "object":
            given[key] = [_answers(draw, said["items"]) for _ in range(draw(st.integers(0, 2)))]
        else:
            given[key] = draw(_VALUES)
    return given
