"""Public pages: fill in the form of a procedure, read it over, print it. Nothing is kept on the server."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods

from motcua.eforms.queries import filling as queries
from motcua.eforms.shown import FormFound
from motcua.eforms.views import filling
from motcua.foundation import clock


@ensure_csrf_cookie
@require_http_methods(["GET", "HEAD", "POST"])
def fill(request: HttpRequest, code: str) -> HttpResponse:
    """The form of a procedure: questions until they are answered, then the answers to read and print."""
    today = clock.local_day(clock.now())
    forms = queries.forms_of(code, today)
    if not forms:
        raise queries.NoForm(procedure_code=code[:40])
    found = _chosen(forms, request.GET.get("mau", ""))
    if found is None:
        return render(request, "eforms/citizen/choose.html", {"forms": forms, "procedure": forms[0]})
    form, around = queries.form_of(found.document, found.digest), queries.surroundings(today)
    is_other = "ban" in request.POST and request.POST["ban"] != str(found.version_id)
    taken = filling.turn(request, form, around, may_check=not is_other)
    if taken.is_done:
        context = filling.to_read(form, taken, around) | {"found": found, "at": clock.now()}
        return render(request, "eforms/citizen/read_over.html", context)
    context = filling.questions(form, taken, around) | {"found": found, "is_other": is_other}
    return render(request, "eforms/citizen/fill.html", context, status=422 if taken.checked else 200)


def _chosen(forms: tuple[FormFound, ...], code: str) -> FormFound | None:
    if len(forms) == 1:
        return forms[0]
    return next((form for form in forms if form.form_code == code), None)


def link(procedure_code: str, procedure_version_id: int) -> str:
    """What the page of a procedure shows of its forms: a way to them, or nothing."""
    doors = queries.doors_of(procedure_version_id, clock.local_day(clock.now()))
    return render_to_string("eforms/_link.html", {"code": procedure_code, "doors": doors}) if doors else ""
