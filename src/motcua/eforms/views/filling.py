"""A form on a page, as the public fills it in and as its designers try it: what was sent becomes the next page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from motcua.eforms.facts import Checked, Form, Surroundings
from motcua.eforms.rules import checking, drawing, posted
from motcua.foundation.language import chosen

#: What a button asks: check it, show it again, or a row more or less.
CHECK = "kiem-tra"


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One exchange of the page with whoever fills it in."""

    given: dict[str, Any]
    checked: Checked | None

    @property
    def is_done(self) -> bool:
        return self.checked is not None and self.checked.ok


def turn(request: HttpRequest, form: Form, around: Surroundings, *, may_check: bool = True) -> Turn:
    """Read what the page sent and do what its button asks."""
    if request.method != "POST":
        return Turn(given={}, checked=None)
    given = posted.answers(form, dict(request.POST.lists()))
    asked = request.POST.get("_do", CHECK)
    if asked == CHECK and may_check:
        return Turn(given=given, checked=checking.check(form, given, around))
    return Turn(given=posted.after(asked, form, given), checked=None)


def questions(form: Form, taken: Turn, around: Surroundings) -> dict[str, Any]:
    """What the template of the questions needs."""
    errors = taken.checked.errors if taken.checked else ()
    page = drawing.draw(form, taken.given, around, errors)
    return {
        "form": form,
        "page": page,
        "error_lines": [(place, f"{section}: {chosen(wrong.vi, wrong.en)}") for place, section, wrong in page.errors],
        "places": around.places,
        "is_kept": bool(taken.given),
    }


def to_read(form: Form, taken: Turn, around: Surroundings) -> dict[str, Any]:
    """What the template needs on which the answers are read over."""
    values = taken.checked.values if taken.checked else {}
    return {"form": form, "sections": drawing.read_over(form, values, around), "inputs": list(posted.inputs(form, taken.given))}
