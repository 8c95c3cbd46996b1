"""Fields of forms and what must be put right in them: a builtin library of every template, nothing to load."""

from typing import Any

from django import template
from django.utils.translation import gettext

register = template.Library()


@register.inclusion_tag("ui/field.html")
def field(bound: Any, optional: str = "", known: str = "", icon: str = "") -> dict[str, Any]:
    """{% field form.name %}: label, hint, error and input, tied together.

    Fields that may stay empty are marked; `optional` says more ("theo cha hoặc mẹ"). `known` is the source of a
    value that is shown and not asked.
    """
    kind = getattr(bound.field.widget, "input_type", "")
    many = bound.field.widget.use_fieldset and kind in {"radio", "checkbox"}
    if not optional and not bound.field.required and kind != "checkbox":
        optional = gettext("không bắt buộc")
    return {
        "field": bound,
        "optional": optional,
        "known": known,
        "shape": "many" if many else "check" if kind == "checkbox" else "hidden" if kind == "hidden" else "one",
        "icon": icon,
    }


@register.inclusion_tag("ui/errsum.html")
def errsum(*forms: Any) -> dict[str, Any]:
    """{% errsum form other_form %}: everything to put right, on top, each with a link to its place. Nothing when all is well."""
    lines: list[tuple[str, str]] = []
    for form in forms:
        if not form:
            continue
        lines += [("", error) for error in form.non_field_errors()]
        for bound in form:
            lines += [(bound.id_for_label or bound.auto_id, error) for error in bound.errors]
    return {"lines": lines, "nowhere": not any(place for place, _ in lines)}


@register.simple_tag
def error_title(*forms: Any) -> str:
    """{% block title %}{% error_title form %}…: "Lỗi: " while something must be put right."""
    return gettext("Lỗi:") + " " if any(form and form.errors for form in forms) else ""
