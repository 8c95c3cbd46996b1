"""Whoever the law asks for is there in the demonstration."""

from motcua.demo.operations.province import POSTS
from motcua.organization.public import Role


def test_every_sort_of_agency_that_decides_has_somebody_to_allow_a_second_supplement_request() -> None:
    for sort in ("commune", "department"):
        held = {role for _, roles in POSTS[sort] for role in roles}
        assert held & {Role.HEAD, Role.LEADER}, sort


def test_every_centre_has_a_counter() -> None:
    for sort in ("commune_centre", "provincial_centre"):
        assert Role.COUNTER in {role for _, roles in POSTS[sort] for role in roles}, sort
