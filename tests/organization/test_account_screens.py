"""My account, and the administration of accounts."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from tests.organization import given

from motcua.foundation import clock
from motcua.organization import public as organization
from motcua.organization import queries
from motcua.organization.models import Absence, User
from motcua.organization.public import SYSTEM, Role

pytestmark = pytest.mark.django_db


@pytest.fixture
def province() -> given.Province:
    return given.Province()


def as_(user_id: int) -> Client:
    client = Client()
    client.force_login(User.objects.get(pk=user_id))
    return client


def clean(page: str) -> bool:
    return "UNDEFINED" not in page and not re.search(r"<script(?![^>]*src)| style=", page)


def today() -> str:
    return clock.local_day(clock.now()).isoformat()


def test_my_account_shows_my_roles_and_until_when(province):
    user = given.officer(Role.COUNTER, province.oc_eo_centre, "Danh Thị Sà Ruône", valid_to=given.TODAY + timedelta(3650))
    organization.issue_api_token(user_id=user, actor=SYSTEM, at=given.AT, name="máy quầy")

    page = as_(user).get("/tai-khoan/").content.decode()

    assert clean(page)
    for words in (
        "Danh Thị Sà Ruône",
        "Cán bộ một cửa",
        "TT PVHCC X. Óc Eo",
        "13/11/2036",
        "máy quầy",
        "Xác thực hai bước đang tắt",
    ):
        assert words in page


def test_i_record_an_absence_and_come_back(province):
    user, colleague = given.officer(Role.LEADER, province.oc_eo), given.officer(Role.HEAD, province.oc_eo, "Châu Sóc Kha")
    client = as_(user)
    until = (clock.local_day(clock.now()) + timedelta(2)).isoformat()

    bad = client.post("/tai-khoan/vang-mat/", {"first_day": until, "until": today(), "deputy": colleague})
    assert bad.status_code == 422
    assert "Ngày kết thúc phải sau ngày bắt đầu" in bad.content.decode()
    assert client.post("/tai-khoan/vang-mat/", {"first_day": today(), "until": until, "deputy": colleague}).status_code == 302
    assert "Người thay: Châu Sóc Kha" in client.get("/tai-khoan/").content.decode()
    assert "Thay Lê Minh Khang" in as_(colleague).get("/tai-khoan/").content.decode()

    client.post(f"/tai-khoan/vang-mat/{Absence.objects.get().pk}/ket-thuc/")

    assert "Chưa ghi ngày vắng nào" in client.get("/tai-khoan/").content.decode()


def test_i_revoke_my_token_but_not_that_of_another(province):
    user, other = given.officer(Role.COUNTER, province.oc_eo), given.officer(Role.COUNTER, province.oc_eo)
    token = organization.issue_api_token(user_id=user, actor=SYSTEM, at=given.AT)

    with pytest.raises(organization.AccountNotYoursToManage):
        organization.revoke_api_token(token_id=token.id, actor=organization.actor_of(other, at=given.AT), at=given.AT)
    as_(user).post(f"/tai-khoan/ma-truy-cap/{token.id}/thu-hoi/")

    assert organization.authenticate_token(token.token) is None


def test_a_head_makes_an_account_gives_a_role_and_ends_it(province):
    client = as_(given.officer(Role.HEAD, province.oc_eo_centre))
    asked = {"full_name": "Ngô Quốc Bảo", "username": "bao.nq", "agency": province.oc_eo.id}

    made = client.post("/quan-tri/tai-khoan/moi/", asked).content.decode()

    (password,) = re.findall(r'<span class="code">([0-9a-f-]{24})</span>', made)
    user = User.objects.get(username="bao.nq")
    assert user.check_password(password)
    address = f"/quan-tri/tai-khoan/{user.pk}/"
    role = {"agency": province.oc_eo_centre.id, "role": "counter", "kind": "own", "valid_from": today()}
    assert client.post(address, role).status_code == 302
    again = client.post(address, role)
    assert again.status_code == 422
    assert "đã giữ vai trò" in again.content.decode()
    page = client.get(address).content.decode()
    assert clean(page)
    (end,) = re.findall(rf'action="({address}vai-tro/\d+/thu/)"', page)
    client.post(end)
    assert organization.actor_of(user.pk, at=clock.now()).holdings == frozenset()


def test_a_head_is_not_offered_roles_that_others_give(province):
    head = given.officer(Role.HEAD, province.oc_eo_centre)
    user = given.person(agency=province.oc_eo)

    page = as_(head).get(f"/quan-tri/tai-khoan/{user}/").content.decode()
    forged = as_(head).post(
        f"/quan-tri/tai-khoan/{user}/",
        {"agency": province.oc_eo.id, "role": "operator", "kind": "own", "valid_from": today()},
    )

    assert 'value="counter"' in page
    assert 'value="operator"' not in page
    assert forged.status_code == 422


def test_the_list_of_accounts_is_that_of_the_own_area(province):
    given.officer(Role.COUNTER, province.oc_eo_centre, "Trần Thị Bích Thủy")
    given.officer(Role.COUNTER, province.long_xuyen_centre, "Nguyễn Thị Sáu")
    client = as_(given.officer(Role.LEADER, province.oc_eo))

    page = client.get("/quan-tri/tai-khoan/").content.decode()

    assert clean(page)
    assert "Trần Thị Bích Thủy" in page
    assert "Nguyễn Thị Sáu" not in page
    assert "Trần Thị Bích Thủy" in client.get("/quan-tri/tai-khoan/?q=bich thuy").content.decode()
    assert "Không thấy ai" in client.get("/quan-tri/tai-khoan/?q=zzz").content.decode()


def test_the_list_of_accounts_costs_the_same_at_any_length(province, django_assert_max_num_queries):
    operator = given.officer(Role.OPERATOR, province.top)
    client = as_(operator)
    with django_assert_max_num_queries(100) as few:
        client.get("/quan-tri/tai-khoan/")
    for number in range(60):
        given.officer(Role.OFFICIAL, province.department, f"Lê Văn {number}")
    organization.agency(province.top.id)

    with django_assert_max_num_queries(len(few)):
        first = client.get("/quan-tri/tai-khoan/")
    second = client.get(f"/quan-tri/tai-khoan/?sau={first.context['page'].next}")

    ids = [one.id for page in (first, second) for one in page.context["page"].rows]
    assert len(ids) == len(set(ids)) == 61


def test_a_page_of_accounts_is_read_with_two_statements(province, django_assert_num_queries):
    for number in range(3):
        given.officer(Role.OFFICIAL, province.department, f"Lê Văn {number}")
    organization.agency(province.top.id)

    with django_assert_num_queries(2):
        page = queries.users_of({province.department.id}, on=given.TODAY)

    assert [len(one.holdings) for one in page.rows] == [1, 1, 1]


@pytest.mark.parametrize("path", ["", "moi/"])
@pytest.mark.parametrize("role", [Role.COUNTER, Role.OFFICIAL, Role.CLERK, Role.CONTROL])
def test_others_have_no_administration(province, role, path):
    assert as_(given.officer(role, province.oc_eo)).get(f"/quan-tri/tai-khoan/{path}").status_code == 403


def test_an_account_elsewhere_is_not_shown_or_changed(province):
    client = as_(given.officer(Role.LEADER, province.oc_eo))
    elsewhere = given.officer(Role.COUNTER, province.long_xuyen)

    assert client.get(f"/quan-tri/tai-khoan/{elsewhere}/").status_code == 403
    for step in ("mat-khau", "ngung", "mo-lai", "tat-hai-buoc"):
        assert client.post(f"/quan-tri/tai-khoan/{elsewhere}/{step}/").status_code == 403
    assert User.objects.get(pk=elsewhere).is_active


def test_an_operator_closes_and_opens_an_account(province):
    client = as_(given.officer(Role.OPERATOR, province.top))
    user = given.officer(Role.COUNTER, province.oc_eo_centre)

    client.post(f"/quan-tri/tai-khoan/{user}/ngung/")
    assert not User.objects.get(pk=user).is_active
    assert "Mở lại tài khoản" in client.get(f"/quan-tri/tai-khoan/{user}/").content.decode()
    client.post(f"/quan-tri/tai-khoan/{user}/mo-lai/")

    assert User.objects.get(pk=user).is_active


@pytest.mark.parametrize("path", ["/tai-khoan/", "/tai-khoan/mat-khau/", "/quan-tri/tai-khoan/", "/quan-tri/tai-khoan/1/"])
def test_strangers_are_asked_to_sign_in(client, path):
    assert client.get(path)["location"].startswith("/dang-nhap/?next=")


def test_the_page_of_a_deputy_says_why_it_has_no_buttons_and_still_takes_roles_back(province):
    chair, deputy = given.officer(Role.LEADER, province.oc_eo), given.officer(Role.OFFICIAL, province.oc_eo)
    first_day = clock.local_day(clock.now())
    organization.record_absence(
        user_id=chair, first_day=first_day, until=first_day + timedelta(9), deputy_id=deputy, actor=SYSTEM, at=given.AT
    )

    page = as_(given.officer(Role.HEAD, province.oc_eo)).get(f"/quan-tri/tai-khoan/{deputy}/").content.decode()

    assert clean(page)
    assert "ngoài quyền của bạn, kể cả khi thay người vắng mặt" in page
    assert "Cấp mật khẩu mới" not in page
    assert "Thu vai trò" in page


def test_an_absence_of_ages_is_refused_on_the_form(province):
    away = {"first_day": "0001-01-01", "until": "9999-12-31", "deputy": ""}

    answer = as_(given.officer(Role.LEADER, province.oc_eo)).post("/tai-khoan/vang-mat/", away)

    assert answer.status_code == 422
    assert "dài nhất 5 năm" in answer.content.decode()
    assert not Absence.objects.exists()


def test_agencies_and_colleagues_are_offered_in_the_order_of_reading(province):
    given.agency("Đặc khu Thổ Châu", given.Kind.COMMUNE, province.top)
    for name in ("Trần Thị Vân", "Danh Thị Đào", "Võ Bảo Ân"):
        given.officer(Role.COUNTER, province.oc_eo, name)

    agencies = as_(given.officer(Role.OPERATOR, province.top)).get("/quan-tri/tai-khoan/moi/").content.decode()
    people = as_(given.officer(Role.HEAD, province.oc_eo)).get("/tai-khoan/").content.decode()

    for page, names in (
        (agencies, ("Đặc khu Thổ Châu", "Phường Long Xuyên", "Sở Xây dựng")),
        (people, ("Võ Bảo Ân", "Danh Thị Đào", "Trần Thị Vân")),
    ):
        places = [page.rindex(f">{name}<") for name in names]
        assert places == sorted(places)
