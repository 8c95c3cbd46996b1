"""The tree is read once, and a change by another process is seen soon."""

import pytest
from django.db import connection, transaction
from tests.organization import given

from motcua.foundation import stamped
from motcua.organization import public as organization

pytestmark = pytest.mark.django_db


def elsewhere(name: str, agency_id: int) -> None:
    """A change as another process makes it: nothing in this one is told."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE organization_agency SET name = %s WHERE id = %s", [name, agency_id])
        cursor.execute("UPDATE organization_changestamp SET stamp = 'theirs'")


def test_questions_within_a_second_ask_the_database_nothing(django_assert_num_queries):
    province = given.Province()
    organization.agency(province.top.id)

    with django_assert_num_queries(0):
        organization.subtree_ids(province.top.id)
        organization.centre_of(province.oc_eo.id)
        organization.visible_agencies(organization.citizen_actor())


def test_after_a_second_one_statement_sees_that_nothing_changed(django_assert_num_queries, monkeypatch):
    province = given.Province()
    organization.agency(province.top.id)
    monkeypatch.setattr(stamped, "TRUST", 0)

    with django_assert_num_queries(1):
        organization.agency(province.top.id)


def test_a_change_by_another_process_is_seen_after_a_second(monkeypatch):
    province = given.Province()
    organization.agency(province.oc_eo.id)
    elsewhere("Phường Óc Eo", province.oc_eo.id)
    assert organization.agency(province.oc_eo.id).name == "Xã Óc Eo"

    monkeypatch.setattr(stamped, "TRUST", 0)

    assert organization.agency(province.oc_eo.id).name == "Phường Óc Eo"


def test_a_change_that_is_taken_back_leaves_no_trace_in_the_process():
    province = given.Province()

    with transaction.atomic():
        made = given.agency("Phòng Văn hóa", organization.Kind.DIVISION, province.oc_eo)
        assert made.id in organization.subtree_ids(province.oc_eo.id)  # read, and so kept, before it is taken back
        transaction.set_rollback(True)

    assert made.id not in organization.subtree_ids(province.oc_eo.id)


def test_a_change_in_this_process_is_seen_at_once():
    province = given.Province()

    made = given.agency("Phòng Văn hóa", organization.Kind.DIVISION, province.oc_eo)

    assert made.id in organization.subtree_ids(province.oc_eo.id)
