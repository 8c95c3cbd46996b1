"""Which fields of a form are shown for these answers, and which values may go on?

What is hidden is asked of nobody and its answers go nowhere. What the state knows is taken from its record, not from what was typed.
"""

from collections.abc import Mapping
from typing import Any

from motcua.eforms.facts import Address, Checked, Field, Form, Kind, Surroundings, Wrong
from motcua.eforms.rules.conditions import flat
from motcua.eforms.rules.values import Refused, is_empty, value_of

_NOTHING = object()


class Answers:
    """A form with the answers given so far: what is shown, what each field says."""

    def __init__(self, form: Form, given: Mapping[str, Any], around: Surroundings) -> None:
        self._given, self._around = given, around
        self._by_path = {field.path: field for field in flat(form.fields)}
        self._shown: dict[Address, bool] = {}

    def raw(self, at: Address) -> Any:
        """What was given at a place; None when nothing was, or not in that shape."""
        found: Any = self._given
        for part in at:
            if isinstance(part, int):
                found = found[part] if isinstance(found, list) and part < len(found) else None
            else:
                found = found.get(part) if isinstance(found, Mapping) else None
        return found

    def known(self, field: Field) -> Any:
        """What the state knows of a field; None when it knows nothing that may stand there."""
        value = self._around.known.get(field.prefill) if field.prefill else None
        try:
            return None if is_empty(value) else value_of(field, value, self._around)
        except Refused:
            return None

    def is_shown(self, field: Field, at: Address) -> bool:
        """Whether a field is asked at a place, with the groups around it."""
        if at not in self._shown:
            self._shown[at] = self._holds(field, at)
        return self._shown[at]

    def _holds(self, field: Field, at: Address) -> bool:
        around = self._by_path.get(field.path[:-1])
        if around is not None and not self.is_shown(around, at[:-2] if around.kind is Kind.ROWS else at[:-1]):
            return False
        if field.shown_when is None:
            return True
        asked, there = self._by_path[field.shown_when.asks], self.asked_at(field, at)
        if not self.is_shown(asked, there):
            return False
        value = self.value(asked, there)
        if field.shown_when.values is None:
            return not is_empty(value)
        if isinstance(value, list):
            return any(one in value for one in field.shown_when.values)
        # True is not 1 here, though Python thinks so.
        return any(type(one) is type(value) and one == value for one in field.shown_when.values) or (
            asked.kind is Kind.CHECKBOX and value is None and False in field.shown_when.values
        )

    def asked_at(self, field: Field, at: Address) -> Address:
        """Where the field stands that a condition asks; nowhere when there is no condition."""
        return _seen_from(at, self._by_path[field.shown_when.asks], self._by_path) if field.shown_when else ()

    def value(self, field: Field, at: Address) -> Any:
        """The value of a field that is shown and rightly filled, else None."""
        if not self.is_shown(field, at):
            return None
        if field.kind.has_fields:
            raw = self.raw(at)
            return None if is_empty(raw) else raw
        known, raw = self.known(field), self.raw(at)
        if known is not None or is_empty(raw):
            return known
        try:
            return value_of(field, raw, self._around)
        except Refused:
            return None

    def read(self, field: Field, at: Address) -> Any:
        """The value as it may go on; None when nothing was given. Raises Refused."""
        known, raw = self.known(field), self.raw(at)
        return known if known is not None or is_empty(raw) else value_of(field, raw, self._around)


def _seen_from(at: Address, asked: Field, by_path: Mapping[tuple[str, ...], Field]) -> Address:
    """Where a field that is asked stands for somebody at a place: in the same rows."""
    keys, found, here = asked.path, [], list(at)
    for depth, key in enumerate(keys, start=1):
        found.append(key)
        if depth < len(keys) and by_path[keys[:depth]].kind is Kind.ROWS:
            found.append(here[len(found)])  # type: ignore[arg-type]
    return tuple(found)


