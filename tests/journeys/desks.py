"""The people of a journey, each at a browser of their own."""

from dataclasses import dataclass

from tests.dossiers.given import World
from tests.dossiers.pages import Browser

from motcua.dossiers.models import Dossier
from motcua.organization.public import AgencyFact


@dataclass(frozen=True)
class Staff:
    counter: Browser
    official: Browser
    head: Browser
    leader: Browser
    clerk: Browser


def staff(world: World, agency: AgencyFact) -> Staff:
    """Who receives for an agency and who decides there."""
    solving = {role: Browser(world.who(role, agency)) for role in ("official", "head", "leader", "clerk")}
    return Staff(counter=Browser(world.who("counter", world.centre_of(agency))), **solving)


def receive(counter: Browser, procedure: str, **typed: str) -> Dossier:
    """Take a dossier in by the counter's form, for the first of its cases where it asks for one."""
    path = f"/can-bo/tiep-nhan/{procedure}/"
    form = counter.open(path).form("id_number")
    counter.send(path, form, **({"case": form.choices["case"][0]} if "case" in form.choices else {}) | typed)
    return Dossier.objects.latest("id")
