"""Run inside the installation: the tiny province of the tests and a token for everybody who moves dossiers, as JSON."""

import json
import sys

import django


def main() -> None:
    django.setup()
    from tests.dossiers import factories, given  # noqa: PLC0415

    from motcua.catalogue import public as catalogue  # noqa: PLC0415
    from motcua.foundation import clock  # noqa: PLC0415
    from motcua.organization import public as organization  # noqa: PLC0415

    world = given.province()
    at = clock.now()
    units = []
    for commune in (world.rach_gia, world.phu_quoc, world.long_xuyen):
        centre = world.centre_of(commune)
        people = {}
        for (role, place), person in world.people.items():
            if place in {commune.id, centre.id} and person.user_id is not None:
                issued = organization.issue_api_token(user_id=person.user_id, actor=organization.SYSTEM, at=at, days=1)
                people[str(role)] = {"id": person.user_id, "token": issued.token}
        units.append({"centre_id": centre.id, "competent_id": commune.id, "people": people})
    terms = catalogue.terms_in_force(procedure_code=factories.FIVE_DAYS, on=clock.local_day(at))
    steps = [str(step.role) for step in terms.steps if step.kind not in {"receive", "return"}]
    json.dump({"procedure": factories.FIVE_DAYS, "units": units, "steps": steps}, sys.stdout)


if __name__ == "__main__":
    main()