def check(form: Form, given: Mapping[str, Any], around: Surroundings) -> Checked:
    """The values of the fields that are shown, and everything that must be put right. The order of the answers does not matter.

    Basis: house choice; what a form asks is the law of its procedure and stands in its document.
    """
    answers = Answers(form, given, around)
    errors: list[Wrong] = _strangers(form.fields, given, ())
    values = _within(form.fields, (), answers, errors)
    return Checked(values=values, errors=tuple(errors))


def _within(fields: tuple[Field, ...], at: Address, answers: Answers, errors: list[Wrong]) -> dict[str, Any]:
    values = {}
    for field in fields:
        here = (*at, field.key)
        if answers.is_shown(field, here):
            value = _value(field, here, answers, errors)
            if value is not _NOTHING:
                values[field.key] = value
    return values


def _value(field: Field, at: Address, answers: Answers, errors: list[Wrong]) -> Any:
    if field.kind is Kind.GROUP:
        if not field.required and is_empty(answers.raw(at)) and not _knows(field, answers):
            return _NOTHING
        return _within(field.fields, at, answers, errors)
    if field.kind is Kind.ROWS:
        return _rows(field, at, answers, errors)
    try:
        value = answers.read(field, at)
    except Refused as refused:
        errors.append(_wrong(field, at, refused))
        return _NOTHING
    if value is None:
        if field.required:
            errors.append(_missing(field, at))
        return _NOTHING
    return value


def _knows(group: Field, answers: Answers) -> bool:
    return any(answers.known(field) is not None for field in group.fields)


def _rows(field: Field, at: Address, answers: Answers, errors: list[Wrong]) -> Any:
    """Rows left empty are no rows: the page always offers one."""
    raw = answers.raw(at)
    if raw is not None and not isinstance(raw, list):
        errors.append(_wrong(field, at, Refused("not_rows", "cần là các dòng", "must be rows")))
        return _NOTHING
    filled = [number for number, row in enumerate(raw or []) if not is_empty(row)]
    if len(filled) > field.at_most:
        errors.append(
            _wrong(field, at, Refused("too_many", f"nhiều nhất {field.at_most} dòng", f"has {field.at_most} rows at most"))
        )
        return _NOTHING
    least = max(field.fewest, 1 if field.required else 0)
    if len(filled) < least:
        errors.append(_wrong(field, at, Refused("too_few", f"cần ít nhất {least} dòng", f"needs at least {least} rows")))
        return _NOTHING
    rows = [_within(field.fields, (*at, number), answers, errors) for number in filled]
    return rows or _NOTHING


def _missing(field: Field, at: Address) -> Wrong:
    verbs = ("chưa chọn", "is not chosen") if field.kind.has_choices else ("chưa điền", "is not filled in")
    if field.kind is Kind.CHECKBOX:
        verbs = ("cần đánh dấu để tiếp tục", "must be ticked to go on")
    return Wrong(at=at, code="missing", vi=f"{_title(field, at)} {verbs[0]}.", en=f"{_title(field, at)} {verbs[1]}.")


def _wrong(field: Field, at: Address, refused: Refused) -> Wrong:
    return Wrong(at=at, code=refused.code, vi=f"{_title(field, at)} {refused.vi}.", en=f"{_title(field, at)} {refused.en}.")


def _title(field: Field, at: Address) -> str:
    rows = [part + 1 for part in at if isinstance(part, int)]
    return f"{field.title} ({', '.join(map(str, rows))})" if rows else field.title


def _strangers(fields: tuple[Field, ...], given: object, at: Address) -> list[Wrong]:
    """Answers to questions that the form does not ask: a machine that sends them has another form in mind."""
    known = {field.key: field for field in fields}
    if not isinstance(given, Mapping):
        return []
    found = []
    for key, value in given.items():
        field = known.get(key)
        if field is None:
            said = str(key)[:60]
            found.append(
                Wrong(
                    at=(*at, said), code="not_asked", vi=f"Biểu mẫu không có câu «{said}».", en=f"The form has no field “{said}”."
                )
            )
        elif field.kind is Kind.GROUP:
            found += _strangers(field.fields, value, (*at, key))
        elif field.kind is Kind.ROWS and isinstance(value, list):
            for number, row in enumerate(value[: field.at_most + 1]):
                found += _strangers(field.fields, row, (*at, key, number))
    return found
