"""What the counter's page of the waiting room shows of the dossiers."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _


def intake(ticket_id: int) -> str:
    """A button that leads to the intake; the ticket goes along in the address (`ve`)."""
    return format_html('<a class="btn" href="{}?ve={}">{}</a>', reverse("choose_procedure"), ticket_id, _("Tiếp nhận hồ sơ"))
