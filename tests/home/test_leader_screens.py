"""The leaders' page: for whom, how it is ordered, and every number the length of the list it opens."""

import re
from html import unescape

import pytest
from django.utils.html import escape
from tests.dossiers import given
from tests.dossiers.factories import FIVE_DAYS, LAND
from tests.dossiers.given import Lives, World, vn
from tests.dossiers.pages import Browser, Page
from tests.dossiers.worlds import Now

from motcua.home import hallway
from motcua.organization import public as organization
from motcua.organization.public import Actor, AgencyFact, Role

OVERVIEW = "/lanh-dao/"
_DOOR = re.compile(r'<a [^>]*href="(/can-bo/ho-so/\?[^"]*so=[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def doors(page: Page) -> list[tuple[str, int]]:
    """Every number of the page with its address."""
    found = []
    for href, inside in _DOOR.findall(page.text):
        number = re.search(r"[\d.]+", re.sub(r"<[^>]*>", " ", inside))
        assert number, inside
        found.append((unescape(href), int(number[0].replace(".", ""))))
    return found


def listed(browser: Browser, address: str) -> list[str]:
    """The codes of all pages of a listing."""
    codes: list[str] = []
    while address:
        page = browser.open(address)
        codes += re.findall(r'href="/can-bo/ho-so/([^"/?]+)/"', page.text)
        more = re.search(r'href="(\?[^"]*sau=[^"]*)"', page.text)
        address = f"/can-bo/ho-so/{unescape(more[1])}" if more else ""
    return list(dict.fromkeys(codes))


def a_busy_province(world: World, life: Lives) -> None:
    life.one_of_each()
    for _ in range(3):
        life.in_process(at=vn("2026-11-05 08:00"))
    life.in_process(at=vn("2026-10-20 08:00"))
    life.in_process(is_test=True)
    life.in_process(competent=world.phu_quoc)
    life.accepted(competent=world.phu_quoc, centre=world.rach_gia_centre)
    life.awaiting_payment(procedure=LAND, competent=world.environment)
    life.in_process(procedure=LAND, competent=world.environment, at=vn("2026-11-03 08:00"))


def somebody(world: World, role: str, place: AgencyFact) -> Actor:
    """Who holds the post, or somebody appointed to it now."""
    return world.people.get((role, place.id)) or given.official(Role(role), place, username=f"moi.{role}.{place.id}")


WHO = [
    ("head", "rach_gia"), ("leader", "rach_gia"), ("head", "environment"), ("control", "office"), ("inspector", "top"),
    ("reform", "office"), ("leader", "top"), ("head", "office"), ("control", "rach_gia"), ("inspector", "rach_gia"),
]  # fmt: skip


@pytest.mark.parametrize(("role", "place"), WHO)
@pytest.mark.parametrize("query", [{}, {"cap": "commune"}, {"cap": "province", "xep": "ten"}])
def test_every_number_is_the_length_of_the_list_it_opens(
    world: World, life: Lives, now: Now, role: str, place: str, query: dict[str, str]
) -> None:
    a_busy_province(world, life)
    now.at = vn("2026-11-22 08:00")
    browser = Browser(somebody(world, role, getattr(world, place)))

    found = doors(browser.open(OVERVIEW, **query))

    assert len(found) >= 5
    for address, number in found:
        assert len(listed(browser, address)) == number, address


def test_a_head_sees_their_own_unit_and_nobody_elses(world: World, life: Lives, now: Now) -> None:
    a_busy_province(world, life)

    page = Browser(world.who("head", world.rach_gia)).open(OVERVIEW)

    page.says(world.rach_gia.short_name)
    assert world.phu_quoc.short_name not in page.words
    assert world.environment.short_name not in page.words


def test_the_control_office_sees_the_province_by_unit(world: World, life: Lives, now: Now) -> None:
    a_busy_province(world, life)

    page = Browser(world.who("control", world.office)).open(OVERVIEW)

    page.says(world.rach_gia.short_name, world.phu_quoc.short_name, world.environment.short_name)


def column(page: Page, number: int) -> list[float]:
    """The numbers of a column, from the first row to the last."""
    rows = page.text.partition("<tbody>")[2].partition("</tbody>")[0].split("<tr>")[1:]
    cells = [re.findall(r'<td class="r">(.*?)</td>', row, re.DOTALL)[number] for row in rows]
    return [float(re.sub(r"<[^>]*>|[%\s]", "", cell).replace(".", "").replace(",", ".")) for cell in cells]


@pytest.mark.parametrize(("order", "number"), [("qua", 0), ("ty-le", 1), ("sap", 2), ("dang", 3), ("cho", 4), ("nhan", 5)])
def test_every_column_orders_the_table(world: World, life: Lives, now: Now, order: str, number: int) -> None:
    a_busy_province(world, life)
    for _ in range(2):  # so that no column is in the order of the names
        life.awaiting_payment(procedure=LAND, competent=world.environment)
        life.in_process()
    now.at = vn("2026-11-22 08:00")
    browser = Browser(world.who("control", world.office))

    figures = column(browser.open(OVERVIEW, xep=order), number)

    assert figures == sorted(figures, reverse=True)
    assert figures[0] > figures[-1]
    assert column(browser.open(OVERVIEW, xep="ten"), number) != figures


@pytest.mark.parametrize("query", [{"xep": "khong-co"}, {"xep": ""}, {"cap": "huyen"}, {"cap": "Commune"}])
def test_an_order_or_a_level_that_there_is_not_is_refused_in_words(world: World, now: Now, query: dict[str, str]) -> None:
    page = Browser(world.who("control", world.office)).open(OVERVIEW, status=404, **query)

    page.says("Trang điều hành không có «{}={}».".format(*next(iter(query.items()))))


def test_units_are_listed_as_people_read_them(world: World, life: Lives, now: Now) -> None:
    for place in (world.phu_quoc, world.rach_gia, world.environment):  # "ĐK Phú Quốc" stands before "P." and "Sở"
        life.in_process(competent=place, procedure=LAND if place == world.environment else FIVE_DAYS)

    words = Browser(world.who("control", world.office)).open(OVERVIEW, xep="ten").words.partition(">")[2]

    places = [words.index(place.short_name) for place in (world.phu_quoc, world.rach_gia, world.environment)]
    assert places == sorted(places)


def test_an_empty_province_says_so(world: World, now: Now) -> None:
    Browser(world.who("control", world.office)).open(OVERVIEW).says("Chưa có hồ sơ nào")


@pytest.mark.parametrize(("role", "place"), [("counter", "rach_gia_centre"), ("official", "rach_gia"), ("clerk", "rach_gia"), ("operator", "top")])  # fmt: skip
def test_the_overview_is_not_for_everybody(world: World, now: Now, role: str, place: str) -> None:
    Browser(world.who(role, getattr(world, place))).open(OVERVIEW, status=403)


def test_who_is_not_signed_in_is_asked_to_sign_in(world: World, now: Now) -> None:
    response = Browser().client.get(OVERVIEW)

    assert (response.status_code, response["Location"]) == (302, f"/dang-nhap/?next={OVERVIEW}")


def test_a_deputy_opens_the_heads_page(world: World, life: Lives, now: Now) -> None:
    life.in_process()
    head, official = world.who("head", world.rach_gia), world.who("official", world.rach_gia)
    given.away(head, deputy=official, since=now.at)

    Browser(official).open(OVERVIEW).says(world.rach_gia.short_name)


# -- the first page, the menu, the search


@pytest.mark.parametrize(
    ("role", "place", "first"),
    [
        ("counter", "rach_gia_centre", "/can-bo/viec-cua-toi/"), ("official", "rach_gia", "/can-bo/viec-cua-toi/"),
        ("leader", "rach_gia", "/can-bo/viec-cua-toi/"), ("control", "office", OVERVIEW), ("reform", "office", OVERVIEW),
        ("inspector", "top", OVERVIEW), ("operator", "top", "/quan-tri/tai-khoan/"),
    ],
)  # fmt: skip
def test_everybody_lands_where_their_day_begins(world: World, now: Now, role: str, place: str, first: str) -> None:
    response = Browser(world.who(role, getattr(world, place))).client.get("/can-bo/")

    assert (response.status_code, response["Location"]) == (302, first)


def test_the_provinces_leader_begins_with_its_figures(world: World) -> None:
    leads = frozenset({organization.Holding(role=Role.LEADER, agency_id=world.top.id)})

    assert hallway.first_page(organization.Actor(user_id=1, name="Châu Quốc Hiếu", holdings=leads)) == OVERVIEW


def menu_of(page: Page) -> list[str]:
    bars = re.findall(r'<nav class="(?:nav wide|side)" aria-label="(?:Chính|Mục khác)">(.*?)</nav>', page.text, re.DOTALL)
    assert bars
    doors = [*dict.fromkeys(re.findall(r'href="([^"]+)"', "".join(bars)))]
    assert doors
    return doors


@pytest.mark.parametrize("role", list(Role))
def test_every_door_of_everybodys_menu_opens(world: World, now: Now, role: Role) -> None:
    place = next(agency for (held, agency) in world.people if held == role)
    browser = Browser(world.who(role, place))

    for address in menu_of(browser.open("/can-bo/")):
        browser.open(address)


@pytest.mark.parametrize("role", [Role.CONTROL, Role.REFORM, Role.INSPECTOR, Role.OPERATOR])
def test_a_commune_has_no_doors_of_the_province_that_do_not_open(world: World, now: Now, role: Role) -> None:
    browser = Browser(somebody(world, role, world.rach_gia))

    for address in menu_of(browser.open("/can-bo/")):
        browser.open(address)


def test_counter_staff_of_a_commune_itself_have_no_door_to_the_counter_of_its_centre(world: World, now: Now) -> None:
    browser = Browser(somebody(world, Role.COUNTER, world.rach_gia))

    page = browser.open("/can-bo/")

    assert "/can-bo/tiep-nhan/" not in page.text
    for address in menu_of(page):
        browser.open(address)
    browser.open("/can-bo/tiep-nhan/", status=403)


@pytest.mark.parametrize(
    ("role", "place", "has"),
    [("head", "rach_gia", True), ("leader", "rach_gia", True), ("operator", "rach_gia", True), ("clerk", "rach_gia", False)],
)
def test_the_accounts_stand_in_the_menu_of_whoever_manages_them(world: World, now: Now, role: str, place: str, has: bool) -> None:
    browser = Browser(somebody(world, Role(role), getattr(world, place)))

    assert ("/quan-tri/tai-khoan/" in menu_of(browser.open("/can-bo/"))) is has


@pytest.mark.parametrize("words", ["bich thuy", "0918 012 264", "khai sinh", "1.001193"])
def test_one_search_finds_dossiers_and_procedures(world: World, life: Lives, now: Now, words: str) -> None:
    code = given.code(life.in_process())

    page = Browser(world.who("official", world.rach_gia)).open("/can-bo/tim/", q=words)

    page.says('href="/thu-tuc/1.001193/"' if words in {"khai sinh", "1.001193"} else f'href="/can-bo/ho-so/{code}/"')


def test_the_search_finds_nobody_elses_dossier(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.in_process())

    assert code not in Browser(world.who("official", world.phu_quoc)).open("/can-bo/tim/", q="bich thuy").text


@pytest.mark.parametrize("words", ["", "x", "zzzzzz", "%", "'", "<script>alert(1)</script>", "x" * 500])
def test_a_search_for_anything_is_answered(world: World, now: Now, words: str) -> None:
    page = Browser(world.who("official", world.rach_gia)).open("/can-bo/tim/", q=words)

    page.says("Không thấy gì" if words else "Mã hồ sơ, tên người nộp, thủ tục bằng lời thường", escape(words[:200]))
    assert "<script>alert" not in page.text


def test_the_front_page_is_for_everybody(world: World, now: Now) -> None:
    Browser().open("/").says("/tra-ho-so/", "/thu-tuc/")


def test_the_front_page_counts_the_centres_of_today(world: World, now: Now) -> None:
    centres = organization.agencies(kind=organization.CENTRES, on=now.at.date())
    Browser().open("/").says(f"{len(centres)} trung tâm")

    organization.close_agency(
        agency_id=world.rach_gia_centre.id, on=now.at.date(), basis="QĐ 1", actor=organization.SYSTEM, at=now.at
    )

    Browser().open("/").says(f"{len(centres) - 1} trung tâm")


def test_the_reform_office_opens_a_dossier_without_its_persons(world: World, life: Lives, now: Now) -> None:
    code = given.code(life.in_process())
    browser = Browser(world.who("reform", world.office))

    page = browser.open(f"/can-bo/ho-so/{code}/")

    page.says("Trần Thị B*** T***", "không tham gia giải quyết")
    for secret in ("Bích", "12 Nguyễn Trãi", "091 •••"):
        assert secret not in page.text
    assert browser.client.post(f"/can-bo/ho-so/{code}/so-that/", {"purpose": "Tò mò"}).status_code == 403
